// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/audit/clean_shop.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "n" with the numbers 1 to `last`, in front of a statement.
QString numbers(int last)
{
    return u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "_s.arg(last);
}

/// Letters that differ for each number below 17,576: names have no digits.
const auto letters = u"char(97 + i / 676 % 26) || char(97 + i / 26 % 26) || char(97 + i % 26)"_s;
/// Milliseconds before the instant of the audit.
const auto before = u"1782777600000 - "_s;

} // namespace

void runAll(store::Connection &connection, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (const auto done = connection.execute(statement); !done)
            qFatal("%s\n%s", qPrintable(statement), qPrintable(done.error().detail));
    }
}

void fillCleanShop(store::Connection &connection)
{
    runAll(connection,
        {
            u"BEGIN"_s,
            u"INSERT INTO import_batch (id, started_at, finished_at, state) VALUES (1, 1, 2, 'done')"_s,
            u"INSERT INTO import_file (batch_id, path, format, digest, byte_count, rows_read, rows_accepted, "
            u"rows_rejected) VALUES (1, 'customers.csv', 'Customers', 'aa', 1, 1000, 1000, 0), (1, "
            u"'orders.csv', "
            u"'Orders', 'bb', 1, 5000, 5000, 0)"_s,
            numbers(1000)
                + u"INSERT INTO customer (id, email, first_name, last_name, phone, country, postcode, "
                  u"birthday, "
                  u"created_at, attributes, batch_id) SELECT i, 'person' || i || '@shopper.example', "
                  u"CASE i % 4 WHEN 0 THEN 'Ada' WHEN 1 THEN 'José' WHEN 2 THEN '健' ELSE 'Mary Ann' END, 'Li' || "_s
                + letters + u", '+49 30 ' || (1000000 + i * 37), 'DE', '10115', '1980-05-17', "_s + before
                + u"(400 * 86400000 + i * 3600000), json_object('height', 150 + i % 50, 'shoes', 'size ' || i % 9), 1 FROM n"_s,
            numbers(1000)
                + u"INSERT INTO postal_address (customer_id, kind, line1, postcode) SELECT i, 'default', i "
                  u"|| ' Mill "
                  u"Lane', '10115' FROM n"_s,
            numbers(1000)
                + u"INSERT INTO identity (kind, key, customer_id) SELECT 'id', 'shopify:' || i, i FROM n"_s,
            numbers(1000)
                + u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, proof, "
                  u"occurred_at, "
                  u"recorded_at) SELECT i, 'email', CASE i % 3 WHEN 0 THEN 'not_subscribed' ELSE "
                  u"'subscribed' END, "
                  u"'consent', 'form', 'form 7, 10.0.0.1', "_s
                + before + u"380 * 86400000, 1 FROM n"_s,
            numbers(60)
                + u"INSERT INTO product (id, handle, title, description, vendor, category, image_url) SELECT "
                  u"i, 'article-' "
                  u"|| i, 'Article ' || i, 'Fine', 'Maker', 'Things', 'img/' || i || '.jpg' FROM n"_s,
            numbers(120)
                + u"INSERT INTO variant (id, product_id, title, sku, price, compare_at_price, cost, stock) "
                  u"SELECT i, (i + "
                  u"1) / 2, CASE i % 2 WHEN 0 THEN 'L' ELSE 'M' END, 'SKU-' || i, 2000 + i * 10, 3000 + i * "
                  u"10, 900, 12 "
                  u"FROM n"_s,
            u"INSERT INTO coupon (id, code, kind, value, starts_at, ends_at, usage_limit) VALUES (1, 'TEN', "
            u"'percentage', "
            u"10, 1700000000000, 1800000000000, 5000), (2, 'SHIP', 'shipping', NULL, NULL, NULL, NULL)"_s,
            // Two articles, ten per cent off for some, shipping and tax: the total adds up. Eight or nine a
            // day.
            numbers(5000)
                + u"INSERT INTO shop_order (id, source, external_id, name, customer_id, placed_at, currency, "
                  u"subtotal, "
                  u"discount, shipping, tax, total, refunded, financial_status, coupon_code) SELECT i, "
                  u"'shopify', i, '#' "
                  u"|| (1000 + i), 1 + i % 1000, "_s
                + before
                + u"(i * 6307200 + 7654321), 'USD', 4000 + i % 50 * 100, CASE i % 10 WHEN 0 THEN 400 ELSE 0 "
                  u"END, 590, "
                  u"300, 4000 + i % 50 * 100 - CASE i % 10 WHEN 0 THEN 400 ELSE 0 END + 590 + 300, CASE i % "
                  u"40 WHEN 7 "
                  u"THEN 500 ELSE 0 END, CASE i % 40 WHEN 7 THEN 'partially_refunded' ELSE 'paid' END, CASE "
                  u"i % 10 WHEN 0 "
                  u"THEN 'ten' END FROM n"_s,
            u"INSERT INTO order_line (order_id, line, product_id, title, sku, quantity, unit_price) SELECT "
            u"id, 1, 1 + id % "
            u"60, 'Article', 'SKU-1', 2, 1500 FROM shop_order"_s,
            u"INSERT INTO order_line (order_id, line, product_id, title, sku, quantity, unit_price) SELECT "
            u"id, 2, 1 + id % "
            u"59, 'Article', 'SKU-2', 1, 1000 + id % 50 * 100 FROM shop_order"_s,
            u"INSERT INTO refund (order_id, amount) SELECT id, refunded FROM shop_order WHERE refunded > 0"_s,
            numbers(18250)
                + u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key) SELECT 1 + i * 7 % 1000, "_s
                + before
                + u"(i * 1728000 + 12345), (SELECT id FROM event_type WHERE name = 'product_view'), i FROM n"_s,
            numbers(10) + u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key) SELECT c.id, "_s
                + before
                + u"(i * 30 * 86400000 + 500000), (SELECT id FROM event_type WHERE name = 'email_sent'), i FROM n, customer c WHERE c.id % 3 <> 0"_s,
            u"COMMIT"_s,
        });
}

} // namespace haberdash::test
