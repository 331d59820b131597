// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace haberdash::mail {

/// Bytes as text.
struct DecodedText
{
    std::string text; ///< UTF-8
    std::string charset; ///< as it was read; "UTF-8", "windows-1252" ...
    bool isUnknown = false; ///< nobody knows a charset of the name that was given
    bool isWrong = false; ///< the bytes are not in the charset that was given
};
/// Reads bytes in the charset that they are said to be in. A byte order mark and valid UTF-8 count more than
/// what is said; where nothing fits, the letters of Western Europe are assumed, which fit always.
[[nodiscard]] DecodedText decoded(std::string_view bytes, std::string_view charset);

/// What `<meta charset>` or its older form in the first bytes of a page says; may be empty.
[[nodiscard]] std::string charsetOfPage(std::string_view html);

[[nodiscard]] bool isUtf8(std::string_view bytes);

} // namespace haberdash::mail
