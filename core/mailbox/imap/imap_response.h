// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/line_buffer.h"

#include <QtGlobal>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace haberdash::mailbox {

/// One answer of an IMAP server, with the pieces of bytes (literals) in it.
struct ImapResponse
{
    enum class Status { None, Ok, No, Bad, Bye, PreAuth };

    std::string tag; ///< "*", "+", or the name of the command it ends
    Status status = Status::None;
    std::string words; ///< what follows tag and status, announcements "{12}" among it
    std::vector<std::string> literals; ///< in the order of their announcements

    /// "UIDVALIDITY 12" of "[UIDVALIDITY 12] UIDs valid"; empty where there is none.
    [[nodiscard]] std::string code() const;
    /// What people may read, without the code.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const ImapResponse &, const ImapResponse &) = default;
};

/// "* 12 FETCH (...)": what is told of one mail, by names in capitals: "UID", "RFC822.SIZE", "BODY[]". Lists
/// are left out. Nothing for any other answer.
[[nodiscard]] std::optional<std::map<std::string, std::string>> fetchItems(const ImapResponse &response);
/// The numbers of "* SEARCH 1 2 3"; nothing for any other answer.
[[nodiscard]] std::optional<std::vector<qint64>> searchNumbers(const ImapResponse &response);

/// Puts answers together from bytes as they come, in whatever pieces.
class ImapReader
{
public:
    struct Limits
    {
        size_t line = 4'000'000; ///< enough for the numbers of half a million mails
        size_t literal = 1'000'000;
    };
    explicit ImapReader(Limits limits)
        : m_limits(limits)
    { }

    /// From now on pieces of bytes may be as long as this.
    void setLongestLiteral(size_t bytes) { m_limits.literal = bytes; }
    void add(std::string_view bytes) { m_bytes.add(bytes); }
    /// The next whole answer, or nothing before more bytes have come, or after nonsense.
    [[nodiscard]] std::optional<ImapResponse> take();
    /// What came is too long or is no IMAP: why. The connection is of no use after that. Empty: all is well.
    [[nodiscard]] const std::string &nonsense() const { return m_nonsense; }
    /// Bytes that came before they were asked for.
    [[nodiscard]] size_t unread() const { return m_bytes.unread(); }

private:
    [[nodiscard]] std::optional<ImapResponse> finished();

    Limits m_limits;
    net::LineBuffer m_bytes;
    std::string m_nonsense;
    // The answer so far:
    std::string m_text;
    std::vector<std::string> m_literals;
    std::optional<size_t> m_announced; ///< bytes of the literal that comes next
};

} // namespace haberdash::mailbox
