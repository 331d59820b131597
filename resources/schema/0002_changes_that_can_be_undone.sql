-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2. Whatever changes many rows at once (an import, a merge of two people, a repair) is a batch. Rows that it
-- inserted carry its number; of rows that it changed or removed the log keeps what they were and what they became.

ALTER TABLE import_batch ADD COLUMN kind TEXT NOT NULL DEFAULT 'import'
    CHECK (kind IN ('import', 'merge', 'repair'));
ALTER TABLE import_batch ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE import_batch ADD COLUMN undone_at INTEGER;
-- Batches of version 1 kept too little to be taken back.
ALTER TABLE import_batch ADD COLUMN can_undo INTEGER NOT NULL DEFAULT 1;
UPDATE import_batch SET can_undo = 0;

-- Whole rows as JSON, by column. before is NULL for a row that was added, after for one that was removed.
DROP TABLE change_log;
CREATE TABLE change_log (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES import_batch,
    table_name TEXT NOT NULL,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT CHECK (after IS NULL OR json_valid(after)),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_log_by_batch ON change_log (batch_id, id);

-- Which earlier batches a batch counted on: rows of theirs that it met and left as they were.
CREATE TABLE batch_dependency (
    batch_id INTEGER NOT NULL REFERENCES import_batch,
    needs_batch_id INTEGER NOT NULL REFERENCES import_batch,
    table_name TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (batch_id, needs_batch_id, table_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_dependency_by_need ON batch_dependency (needs_batch_id);

-- An entry may follow its person into a merged record; what it says stays what it was.
DROP TRIGGER consent_entry_is_never_changed;
CREATE TRIGGER consent_entry_is_never_changed BEFORE UPDATE ON consent_entry
WHEN old.id IS NOT new.id OR old.channel IS NOT new.channel OR old.state IS NOT new.state
    OR old.basis IS NOT new.basis OR old.source IS NOT new.source OR old.proof IS NOT new.proof
    OR old.actor IS NOT new.actor OR old.occurred_at IS NOT new.occurred_at
    OR old.recorded_at IS NOT new.recorded_at OR old.batch_id IS NOT new.batch_id
BEGIN
    SELECT RAISE(ABORT, 'consent entries are appended, never changed');
END;

-- The kinds of events that every shop has; further ones come with files and go with them.
ALTER TABLE event_type ADD COLUMN batch_id INTEGER REFERENCES import_batch;
INSERT OR IGNORE INTO event_type (name, unit) VALUES
    ('signup', 'none'), ('product_view', 'money'), ('category_view', 'none'), ('search', 'none'),
    ('cart_add', 'count'), ('cart_remove', 'count'), ('checkout_start', 'money'), ('wishlist_add', 'money'),
    ('email_sent', 'none'), ('email_delivered', 'none'), ('email_open', 'none'), ('email_click', 'none'),
    ('email_bounce', 'none'), ('email_complaint', 'none'), ('unsubscribe', 'none'),
    ('coupon_received', 'percent'), ('coupon_used', 'percent'), ('points_change', 'points'),
    ('return_request', 'count'), ('refund', 'money'), ('support_ticket', 'count'), ('review', 'count');

-- One person each ------------------------------------------------------------------------------------------------

-- What a file said, word for word, where the customer's column holds a normalised form: {"phone": "0171 / 2345"}.
ALTER TABLE customer ADD COLUMN raw TEXT CHECK (raw IS NULL OR json_valid(raw));

-- Two records that may be one person. evidence says which fields agree and what each is worth. 'different' is a
-- decision of the user, and is kept so that the pair is not proposed again.
CREATE TABLE duplicate_pair (
    low_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    high_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    score REAL NOT NULL,
    evidence TEXT NOT NULL CHECK (json_valid(evidence)),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'different')),
    found_at INTEGER NOT NULL,
    PRIMARY KEY (low_id, high_id),
    CHECK (low_id < high_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_pair_by_high ON duplicate_pair (high_id);

-- A message stays one of the person that it was sent to: after a merge former_customer_id tells which record that was.
-- Two merged records may both have had mail of one campaign, and both rows stay.
CREATE TABLE new_outbox (
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
    former_customer_id INTEGER NOT NULL DEFAULT 0,
    UNIQUE (campaign_id, customer_id, former_customer_id)
) STRICT;
INSERT INTO new_outbox SELECT *, 0 FROM outbox;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_by_state ON outbox (campaign_id, state, id);
CREATE INDEX outbox_mailed ON outbox (customer_id, claimed_at) WHERE state IN ('claimed', 'sent', 'uncertain');

-- Loyalty --------------------------------------------------------------------------------------------------------

-- A balance counts as of its moment: a mail that quotes it must know how old it is.
CREATE TABLE loyalty_account (
    customer_id INTEGER PRIMARY KEY REFERENCES customer ON DELETE CASCADE,
    points INTEGER NOT NULL,
    points_expiring INTEGER,
    expires_at INTEGER,
    tier TEXT,
    tier_since INTEGER,
    lifetime_points INTEGER,
    enrolled_at INTEGER,
    as_of INTEGER NOT NULL,
    batch_id INTEGER REFERENCES import_batch
) STRICT;

-- Privacy --------------------------------------------------------------------------------------------------------

-- Who asked to be forgotten: salted hashes of addresses, phones and ids, so that a later import does not bring them
-- back. The salt is in setting 'erasure_salt'. Nothing else is kept of them.
CREATE TABLE erased_key (
    hash TEXT PRIMARY KEY,
    erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Orders ---------------------------------------------------------------------------------------------------------

-- "#1001" typed into the search finds the order.
CREATE INDEX shop_order_by_name ON shop_order (name);
