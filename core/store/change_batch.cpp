// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/change_batch.h"

#include "core/store/table_shape.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a row in the log is known by; word for word as in the index `change_log_by_row`.
const QString rowKey = u"coalesce(json_extract(coalesce(after, before), '$.id'), "
                       u"json_extract(coalesce(after, before), '$.key'), "
                       u"json_extract(coalesce(after, before), '$.customer_id'))"_s;

} // namespace

Result<QString> newRowNumber(Connection &connection, const QString &table)
{
    HABERDASH_TRY_ASSIGN(logged,
        connection.prepare(
            u"SELECT %1 FROM change_log WHERE table_name = ?1 ORDER BY %1 DESC LIMIT 1"_s.arg(rowKey)));
    HABERDASH_TRY_ASSIGN(found, logged.bind(1, table).step());
    const qint64 everUsed = found ? logged.integer(0) : 0;
    HABERDASH_TRY_ASSIGN(highest, connection.integer(u"SELECT coalesce(max(id), 0) FROM %1"_s.arg(table)));
    if (everUsed <= highest)
        return u"NULL"_s; // SQLite takes the next one
    return u"(SELECT max(%1, coalesce(max(id), 0)) + 1 FROM %2)"_s.arg(everUsed).arg(table);
}

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

ChangeBatch::ChangeBatch(Connection &connection, BatchKind kind, Timestamp now)
    : m_connection(&connection)
    , m_kind(kind)
    , m_now(now)
{ }

ChangeBatch::ChangeBatch(ChangeBatch &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
    , m_kind(other.m_kind)
    , m_id(other.m_id)
    , m_now(other.m_now)
    , m_triggers(std::move(other.m_triggers))
    , m_reliance(std::move(other.m_reliance))
    , m_logged(std::move(other.m_logged))
    , m_changesOf(std::move(other.m_changesOf))
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
    ChangeBatch batch(connection, kind, now);
    HABERDASH_TRY(connection.execute(
        u"CREATE TEMP TABLE IF NOT EXISTS current_batch (id INTEGER PRIMARY KEY) STRICT"_s));
    HABERDASH_TRY(batch.open(note));
    HABERDASH_TRY(batch.listen());
    return batch;
}

Result<> ChangeBatch::open(const QString &note)
{
    HABERDASH_TRY_ASSIGN(insert,
        m_connection->prepare(
            u"INSERT INTO import_batch (started_at, state, kind, note) VALUES (?1, 'done', ?2, ?3)"_s));
    HABERDASH_TRY(insert.bind(1, m_now).bind(2, toWord(m_kind)).bind(3, note).run());
    m_id = BatchId(m_connection->lastInsertId());
    return m_connection->execute(
        u"DELETE FROM temp.current_batch; INSERT INTO temp.current_batch VALUES (%1)"_s.arg(m_id.value()));
}

Result<> ChangeBatch::listen()
{
    HABERDASH_TRY_ASSIGN(tables, contentTables(*m_connection));
    for (const TableShape &table : tables) {
        const auto notOurs = [&](const QString &row) {
            return table.hasBatch() ? u"WHEN %1.batch_id IS NOT (SELECT id FROM current_batch) "_s.arg(row)
                                    : QString();
        };
        const auto add = [&](const QString &event, const QString &row, const QString &before,
                             const QString &after) -> Result<> {
            const QString name = u"keep_%1_of_%2"_s.arg(event.section(u' ', 0, 0).toLower(), table.name);
            m_triggers.append(name);
            return m_connection->execute(
                u"CREATE TEMP TRIGGER %1 AFTER %2 ON main.%3 %4BEGIN INSERT INTO change_log "
                u"(batch_id, table_name, before, after) SELECT id, '%3', %5, %6 FROM current_batch; END"_s
                    .arg(name, event, table.name, notOurs(row), before, after));
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

Result<bool> ChangeBatch::isLogged(const char *table)
{
    if (!m_changesOf) {
        HABERDASH_TRY_ASSIGN(prepared,
            m_connection->prepare(
                u"SELECT batch_id, before, after FROM change_log WHERE table_name = ?1 AND %1 = ?2 "
                u"AND batch_id <> ?3"_s.arg(rowKey)));
        m_changesOf.emplace(std::move(prepared));
    }
    auto known = m_logged.find(table);
    if (known == m_logged.end()) {
        HABERDASH_TRY_ASSIGN(any,
            m_connection->prepare(
                u"SELECT 1 FROM change_log WHERE table_name = ?1 AND batch_id <> ?2 LIMIT 1"_s));
        HABERDASH_TRY_ASSIGN(found, any.bind(1, std::string_view(table)).bind(2, m_id).step());
        known = m_logged.emplace(table, found).first;
    }
    if (known->second)
        m_changesOf->bind(1, std::string_view(table)).bind(3, m_id);
    return known->second;
}

Result<QList<RowChange>> ChangeBatch::readChanges()
{
    QList<RowChange> changes;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, m_changesOf->step());
        if (!more)
            break;
        const auto bytes = [this](int column) {
            const std::string_view text = m_changesOf->view(column);
            return QByteArray(text.data(), qsizetype(text.size()));
        };
        changes.append({m_changesOf->id<BatchId>(0), bytes(1), bytes(2)});
    }
    m_changesOf->reset();
    return changes;
}

Result<> ChangeBatch::close()
{
    HABERDASH_TRY_ASSIGN(rely,
        m_connection->prepare(
            u"INSERT INTO batch_dependency (batch_id, needs_batch_id, table_name, row_count) "
            u"VALUES (?1, ?2, ?3, ?4)"_s));
    rely.bind(1, m_id);
    for (const auto &[key, count] : std::exchange(m_reliance, {}))
        HABERDASH_TRY(rely.bind(2, key.first).bind(3, key.second).bind(4, count).run());
    HABERDASH_TRY_ASSIGN(
        update, m_connection->prepare(u"UPDATE import_batch SET finished_at = ?2 WHERE id = ?1"_s));
    return update.bind(1, m_id).bind(2, m_now).run();
}

Result<> ChangeBatch::startNext(const QString &note)
{
    HABERDASH_TRY(close());
    return open(note);
}

Result<> ChangeBatch::finish()
{
    HABERDASH_TRY(stopListening());
    HABERDASH_TRY(close());
    m_connection = nullptr;
    return {};
}

} // namespace haberdash::store
