// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/strata.h"

#include "core/store/order_habits.h"

#include <algorithm>

namespace haberdash::campaign {

namespace {

constexpr std::chrono::hours lately(24 * 90);
constexpr std::chrono::hours thisYear(24 * 365);

/// 0: never; 1: once; 2: more often.
int howOften(const store::OrderHabit &habit)
{
    return int(std::min<qint64>(habit.orders, 2));
}

/// One of 19 cells; 0 is for who never bought.
int cellOf(const store::OrderHabit &habit, qint64 medianSpent, Timestamp asOf)
{
    if (habit.orders == 0)
        return 0;
    const int frequency = habit.orders == 1 ? 0 : habit.orders < 4 ? 1 : 2;
    const auto age = asOf - habit.last;
    const int recency = age <= lately ? 0 : age <= thisYear ? 1 : 2;
    const int value = habit.spent > medianSpent ? 1 : 0;
    return 1 + (frequency * 3 + recency) * 2 + value;
}

} // namespace

Result<std::vector<int>> strataOf(
    store::Connection &connection, const std::vector<CustomerId> &people, Timestamp asOf)
{
    HABERDASH_TRY_ASSIGN(habits, store::orderHabits(connection, asOf));
    std::vector<store::OrderHabit> own;
    own.reserve(people.size());
    std::vector<qint64> spent;
    for (const CustomerId person : people) {
        const auto known = habits.find(person.value());
        own.push_back(known == habits.end() ? store::OrderHabit{} : known->second);
        if (own.back().orders > 0)
            spent.push_back(own.back().spent);
    }
    const bool areFew = people.size() < fewPeople;
    qint64 median = 0;
    if (areFew && !spent.empty()) {
        const auto middle = spent.begin() + qsizetype((spent.size() - 1) / 2);
        std::nth_element(spent.begin(), middle, spent.end());
        median = *middle;
    }
    std::vector<int> strata;
    strata.reserve(people.size());
    for (const auto &habit : own)
        strata.push_back(areFew ? cellOf(habit, median, asOf) : howOften(habit));
    return strata;
}

} // namespace haberdash::campaign
