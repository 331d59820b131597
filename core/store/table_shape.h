// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QStringList>

namespace haberdash::store {

/// What a table of the store looks like, as the file itself says: so that what is done with every table
/// (keeping changes, taking them back, moving a person's rows, counting) forgets none that is added later.
struct TableShape
{
    struct Reference
    {
        QString column;
        QString table;
        QString key;
    };

    QString name;
    QStringList columns;
    QStringList key; ///< of the primary key, in its order
    QList<Reference> references;

    [[nodiscard]] bool has(const QString &column) const { return columns.contains(column); }
    [[nodiscard]] bool hasBatch() const;
    /// "json_object('a', old.a, 'b', old.b)": a whole row; `row` is a table's name, "old" or "new".
    [[nodiscard]] QString asJson(const QString &row) const;
    /// "a IS json_extract(?1, '$.a') AND ...": the row that a JSON text means.
    [[nodiscard]] QString keyIs(const QString &json) const;
};

/// Tables that hold the shop's content: all but the books that the store keeps about imports, and pictures,
/// which are never changed.
[[nodiscard]] Result<QList<TableShape>> contentTables(Connection &connection);

} // namespace haberdash::store
