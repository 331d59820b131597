// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/style_paint.h"

#include <QToolButton>

namespace haberdash::ui::style {

namespace {

struct Look
{
    QColor fill;
    QColor edge;
    QColor text;
    QColor ring;
};

Look lookOf(ButtonKind kind, const QStyleOption &option)
{
    const Colors &c = colorsOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool down = enabled && (option.state & (QStyle::State_Sunken | QStyle::State_On));
    const bool hovered = enabled && (option.state & QStyle::State_MouseOver);
    if (!enabled)
        return {kind == ButtonKind::Quiet ? QColor() : c.hover,
            kind == ButtonKind::Quiet ? QColor() : c.border, c.disabledText, {}};
    switch (kind) {
    case ButtonKind::Primary:
        return {down ? c.accentPressed : hovered ? c.accentHover : c.accent, {}, c.accentText, c.accentText};
    case ButtonKind::Danger:
        return {down || hovered ? c.negativeHover : c.negative, {}, c.negativeText, c.negativeText};
    case ButtonKind::Quiet:
        return {down ? c.pressed : hovered ? c.hover : QColor(), {}, c.text, c.accent};
    case ButtonKind::Secondary:
        break;
    }
    return {down ? c.pressed : hovered ? c.hover : c.surface, c.fieldBorder, c.text, c.accent};
}

/// Our icons have one colour, so on a coloured ground they can take that of the text.
QPixmap tinted(QPixmap pixmap, const QColor &color)
{
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    return pixmap;
}

} // namespace

void paintPushButton(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget)
{
    const ButtonKind kind = buttonKindOf(widget);
    const Look look = lookOf(kind, option);
    paintBox(painter, option.rect, radius::field, look.fill, look.edge);
    if (showsFocus(option)) {
        const bool filled = kind == ButtonKind::Primary || kind == ButtonKind::Danger;
        const QRectF ring = filled ? QRectF(option.rect).adjusted(2, 2, -2, -2) : QRectF(option.rect);
        paintFocusRing(painter, ring, filled ? radius::field - 2 : radius::field, look.ring);
    }

    const bool hasMenu = option.features & QStyleOptionButton::HasMenu;
    const int iconSide = option.icon.isNull() ? 0 : option.iconSize.height();
    const int gap = iconSide && !option.text.isEmpty() ? 6 : 0;
    const int chevron = hasMenu ? 20 : 0;
    QRect inner = option.rect.adjusted(8, 0, -8 - chevron, 0);
    const int textWidth = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const int used = std::min(inner.width(), iconSide + gap + textWidth);
    inner = QStyle::alignedRect(option.direction, Qt::AlignCenter, QSize(used, inner.height()), inner);
    if (iconSide) {
        const QRect place = QStyle::alignedRect(
            option.direction, Qt::AlignLeft | Qt::AlignVCenter, QSize(iconSide, iconSide), inner);
        const double scale = painter.device()->devicePixelRatioF();
        const QPixmap picture = option.icon.pixmap(place.size(), scale, QIcon::Normal);
        painter.drawPixmap(place,
            kind == ButtonKind::Quiet || kind == ButtonKind::Secondary ? option.icon.pixmap(
                place.size(), scale, option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled)
                                                                       : tinted(picture, look.text));
    }
    painter.setPen(look.text);
    const QRect textRect
        = QStyle::visualRect(option.direction, inner, inner.adjusted(iconSide + gap, 0, 0, 0));
    painter.drawText(textRect, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic),
        option.fontMetrics.elidedText(
            option.text, Qt::ElideRight, textRect.width() + 1, Qt::TextShowMnemonic));
    if (hasMenu) {
        const QRect place(option.rect.right() - 26, option.rect.center().y() - 7, 16, 16);
        paintIcon(
            painter, Icon::ChevronDown, QStyle::visualRect(option.direction, option.rect, place), look.text);
    }
}

void paintToolButton(
    QPainter &painter, const QStyleOptionToolButton &option, const QStyle &style, const QWidget *widget)
{
    const Colors &c = colorsOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    const bool down = enabled && (option.state & QStyle::State_Sunken);
    const bool hovered = enabled && (option.state & QStyle::State_MouseOver);
    paintBox(painter, option.rect, radius::field,
        on            ? c.accentSoft
            : down    ? c.pressed
            : hovered ? (option.palette.color(QPalette::Window) == c.sidebar ? c.pressed : c.hover)
                      : QColor());
    if (showsFocus(option))
        paintFocusRing(painter, option.rect, radius::field, c.accent);
    QStyleOptionToolButton label = option;
    label.palette.setColor(QPalette::ButtonText, !enabled ? c.disabledText : on ? c.accentSoftText : c.text);
    label.state &= ~QStyle::State_Sunken; // no shift of the picture
    const bool withMenu = option.features & QStyleOptionToolButton::HasMenu && !option.text.isEmpty()
        && option.toolButtonStyle != Qt::ToolButtonIconOnly;
    label.rect = option.rect.adjusted(4, 0, withMenu ? -20 : -4, 0);
    style.drawControl(QStyle::CE_ToolButtonLabel, &label, &painter, widget);
    if (withMenu) {
        paintIcon(painter, Icon::ChevronDown,
            QStyle::visualRect(option.direction, option.rect,
                QRect(option.rect.right() - 21, option.rect.center().y() - 7, 16, 16)),
            enabled ? c.mutedText : c.disabledText);
    }
}

void paintCheckMark(QPainter &painter, const QStyleOption &option)
{
    const Colors &c = colorsOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool marked = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const QRect box = QStyle::alignedRect(Qt::LeftToRight, Qt::AlignCenter, QSize(16, 16), option.rect);
    const QColor edge = !enabled                           ? c.fieldBorder
        : option.state & QStyle::State_MouseOver || marked ? c.accent
                                                           : c.borderStrong;
    paintBox(painter, box, 4, marked ? (enabled ? c.accent : c.fieldBorder) : c.surface, edge, 1.25);
    if (!marked)
        return;
    const Smooth smooth(painter);
    painter.setPen(QPen(c.accentText, 1.9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF o = box.topLeft();
    if (option.state & QStyle::State_NoChange)
        painter.drawLine(o + QPointF(4.5, 8), o + QPointF(11.5, 8));
    else
        painter.drawPolyline(QPolygonF({o + QPointF(4, 8.4), o + QPointF(6.9, 11.3), o + QPointF(12, 5.2)}));
}

void paintRadioMark(QPainter &painter, const QStyleOption &option)
{
    const Colors &c = colorsOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    const QRectF circle
        = QRectF(QStyle::alignedRect(Qt::LeftToRight, Qt::AlignCenter, QSize(16, 16), option.rect));
    const QColor edge = !enabled                       ? c.fieldBorder
        : on || option.state & QStyle::State_MouseOver ? c.accent
                                                       : c.borderStrong;
    paintBox(painter, circle, 8, on ? edge : c.surface, edge, 1.25);
    if (on)
        paintBox(painter, circle.adjusted(5, 5, -5, -5), 3, c.accentText);
}

} // namespace haberdash::ui::style
