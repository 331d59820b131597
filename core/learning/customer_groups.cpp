// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/customer_groups.h"

#include "core/insight/month_calendar.h"
#include "core/insight/rfm.h"
#include "core/learning/purchase_walk.h"

#include <algorithm>

namespace haberdash::learning {

namespace {

constexpr qint64 dayLength = 86'400'000;

/// What the stage of somebody is made from.
struct Rhythm
{
    quint32 row = 0;
    insight::GapHistory gaps;
    int occasions = 0; ///< days with a purchase
    qint64 lastDay = 0;
    qint64 lastAt = 0;
    std::optional<double> lastGap;
};

} // namespace

RfmOfShop rfmOf(const facts::Facts &facts, Timestamp asOf, int bins)
{
    RfmOfShop rfm;
    rfm.bins = bins;
    std::vector<double> recency;
    std::vector<double> frequency;
    forEachPurchase(facts, asOf, [&](const facts::FactShard &, quint32 row, const Purchase &purchase) {
        if (rfm.rows.empty() || rfm.rows.back() != row) {
            rfm.rows.push_back(row);
            recency.push_back(0);
            frequency.push_back(0);
            rfm.net.push_back(0);
        }
        const qint64 wholeDays = (toMilliseconds(asOf) - purchase.at) / dayLength;
        recency.back() = double(wholeDays);
        ++frequency.back();
        rfm.net.back() += double(purchase.net);
    });
    const auto r = insight::minRankScores(recency, bins, insight::Better::Low);
    const auto f = insight::minRankScores(frequency, bins, insight::Better::High);
    const auto m = insight::minRankScores(rfm.net, bins, insight::Better::High);
    rfm.scores.reserve(rfm.rows.size());
    rfm.groups.reserve(rfm.rows.size());
    for (size_t i = 0; i < rfm.rows.size(); ++i) {
        rfm.scores.push_back({r[i], f[i], m[i]});
        rfm.groups.push_back(insight::groupOf(rfm.scores.back(), bins));
    }
    return rfm;
}

std::vector<RfmOfShop::Cell> RfmOfShop::grid() const
{
    std::vector<Cell> cells(size_t(bins) * size_t(bins));
    for (size_t i = 0; i < rows.size(); ++i) {
        Cell &cell = cells[size_t(scores[i].recency - 1) * size_t(bins) + size_t(scores[i].frequency - 1)];
        ++cell.people;
        cell.net += net[i];
    }
    return cells;
}

std::vector<RfmOfShop::Cell> RfmOfShop::byGroup() const
{
    std::vector<Cell> cells(insight::allRfmGroups.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        ++cells[size_t(groups[i])].people;
        cells[size_t(groups[i])].net += net[i];
    }
    return cells;
}

std::vector<quint32> RfmOfShop::rowsOf(int recency, int frequency) const
{
    std::vector<quint32> found;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (scores[i].recency == recency && scores[i].frequency == frequency)
            found.push_back(rows[i]);
    }
    return found;
}

std::vector<quint32> RfmOfShop::rowsOf(insight::RfmGroup group) const
{
    std::vector<quint32> found;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (groups[i] == group)
            found.push_back(rows[i]);
    }
    return found;
}

RowGroups RfmOfShop::toGroups(size_t rowsOfFacts) const
{
    RowGroups result;
    for (const insight::RfmGroup group : insight::allRfmGroups)
        result.names << insight::nameOf(group);
    result.groupOf.assign(rowsOfFacts, -1);
    for (size_t i = 0; i < rows.size(); ++i)
        result.groupOf[rows[i]] = qint32(groups[i]);
    return result;
}

namespace {

/// Calls `use(row, from, to)` with the groups of everybody who has bought at one of the two instants.
template<typename Use>
void forEachMove(const RfmOfShop &then, const RfmOfShop &now, Use use)
{
    size_t i = 0;
    size_t j = 0;
    while (i < then.rows.size() || j < now.rows.size()) {
        const bool isThen = j == now.rows.size() || (i < then.rows.size() && then.rows[i] <= now.rows[j]);
        const bool isNow = i == then.rows.size() || (j < now.rows.size() && now.rows[j] <= then.rows[i]);
        const quint32 row = isThen ? then.rows[i] : now.rows[j];
        use(row, isThen ? int(then.groups[i]) : RfmMovement::notYet,
            isNow ? int(now.groups[j]) : RfmMovement::notYet);
        i += isThen;
        j += isNow;
    }
}

} // namespace

qint64 RfmMovement::then(int group) const
{
    qint64 sum = 0;
    for (const qint64 count : people[size_t(group)])
        sum += count;
    return sum;
}

qint64 RfmMovement::now(int group) const
{
    qint64 sum = 0;
    for (const auto &row : people)
        sum += row[size_t(group)];
    return sum;
}

RfmMovement movementBetween(const RfmOfShop &then, const RfmOfShop &now)
{
    RfmMovement movement;
    forEachMove(then, now, [&](quint32, int from, int to) { ++movement.people[size_t(from)][size_t(to)]; });
    return movement;
}

std::vector<quint32> movedRows(const RfmOfShop &then, const RfmOfShop &now, int from, int to)
{
    std::vector<quint32> rows;
    forEachMove(then, now, [&](quint32 row, int before, int after) {
        if (before == from && after == to)
            rows.push_back(row);
    });
    return rows;
}

RowGroups byLifecycle(const facts::Facts &facts, Timestamp asOf, const QTimeZone &zone)
{
    DayNumbers days(zone);
    std::vector<Rhythm> rhythms;
    std::vector<double> gaps;
    forEachPurchase(facts, asOf, [&](const facts::FactShard &, quint32 row, const Purchase &purchase) {
        const qint64 day = days.of(purchase.at);
        if (rhythms.empty() || rhythms.back().row != row) {
            rhythms.push_back({row, {}, 1, day, purchase.at, std::nullopt});
            return;
        }
        Rhythm &rhythm = rhythms.back();
        rhythm.lastAt = purchase.at;
        if (day == rhythm.lastDay)
            return;
        const auto gap = double(day - rhythm.lastDay);
        rhythm.gaps.add(gap);
        rhythm.lastGap = gap;
        rhythm.lastDay = day;
        ++rhythm.occasions;
        gaps.push_back(gap);
    });

    RowGroups groups;
    for (const insight::LifecycleStage stage : insight::allLifecycleStages)
        groups.names << insight::nameOf(stage);
    groups.groupOf.assign(facts.size(), qint32(insight::LifecycleStage::Prospect));
    // Where nobody has come back yet, a quarter of a year is as good a guess as any.
    const double usual = insight::groupGap({}, gaps).value_or(91.0);
    for (const Rhythm &rhythm : rhythms) {
        insight::PurchaseState state;
        state.orders = rhythm.occasions;
        state.daysSinceLast = double(toMilliseconds(asOf) - rhythm.lastAt) / double(dayLength);
        state.lastGap = rhythm.lastGap;
        state.expectedGap = insight::expectedGap(rhythm.gaps, usual);
        groups.groupOf[rhythm.row] = qint32(insight::stageOf(state));
    }
    return groups;
}

CohortsOfShop cohortsOfShop(const facts::Facts &facts, Timestamp asOf, const QTimeZone &zone)
{
    CohortsOfShop result;
    qint64 earliest = toMilliseconds(asOf);
    for (const auto &part : facts.parts()) {
        if (!part.shard->orders.isEmpty())
            earliest = std::min(earliest, part.shard->orders.earliest);
    }
    const insight::MonthCalendar calendar(zone, fromMilliseconds(earliest), asOf);
    std::vector<insight::CohortOrder> orders;
    forEachPurchase(facts, asOf, [&](const facts::FactShard &, quint32 row, const Purchase &purchase) {
        const qint32 month = calendar.monthOf(fromMilliseconds(purchase.at));
        orders.push_back({row, month, double(purchase.net)});
        if (result.firstMonths.empty() || result.firstMonths.back().first != row)
            result.firstMonths.emplace_back(row, month);
    });
    // An instant that begins a month ends the one before it.
    const auto last = asOf - std::chrono::milliseconds(1);
    const int month = calendar.monthOf(std::max(last, fromMilliseconds(earliest)));
    const bool isPartial = startOf(insight::firstDayOf(month + 1), zone) > asOf;
    result.cohorts = insight::cohortsOf(orders, quint32(facts.size()), {month, isPartial});
    result.average = insight::averageOf(result.cohorts);
    return result;
}

std::vector<quint32> CohortsOfShop::rowsOf(int month) const
{
    std::vector<quint32> rows;
    for (const auto &[row, first] : firstMonths) {
        if (first == month)
            rows.push_back(row);
    }
    return rows;
}

} // namespace haberdash::learning
