// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace haberdash::net {

/// Bytes of a server as they come, in whatever pieces; gives them back by lines or by number.
class LineBuffer
{
public:
    void add(std::string_view bytes);
    /// The next line without its end (CRLF or LF), or nothing before it is whole.
    [[nodiscard]] std::optional<std::string> takeLine();
    /// Bytes of the next line as far as they are there: what is too long is too long before it ends.
    [[nodiscard]] size_t lineLength();
    /// The next `count` bytes, or nothing before they are all there.
    [[nodiscard]] std::optional<std::string> takeBytes(size_t count);
    /// Bytes that came and were not taken.
    [[nodiscard]] size_t unread() const { return m_bytes.size() - m_readAt; }

private:
    [[nodiscard]] size_t findEnd();

    std::string m_bytes;
    size_t m_readAt = 0;
    size_t m_searched = 0; ///< no line ends between `m_readAt` and here
};

} // namespace haberdash::net
