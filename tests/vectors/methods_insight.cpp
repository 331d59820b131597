// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/means.h"
#include "core/insight/cohorts.h"
#include "core/insight/lifecycle.h"
#include "core/insight/month_calendar.h"
#include "core/insight/rfm.h"
#include "tests/vectors/methods.h"

#include <algorithm>

namespace haberdash::test {

using namespace haberdash::insight;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonArray scoreArray(const std::vector<quint8> &scores)
{
    QJsonArray array;
    for (const quint8 score : scores)
        array.append(int(score));
    return array;
}

template<typename Score>
QJsonObject rfmObject(const QJsonObject &in, Score score)
{
    return {{u"R"_s, scoreArray(score(numbers(in["recency_days"_L1]), Better::Low))},
        {u"F"_s, scoreArray(score(numbers(in["frequency"_L1]), Better::High))},
        {u"M"_s, scoreArray(score(numbers(in["monetary"_L1]), Better::High))}};
}

QJsonValue cohortObject(const QJsonObject &in)
{
    QHash<QString, quint32> customers;
    std::vector<CohortOrder> orders;
    CohortEnd end{0, false};
    for (const auto rows = in["orders"_L1].toArray(); const auto &row : rows) {
        const auto date = QDate::fromString(row[1].toString(), Qt::ISODate);
        const auto month = monthNumber(civilDay(date.year(), date.month(), date.day()).value());
        const auto customer = customers.value(row[0].toString(), quint32(customers.size()));
        customers.insert(row[0].toString(), customer);
        orders.push_back({customer, month, row[2].toDouble()});
        end.month = std::max(end.month, month);
    }
    QJsonArray cohorts;
    for (const Cohort &cohort : cohortsOf(orders, quint32(customers.size()), end)) {
        QJsonArray active;
        QJsonArray retention;
        QJsonArray value;
        for (const CohortPeriod &period : cohort.periods) {
            active.append(period.buyers);
            retention.append(period.retention.value());
            value.append(period.valuePerCustomer.value());
        }
        cohorts.append(QJsonObject{{u"cohort"_s, monthText(cohort.month)}, {u"size"_s, cohort.size},
            {u"active"_s, active}, {u"retention"_s, retention}, {u"cum_revenue_per_customer"_s, value}});
    }
    return QJsonObject{{u"cohorts"_s, cohorts}};
}

} // namespace

void addInsightMethods(Methods &methods)
{
    methods[u"rfm.min_rank_quintiles"_s] = [](const QJsonObject &in) {
        return rfmObject(in, [](const std::vector<double> &values, Better better) {
            return minRankScores(values, 5, better);
        });
    };
    methods[u"rfm.quantile_cut_type7"_s] = [](const QJsonObject &in) {
        return rfmObject(in, [](const std::vector<double> &values, Better better) {
            return scoresByCuts(values, quantileCuts(values, 5), better);
        });
    };
    methods[u"quantile.type7"_s] = [](const QJsonObject &in) {
        auto values = numbers(in["values"_L1]);
        std::sort(values.begin(), values.end());
        std::vector<double> quantiles;
        for (const double share : numbers(in["p"_L1]))
            quantiles.push_back(experiment::quantileOfSorted(values, share));
        return QJsonObject{{u"q"_s, toArray(quantiles)}};
    };
    methods[u"cohort.monthly_retention"_s] = cohortObject;
    methods[u"nextpurchase.shrunk_gap"_s] = [](const QJsonObject &in) {
        const auto own = GapHistory::of(numbers(in["own_gaps_days"_L1]));
        return QJsonObject{{u"expected_gap_days"_s,
            expectedGap(own, in["group_gap_days"_L1].toDouble(), in["k"_L1].toDouble())}};
    };
    methods[u"lifecycle.stage"_s] = [](const QJsonObject &in) {
        PurchaseState state;
        state.orders = in["orders"_L1].toInt();
        state.daysSinceLast = in["days_since_last"_L1].toDouble();
        state.expectedGap = in["expected_gap"_L1].toDouble();
        const auto gaps = numbers(in["gaps"_L1]);
        if (!gaps.empty())
            state.lastGap = gaps.back();
        return QJsonObject{{u"stage"_s, toWord(stageOf(state))}};
    };
}

} // namespace haberdash::test
