// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/line_buffer.h"

#include <optional>
#include <string>

namespace haberdash::mailbox {

/// The first line of an answer of a POP3 server.
struct Pop3Reply
{
    enum class Status { Ok, Error, Continue };
    Status status = Status::Ok;
    std::string words;
    friend bool operator==(const Pop3Reply &, const Pop3Reply &) = default;
};

/// Puts answers together from bytes as they come, in whatever pieces.
class Pop3Reader
{
public:
    void add(std::string_view bytes) { m_bytes.add(bytes); }
    /// The next first line, or nothing before it is whole, or after nonsense.
    [[nodiscard]] std::optional<Pop3Reply> takeReply();
    /// The lines up to the one that is only a dot, with CRLF, doubled dots undone; nothing before they are
    /// whole, or after nonsense, which more than `most` bytes are.
    [[nodiscard]] std::optional<std::string> takeBlock(size_t most);
    /// What came is too long or is no POP3: why. The connection is of no use after that. Empty: all is well.
    [[nodiscard]] const std::string &nonsense() const { return m_nonsense; }
    /// Bytes that came before they were asked for.
    [[nodiscard]] size_t unread() const { return m_bytes.unread(); }

private:
    net::LineBuffer m_bytes;
    std::string m_block; ///< its lines so far
    std::string m_nonsense;
};

} // namespace haberdash::mailbox
