// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"
#include "tests/support/random_rule.h"

namespace haberdash::test {

/// The instant around which everything in a random shop happens.
constexpr auto randomShopNow = Timestamp(std::chrono::milliseconds(1782777600000)); // 2026-06-30T00:00:00Z

/// Fills an empty workspace with what stores hold at their worst: people of whom nothing is known, credit
/// notes, cancelled orders, currencies without a rate, events of a millisecond and of the future, entries
/// without a time, equal instants, other scripts, details, campaigns with experiments.
/// @return the words of this shop, for random rules
[[nodiscard]] Result<RandomRuleWords> fillRandomShop(
    store::Connection &connection, std::mt19937 &generator, int customers);

} // namespace haberdash::test
