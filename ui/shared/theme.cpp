// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/theme.h"

#include <QGuiApplication>
#include <QWidget>

#include <cmath>

namespace haberdash::ui {

namespace {

constexpr QRgb solid(unsigned value)
{
    return 0xff000000u | value;
}

Colors makeLight()
{
    Colors c;
    c.dark = false;
    c.window = solid(0xf6f7f9);
    c.sidebar = solid(0xeef0f4);
    c.surface = solid(0xffffff);
    c.raised = solid(0xffffff);
    c.hover = solid(0xf1f3f7);
    c.pressed = solid(0xe4e8ef);
    c.border = solid(0xe1e5ec);
    c.fieldBorder = solid(0xc8cfdb);
    c.borderStrong = solid(0x848d9e);
    c.text = solid(0x161a23);
    c.mutedText = solid(0x586173);
    c.disabledText = solid(0x9aa2b1);
    c.accent = solid(0x2450c8);
    c.accentHover = solid(0x1e45b0);
    c.accentPressed = solid(0x193a96);
    c.accentText = solid(0xffffff);
    c.accentSoft = solid(0xe3eafb);
    c.accentSoftText = solid(0x1d42a8);
    c.positive = solid(0x0b6b40);
    c.positiveSoft = solid(0xdff3e8);
    c.warning = solid(0x7d4b00);
    c.warningSoft = solid(0xfdefd0);
    c.negative = solid(0xb3261e);
    c.negativeHover = solid(0x981d17);
    c.negativeText = solid(0xffffff);
    c.negativeSoft = solid(0xfbe5e3);
    c.selection = solid(0xc6d6fb);
    c.grid = solid(0xe9ecf1);
    c.skeleton = solid(0xe9ecf1);
    c.series = {QColor(solid(0x2f5fd6)), QColor(solid(0xe08a00)), QColor(solid(0x009e73)),
        QColor(solid(0xc0609a)), QColor(solid(0x46a9e0)), QColor(solid(0xb5490a))};
    return c;
}

Colors makeDark()
{
    Colors c;
    c.dark = true;
    c.window = solid(0x101319);
    c.sidebar = solid(0x0b0e13);
    c.surface = solid(0x181c24);
    c.raised = solid(0x212733);
    c.hover = solid(0x222834);
    c.pressed = solid(0x2c3442);
    c.border = solid(0x2a313d);
    c.fieldBorder = solid(0x3d4656);
    c.borderStrong = solid(0x737d90);
    c.text = solid(0xe9ecf2);
    c.mutedText = solid(0xa0a9b9);
    c.disabledText = solid(0x5d6675);
    c.accent = solid(0x7ea4ff);
    c.accentHover = solid(0x99b7ff);
    c.accentPressed = solid(0x6a92f2);
    c.accentText = solid(0x0a1836);
    c.accentSoft = solid(0x1f2d50);
    c.accentSoftText = solid(0xb3c9ff);
    c.positive = solid(0x62d09a);
    c.positiveSoft = solid(0x14332a);
    c.warning = solid(0xf2b950);
    c.warningSoft = solid(0x382b12);
    c.negative = solid(0xff8d84);
    c.negativeHover = solid(0xffa8a1);
    c.negativeText = solid(0x3a0806);
    c.negativeSoft = solid(0x421f1f);
    c.selection = solid(0x2f4680);
    c.grid = solid(0x262c37);
    c.skeleton = solid(0x252b36);
    c.series = {QColor(solid(0x7ea4ff)), QColor(solid(0xf0a93a)), QColor(solid(0x35c79a)),
        QColor(solid(0xe58bc0)), QColor(solid(0x7fcdf7)), QColor(solid(0xf07f45))};
    return c;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Colors &lightColors()
{
    static const Colors colors = makeLight();
    return colors;
}

const Colors &darkColors()
{
    static const Colors colors = makeDark();
    return colors;
}

const Colors &colorsOf(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::WindowText).lightness()
            > palette.color(QPalette::Active, QPalette::Window).lightness()
        ? darkColors()
        : lightColors();
}

const Colors &colorsOf(const QWidget *widget)
{
    return colorsOf(widget ? widget->palette() : QGuiApplication::palette());
}

QPalette paletteOf(const Colors &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.hover);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.mutedText);
    palette.setColor(QPalette::Button, c.surface);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.negative);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Light, c.surface);
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.borderStrong);
    palette.setColor(QPalette::Shadow, c.border);
    for (const auto role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, c.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Base, c.window);
    palette.setColor(QPalette::Disabled, QPalette::Button, c.window);
    return palette;
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QFont fontFor(TextRole role)
{
    QFont font = QGuiApplication::font();
    const double body = font.pixelSize() > 0 ? font.pixelSize() : font.pointSizeF() * 96.0 / 72.0;
    const auto sized = [&](double factor, QFont::Weight weight) {
        font.setPixelSize(int(std::lround(body * factor)));
        font.setWeight(weight);
        return font;
    };
    switch (role) {
    case TextRole::Small:
        return sized(12.0 / 13.0, QFont::Normal);
    case TextRole::Body:
        return sized(1, QFont::Normal);
    case TextRole::Strong:
        return sized(1, QFont::DemiBold);
    case TextRole::Section:
        return sized(14.0 / 13.0, QFont::DemiBold);
    case TextRole::Title:
        font.setLetterSpacing(QFont::PercentageSpacing, 98.5);
        return sized(22.0 / 13.0, QFont::DemiBold);
    case TextRole::Figure:
        font.setLetterSpacing(QFont::PercentageSpacing, 98);
        return sized(26.0 / 13.0, QFont::DemiBold);
    }
    return font;
}

} // namespace haberdash::ui
