// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/money.h"
#include "core/store/connection.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace haberdash::store {

/// One person, as the workspace knows them.
struct Customer
{
    CustomerId id;
    QString email; ///< as typed; empty where unknown
    QString firstName;
    QString lastName;
    QString company;
    QString phone;
    QString country;
    QString region;
    QString city;
    QString postcode;
    QString language;
    QString note;
    std::optional<Timestamp> createdAt;
    QStringList tags;
    QJsonObject attributes; ///< facts of the shop's own
    /// "Ada Lovelace", or the address, or "Customer 12".
    [[nodiscard]] QString displayName() const;
    friend bool operator==(const Customer &, const Customer &) = default;
};

/// What a customer has done up to an instant, in numbers. Amounts in minor units of the workspace's currency.
struct CustomerFigures
{
    qint64 orders = 0; ///< not cancelled, no credit notes
    qint64 spent = 0; ///< after refunds
    std::optional<Timestamp> firstOrder;
    std::optional<Timestamp> lastOrder;
    qint64 points = 0;
    QString emailConsent; ///< subscribed, pending, not_subscribed, unsubscribed; empty: never asked
    QString suppression; ///< why the address must not be written to; empty: it may
    friend bool operator==(const CustomerFigures &, const CustomerFigures &) = default;
};

/// One line of a customer's history.
struct HistoryEntry
{
    Timestamp at;
    QString kind; ///< "order", "return", or the name of an event type
    QString subject; ///< number of the order, title of the product
    QString reference;
    std::optional<qint64> value;
    QString unit; ///< none, money, count, points, percent
    CurrencyCode currency; ///< of an amount; not valid: the shop's
    QJsonObject details; ///< of an event, as its source named them
    friend bool operator==(const HistoryEntry &, const HistoryEntry &) = default;
};

/// Which part of a history is wanted.
enum class HistoryPart {
    Everything,
    Orders, ///< orders, returns, refunds
    Visits, ///< what they looked at, searched, put into the cart, wished for
    Mail, ///< what they got and did with it
    Rewards, ///< coupons and points
    Service ///< tickets, reviews, returns asked for
};

/// What leads to a customer: an address, a phone, an id of a shop.
struct IdentityKey
{
    QString kind; ///< "email", "phone", "id"
    QString key;
    friend bool operator==(const IdentityKey &, const IdentityKey &) = default;
};

/// A message of a campaign to a customer, sent or not.
struct SentMessage
{
    QString campaign;
    QString state; ///< as in the outbox: "sent", "skipped" ...
    QString reason; ///< why it was not sent; may be empty
    Timestamp at; ///< when it went out, or else was planned
    friend bool operator==(const SentMessage &, const SentMessage &) = default;
};

/// What a loyalty programme said of a customer, as of a moment.
struct LoyaltyAccount
{
    qint64 points = 0;
    std::optional<qint64> expiring;
    std::optional<Timestamp> expiresAt;
    QString tier;
    Timestamp asOf;
    friend bool operator==(const LoyaltyAccount &, const LoyaltyAccount &) = default;
};

/// One line of the consent ledger.
struct ConsentEntry
{
    QString channel;
    QString state;
    QString basis;
    QString source;
    std::optional<Timestamp> occurredAt;
    Timestamp recordedAt;
    QString purpose; ///< for which kind of mail; empty: for every kind
    std::optional<Timestamp> expiresAt; ///< until when a yes holds
    friend bool operator==(const ConsentEntry &, const ConsentEntry &) = default;
};

/// A row of a list of customers.
struct CustomerRow
{
    CustomerId id;
    QString name;
    QString email;
    QString country;
    QString emailConsent;
    qint64 orders = 0;
    qint64 spent = 0;
    std::optional<Timestamp> lastOrder;
    friend bool operator==(const CustomerRow &, const CustomerRow &) = default;
};

[[nodiscard]] Result<Customer> customerById(Connection &connection, CustomerId id);
/// Street and house of the usual address; empty where there is none.
[[nodiscard]] Result<QString> streetOf(Connection &connection, CustomerId id);
/// Finds one by address, by "shopify:610000" or by the number of the workspace. NotFound names what was
/// looked for.
[[nodiscard]] Result<CustomerId> findCustomer(Connection &connection, const QString &who);
[[nodiscard]] Result<CustomerFigures> figuresOf(Connection &connection, CustomerId id, Timestamp asOf);
/// Newest first, at most `limit` lines.
[[nodiscard]] Result<QList<HistoryEntry>> historyOf(Connection &connection, CustomerId id, Timestamp asOf,
    int limit, HistoryPart part = HistoryPart::Everything);
[[nodiscard]] Result<QList<IdentityKey>> identitiesOf(Connection &connection, CustomerId id);
/// Newest first.
[[nodiscard]] Result<QList<SentMessage>> messagesOf(
    Connection &connection, CustomerId id, Timestamp asOf, int limit);
[[nodiscard]] Result<std::optional<LoyaltyAccount>> loyaltyOf(Connection &connection, CustomerId id);
[[nodiscard]] Result<QList<ConsentEntry>> consentOf(Connection &connection, CustomerId id);

enum class CustomerOrder { ByName, BySpent, ByOrders, ByLastOrder };
/// Ids of all customers whose name or address begins with `search` (all where it is empty), sorted; unknown
/// values last.
[[nodiscard]] Result<QList<CustomerId>> customerIds(
    Connection &connection, const QString &search, CustomerOrder order, bool descending, Timestamp asOf);
/// Everybody by family name, first name; who has no family name last. From an index: fast for a million.
[[nodiscard]] Result<QList<CustomerId>> customersByName(Connection &connection);
/// The first `limit` customers whose name or address begins with `search`, in no order: for a quick look.
/// @param newerThan only those with a higher number
[[nodiscard]] Result<QList<Customer>> customersBeginningWith(
    Connection &connection, const QString &search, int limit, CustomerId newerThan = {});
/// Rows for ids, in their order. For the page of a list that is on screen.
[[nodiscard]] Result<QList<CustomerRow>> customerRows(
    Connection &connection, const QList<CustomerId> &ids, Timestamp asOf);

} // namespace haberdash::store
