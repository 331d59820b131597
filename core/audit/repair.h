// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/finding.h"
#include "core/store/change_batch.h"

#include <memory>

namespace haberdash::audit {

/// One value of one row that a repair changes.
struct Change
{
    qint64 row = 0; ///< of the table that the finding's rows are in
    QString who; ///< "Ada Lovelace", "Article 7, M"
    QString what; ///< "address", "consent", "former price"
    QString before;
    QString after; ///< empty: it is cleared
    QString obstacle; ///< why this one is left as it is, as a sentence; empty: it is changed
    friend bool operator==(const Change &, const Change &) = default;
};

/// What a repair did.
struct Repaired
{
    BatchId batch; ///< what store::undoBatch() takes back; invalid where nothing was changed
    QList<Change> changes; ///< all of them, those with an obstacle too
    [[nodiscard]] qint64 changed() const;
};

/// A way to mend what a check finds that is safe: it changes only what was found, keeps what it was, and can
/// be taken back like an import. Has no state.
class Repair
{
public:
    Repair(QString check, QString title, QString explanation)
        : m_check(std::move(check))
        , m_title(std::move(title))
        , m_explanation(std::move(explanation))
    { }
    Repair(const Repair &) = delete;
    Repair &operator=(const Repair &) = delete;
    virtual ~Repair() = default;

    [[nodiscard]] const QString &check() const
    {
        return m_check;
    } ///< key of the check whose findings it mends
    [[nodiscard]] const QString &title() const { return m_title; } ///< "Correct the addresses"
    [[nodiscard]] const QString &explanation() const { return m_explanation; } ///< what it does, and does not

    /// What it would do to these rows of a finding. Changes nothing. Rows that the check would no longer find
    /// are left out.
    [[nodiscard]] virtual Result<QList<Change>> preview(
        store::Connection &connection, const std::vector<qint64> &rows, Timestamp asOf) const = 0;

protected:
    friend Result<Repaired> applyRepair(store::Connection &connection, const Repair &repair,
        const std::vector<qint64> &rows, Timestamp asOf, Timestamp now);
    /// Makes one change of a preview that has no obstacle.
    [[nodiscard]] virtual Result<> make(store::ChangeBatch &batch, const Change &change) const = 0;

private:
    QString m_check;
    QString m_title;
    QString m_explanation;
};

/// The repair for what a check finds; nullptr where there is no safe one, and the check says in words what to
/// do.
[[nodiscard]] const Repair *repairFor(const QString &check);

/// Makes the changes in one batch that can be undone: all of them or, on an error, none. Looks at the rows
/// again first, so that a preview that has grown old does no harm.
/// @param asOf the instant of the audit
/// @param now the real moment, for the log
[[nodiscard]] Result<Repaired> applyRepair(store::Connection &connection, const Repair &repair,
    const std::vector<qint64> &rows, Timestamp asOf, Timestamp now);

using Repairs = std::vector<std::unique_ptr<const Repair>>;
// Each file of repairs adds its own.
void addPeopleRepairs(Repairs &repairs);
void addConsentRepairs(Repairs &repairs);
void addGoodsRepairs(Repairs &repairs);

} // namespace haberdash::audit
