// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/check.h"
#include "core/audit/score.h"
#include "core/base/progress.h"
#include "core/store/holdings.h"
#include "core/store/import_log.h"

namespace haberdash::audit {

/// What an audit found, all of it a value: nothing here reads the store again.
struct Audit
{
    store::WorkspaceInfo shop;
    Timestamp asOf;
    QList<store::Holding> holdings; ///< what there is
    QList<store::ImportRecord> imports; ///< where it came from, newest first; undone ones too
    QList<Finding> findings; ///< one for each check, in the order of the checks, also where nothing was found
    Score score;

    /// Where something was found: the most severe first, within a severity what takes the most points.
    [[nodiscard]] QList<const Finding *> found() const;
    /// The finding of a check; nullptr for an unknown key.
    [[nodiscard]] const Finding *finding(const QString &key) const;
};

/// Every check there is, in the order of their subjects.
[[nodiscard]] const Checks &allChecks();

/// Asks all checks. Reads only. Cancelled where `progress` says so; the connection's own interrupt is used
/// for that while it runs.
[[nodiscard]] Result<Audit> runAudit(store::Connection &connection, Timestamp asOf, Progress &progress);

/// Rows [first, first + count) behind a finding, in words.
[[nodiscard]] Result<QList<Row>> rowsOf(
    store::Connection &connection, const Finding &finding, Timestamp asOf, qint64 first, qint64 count);

} // namespace haberdash::audit
