// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/audit/audit_seeds.h"

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;

QList<AuditSeed> orderSeeds()
{
    const auto ones = u"SELECT id FROM shop_order WHERE id % 211 = 1"_s;
    // Sales that stand, without refund and discount: the plain ground for faults of amounts.
    const auto plain = u"kind = 'sale' AND cancelled_at IS NULL AND refunded = 0 AND discount = 0"_s;
    const QString plainOnes = u"SELECT id FROM shop_order WHERE id % 211 = 1 AND "_s + plain;
    const auto sales = u"kind = 'sale' AND cancelled_at IS NULL"_s;
    return {
        {u"orders.date-impossible"_s,
            {u"UPDATE shop_order SET placed_at = CASE id % 3 WHEN 0 THEN 1782777600001 WHEN 1 THEN 0 ELSE "
             u"946684799999 END "
             u"WHERE id % 211 = 1"_s,
                u"UPDATE shop_order SET placed_at = CASE id % 2 WHEN 0 THEN 1782777600000 ELSE 946684800000 "
                u"END WHERE id % "
                u"211 = 2"_s},
            ones},
        {u"orders.before-sign-up"_s,
            {u"UPDATE customer SET created_at = (SELECT min(placed_at) FROM shop_order WHERE customer_id = "
             u"customer.id) + "
             u"CASE id % 101 WHEN 1 THEN 86400000 ELSE 86399999 END WHERE id % 101 IN (1, 2)"_s},
            u"SELECT o.id FROM shop_order o JOIN customer c ON c.id = customer_id WHERE placed_at + 86400000 <= created_at"_s},
        {u"orders.nobody"_s, {u"UPDATE shop_order SET customer_id = NULL WHERE id % 211 = 1"_s},
            ones + u" AND kind = 'sale'"_s},
        {u"orders.no-lines"_s,
            {u"DELETE FROM order_line WHERE order_id % 211 = 1"_s,
                // What an import leaves of a file without lines.
                u"INSERT INTO order_line (order_id, line, title, quantity, unit_price) SELECT id, 1, '', 1, "
                u"0 FROM shop_order "
                u"WHERE id % 422 = 1"_s},
            ones},
        {u"orders.unknown-article"_s,
            {u"UPDATE order_line SET product_id = NULL, variant_id = NULL WHERE order_id % 211 = 1 AND line = 1"_s},
            ones},
        {u"orders.currency"_s, {u"UPDATE shop_order SET currency = 'GBP' WHERE id % 211 = 1"_s}, ones},
        {u"orders.test"_s,
            {u"UPDATE shop_order SET note = CASE id % 3 WHEN 0 THEN 'Test order, please ignore' ELSE note "
             u"END, name = CASE "
             u"id % 3 WHEN 1 THEN 'TEST-' || id ELSE name END, coupon_code = CASE id % 3 WHEN 2 THEN "
             u"'100off-test' ELSE "
             u"coupon_code END WHERE id % 211 = 1"_s,
                u"UPDATE shop_order SET note = 'The latest contest', coupon_code = 'TESTAROSSA' WHERE id % 211 = 2"_s,
                u"UPDATE customer SET email = CASE id % 101 WHEN 1 THEN 'test' || id || '@shopper.example' "
                u"ELSE 'testino' || "
                u"id || '@shopper.example' END WHERE id % 101 IN (1, 2)"_s},
            u"SELECT id FROM shop_order WHERE kind = 'sale' AND cancelled_at IS NULL AND (id % 211 = 1 OR "
            u"customer_id % 101 = "
            u"1)"_s},
        {u"orders.total-negative"_s, {u"UPDATE shop_order SET total = -total WHERE id % 211 = 1"_s},
            ones + u" AND "_s + sales},
        {u"orders.sum"_s,
            {u"UPDATE shop_order SET total = total + CASE id % 3 WHEN 0 THEN 3 WHEN 1 THEN -3 ELSE 5000 END "
             u"WHERE id % 211 = "
             u"1"_s,
                u"UPDATE shop_order SET total = total + CASE id % 2 WHEN 0 THEN 2 ELSE -2 END WHERE id % 211 = 2"_s,
                // The tax may be inside.
                u"UPDATE shop_order SET total = total - tax WHERE id % 211 = 3"_s},
            ones},
        {u"orders.refund-above-total"_s,
            {u"UPDATE shop_order SET refunded = total + 3 WHERE id % 211 = 1"_s,
                u"UPDATE shop_order SET refunded = total + 2 WHERE id % 211 = 2"_s},
            ones},
        {u"orders.refund-mismatch"_s,
            {u"INSERT INTO refund (order_id, amount) SELECT id, 100 FROM shop_order WHERE id % 633 = 1"_s,
                u"UPDATE shop_order SET financial_status = 'refunded' WHERE id % 633 = 212 AND refunded = 0"_s,
                u"UPDATE shop_order SET financial_status = 'partially_refunded' WHERE id % 633 = 423 AND refunded = 0"_s,
                u"UPDATE shop_order SET financial_status = 'refunded', refunded = total WHERE id % 211 = 2"_s,
                u"DELETE FROM refund WHERE order_id % 211 IN (2, 3)"_s,
                u"INSERT INTO refund (order_id, amount) SELECT id, total FROM shop_order WHERE id % 211 = 2"_s},
            u"SELECT id FROM shop_order WHERE id % 633 = 1 OR (id % 633 IN (212, 423) AND refunded = 0)"_s},
        {u"orders.discount-above-goods"_s,
            {u"UPDATE shop_order SET discount = (SELECT sum(quantity * unit_price) FROM order_line WHERE "
             u"order_id = id) + "
             u"shipping + CASE id % 2 WHEN 0 THEN 3 ELSE 9000 END WHERE id % 422 = 1 AND "_s
                    + plain,
                u"UPDATE order_line SET discount = quantity * unit_price + 1 WHERE order_id % 422 = 212 AND line = 1"_s,
                u"UPDATE shop_order SET discount = (SELECT sum(quantity * unit_price) FROM order_line WHERE "
                u"order_id = id) "
                u"WHERE id % 211 = 2"_s},
            u"SELECT id FROM shop_order WHERE (id % 422 = 1 AND kind = 'sale' AND cancelled_at IS NULL AND "
            u"refunded = 0 AND "
            u"discount > 0 AND discount > subtotal) OR (id % 422 = 212 AND "_s
                + sales + u')'},
        {u"orders.line-negative"_s,
            {u"UPDATE order_line SET quantity = -quantity WHERE order_id % 211 = 1 AND line = 1"_s},
            ones + u" AND "_s + sales},
        {u"orders.number-twice"_s,
            {u"UPDATE shop_order SET name = (SELECT lower(o.name) || ' ' FROM shop_order o WHERE o.id = "
             u"shop_order.id - 1) WHERE "
             u"id % 211 = 2"_s},
            u"SELECT id FROM shop_order o WHERE id % 211 = 2 OR (id % 211 = 1 AND EXISTS (SELECT 1 FROM "
            u"shop_order p WHERE "
            u"p.id = o.id + 1))"_s},
        {u"orders.twice"_s,
            {u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, "
             u"subtotal, discount, "
             u"shipping, tax, total, refunded) SELECT source, 'again' || id, 'again' || id, customer_id, "
             u"placed_at + CASE id "
             u"% 211 WHEN 1 THEN 0 ELSE 1000 END, currency, subtotal, discount, shipping, tax, total, "
             u"refunded FROM "
             u"shop_order WHERE id % 211 IN (1, 2) AND customer_id IS NOT NULL AND "_s
                + plain},
            u"SELECT id FROM shop_order WHERE (id % 211 = 1 AND external_id NOT LIKE 'again%' AND customer_id IS NOT NULL AND "_s
                + plain
                + u") OR (external_id LIKE 'again%' AND CAST(substr(external_id, 6) AS INTEGER) % 211 = 1)"_s},
        {u"orders.midnight"_s,
            {u"UPDATE shop_order SET placed_at = placed_at / 86400000 * 86400000 WHERE id % 211 IN (1, 2, 3)"_s},
            u"SELECT id FROM shop_order WHERE id % 211 IN (1, 2, 3)"_s},
        {u"orders.value-outlier"_s,
            {u"UPDATE shop_order SET total = CASE id % 2 WHEN 0 THEN 90000000 ELSE 1 END WHERE id % 211 = 1 AND "_s
                + plain},
            plainOnes},
        {u"orders.coupon-expired"_s,
            {u"INSERT INTO coupon (code, starts_at, ends_at) VALUES ('OLD', NULL, 1000000000000), ('SOON', "
             u"1782777600000, "
             u"NULL), ('EVER', 946684800000, 1782777600000)"_s,
                u"UPDATE shop_order SET coupon_code = CASE id % 3 WHEN 0 THEN 'old' WHEN 1 THEN 'SOON' ELSE "
                u"'EVER, OLD' END "
                u"WHERE id % 211 = 1"_s,
                u"UPDATE shop_order SET coupon_code = 'EVER' WHERE id % 211 = 2"_s},
            ones + u" AND "_s + sales},
        {u"orders.coupon-unknown"_s,
            {u"INSERT OR IGNORE INTO coupon (code) SELECT DISTINCT coupon_code FROM shop_order WHERE "
             u"coupon_code IS NOT "
             u"NULL"_s,
                u"INSERT INTO coupon (code) VALUES ('KNOWN')"_s,
                u"UPDATE shop_order SET coupon_code = CASE id % 211 WHEN 1 THEN 'GHOST' ELSE ' known ,KNOWN' "
                u"END WHERE id % "
                u"211 IN (1, 2)"_s},
            ones + u" AND "_s + sales},
        // Two whole days and the nine tenths of a third; the zone of the shop is four hours behind in summer.
        {u"orders.gap"_s,
            {u"DELETE FROM shop_order WHERE placed_at >= 1778558400000 AND placed_at < 1778558400000 + 2 * 86400000"_s,
                u"DELETE FROM shop_order WHERE placed_at >= 1779163200000 AND placed_at < 1779163200000 + 86400000"_s},
            u"VALUES ('2026-05-12'), ('2026-05-13'), ('2026-05-19')"_s},
    };
}

} // namespace haberdash::test
