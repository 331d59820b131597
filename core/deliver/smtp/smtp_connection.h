// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/smtp/smtp_reply.h"
#include "core/deliver/smtp/smtp_session.h"
#include "core/net/server_link.h"

namespace haberdash::deliver {

/// The link to a mail server, from which whole replies are read, each with a time limit. One thread, but for
/// `interrupt`.
class SmtpConnection
{
public:
    /// Empty text: connected.
    [[nodiscard]] QString connect(const SmtpAccount &account);
    /// Empty text: the link is encrypted and the certificate belongs to the host.
    [[nodiscard]] QString encrypt(const SmtpAccount &account);
    /// As `net::ServerLink::write`.
    [[nodiscard]] bool write(
        std::string_view bytes, std::chrono::milliseconds timeout, bool *mayBeOut = nullptr)
    {
        return m_link.write(bytes, timeout, mayBeOut);
    }
    [[nodiscard]] SmtpReply read(std::chrono::milliseconds timeout);
    void drop();
    /// From any thread: whatever waits on the socket ends, and nothing begins any more.
    void interrupt() { m_link.interrupt(); }

    [[nodiscard]] bool isOpen() const { return m_link.isOpen(); }
    [[nodiscard]] bool isEncrypted() const { return m_link.isEncrypted(); }
    [[nodiscard]] bool isInterrupted() const { return m_link.isInterrupted(); }
    /// Bytes that came before they were asked for.
    [[nodiscard]] bool hasUnread() const { return m_replies.hasUnread(); }
    [[nodiscard]] QString addressLiteral() const { return m_link.addressLiteral(); }
    [[nodiscard]] bool isLoopback() const { return m_link.isLoopback(); }

private:
    net::ServerLink m_link;
    SmtpReplyReader m_replies;
};

} // namespace haberdash::deliver
