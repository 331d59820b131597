-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4. Who changed this row: an import that finds in a row what an earlier batch wrote there counts on that batch.
-- One expression for all tables: a row is known by its number, an identity by its key, the rest by the customer.
CREATE INDEX change_log_by_row ON change_log (table_name,
    coalesce(json_extract(coalesce(after, before), '$.id'), json_extract(coalesce(after, before), '$.key'),
        json_extract(coalesce(after, before), '$.customer_id')));
