// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/pop3/pop3_reader.h"

#include <utility>

namespace haberdash::mailbox {

namespace {

constexpr size_t longestReply = 10'000; ///< RFC 2449 says 512; access tokens are answered at length

} // namespace

std::optional<Pop3Reply> Pop3Reader::takeReply()
{
    if (!m_nonsense.empty())
        return std::nullopt;
    if (m_bytes.lineLength() > longestReply) {
        m_nonsense = "a line of more than " + std::to_string(longestReply) + " bytes";
        return std::nullopt;
    }
    const auto line = m_bytes.takeLine();
    if (!line)
        return std::nullopt;
    const auto rest
        = [&](size_t start) { return line->size() > start + 1 ? line->substr(start + 1) : std::string(); };
    if (line->starts_with("+OK"))
        return Pop3Reply{Pop3Reply::Status::Ok, rest(3)};
    if (line->starts_with("-ERR"))
        return Pop3Reply{Pop3Reply::Status::Error, rest(4)};
    if (*line == "+" || line->starts_with("+ "))
        return Pop3Reply{Pop3Reply::Status::Continue, rest(1)};
    m_nonsense = line->empty() ? "an empty line" : line->substr(0, 200);
    return std::nullopt;
}

std::optional<std::string> Pop3Reader::takeBlock(size_t most)
{
    while (m_nonsense.empty()) {
        // The dot that ends it and a doubled one are not counted.
        if (m_block.size() + m_bytes.lineLength() > most + 2) {
            m_nonsense = "more than " + std::to_string(most) + " bytes";
            break;
        }
        const auto line = m_bytes.takeLine();
        if (!line)
            return std::nullopt;
        if (*line == ".")
            return std::exchange(m_block, {});
        m_block.append(*line, line->starts_with('.') ? 1 : 0, std::string::npos).append("\r\n");
    }
    return std::nullopt;
}

} // namespace haberdash::mailbox
