// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bounce/returned_mail.h"
#include "core/campaign/unsubscribe_token.h"
#include "core/sending/delivery_books.h"
#include "core/store/outbox_repository.h"

namespace haberdash::sending {

/// What came of the mails that were read.
struct ReturnCounts
{
    qint64 mails = 0;
    qint64 hardBounces = 0;
    qint64 softBounces = 0;
    qint64 blocks = 0; ///< the sender or the content was not wanted, not the address
    qint64 complaints = 0;
    qint64 unsubscribed = 0;
    qint64 notices = 0; ///< delayed or delivered
    qint64 autoReplies = 0;
    qint64 letters = 0; ///< for a person to read
    qint64 strangers = 0; ///< about nobody whom we wrote to: kept out of the books
    qint64 suppressed = 0; ///< addresses that are not written to any more
    friend bool operator==(const ReturnCounts &, const ReturnCounts &) = default;
};

/// Books what came back by mail. Whom a mail is about is found by what only we and the recipient's side know:
/// our signed token, then the Message-ID; else by the address, where we wrote to it within the last week (a
/// mail that says so proves nothing, so nobody else can have an address stopped by inventing one). Inside the
/// caller's transaction.
class ReturnedMailBooks
{
public:
    static constexpr std::chrono::hours addressCounts{7 * 24};

    [[nodiscard]] static Result<ReturnedMailBooks> open(store::Connection &connection);
    /// @param bytes one mail as it came
    /// @param source "mailbox Returns", "file bounces.mbox"
    [[nodiscard]] Result<> book(
        std::string_view bytes, const QString &source, Timestamp now, ReturnCounts &counts);

private:
    ReturnedMailBooks(store::Connection &connection, store::Outbox outbox, DeliveryBooks books,
        campaign::UnsubscribeTokens tokens);
    [[nodiscard]] Result<std::optional<store::OutboxRow>> rowOf(const bounce::ReturnedMail &mail);
    [[nodiscard]] Result<std::optional<store::OutboxRow>> latestTo(const QString &address, Timestamp now);
    [[nodiscard]] Result<> bookOne(const bounce::ReturnedMail &mail, const QString &source,
        const QString &key, Timestamp now, ReturnCounts &counts);

    store::Connection *m_connection;
    store::Outbox m_outbox;
    DeliveryBooks m_books;
    campaign::UnsubscribeTokens m_tokens;
};

} // namespace haberdash::sending
