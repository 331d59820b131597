-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5. What segments ask of orders and of their lines, in the shop's currency: see version 3.

DROP VIEW shop_order_value;
CREATE VIEW shop_order_value AS
SELECT id, customer_id, kind, placed_at, cancelled_at, channel, coupon_code, financial_status, currency, rate,
    CASE rate WHEN 1000000000 THEN total ELSE CAST(round(total * rate / 1e9) AS INTEGER) END AS total,
    CASE rate WHEN 1000000000 THEN refunded ELSE CAST(round(refunded * rate / 1e9) AS INTEGER) END AS refunded,
    CASE rate WHEN 1000000000 THEN discount ELSE CAST(round(discount * rate / 1e9) AS INTEGER) END AS discount
FROM (SELECT o.*,
          CASE WHEN o.currency = (SELECT value FROM setting WHERE key = 'currency') THEN 1000000000
          ELSE (SELECT r.rate FROM exchange_rate r WHERE r.currency = o.currency AND r.valid_from <= o.placed_at
                ORDER BY r.valid_from DESC LIMIT 1) END AS rate
      FROM shop_order o);

-- A line with what it came to (pieces times price, without its discount), and its order beside it.
CREATE VIEW order_line_value AS
SELECT l.order_id, l.line, l.product_id, l.variant_id, l.title, l.sku, l.quantity,
    o.customer_id, o.kind, o.placed_at, o.cancelled_at, o.channel, o.coupon_code, o.rate,
    CASE o.rate WHEN 1000000000 THEN l.unit_price
        ELSE CAST(round(l.unit_price * o.rate / 1e9) AS INTEGER) END AS unit_price,
    CASE o.rate WHEN 1000000000 THEN l.quantity * l.unit_price - l.discount
        ELSE CAST(round((l.quantity * l.unit_price - l.discount) * o.rate / 1e9) AS INTEGER) END AS value
FROM order_line l JOIN shop_order_value o ON o.id = l.order_id;
