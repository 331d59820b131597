// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/row_query.h"

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

void bindInstant(store::Statement &statement, const QString &query, const Scope &scope)
{
    if (query.contains(u"?1"_s))
        statement.bind(1, scope.asOf());
}

} // namespace

Result<qint64> numberFrom(Scope &scope, const QString &query)
{
    HABERDASH_TRY_ASSIGN(statement, scope.connection().prepare(query));
    bindInstant(statement, query, scope);
    HABERDASH_TRY(statement.step());
    return statement.integer(0);
}

Result<Finding> findRows(Scope &scope, RowKind kind, const QString &outOfQuery, const QString &foundQuery)
{
    Finding finding;
    finding.kind = kind;
    HABERDASH_TRY_ASSIGN(outOf, numberFrom(scope, outOfQuery));
    finding.outOf = outOf;
    if (outOf == 0)
        return finding;
    HABERDASH_TRY_ASSIGN(rows, scope.connection().prepare(foundQuery));
    bindInstant(rows, foundQuery, scope);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return finding;
        finding.ids.push_back(rows.integer(0));
        if (rows.columnCount() > 1 && !rows.isNull(1))
            finding.remarks.insert(rows.integer(0), rows.text(1));
    }
}

} // namespace haberdash::audit
