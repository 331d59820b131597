// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/haberdash_style.h"

#include "ui/shared/style_paint.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitterHandle>
#include <QStyleFactory>
#include <QTabBar>
#include <QTextDocument>
#include <QToolButton>
#include <QVariant>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using style::as;

namespace {
constexpr char kindProperty[] = "haberdashButtonKind";
} // namespace

void setButtonKind(QAbstractButton *button, ButtonKind kind)
{
    button->setProperty(kindProperty, int(kind));
    button->update();
}

ButtonKind buttonKindOf(const QObject *button)
{
    return button ? ButtonKind(button->property(kindProperty).toInt()) : ButtonKind::Secondary;
}

HaberdashStyle::HaberdashStyle()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{ }

void HaberdashStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QTabBar *>(widget)
        || qobject_cast<QHeaderView *>(widget) || qobject_cast<QSplitterHandle *>(widget)
        || widget->inherits("QLineEdit") || widget->inherits("QAbstractSpinBox")) {
        widget->setAttribute(Qt::WA_Hover);
    }
    // Text begins where that of the fields above and below begins.
    if (auto *text = qobject_cast<QPlainTextEdit *>(widget))
        text->document()->setDocumentMargin(space::small);
    // The frame paints surface and rounded edge; a filled viewport would cut the corners off.
    if (auto *area = qobject_cast<QAbstractScrollArea *>(widget);
        area && area->frameShape() == QFrame::StyledPanel && !widget->inherits("QComboBoxListView"))
        area->viewport()->setAutoFillBackground(false);
}

void HaberdashStyle::unpolish(QWidget *widget)
{
    if (auto *area = qobject_cast<QAbstractScrollArea *>(widget);
        area && area->frameShape() == QFrame::StyledPanel)
        area->viewport()->setAutoFillBackground(true);
    QProxyStyle::unpolish(widget);
}

void HaberdashStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &c = colorsOf(option->palette);
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0)
            style::paintField(*painter, *option, option->state & State_HasFocus);
        return;
    case PE_FrameLineEdit:
    case PE_FrameDefaultButton:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelItemViewRow:
    case PE_PanelStatusBar:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        style::paintCheckMark(*painter, *option);
        return;
    case PE_IndicatorRadioButton:
        style::paintRadioMark(*painter, *option);
        return;
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange)
            style::paintFocusRing(*painter, option->rect, 4, c.accent);
        return;
    case PE_PanelItemViewItem:
        if (const auto *item = as<QStyleOptionViewItem>(option))
            style::paintItemPanel(*painter, *item, widget);
        return;
    case PE_Frame:
        if (widget && widget->inherits("QComboBoxPrivateContainer")) {
            painter->fillRect(option->rect, c.raised);
            style::paintBox(*painter, option->rect, 0, {}, c.fieldBorder);
        } else if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0) {
            const bool typing = option->state & State_HasFocus && widget
                && widget->inherits("QAbstractScrollArea") && !widget->inherits("QAbstractItemView");
            style::paintBox(*painter, option->rect, radius::field + 2, c.surface,
                typing                                                ? c.accent
                    : widget && widget->inherits("QAbstractItemView") ? c.border
                                                                      : c.fieldBorder,
                typing ? 2 : 1);
        }
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, c.raised);
        return;
    case PE_FrameMenu:
        style::paintBox(*painter, option->rect, 0, {}, c.fieldBorder);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, c.raised);
        style::paintBox(*painter, option->rect, 0, {}, c.fieldBorder);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.x(), option->rect.bottom(), option->rect.width(), 1), c.border);
        return;
    case PE_IndicatorHeaderArrow:
        return; // CE_HeaderLabel paints it beside the word
    case PE_IndicatorArrowDown:
        paintIcon(*painter, Icon::ChevronDown, option->rect, c.mutedText);
        return;
    case PE_IndicatorArrowUp:
        paintIcon(*painter, Icon::ChevronUp, option->rect, c.mutedText);
        return;
    case PE_IndicatorArrowLeft:
        paintIcon(*painter, Icon::ChevronLeft, option->rect, c.mutedText);
        return;
    case PE_IndicatorArrowRight:
        paintIcon(*painter, Icon::ChevronRight, option->rect, c.mutedText);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            const QRect place = alignedRect(option->direction, Qt::AlignCenter, QSize(14, 14), option->rect);
            paintIcon(*painter,
                option->state & State_Open                 ? Icon::ChevronDown
                    : option->direction == Qt::RightToLeft ? Icon::ChevronLeft
                                                           : Icon::ChevronRight,
                place, c.mutedText);
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void HaberdashStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &c = colorsOf(option->palette);
    switch (element) {
    case CE_PushButton:
        if (const auto *button = as<QStyleOptionButton>(option))
            style::paintPushButton(*painter, *button, widget);
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = as<QStyleOptionComboBox>(option))
            style::paintComboBoxLabel(
                *painter, *combo, subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget));
        return;
    case CE_ProgressBar:
        if (const auto *bar = as<QStyleOptionProgressBar>(option))
            style::paintProgressBar(*painter, *bar);
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = as<QStyleOptionTab>(option))
            style::paintTab(*painter, *tab);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = as<QStyleOptionTab>(option);
            tab && tab->icon.isNull() && tab->shape == QTabBar::RoundedNorth) {
            style::paintTabLabel(*painter, *tab);
            return;
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        if (option->state & State_MouseOver && option->state & State_Enabled && element == CE_HeaderSection)
            painter->fillRect(option->rect.adjusted(0, 0, 0, -1), c.hover);
        painter->fillRect(QRect(option->rect.x(), option->rect.bottom(), option->rect.width(), 1), c.border);
        return;
    case CE_HeaderLabel:
        if (const auto *header = as<QStyleOptionHeader>(option)) {
            style::paintHeaderLabel(*painter, *header);
        }
        return;
    case CE_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            style::paintMenuItem(*painter, *item);
        return;
    case CE_MenuEmptyArea:
    case CE_ShapedFrame:
        if (element == CE_ShapedFrame) {
            if (const auto *frame = as<QStyleOptionFrame>(option);
                frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
                const QPoint middle = option->rect.center();
                painter->fillRect(frame->frameShape == QFrame::HLine
                        ? QRect(option->rect.x(), middle.y(), option->rect.width(), 1)
                        : QRect(middle.x(), option->rect.y(), 1, option->rect.height()),
                    c.border);
                return;
            }
            break;
        }
        return;
    case CE_Splitter: {
        const bool lit = option->state & State_MouseOver;
        const bool lying = option->state & State_Horizontal;
        const QPoint middle = option->rect.center();
        painter->fillRect(lying ? QRect(middle.x(), option->rect.y(), lit ? 2 : 1, option->rect.height())
                                : QRect(option->rect.x(), middle.y(), option->rect.width(), lit ? 2 : 1),
            lit ? c.accent : c.border);
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void HaberdashStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = as<QStyleOptionComboBox>(option))
            style::paintComboBox(*painter, *combo);
        return;
    case CC_SpinBox:
        if (const auto *spin = as<QStyleOptionSpinBox>(option))
            style::paintSpinBox(*painter, *spin, *proxy(), widget);
        return;
    case CC_ScrollBar:
        if (const auto *slider = as<QStyleOptionSlider>(option))
            style::paintScrollBar(*painter, *slider, *proxy(), widget);
        return;
    case CC_Slider:
        if (const auto *slider = as<QStyleOptionSlider>(option))
            style::paintSlider(*painter, *slider, *proxy(), widget);
        return;
    case CC_ToolButton:
        if (const auto *button = as<QStyleOptionToolButton>(option))
            style::paintToolButton(*painter, *button, *proxy(), widget);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace haberdash::ui
