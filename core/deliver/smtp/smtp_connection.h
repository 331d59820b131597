// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/smtp/smtp_reply.h"
#include "core/deliver/smtp/smtp_session.h"
#include "core/net/link.h"

#include <string_view>

namespace haberdash::deliver {

/// A link with SMTP on it: bytes out, whole replies in, each with a time limit. One thread, but for
/// `interrupt`.
class SmtpConnection
{
public:
    /// Empty text: connected. Tries each address of the host.
    [[nodiscard]] QString connect(const SmtpAccount &account);
    /// Empty text: the link is encrypted and the certificate belongs to the host.
    [[nodiscard]] QString encrypt(const SmtpAccount &account);
    /// False where not everything went out. `mayBeOut` then says whether the last bytes may have reached the
    /// server all the same.
    [[nodiscard]] bool write(
        std::string_view bytes, std::chrono::milliseconds timeout, bool *mayBeOut = nullptr);
    [[nodiscard]] SmtpReply read(std::chrono::milliseconds timeout);
    void drop();
    /// From any thread: whatever waits on the socket ends, and nothing begins any more.
    void interrupt() { m_link.interrupt(); }

    [[nodiscard]] bool isOpen() const { return m_link.isOpen(); }
    [[nodiscard]] bool isEncrypted() const { return m_link.isEncrypted(); }
    [[nodiscard]] bool isInterrupted() const { return m_link.isInterrupted(); }
    /// Bytes that came before they were asked for.
    [[nodiscard]] bool hasUnread() const { return m_replies.hasUnread(); }
    /// "[192.0.2.7]": this end, for EHLO.
    [[nodiscard]] QString addressLiteral() const;
    [[nodiscard]] bool isLoopback() const { return m_link.isLoopback(); }

private:
    net::Link m_link;
    SmtpReplyReader m_replies;
};

} // namespace haberdash::deliver
