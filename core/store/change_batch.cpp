// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/change_batch.h"

#include "core/store/table_shape.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

QString toWord(BatchKind kind)
{
    switch (kind) {
    case BatchKind::Import:
        return u"import"_s;
    case BatchKind::Merge:
        return u"merge"_s;
    case BatchKind::Repair:
        return u"repair"_s;
    }
    return {};
}

ChangeBatch::ChangeBatch(Connection &connection, BatchId id, Timestamp now)
    : m_connection(&connection)
    , m_id(id)
    , m_now(now)
{ }

ChangeBatch::ChangeBatch(ChangeBatch &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
    , m_id(other.m_id)
    , m_now(other.m_now)
    , m_triggers(std::move(other.m_triggers))
    , m_reliance(std::move(other.m_reliance))
{ }

ChangeBatch::~ChangeBatch()
{
    // Left early: the transaction rolls back and takes the triggers with it, but a connection that is inside
    // a wider one must not go on writing this batch's log.
    if (m_connection)
        static_cast<void>(stopListening());
}

Result<ChangeBatch> ChangeBatch::begin(
    Connection &connection, BatchKind kind, const QString &note, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO import_batch (started_at, state, kind, note) VALUES (?1, 'done', ?2, ?3)"_s));
    HABERDASH_TRY(insert.bind(1, now).bind(2, toWord(kind)).bind(3, note).run());
    ChangeBatch batch(connection, BatchId(connection.lastInsertId()), now);
    HABERDASH_TRY(batch.listen());
    return batch;
}

Result<> ChangeBatch::listen()
{
    HABERDASH_TRY_ASSIGN(tables, contentTables(*m_connection));
    for (const TableShape &table : tables) {
        const auto notOurs = [&](const QString &row) {
            return table.hasBatch() ? u"WHEN %1.batch_id IS NOT %2 "_s.arg(row).arg(m_id.value()) : QString();
        };
        const auto add = [&](const QString &event, const QString &row, const QString &before,
                             const QString &after) -> Result<> {
            const QString name = u"keep_%1_of_%2"_s.arg(event.section(u' ', 0, 0).toLower(), table.name);
            m_triggers.append(name);
            return m_connection->execute(
                u"CREATE TEMP TRIGGER %1 AFTER %2 ON main.%3 %4BEGIN INSERT INTO change_log "
                u"(batch_id, table_name, before, after) VALUES (%5, '%3', %6, %7); END"_s
                    .arg(name, event, table.name, notOurs(row))
                    .arg(m_id.value())
                    .arg(before, after));
        };
        const QString before = table.asJson(u"old"_s);
        const QString after = table.asJson(u"new"_s);
        HABERDASH_TRY(add(u"UPDATE"_s, u"old"_s, before, after));
        HABERDASH_TRY(add(u"DELETE"_s, u"old"_s, before, u"NULL"_s));
        // Elsewhere the number of the batch tells which rows are its own.
        if (!table.hasBatch())
            HABERDASH_TRY(add(u"INSERT"_s, u"new"_s, u"NULL"_s, after));
    }
    return {};
}

Result<> ChangeBatch::stopListening()
{
    for (const QString &trigger : std::exchange(m_triggers, {}))
        HABERDASH_TRY(m_connection->execute(u"DROP TRIGGER IF EXISTS temp.%1"_s.arg(trigger)));
    return {};
}

Result<> ChangeBatch::finish()
{
    HABERDASH_TRY(stopListening());
    HABERDASH_TRY_ASSIGN(rely,
        m_connection->prepare(
            u"INSERT INTO batch_dependency (batch_id, needs_batch_id, table_name, row_count) "
            u"VALUES (?1, ?2, ?3, ?4)"_s));
    rely.bind(1, m_id);
    for (const auto &[key, count] : m_reliance)
        HABERDASH_TRY(rely.bind(2, key.first).bind(3, key.second).bind(4, count).run());
    HABERDASH_TRY_ASSIGN(
        update, m_connection->prepare(u"UPDATE import_batch SET finished_at = ?2 WHERE id = ?1"_s));
    HABERDASH_TRY(update.bind(1, m_id).bind(2, m_now).run());
    m_connection = nullptr;
    return {};
}

} // namespace haberdash::store
