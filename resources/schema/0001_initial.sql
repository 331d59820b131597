-- SPDX-License-Identifier: GPL-3.0-or-later
-- The workspace, version 1. Instants are INTEGER milliseconds since 1970, UTC. Amounts are INTEGER minor units.
-- Rows that an import inserted carry its batch; rows that it changed have their former content in change_log.

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Import ---------------------------------------------------------------------------------------------------------

CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone')),
    customers_new INTEGER NOT NULL DEFAULT 0,
    customers_changed INTEGER NOT NULL DEFAULT 0,
    customers_merged INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE import_file (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES import_batch,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    digest TEXT NOT NULL,
    byte_count INTEGER NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_accepted INTEGER NOT NULL,
    rows_rejected INTEGER NOT NULL,
    reject_path TEXT,
    CHECK (rows_accepted + rows_rejected = rows_read)
) STRICT;
CREATE INDEX import_file_by_digest ON import_file (digest);
CREATE INDEX import_file_by_batch ON import_file (batch_id);

-- What an import changed in rows that were there before it: the former values, as JSON, by column.
CREATE TABLE change_log (
    batch_id INTEGER NOT NULL REFERENCES import_batch,
    sequence INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT NOT NULL CHECK (json_valid(before)),
    PRIMARY KEY (batch_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE mapping (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    header_digest TEXT NOT NULL,
    definition TEXT NOT NULL CHECK (json_valid(definition)),
    saved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mapping_by_header ON mapping (header_digest);

-- People ---------------------------------------------------------------------------------------------------------

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    email TEXT,
    first_name TEXT,
    last_name TEXT,
    company TEXT,
    phone TEXT,
    country TEXT,
    region TEXT,
    city TEXT,
    postcode TEXT,
    language TEXT,
    birthday TEXT,
    note TEXT,
    created_at INTEGER,
    attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
    batch_id INTEGER REFERENCES import_batch
) STRICT;
CREATE INDEX customer_by_name ON customer (last_name COLLATE NOCASE, first_name COLLATE NOCASE);

-- Whatever leads to a customer: kind 'email' (lower case), 'phone', or 'id' ("shopify:6100000000000").
CREATE TABLE identity (
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'id')),
    key TEXT NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    batch_id INTEGER REFERENCES import_batch,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_by_customer ON identity (customer_id);

CREATE TABLE postal_address (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('default', 'billing', 'shipping')),
    name TEXT,
    company TEXT,
    line1 TEXT,
    line2 TEXT,
    city TEXT,
    region TEXT,
    postcode TEXT,
    country TEXT,
    phone TEXT,
    batch_id INTEGER REFERENCES import_batch,
    UNIQUE (customer_id, kind)
) STRICT;

CREATE TABLE customer_tag (
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    tag TEXT NOT NULL,
    batch_id INTEGER REFERENCES import_batch,
    PRIMARY KEY (customer_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_tag_by_tag ON customer_tag (tag, customer_id);

-- The ledger: rows are appended, never changed. The newest row of a channel that is in force at an instant counts.
-- occurred_at is NULL where the source did not say when: then it counts from the beginning.
CREATE TABLE consent_entry (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    state TEXT NOT NULL CHECK (state IN ('subscribed', 'pending', 'not_subscribed', 'unsubscribed')),
    basis TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT,
    actor TEXT,
    occurred_at INTEGER,
    recorded_at INTEGER NOT NULL,
    batch_id INTEGER REFERENCES import_batch
) STRICT;
CREATE INDEX consent_entry_by_customer ON consent_entry (customer_id, channel, id);
CREATE TRIGGER consent_entry_is_never_changed BEFORE UPDATE ON consent_entry
BEGIN
    SELECT RAISE(ABORT, 'consent entries are appended, never changed');
END;

-- Addresses that must not be written to, whatever consent says. Outlives the customer.
CREATE TABLE suppression (
    address_key TEXT PRIMARY KEY,
    reason TEXT NOT NULL CHECK (reason IN ('unsubscribe', 'complaint', 'hard_bounce', 'manual', 'legal')),
    source TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    batch_id INTEGER REFERENCES import_batch
) STRICT, WITHOUT ROWID;

-- Goods ----------------------------------------------------------------------------------------------------------

CREATE TABLE picture (
    id INTEGER PRIMARY KEY,
    media_type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    description TEXT,
    vendor TEXT,
    category TEXT,
    tags TEXT,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'draft', 'archived')),
    url TEXT,
    image_url TEXT,
    image_alt TEXT,
    picture_id INTEGER REFERENCES picture,
    created_at INTEGER,
    batch_id INTEGER REFERENCES import_batch
) STRICT;
CREATE INDEX product_by_category ON product (category);

CREATE TABLE variant (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '',
    sku TEXT,
    barcode TEXT,
    price INTEGER,
    compare_at_price INTEGER,
    cost INTEGER,
    stock INTEGER,
    image_url TEXT,
    batch_id INTEGER REFERENCES import_batch,
    UNIQUE (product_id, title)
) STRICT;
CREATE INDEX variant_by_sku ON variant (sku) WHERE sku IS NOT NULL;

CREATE TABLE coupon (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT,
    kind TEXT NOT NULL DEFAULT 'other' CHECK (kind IN ('percentage', 'amount', 'shipping', 'other')),
    value INTEGER,
    starts_at INTEGER,
    ends_at INTEGER,
    usage_limit INTEGER,
    batch_id INTEGER REFERENCES import_batch
) STRICT;

-- What a coupon is good for, and in which campaign it was given out ('' where the source does not say).
CREATE TABLE coupon_product (
    coupon_id INTEGER NOT NULL REFERENCES coupon ON DELETE CASCADE,
    product_key TEXT NOT NULL,
    campaign TEXT NOT NULL DEFAULT '',
    batch_id INTEGER REFERENCES import_batch,
    PRIMARY KEY (coupon_id, product_key, campaign)
) STRICT, WITHOUT ROWID;

-- What customers did ---------------------------------------------------------------------------------------------

CREATE TABLE shop_order (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- A 'return' is a credit note of its own: its amounts are negative and it is no purchase.
    kind TEXT NOT NULL DEFAULT 'sale' CHECK (kind IN ('sale', 'return')),
    customer_id INTEGER REFERENCES customer ON DELETE SET NULL,
    placed_at INTEGER NOT NULL,
    cancelled_at INTEGER,
    currency TEXT NOT NULL,
    subtotal INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    shipping INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    total INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    financial_status TEXT,
    fulfillment_status TEXT,
    channel TEXT,
    coupon_code TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES import_batch,
    UNIQUE (source, external_id)
) STRICT;
CREATE INDEX shop_order_by_customer ON shop_order (customer_id, placed_at);

CREATE TABLE order_line (
    order_id INTEGER NOT NULL REFERENCES shop_order ON DELETE CASCADE,
    line INTEGER NOT NULL,
    product_id INTEGER REFERENCES product ON DELETE SET NULL,
    variant_id INTEGER REFERENCES variant ON DELETE SET NULL,
    title TEXT NOT NULL,
    sku TEXT,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    discount INTEGER NOT NULL DEFAULT 0,
    batch_id INTEGER REFERENCES import_batch,
    PRIMARY KEY (order_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE refund (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES shop_order ON DELETE CASCADE,
    amount INTEGER NOT NULL,
    refunded_at INTEGER,
    reason TEXT,
    batch_id INTEGER REFERENCES import_batch
) STRICT;
CREATE INDEX refund_by_order ON refund (order_id);

-- Words for the kinds of events, and what their value counts.
CREATE TABLE event_type (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    unit TEXT NOT NULL CHECK (unit IN ('none', 'money', 'count', 'points', 'percent'))
) STRICT;

-- Clustered by customer and time: whoever reads one customer reads neighbours. dedupe_key is a hash of the event's own id
-- where the source has one, else of its content and its position among equal ones, so that a file that comes twice, or
-- overlaps another, changes nothing.
CREATE TABLE event (
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    occurred_at INTEGER NOT NULL,
    type_id INTEGER NOT NULL REFERENCES event_type,
    dedupe_key INTEGER NOT NULL,
    product_id INTEGER REFERENCES product ON DELETE SET NULL,
    value INTEGER,
    reference TEXT,
    batch_id INTEGER,
    PRIMARY KEY (customer_id, occurred_at, type_id, dedupe_key)
) STRICT, WITHOUT ROWID;

-- Segments, emails, campaigns ------------------------------------------------------------------------------------

CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    rule TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE email (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    subject TEXT NOT NULL,
    preheader TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- How mail leaves. Passwords are never here: they are in the keychain of the system.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    host TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security TEXT NOT NULL CHECK (security IN ('plain', 'starttls', 'tls')),
    authentication TEXT NOT NULL CHECK (authentication IN ('none', 'password', 'xoauth2')),
    user_name TEXT NOT NULL DEFAULT '',
    from_name TEXT NOT NULL DEFAULT '',
    from_address TEXT NOT NULL,
    reply_to TEXT NOT NULL DEFAULT '',
    unsubscribe_url TEXT NOT NULL DEFAULT '',
    unsubscribe_address TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    rule TEXT NOT NULL,
    account_id INTEGER REFERENCES account,
    state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'sending', 'paused', 'done', 'cancelled')),
    salt TEXT NOT NULL,
    holdout_per_mille INTEGER NOT NULL DEFAULT 0 CHECK (holdout_per_mille BETWEEN 0 AND 900),
    cap_messages INTEGER NOT NULL DEFAULT 3,
    cap_days INTEGER NOT NULL DEFAULT 7,
    cap_gap_hours INTEGER NOT NULL DEFAULT 16,
    digest TEXT,
    created_at INTEGER NOT NULL,
    approved_at INTEGER,
    finished_at INTEGER
) STRICT;

-- What each arm of a campaign gets. The texts are copies: editing the email later does not change a planned campaign.
CREATE TABLE campaign_variant (
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    weight INTEGER NOT NULL CHECK (weight > 0),
    email_id INTEGER REFERENCES email ON DELETE SET NULL,
    subject TEXT NOT NULL,
    preheader TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (campaign_id, position)
) STRICT, WITHOUT ROWID;

-- One row for each customer of a campaign, whatever became of it. claimed_at is written before the first byte goes out:
-- a row that is still claimed when the program starts is of unknown fate and becomes uncertain.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    variant INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('planned', 'claimed', 'sent', 'deferred', 'failed', 'uncertain', 'skipped', 'held_out', 'cancelled')),
    reason TEXT,
    address TEXT,
    message_id TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    planned_at INTEGER NOT NULL,
    claimed_at INTEGER,
    next_attempt_at INTEGER,
    finished_at INTEGER,
    reply_code INTEGER,
    reply TEXT,
    UNIQUE (campaign_id, customer_id)
) STRICT;
CREATE INDEX outbox_by_state ON outbox (campaign_id, state, id);
CREATE INDEX outbox_mailed ON outbox (customer_id, claimed_at) WHERE state IN ('claimed', 'sent', 'uncertain');

CREATE TABLE experiment (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    campaign_id INTEGER REFERENCES campaign ON DELETE SET NULL,
    source TEXT NOT NULL CHECK (source IN ('campaign', 'file')),
    measure TEXT NOT NULL,
    window_hours INTEGER NOT NULL DEFAULT 336,
    control TEXT NOT NULL,
    result TEXT CHECK (result IS NULL OR json_valid(result)),
    created_at INTEGER NOT NULL
) STRICT;

-- Arms as planned, with the share that each was to get: what the sample-ratio check compares against.
CREATE TABLE experiment_arm (
    experiment_id INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    weight REAL NOT NULL CHECK (weight > 0),
    PRIMARY KEY (experiment_id, position)
) STRICT, WITHOUT ROWID;
