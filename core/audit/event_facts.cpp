// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/event_facts.h"

#include <algorithm>
#include <unordered_map>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Counts by day in one stretch of memory: a map would cost too much for twenty million events.
class DayTable
{
public:
    void add(qint64 day)
    {
        const auto index = size_t(day - firstDay);
        if (index >= m_counts.size())
            m_counts.resize(index + 400);
        ++m_counts[index];
    }
    [[nodiscard]] DayCounts counts() const
    {
        DayCounts counts;
        for (size_t i = 0; i < m_counts.size(); ++i) {
            if (m_counts[i] > 0)
                counts.emplace_hint(counts.end(), firstDay + qint64(i), m_counts[i]);
        }
        return counts;
    }

private:
    static constexpr qint64 firstDay = -1; // zones west of UTC still see 1969
    std::vector<qint64> m_counts;
};

} // namespace

Result<EventFacts> readEventFacts(
    store::Connection &connection, const PossibleTimes &times, const LocalTime &localTime)
{
    EventFacts facts;
    std::vector<DayTable> tables;
    std::unordered_map<qint64, size_t> places;
    HABERDASH_TRY_ASSIGN(types, connection.prepare(u"SELECT id, name FROM event_type ORDER BY id"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, types.step());
        if (!more)
            break;
        places.emplace(types.integer(0), facts.kinds.size());
        facts.kinds.push_back({types.text(1), {}, 0});
    }
    tables.resize(facts.kinds.size());

    HABERDASH_TRY_ASSIGN(
        events, connection.prepare(u"SELECT customer_id, occurred_at, type_id FROM event"_s));
    qint64 customer = 0;
    qint64 odd = 0;
    qint64 oddAt = 0;
    qint64 last = 0;
    const auto close = [&] {
        if (odd > 0) {
            facts.peopleWithImpossibleDates.push_back(customer);
            facts.remarks.insert(customer,
                (odd == 1 ? u"1 event, on %2"_s : u"%1 events, such as on %2"_s.arg(odd))
                    .arg(toIsoString(dayOf(fromMilliseconds(oddAt), QTimeZone::utc()))));
        }
        odd = 0;
    };
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, events.step());
        if (!more)
            break;
        if (events.integer(0) != customer) {
            close();
            customer = events.integer(0);
            ++facts.people;
        }
        const qint64 at = events.integer(1);
        const size_t place = places[events.integer(2)];
        ++facts.kinds[place].count;
        if (times.contain(at)) {
            tables[place].add(localTime.day(at));
            last = std::max(last, at);
        } else {
            ++odd;
            oddAt = at;
        }
    }
    close();
    if (last > 0)
        facts.last = fromMilliseconds(last);
    for (size_t i = 0; i < tables.size(); ++i)
        facts.kinds[i].days = tables[i].counts();
    return facts;
}

} // namespace haberdash::audit
