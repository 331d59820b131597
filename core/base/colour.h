// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace haberdash {

/// A colour of a screen, 8 bits a part.
struct Colour
{
    int red = 0;
    int green = 0;
    int blue = 0;
    friend bool operator==(const Colour &, const Colour &) = default;

    /// Reads "#rgb" and "#rrggbb".
    [[nodiscard]] static std::optional<Colour> fromText(QStringView text);
};

/// Contrast ratio of WCAG 2.1, 1 (none) to 21 (black on white). Text needs 4.5.
[[nodiscard]] double contrastRatio(const Colour &one, const Colour &other);

} // namespace haberdash
