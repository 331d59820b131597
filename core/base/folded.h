// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash {

/// A text in the form in which rules compare texts: composed (NFC) and without regard to case. UTF-8 in and
/// out; bytes that are no UTF-8 become replacement characters.
[[nodiscard]] std::string folded(std::string_view text);

} // namespace haberdash
