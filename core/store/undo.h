// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/store/connection.h"

#include <QMap>

namespace haberdash::store {

/// Something that stands on what a batch brought, so that the batch cannot simply go.
struct Dependent
{
    BatchId batch; ///< the later batch; invalid: made by hand or by sending
    QString table; ///< where its rows are
    qint64 rows = 0;
    enum class Reason {
        Met, ///< it found these rows of the batch and counted on them
        Changed, ///< these rows were changed after the batch
        Refers ///< these rows belong to something that the batch brought
    };
    Reason reason = Reason::Met;
    friend bool operator==(const Dependent &, const Dependent &) = default;
};

/// What taking a batch back does.
struct UndoAccount
{
    QMap<QString, qint64> removed; ///< rows that the batch had added, by table
    QMap<QString, qint64> restored; ///< rows that it had changed or removed, by table
    QList<Dependent> dependents; ///< not empty: the batch stays
    [[nodiscard]] bool isPossible() const { return dependents.isEmpty(); }
};

/// What stands in the way, in sentences: "Import 3 counts on 12 customers of it." One line each.
[[nodiscard]] QString describe(const QList<Dependent> &dependents);

/// "1 customer", "12 lines of orders": rows of a table, in words of a shopkeeper.
[[nodiscard]] QString countInWords(const QString &table, qint64 rows);

/// Finds out what taking a batch back would do, and keeps everything as it is.
/// @return Invalid where there is no such batch, or it was undone already, or is too old to be undone
[[nodiscard]] Result<UndoAccount> planUndo(Connection &connection, BatchId batch, Progress &progress);

/// Takes a batch back: the content is then what it would be without it, to the bit. Where something depends
/// on it nothing is changed, and the account says what. All or nothing, also when cancelled.
[[nodiscard]] Result<UndoAccount> undoBatch(
    Connection &connection, BatchId batch, Timestamp now, Progress &progress);

} // namespace haberdash::store
