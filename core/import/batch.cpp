// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/batch.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

Batch::Batch(store::ChangeBatch changes)
    : m_changes(std::move(changes))
{ }

Result<Batch> Batch::begin(store::Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(
        changes, store::ChangeBatch::begin(connection, store::BatchKind::Import, QString(), now));
    return Batch(std::move(changes));
}

Result<> Batch::finish()
{
    HABERDASH_TRY_ASSIGN(update,
        connection().prepare(
            u"UPDATE import_batch SET customers_new = ?2, customers_changed = ?3, customers_merged = ?4 "
            u"WHERE id = ?1"_s));
    HABERDASH_TRY(
        update.bind(1, id()).bind(2, people.added).bind(3, people.changed).bind(4, people.merged).run());
    return m_changes.finish();
}

AddOrRely::AddOrRely(Batch &batch, const char *table, store::Statement insert, store::Statement findBatch)
    : m_batch(&batch)
    , m_table(table)
    , m_insert(std::move(insert))
    , m_findBatch(std::move(findBatch))
{ }

Result<AddOrRely> AddOrRely::create(
    Batch &batch, const char *table, const QString &insert, const QString &findBatch)
{
    HABERDASH_TRY_ASSIGN(inserting, batch.connection().prepare(insert));
    HABERDASH_TRY_ASSIGN(finding, batch.connection().prepare(findBatch));
    return AddOrRely(batch, table, std::move(inserting), std::move(finding));
}

Result<> AddOrRely::rely()
{
    HABERDASH_TRY_ASSIGN(found, m_findBatch.step());
    if (found)
        m_batch->relyOn(m_findBatch.id<BatchId>(0), m_table);
    m_findBatch.reset();
    return {};
}

} // namespace haberdash::importing
