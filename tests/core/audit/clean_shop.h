// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

namespace haberdash::test {

/// 30 June 2026, 00:00 UTC: the instant at which shops of these tests are looked at.
inline constexpr Timestamp auditInstant = fromMilliseconds(1'782'777'600'000);

/// Fills an empty workspace in US dollars with a shop in which nothing is wrong: 1,000 people with a dated
/// and proven consent, a year of 5,000 orders and 18,250 events, goods and coupons.
void fillCleanShop(store::Connection &connection);

/// Runs statements; ends the test program where one fails.
void runAll(store::Connection &connection, const QStringList &statements);

} // namespace haberdash::test
