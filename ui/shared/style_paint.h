// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the parts of HaberdashStyle share. Only its own files include this.

#include "ui/shared/haberdash_style.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace haberdash::ui::style {

/// The option as what it is, or nothing.
template<typename Option>
const Option *as(const QStyleOption *option)
{
    return qstyleoption_cast<const Option *>(option);
}

/// Restores the painter at the end of a scope, with smooth edges until then.
class Smooth
{
public:
    explicit Smooth(QPainter &painter)
        : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Smooth() { m_painter.restore(); }
    Smooth(const Smooth &) = delete;
    Smooth &operator=(const Smooth &) = delete;

private:
    QPainter &m_painter;
};

/// A rounded box inside `rect`; colours that are not valid are left out.
void paintBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
    const QColor &edge = {}, double edgeWidth = 1);
/// True when the focus came by keyboard and should be seen.
[[nodiscard]] bool showsFocus(const QStyleOption &option);
void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const QColor &color);
/// The box of a field: surface, edge, accent edge while it has the focus.
void paintField(QPainter &painter, const QStyleOption &option, bool focused);

void paintPushButton(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget);
void paintToolButton(
    QPainter &painter, const QStyleOptionToolButton &option, const QStyle &style, const QWidget *widget);
void paintCheckMark(QPainter &painter, const QStyleOption &option);
void paintRadioMark(QPainter &painter, const QStyleOption &option);

void paintComboBox(QPainter &painter, const QStyleOptionComboBox &option);
void paintComboBoxLabel(QPainter &painter, const QStyleOptionComboBox &option, const QRect &rect);
void paintSpinBox(
    QPainter &painter, const QStyleOptionSpinBox &option, const QStyle &style, const QWidget *widget);
void paintScrollBar(
    QPainter &painter, const QStyleOptionSlider &option, const QStyle &style, const QWidget *widget);
[[nodiscard]] QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part);
void paintSlider(
    QPainter &painter, const QStyleOptionSlider &option, const QStyle &style, const QWidget *widget);
void paintProgressBar(QPainter &painter, const QStyleOptionProgressBar &option);

void paintTab(QPainter &painter, const QStyleOptionTab &option);
void paintTabLabel(QPainter &painter, const QStyleOptionTab &option);
void paintHeaderLabel(QPainter &painter, const QStyleOptionHeader &option);
void paintMenuItem(QPainter &painter, const QStyleOptionMenuItem &option);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents);
void paintItemPanel(QPainter &painter, const QStyleOptionViewItem &option, const QWidget *widget);

} // namespace haberdash::ui::style
