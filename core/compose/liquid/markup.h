// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace haberdash::compose::liquid {

// Some tags (case, when, cycle, render, include, tablerow) read loosely: they look for what they know and
// pass over the rest. A value is a run without blanks, commas and bars, in which quoted texts may have them.

/// Length of the value at the start of `text`, 0 where none begins.
[[nodiscard]] size_t fragmentLength(std::string_view text);
/// Length of one quoted text at the start.
[[nodiscard]] size_t firstQuotedLength(std::string_view text);
/// Length of plain characters and quoted texts that follow each other at the start.
[[nodiscard]] size_t runLength(std::string_view text);
/// The first value in `text`; its data pointer tells where.
[[nodiscard]] std::optional<std::string_view> firstFragment(std::string_view text);
/// Length of values that stand side by side at the start of `text`.
[[nodiscard]] size_t fragmentsLength(std::string_view text);

struct Attribute
{
    std::string_view name;
    std::string_view value;
};
/// Every `name: value` in `text`, in order.
[[nodiscard]] std::vector<Attribute> attributesIn(std::string_view text);
/// Length of "word" at the start of `text` with at least one blank before and, if `blankAfter`, after it; 0
/// where it is not there.
[[nodiscard]] size_t keywordLength(std::string_view text, std::string_view word, bool blankAfter = true);
/// Length of a name to set at the start of `text`: letters, digits and _-.[], each of them perhaps in round
/// brackets.
[[nodiscard]] size_t targetLength(std::string_view text);
/// Length of letters, digits, underscores and dashes at the start.
[[nodiscard]] size_t nameLength(std::string_view text);

} // namespace haberdash::compose::liquid
