// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes, places and hints of HaberdashStyle; what it paints is in the other files.
#include "ui/shared/style_paint.h"

#include <QIcon>

namespace haberdash::ui {

using style::as;

QRect HaberdashStyle::subElementRect(
    SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents:
        return QProxyStyle::subElementRect(element, option, widget).adjusted(6, 0, -6, 0);
    case SE_ItemViewItemCheckIndicator:
    case SE_ItemViewItemDecoration:
    case SE_ItemViewItemText:
        return QProxyStyle::subElementRect(element, option, widget)
            .translated(option->direction == Qt::RightToLeft ? -6 : 6, 0);
    case SE_PushButtonFocusRect:
    case SE_PushButtonContents:
        return option->rect;
    case SE_ItemViewItemFocusRect:
        // Around the box to tick, too: both are one line to the keyboard.
        if (const auto *item = as<QStyleOptionViewItem>(option);
            item && item->features.testFlag(QStyleOptionViewItem::HasCheckIndicator))
            return option->rect.adjusted(1, 1, -1, -1);
        return QProxyStyle::subElementRect(element, option, widget);
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect HaberdashStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const QRect rect = option->rect;
    const auto mirrored = [&](const QRect &place) { return visualRect(option->direction, rect, place); };
    if (control == CC_ScrollBar) {
        if (const auto *slider = as<QStyleOptionSlider>(option))
            return style::scrollBarPart(*slider, part);
    } else if (control == CC_ComboBox) {
        // An editor inside has padding of its own.
        const auto *combo = as<QStyleOptionComboBox>(option);
        const bool editor = !combo || combo->editable;
        if (part == SC_ComboBoxEditField)
            return mirrored(rect.adjusted(editor ? 2 : 10, 2, -28, -2));
        if (part == SC_ComboBoxArrow)
            return mirrored(QRect(rect.right() - 27, rect.y(), 28, rect.height()));
    } else if (control == CC_SpinBox) {
        const auto *spin = as<QStyleOptionSpinBox>(option);
        const bool buttons = spin && spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        const int half = rect.height() / 2;
        switch (part) {
        case SC_SpinBoxUp:
            return buttons ? mirrored(QRect(rect.right() - 23, rect.y() + 2, 22, half - 2)) : QRect();
        case SC_SpinBoxDown:
            return buttons ? mirrored(QRect(rect.right() - 23, rect.y() + half, 22, half - 2)) : QRect();
        case SC_SpinBoxEditField:
            return mirrored(rect.adjusted(2, 2, buttons ? -26 : -2, -2));
        case SC_SpinBoxFrame:
            return rect;
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QSize HaberdashStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton:
        if (const auto *button = as<QStyleOptionButton>(option)) {
            const int icon
                = button->icon.isNull() ? 0 : button->iconSize.width() + (button->text.isEmpty() ? 0 : 6);
            const int text = button->fontMetrics.size(Qt::TextShowMnemonic, button->text).width();
            const int menu = button->features & QStyleOptionButton::HasMenu ? 20 : 0;
            return {icon + text + menu + (button->text.isEmpty() ? 16 : 28),
                std::max(height::field, contents.height() + 12)};
        }
        break;
    case CT_ToolButton: {
        const bool menu = as<QStyleOptionToolButton>(option)
            && as<QStyleOptionToolButton>(option)->features & QStyleOptionToolButton::HasMenu
            && !as<QStyleOptionToolButton>(option)->text.isEmpty();
        return {std::max(height::field, contents.width() + 12 + (menu ? 18 : 0)),
            std::max(height::field, contents.height() + 8)};
    }
    case CT_LineEdit:
        return {contents.width() + 12, std::max(height::field, contents.height() + 8)};
    case CT_ComboBox:
        return {contents.width() + 42, std::max(height::field, contents.height() + 10)};
    case CT_SpinBox:
        return {contents.width() + 34, std::max(height::field, contents.height())};
    case CT_TabBarTab: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width() + 8, 38};
    }
    case CT_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            return style::menuItemSize(*item, contents);
        break;
    case CT_ItemViewItem: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width() + 12, std::max(size.height(), 32)};
    }
    case CT_HeaderSection: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width() + 16, height::header};
    }
    case CT_ProgressBar:
        return {contents.width(), std::max(contents.height() - 4, 8)};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, contents, widget);
}

int HaberdashStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return space::small;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
    case PM_MenuHMargin:
    case PM_ToolBarItemMargin:
        return 0;
    case PM_MenuVMargin:
        return 5;
    case PM_MenuPanelWidth:
    case PM_DefaultFrameWidth:
    case PM_SpinBoxFrameWidth:
    case PM_ComboBoxFrameWidth:
        return 1;
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
        return 16;
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
        return 18;
    case PM_SplitterWidth:
        return 9;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return space::small;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return space::normal;
    case PM_HeaderMargin:
        return space::medium;
    case PM_HeaderMarkSize:
        return 14;
    case PM_HeaderDefaultSectionSizeHorizontal:
        return 120;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return 20;
    case PM_TabBarTabHSpace:
        return 20;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int HaberdashStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
    case SH_Table_GridLineColor:
        return hint == SH_Table_GridLineColor ? int(colorsOf(widget).border.rgba()) : 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_Menu_MouseTracking:
        return 1;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 450;
    case SH_FormLayoutLabelAlignment:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon HaberdashStyle::standardIcon(
    StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    switch (which) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DialogCloseButton:
        return icon(Icon::Close);
    case SP_MessageBoxWarning:
        return icon(Icon::Warning, IconTone::Warning);
    case SP_MessageBoxCritical:
        return icon(Icon::Error, IconTone::Negative);
    case SP_MessageBoxInformation:
        return icon(Icon::Info, IconTone::Accent);
    case SP_MessageBoxQuestion:
        return icon(Icon::Help, IconTone::Accent);
    case SP_DirIcon:
    case SP_DirOpenIcon:
        return icon(Icon::FolderOpen);
    case SP_FileIcon:
        return icon(Icon::File);
    case SP_ArrowBack:
        return icon(Icon::ArrowLeft);
    case SP_ArrowForward:
        return icon(Icon::ArrowRight);
    case SP_FileDialogToParent:
        return icon(Icon::ArrowUp);
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace haberdash::ui
