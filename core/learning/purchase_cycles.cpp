// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/purchase_cycles.h"

#include "core/experiment/means.h"
#include "core/learning/purchase_walk.h"

#include <algorithm>
#include <cmath>

namespace haberdash::learning {

namespace {

/// What is gathered of a category.
struct Gathering
{
    PurchaseCycle cycle;
    std::vector<double> gaps; ///< days
    quint32 row = std::numeric_limits<quint32>::max(); ///< who is being read
    qint64 lastDay = 0;
    bool isRepeater = false;

    void add(quint32 customer, qint64 day)
    {
        if (row != customer) {
            row = customer;
            lastDay = day;
            isRepeater = false;
            ++cycle.buyers;
            return;
        }
        if (day == lastDay)
            return;
        gaps.push_back(double(day - lastDay));
        lastDay = day;
        if (!isRepeater)
            cycle.rows.push_back(customer);
        isRepeater = true;
    }
    PurchaseCycle finish()
    {
        cycle.repeaters = qint64(cycle.rows.size());
        cycle.gaps = qint64(gaps.size());
        if (gaps.empty())
            return std::move(cycle);
        std::sort(gaps.begin(), gaps.end());
        cycle.median = experiment::quantileOfSorted(gaps, 0.5);
        cycle.low = experiment::quantileOfSorted(gaps, 0.1);
        cycle.high = experiment::quantileOfSorted(gaps, 0.9);
        std::vector<double> logs;
        for (const double gap : gaps)
            logs.push_back(std::log1p(gap));
        const auto summary = experiment::MeanSummary::of(logs);
        cycle.variation = gaps.size() > 1 && summary.mean > 0 ? summary.deviation / summary.mean : 0;
        return std::move(cycle);
    }
};

} // namespace

std::vector<PurchaseCycle> purchaseCycles(const facts::Facts &facts, Timestamp asOf, const QTimeZone &zone)
{
    std::unordered_map<std::string, size_t> numbers;
    std::vector<Gathering> gatherings;
    std::vector<int> ofProduct(facts.products().size(), -1);
    for (size_t product = 0; product < ofProduct.size(); ++product) {
        const std::string &category = facts.products()[product].category;
        if (category.empty())
            continue;
        const auto [entry, isNew] = numbers.try_emplace(category, gatherings.size());
        if (isNew) {
            gatherings.emplace_back();
            gatherings.back().cycle.category = QString::fromStdString(category);
        }
        ofProduct[product] = int(entry->second);
    }
    DayNumbers days(zone);
    forEachPurchase(facts, asOf, [&](const facts::FactShard &shard, quint32 row, const Purchase &purchase) {
        const auto &offsets = shard.orders.lineOffsets;
        if (offsets.empty())
            return;
        const qint64 day = days.of(purchase.at);
        for (quint32 i = offsets[purchase.entry]; i < offsets[purchase.entry + 1]; ++i) {
            const int category = ofProduct[shard.itemKeys[shard.items.key[i]].product];
            if (category >= 0)
                gatherings[size_t(category)].add(row, day);
        }
    });
    std::vector<PurchaseCycle> cycles;
    for (Gathering &gathering : gatherings) {
        if (gathering.cycle.buyers > 0)
            cycles.push_back(gathering.finish());
    }
    std::stable_sort(cycles.begin(), cycles.end(),
        [](const PurchaseCycle &one, const PurchaseCycle &other) { return one.repeaters > other.repeaters; });
    return cycles;
}

} // namespace haberdash::learning
