// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/line_buffer.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <string_view>

namespace haberdash::deliver {

/// One answer of the server, or why there is none.
struct SmtpReply
{
    enum class Lack { None, Closed, Timeout, Nonsense, Cancelled };
    Lack lack = Lack::None;
    int code = 0;
    QString enhancedCode;
    QStringList lines; ///< without the codes

    [[nodiscard]] bool isPositive() const { return lack == Lack::None && code / 100 == 2; }
    [[nodiscard]] QString text() const { return lines.join(QChar(u' ')); }
    friend bool operator==(const SmtpReply &, const SmtpReply &) = default;
};

/// Puts replies together from bytes as they come, in whatever pieces. Holds one line of a reply at most
/// beyond what was added last.
class SmtpReplyReader
{
public:
    void add(std::string_view bytes);
    /// The next whole reply, or nothing before more bytes have come. A line that is too long or is no SMTP
    /// gives Nonsense; the connection is of no use after that.
    [[nodiscard]] std::optional<SmtpReply> take();
    /// Gives up the lines of a reply that did not come to its end.
    [[nodiscard]] SmtpReply takeUnfinished(SmtpReply::Lack lack);
    /// Bytes that came before they were asked for.
    [[nodiscard]] bool hasUnread() const { return m_lines.unread() > 0; }

private:
    SmtpReply nonsense(std::string_view line);

    net::LineBuffer m_lines;
    SmtpReply m_reply; ///< its lines so far
};

} // namespace haberdash::deliver
