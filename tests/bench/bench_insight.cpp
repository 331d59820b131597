// SPDX-License-Identifier: GPL-3.0-or-later
// How long the groups and cohorts of a million customers with five million orders take; the slowest of five.
#include "core/insight/cohorts.h"
#include "core/insight/month_calendar.h"
#include "core/insight/rfm.h"
#include "core/insight/rfm_group.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

using namespace haberdash;
using namespace haberdash::insight;

int main()
{
    constexpr quint32 customers = 1'000'000;
    constexpr size_t count = 5'000'000;
    const Timestamp first = fromMilliseconds(1'609'459'200'000); // 2021
    constexpr qint64 span = 5LL * 365 * 86'400'000;
    std::mt19937_64 engine(1);
    std::vector<quint32> buyers(count);
    std::vector<Timestamp> instants(count);
    std::vector<double> nets(count);
    for (size_t i = 0; i < count; ++i) {
        const double unit = double(engine() >> 11) * 0x1p-53;
        buyers[i] = quint32(unit * unit * customers); // few buy often
        instants[i] = first + std::chrono::milliseconds(qint64(engine() % quint64(span)));
        nets[i] = double(engine() % 20'000) / 100;
    }
    QElapsedTimer timer;
    const auto measure = [&timer](const char *what, auto work) {
        qint64 slowest = 0;
        size_t found = 0;
        for (int i = 0; i < 5; ++i) {
            timer.start();
            found = work();
            slowest = std::max(slowest, timer.nsecsElapsed());
        }
        std::printf("%-44s %8.1f ms %9zu\n", what, double(slowest) / 1e6, found);
    };
    const QTimeZone zone("Europe/Berlin");
    std::vector<CohortOrder> orders(count);
    measure("months of five million orders, Berlin", [&] {
        const MonthCalendar calendar(zone, first, first + std::chrono::milliseconds(span));
        for (size_t i = 0; i < count; ++i)
            orders[i] = {buyers[i], calendar.monthOf(instants[i]), nets[i]};
        return orders.size();
    });
    const CohortEnd end{monthNumber(dayOf(first + std::chrono::milliseconds(span), zone)), true};
    measure("cohorts, orders in no order", [&] { return cohortsOf(orders, customers, end).size(); });
    std::stable_sort(
        orders.begin(), orders.end(), [](const auto &a, const auto &b) { return a.customer < b.customer; });
    measure("cohorts, orders by customer", [&] { return cohortsOf(orders, customers, end).size(); });
    std::vector<double> recency(customers, 2000);
    std::vector<double> frequency(customers, 0);
    std::vector<double> monetary(customers, 0);
    for (const CohortOrder &order : orders) {
        ++frequency[order.customer];
        monetary[order.customer] += order.net;
        recency[order.customer] = std::min(recency[order.customer], double(end.month - order.month) * 30);
    }
    measure("scores by rank and groups", [&] {
        const auto r = minRankScores(recency, 5, Better::Low);
        const auto f = minRankScores(frequency, 5, Better::High);
        const auto m = minRankScores(monetary, 5, Better::High);
        size_t champions = 0;
        for (size_t i = 0; i < customers; ++i)
            champions += groupOf({r[i], f[i], m[i]}) == RfmGroup::Champions ? 1 : 0;
        return champions;
    });
    measure("scores of spend by quantiles",
        [&] { return scoresByCuts(monetary, quantileCuts(monetary, 5), Better::High).size(); });
    return 0;
}
