// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace haberdash::test {

/// Faults put into a shop at known places, and innocent neighbours beside them that look much like faults.
struct AuditSeed
{
    QString check; ///< the check that must find them
    QStringList statements;
    /// Gives what must be found and nothing else: ids, or names of rows that are no rows of the store. Asked
    /// after the statements.
    QString expected;
};

[[nodiscard]] QList<AuditSeed> peopleSeeds();
[[nodiscard]] QList<AuditSeed> consentSeeds();
[[nodiscard]] QList<AuditSeed> orderSeeds();
[[nodiscard]] QList<AuditSeed> goodsSeeds();
[[nodiscard]] QList<AuditSeed> sourceSeeds();
/// All of them.
[[nodiscard]] QList<AuditSeed> auditSeeds();

} // namespace haberdash::test
