// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash {

/// Of the letters of ASCII, which are all that names in HTML and in headers of mails have; other bytes stay.
[[nodiscard]] std::string lowerCase(std::string_view text);

} // namespace haberdash
