// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/deliver/secret_store.h"
#include "core/mailbox/fetch.h"
#include "core/sending/returned_mail_books.h"
#include "core/store/mailbox_repository.h"

namespace haberdash::sending {

/// How a visit to a mailbox went.
struct VisitReport
{
    ReturnCounts counts;
    bool isComplete = false; ///< no mail is left that was not read
    bool wasRenumbered = false; ///< the server gave new numbers: everything was looked at again
    QString trouble; ///< why it ended early; empty: it did not
};

/// Key of a mailbox's password in the keychain.
[[nodiscard]] QString mailboxSecretKey(const QString &workspacePath, MailboxId mailbox);

/// Signs in and looks whether the folder is there; reads nothing. The error says what has to be changed.
[[nodiscard]] Result<> tryMailbox(const store::Mailbox &mailbox, const QString &workspacePath,
    deliver::SecretStore &secrets, const QString &trustedCaFile, Progress &progress);

/// Reads what is new and books it. Each mail is booked in one transaction with how far the mailbox was read,
/// so a crash at any point loses no mail and books none twice. Letters to people are counted and left alone;
/// what was booked goes to the folder for it, where the mailbox has one.
[[nodiscard]] Result<VisitReport> visitMailbox(store::Connection &connection, const store::Mailbox &mailbox,
    deliver::SecretStore &secrets, const QString &trustedCaFile, const Clock &clock, Progress &progress);

} // namespace haberdash::sending
