// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/table_view.h"

#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QApplication>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace haberdash::ui {

namespace {

constexpr int cellPadding = 12;

int digitWidth(const QFontMetrics &metrics)
{
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

bool isDigit(QChar letter)
{
    return letter >= u'0' && letter <= u'9';
}

/// Calls `place(text, x, width)` for each digit and each run between digits.
template<typename Place>
int layOut(const QFontMetrics &metrics, const QString &text, Place place)
{
    const int digit = digitWidth(metrics);
    int x = 0;
    qsizetype i = 0;
    while (i < text.size()) {
        qsizetype end = i + 1;
        int width = digit;
        if (!isDigit(text[i])) {
            while (end < text.size() && !isDigit(text[end]))
                ++end;
            width = metrics.horizontalAdvance(text.mid(i, end - i));
        }
        place(text.mid(i, end - i), x, width);
        x += width;
        i = end;
    }
    return x;
}

} // namespace

int tabularWidth(const QFontMetrics &metrics, const QString &text)
{
    return layOut(metrics, text, [](const QString &, int, int) {});
}

void drawTabularText(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text)
{
    const QFontMetrics metrics(painter.font());
    const int width = tabularWidth(metrics, text);
    int left = rect.left();
    if (alignment & Qt::AlignRight)
        left = rect.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        left += (rect.width() - width) / 2;
    const int baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    layOut(metrics, text, [&](const QString &part, int x, int cell) {
        const int inside
            = part.size() == 1 && isDigit(part.front()) ? (cell - metrics.horizontalAdvance(part)) / 2 : 0;
        painter.drawText(left + x + inside, baseline, part);
    });
}

void CellDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QWidget *widget = cell.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, widget);
    const Colors &c = colorsOf(cell.palette);
    painter->save();
    QRect inner = cell.rect.adjusted(cellPadding, 0, -cellPadding, 0);
    if (const QVariant tone = index.data(BadgeRole); tone.isValid() && !cell.text.isEmpty()) {
        const QSize size = Badge::sizeFor(cell.text);
        const QRect pill = QStyle::alignedRect(cell.direction, Qt::AlignLeft | Qt::AlignVCenter,
            QSize(std::min(size.width(), inner.width()), size.height()), inner);
        Badge::paint(*painter, pill, cell.text, Tone(tone.toInt()), cell.palette);
    } else {
        if (!cell.icon.isNull()) {
            const QRect place
                = QStyle::alignedRect(cell.direction, Qt::AlignLeft | Qt::AlignVCenter, QSize(16, 16), inner);
            cell.icon.paint(painter, place);
            inner.setLeft(place.right() + 9);
        }
        const bool enabled = cell.state & QStyle::State_Enabled;
        painter->setFont(cell.font);
        painter->setPen(!enabled ? c.disabledText : index.data(MutedRole).toBool() ? c.mutedText : c.text);
        if (cell.displayAlignment & Qt::AlignRight) {
            drawTabularText(*painter, inner, Qt::AlignRight, cell.text);
        } else {
            painter->drawText(inner, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine),
                cell.fontMetrics.elidedText(cell.text, cell.textElideMode, inner.width()));
        }
    }
    painter->restore();
    painter->fillRect(QRect(cell.rect.x(), cell.rect.bottom(), cell.rect.width(), 1), c.grid);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString text = index.data().toString();
    // Words are drawn with their own widths, figures in equal ones: either may need more.
    const int words = option.fontMetrics.horizontalAdvance(text) + 1;
    const int width = index.data(BadgeRole).isValid()
        ? Badge::sizeFor(text).width()
        : std::max(words, tabularWidth(option.fontMetrics, text));
    return {width + 2 * cellPadding, height::row};
}

TableView::TableView(const QString &accessibleName, QWidget *parent)
    : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setItemDelegate(new CellDelegate(this));
    setShowGrid(false);
    setWordWrap(false);
    setAlternatingRowColors(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(height::row);
    verticalHeader()->setDefaultSectionSize(height::row);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(height::header);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->viewport()->setAutoFillBackground(false);
    //: for screen readers: the heading of a table, %1 is the table's name
    horizontalHeader()->setAccessibleName(tr("Columns of %1").arg(accessibleName));
    setSortingEnabled(false);
    connect(this, &QTableView::doubleClicked, this,
        [this](const QModelIndex &index) { Q_EMIT rowActivated(index.row()); });
}

void TableView::setColumnWidths(const QList<int> &widths)
{
    horizontalHeader()->setStretchLastSection(!widths.contains(0));
    for (int column = 0; column < widths.size(); ++column) {
        if (widths[column] == 0)
            horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
        else
            setColumnWidth(column, widths[column]);
    }
}

void TableView::setFrameless()
{
    setFrameShape(NoFrame);
    viewport()->setAutoFillBackground(false);
}

void TableView::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    m_hoveredRow = row;
    viewport()->update();
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    setHoveredRow(indexAt(event->position().toPoint()).row());
    QTableView::mouseMoveEvent(event);
}

void TableView::leaveEvent(QEvent *event)
{
    setHoveredRow(-1);
    QTableView::leaveEvent(event);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentIndex().row());
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    // One ring around the row: a ring per cell would say that cells can be entered.
    if (!hasFocus() || !currentIndex().isValid() || !window()->testAttribute(Qt::WA_KeyboardFocusChange))
        return;
    const QRect row(0, rowViewportPosition(currentIndex().row()),
        std::min(viewport()->width(), horizontalHeader()->length()), rowHeight(currentIndex().row()));
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colorsOf(this).accent, 2));
    painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -2), 4, 4);
}

} // namespace haberdash::ui
