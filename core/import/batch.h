// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/store/statement.h"

#include <QJsonObject>

#include <optional>

namespace haberdash::store {
class Connection;
}

namespace haberdash::importing {

/// The import that is under way: its number, its moment, and the log of what it changes in rows that were
/// there before.
class Batch
{
public:
    [[nodiscard]] static Result<Batch> begin(store::Connection &connection, Timestamp now);

    [[nodiscard]] BatchId id() const { return m_id; }
    [[nodiscard]] Timestamp now() const { return m_now; }
    [[nodiscard]] store::Connection &connection() const { return *m_connection; }

    /// Writes down what a row was before this import changes it.
    [[nodiscard]] Result<> log(const char *table, qint64 rowId, const QJsonObject &before);

    struct People
    {
        qint64 added = 0;
        qint64 changed = 0;
        qint64 merged = 0; ///< records that turned out to be somebody already known under another shop id
        qint64 consentKept = 0; ///< a yes in the file that did not lift a no we hold
    };
    People people;

    [[nodiscard]] Result<> finish();

private:
    Batch(store::Connection &connection, BatchId id, Timestamp now, store::Statement log);
    store::Connection *m_connection;
    BatchId m_id;
    Timestamp m_now;
    store::Statement m_log;
    qint64 m_logged = 0;
};

} // namespace haberdash::importing
