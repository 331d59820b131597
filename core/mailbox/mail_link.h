// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/mailbox/mailbox_account.h"
#include "core/net/line_buffer.h"
#include "core/net/link.h"

namespace haberdash::mailbox {

/// The link to a mailbox's server, with errors in plain words, and an ear for the wish to stop.
class MailLink
{
public:
    MailLink(const MailboxAccount &account, Progress &progress);
    ~MailLink();

    /// Connected; encrypted where the account wants that from the first byte.
    [[nodiscard]] Result<> open();
    /// Refused where bytes came already: what stands in the clear was put there by somebody else.
    [[nodiscard]] Result<> encrypt(size_t unread);
    [[nodiscard]] Result<> send(std::string_view bytes);
    /// Waits for bytes; they are in `received` until the next call.
    [[nodiscard]] Result<> receive(net::Deadline deadline);
    [[nodiscard]] std::string_view received() const { return m_received; }
    void drop() { m_link.drop(); }

    /// Refused where the password would go over a network in the clear.
    [[nodiscard]] Result<> maySignIn() const;
    [[nodiscard]] bool isOpen() const { return m_link.isOpen(); }

    /// "The mailbox server mail.example ...": what went wrong.
    [[nodiscard]] tl::unexpected<Error> fault(Error::Code code, const QString &what) const;
    /// The same, with what the server said.
    [[nodiscard]] tl::unexpected<Error> fault(
        Error::Code code, const QString &what, std::string_view words) const;

private:
    const MailboxAccount &m_account;
    Progress &m_progress;
    net::Link m_link;
    std::string m_received;
};

/// Bytes to make room for where `limit` are due: servers are inexact about sizes.
[[nodiscard]] size_t roomFor(qint64 limit);
/// Whether user name, password or folder can stand in a line.
[[nodiscard]] bool isOneLine(std::string_view text);

} // namespace haberdash::mailbox
