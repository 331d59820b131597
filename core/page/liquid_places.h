// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace haberdash::page {

/// Where one piece of Liquid stands in a source: "{{ x }}", "{% if x %}", or a whole comment with all in it.
struct LiquidPlace
{
    size_t start = 0;
    size_t end = 0; ///< one past its last byte
    bool isTag = false; ///< braces with a percent sign
};
/// By ascending places, not overlapping. What is never closed is no Liquid here; inside of "raw" there is
/// none.
/// @param isOpen becomes true where something is never closed
[[nodiscard]] std::vector<LiquidPlace> liquidPlaces(std::string_view source, bool *isOpen = nullptr);

/// The first place that ends behind `offset`, or null.
[[nodiscard]] const LiquidPlace *liquidFrom(const std::vector<LiquidPlace> &places, size_t offset);
/// Whether any Liquid stands between these two.
[[nodiscard]] bool hasLiquid(const std::vector<LiquidPlace> &places, size_t start, size_t end);
/// Whether a tag does: a condition, a loop, an assignment.
[[nodiscard]] bool hasLiquidTag(const std::vector<LiquidPlace> &places, size_t start, size_t end);

} // namespace haberdash::page
