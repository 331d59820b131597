// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/style_paint.h"

namespace haberdash::ui::style {

void paintComboBox(QPainter &painter, const QStyleOptionComboBox &option)
{
    const Colors &c = colorsOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = option.state & QStyle::State_HasFocus
        && (option.editable || option.state & QStyle::State_KeyboardFocusChange);
    if (option.frame)
        paintField(painter, option, focused);
    const QRect place(option.rect.right() - 25, option.rect.center().y() - 7, 16, 16);
    paintIcon(painter, Icon::ChevronDown, QStyle::visualRect(option.direction, option.rect, place),
        enabled ? c.mutedText : c.disabledText);
}

void paintComboBoxLabel(QPainter &painter, const QStyleOptionComboBox &option, const QRect &rect)
{
    if (option.editable)
        return;
    const Colors &c = colorsOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    QRect place = rect;
    if (!option.currentIcon.isNull()) {
        const QRect iconRect = QStyle::visualRect(option.direction, rect,
            QRect(rect.left(), rect.center().y() - option.iconSize.height() / 2, option.iconSize.width(),
                option.iconSize.height()));
        option.currentIcon.paint(
            &painter, iconRect, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        place
            = QStyle::visualRect(option.direction, rect, rect.adjusted(option.iconSize.width() + 6, 0, 0, 0));
    }
    painter.setPen(enabled ? c.text : c.disabledText);
    painter.drawText(place, int(Qt::AlignVCenter | Qt::AlignLeft),
        option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, place.width()));
}

void paintSpinBox(
    QPainter &painter, const QStyleOptionSpinBox &option, const QStyle &style, const QWidget *widget)
{
    const Colors &c = colorsOf(option.palette);
    if (option.frame)
        paintField(painter, option, option.state & QStyle::State_HasFocus);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag step, Icon icon) {
        const QRect rect = style.subControlRect(QStyle::CC_SpinBox, &option, part, widget);
        const bool enabled = option.state & QStyle::State_Enabled && option.stepEnabled & step;
        if (enabled && option.activeSubControls == part && option.state & QStyle::State_MouseOver)
            paintBox(painter, rect.adjusted(1, 1, -1, -1), 4,
                option.state & QStyle::State_Sunken ? c.pressed : c.hover);
        paintIcon(painter, icon, QStyle::alignedRect(option.direction, Qt::AlignCenter, QSize(12, 12), rect),
            enabled ? c.mutedText : c.disabledText);
    };
    arrow(QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Icon::ChevronUp);
    arrow(QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Icon::ChevronDown);
}

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const bool lying = option.orientation == Qt::Horizontal;
    const int length = lying ? option.rect.width() : option.rect.height();
    const int range = option.maximum - option.minimum;
    int thumb = length;
    if (range > 0) {
        const double share = double(option.pageStep) / (double(range) + option.pageStep);
        thumb = std::clamp(int(share * length), std::min(32, length), length);
    }
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - thumb, option.upsideDown);
    const auto along = [&](int from, int extent) {
        return lying ? QRect(option.rect.x() + from, option.rect.y(), extent, option.rect.height())
                     : QRect(option.rect.x(), option.rect.y() + from, option.rect.width(), extent);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return option.rect;
    case QStyle::SC_ScrollBarSlider:
        return along(start, thumb);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + thumb, length - start - thumb);
    default:
        return {};
    }
}

void paintScrollBar(
    QPainter &painter, const QStyleOptionSlider &option, const QStyle &style, const QWidget *widget)
{
    const Colors &c = colorsOf(option.palette);
    if (option.maximum <= option.minimum)
        return;
    QRect thumb = style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, widget);
    const bool lit = option.state & QStyle::State_Enabled
        && (option.state & (QStyle::State_MouseOver | QStyle::State_Sunken));
    const int side = lit ? 2 : 3;
    thumb = option.orientation == Qt::Vertical ? thumb.adjusted(side, 2, -side, -2)
                                               : thumb.adjusted(2, side, -2, -side);
    paintBox(
        painter, thumb, std::min(thumb.width(), thumb.height()) / 2.0, lit ? c.borderStrong : c.fieldBorder);
}

void paintSlider(
    QPainter &painter, const QStyleOptionSlider &option, const QStyle &style, const QWidget *widget)
{
    const Colors &c = colorsOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QRectF handle = style.subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, widget);
    QRectF groove = option.rect;
    QRectF filled;
    if (option.orientation == Qt::Horizontal) {
        groove = QRectF(groove.x() + 2, groove.center().y() - 2, groove.width() - 4, 4);
        filled = groove;
        option.upsideDown ? filled.setLeft(handle.center().x()) : filled.setRight(handle.center().x());
    } else {
        groove = QRectF(groove.center().x() - 2, groove.y() + 2, 4, groove.height() - 4);
        filled = groove;
        option.upsideDown ? filled.setTop(handle.center().y()) : filled.setBottom(handle.center().y());
    }
    paintBox(painter, groove, 2, c.pressed);
    paintBox(painter, filled, 2, enabled ? c.accent : c.fieldBorder);
    const QRectF knob(handle.center().x() - 8, handle.center().y() - 8, 16, 16);
    paintBox(painter, knob, 8, c.surface, enabled ? c.accent : c.fieldBorder, showsFocus(option) ? 4 : 2);
}

void paintProgressBar(QPainter &painter, const QStyleOptionProgressBar &option)
{
    const Colors &c = colorsOf(option.palette);
    QRectF groove = option.rect;
    if (option.textVisible && !option.text.isEmpty()) {
        const int width = option.fontMetrics.horizontalAdvance(option.text);
        painter.setPen(c.mutedText);
        painter.drawText(option.rect, int(Qt::AlignRight | Qt::AlignVCenter), option.text);
        groove.setRight(groove.right() - width - space::small);
    }
    groove = QRectF(groove.x(), groove.center().y() - 3, groove.width(), 6);
    paintBox(painter, groove, 3, c.pressed);
    const double range = double(option.maximum) - option.minimum;
    QRectF filled = groove;
    if (range > 0) {
        const double share = std::clamp((double(option.progress) - option.minimum) / range, 0.0, 1.0);
        if (share == 0)
            return;
        filled.setWidth(std::max(6.0, groove.width() * share));
        if (option.invertedAppearance != (option.direction == Qt::RightToLeft))
            filled.moveRight(groove.right());
    } else {
        // How long is not known: a part in the middle, standing still.
        filled = groove.adjusted(groove.width() * 0.35, 0, -groove.width() * 0.35, 0);
    }
    paintBox(painter, filled, 3, option.state & QStyle::State_Enabled ? c.accent : c.fieldBorder);
}

} // namespace haberdash::ui::style
