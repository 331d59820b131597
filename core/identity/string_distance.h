// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash::identity {

// Texts are compared by code points. Formulas and reference values: Winkler 1990; jellyfish 0.8.9.

/// Share of common code points in nearby places, 0 to 1; half-transpositions are floored (Winkler's
/// original).
[[nodiscard]] double jaro(std::u32string_view a, std::u32string_view b);
/// `jaro`, raised by 0.1 for each of up to four equal code points at the start where it is above 0.7.
[[nodiscard]] double jaroWinkler(std::u32string_view a, std::u32string_view b);
/// American Soundex ("R163"); h and w do not part equal codes. Empty where there is no letter of A to Z.
[[nodiscard]] std::string soundex(std::string_view ascii);

} // namespace haberdash::identity
