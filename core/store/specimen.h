// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <optional>

namespace haberdash::store {

/// Customers that show what a mail must bear.
enum class Specimen {
    Typical, ///< has spent as much as half of all buyers have
    Richest, ///< has spent most
    NoOrders,
    LongestName,
    NoName,
    OtherScript ///< a name in letters that are not Latin
};
/// Somebody of that kind who can be written to, as of an instant; nobody where there is none. Reads all
/// customers, or all orders: on a worker.
[[nodiscard]] Result<std::optional<CustomerId>> specimen(
    Connection &connection, Specimen kind, Timestamp asOf);
/// Somebody with an address, by a random number of the caller's; the same number, the same customer.
[[nodiscard]] Result<std::optional<CustomerId>> anyCustomer(Connection &connection, quint64 random);

} // namespace haberdash::store
