// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <unordered_map>

namespace haberdash::store {

/// How somebody buys, as of an instant: sales that were not cancelled.
struct OrderHabit
{
    qint64 orders = 0;
    Timestamp last{};
    qint64 spent = 0; ///< minor units of the workspace's currency, less refunds
    friend bool operator==(const OrderHabit &, const OrderHabit &) = default;
};
/// Of everybody who bought, by the number of the customer.
[[nodiscard]] Result<std::unordered_map<qint64, OrderHabit>> orderHabits(
    Connection &connection, Timestamp asOf);

} // namespace haberdash::store
