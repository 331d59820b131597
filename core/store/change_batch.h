// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"
#include "core/store/statement.h"

#include <QMap>

#include <map>
#include <optional>

namespace haberdash::store {

enum class BatchKind { Import, Merge, Repair };
/// "import", "merge" ...
[[nodiscard]] QString toWord(BatchKind kind);

/// A row that a batch changed or removed: whole rows as JSON, by column; `after` is empty for one that is
/// gone.
struct RowChange
{
    BatchId batch;
    QByteArray before;
    QByteArray after;
};

/// SQL for the number of a new row in a table that is numbered by `id`. A number that a batch may bring back
/// is never given away: else somebody new would stand where the batch's row has to return to.
[[nodiscard]] Result<QString> newRowNumber(Connection &connection, const QString &table);

/// Changes that belong together and can be taken back together: see `undoBatch`. While it lives, whatever
/// this connection changes or removes in rows that the batch did not add itself is written down, by whomever
/// it is changed. Made, finished and destroyed within a transaction of the caller.
class ChangeBatch
{
public:
    /// @param note what it was, in words of the user, for lists of batches; may be empty
    [[nodiscard]] static Result<ChangeBatch> begin(
        Connection &connection, BatchKind kind, const QString &note, Timestamp now);
    ChangeBatch(ChangeBatch &&other) noexcept;
    ChangeBatch &operator=(ChangeBatch &&) = delete;
    ~ChangeBatch();

    [[nodiscard]] BatchId id() const { return m_id; }
    [[nodiscard]] Timestamp now() const { return m_now; }
    [[nodiscard]] Connection &connection() const { return *m_connection; }

    /// This batch met a row of `earlier` in `table` and counts on it without changing it. An invalid id is a
    /// row that no batch made, and says nothing.
    void relyOn(BatchId earlier, const char *table)
    {
        if (earlier.isValid() && earlier != m_id)
            ++m_reliance[{earlier.value(), table}];
    }

    /// What earlier batches, which can still be taken back, changed in a row. `key` is its number, or what it
    /// is known by where it has none (an identity's key, else the customer).
    template<typename Key>
    [[nodiscard]] Result<QList<RowChange>> changesOf(const char *table, Key key)
    {
        HABERDASH_TRY_ASSIGN(logged, isLogged(table));
        if (!logged)
            return QList<RowChange>();
        m_changesOf->bind(2, key);
        return readChanges();
    }
    /// This batch met a row and counts on it as earlier batches left it.
    template<typename Key>
    [[nodiscard]] Result<> relyOnChanges(const char *table, Key key)
    {
        HABERDASH_TRY_ASSIGN(changes, changesOf(table, key));
        for (const RowChange &change : changes)
            relyOn(change.batch, table);
        return {};
    }

    /// Writes the books of this batch and begins another one of the same kind: many small ones in one
    /// transaction, each to be taken back by itself.
    [[nodiscard]] Result<> startNext(const QString &note);
    /// Writes the books of the batch and stops listening.
    [[nodiscard]] Result<> finish();

private:
    ChangeBatch(Connection &connection, BatchKind kind, Timestamp now);
    [[nodiscard]] Result<> open(const QString &note);
    [[nodiscard]] Result<> close();
    [[nodiscard]] Result<> listen();
    [[nodiscard]] Result<> stopListening();
    /// Whether earlier batches changed any row of the table; then `m_changesOf` is bound to it.
    [[nodiscard]] Result<bool> isLogged(const char *table);
    [[nodiscard]] Result<QList<RowChange>> readChanges();

    Connection *m_connection; ///< null once finished or moved from
    BatchKind m_kind;
    BatchId m_id;
    Timestamp m_now;
    QStringList m_triggers;
    std::map<std::pair<qint64, std::string_view>, qint64> m_reliance;
    std::map<std::string_view, bool> m_logged;
    std::optional<Statement> m_changesOf;
};

} // namespace haberdash::store
