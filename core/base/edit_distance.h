// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace haberdash {

// How many slips of a pen lie between two texts. Compared by code points; reference values: jellyfish 0.8.9.

/// Insertions, deletions and replacements that make one of the other.
[[nodiscard]] int levenshtein(std::u32string_view a, std::u32string_view b);
/// The same with neighbours that change places as one step, no stretch edited twice (optimal string
/// alignment).
[[nodiscard]] int osaDistance(std::u32string_view a, std::u32string_view b);
/// Whether `osaDistance` is exactly 1, in one pass and without memory. The second is for ASCII.
[[nodiscard]] bool isOneEditAway(std::u32string_view a, std::u32string_view b);
[[nodiscard]] bool isOneEditAway(std::string_view a, std::string_view b);

} // namespace haberdash
