// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/style_paint.h"

#include "ui/shared/table_view.h"

namespace haberdash::ui::style {

void paintTab(QPainter &painter, const QStyleOptionTab &option)
{
    const Colors &c = colorsOf(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    if (!selected && option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled)
        paintBox(painter, option.rect.adjusted(2, 4, -2, -6), radius::field, c.hover);
    if (selected) {
        const QRect line(option.rect.x() + 10, option.rect.bottom() - 1, option.rect.width() - 20, 2);
        painter.fillRect(line, c.accent);
    }
    if (showsFocus(option))
        paintFocusRing(painter, option.rect.adjusted(2, 4, -2, -5), radius::field, c.accent);
}

void paintTabLabel(QPainter &painter, const QStyleOptionTab &option)
{
    const Colors &c = colorsOf(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    painter.save();
    painter.setPen(!(option.state & QStyle::State_Enabled) ? c.disabledText
            : selected                                     ? c.text
                                                           : c.mutedText);
    QFont font = painter.font();
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    painter.drawText(
        option.rect.adjusted(0, 0, 0, -2), int(Qt::AlignCenter | Qt::TextShowMnemonic), option.text);
    painter.restore();
}

void paintHeaderLabel(QPainter &painter, const QStyleOptionHeader &option)
{
    const Colors &c = colorsOf(option.palette);
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const QRect inner = option.rect; // the margin is off already
    const int arrow = sorted ? 16 : 0;
    painter.save();
    QFont font = fontFor(TextRole::Small);
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    const QString text = metrics.elidedText(option.text, Qt::ElideRight, std::max(0, inner.width() - arrow));
    const int width = metrics.horizontalAdvance(text);
    const bool right = option.textAlignment & Qt::AlignRight;
    // The word keeps its place above the column; the arrow stands on the free side.
    const QRect textRect = right ? inner : QRect(inner.x(), inner.y(), width + 1, inner.height());
    painter.setPen(sorted ? c.text : c.mutedText);
    // The label's rectangle may be lower than the letters' tails.
    painter.drawText(
        textRect, int(Qt::AlignVCenter | Qt::TextDontClip | (right ? Qt::AlignRight : Qt::AlignLeft)), text);
    if (sorted) {
        const int x = right ? inner.right() - width - 15 : textRect.right() + 2;
        paintIcon(painter,
            option.sortIndicator == QStyleOptionHeader::SortUp ? Icon::ChevronDown : Icon::ChevronUp,
            QRect(x, inner.center().y() - 6, 13, 13), c.text);
    }
    painter.restore();
}

void paintMenuItem(QPainter &painter, const QStyleOptionMenuItem &option)
{
    const Colors &c = colorsOf(option.palette);
    const QRect rect = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        if (option.text.isEmpty()) {
            painter.fillRect(QRect(rect.x() + 10, rect.center().y(), rect.width() - 20, 1), c.border);
        } else {
            painter.save();
            painter.setFont(fontFor(TextRole::Small));
            painter.setPen(c.mutedText);
            painter.drawText(
                rect.adjusted(14, 6, -14, 0), int(Qt::AlignVCenter | Qt::AlignLeft), option.text);
            painter.restore();
        }
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool lit = enabled && option.state & QStyle::State_Selected;
    if (lit)
        paintBox(painter, rect.adjusted(4, 1, -4, -1), radius::field, c.accentSoft);
    const QColor ink = !enabled ? c.disabledText : lit ? c.accentSoftText : c.text;
    const auto mirrored = [&](const QRect &part) { return QStyle::visualRect(option.direction, rect, part); };
    const int middle = rect.center().y();
    const bool columnOfMarks = option.menuHasCheckableItems || option.maxIconWidth > 0;
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked)
        paintIcon(painter, Icon::Check, mirrored(QRect(rect.x() + 14, middle - 7, 16, 16)), ink);
    else if (!option.icon.isNull())
        option.icon.paint(&painter, mirrored(QRect(rect.x() + 14, middle - 7, 16, 16)), Qt::AlignCenter,
            !enabled  ? QIcon::Disabled
                : lit ? QIcon::Active
                      : QIcon::Normal);
    const int left = columnOfMarks ? 40 : 14;
    const QStringList parts = option.text.split(QLatin1Char('\t'));
    const QRect textRect = mirrored(rect.adjusted(left, 0, -14, 0));
    painter.setPen(ink);
    painter.setFont(option.font);
    painter.drawText(textRect, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic), parts.first());
    if (parts.size() > 1) {
        painter.setPen(enabled ? c.mutedText : c.disabledText);
        painter.drawText(textRect, int(Qt::AlignVCenter | Qt::AlignRight), parts.last());
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(
            painter, Icon::ChevronRight, mirrored(QRect(rect.right() - 26, middle - 7, 16, 16)), c.mutedText);
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {contents.width(), option.text.isEmpty() ? 9 : 30};
    const QStringList parts = option.text.split(QLatin1Char('\t'));
    int width = 28 + option.fontMetrics.size(Qt::TextShowMnemonic, parts.first()).width();
    if (parts.size() > 1)
        width += 24 + option.fontMetrics.horizontalAdvance(parts.last());
    if (option.menuHasCheckableItems || option.maxIconWidth > 0)
        width += 26;
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += 24;
    return {std::max(width, 160), 32};
}

void paintItemPanel(QPainter &painter, const QStyleOptionViewItem &option, const QWidget *widget)
{
    const Colors &c = colorsOf(option.palette);
    const auto *table = qobject_cast<const TableView *>(widget);
    const bool lit = table ? table->hoveredRow() >= 0 && option.index.row() == table->hoveredRow()
                           : bool(option.state & QStyle::State_MouseOver);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor fill = option.state & QStyle::State_Selected ? c.accentSoft
        : lit && enabled                                      ? c.hover
                                                              : QColor();
    if (table) {
        if (fill.isValid())
            painter.fillRect(option.rect, fill);
        return;
    }
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    if (fill.isValid())
        paintBox(painter, option.rect.adjusted(4, 1, -4, -1), radius::field, fill);
}

} // namespace haberdash::ui::style
