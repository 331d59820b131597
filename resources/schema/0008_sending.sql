-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8. Sending by several accounts and services, within limits, at times that suit people; what was tried, and what
-- came back.

-- service_domain: Mailgun's domain. region: of Amazon, or 'eu'. stream: Postmark's. limits: JSON, see `AccountLimits`;
-- pace: what the other side taught us, JSON, see `AccountPace`. only_domains: whose mail goes by this account, separated
-- by blanks; '' is everybody's. token_url and client_id: where access tokens are renewed (authentication 'xoauth2').
ALTER TABLE account ADD COLUMN service TEXT NOT NULL DEFAULT 'smtp'
    CHECK (service IN ('smtp', 'sendgrid', 'mailgun', 'postmark', 'ses', 'brevo', 'resend'));
ALTER TABLE account ADD COLUMN service_domain TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN stream TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN token_url TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN client_id TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN only_domains TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN dkim_domain TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN dkim_selector TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN limits TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(limits));
ALTER TABLE account ADD COLUMN pace TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(pace));

-- settings: JSON, see `CampaignSettings`; '{}' is a campaign of a former version, without any of them. resumes_at: a
-- campaign that waits by itself goes on then; NULL with 'paused' waits for a person.
ALTER TABLE campaign ADD COLUMN settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings));
ALTER TABLE campaign ADD COLUMN resumes_at INTEGER;
ALTER TABLE campaign ADD COLUMN paused_because TEXT NOT NULL DEFAULT '';
ALTER TABLE campaign ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
-- What was known when it was approved, JSON: the proof that is kept.
ALTER TABLE campaign ADD COLUMN proof TEXT CHECK (proof IS NULL OR json_valid(proof));

-- due_at: not before; 0 is any time. service_id: what the service calls the message.
ALTER TABLE outbox ADD COLUMN account_id INTEGER REFERENCES account;
ALTER TABLE outbox ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN service_id TEXT;
CREATE INDEX outbox_planned ON outbox (campaign_id, due_at, id) WHERE state = 'planned';
CREATE INDEX outbox_deferred ON outbox (campaign_id, next_attempt_at, id) WHERE state = 'deferred';
CREATE INDEX outbox_of_customer ON outbox (customer_id, campaign_id);
CREATE INDEX outbox_by_message ON outbox (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_by_service_id ON outbox (service_id) WHERE service_id IS NOT NULL;

-- One row for each time that a message was handed over, with the answer: limits count these, so they hold over restarts.
CREATE TABLE send_attempt (
    id INTEGER PRIMARY KEY,
    outbox_id INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account,
    domain TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    outcome TEXT CHECK (outcome IN ('sent', 'refused', 'deferred', 'uncertain')),
    reply_code INTEGER,
    reply TEXT
) STRICT;
CREATE INDEX send_attempt_by_account ON send_attempt (account_id, started_at);
CREATE INDEX send_attempt_by_message ON send_attempt (outbox_id, id);

-- What came back: from returned mail, or from a service. machine: the rule by which a program did it, NULL for people.
-- raw: the service's own word. dedupe_key: the same news twice is one row.
CREATE TABLE delivery_event (
    id INTEGER PRIMARY KEY,
    outbox_id INTEGER REFERENCES outbox ON DELETE SET NULL,
    customer_id INTEGER REFERENCES customer ON DELETE CASCADE,
    address_key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('accepted', 'delivered', 'deferred', 'hard_bounce', 'soft_bounce', 'block',
        'refused', 'open', 'click', 'complaint', 'unsubscribe')),
    machine TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    raw TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    dedupe_key TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX delivery_event_by_address ON delivery_event (address_key, occurred_at);
CREATE INDEX delivery_event_by_message ON delivery_event (outbox_id);
CREATE INDEX delivery_event_by_customer ON delivery_event (customer_id);

-- Where mail comes back. state: how far it was read, JSON of the reader.
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind TEXT NOT NULL CHECK (kind IN ('imap', 'pop3')),
    host TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security TEXT NOT NULL CHECK (security IN ('plain', 'starttls', 'tls')),
    authentication TEXT NOT NULL CHECK (authentication IN ('password', 'xoauth2')),
    user_name TEXT NOT NULL,
    folder TEXT NOT NULL DEFAULT 'INBOX',
    handled_folder TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(state)),
    read_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

-- Consent for one purpose ('' is every kind of mail), and until when it holds.
ALTER TABLE consent_entry ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE consent_entry ADD COLUMN expires_at INTEGER;

-- Evidence: what a server said, and when. 'soft_bounce': three of the last five mails came back for a while.
CREATE TABLE suppression_with_evidence (
    address_key TEXT PRIMARY KEY,
    reason TEXT NOT NULL
        CHECK (reason IN ('unsubscribe', 'complaint', 'hard_bounce', 'soft_bounce', 'manual', 'legal')),
    source TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    batch_id INTEGER REFERENCES import_batch,
    evidence TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO suppression_with_evidence (address_key, reason, source, created_at, batch_id)
SELECT address_key, reason, source, created_at, batch_id FROM suppression;
DROP TABLE suppression;
ALTER TABLE suppression_with_evidence RENAME TO suppression;

-- Mails to the shop's own people, to see how they arrive: not part of the campaign's books.
CREATE TABLE test_send (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER REFERENCES campaign ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account,
    address TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('handed over', 'sent', 'refused', 'deferred', 'uncertain')),
    reply TEXT NOT NULL DEFAULT ''
) STRICT;
