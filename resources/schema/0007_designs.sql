-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 7. Emails made of blocks, their former versions, what is being written, and blocks that emails share.

ALTER TABLE email ADD COLUMN kind TEXT NOT NULL DEFAULT 'letter' CHECK (kind IN ('letter', 'design', 'html'));
ALTER TABLE campaign_variant ADD COLUMN kind TEXT NOT NULL DEFAULT 'letter' CHECK (kind IN ('letter', 'design', 'html'));

-- What an email said each time that it was saved, the newest with what it says now.
CREATE TABLE email_version (
    id INTEGER PRIMARY KEY,
    email_id INTEGER NOT NULL REFERENCES email ON DELETE CASCADE,
    saved_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    preheader TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX email_version_by_email ON email_version (email_id, id);
INSERT INTO email_version (email_id, saved_at, name, subject, preheader, kind, body)
SELECT id, updated_at, name, subject, preheader, kind, body FROM email ORDER BY id;

-- What somebody was writing and had not saved yet: one for each email, and one (0) for an email that is not there yet.
CREATE TABLE email_draft (
    email_id INTEGER PRIMARY KEY,
    written_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    preheader TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE shared_block (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    blocks TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
