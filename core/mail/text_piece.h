// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii_case.h"

namespace haberdash::mail {

/// Blank, tabulator, or a part of a line's end.
[[nodiscard]] constexpr bool isBlank(char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}
/// Without blanks at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// The line that begins at `at`, without its end; `at` moves behind it.
[[nodiscard]] std::string_view nextLine(std::string_view text, size_t &at);

} // namespace haberdash::mail
