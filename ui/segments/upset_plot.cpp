// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/upset_plot.h"

#include "ui/shared/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int nameWidth = 164;
constexpr int sizeWidth = 92; ///< of the bars of the sets, with their numbers
constexpr int leftWidth = nameWidth + sizeWidth + space::medium;
constexpr int columnWidth = 40;
constexpr int rowHeight = 28;
constexpr int barWidth = 20;
constexpr int labelHeight = 20;

} // namespace

UpsetPlot::UpsetPlot(const Format &format, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_format(format)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("How the segments overlap, as a chart"));
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void UpsetPlot::setOverlap(const Overlap &overlap)
{
    m_overlap = overlap;
    m_hovered = -1;
    m_selected = -1;
    horizontalScrollBar()->setValue(0);
    updateRange();
    select(columns() > 0 ? 0 : -1);
    viewport()->update();
}

void UpsetPlot::select(int column)
{
    column = std::clamp(column, -1, columns() - 1);
    setAccessibleDescription(column < 0 ? tr("Nobody is in any of these segments.") : spoken(column));
    if (column == m_selected)
        return;
    m_selected = column;
    if (column >= 0) {
        QScrollBar *bar = horizontalScrollBar();
        const int room = viewport()->width() - leftWidth;
        bar->setValue(std::clamp(bar->value(), (column + 1) * columnWidth - room, column * columnWidth));
    }
    viewport()->update();
    Q_EMIT selectionChanged(column);
}

QString UpsetPlot::spoken(int column) const
{
    const segment::Intersection &one = m_overlap.intersections[size_t(column)];
    return tr("%n customer(s) %1", nullptr, int(one.count)).arg(inWords(one.mask, m_overlap.names));
}

int UpsetPlot::matrixTop() const
{
    return viewport()->height() - int(m_overlap.names.size()) * rowHeight;
}

QRect UpsetPlot::columnRect(int column) const
{
    return {leftWidth + column * columnWidth - horizontalScrollBar()->value(), 0, columnWidth,
        viewport()->height()};
}

int UpsetPlot::columnAt(const QPoint &point) const
{
    if (point.x() < leftWidth)
        return -1;
    const int column = (point.x() - leftWidth + horizontalScrollBar()->value()) / columnWidth;
    return column < columns() ? column : -1;
}

void UpsetPlot::updateRange()
{
    const int room = std::max(columnWidth, viewport()->width() - leftWidth);
    horizontalScrollBar()->setPageStep(room);
    horizontalScrollBar()->setSingleStep(columnWidth);
    horizontalScrollBar()->setRange(0, std::max(0, columns() * columnWidth - room));
}

void UpsetPlot::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateRange();
}

void UpsetPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = colorsOf(this);
    const int top = matrixTop();
    for (int row = 0; row < int(m_overlap.names.size()); row += 2)
        painter.fillRect(QRect(0, top + row * rowHeight, viewport()->width(), rowHeight), c.hover);
    painter.save();
    painter.setClipRect(QRect(leftWidth, 0, viewport()->width() - leftWidth, viewport()->height()));
    for (int column = 0; column < columns(); ++column) {
        if (columnRect(column).intersects(viewport()->rect()))
            paintColumn(painter, column);
    }
    painter.restore();
    paintSets(painter);
    painter.setPen(c.border);
    painter.drawLine(QPointF(leftWidth, top - 0.5), QPointF(viewport()->width(), top - 0.5));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.accent, 2));
        painter.drawRoundedRect(
            QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), radius::field, radius::field);
    }
}

void UpsetPlot::paintSets(QPainter &painter) const
{
    const Colors &c = colorsOf(this);
    qint64 largest = 1;
    for (const qint64 size : m_overlap.sizes)
        largest = std::max(largest, size);
    painter.setFont(fontFor(TextRole::Small));
    const int top = matrixTop();
    painter.setPen(c.mutedText);
    painter.drawText(
        QRect(space::small, top - labelHeight - space::tiny, leftWidth - space::normal, labelHeight),
        Qt::AlignLeft | Qt::AlignVCenter, tr("Segment, and all in it"));
    painter.setFont(fontFor(TextRole::Body));
    const int selected = m_selected < 0 ? 0 : int(m_overlap.intersections[size_t(m_selected)].mask);
    for (int row = 0; row < int(m_overlap.names.size()); ++row) {
        const QRect line(space::small, top + row * rowHeight, nameWidth - space::small, rowHeight);
        painter.setPen(c.text);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(
                m_overlap.names[row], Qt::ElideRight, line.width() - space::small));
        const qint64 size = m_overlap.sizes[size_t(row)];
        const QString number = m_format.number(size);
        const int numberWidth
            = painter.fontMetrics().horizontalAdvance(m_format.number(largest)) + space::tiny;
        const double length = double(sizeWidth - numberWidth) * double(size) / double(largest);
        const bool isIn = selected >> row & 1;
        painter.setPen(Qt::NoPen);
        painter.setBrush(isIn ? c.accent : c.borderStrong);
        painter.drawRect(QRectF(nameWidth + sizeWidth - length, line.center().y() - 4, length, 9));
        painter.setPen(c.mutedText);
        painter.drawText(QRectF(nameWidth, line.y(), sizeWidth - length - space::tiny, rowHeight),
            Qt::AlignRight | Qt::AlignVCenter, number);
    }
}

void UpsetPlot::paintColumn(QPainter &painter, int column) const
{
    const Colors &c = colorsOf(this);
    const segment::Intersection &one = m_overlap.intersections[size_t(column)];
    const QRect place = columnRect(column);
    const bool isSelected = column == m_selected;
    if (isSelected || column == m_hovered)
        painter.fillRect(place, isSelected ? c.accentSoft : c.hover);
    const int top = matrixTop();
    const double room = std::max(10, top - labelHeight - space::normal);
    const double tall
        = std::max(2.0, room * double(one.count) / double(m_overlap.intersections.front().count));
    const int middle = place.center().x();
    painter.setPen(Qt::NoPen);
    painter.setBrush(isSelected ? c.accent : c.borderStrong);
    painter.drawRect(QRectF(middle - barWidth / 2.0, top - 1 - tall, barWidth, tall));
    painter.setFont(fontFor(TextRole::Small));
    painter.setPen(isSelected ? c.accentSoftText : c.mutedText);
    painter.drawText(QRectF(place.x() - 4, top - tall - labelHeight, columnWidth + 8, labelHeight),
        Qt::AlignHCenter | Qt::AlignVCenter,
        one.count < 10'000 ? m_format.number(one.count) : m_format.compact(double(one.count)));
    const auto center = [&](int row) { return QPointF(middle, top + row * rowHeight + rowHeight / 2.0); };
    int first = -1;
    int last = -1;
    for (int row = 0; row < int(m_overlap.names.size()); ++row) {
        if (!(one.mask >> row & 1))
            continue;
        first = first < 0 ? row : first;
        last = row;
    }
    const QColor ink = isSelected ? c.accent : c.text;
    painter.setPen(QPen(ink, 2));
    painter.drawLine(center(first), center(last));
    for (int row = 0; row < int(m_overlap.names.size()); ++row) {
        const bool isIn = one.mask >> row & 1;
        painter.setPen(Qt::NoPen);
        painter.setBrush(isIn ? ink : c.fieldBorder);
        painter.drawEllipse(center(row), isIn ? 6 : 4, isIn ? 6 : 4);
    }
}

bool UpsetPlot::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int column = columnAt(help->pos());
        QToolTip::showText(help->globalPos(), column < 0 ? QString() : spoken(column), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        m_hovered = -1;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void UpsetPlot::mouseMoveEvent(QMouseEvent *event)
{
    const int column = columnAt(event->pos());
    if (column != m_hovered) {
        m_hovered = column;
        viewport()->update();
    }
}

void UpsetPlot::choose(int column)
{
    if (column >= 0 && column < columns())
        select(column);
}

void UpsetPlot::mousePressEvent(QMouseEvent *event)
{
    choose(columnAt(event->pos()));
}

void UpsetPlot::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept(); // belongs to the press
}

void UpsetPlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int column = columnAt(event->pos()); column >= 0)
        Q_EMIT taken(column);
}

void UpsetPlot::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        choose(m_selected - 1);
        break;
    case Qt::Key_Right:
        choose(m_selected + 1);
        break;
    case Qt::Key_Home:
        choose(0);
        break;
    case Qt::Key_End:
        choose(columns() - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected >= 0)
            Q_EMIT taken(m_selected);
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace haberdash::ui
