// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit.h"

#include "core/audit/check_list.h"

#include <algorithm>
#include <limits>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

Checks makeChecks()
{
    Checks checks;
    for (const auto add : {addAddressChecks, addProfileChecks, addTwinChecks, addOwnFactChecks,
             addConsentChecks, addMailHistoryChecks, addOrderChecks, addAmountChecks, addOrderPatternChecks,
             addOutlierChecks, addGoodsChecks, addCouponChecks, addRhythmChecks, addSourceChecks})
        add(checks);
    std::stable_sort(checks.begin(), checks.end(),
        [](const auto &left, const auto &right) { return left->about().subject < right->about().subject; });
    return checks;
}

Error stopped()
{
    return {Error::Code::Cancelled, u"The audit was stopped. Nothing was changed."_s};
}

/// A check of one row at a time, and what it has found so far.
template<typename RowCheck>
struct Seeker
{
    const RowCheck *check;
    Finding *finding;
};

/// One pass over all rows for all checks of a kind.
template<typename RowCheck, typename Reader, typename Fact>
Result<> seek(
    const std::vector<Seeker<RowCheck>> &seekers, Reader reader, const Scope &scope, Progress &progress)
{
    Fact fact;
    for (qint64 row = 0;; ++row) {
        HABERDASH_TRY_ASSIGN(more, reader.next(fact));
        if (!more)
            return {};
        if (row % 4096 == 0 && progress.isCancelled())
            return tl::unexpected(stopped());
        for (const auto &[check, finding] : seekers) {
            if (!check->concerns(fact, scope))
                continue;
            ++finding->outOf;
            if (check->finds(fact, scope))
                finding->ids.push_back(fact.id);
        }
    }
}

class Run
{
public:
    Run(Scope &scope, QList<Finding> &findings, Progress &progress)
        : m_scope(scope)
        , m_progress(progress)
    {
        for (const auto &check : allChecks()) {
            findings.append(Finding{.check = check.get()});
        }
        for (Finding &finding : findings) {
            if (const auto *person = dynamic_cast<const PersonCheck *>(finding.check)) {
                finding.kind = RowKind::Person;
                m_people.push_back({person, &finding});
            } else if (const auto *order = dynamic_cast<const OrderCheck *>(finding.check)) {
                finding.kind = RowKind::Order;
                m_orders.push_back({order, &finding});
            } else if (const auto *whole = dynamic_cast<const WholeCheck *>(finding.check)) {
                m_whole.push_back({whole, &finding});
            }
        }
        m_steps = qint64(m_whole.size()) + 2 * passWeight;
    }

    Result<> all()
    {
        HABERDASH_TRY_ASSIGN(people, PersonReader::open(m_scope.connection(), m_scope.times()));
        HABERDASH_TRY(
            (seek<PersonCheck, PersonReader, Person>(m_people, std::move(people), m_scope, m_progress)));
        HABERDASH_TRY(step(passWeight));
        HABERDASH_TRY_ASSIGN(orders, OrderReader::open(m_scope.connection()));
        HABERDASH_TRY(
            (seek<OrderCheck, OrderReader, Order>(m_orders, std::move(orders), m_scope, m_progress)));
        HABERDASH_TRY(step(passWeight));
        for (const auto &[check, finding] : m_whole) {
            HABERDASH_TRY_ASSIGN(found, check->run(m_scope));
            found.check = check;
            *finding = std::move(found);
            HABERDASH_TRY(step(1));
        }
        return {};
    }

private:
    /// How many other checks a pass over all people or orders is worth.
    static constexpr qint64 passWeight = 8;

    Result<> step(qint64 weight)
    {
        m_done += weight;
        m_progress.report(m_done, m_steps);
        if (m_progress.isCancelled())
            return tl::unexpected(stopped());
        return {};
    }

    Scope &m_scope;
    Progress &m_progress;
    std::vector<Seeker<PersonCheck>> m_people;
    std::vector<Seeker<OrderCheck>> m_orders;
    std::vector<Seeker<WholeCheck>> m_whole;
    qint64 m_steps = 0;
    qint64 m_done = 0;
};

Result<Audit> runOn(store::Connection &connection, Timestamp asOf, Progress &progress)
{
    Audit audit;
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(holdings, store::holdings(connection));
    HABERDASH_TRY_ASSIGN(imports, store::importLog(connection, std::numeric_limits<int>::max()));
    audit.shop = info;
    audit.asOf = asOf;
    audit.holdings = holdings;
    audit.imports = imports;
    HABERDASH_TRY_ASSIGN(scope, Scope::open(connection, asOf, std::move(info)));
    Run run(scope, audit.findings, progress);
    HABERDASH_TRY(run.all());
    for (Finding &finding : audit.findings)
        finding.points = pointsFor(finding);
    audit.score = scoreOf(audit.findings);
    return audit;
}

} // namespace

const Checks &allChecks()
{
    static const Checks checks = makeChecks();
    return checks;
}

QList<const Finding *> Audit::found() const
{
    QList<const Finding *> list;
    for (const Finding &finding : findings) {
        if (finding.count() > 0)
            list.append(&finding);
    }
    std::stable_sort(list.begin(), list.end(), [](const Finding *left, const Finding *right) {
        const auto key
            = [](const Finding *one) { return std::pair(one->check->about().severity, one->points); };
        return key(left) > key(right);
    });
    return list;
}

const Finding *Audit::finding(const QString &key) const
{
    const auto found = std::find_if(findings.begin(), findings.end(),
        [&key](const Finding &one) { return one.check->about().key == key; });
    return found == findings.end() ? nullptr : &*found;
}

Result<Audit> runAudit(store::Connection &connection, Timestamp asOf, Progress &progress)
{
    // Room for the pages that many queries read one after the other; back to SQLite's default afterwards.
    HABERDASH_TRY(connection.execute(u"PRAGMA cache_size = -65536"_s));
    connection.setInterrupt([&progress] { return progress.isCancelled(); });
    auto audit = runOn(connection, asOf, progress);
    connection.setInterrupt({});
    HABERDASH_TRY(connection.execute(u"PRAGMA cache_size = -2000"_s));
    return audit;
}

} // namespace haberdash::audit
