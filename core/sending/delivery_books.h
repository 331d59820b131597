// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/deliver/event_kind.h"
#include "core/store/connection.h"

namespace haberdash::sending {

using deliver::EventKind;
using deliver::eventKindFromWord;

/// One piece of news.
struct DeliveryEvent
{
    EventKind kind = EventKind::Delivered;
    QString address; ///< as the source has it; may be empty where `message` or `customer` is known
    MessageId message; ///< the row of the outbox it is about; invalid: not known
    CustomerId customer; ///< invalid: found by the message or the address
    Timestamp occurredAt{};
    QString source; ///< "server", "mailbox NAME", "sendgrid" ...
    QString raw; ///< the source's own word
    QString detail; ///< the server's words, a link
    QString machine; ///< the rule by which a program did it; empty: a person
    QString dedupeKey; ///< the same news has the same key; empty: made of the rest
};

/// What came of writing one piece of news down.
struct Booked
{
    bool isNew = false; ///< false: it was known already
    bool isOurs = false; ///< a customer or a message was found
    bool suppressed = false; ///< the address is not written to any more
    bool unsubscribed = false; ///< the ledger of consent says so now
};

/// Writes down what came back, and draws the consequences: a hard bounce or a complaint ends mail to the
/// address, three soft bounces among the last five mails too, an unsubscribing is an entry of the ledger.
/// Opens and clicks of people are events of the customer; those of machines are kept, and counted apart.
/// Inside the caller's transaction. For one connection.
class DeliveryBooks
{
public:
    [[nodiscard]] static Result<DeliveryBooks> open(store::Connection &connection);
    [[nodiscard]] Result<Booked> record(DeliveryEvent event, Timestamp now);

private:
    explicit DeliveryBooks(store::Connection &connection)
        : m_connection(&connection)
    { }
    [[nodiscard]] Result<> identify(DeliveryEvent &event);
    [[nodiscard]] Result<bool> insert(const DeliveryEvent &event, Timestamp now);
    [[nodiscard]] Result<bool> suppress(const DeliveryEvent &event, const QString &reason, Timestamp now);
    [[nodiscard]] Result<bool> bouncesTooOften(const DeliveryEvent &event);
    [[nodiscard]] Result<bool> unsubscribe(const DeliveryEvent &event, Timestamp now);
    [[nodiscard]] Result<> addActivity(const DeliveryEvent &event);

    store::Connection *m_connection;
    std::optional<store::Statement> m_ofMessage, m_ofAddress, m_insert, m_suppress;
};

} // namespace haberdash::sending
