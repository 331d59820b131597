-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 6. Coupons of one's own for each customer. The table `coupon` has the discounts that the shop told us of; these
-- are the ones that we give out.

-- What a code of the set is good for, and where its codes come from. value: thousandths of the price for 'percentage',
-- minor units for 'amount'. A code ends at ends_at, or with the day days_valid days after it was given; or never.
CREATE TABLE coupon_set (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind TEXT NOT NULL CHECK (kind IN ('percentage', 'amount', 'shipping', 'other')),
    value INTEGER CHECK (value > 0),
    minimum_order INTEGER CHECK (minimum_order > 0),
    note TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL CHECK (source IN ('pool', 'generator')),
    prefix TEXT NOT NULL DEFAULT '',
    letters INTEGER NOT NULL DEFAULT 0,
    ends_at INTEGER,
    days_valid INTEGER CHECK (days_valid >= 0),
    scope TEXT NOT NULL CHECK (scope IN ('occasion', 'customer')),
    created_at INTEGER NOT NULL,
    CHECK (ends_at IS NULL OR days_valid IS NULL),
    CHECK ((value IS NOT NULL) = (kind IN ('percentage', 'amount')))
) STRICT;

-- One row for each code, for ever: a code that was given stays given, also when its customer is erased or removed. Codes
-- differ in more than the case of their letters, over all sets. given_at is NULL while it is free. After a merge
-- former_customer_id tells whose it was, since both records may have one for the same occasion.
CREATE TABLE coupon_code (
    id INTEGER PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES coupon_set,
    code TEXT NOT NULL UNIQUE COLLATE NOCASE,
    customer_id INTEGER REFERENCES customer ON DELETE SET NULL,
    occasion TEXT NOT NULL DEFAULT '',
    given_at INTEGER,
    expires_at INTEGER,
    former_customer_id INTEGER NOT NULL DEFAULT 0,
    CHECK (given_at IS NOT NULL OR (customer_id IS NULL AND expires_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX coupon_code_of_customer ON coupon_code (customer_id, set_id, occasion, former_customer_id)
    WHERE customer_id IS NOT NULL;
CREATE INDEX coupon_code_free ON coupon_code (set_id) WHERE given_at IS NULL;
CREATE INDEX coupon_code_by_set ON coupon_code (set_id, expires_at);
CREATE TRIGGER coupon_code_is_never_free_again BEFORE UPDATE OF given_at ON coupon_code
WHEN old.given_at IS NOT NULL AND new.given_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a code that was given is never free again');
END;

-- Which codes came back as orders.
CREATE INDEX shop_order_by_coupon ON shop_order (coupon_code COLLATE NOCASE) WHERE coupon_code IS NOT NULL;
