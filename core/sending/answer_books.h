// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sending/delivery_books.h"
#include "core/sending/delivery_verdict.h"
#include "core/store/outbox_repository.h"

namespace haberdash::sending {

/// Writes down what became of messages that were handed over: the row of the outbox, the customer's history,
/// and what a bounce means for the address. Inside the caller's transaction. For one connection.
class AnswerBooks
{
public:
    [[nodiscard]] static Result<AnswerBooks> open(store::Connection &connection);
    /// @param campaign its name, for the customer's history
    [[nodiscard]] Result<> write(
        const store::OutboxRow &row, const Verdict &verdict, const QString &campaign, Timestamp now);

private:
    AnswerBooks(store::Outbox outbox, DeliveryBooks books)
        : m_outbox(std::move(outbox))
        , m_books(std::move(books))
    { }
    [[nodiscard]] Result<> addToHistory(const store::OutboxRow &row, const QString &campaign, Timestamp now);
    [[nodiscard]] Result<> writeBounce(
        const store::OutboxRow &row, const Verdict &verdict, const QString &campaign, Timestamp now);

    store::Outbox m_outbox;
    DeliveryBooks m_books;
    std::optional<store::Statement> m_addEvent;
};

} // namespace haberdash::sending
