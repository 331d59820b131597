// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/batch.h"

#include "core/store/connection.h"

#include <QJsonDocument>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

Batch::Batch(store::Connection &connection, BatchId id, Timestamp now, store::Statement log)
    : m_connection(&connection)
    , m_id(id)
    , m_now(now)
    , m_log(std::move(log))
{ }

Result<Batch> Batch::begin(store::Connection &connection, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(
        insert, connection.prepare(u"INSERT INTO import_batch (started_at, state) VALUES (?1, 'done')"_s));
    HABERDASH_TRY(insert.bind(1, now).run());
    HABERDASH_TRY_ASSIGN(log,
        connection.prepare(
            u"INSERT INTO change_log (batch_id, sequence, table_name, row_id, before) VALUES (?1, ?2, ?3, ?4, ?5)"_s));
    return Batch(connection, BatchId(connection.lastInsertId()), now, std::move(log));
}

Result<> Batch::log(const char *table, qint64 rowId, const QJsonObject &before)
{
    const QByteArray json = QJsonDocument(before).toJson(QJsonDocument::Compact);
    return m_log.bind(1, m_id)
        .bind(2, ++m_logged)
        .bind(3, std::string_view(table))
        .bind(4, rowId)
        .bind(5, std::string_view(json.constData(), size_t(json.size())))
        .run();
}

Result<> Batch::finish()
{
    HABERDASH_TRY_ASSIGN(update,
        m_connection->prepare(
            u"UPDATE import_batch SET finished_at = ?2, customers_new = ?3, customers_changed = ?4, "
            u"customers_merged = ?5 WHERE id = ?1"_s));
    return update.bind(1, m_id)
        .bind(2, m_now)
        .bind(3, people.added)
        .bind(4, people.changed)
        .bind(5, people.merged)
        .run();
}

} // namespace haberdash::importing
