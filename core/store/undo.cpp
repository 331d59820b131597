// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/undo.h"

#include "core/store/table_shape.h"
#include "core/store/transaction.h"

#include <QSet>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Rows go in any order, and what still hangs on them is counted afterwards: nothing may follow them by
/// itself.
class ForeignKeysAside
{
public:
    static Result<ForeignKeysAside> begin(Connection &connection)
    {
        HABERDASH_TRY(connection.execute(u"PRAGMA foreign_keys = OFF"_s));
        return ForeignKeysAside(connection);
    }
    ForeignKeysAside(ForeignKeysAside &&other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    { }
    ForeignKeysAside &operator=(ForeignKeysAside &&) = delete;
    ~ForeignKeysAside()
    {
        if (m_connection)
            static_cast<void>(m_connection->execute(u"PRAGMA foreign_keys = ON"_s));
    }

private:
    explicit ForeignKeysAside(Connection &connection)
        : m_connection(&connection)
    { }
    Connection *m_connection;
};

class StopOnCancel
{
public:
    StopOnCancel(Connection &connection, Progress &progress)
        : m_connection(connection)
    {
        connection.setInterrupt([&progress] { return progress.isCancelled(); });
    }
    StopOnCancel(const StopOnCancel &) = delete;
    StopOnCancel &operator=(const StopOnCancel &) = delete;
    ~StopOnCancel() { m_connection.setInterrupt({}); }

private:
    Connection &m_connection;
};

/// Takes one batch back inside a transaction of the caller, and keeps the account.
class Undoing
{
public:
    Undoing(Connection &connection, BatchId batch, Progress &progress)
        : m_connection(connection)
        , m_batch(batch)
        , m_progress(progress)
    { }

    Result<UndoAccount> run()
    {
        HABERDASH_TRY(checkState());
        HABERDASH_TRY_ASSIGN(tables, contentTables(m_connection));
        m_tables = std::move(tables);
        HABERDASH_TRY(whoCountsOnIt());
        HABERDASH_TRY(whoChangedItLater());
        m_steps = m_tables.size() * 2 + 1;
        for (const TableShape &table : m_tables) {
            HABERDASH_TRY(removeRows(table));
            step();
        }
        HABERDASH_TRY(restoreRows());
        step();
        // What was proposed or decided about records that are gone is void.
        HABERDASH_TRY(
            m_connection.execute(u"DELETE FROM duplicate_pair WHERE low_id NOT IN (SELECT id FROM customer) "
                                 u"OR high_id NOT IN (SELECT id FROM customer)"_s));
        for (const TableShape &table : m_tables) {
            HABERDASH_TRY(whoRefersTo(table));
            step();
        }
        return std::move(m_account);
    }

private:
    void step() { m_progress.report(++m_done, m_steps); }

    Result<> checkState()
    {
        HABERDASH_TRY_ASSIGN(
            find, m_connection.prepare(u"SELECT state, can_undo FROM import_batch WHERE id = ?1"_s));
        HABERDASH_TRY_ASSIGN(found, find.bind(1, m_batch).step());
        if (!found)
            return failure(Error::Code::NotFound,
                u"There is no import %1. Nothing was changed. The list of imports shows their numbers."_s.arg(
                    m_batch.value()));
        if (find.text(0) == u"undone"_s)
            return failure(Error::Code::Invalid,
                u"Import %1 was undone already. Nothing was changed."_s.arg(m_batch.value()));
        if (find.integer(1) == 0)
            return failure(Error::Code::Invalid,
                u"Import %1 was made by a version of Haberdash that did not keep what undoing needs. Nothing "
                u"was changed. A backup from before that import has the older content."_s.arg(
                    m_batch.value()));
        return {};
    }

    Result<> collect(const QString &sql, Dependent::Reason reason)
    {
        HABERDASH_TRY_ASSIGN(query, m_connection.prepare(sql));
        query.bind(1, m_batch);
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, query.step());
            if (!more)
                return {};
            m_account.dependents.append({query.id<BatchId>(0), query.text(1), query.integer(2), reason});
        }
    }

    Result<> whoCountsOnIt()
    {
        return collect(
            u"SELECT d.batch_id, d.table_name, d.row_count FROM batch_dependency d JOIN import_batch b "
            u"ON b.id = d.batch_id WHERE d.needs_batch_id = ?1 AND b.state = 'done' ORDER BY 1, 2"_s,
            Dependent::Reason::Met);
    }

    /// Rows that it had added, or changed, and that a later batch changed in turn.
    Result<> whoChangedItLater()
    {
        return collect(
            u"SELECT batch_id, table_name, count(*) FROM ("
            u"SELECT batch_id, table_name, before FROM change_log "
            u"WHERE batch_id <> ?1 AND json_extract(before, '$.batch_id') = ?1 "
            u"UNION SELECT later.batch_id, later.table_name, later.before FROM change_log mine JOIN "
            u"change_log later ON later.table_name = mine.table_name AND later.before = mine.after "
            u"AND later.batch_id <> ?1 AND later.id > mine.id WHERE mine.batch_id = ?1) "
            u"GROUP BY batch_id, table_name ORDER BY batch_id, table_name"_s,
            Dependent::Reason::Changed);
    }

    Result<> removeRows(const TableShape &table)
    {
        if (!table.hasBatch())
            return {};
        if (isReferred(table)) {
            HABERDASH_TRY(m_connection.execute(
                u"CREATE TEMP TABLE gone_%1 AS SELECT %2 AS id FROM main.%1 WHERE batch_id = %3"_s
                    .arg(table.name, table.key.constFirst())
                    .arg(m_batch.value())));
        }
        // A table that is the batch's alone empties at once.
        HABERDASH_TRY_ASSIGN(others,
            m_connection.integer(
                u"SELECT EXISTS (SELECT 1 FROM %1 WHERE batch_id IS NOT %2)"_s.arg(table.name)
                    .arg(m_batch.value())));
        if (others == 0) {
            HABERDASH_TRY_ASSIGN(count, m_connection.integer(u"SELECT count(*) FROM %1"_s.arg(table.name)));
            HABERDASH_TRY(m_connection.execute(u"DELETE FROM %1"_s.arg(table.name)));
            return note(m_account.removed, table.name, count);
        }
        HABERDASH_TRY_ASSIGN(
            remove, m_connection.prepare(u"DELETE FROM %1 WHERE batch_id = ?1"_s.arg(table.name)));
        HABERDASH_TRY(remove.bind(1, m_batch).run());
        return note(m_account.removed, table.name, m_connection.changes());
    }

    static Result<> note(QMap<QString, qint64> &counts, const QString &table, qint64 count)
    {
        if (count > 0)
            counts[table] += count;
        return {};
    }

    [[nodiscard]] bool isReferred(const TableShape &table) const
    {
        for (const TableShape &other : m_tables) {
            for (const auto &reference : other.references) {
                if (reference.table == table.name)
                    return true;
            }
        }
        return false;
    }

    struct Restoring
    {
        store::Statement current; ///< the row as it is, by key of ?1
        store::Statement update; ///< the row of ?2 becomes ?1
        store::Statement insert;
        store::Statement remove;
    };

    Result<Restoring> restoringOf(const TableShape &table)
    {
        QStringList settings;
        QStringList values;
        for (const QString &column : table.columns) {
            values.append(u"json_extract(?1, '$.%1')"_s.arg(column));
            settings.append(column + u" = "_s + values.constLast());
        }
        HABERDASH_TRY_ASSIGN(current,
            m_connection.prepare(u"SELECT %1 FROM %2 WHERE %3"_s.arg(
                table.asJson(table.name), table.name, table.keyIs(u"?1"_s))));
        HABERDASH_TRY_ASSIGN(update,
            m_connection.prepare(u"UPDATE %1 SET %2 WHERE %3"_s.arg(
                table.name, settings.join(u", "_s), table.keyIs(u"?2"_s))));
        HABERDASH_TRY_ASSIGN(insert,
            m_connection.prepare(u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(
                table.name, table.columns.join(u", "_s), values.join(u", "_s))));
        HABERDASH_TRY_ASSIGN(
            remove, m_connection.prepare(u"DELETE FROM %1 WHERE %2"_s.arg(table.name, table.keyIs(u"?1"_s))));
        return Restoring{std::move(current), std::move(update), std::move(insert), std::move(remove)};
    }

    /// Goes back through what the batch changed, newest first.
    Result<> restoreRows()
    {
        QMap<QString, qint64> touchedByHand;
        QSet<QByteArray> newerStates; ///< of rows that are not as the batch left them
        std::map<QString, Restoring> byTable;
        HABERDASH_TRY_ASSIGN(entries,
            m_connection.prepare(
                u"SELECT table_name, before, after FROM change_log WHERE batch_id = ?1 ORDER BY id DESC"_s));
        entries.bind(1, m_batch);
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, entries.step());
            if (!more)
                break;
            const QString name = entries.text(0);
            auto known = byTable.find(name);
            if (known == byTable.end()) {
                const auto table = std::find_if(m_tables.begin(), m_tables.end(),
                    [&](const TableShape &shape) { return shape.name == name; });
                if (table == m_tables.end())
                    return failure(Error::Code::Storage,
                        u"The log of import %1 names a table “%2” that the workspace does not have. Nothing "
                        u"was changed."_s.arg(m_batch.value())
                            .arg(name));
                HABERDASH_TRY_ASSIGN(restoring, restoringOf(*table));
                known = byTable.emplace(name, std::move(restoring)).first;
            }
            HABERDASH_TRY_ASSIGN(asLeft, restoreRow(known->second, entries));
            if (!asLeft) {
                // A row that the batch changed several times is one row, and its last state tells.
                const auto bytes = [&](int column) -> QByteArray {
                    const std::string_view text = entries.view(column);
                    return name.toUtf8() + QByteArray(text.data(), qsizetype(text.size()));
                };
                if (entries.isNull(2) || !newerStates.contains(bytes(2)))
                    ++touchedByHand[name];
                newerStates.insert(bytes(1));
            }
            HABERDASH_TRY(note(m_account.restored, name, 1));
        }
        for (const Dependent &dependent : std::as_const(m_account.dependents)) {
            if (dependent.reason == Dependent::Reason::Changed && touchedByHand.contains(dependent.table))
                touchedByHand[dependent.table] -= dependent.rows;
        }
        for (auto it = touchedByHand.begin(); it != touchedByHand.end(); ++it) {
            if (it.value() > 0)
                m_account.dependents.append({BatchId(), it.key(), it.value(), Dependent::Reason::Changed});
        }
        return {};
    }

    /// False where the row is not as the batch left it; it stays as it is then.
    static Result<bool> restoreRow(Restoring &sql, const Statement &entry)
    {
        const std::string_view before = entry.view(1);
        const std::string_view after = entry.view(2);
        if (entry.isNull(2)) {
            // A row that was removed: its key may have been taken since.
            HABERDASH_TRY_ASSIGN(taken, sql.current.bindView(1, before).step());
            sql.current.reset();
            if (taken)
                return false;
            HABERDASH_TRY(sql.insert.bindView(1, before).run());
            return true;
        }
        HABERDASH_TRY_ASSIGN(present, sql.current.bindView(1, after).step());
        const bool asLeft = present && sql.current.view(0) == after;
        sql.current.reset();
        if (!asLeft)
            return false;
        if (entry.isNull(1))
            HABERDASH_TRY(sql.remove.bindView(1, after).run());
        else
            HABERDASH_TRY(sql.update.bindView(1, before).bindView(2, after).run());
        return true;
    }

    /// Rows that point to what is gone now.
    Result<> whoRefersTo(const TableShape &parent)
    {
        if (!parent.hasBatch() || !isReferred(parent))
            return {};
        for (const TableShape &table : m_tables) {
            for (const auto &reference : table.references) {
                if (reference.table != parent.name)
                    continue;
                HABERDASH_TRY(collect(
                    u"SELECT %1, '%2', count(*) FROM %2 WHERE ?1 AND %3 IN (SELECT id FROM temp.gone_%4) GROUP BY 1 ORDER BY 1"_s
                        .arg(table.hasBatch() ? u"batch_id"_s : u"NULL"_s, table.name, reference.column,
                            parent.name),
                    Dependent::Reason::Refers));
            }
        }
        return m_connection.execute(u"DROP TABLE temp.gone_%1"_s.arg(parent.name));
    }

    Connection &m_connection;
    BatchId m_batch;
    Progress &m_progress;
    QList<TableShape> m_tables;
    UndoAccount m_account;
    qint64 m_done = 0;
    qint64 m_steps = 0;
};

} // namespace

QString countInWords(const QString &table, qint64 rows)
{
    static const QHash<QString, std::pair<QString, QString>> words{
        {u"customer"_s, {u"customer"_s, u"customers"_s}},
        {u"identity"_s, {u"address or id of a customer"_s, u"addresses or ids of customers"_s}},
        {u"postal_address"_s, {u"postal address"_s, u"postal addresses"_s}},
        {u"customer_tag"_s, {u"tag of a customer"_s, u"tags of customers"_s}},
        {u"consent_entry"_s, {u"entry about consent"_s, u"entries about consent"_s}},
        {u"suppression"_s, {u"blocked address"_s, u"blocked addresses"_s}},
        {u"product"_s, {u"product"_s, u"products"_s}},
        {u"variant"_s, {u"product variant"_s, u"product variants"_s}},
        {u"coupon"_s, {u"coupon"_s, u"coupons"_s}},
        {u"coupon_set"_s, {u"set of coupon codes"_s, u"sets of coupon codes"_s}},
        {u"coupon_code"_s, {u"coupon code"_s, u"coupon codes"_s}},
        {u"coupon_product"_s, {u"product of a coupon"_s, u"products of coupons"_s}},
        {u"shop_order"_s, {u"order"_s, u"orders"_s}},
        {u"order_line"_s, {u"line of an order"_s, u"lines of orders"_s}},
        {u"refund"_s, {u"refund"_s, u"refunds"_s}},
        {u"event"_s, {u"event"_s, u"events"_s}},
        {u"event_type"_s, {u"kind of event"_s, u"kinds of events"_s}},
        {u"outbox"_s, {u"message"_s, u"messages"_s}},
        {u"loyalty_account"_s, {u"loyalty account"_s, u"loyalty accounts"_s}},
        {u"duplicate_pair"_s, {u"decision about duplicates"_s, u"decisions about duplicates"_s}},
    };
    const auto found = words.value(table, {u"row of %1"_s.arg(table), u"rows of %1"_s.arg(table)});
    return u"%1 %2"_s.arg(rows).arg(rows == 1 ? found.first : found.second);
}

QString describe(const QList<Dependent> &dependents)
{
    QStringList lines;
    for (const Dependent &dependent : dependents) {
        const QString rows = countInWords(dependent.table, dependent.rows);
        const bool later = dependent.batch.isValid();
        const qint64 number = dependent.batch.value();
        switch (dependent.reason) {
        case Dependent::Reason::Met:
            lines.append(u"Import %1 counts on %2 of it."_s.arg(number).arg(rows));
            break;
        case Dependent::Reason::Changed:
            lines.append(later ? u"Import %1 changed %2 after it."_s.arg(number).arg(rows)
                               : u"%1 changed since, by hand or by sending."_s.arg(rows));
            break;
        case Dependent::Reason::Refers:
            lines.append(later
                    ? u"Import %1 added %2 to what it brought."_s.arg(number).arg(rows)
                    : u"%1 made since, by hand or by sending, belong to what it brought."_s.arg(rows));
            break;
        }
    }
    return lines.join(u'\n');
}

Result<UndoAccount> planUndo(Connection &connection, BatchId batch, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(aside, ForeignKeysAside::begin(connection));
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    const StopOnCancel stop(connection, progress);
    return Undoing(connection, batch, progress).run();
}

Result<UndoAccount> undoBatch(Connection &connection, BatchId batch, Timestamp now, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(aside, ForeignKeysAside::begin(connection));
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    const StopOnCancel stop(connection, progress);
    HABERDASH_TRY_ASSIGN(account, Undoing(connection, batch, progress).run());
    if (!account.isPossible())
        return account;
    for (const QString &sql : {u"DELETE FROM change_log WHERE batch_id = ?1"_s,
             u"DELETE FROM batch_dependency WHERE batch_id = ?1"_s}) {
        HABERDASH_TRY_ASSIGN(clear, connection.prepare(sql));
        HABERDASH_TRY(clear.bind(1, batch).run());
    }
    HABERDASH_TRY_ASSIGN(mark,
        connection.prepare(u"UPDATE import_batch SET state = 'undone', undone_at = ?2 WHERE id = ?1"_s));
    HABERDASH_TRY(mark.bind(1, batch).bind(2, now).run());
    HABERDASH_TRY(transaction.commit());
    return account;
}

} // namespace haberdash::store
