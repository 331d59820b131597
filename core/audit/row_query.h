// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/finding.h"
#include "core/audit/scope.h"

namespace haberdash::audit {

/// A finding from two queries: how many rows are looked at (one number), and which are found (id, ascending
/// and unique; optionally a second column with a remark). Both may use ?1, the instant of the audit.
[[nodiscard]] Result<Finding> findRows(
    Scope &scope, RowKind kind, const QString &outOfQuery, const QString &foundQuery);

/// One number from a query that may use ?1, the instant of the audit.
[[nodiscard]] Result<qint64> numberFrom(Scope &scope, const QString &query);

} // namespace haberdash::audit
