// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/row_places.h"
#include "core/learning/purchases.h"

#include <QTimeZone>

namespace haberdash::learning {

/// Calls `use(shard, row, purchase)` for everything that was bought before an instant, row by row, by time.
template<typename Use>
void forEachPurchase(const facts::Facts &facts, Timestamp asOf, Use use)
{
    const facts::RowPlaces places(facts);
    std::vector<PurchaseReader> readers;
    for (const auto &part : facts.parts())
        readers.emplace_back(*part.shard, asOf);
    for (size_t row = 0; row < facts.size(); ++row) {
        const auto place = places[row];
        const facts::FactShard &shard = *facts.parts()[place.part].shard;
        readers[place.part].forEach(
            place.row, [&](const Purchase &purchase) { use(shard, quint32(row), purchase); });
    }
}

/// Days of a zone as numbers, for many instants.
class DayNumbers
{
public:
    explicit DayNumbers(const QTimeZone &zone)
        : m_zone(zone)
    { }
    [[nodiscard]] qint64 of(qint64 milliseconds)
    {
        // Offsets change on whole quarters at most, so instants of one quarter are on one day.
        constexpr qint64 quarter = 900'000;
        const qint64 slot
            = milliseconds >= 0 ? milliseconds / quarter : (milliseconds - quarter + 1) / quarter;
        const auto [entry, isNew] = m_known.try_emplace(slot, 0);
        if (isNew)
            entry->second = dayOf(fromMilliseconds(slot * quarter), m_zone).time_since_epoch().count();
        return entry->second;
    }

private:
    QTimeZone m_zone;
    std::unordered_map<qint64, qint64> m_known;
};

} // namespace haberdash::learning
