-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3. Amounts in another currency than the shop's stay as they were said and count by a table of rates; events
-- keep what their source said of them beyond the common columns.

-- What one minor unit of a currency (a US cent, a whole yen) is worth in minor units of the shop's currency, in
-- billionths, from an instant until the next one of the same currency.
CREATE TABLE exchange_rate (
    currency TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    rate INTEGER NOT NULL CHECK (rate > 0),
    source TEXT NOT NULL,
    PRIMARY KEY (currency, valid_from)
) STRICT, WITHOUT ROWID;

-- NULL: the shop's own.
ALTER TABLE event ADD COLUMN currency TEXT;
-- Further columns of the file, by their names: {"Reason": "too small", "Status": "closed"}.
ALTER TABLE event ADD COLUMN details TEXT CHECK (details IS NULL OR json_valid(details));
CREATE INDEX event_in_other_currency ON event (currency) WHERE currency IS NOT NULL;

-- Orders in the shop's currency: what every sum over orders reads. total and refunded are NULL where no rate is
-- known, so that such an order counts as an order and its amount nowhere. An order of another currency is worth what
-- it was on its day: a refund goes by the rate of its order.
CREATE VIEW shop_order_value AS
SELECT id, customer_id, kind, placed_at, cancelled_at, channel, coupon_code, currency, rate,
    CASE rate WHEN 1000000000 THEN total ELSE CAST(round(total * rate / 1e9) AS INTEGER) END AS total,
    CASE rate WHEN 1000000000 THEN refunded ELSE CAST(round(refunded * rate / 1e9) AS INTEGER) END AS refunded
FROM (SELECT o.*,
          CASE WHEN o.currency = (SELECT value FROM setting WHERE key = 'currency') THEN 1000000000
          ELSE (SELECT r.rate FROM exchange_rate r WHERE r.currency = o.currency AND r.valid_from <= o.placed_at
                ORDER BY r.valid_from DESC LIMIT 1) END AS rate
      FROM shop_order o);

-- Events with amounts in the shop's currency, likewise.
CREATE VIEW event_value AS
SELECT customer_id, occurred_at, type_id, dedupe_key, product_id, reference, details, currency,
    CASE WHEN currency IS NULL THEN value
    ELSE CAST(round(value * (SELECT r.rate FROM exchange_rate r WHERE r.currency = event.currency
        AND r.valid_from <= event.occurred_at ORDER BY r.valid_from DESC LIMIT 1) / 1e9) AS INTEGER) END AS value
FROM event;
