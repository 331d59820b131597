// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/import_log.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

Result<QList<ImportRecord>> importLog(Connection &connection, int limit)
{
    HABERDASH_TRY_ASSIGN(batches,
        connection.prepare(
            u"SELECT id, started_at, state, customers_new, customers_changed, customers_merged, kind, note "
            u"FROM import_batch WHERE kind <> 'merge' ORDER BY id DESC LIMIT ?1"_s));
    HABERDASH_TRY_ASSIGN(files,
        connection.prepare(
            u"SELECT path, format, byte_count, rows_read, rows_accepted, rows_rejected, reject_path "
            u"FROM import_file WHERE batch_id = ?1 ORDER BY id"_s));
    batches.bind(1, limit);
    QList<ImportRecord> records;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, batches.step());
        if (!more)
            return records;
        ImportRecord record{batches.id<BatchId>(0), batches.text(6), batches.text(7), batches.timestamp(1),
            batches.text(2) == u"undone"_s, batches.integer(3), batches.integer(4), batches.integer(5), {}};
        files.bind(1, record.id);
        for (;;) {
            HABERDASH_TRY_ASSIGN(file, files.step());
            if (!file)
                break;
            record.files.append({files.text(0), files.text(1), files.integer(2), files.integer(3),
                files.integer(4), files.integer(5), files.text(6)});
        }
        files.reset();
        records.append(std::move(record));
    }
}

} // namespace haberdash::store
