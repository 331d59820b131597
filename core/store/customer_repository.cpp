// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/customer_repository.h"

#include "core/base/email_address.h"

#include <QJsonDocument>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

QString nameFrom(const QString &first, const QString &last, const QString &email, CustomerId id)
{
    QString name = QString(first + u' ' + last).trimmed();
    if (!name.isEmpty())
        return name;
    return email.isEmpty() ? u"Customer %1"_s.arg(id.value()) : email;
}

/// The newest entry in force counts.
const QString consentSql = u"SELECT state FROM consent_entry WHERE customer_id = ?1 AND channel = 'email' "
                           u"AND purpose = '' AND coalesce(occurred_at, 0) <= ?2 ORDER BY id DESC LIMIT 1"_s;
const QString ordersSql
    = u"SELECT count(*) FILTER (WHERE kind = 'sale'), coalesce(sum(total - refunded), 0), "
      u"min(placed_at) FILTER (WHERE kind = 'sale'), max(placed_at) FILTER (WHERE kind = 'sale') "
      u"FROM shop_order_value WHERE customer_id = ?1 AND cancelled_at IS NULL AND placed_at < ?2"_s;

} // namespace

QString Customer::displayName() const
{
    return nameFrom(firstName, lastName, email, id);
}

Result<Customer> customerById(Connection &connection, CustomerId id)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(u"SELECT email, first_name, last_name, company, phone, country, region, city, "
                           u"postcode, language, note, "
                           u"created_at, attributes FROM customer WHERE id = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, id).step());
    if (!found)
        return failure(Error::Code::NotFound, u"There is no customer %1."_s.arg(id.value()));
    Customer customer;
    customer.id = id;
    QString *const texts[] = {&customer.email, &customer.firstName, &customer.lastName, &customer.company,
        &customer.phone, &customer.country, &customer.region, &customer.city, &customer.postcode,
        &customer.language, &customer.note};
    for (int i = 0; i < int(std::size(texts)); ++i)
        *texts[i] = row.text(i);
    customer.createdAt = row.optionalTimestamp(11);
    customer.attributes = QJsonDocument::fromJson(row.text(12).toUtf8()).object();
    HABERDASH_TRY_ASSIGN(
        tags, connection.prepare(u"SELECT tag FROM customer_tag WHERE customer_id = ?1 ORDER BY tag"_s));
    tags.bind(1, id);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, tags.step());
        if (!more)
            return customer;
        customer.tags.append(tags.text(0));
    }
}

Result<QString> streetOf(Connection &connection, CustomerId id)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"SELECT line1 FROM postal_address WHERE customer_id = ?1 ORDER BY kind = 'default' DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, id).step());
    return found ? row.text(0) : QString();
}

Result<CustomerId> findCustomer(Connection &connection, const QString &who)
{
    const QString trimmed = who.trimmed();
    HABERDASH_TRY_ASSIGN(
        identity, connection.prepare(u"SELECT customer_id FROM identity WHERE kind = ?1 AND key = ?2"_s));
    std::string mailbox;
    makeAddressKey(trimmed.toStdString(), mailbox);
    for (const auto &[kind, key] :
        {std::pair(u"email"_s, QString::fromStdString(mailbox)), std::pair(u"id"_s, trimmed)}) {
        HABERDASH_TRY_ASSIGN(found, identity.bind(1, kind).bind(2, key).step());
        if (found)
            return identity.id<CustomerId>(0);
        identity.reset();
    }
    bool isNumber = false;
    const qint64 number = trimmed.toLongLong(&isNumber);
    if (isNumber && number > 0) {
        HABERDASH_TRY_ASSIGN(known, connection.prepare(u"SELECT id FROM customer WHERE id = ?1"_s));
        HABERDASH_TRY_ASSIGN(found, known.bind(1, number).step());
        if (found)
            return CustomerId(number);
    }
    return failure(Error::Code::NotFound,
        u"Nobody is known as “%1”. Write an address, an id of the shop such as shopify:6100000000000, or a number."_s
            .arg(trimmed));
}

Result<CustomerFigures> figuresOf(Connection &connection, CustomerId id, Timestamp asOf)
{
    CustomerFigures figures;
    HABERDASH_TRY_ASSIGN(orders, connection.prepare(ordersSql));
    HABERDASH_TRY(orders.bind(1, id).bind(2, asOf).step());
    figures.orders = orders.integer(0);
    figures.spent = orders.integer(1);
    figures.firstOrder = orders.optionalTimestamp(2);
    figures.lastOrder = orders.optionalTimestamp(3);
    HABERDASH_TRY_ASSIGN(points,
        connection.prepare(
            u"SELECT coalesce(sum(value), 0) FROM event WHERE customer_id = ?1 AND occurred_at < ?2 AND "
            u"type_id = (SELECT id FROM event_type WHERE name = 'points_change')"_s));
    HABERDASH_TRY(points.bind(1, id).bind(2, asOf).step());
    figures.points = points.integer(0);
    HABERDASH_TRY_ASSIGN(consent, connection.prepare(consentSql));
    HABERDASH_TRY_ASSIGN(asked, consent.bind(1, id).bind(2, asOf).step());
    if (asked)
        figures.emailConsent = consent.text(0);
    HABERDASH_TRY_ASSIGN(suppression,
        connection.prepare(
            u"SELECT s.reason FROM identity i JOIN suppression s ON s.address_key = i.key "
            u"WHERE i.customer_id = ?1 AND i.kind = 'email' AND s.created_at <= ?2 LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(suppressed, suppression.bind(1, id).bind(2, asOf).step());
    if (suppressed)
        figures.suppression = suppression.text(0);
    return figures;
}

namespace {

/// Names of event types in SQL; empty: all of them.
QString eventNames(HistoryPart part)
{
    switch (part) {
    case HistoryPart::Everything:
        return {};
    case HistoryPart::Orders:
        return u"'refund'"_s;
    case HistoryPart::Visits:
        return u"'signup', 'product_view', 'category_view', 'search', 'cart_add', 'cart_remove', "
               u"'checkout_start', 'wishlist_add'"_s;
    case HistoryPart::Mail:
        return u"'email_sent', 'email_delivered', 'email_open', 'email_click', 'email_bounce', "
               u"'email_complaint', 'unsubscribe'"_s;
    case HistoryPart::Rewards:
        return u"'coupon_received', 'coupon_used', 'points_change'"_s;
    case HistoryPart::Service:
        return u"'return_request', 'support_ticket', 'review'"_s;
    }
    return {};
}

} // namespace

Result<QList<HistoryEntry>> historyOf(
    Connection &connection, CustomerId id, Timestamp asOf, int limit, HistoryPart part)
{
    const QString names = eventNames(part);
    const bool withOrders = part == HistoryPart::Everything || part == HistoryPart::Orders;
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT placed_at, CASE kind WHEN 'return' THEN 'return' ELSE 'order' END, name, "
            u"coalesce(coupon_code, ''), total, 'money', currency, NULL "
            u"FROM shop_order WHERE customer_id = ?1 AND placed_at < ?2 AND cancelled_at IS NULL AND %1 "
            u"UNION ALL SELECT e.occurred_at, t.name, coalesce(p.title, ''), coalesce(e.reference, ''), "
            u"e.value, t.unit, e.currency, e.details "
            u"FROM event e JOIN event_type t ON t.id = e.type_id LEFT JOIN product p ON p.id = e.product_id "
            u"WHERE e.customer_id = ?1 AND e.occurred_at < ?2 %2 ORDER BY 1 DESC LIMIT ?3"_s.arg(
                withOrders ? u"1"_s : u"0"_s,
                names.isEmpty() ? QString() : u"AND t.name IN (%1)"_s.arg(names))));
    rows.bind(1, id).bind(2, asOf).bind(3, limit);
    QList<HistoryEntry> history;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return history;
        history.append({rows.timestamp(0), rows.text(1), rows.text(2), rows.text(3), rows.optionalInteger(4),
            rows.text(5), CurrencyCode::fromString(rows.text(6)).value_or(CurrencyCode()),
            QJsonDocument::fromJson(rows.text(7).toUtf8()).object()});
    }
}

Result<QList<IdentityKey>> identitiesOf(Connection &connection, CustomerId id)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(u"SELECT kind, key FROM identity WHERE customer_id = ?1 ORDER BY kind, key"_s));
    rows.bind(1, id);
    QList<IdentityKey> keys;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return keys;
        keys.append({rows.text(0), rows.text(1)});
    }
}

Result<QList<SentMessage>> messagesOf(Connection &connection, CustomerId id, Timestamp asOf, int limit)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT c.name, o.state, coalesce(o.reason, ''), coalesce(o.claimed_at, o.planned_at) AS at "
            u"FROM outbox o JOIN campaign c ON c.id = o.campaign_id WHERE o.customer_id = ?1 AND at <= ?2 "
            u"ORDER BY at DESC LIMIT ?3"_s));
    rows.bind(1, id).bind(2, asOf).bind(3, limit);
    QList<SentMessage> messages;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return messages;
        messages.append({rows.text(0), rows.text(1), rows.text(2), rows.timestamp(3)});
    }
}

Result<std::optional<LoyaltyAccount>> loyaltyOf(Connection &connection, CustomerId id)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"SELECT points, points_expiring, expires_at, tier, as_of FROM loyalty_account WHERE customer_id = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, id).step());
    if (!found)
        return std::nullopt;
    return LoyaltyAccount{
        row.integer(0), row.optionalInteger(1), row.optionalTimestamp(2), row.text(3), row.timestamp(4)};
}

Result<QList<ConsentEntry>> consentOf(Connection &connection, CustomerId id)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT channel, state, basis, source, occurred_at, recorded_at, purpose, expires_at FROM "
            u"consent_entry "
            u"WHERE customer_id = ?1 ORDER BY id"_s));
    rows.bind(1, id);
    QList<ConsentEntry> entries;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return entries;
        entries.append({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.optionalTimestamp(4),
            rows.timestamp(5), rows.text(6), rows.optionalTimestamp(7)});
    }
}

Result<QList<CustomerId>> customerIds(
    Connection &connection, const QString &search, CustomerOrder order, bool descending, Timestamp asOf)
{
    const QString direction = descending ? u"DESC"_s : u"ASC"_s;
    QString sql = u"SELECT c.id FROM customer c"_s;
    if (order != CustomerOrder::ByName) {
        const QString value = order == CustomerOrder::BySpent ? u"sum(total - refunded)"_s
            : order == CustomerOrder::ByOrders                ? u"count(*) FILTER (WHERE kind = 'sale')"_s
                                               : u"max(placed_at) FILTER (WHERE kind = 'sale')"_s;
        sql += u" LEFT JOIN (SELECT customer_id, %1 AS value FROM shop_order_value WHERE cancelled_at IS "
               u"NULL AND "
               u"placed_at < ?2 "
               u"AND customer_id IS NOT NULL GROUP BY customer_id) o ON o.customer_id = c.id"_s.arg(value);
    }
    sql += u" WHERE (?1 = '' OR c.last_name LIKE ?1 || '%' OR c.first_name LIKE ?1 || '%' OR c.email LIKE ?1 "
           u"|| '%' "
           u"OR c.first_name || ' ' || c.last_name LIKE ?1 || '%') AND ?2 IS NOT NULL ORDER BY "_s;
    sql += order == CustomerOrder::ByName
        ? u"coalesce(c.last_name, c.first_name, c.email) IS NULL, coalesce(c.last_name, c.first_name, "
          u"c.email) COLLATE NOCASE %1, "
          u"c.first_name COLLATE NOCASE %1, c.id"_s.arg(direction)
        : u"o.value IS NULL, o.value %1, c.id"_s.arg(direction);
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(sql));
    rows.bind(1, search.trimmed()).bind(2, asOf);
    QList<CustomerId> ids;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return ids;
        ids.append(rows.id<CustomerId>(0));
    }
}

Result<QList<CustomerId>> customersByName(Connection &connection)
{
    QList<CustomerId> ids;
    for (const QString &sql : {u"SELECT id FROM customer WHERE last_name IS NOT NULL "
                               "ORDER BY last_name COLLATE NOCASE, first_name COLLATE NOCASE, id"_s,
             u"SELECT id FROM customer WHERE last_name IS NULL "
             "ORDER BY coalesce(first_name, '') COLLATE NOCASE, email COLLATE NOCASE, id"_s}) {
        HABERDASH_TRY_ASSIGN(rows, connection.prepare(sql));
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            ids.append(rows.id<CustomerId>(0));
        }
    }
    return ids;
}

Result<QList<Customer>> customersBeginningWith(
    Connection &connection, const QString &search, int limit, CustomerId newerThan)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT id FROM customer WHERE id > ?3 AND (last_name LIKE ?1 || '%' OR first_name LIKE ?1 || "
            u"'%' "
            u"OR email LIKE ?1 || '%' OR first_name || ' ' || last_name LIKE ?1 || '%') LIMIT ?2"_s));
    rows.bind(1, search.trimmed()).bind(2, limit).bind(3, newerThan.value());
    QList<Customer> customers;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return customers;
        HABERDASH_TRY_ASSIGN(customer, customerById(connection, rows.id<CustomerId>(0)));
        customers.append(std::move(customer));
    }
}

Result<QList<CustomerRow>> customerRows(Connection &connection, const QList<CustomerId> &ids, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(person,
        connection.prepare(u"SELECT first_name, last_name, email, country FROM customer WHERE id = ?1"_s));
    HABERDASH_TRY_ASSIGN(orders, connection.prepare(ordersSql));
    HABERDASH_TRY_ASSIGN(consent, connection.prepare(consentSql));
    QList<CustomerRow> rows;
    for (const CustomerId id : ids) {
        CustomerRow row;
        row.id = id;
        HABERDASH_TRY(person.bind(1, id).step());
        row.email = person.text(2);
        row.name = nameFrom(person.text(0), person.text(1), row.email, id);
        row.country = person.text(3);
        person.reset();
        HABERDASH_TRY(orders.bind(1, id).bind(2, asOf).step());
        row.orders = orders.integer(0);
        row.spent = orders.integer(1);
        row.lastOrder = orders.optionalTimestamp(3);
        orders.reset();
        HABERDASH_TRY_ASSIGN(asked, consent.bind(1, id).bind(2, asOf).step());
        if (asked)
            row.emailConsent = consent.text(0);
        consent.reset();
        rows.append(std::move(row));
    }
    return rows;
}

} // namespace haberdash::store
