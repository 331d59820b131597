// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <vector>

namespace haberdash::campaign {

/// Fewer people than this are divided by recency, frequency and value: chance would leave them uneven.
constexpr size_t fewPeople = 2000;

/// A stratum for each person, in their order: who never bought, once, or more often; of few people by how
/// lately, how often and how much they bought, too.
[[nodiscard]] Result<std::vector<int>> strataOf(
    store::Connection &connection, const std::vector<CustomerId> &people, Timestamp asOf);

} // namespace haberdash::campaign
