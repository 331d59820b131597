// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace haberdash {

/// An opaque colour of the screen (sRGB), without any library that draws.
struct Colour
{
    quint8 red = 0;
    quint8 green = 0;
    quint8 blue = 0;

    /// "#rrggbb" or "#rgb", in either letter case; nothing for all else.
    [[nodiscard]] static std::optional<Colour> fromString(QStringView text);
    /// "#rrggbb"
    [[nodiscard]] QString toString() const;
    friend bool operator==(const Colour &, const Colour &) = default;
};

/// The least contrast of text that everybody can read, by WCAG 2.1, success criterion 1.4.3 (AA).
constexpr double readableContrast = 4.5;

/// From 0 (black) to 1 (white), by WCAG 2.1, "relative luminance".
[[nodiscard]] double relativeLuminance(Colour colour);
/// From 1 (the same) to 21 (black and white), by WCAG 2.1, "contrast ratio". The order does not matter.
[[nodiscard]] double contrastRatio(Colour one, Colour other);
/// The least of the contrasts with several colours; 21 where there are none.
[[nodiscard]] double leastContrast(Colour text, const std::vector<Colour> &behind);

/// `from` at share 0, `to` at share 1.
[[nodiscard]] Colour mixed(Colour from, Colour to, double share);

/// `wanted` where it can be read on `background`; else moved towards black or white, as little as it takes.
/// Always found up to a contrast of 4.5, since black or white reaches 4.58 on any colour; above that, black
/// or white is the best there is.
[[nodiscard]] Colour readableOn(Colour background, Colour wanted, double contrast = readableContrast);
/// Black or white, whichever stands out more.
[[nodiscard]] Colour blackOrWhiteOn(Colour background);

} // namespace haberdash
