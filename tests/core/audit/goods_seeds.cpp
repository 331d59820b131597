// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/audit/audit_seeds.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

QList<AuditSeed> goodsSeeds()
{
    const auto ones = u"SELECT id FROM product WHERE id % 7 = 1"_s;
    const auto variants = u"SELECT id FROM variant WHERE id % 7 = 1"_s;
    // What is no longer sold may lack anything.
    const auto archived = u"UPDATE product SET status = 'archived' WHERE id % 7 = 2"_s;
    return {
        {u"goods.no-price"_s,
            {archived,
                u"UPDATE variant SET price = CASE id % 2 WHEN 0 THEN NULL ELSE 0 END WHERE product_id % 7 IN (1, 2)"_s},
            ones},
        {u"goods.no-picture"_s,
            {archived,
                u"UPDATE product SET image_url = CASE id % 2 WHEN 0 THEN NULL ELSE '' END WHERE id % 7 IN (1, 2, 3)"_s,
                u"UPDATE variant SET image_url = 'v.jpg' WHERE product_id % 7 = 3"_s},
            ones},
        {u"goods.no-category"_s,
            {archived,
                u"UPDATE product SET category = CASE id % 2 WHEN 0 THEN NULL ELSE ' ' END WHERE id % 7 IN (1, 2)"_s},
            ones},
        {u"goods.only-in-orders"_s,
            {u"INSERT INTO product (id, handle, title) VALUES (100001, 'only-1', 'Only'), (100002, 'only-2', "
             u"'Only'), (100003, "
             u"'only-3', 'Not only')"_s,
                u"INSERT INTO variant (product_id, price) VALUES (100003, 5)"_s},
            u"VALUES (100001), (100002)"_s},
        {u"goods.stock-negative"_s,
            {u"UPDATE variant SET stock = CASE id % 7 WHEN 1 THEN -1 ELSE 0 END WHERE id % 7 IN (1, 2)"_s},
            variants},
        {u"goods.sku-twice"_s,
            {u"UPDATE variant SET sku = (SELECT lower(v.sku) FROM variant v WHERE v.id = variant.id - 1) WHERE id % 7 = 2"_s,
                u"UPDATE variant SET sku = NULL WHERE id % 7 IN (4, 5)"_s},
            u"SELECT id FROM variant v WHERE id % 7 = 2 OR (id % 7 = 1 AND EXISTS (SELECT 1 FROM variant w "
            u"WHERE w.id = v.id "
            u"+ 1))"_s},
        {u"goods.compare-price"_s,
            {u"UPDATE variant SET compare_at_price = price + CASE id % 7 WHEN 1 THEN -1 ELSE 0 END WHERE id % 7 IN (1, 2)"_s},
            variants},
        {u"goods.cost-above-price"_s,
            {u"UPDATE variant SET cost = price + CASE id % 7 WHEN 1 THEN 1 ELSE 0 END WHERE id % 7 IN (1, 2)"_s},
            variants},
        {u"goods.coupon-overused"_s,
            {u"INSERT INTO coupon (id, code, usage_limit) VALUES (9001, 'ONCE', 1), (9002, 'TWICE', 2)"_s,
                u"UPDATE shop_order SET coupon_code = 'once,twice' WHERE id IN (SELECT id FROM shop_order "
                u"WHERE kind = 'sale' "
                u"AND cancelled_at IS NULL ORDER BY id LIMIT 2)"_s},
            u"VALUES (9001)"_s},
    };
}

QList<AuditSeed> sourceSeeds()
{
    const auto people = [](int first, int count) {
        return u"WITH RECURSIVE n(i) AS (SELECT %1 UNION ALL SELECT i + 1 FROM n WHERE i < %2) INSERT INTO "
               u"customer (id, "
               u"email, first_name) SELECT i, 'new' || i || '@shopper.example', 'Ada' FROM n"_s.arg(first)
                   .arg(first + count - 1);
    };
    const auto file = [](int id, const QString &path, const QString &digest, int rejected) {
        return u"INSERT INTO import_file (batch_id, path, format, digest, byte_count, rows_read, "
               u"rows_accepted, "
               u"rows_rejected) VALUES (%1, '/in/%2', 'Orders', '%3', 1, 10, %4, %5)"_s.arg(id)
                   .arg(path, digest)
                   .arg(10 - rejected)
                   .arg(rejected);
    };
    const auto batches
        = u"INSERT INTO import_batch (id, started_at, state) VALUES (901, 1, 'done'), (902, 2, 'undone')"_s;
    return {
        {u"events.date-impossible"_s,
            {u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key) SELECT id, CASE id % 101 "
             u"WHEN 2 THEN "
             u"1782777600000 WHEN 1 THEN CASE id % 2 WHEN 0 THEN 1782777600001 ELSE -1 END END, 1, -id FROM "
             u"customer WHERE "
             u"id % 101 IN (1, 2)"_s},
            u"SELECT id FROM customer WHERE id % 101 = 1"_s},
        {u"events.gap"_s,
            {u"DELETE FROM event WHERE occurred_at >= 1778558400000 AND occurred_at < 1778558400000 + 2 * "
             u"86400000 AND type_id = "
             u"(SELECT id FROM event_type WHERE name = 'product_view')"_s},
            u"VALUES ('2026-05-12'), ('2026-05-13')"_s},
        {u"sources.stale"_s,
            {u"INSERT INTO shop_order (source, external_id, name, placed_at, currency, subtotal, discount, "
             u"shipping, tax, "
             u"total, refunded) SELECT 'till', id, 'T' || id, placed_at - 60 * 86400000, currency, 0, 0, 0, "
             u"0, 0, 0 FROM "
             u"shop_order WHERE id % 5 = 0"_s},
            u"VALUES ('till')"_s},
        {u"sources.people-without-history"_s, {people(500001, 25)},
            u"SELECT id FROM customer WHERE id BETWEEN 500001 AND 500025"_s},
        {u"sources.buyers-without-profile"_s,
            {u"UPDATE customer SET email = NULL, first_name = NULL, last_name = '', company = NULL, phone = "
             u"NULL WHERE id % 101 "
             u"IN (1, 2)"_s,
                u"UPDATE customer SET phone = '+49301234567' WHERE id % 101 = 2"_s},
            u"SELECT id FROM customer c WHERE id % 101 = 1 AND EXISTS (SELECT 1 FROM shop_order WHERE customer_id = c.id)"_s},
        {u"sources.silos"_s,
            {people(500001, 30),
                u"INSERT INTO identity (kind, key, customer_id) SELECT 'id', 'klaviyo:' || id, id FROM "
                u"customer WHERE id BETWEEN "
                u"500001 AND 500030"_s,
                // One person in both, and a source of too few people.
                u"INSERT INTO identity (kind, key, customer_id) SELECT 'id', 'mailchimp:' || id, id FROM "
                u"customer WHERE id "
                u"BETWEEN 500002 AND 500030 OR id = 5"_s,
                u"INSERT INTO identity (kind, key, customer_id) SELECT 'id', 'market:' || id, id FROM "
                u"customer WHERE id "
                u"BETWEEN 500012 AND 500030"_s},
            u"VALUES ('klaviyo and shopify')"_s},
        {u"sources.rejected-rows"_s,
            {batches, file(901, u"bad.csv"_s, u"c1"_s, 3), file(901, u"good.csv"_s, u"c2"_s, 0),
                file(902, u"undone.csv"_s, u"c3"_s, 3)},
            u"VALUES ('bad.csv')"_s},
        {u"sources.file-twice"_s,
            {batches, file(901, u"again.csv"_s, u"c1"_s, 0), file(901, u"copy.csv"_s, u"c1"_s, 0),
                file(902, u"undone.csv"_s, u"c1"_s, 0)},
            u"VALUES ('copy.csv')"_s},
    };
}

} // namespace haberdash::test
