// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include <array>

class QWidget;

namespace haberdash::ui {

/// Colours of one theme. Text colours reach a WCAG contrast of 4.5 on every surface they are meant for.
struct Colors
{
    bool dark = false;
    QColor window; ///< behind everything
    QColor sidebar; ///< the navigation
    QColor surface; ///< cards, tables, fields
    QColor raised; ///< menus, pop-ups, notices
    QColor hover; ///< under the mouse, opaque
    QColor pressed;
    QColor border; ///< hairlines
    QColor fieldBorder; ///< edges of fields and buttons
    QColor borderStrong; ///< edges of check boxes: 3 to 1 against surface, the only sign of a control
    QColor text;
    QColor mutedText; ///< second things: units, hints, axis labels
    QColor disabledText;
    QColor accent;
    QColor accentHover;
    QColor accentPressed;
    QColor accentText; ///< on accent
    QColor accentSoft; ///< selected rows, selected navigation entry
    QColor accentSoftText; ///< on accentSoft
    QColor positive;
    QColor positiveSoft;
    QColor warning;
    QColor warningSoft;
    QColor negative;
    QColor negativeHover;
    QColor negativeText; ///< on negative, as a danger button has it
    QColor negativeSoft;
    QColor selection; ///< behind selected text
    QColor grid; ///< lines inside charts
    QColor skeleton; ///< grey bars while something loads
    std::array<QColor, 6> series; ///< after Okabe and Ito 2008, tuned for each ground
};

[[nodiscard]] const Colors &lightColors();
[[nodiscard]] const Colors &darkColors();

/// The palette carries the theme: what is painted with a palette takes the colours that belong to it. So no
/// widget needs to be told about themes; it gets QEvent::PaletteChange and repaints.
[[nodiscard]] const Colors &colorsOf(const QPalette &palette);
[[nodiscard]] const Colors &colorsOf(const QWidget *widget);

/// A palette in which widgets of Qt that know nothing of us look right.
[[nodiscard]] QPalette paletteOf(const Colors &colors);

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &one, const QColor &other);

/// Distances in device independent pixels, on a grid of 8 with halves.
namespace space {
inline constexpr int tiny = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int normal = 16;
inline constexpr int large = 24;
inline constexpr int huge = 32;
} // namespace space

namespace radius {
inline constexpr int field = 6;
inline constexpr int card = 10;
inline constexpr int popup = 10;
} // namespace radius

namespace height {
inline constexpr int field = 32;
inline constexpr int row = 36; ///< of a table
inline constexpr int header = 34; ///< of a table
} // namespace height

/// Sizes of type, from small print to the figure on a tile.
enum class TextRole { Small, Body, Strong, Section, Title, Figure };

/// The font of a role, derived from the application's font.
[[nodiscard]] QFont fontFor(TextRole role);

} // namespace haberdash::ui
