// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/insight/cohorts.h"
#include "core/insight/lifecycle.h"
#include "core/insight/rfm_group.h"
#include "core/learning/groups.h"

namespace haberdash::learning {

/// Everybody who has bought by an instant, with the scores of recency, frequency and money.
struct RfmOfShop
{
    int bins = 5;
    std::vector<quint32> rows; ///< of the facts, ascending; the others have the same order
    std::vector<insight::RfmScores> scores;
    std::vector<insight::RfmGroup> groups;
    std::vector<double> net; ///< minor units

    struct Cell
    {
        qint64 people = 0;
        double net = 0; ///< minor units
    };
    /// By recency and frequency: cell (r - 1) * bins + f - 1.
    [[nodiscard]] std::vector<Cell> grid() const;
    /// By group, in the order of `insight::allRfmGroups`.
    [[nodiscard]] std::vector<Cell> byGroup() const;
    /// Rows with these scores, or of this group.
    [[nodiscard]] std::vector<quint32> rowsOf(int recency, int frequency) const;
    [[nodiscard]] std::vector<quint32> rowsOf(insight::RfmGroup group) const;
    /// For `figuresBy`; who has not bought is in none.
    [[nodiscard]] RowGroups toGroups(size_t rowsOfFacts) const;
};
/// Recency is in whole days, frequency in orders, money net; scores by rank (`minRankScores`).
/// @param bins 3 or 5
[[nodiscard]] RfmOfShop rfmOf(const facts::Facts &facts, Timestamp asOf, int bins = 5);

/// Who was in which group then and is in which now. Group 11 are those who had not bought.
struct RfmMovement
{
    static constexpr int notYet = int(insight::allRfmGroups.size());
    static constexpr int size = notYet + 1;
    std::array<std::array<qint64, size>, size> people{}; ///< [then][now]
    [[nodiscard]] qint64 then(int group) const;
    [[nodiscard]] qint64 now(int group) const;
};
[[nodiscard]] RfmMovement movementBetween(const RfmOfShop &then, const RfmOfShop &now);
/// Rows that were in one group and are in the other.
[[nodiscard]] std::vector<quint32> movedRows(const RfmOfShop &then, const RfmOfShop &now, int from, int to);

/// Everybody by stage of the life cycle; the expected gap is that of the shop, drawn to each one's own.
[[nodiscard]] RowGroups byLifecycle(const facts::Facts &facts, Timestamp asOf, const QTimeZone &zone);

/// Customers by the month of their first order.
struct CohortsOfShop
{
    std::vector<insight::Cohort> cohorts;
    std::vector<insight::CohortAverage> average;
    std::vector<std::pair<quint32, qint32>> firstMonths; ///< row and month of those who have bought, by row
    [[nodiscard]] std::vector<quint32> rowsOf(int month) const;
};
[[nodiscard]] CohortsOfShop cohortsOfShop(const facts::Facts &facts, Timestamp asOf, const QTimeZone &zone);

} // namespace haberdash::learning
