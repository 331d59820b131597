// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/cohorts.h"

#include <algorithm>
#include <limits>

namespace haberdash::insight {

namespace {

constexpr qint32 never = std::numeric_limits<qint32>::max();

/// Remembers in which months a customer was seen, whatever the order of the orders.
class SeenMonths
{
public:
    SeenMonths(quint32 customers, qint32 months)
        : m_words(size_t(months + 63) / 64)
        , m_bits(m_words * customers, 0)
    { }
    /// True the first time.
    [[nodiscard]] bool isNew(quint32 customer, qint32 month)
    {
        quint64 &word = m_bits[customer * m_words + size_t(month) / 64];
        const quint64 bit = quint64(1) << (size_t(month) % 64);
        const bool isUnseen = (word & bit) == 0;
        word |= bit;
        return isUnseen;
    }

private:
    size_t m_words;
    std::vector<quint64> m_bits;
};

void fillShares(Cohort &cohort)
{
    double net = 0;
    for (auto &period : cohort.periods) {
        net += period.net;
        if (!period.isPartial)
            period.valuePerCustomer = net / double(cohort.size);
        if (!period.isPartial || &period == &cohort.periods.front())
            period.retention = double(period.buyers) / double(cohort.size);
    }
}

} // namespace

std::vector<Cohort> cohortsOf(std::span<const CohortOrder> orders, quint32 customers, const CohortEnd &end)
{
    std::vector<qint32> firstMonths(customers, never);
    qint32 oldest = never;
    for (const CohortOrder &order : orders) {
        Q_ASSERT(order.customer < customers);
        if (order.month > end.month)
            continue;
        qint32 &first = firstMonths[order.customer];
        first = std::min(first, order.month);
        oldest = std::min(oldest, order.month);
    }
    if (oldest == never)
        return {};
    const qint32 months = end.month - oldest + 1;
    std::vector<Cohort> cohorts(static_cast<size_t>(months));
    for (qint32 i = 0; i < months; ++i) {
        cohorts[size_t(i)].month = oldest + i;
        cohorts[size_t(i)].periods.resize(size_t(months - i));
        cohorts[size_t(i)].periods.back().isPartial = end.isPartial;
    }
    for (const qint32 first : firstMonths) {
        if (first != never)
            ++cohorts[size_t(first - oldest)].size;
    }
    SeenMonths seen(customers, months);
    for (const CohortOrder &order : orders) {
        if (order.month > end.month)
            continue;
        const qint32 first = firstMonths[order.customer];
        auto &period = cohorts[size_t(first - oldest)].periods[size_t(order.month - first)];
        period.net += order.net;
        period.buyers += seen.isNew(order.customer, order.month - oldest) ? 1 : 0;
    }
    std::erase_if(cohorts, [](const Cohort &cohort) { return cohort.size == 0; });
    for (Cohort &cohort : cohorts)
        fillShares(cohort);
    return cohorts;
}

std::vector<CohortAverage> averageOf(std::span<const Cohort> cohorts)
{
    std::vector<CohortAverage> averages;
    for (const Cohort &cohort : cohorts) {
        for (size_t i = 0; i < cohort.periods.size(); ++i) {
            const CohortPeriod &period = cohort.periods[i];
            if (!period.retention || !period.valuePerCustomer)
                continue;
            if (averages.size() <= i)
                averages.resize(i + 1);
            averages[i].customers += cohort.size;
            averages[i].retention += double(period.buyers);
            averages[i].valuePerCustomer += *period.valuePerCustomer * double(cohort.size);
        }
    }
    for (CohortAverage &average : averages) {
        average.retention /= double(average.customers);
        average.valuePerCustomer /= double(average.customers);
    }
    return averages;
}

} // namespace haberdash::insight
