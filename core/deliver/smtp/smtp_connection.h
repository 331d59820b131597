// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/smtp/smtp_reply.h"
#include "core/deliver/smtp/smtp_session.h"

#include <atomic>
#include <mutex>
#include <string_view>

#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocket.h>

namespace haberdash::deliver {

/// The socket, encrypted or not: bytes out, whole replies in, each with a time limit. Exceptions of the
/// library end here. One thread, but for `interrupt`.
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
    void interrupt();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isEncrypted() const { return m_isEncrypted; }
    [[nodiscard]] bool isInterrupted() const { return m_isInterrupted; }
    /// Bytes that came before they were asked for.
    [[nodiscard]] bool hasUnread() const { return m_replies.hasUnread(); }
    /// "[192.0.2.7]": this end, for EHLO.
    [[nodiscard]] QString addressLiteral() const;
    [[nodiscard]] bool isLoopback() const;

private:
    enum class Wait { Ready, Timeout, Closed };
    [[nodiscard]] QString connectTo(
        const Poco::Net::SocketAddress &address, std::chrono::milliseconds timeout);
    [[nodiscard]] Wait receive(std::chrono::steady_clock::time_point deadline);

    Poco::Net::StreamSocket m_plain; ///< owns the descriptor
    Poco::Net::StreamSocket m_socket; ///< what is spoken through: `m_plain` or TLS around it
    SmtpReplyReader m_replies;
    bool m_isOpen = false;
    bool m_isEncrypted = false;
    std::atomic<bool> m_isInterrupted = false;
    std::mutex m_descriptorMutex; ///< between `interrupt` and the closing of the descriptor
    int m_descriptor = -1;
};

} // namespace haberdash::deliver
