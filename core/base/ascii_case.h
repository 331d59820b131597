// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash {

/// Of the letters of ASCII, which are all that names in HTML and in headers of mails have; other bytes stay.
[[nodiscard]] std::string lowerCase(std::string_view text);
/// Whether a text holds a word, in capitals or not.
/// @param word in small letters
[[nodiscard]] bool containsIgnoringCase(std::string_view text, std::string_view word);

} // namespace haberdash
