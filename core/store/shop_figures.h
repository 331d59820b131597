// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QTimeZone>

#include <vector>

namespace haberdash::store {

/// What a shop did in one stretch of time. Amounts in minor units of the workspace's currency.
struct PeriodFigures
{
    qint64 takings = 0; ///< orders that were not cancelled, after refunds and credit notes
    qint64 orders = 0; ///< not cancelled, no credit notes
    qint64 buyers = 0; ///< customers with such an order
    qint64 newBuyers = 0; ///< of them, those whose first order it was
    friend bool operator==(const PeriodFigures &, const PeriodFigures &) = default;
};

struct WeekTakings
{
    Timestamp begin; ///< Monday, first instant in the shop's zone
    qint64 takings = 0;
    friend bool operator==(const WeekTakings &, const WeekTakings &) = default;
};

struct ShopFigures
{
    qint64 customers = 0; ///< known people, buyers or not
    PeriodFigures recent; ///< [asOf - 30 days, asOf); a day is 24 hours
    PeriodFigures before; ///< the 30 days before those
    std::vector<WeekTakings> weeks; ///< the last 52 whole weeks, oldest first
    friend bool operator==(const ShopFigures &, const ShopFigures &) = default;
};

/// How the shop does, seen from an instant: nothing at or after it counts.
[[nodiscard]] Result<ShopFigures> shopFigures(
    Connection &connection, Timestamp asOf, const QTimeZone &timeZone);

} // namespace haberdash::store
