// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/store/customer_repository.h"

namespace haberdash::identity {

/// An event by the number that it had in its source: "shopify", "e-4711".
struct SourceEvent
{
    QString source;
    QString id;
    friend bool operator==(const SourceEvent &, const SourceEvent &) = default;
};

/// What of one record belongs to somebody else.
struct SplitWish
{
    CustomerId from;
    QList<store::IdentityKey> identities;
    QList<OrderId> orders; ///< with their lines and refunds, and events that name them
    QList<SourceEvent> events; ///< further ones
    QString firstName; ///< of the new person; may be empty, then the next import names them
    QString lastName;
    friend bool operator==(const SplitWish &, const SplitWish &) = default;
};

/// What a split did.
struct Split
{
    BatchId batch;
    CustomerId person; ///< the new one
    qint64 identities = 0;
    qint64 orders = 0;
    qint64 events = 0;
    qint64 messages = 0; ///< sent to an address that went along
};

/// Makes the chosen parts of a record a customer of their own. Nothing is invented for them: they have the
/// chosen addresses and phones, and for each channel the strictest that the former record ever agreed to. The
/// pair is kept as two people, so that no search proposes it and no import joins it again: rows that name
/// anything chosen here lead to the new person, and orders and events stay where they were put. What cannot
/// be told apart (tags, postal address, points) stays with the former record. One batch: `store::undoBatch`
/// puts them together again.
/// @return NotFound for a customer that is not there; Invalid where nothing or everything was chosen,
/// something is not that customer's, or nothing would be left to know them by
[[nodiscard]] Result<Split> splitOff(store::Connection &connection, const SplitWish &wish, Timestamp now);

/// An order that can go to another person.
struct SplittableOrder
{
    OrderId id;
    QString name;
    Timestamp placedAt;
    Money total;
    QString goods; ///< titles of its lines, in a row
    friend bool operator==(const SplittableOrder &, const SplittableOrder &) = default;
};
/// A customer's orders, newest first, to choose from.
[[nodiscard]] Result<QList<SplittableOrder>> splittableOrders(
    store::Connection &connection, CustomerId customer);

/// Reads what is written on a command line: "email:x@y", "phone:+49...", "id:shopify:123", "order:#1001",
/// "event:shopify:e-4711". Invalid where the word before the colon is none of these; NotFound for an order
/// that is not the customer's.
[[nodiscard]] Result<> addToWish(store::Connection &connection, const QString &text, SplitWish &wish);

} // namespace haberdash::identity
