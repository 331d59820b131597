// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/sql_conditions.h"

#include "core/store/workspace.h"

#include <algorithm>

namespace haberdash::segment {

using facts::RowSet;

Result<bool> SqlConditions::refresh()
{
    // data_version tells of others' commits, total_changes of this connection's own.
    HABERDASH_TRY_ASSIGN(version, store::dataVersion(m_connection));
    HABERDASH_TRY_ASSIGN(changes, m_connection.integer(QStringLiteral("SELECT total_changes()")));
    if (version == m_dataVersion && changes == m_ownChanges)
        return false;
    HABERDASH_TRY_ASSIGN(ids, m_connection.prepare(QStringLiteral("SELECT id FROM customer ORDER BY id")));
    m_ids.clear();
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, ids.step());
        if (!more)
            break;
        m_ids.push_back(ids.integer(0));
    }
    m_dataVersion = version;
    m_ownChanges = changes;
    return true;
}

Result<RowSet> SqlConditions::run(const Query &query)
{
    HABERDASH_TRY_ASSIGN(statement, prepare(m_connection, query));
    RowSet set(m_ids.size());
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, statement.step());
        if (!more)
            return set;
        const auto found = std::lower_bound(m_ids.begin(), m_ids.end(), statement.integer(0));
        if (found != m_ids.end() && *found == statement.integer(0))
            set.set(size_t(found - m_ids.begin()));
    }
}

Result<RowSet> SqlConditions::everyone(const Context &context)
{
    return run(segment::everyone(context));
}

Result<RowSet> SqlConditions::condition(const Node &condition, const Context &context)
{
    return run(compileCondition(condition, context));
}

} // namespace haberdash::segment
