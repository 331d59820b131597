// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QList>

namespace haberdash::store {

/// Where mail comes back. The password is not part of it: see `SecretStore`.
struct Mailbox
{
    MailboxId id;
    QString name;
    QString kind = QStringLiteral("imap"); ///< imap, pop3
    QString host;
    int port = 993;
    QString security = QStringLiteral("tls"); ///< plain, starttls, tls
    QString authentication = QStringLiteral("password"); ///< password, xoauth2
    QString userName;
    QString folder = QStringLiteral("INBOX"); ///< of IMAP
    QString handledFolder; ///< of IMAP: where mails go that are booked; empty: they stay
    QByteArray state; ///< how far it was read, in the words of the reader
    std::optional<Timestamp> readAt;
    QString trouble; ///< why the last visit ended early; empty: it did not
    friend bool operator==(const Mailbox &, const Mailbox &) = default;
};

[[nodiscard]] Result<QList<Mailbox>> mailboxes(Connection &connection);
[[nodiscard]] Result<Mailbox> mailboxByName(Connection &connection, const QString &name);
/// Makes a mailbox (id not set) or replaces one; how far it was read stays. Invalid where host or port cannot
/// be right.
[[nodiscard]] Result<MailboxId> saveMailbox(Connection &connection, const Mailbox &mailbox, Timestamp now);
/// After a mail, or at the end of a visit, which may have ended early.
[[nodiscard]] Result<> setMailboxState(
    Connection &connection, MailboxId id, const QByteArray &state, const QString &trouble, Timestamp now);
[[nodiscard]] Result<> deleteMailbox(Connection &connection, MailboxId id);

} // namespace haberdash::store
