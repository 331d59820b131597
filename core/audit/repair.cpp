// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/repair.h"

#include "core/store/transaction.h"

#include <algorithm>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

Repairs makeRepairs()
{
    Repairs repairs;
    addPeopleRepairs(repairs);
    addConsentRepairs(repairs);
    addGoodsRepairs(repairs);
    return repairs;
}

} // namespace

qint64 Repaired::changed() const
{
    return std::count_if(
        changes.begin(), changes.end(), [](const Change &change) { return change.obstacle.isEmpty(); });
}

const Repair *repairFor(const QString &check)
{
    static const Repairs repairs = makeRepairs();
    const auto found = std::find_if(
        repairs.begin(), repairs.end(), [&check](const auto &repair) { return repair->check() == check; });
    return found == repairs.end() ? nullptr : found->get();
}

Result<Repaired> applyRepair(store::Connection &connection, const Repair &repair,
    const std::vector<qint64> &rows, Timestamp asOf, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    Repaired repaired;
    HABERDASH_TRY_ASSIGN(changes, repair.preview(connection, rows, asOf));
    repaired.changes = std::move(changes);
    if (repaired.changed() == 0)
        return repaired;
    HABERDASH_TRY_ASSIGN(
        batch, store::ChangeBatch::begin(connection, store::BatchKind::Repair, repair.title(), now));
    for (const Change &change : repaired.changes) {
        if (change.obstacle.isEmpty())
            HABERDASH_TRY(repair.make(batch, change));
    }
    HABERDASH_TRY(batch.finish());
    HABERDASH_TRY(transaction.commit());
    repaired.batch = batch.id();
    return repaired;
}

} // namespace haberdash::audit
