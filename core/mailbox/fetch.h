// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/mailbox/mailbox_account.h"
#include "core/mailbox/mailbox_state.h"

#include <functional>
#include <optional>
#include <string>

namespace haberdash::mailbox {

/// A mail as it lies on the server.
struct FetchedMail
{
    QString id; ///< what the server calls it: UID or UIDL
    std::string bytes;
    qint64 size = 0; ///< as the server says
    bool isWhole = true; ///< false: only its headers are here; it was too large, or the server has no more
};

/// What becomes of a mail that was taken.
enum class AfterMail {
    Keep, ///< it stays where it is
    MoveAway, ///< it goes to the folder for handled mail, where the account has one
    Stop ///< it stays, and is the last one for now
};

/// Takes mails, one after the other. A mail counts as read only once this has returned; an error ends the
/// visit, and the mail comes again the next time. Keep `after` in the same transaction as what the mail led
/// to: then a crash at any moment loses no mail and brings none twice.
using MailSink = std::function<Result<AfterMail>(const FetchedMail &mail, const MailboxState &after)>;

struct FetchLimits
{
    qint64 largestMail = 10'000'000; ///< bytes; of larger ones only the headers
    qint64 largestHeaders = 256'000; ///< bytes; what is longer is cut off (IMAP) or refused (POP3)
    qint64 mostMails = 0; ///< of one visit; 0: all
    friend bool operator==(const FetchLimits &, const FetchLimits &) = default;
};

/// How a visit went. Whatever happened, `state` is what to go on from.
struct FetchOutcome
{
    MailboxState state;
    qint64 fetched = 0;
    qint64 headersOnly = 0; ///< of them
    bool wasRenumbered = false; ///< the server gave new numbers, so all mails of the folder came again
    bool isComplete = false; ///< no mail is left that was not read
    std::optional<Error> fault; ///< why it ended early: Cancelled, Network, Refused, NotFound, or the sink's
    friend bool operator==(const FetchOutcome &, const FetchOutcome &) = default;
};

/// Reads what is new in a mailbox. Blocks; progress is told in mails and asked for the wish to stop, also
/// while a server says nothing. Nothing is ever deleted; nothing is marked as read.
/// @param secret password or access token; never in an error
[[nodiscard]] FetchOutcome fetchNewMail(const MailboxAccount &account, const std::string &secret,
    const MailboxState &since, const FetchLimits &limits, Progress &progress, const MailSink &sink);

/// Signs in and looks whether the folder is there; makes the one for handled mail where it is missing. The
/// error says what has to be changed.
[[nodiscard]] Result<> checkMailbox(
    const MailboxAccount &account, const std::string &secret, Progress &progress);

} // namespace haberdash::mailbox
