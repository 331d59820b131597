// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int boxWidth = 600;
constexpr int fieldHeight = 52;
constexpr int lineHeight = 40;
constexpr int mostLines = 9;

/// Icon, title with the matched letters bold, hint at the right.
class PaletteDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colorsOf(option.palette);
        const bool current = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (current) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(c.accentSoft);
            painter->drawRoundedRect(option.rect.adjusted(8, 1, -8, -1), radius::field, radius::field);
        }
        QRect inner = option.rect.adjusted(20, 0, -20, 0);
        paintIcon(*painter, Icon(index.data(PaletteModel::IconRole).toInt()),
            QRect(inner.x(), inner.center().y() - 8, 18, 18), current ? c.accentSoftText : c.mutedText);
        inner.setLeft(inner.left() + 30);

        const QString hint = index.data(PaletteModel::HintRole).toString();
        painter->setFont(fontFor(TextRole::Small));
        painter->setPen(current ? c.accentSoftText : c.mutedText);
        painter->drawText(inner, int(Qt::AlignRight | Qt::AlignVCenter), hint);
        inner.setRight(inner.right() - QFontMetrics(painter->font()).horizontalAdvance(hint) - space::normal);

        const QFont normal = fontFor(TextRole::Body);
        QFont bold = normal;
        bold.setWeight(QFont::Bold);
        const QFontMetrics normalMetrics(normal);
        const QFontMetrics boldMetrics(bold);
        const auto positions = index.data(PaletteModel::PositionsRole).value<QList<int>>();
        const QString title
            = normalMetrics.elidedText(index.data().toString(), Qt::ElideRight, inner.width() - 12);
        painter->setPen(current ? c.accentSoftText : c.text);
        const int baseline
            = inner.y() + (inner.height() - normalMetrics.height()) / 2 + normalMetrics.ascent();
        int x = inner.x();
        for (qsizetype i = 0; i < title.size();) {
            const bool matched = positions.contains(int(i));
            qsizetype end = i + 1;
            while (end < title.size() && positions.contains(int(end)) == matched)
                ++end;
            const QString run = title.mid(i, end - i);
            painter->setFont(matched ? bold : normal);
            painter->drawText(x, baseline, run);
            x += (matched ? boldMetrics : normalMetrics).horizontalAdvance(run);
            i = end;
        }
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, lineHeight};
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QWidget(window)
    , m_model(new PaletteModel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted, this))
{
    setObjectName("commandPalette"_L1);
    setAccessibleName(tr("Find anything"));
    m_field->setObjectName("paletteField"_L1);
    m_field->setAccessibleName(tr("Find a page, an action, a customer or a segment"));
    m_field->setPlaceholderText(tr("Find a page, an action, a customer or a segment"));
    m_field->setFrame(false);
    QFont font = fontFor(TextRole::Section);
    font.setWeight(QFont::Normal);
    m_field->setFont(font);
    m_field->installEventFilter(this);
    m_list->setObjectName("paletteList"_L1);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setObjectName("paletteNothing"_L1);

    connect(m_field, &QLineEdit::textChanged, m_model, &PaletteModel::search);
    connect(m_model, &PaletteModel::updated, this, [this] {
        m_list->setCurrentIndex(m_model->index(0));
        layOut();
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { runRow(index.row()); });
    connect(m_list, &QListView::entered, m_list, &QListView::setCurrentIndex);
    window->installEventFilter(this);
    hide();
}

void CommandPalette::open(const QList<PaletteProvider *> &providers)
{
    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    m_model->setProviders(providers);
    m_field->clear();
    m_model->search({});
    setGeometry(parentWidget()->rect());
    show();
    raise();
    layOut();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::closePalette()
{
    if (!isVisible())
        return;
    hide();
    m_model->clear();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
}

QRect CommandPalette::boxRect() const
{
    const int lines = std::clamp(m_model->rowCount(), 1, mostLines);
    const int width = std::min(boxWidth, this->width() - 2 * space::large);
    const int tall
        = std::min(fieldHeight + lines * lineHeight + 2 * space::small, height() - 2 * space::large);
    return {(this->width() - width) / 2, std::min(88, std::max(space::large, height() / 8)), width, tall};
}

void CommandPalette::layOut()
{
    const QRect box = boxRect();
    m_field->setGeometry(box.x() + 44, box.y() + 1, box.width() - 56, fieldHeight - 2);
    const QRect below = box.adjusted(1, fieldHeight + space::small, -1, -space::small);
    const bool nothing = m_model->rowCount() == 0;
    m_list->setVisible(!nothing);
    m_list->setGeometry(below);
    m_nothing->setVisible(nothing);
    m_nothing->setGeometry(below);
    m_nothing->setText(
        m_model->isSearching() ? tr("Looking …") : tr("Nothing found for “%1”").arg(m_field->text()));
    update();
}

void CommandPalette::runRow(int row)
{
    const PaletteEntry *entry = m_model->at(row);
    if (!entry)
        return;
    const auto run = entry->run; // closing forgets the entries
    closePalette();
    if (run)
        run();
}

void CommandPalette::moveRow(int by)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const int from = m_list->currentIndex().row();
    // Single steps go round, leaps stop at the ends.
    const int to = std::abs(by) == 1 ? (from + by + rows) % rows : std::clamp(from + by, 0, rows - 1);
    m_list->setCurrentIndex(m_model->index(to));
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(parentWidget()->rect());
        layOut();
    } else if (watched == m_field && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Up:
            moveRow(-1);
            return true;
        case Qt::Key_Down:
            moveRow(1);
            return true;
        case Qt::Key_PageUp:
            moveRow(-mostLines);
            return true;
        case Qt::Key_PageDown:
            moveRow(mostLines);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            runRow(m_list->currentIndex().row());
            return true;
        case Qt::Key_Escape:
            closePalette();
            return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            return true; // nothing else here takes the keyboard
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::mousePressEvent(QMouseEvent *event)
{
    if (!boxRect().contains(event->position().toPoint()))
        closePalette();
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    const Colors &c = colorsOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), QColor(8, 12, 22, c.dark ? 130 : 40));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = boxRect();
    painter.setPen(Qt::NoPen);
    for (int i = 1; i <= 10; ++i) { // a soft shadow below
        painter.setBrush(QColor(8, 12, 22, 6));
        painter.drawRoundedRect(box.adjusted(-i, -i + 4, i, i + 4), radius::popup + i, radius::popup + i);
    }
    painter.setPen(c.dark ? c.fieldBorder : c.border);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius::popup, radius::popup);
    painter.fillRect(QRectF(box.x() + 1, box.y() + fieldHeight, box.width() - 2, 1), c.border);
    paintIcon(painter, Icon::Search, QRect(int(box.x()) + 18, int(box.y()) + (fieldHeight - 20) / 2, 20, 20),
        c.mutedText);
}

} // namespace haberdash::ui
