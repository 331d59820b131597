// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statement_cache.h"

#include <sqlite3.h>

namespace haberdash::store {

namespace {

constexpr int statementsKept = 128;

} // namespace

StatementCache::~StatementCache()
{
    close();
}

sqlite3_stmt *StatementCache::take(const QByteArray &sql)
{
    return m_idle.take(sql);
}

void StatementCache::giveBack(sqlite3_stmt *statement)
{
    const char *words = sqlite3_sql(statement);
    // The statement's own words serve as its key: they live as long as it does.
    const auto sql = QByteArray::fromRawData(words ? words : "", words ? qsizetype(qstrlen(words)) : 0);
    // Some pragmas work while they are read, not while they run: those are read each time.
    if (m_isClosed || sql.startsWith("PRAGMA") || m_idle.size() >= statementsKept || m_idle.contains(sql)) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    m_idle.insert(sql, statement);
}

void StatementCache::close()
{
    m_isClosed = true;
    for (sqlite3_stmt *statement : std::as_const(m_idle))
        sqlite3_finalize(statement);
    m_idle.clear();
}

} // namespace haberdash::store
