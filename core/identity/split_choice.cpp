// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to choose from before a record is split, and what somebody chose in writing.
#include "core/base/email_address.h"
#include "core/identity/split.h"

namespace haberdash::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

/// As written, or with the "#" that shops put before it.
Result<> addOrder(store::Connection &connection, const QString &name, SplitWish &wish)
{
    HABERDASH_TRY_ASSIGN(find,
        connection.prepare(
            u"SELECT id FROM shop_order WHERE customer_id = ?1 AND (name IN (?2, '#' || ?2) OR external_id = ?2)"_s));
    find.bind(1, wish.from).bind(2, name);
    QList<OrderId> found;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, find.step());
        if (!more)
            break;
        found.append(find.id<OrderId>(0));
    }
    if (found.isEmpty())
        return failure(Error::Code::NotFound,
            u"Customer %1 has no order “%2”. Nothing was changed."_s.arg(wish.from.value()).arg(name));
    wish.orders.append(found);
    return {};
}

} // namespace

Result<QList<SplittableOrder>> splittableOrders(store::Connection &connection, CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT id, name, placed_at, total, currency, (SELECT group_concat(title, ', ') FROM "
            u"(SELECT title FROM order_line WHERE order_id = shop_order.id ORDER BY line)) "
            u"FROM shop_order WHERE customer_id = ?1 ORDER BY placed_at DESC, id DESC"_s));
    rows.bind(1, customer);
    QList<SplittableOrder> orders;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return orders;
        HABERDASH_TRY_ASSIGN(currency, CurrencyCode::fromString(rows.text(4)));
        orders.append({rows.id<OrderId>(0), rows.text(1), rows.timestamp(2), Money(rows.integer(3), currency),
            rows.text(5)});
    }
}

Result<> addToWish(store::Connection &connection, const QString &text, SplitWish &wish)
{
    const QString kind = text.section(u':', 0, 0);
    const QString key = text.section(u':', 1).trimmed();
    if (!key.isEmpty() && kind == u"email"_s) {
        std::string mailbox;
        makeAddressKey(key.toStdString(), mailbox);
        wish.identities.append({kind, QString::fromStdString(mailbox)});
        return {};
    }
    if (!key.isEmpty() && (kind == u"phone"_s || kind == u"id"_s)) {
        wish.identities.append({kind, key});
        return {};
    }
    if (!key.isEmpty() && kind == u"order"_s)
        return addOrder(connection, key, wish);
    if (kind == u"event"_s && key.contains(u':')) {
        wish.events.append({key.section(u':', 0, 0), key.section(u':', 1)});
        return {};
    }
    return failure(Error::Code::Invalid,
        u"“%1” is nothing that can go to another person. Write email:ADDRESS, phone:NUMBER, id:SHOP:NUMBER, "
        u"order:NAME or event:SHOP:NUMBER. Nothing was changed."_s.arg(text));
}

} // namespace haberdash::identity
