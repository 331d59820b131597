-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 10. Trials: what arms differ in, small first and the winner to the rest, and a control group of the whole shop.

-- from_name: who an arm's mail is from; '' is the account's. is_generic: it says to everybody what it would say to
-- somebody of whom nothing is known.
ALTER TABLE campaign_variant ADD COLUMN from_name TEXT NOT NULL DEFAULT '';
ALTER TABLE campaign_variant ADD COLUMN is_generic INTEGER NOT NULL DEFAULT 0 CHECK (is_generic IN (0, 1));

-- is_rest: gets the winner of a trial, and was never drawn into an arm. State 'waiting': not to be sent before it is known
-- which arm that is. Rows of other tables follow a dropped table into the void, so the check is changed where it stands
-- (https://www.sqlite.org/lang_altertable.html, "other kinds of table schema changes"); no row is touched.
ALTER TABLE outbox ADD COLUMN is_rest INTEGER NOT NULL DEFAULT 0 CHECK (is_rest IN (0, 1));
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''held_out'', ''cancelled''', '''held_out'', ''cancelled'', ''waiting''')
WHERE type = 'table' AND name = 'outbox';
PRAGMA writable_schema = RESET;

-- What came of a campaign's trial. decision: by the rule, or 'by_hand'. variant: what the rest gets, NULL while a person is
-- asked. picked_by: NULL where the rule did. figures: JSON, what each arm had reached.
CREATE TABLE campaign_trial (
    campaign_id INTEGER PRIMARY KEY REFERENCES campaign ON DELETE CASCADE,
    decision TEXT NOT NULL CHECK (decision IN
        ('winner', 'equivalent', 'no_winner', 'insufficient', 'blocked', 'by_hand')),
    decided_at INTEGER NOT NULL,
    variant INTEGER,
    picked_by TEXT,
    reason TEXT NOT NULL,
    figures TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(figures))
) STRICT;

-- Who gets no mail of any campaign, to compare with. The last row that has begun is in force; every `days` from its beginning
-- others are drawn, by the salt and the number of the draw. per_mille 0: nobody.
CREATE TABLE control_group (
    id INTEGER PRIMARY KEY,
    per_mille INTEGER NOT NULL CHECK (per_mille BETWEEN 0 AND 500),
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 730),
    salt TEXT NOT NULL,
    starts_at INTEGER NOT NULL
) STRICT;
