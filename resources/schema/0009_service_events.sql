-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 9. Events asked for at mail services.

-- How far they were read: JSON of `EventCursor`, written together with what was read.
ALTER TABLE account ADD COLUMN events_cursor TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(events_cursor));
