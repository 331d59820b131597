// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/store_point.h"

#include <algorithm>

namespace haberdash::facts {

using namespace Qt::Literals::StringLiterals;

Result<StorePoint> storePoint(store::Connection &connection)
{
    StorePoint point;
    const std::pair<qint64 *, QString> numbers[] = {
        {&point.batch, u"SELECT coalesce(max(id), 0) FROM import_batch"_s},
        {&point.consent, u"SELECT coalesce(max(id), 0) FROM consent_entry"_s},
        {&point.message, u"SELECT coalesce(max(id), 0) FROM outbox"_s},
        {&point.messagesChanged,
            u"SELECT coalesce(max(max(coalesce(finished_at, 0), coalesce(claimed_at, 0), planned_at)), 0) FROM outbox"_s},
        {&point.suppressions, u"SELECT count(*) FROM suppression"_s},
        {&point.suppressed, u"SELECT coalesce(max(created_at), 0) FROM suppression"_s},
        {&point.customers, u"SELECT count(*) FROM customer"_s}};
    for (const auto &[number, sql] : numbers) {
        HABERDASH_TRY_ASSIGN(value, connection.integer(sql));
        *number = value;
    }
    for (const QString &sql :
        {u"SELECT count(undone_at) FROM import_batch"_s, u"SELECT count(*) FROM erased_key"_s,
            u"SELECT group_concat(value) FROM setting WHERE key = 'currency'"_s,
            u"SELECT group_concat(currency || valid_from || '=' || rate) FROM exchange_rate"_s,
            u"SELECT group_concat(c.name || v.position || v.name) FROM campaign c JOIN campaign_variant v ON "
            u"v.campaign_id = c.id"_s,
            u"SELECT group_concat(name || coalesce(campaign_id, '')) FROM experiment"_s}) {
        HABERDASH_TRY_ASSIGN(statement, connection.prepare(sql));
        HABERDASH_TRY(statement.step());
        point.foundations += statement.text(0).toUtf8() + '\n';
    }
    return point;
}

Result<std::optional<std::vector<CustomerId>>> changedSince(
    store::Connection &connection, const StorePoint &then, const StorePoint &now)
{
    const std::optional<std::vector<CustomerId>> all;
    if (now.foundations != then.foundations || now.customers < then.customers || now.batch < then.batch
        || now.suppressions < then.suppressions)
        return all;
    HABERDASH_TRY_ASSIGN(moved,
        connection.integer(
            u"SELECT (SELECT count(*) FROM import_batch WHERE id > %1 AND (kind <> 'import' OR "
            u"customers_merged > 0)) "
            u"+ (SELECT count(*) FROM change_log WHERE batch_id > %1 AND table_name = 'variant' AND "
            u"json_extract(before, '$.title') IS NOT json_extract(after, '$.title'))"_s.arg(then.batch)));
    if (moved > 0)
        return all;
    // What the log says of rows that were there before: whole rows, each with its customer or its order.
    HABERDASH_TRY_ASSIGN(statement,
        connection.prepare(
            u"SELECT customer_id FROM event WHERE batch_id > ?1 UNION ALL "
            u"SELECT customer_id FROM shop_order WHERE batch_id > ?1 AND customer_id IS NOT NULL UNION ALL "
            u"SELECT o.customer_id FROM order_line l JOIN shop_order o ON o.id = l.order_id WHERE l.batch_id "
            u"> ?1 "
            u"AND o.customer_id IS NOT NULL UNION ALL "
            u"SELECT id FROM customer WHERE batch_id > ?1 UNION ALL "
            u"SELECT customer_id FROM customer_tag WHERE batch_id > ?1 UNION ALL "
            u"SELECT customer_id FROM identity WHERE batch_id > ?1 UNION ALL "
            u"SELECT customer_id FROM loyalty_account WHERE batch_id > ?1 UNION ALL "
            u"SELECT customer_id FROM consent_entry WHERE id > ?2 UNION ALL "
            u"SELECT customer_id FROM outbox WHERE id > ?3 OR max(coalesce(finished_at, 0), "
            u"coalesce(claimed_at, 0), "
            u"planned_at) >= ?4 UNION ALL "
            u"SELECT i.customer_id FROM suppression s CROSS JOIN identity i ON i.kind = 'email' AND i.key = "
            u"s.address_key "
            u"WHERE s.created_at >= ?5 OR s.batch_id > ?1 UNION ALL "
            u"SELECT json_extract(coalesce(after, before), '$.id') FROM change_log WHERE batch_id > ?1 AND "
            u"table_name = 'customer' UNION ALL "
            u"SELECT o.customer_id FROM change_log c JOIN shop_order o ON o.id = "
            u"json_extract(coalesce(c.after, "
            u"c.before), '$.order_id') WHERE c.batch_id > ?1 AND o.customer_id IS NOT NULL UNION ALL "
            u"SELECT json_extract(side.value, '$.customer_id') AS customer FROM change_log c, "
            u"json_each(json_array("
            u"json(coalesce(c.before, '{}')), json(coalesce(c.after, '{}')))) side WHERE c.batch_id > ?1 AND "
            u"customer IS NOT NULL"_s));
    statement.bind(1, then.batch)
        .bind(2, then.consent)
        .bind(3, then.message)
        .bind(4, then.messagesChanged)
        .bind(5, then.suppressed);
    std::vector<CustomerId> customers;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, statement.step());
        if (!more)
            break;
        customers.push_back(statement.id<CustomerId>(0));
    }
    // Sorted here: asked for an order, SQLite would walk through large tables by it.
    std::sort(customers.begin(), customers.end());
    customers.erase(std::unique(customers.begin(), customers.end()), customers.end());
    return std::optional(std::move(customers));
}

} // namespace haberdash::facts
