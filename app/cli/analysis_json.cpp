// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/analysis_json.h"

#include "core/insight/month_calendar.h"

#include <cmath>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::learning;

namespace {

QJsonValue orNull(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QString groupWord(int group)
{
    return group == RfmMovement::notYet ? u"not_yet"_s
                                        : insight::toWord(insight::allRfmGroups[size_t(group)]);
}

} // namespace

AnalysisJson::AnalysisJson(const MailHistory &history)
    : m_history(history)
    , m_unit(std::pow(10.0, history.currency.decimals()))
{ }

QJsonObject AnalysisJson::figures(const MailFigures &figures) const
{
    QJsonObject object{{u"held_out"_s, figures.heldOut}};
    for (const MeasureEntry &entry : measures()) {
        auto value = valueOf(entry.measure, figures);
        if (value && entry.unit == Unit::Money)
            value = amount(*value);
        object.insert(entry.word, orNull(value));
    }
    return object;
}

QJsonObject AnalysisJson::takings(const Takings &takings) const
{
    return {{u"orders"_s, takings.orders}, {u"revenue"_s, amount(takings.revenue)}};
}

QJsonObject AnalysisJson::mailing(const MailingRow &row) const
{
    const Mailing &mailing = m_history.mailings->list()[row.mailing];
    QJsonObject object = figures(row.figures);
    object.insert(u"name"_s, mailing.name);
    object.insert(u"own"_s, mailing.isOwn);
    object.insert(u"first_at"_s, toIsoString(fromMilliseconds(mailing.firstAt)));
    object.insert(u"last_at"_s, toIsoString(fromMilliseconds(mailing.lastAt)));
    return object;
}

QJsonObject AnalysisJson::attribution(const AttributionTable &table) const
{
    QJsonArray cells;
    for (const Credit credit : allCredits) {
        for (int window = 0; window < windowCount; ++window) {
            QJsonObject cell = takings(table.cells[size_t(credit)][size_t(window)]);
            cell.insert(u"credit"_s, toWord(credit));
            cell.insert(u"days"_s, windowDays[size_t(window)]);
            cells.append(cell);
        }
    }
    return {{u"all"_s, takings(table.all)}, {u"cells"_s, cells}, {u"without_rate"_s, table.withoutRate}};
}

QJsonObject AnalysisJson::holdout(const HoldoutComparison &one) const
{
    QJsonObject object{{u"name"_s, m_history.mailings->list()[one.mailing].name}, {u"days"_s, one.days},
        {u"mailed"_s, one.mailed}, {u"mailed_buyers"_s, one.mailedBuyers},
        {u"mailed_revenue"_s, amount(one.mailedRevenue)}, {u"held_out"_s, one.heldOut},
        {u"held_out_buyers"_s, one.heldOutBuyers}, {u"held_out_revenue"_s, amount(one.heldOutRevenue)},
        {u"complete"_s, one.isComplete}, {u"orders"_s, QJsonValue()}, {u"revenue"_s, QJsonValue()}};
    if (one.increment) {
        object.insert(u"orders"_s, one.increment->conversions);
        object.insert(u"orders_low"_s, one.increment->conversionsRange.low);
        object.insert(u"orders_high"_s, one.increment->conversionsRange.high);
        object.insert(u"revenue"_s, amount(one.increment->revenue));
    } else {
        object.insert(u"reason"_s, one.increment.error().reason);
    }
    if (one.revenueRange) {
        object.insert(u"revenue_low"_s, amount(one.revenueRange->low));
        object.insert(u"revenue_high"_s, amount(one.revenueRange->high));
    }
    return object;
}

QJsonObject AnalysisJson::traits(const TraitReport &report) const
{
    QJsonArray shares;
    for (const TraitShare &share : report.shares)
        shares.append(QJsonObject{{u"trait"_s, share.trait}, {u"in_top"_s, share.inTop},
            {u"top"_s, share.top}, {u"in_rest"_s, share.inRest}, {u"rest"_s, share.rest}, {u"p"_s, share.p},
            {u"adjusted_p"_s, share.adjustedP}});
    return {{u"shared"_s, shares}, {u"looked_at"_s, report.lookedAt}, {u"note"_s, report.note}};
}

QJsonObject AnalysisJson::rfm(const RfmOfShop &rfm) const
{
    QJsonArray cells;
    const auto grid = rfm.grid();
    for (int r = 1; r <= rfm.bins; ++r) {
        for (int f = 1; f <= rfm.bins; ++f) {
            const auto &cell = grid[size_t((r - 1) * rfm.bins + f - 1)];
            cells.append(QJsonObject{{u"recency"_s, r}, {u"frequency"_s, f}, {u"people"_s, cell.people},
                {u"revenue"_s, amount(cell.net)}});
        }
    }
    QJsonArray groups;
    const auto byGroup = rfm.byGroup();
    for (size_t group = 0; group < byGroup.size(); ++group)
        groups.append(QJsonObject{{u"group"_s, groupWord(int(group))},
            {u"name"_s, insight::nameOf(insight::allRfmGroups[group])}, {u"people"_s, byGroup[group].people},
            {u"revenue"_s, amount(byGroup[group].net)}});
    return {{u"bins"_s, rfm.bins}, {u"buyers"_s, qint64(rfm.rows.size())}, {u"cells"_s, cells},
        {u"groups"_s, groups}};
}

QJsonArray AnalysisJson::movement(const RfmMovement &movement) const
{
    QJsonArray moves;
    for (int from = 0; from < RfmMovement::size; ++from) {
        for (int to = 0; to < RfmMovement::size; ++to) {
            const qint64 people = movement.people[size_t(from)][size_t(to)];
            if (people > 0)
                moves.append(QJsonObject{
                    {u"from"_s, groupWord(from)}, {u"to"_s, groupWord(to)}, {u"people"_s, people}});
        }
    }
    return moves;
}

QJsonObject AnalysisJson::cohorts(const CohortsOfShop &cohorts) const
{
    QJsonArray rows;
    for (const insight::Cohort &cohort : cohorts.cohorts) {
        QJsonArray periods;
        for (const insight::CohortPeriod &period : cohort.periods) {
            auto value = period.valuePerCustomer;
            if (value)
                value = amount(*value);
            periods.append(QJsonObject{{u"buyers"_s, period.buyers}, {u"revenue"_s, amount(period.net)},
                {u"retention"_s, orNull(period.retention)}, {u"value_per_customer"_s, orNull(value)},
                {u"partial"_s, period.isPartial}});
        }
        rows.append(QJsonObject{{u"month"_s, insight::monthText(cohort.month)}, {u"size"_s, cohort.size},
            {u"periods"_s, periods}});
    }
    QJsonArray average;
    for (const insight::CohortAverage &one : cohorts.average)
        average.append(QJsonObject{{u"customers"_s, one.customers}, {u"retention"_s, one.retention},
            {u"value_per_customer"_s, amount(one.valuePerCustomer)}});
    return {{u"cohorts"_s, rows}, {u"average"_s, average}};
}

QJsonObject AnalysisJson::following(const Following &following) const
{
    QJsonArray kinds;
    for (size_t kind = 0; kind < 2; ++kind) {
        QJsonArray months;
        for (const FollowedMonth &month : following.months[kind]) {
            QJsonObject object{{u"people"_s, month.people}, {u"buyers"_s, month.buyers},
                {u"repeaters"_s, month.repeaters}, {u"revenue_per_person"_s, amount(month.revenue)}};
            if (month.revenueRange) {
                object.insert(u"low"_s, amount(month.revenueRange->low));
                object.insert(u"high"_s, amount(month.revenueRange->high));
            }
            months.append(object);
        }
        kinds.append(QJsonObject{{u"name"_s, following.names[kind]}, {u"people"_s, following.people[kind]},
            {u"months"_s, months}});
    }
    QJsonArray differences;
    for (const FollowedDifference &difference : following.differences) {
        QJsonObject object{{u"revenue_per_person"_s, QJsonValue()}};
        if (difference.revenue) {
            object.insert(u"revenue_per_person"_s, amount(difference.revenue->difference));
            object.insert(u"low"_s, amount(difference.revenue->range.low));
            object.insert(u"high"_s, amount(difference.revenue->range.high));
            object.insert(u"p"_s, difference.revenue->p);
        } else {
            object.insert(u"reason"_s, difference.revenue.error().reason);
        }
        if (difference.repeaters) {
            object.insert(u"repeat_low"_s, difference.repeaters->low);
            object.insert(u"repeat_high"_s, difference.repeaters->high);
        }
        differences.append(object);
    }
    return {{u"kinds"_s, kinds}, {u"differences"_s, differences}, {u"by_lot"_s, following.isByLot},
        {u"note"_s, following.note}};
}

} // namespace haberdash::cli
