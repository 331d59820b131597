// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QList>

#include <optional>

namespace haberdash::store {

/// How much of one kind of record a workspace holds, and from when to when.
struct Holding
{
    enum class Kind { Customers, Orders, Products, Coupons, Events };
    Kind kind;
    qint64 count = 0;
    std::optional<Timestamp> first; ///< of orders and events
    std::optional<Timestamp> last;
    friend bool operator==(const Holding &, const Holding &) = default;
};

/// What there is, in the order of the kinds; those without a record are left out. Reads each table once: for
/// a worker.
[[nodiscard]] Result<QList<Holding>> holdings(Connection &connection);

} // namespace haberdash::store
