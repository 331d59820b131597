// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <span>
#include <vector>

namespace haberdash::insight {

/// An order that counts, as METHODS, section 0, has it.
struct CohortOrder
{
    quint32 customer = 0; ///< index, below the number of customers
    qint32 month = 0; ///< in the shop's time zone, see monthNumber()
    double net = 0; ///< after discounts and refunds, in one currency
};

/// Up to when the orders are known.
struct CohortEnd
{
    qint32 month = 0;
    bool isPartial = true; ///< the month is not over
};

/// What a cohort did in one month of its life.
struct CohortPeriod
{
    qint64 buyers
        = 0; ///< different customers of the cohort who ordered in this month, so far where it is partial
    double net = 0; ///< of their orders of this month, so far where it is partial
    bool isPartial = false;
    /// Buyers through size; 1 in period 0 by definition. None in a partial month: it is not over.
    std::optional<double> retention;
    /// Net of this and all periods before through size, the historic value of a customer. None in a partial
    /// month.
    std::optional<double> valuePerCustomer;
};

/// Customers whose first order was in the same month.
struct Cohort
{
    qint32 month = 0;
    qint64 size = 0;
    /// From the month of the first order, which is period 0, to the end of what is known.
    std::vector<CohortPeriod> periods;
    /// None beyond the end of what is known.
    [[nodiscard]] const CohortPeriod *period(int number) const
    {
        return number >= 0 && size_t(number) < periods.size() ? &periods[size_t(number)] : nullptr;
    }
};

/// The cohorts that have somebody, oldest first. Orders come in any order; those after the end are left out,
/// customers without an order belong to no cohort.
/// @param customers how many there are
[[nodiscard]] std::vector<Cohort> cohortsOf(
    std::span<const CohortOrder> orders, quint32 customers, const CohortEnd &end);

/// Retention and value of all cohorts together, by period: each over those cohorts that have a whole month
/// there, weighted by their size. A period that no cohort has lived through is not in the list.
struct CohortAverage
{
    qint64 customers = 0; ///< of the cohorts that this is over
    double retention = 0;
    double valuePerCustomer = 0;
};
[[nodiscard]] std::vector<CohortAverage> averageOf(std::span<const Cohort> cohorts);

} // namespace haberdash::insight
