// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haberdash::compose {

/// A message as DKIM looks at it. Views into the message.
struct SplitMessage
{
    std::vector<std::string_view> headers; ///< each with its folded lines and the last CRLF
    std::string_view body;
};
/// Headers end at the first blank line; without one there is no body.
[[nodiscard]] SplitMessage splitMessage(std::string_view message);

/// The name of a header, in lower case.
[[nodiscard]] std::string headerName(std::string_view header);
/// "relaxed" form of a header (RFC 6376, 3.4.2), with CRLF at the end.
[[nodiscard]] std::string relaxedHeader(std::string_view header);
/// "relaxed" form of a body (RFC 6376, 3.4.4).
[[nodiscard]] std::string relaxedBody(std::string_view body);

} // namespace haberdash::compose
