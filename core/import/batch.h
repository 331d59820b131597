// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/change_batch.h"

namespace haberdash::importing {

/// The import that is under way: its number, its moment, what it does to people, and through `ChangeBatch`
/// the log of what it changes in rows that were there before.
class Batch
{
public:
    [[nodiscard]] static Result<Batch> begin(store::Connection &connection, Timestamp now);

    [[nodiscard]] BatchId id() const { return m_changes.id(); }
    [[nodiscard]] Timestamp now() const { return m_changes.now(); }
    [[nodiscard]] store::Connection &connection() const { return m_changes.connection(); }

    /// The import met a row that an earlier one brought, and counts on it: see `ChangeBatch::relyOn`.
    void relyOn(BatchId earlier, const char *table) { m_changes.relyOn(earlier, table); }

    /// The same of a row that the import leaves as earlier ones changed it.
    template<typename Key>
    [[nodiscard]] Result<> relyOnChanges(const char *table, Key key)
    {
        return m_changes.relyOnChanges(table, key);
    }
    template<typename Key>
    [[nodiscard]] Result<QList<store::RowChange>> changesOf(const char *table, Key key)
    {
        return m_changes.changesOf(table, key);
    }

    struct People
    {
        qint64 added = 0;
        qint64 changed = 0;
        qint64 merged = 0; ///< records that turned out to be somebody already known under another shop id
        qint64 consentKept = 0; ///< a yes in the file that did not lift a no we hold
        qint64 consentGained = 0; ///< a yes recorded where we held a no, because the user asked for it
        qint64 consentLost = 0; ///< a no recorded where we held a yes
    };
    People people;

    [[nodiscard]] Result<> finish();

private:
    explicit Batch(store::ChangeBatch changes);
    store::ChangeBatch m_changes;
};

/// A statement that adds a row unless it is there already. Then the import counts on whoever added it.
class AddOrRely
{
public:
    /// @param insert an INSERT that does nothing on a conflict
    /// @param findBatch gives the batch of the row in the way, by the key in the same places
    [[nodiscard]] static Result<AddOrRely> create(
        Batch &batch, const char *table, const QString &insert, const QString &findBatch);

    /// The statement that inserts, for the values that are no part of the key.
    [[nodiscard]] store::Statement &row() { return m_insert; }
    /// @param bindKey binds the values of the row's key to a statement
    template<typename BindKey>
    [[nodiscard]] Result<> run(BindKey bindKey)
    {
        bindKey(m_insert);
        HABERDASH_TRY(m_insert.run());
        if (m_batch->connection().changes() > 0)
            return {};
        bindKey(m_findBatch);
        return rely();
    }

private:
    AddOrRely(Batch &batch, const char *table, store::Statement insert, store::Statement findBatch);
    [[nodiscard]] Result<> rely();
    Batch *m_batch;
    const char *m_table;
    store::Statement m_insert;
    store::Statement m_findBatch;
};

} // namespace haberdash::importing
