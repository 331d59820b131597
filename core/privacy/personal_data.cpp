// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/personal_data.h"

#include "core/store/erased_keys.h"
#include "core/store/table_shape.h"
#include "core/store/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace haberdash::privacy {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QJsonArray> rowsOf(store::Connection &connection, const QString &sql, CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(sql));
    rows.bind(1, customer);
    QJsonArray array;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return array;
        array.append(QJsonDocument::fromJson(rows.text(0).toUtf8()).object());
    }
}

Result<> mustExist(store::Connection &connection, CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(find, connection.prepare(u"SELECT 1 FROM customer WHERE id = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, find.bind(1, customer).step());
    if (!found)
        return failure(
            Error::Code::NotFound, u"There is no customer %1. Nothing was changed."_s.arg(customer.value()));
    return {};
}

/// The columns of a table that point to a customer.
QStringList customerColumnsOf(const store::TableShape &table)
{
    QStringList columns;
    for (const auto &reference : table.references) {
        if (reference.table == u"customer"_s)
            columns.append(reference.column);
    }
    return columns;
}

class Eraser
{
public:
    Eraser(store::Connection &connection, CustomerId customer, Timestamp now)
        : m_connection(connection)
        , m_customer(customer)
        , m_now(now)
    { }

    Result<Erasure> run()
    {
        HABERDASH_TRY(mustExist(m_connection, m_customer));
        HABERDASH_TRY(rememberKeys());
        HABERDASH_TRY_ASSIGN(tables, store::contentTables(m_connection));
        m_tables = std::move(tables);
        HABERDASH_TRY(findFormerRecords());
        for (const qint64 record : std::as_const(m_records))
            HABERDASH_TRY(clearLog(record));
        HABERDASH_TRY(clearLogOfAddresses());
        HABERDASH_TRY(clearLogOfRelatives());
        HABERDASH_TRY(clearNotes());
        HABERDASH_TRY(clearOrders());
        HABERDASH_TRY(clearCoupons());
        HABERDASH_TRY(removeRows());
        HABERDASH_TRY(listFiles());
        return std::move(m_erasure);
    }

private:
    /// All keys that lead to the person, also those that other records gave on a merge; and the address
    /// itself, where no identity holds it.
    Result<> rememberKeys()
    {
        HABERDASH_TRY_ASSIGN(erased, store::ErasedKeys::load(m_connection));
        HABERDASH_TRY_ASSIGN(
            keys, m_connection.prepare(u"SELECT kind, key FROM identity WHERE customer_id = ?1"_s));
        keys.bind(1, m_customer);
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, keys.step());
            if (!more)
                break;
            m_words.append(keys.text(1));
            HABERDASH_TRY(erased.add(m_connection, keys.view(0), keys.view(1), m_now));
            if (keys.view(0) == "email")
                HABERDASH_TRY(run(u"DELETE FROM suppression WHERE address_key = ?2"_s, keys.text(1)));
        }
        HABERDASH_TRY_ASSIGN(profile,
            m_connection.prepare(
                u"SELECT email, first_name || ' ' || last_name, first_name, last_name, phone FROM customer WHERE id = ?1"_s));
        HABERDASH_TRY_ASSIGN(found, profile.bind(1, m_customer).step());
        for (int i = 0; found && i < 5; ++i) {
            if (!profile.text(i).isEmpty())
                (i < 2 ? m_words : m_values).append(profile.text(i));
        }
        return {};
    }

    Result<> run(const QString &sql, const QString &second = {})
    {
        return runFor(m_customer.value(), sql, second);
    }

    Result<> runFor(qint64 record, const QString &sql, const QString &second = {})
    {
        HABERDASH_TRY_ASSIGN(statement, m_connection.prepare(sql));
        statement.bind(1, record);
        if (!second.isEmpty())
            statement.bind(2, second);
        HABERDASH_TRY(statement.run());
        m_erasure.rows += m_connection.changes();
        return {};
    }

    /// Records that were merged into this one, and into those: the log still knows their rows. Somebody whom
    /// the person was split off from is there still, and somebody else.
    Result<> findFormerRecords()
    {
        m_records = {m_customer.value()};
        HABERDASH_TRY_ASSIGN(moved,
            m_connection.prepare(
                u"SELECT DISTINCT json_extract(before, '$.customer_id') FROM change_log "
                u"WHERE json_extract(after, '$.customer_id') = ?1 AND json_extract(before, '$.customer_id') "
                u"<> ?1 "
                u"AND json_extract(before, '$.customer_id') NOT IN (SELECT id FROM customer)"_s));
        for (qsizetype i = 0; i < m_records.size(); ++i) {
            moved.bind(1, m_records[i]);
            for (;;) {
                HABERDASH_TRY_ASSIGN(more, moved.step());
                if (!more)
                    break;
                if (!m_records.contains(moved.integer(0)))
                    m_records.append(moved.integer(0));
            }
            moved.reset();
        }
        return {};
    }

    /// The log of changes keeps whole rows: those of the person go, orders lose the person. What a batch
    /// changed in other rows can still be taken back.
    Result<> clearLog(qint64 record)
    {
        HABERDASH_TRY(runFor(record,
            u"DELETE FROM change_log WHERE table_name = 'customer' AND "
            u"coalesce(json_extract(after, '$.id'), json_extract(before, '$.id')) = ?1"_s));
        HABERDASH_TRY(runFor(record,
            u"UPDATE change_log SET before = json_set(before, '$.customer_id', NULL, '$.note', NULL), "
            u"after = json_set(after, '$.customer_id', NULL, '$.note', NULL) WHERE table_name = 'shop_order' "
            u"AND (json_extract(before, '$.customer_id') = ?1 "
            u"OR json_extract(after, '$.customer_id') = ?1)"_s));
        for (const store::TableShape &table : std::as_const(m_tables)) {
            if (table.name == u"shop_order"_s)
                continue;
            for (const QString &column : customerColumnsOf(table)) {
                HABERDASH_TRY(runFor(record,
                    u"DELETE FROM change_log WHERE table_name = '%1' AND "
                    u"(json_extract(before, '$.%2') = ?1 OR json_extract(after, '$.%2') = ?1)"_s.arg(
                        table.name, column)));
            }
        }
        return {};
    }

    /// Rows of blocked addresses hold the address itself.
    Result<> clearLogOfAddresses()
    {
        for (const QString &word : std::as_const(m_words))
            HABERDASH_TRY(run(
                u"DELETE FROM change_log WHERE ?1 AND table_name = 'suppression' AND "
                u"coalesce(json_extract(after, '$.address_key'), json_extract(before, '$.address_key')) = ?2"_s,
                word));
        return {};
    }

    /// Others who were once in one record with the person: the log may still have the person's address, phone
    /// or name in rows of theirs. What the other one is called today stays.
    Result<> clearLogOfRelatives()
    {
        HABERDASH_TRY_ASSIGN(find,
            m_connection.prepare(
                u"SELECT l.id, r.id FROM duplicate_pair p JOIN customer r ON r.id = low_id + high_id - ?1 "
                u"JOIN change_log l ON l.table_name = 'customer' AND "
                u"coalesce(json_extract(l.after, '$.id'), json_extract(l.before, '$.id')) = r.id "
                u"WHERE ?1 IN (low_id, high_id) AND json_extract(p.evidence, '$.split') IN (low_id, high_id)"_s));
        QList<std::pair<qint64, qint64>> rows;
        find.bind(1, m_customer);
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, find.step());
            if (!more)
                break;
            rows.append({find.integer(0), find.integer(1)});
        }
        for (const QString &column : {u"email"_s, u"phone"_s, u"first_name"_s, u"last_name"_s}) {
            const auto without = [&](const QString &side) {
                return u"CASE lower(json_extract(%1, '$.%2')) WHEN lower(?2) THEN "
                       u"json_set(%1, '$.%2', NULL, '$.raw', NULL) ELSE %1 END"_s.arg(side, column);
            };
            HABERDASH_TRY_ASSIGN(clear,
                m_connection.prepare(
                    u"UPDATE change_log SET before = %1, after = %2 WHERE id = ?1 AND lower(?2) IS NOT "
                    u"(SELECT lower(%3) FROM customer WHERE id = ?3)"_s.arg(
                        without(u"before"_s), without(u"after"_s), column)));
            for (const auto &[row, relative] : std::as_const(rows)) {
                for (const QString &word : m_words + m_values)
                    HABERDASH_TRY(clear.bind(1, row).bind(2, word).bind(3, relative).run());
            }
        }
        return {};
    }

    /// "Anna Berg <anna@example.com> joined with ...": merges and splits are told by names.
    Result<> clearNotes()
    {
        for (const QString &word : std::as_const(m_words)) {
            HABERDASH_TRY(run(
                u"UPDATE import_batch SET note = '' WHERE ?1 AND kind <> 'import' AND instr(lower(note), lower(?2)) > 0"_s,
                word));
        }
        return {};
    }

    Result<> clearOrders()
    {
        HABERDASH_TRY_ASSIGN(clear,
            m_connection.prepare(
                u"UPDATE shop_order SET customer_id = NULL, note = NULL WHERE customer_id = ?1"_s));
        HABERDASH_TRY(clear.bind(1, m_customer).run());
        m_erasure.orders = m_connection.changes();
        return {};
    }

    /// A code that was given stays given, so that nobody else gets it; to whom is forgotten.
    Result<> clearCoupons()
    {
        return run(
            u"UPDATE coupon_code SET customer_id = NULL, former_customer_id = 0 WHERE customer_id = ?1"_s);
    }

    Result<> removeRows()
    {
        for (const store::TableShape &table : std::as_const(m_tables)) {
            for (const QString &column : customerColumnsOf(table)) {
                if (table.name != u"shop_order"_s && table.name != u"coupon_code"_s)
                    HABERDASH_TRY(run(u"DELETE FROM %1 WHERE %2 = ?1"_s.arg(table.name, column)));
            }
        }
        return run(u"DELETE FROM customer WHERE id = ?1"_s);
    }

    Result<> listFiles()
    {
        HABERDASH_TRY_ASSIGN(files,
            m_connection.prepare(
                u"SELECT path FROM import_file WHERE path <> '' UNION SELECT reject_path FROM import_file "
                u"WHERE reject_path <> '' ORDER BY 1"_s));
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, files.step());
            if (!more)
                return {};
            m_erasure.filesThatMayNameThem.append(files.text(0));
        }
    }

    store::Connection &m_connection;
    CustomerId m_customer;
    Timestamp m_now;
    QList<store::TableShape> m_tables;
    QList<qint64> m_records; ///< the customer, and records that went into it
    QStringList m_words; ///< what the person is called in the workspace
    QStringList m_values; ///< what is theirs in its own column, and too common to look for elsewhere
    Erasure m_erasure;
};

} // namespace

Result<QJsonObject> exportPerson(store::Connection &connection, CustomerId customer)
{
    HABERDASH_TRY(mustExist(connection, customer));
    HABERDASH_TRY_ASSIGN(tables, store::contentTables(connection));
    QJsonObject person;
    for (const store::TableShape &table : tables) {
        QStringList conditions;
        for (const QString &column : customerColumnsOf(table))
            conditions.append(u"%1 = ?1"_s.arg(column));
        if (table.name == u"customer"_s)
            conditions.append(u"id = ?1"_s);
        else if (table.has(u"order_id"_s))
            conditions.append(u"order_id IN (SELECT id FROM shop_order WHERE customer_id = ?1)"_s);
        else if (table.name == u"suppression"_s)
            conditions.append(
                u"address_key IN (SELECT key FROM identity WHERE kind = 'email' AND customer_id = ?1)"_s);
        if (conditions.isEmpty())
            continue;
        HABERDASH_TRY_ASSIGN(rows,
            rowsOf(connection,
                u"SELECT %1 FROM %2 WHERE %3 ORDER BY %4"_s.arg(table.asJson(table.name), table.name,
                    conditions.join(u" OR "_s), table.key.join(u", "_s)),
                customer));
        if (!rows.isEmpty())
            person.insert(table.name, rows);
    }
    // Numbers mean nothing to somebody outside: say what the events are.
    HABERDASH_TRY_ASSIGN(kinds,
        rowsOf(connection,
            u"SELECT json_object('id', id, 'name', name, 'unit', unit) FROM event_type WHERE id IN "
            u"(SELECT type_id FROM event WHERE customer_id = ?1) ORDER BY id"_s,
            customer));
    if (!kinds.isEmpty())
        person.insert(u"event_type"_s, kinds);
    return person;
}

Result<> writePerson(store::Connection &connection, CustomerId customer, const QString &path)
{
    HABERDASH_TRY_ASSIGN(person, exportPerson(connection, customer));
    const QByteArray json = QJsonDocument(person).toJson(QJsonDocument::Indented);
    QSaveFile file(path);
    // One person's data: for the user's own eyes until they hand it over.
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(json) != json.size() || !file.commit())
        return failure(Error::Code::Io,
            u"“%1” could not be written: %2. Nothing was exported."_s.arg(path, file.errorString()));
    return {};
}

bool clearTraces(store::Connection &connection)
{
    // The copy that the file is written anew from is as large as the shop: too large for the memory of a
    // laptop.
    const auto onDisk = connection.execute(u"PRAGMA temp_store = FILE"_s);
    const auto rewritten = connection.execute(u"VACUUM"_s);
    const auto inMemory = connection.execute(u"PRAGMA temp_store = MEMORY"_s);
    if (!onDisk || !rewritten || !inMemory)
        return false;
    // The first column tells whether another program, still reading, kept the log from being emptied.
    const auto busy = connection.integer(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    return busy && *busy == 0;
}

Result<Erasure> erasePerson(
    store::Connection &connection, CustomerId customer, Timestamp now, Progress &progress)
{
    constexpr int steps = 2;
    progress.report(0, steps);
    HABERDASH_TRY(connection.execute(u"PRAGMA secure_delete = ON"_s));
    Erasure erasure;
    {
        HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
        HABERDASH_TRY_ASSIGN(done, Eraser(connection, customer, now).run());
        if (progress.isCancelled())
            return failure(Error::Code::Cancelled, u"Nothing was erased."_s);
        HABERDASH_TRY(transaction.commit());
        erasure = std::move(done);
    }
    // From here on it is done and only the traces are left: pages that were freed long ago, before anything
    // was overwritten on deleting, and the write-ahead log.
    progress.report(1, steps);
    erasure.tracesAreLeft = !clearTraces(connection);
    progress.report(steps, steps);
    return erasure;
}

} // namespace haberdash::privacy
