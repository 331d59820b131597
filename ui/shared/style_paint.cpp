// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/style_paint.h"

namespace haberdash::ui::style {

void paintBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &edge,
    double edgeWidth)
{
    const Smooth smooth(painter);
    const double inset = edge.isValid() ? edgeWidth / 2 : 0;
    painter.setPen(edge.isValid() ? QPen(edge, edgeWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
}

bool showsFocus(const QStyleOption &option)
{
    return (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
}

void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const QColor &color)
{
    paintBox(painter, rect, radius, {}, color, 2);
}

void paintField(QPainter &painter, const QStyleOption &option, bool focused)
{
    const Colors &c = colorsOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool hovered = enabled && (option.state & QStyle::State_MouseOver);
    paintBox(painter, option.rect, radius::field, enabled ? c.surface : c.window,
        focused       ? c.accent
            : hovered ? c.borderStrong
            : enabled ? c.fieldBorder
                      : c.border,
        focused ? 2 : 1);
}

} // namespace haberdash::ui::style
