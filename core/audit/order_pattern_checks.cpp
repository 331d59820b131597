// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/check_list.h"
#include "core/audit/row_query.h"
#include "core/audit/statistics.h"
#include "core/base/stable_hash.h"

#include <algorithm>
#include <array>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isUtcMidnight(qint64 at)
{
    return at % 86'400'000 >= 0 && at % 86'400'000 < 1000;
}

bool isMidnight(qint64 at, const Scope &scope)
{
    return isUtcMidnight(at) || scope.localTime().isMidnight(at);
}

class DuplicateNumber final : public WholeCheck
{
public:
    DuplicateNumber()
        : WholeCheck({u"orders.number-twice"_s, Subject::Orders, Severity::Serious,
            u"One number, several orders"_s, u"Orders that carry the same number as another one."_s,
            u"The number, without blanks and case, is on more than one order of the same kind."_s,
            u"The same order counts twice: takings and order counts are too high."_s,
            u"Was one order imported from two exports with different ids? Undo one of the imports."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        return findRows(scope, RowKind::Order, u"SELECT count(*) FROM shop_order WHERE name <> ''"_s,
            u"SELECT id, n || ' orders' FROM (SELECT id, count(*) OVER (PARTITION BY kind, "
            u"lower(trim(name))) AS n "
            u"FROM shop_order WHERE name <> '') WHERE n > 1 ORDER BY id"_s);
    }
};

class SameOrderTwice final : public WholeCheck
{
public:
    SameOrderTwice()
        : WholeCheck({u"orders.twice"_s, Subject::Orders, Severity::Warning,
            u"The same order under two numbers"_s,
            u"Orders of one customer at the very same moment for the very same amount."_s,
            u"Customer, instant and total (not zero) are equal; neither was cancelled. Orders at exactly midnight are left out: their time of day is not known."_s,
            u"It looks like a repeat purchase, and takings are too high."_s,
            u"Look at both in the shop: a checkout that was sent twice, or one order in two systems. "
            u"Cancel one there "
            u"and import again."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(rows,
            scope.connection().prepare(
                u"SELECT id, placed_at, customer_id, total FROM shop_order WHERE kind = 'sale' AND "
                u"cancelled_at IS NULL AND customer_id IS NOT NULL AND total <> 0 ORDER BY id"_s));
        Finding finding;
        finding.kind = RowKind::Order;
        // Hashes of (customer, instant, total), half the room that these take.
        std::vector<std::pair<quint64, qint64>> orders;
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            // Where the time of day is lost, two orders of a day are nothing strange.
            if (isMidnight(rows.integer(1), scope))
                continue;
            const std::array<qint64, 3> what{rows.integer(1), rows.integer(2), rows.integer(3)};
            orders.emplace_back(
                stableHash({reinterpret_cast<const char *>(what.data()), sizeof what}), rows.integer(0));
        }
        finding.outOf = qint64(orders.size());
        std::ranges::sort(orders);
        HABERDASH_TRY_ASSIGN(
            name, scope.connection().prepare(u"SELECT name FROM shop_order WHERE id = ?1"_s));
        for (size_t first = 0, end = 0; first < orders.size(); first = end) {
            while (end < orders.size() && orders[end].first == orders[first].first)
                ++end;
            for (size_t i = first; i < end && end - first > 1; ++i) {
                HABERDASH_TRY(
                    name.bind(1, i == first ? orders[end - 1].second : orders[first].second).step());
                finding.ids.push_back(orders[i].second);
                finding.remarks.insert(orders[i].second, u"same as %1"_s.arg(name.text(0)));
                name.reset();
            }
        }
        std::ranges::sort(finding.ids);
        return finding;
    }
};

class AtMidnight final : public WholeCheck
{
public:
    AtMidnight()
        : WholeCheck({u"orders.midnight"_s, Subject::Orders, Severity::Notice,
            u"Orders at exactly midnight"_s,
            u"Orders whose time of day seems to be lost: they all lie at exactly 00:00."_s,
            u"Orders at 00:00:00 in the time of the shop or of Greenwich, where there are more of them than "
            u"chance puts "
            u"into one minute of the day (Poisson, less than 1 in 10,000)."_s,
            u"The best hour to send is learned from midnight; and with the wrong zone orders fall on the day before."_s,
            u"Export with the time of the order. If it has the time, look at date format and time zone in "
            u"the "
            u"mapping."_s})
    { }
    Result<Finding> run(Scope &scope) const override
    {
        HABERDASH_TRY_ASSIGN(
            rows, scope.connection().prepare(u"SELECT id, placed_at FROM shop_order ORDER BY id"_s));
        Finding finding;
        finding.kind = RowKind::Order;
        std::vector<qint64> here;
        std::vector<qint64> greenwich;
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            ++finding.outOf;
            const qint64 at = rows.integer(1);
            if (scope.localTime().isMidnight(at))
                here.push_back(rows.integer(0));
            if (isUtcMidnight(at))
                greenwich.push_back(rows.integer(0));
        }
        const QString where = greenwich.size() > here.size() ? u"00:00 UTC"_s : u"00:00"_s;
        finding.ids = std::move(greenwich.size() > here.size() ? greenwich : here);
        // 1440 minutes a day: most exports know minutes.
        if (poissonUpperTail(finding.count(), double(finding.outOf) / 1440) >= 1e-4)
            finding.ids.clear();
        for (const qint64 id : finding.ids)
            finding.remarks.insert(id, where);
        return finding;
    }
};

} // namespace

void addOrderPatternChecks(Checks &checks)
{
    checks.push_back(std::make_unique<DuplicateNumber>());
    checks.push_back(std::make_unique<SameOrderTwice>());
    checks.push_back(std::make_unique<AtMidnight>());
}

} // namespace haberdash::audit
