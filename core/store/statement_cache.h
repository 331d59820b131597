// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

struct sqlite3_stmt;

namespace haberdash::store {

/// Statements that nobody is using, ready for the next who asks for the same words: SQLite reads a statement
/// about as long as it runs a small one. Belongs to one connection.
class StatementCache
{
public:
    StatementCache() = default;
    StatementCache(const StatementCache &) = delete;
    StatementCache &operator=(const StatementCache &) = delete;
    ~StatementCache();

    /// Gives one out, or nothing.
    [[nodiscard]] sqlite3_stmt *take(const QByteArray &sql);
    /// Takes one back, without values and not running. Finalizes it where there is no room or no connection
    /// any more.
    void giveBack(sqlite3_stmt *statement);
    /// From now on everything is finalized: the connection closes.
    void close();

private:
    QHash<QByteArray, sqlite3_stmt *> m_idle;
    bool m_isClosed = false;
};

} // namespace haberdash::store
