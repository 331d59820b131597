// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace haberdash::facts {

/// How far the store had come when facts were read, as far as facts are made of it.
struct StorePoint
{
    qint64 batch = 0; ///< the newest
    qint64 consent = 0;
    qint64 message = 0;
    qint64 messagesChanged = 0; ///< milliseconds
    qint64 suppressions = 0; ///< how many
    qint64 suppressed = 0; ///< the newest, milliseconds
    qint64 customers = 0; ///< how many
    /// Of what changes everybody: batches taken back, people erased, currency and rates, campaigns.
    QByteArray foundations;
    friend bool operator==(const StorePoint &, const StorePoint &) = default;
};
[[nodiscard]] Result<StorePoint> storePoint(store::Connection &connection);

/// The customers about whom something was written since, in ascending order: by imports, by hand, by sending.
/// Nothing where that cannot be told, or where people went away: then all must be read.
[[nodiscard]] Result<std::optional<std::vector<CustomerId>>> changedSince(
    store::Connection &connection, const StorePoint &then, const StorePoint &now);

} // namespace haberdash::facts
