// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace haberdash::fuzz {

/// Whether line and column, from 1, are a place in the text or right behind its end. Columns count characters
/// of UTF-8.
[[nodiscard]] bool isInside(std::string_view text, int line, int column);

/// The pieces between NULs, filled up with empty ones to `count`; the last takes what is left.
[[nodiscard]] std::vector<std::string_view> parts(std::string_view text, size_t count);

} // namespace haberdash::fuzz
