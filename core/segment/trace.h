// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/segment/rule_sql.h"

namespace haberdash::segment {

/// One condition or group of a rule, seen by one customer.
struct TraceLine
{
    std::vector<int> path; ///< positions from the root; empty: the whole rule
    bool holds = false;
    QString value; ///< what decided it, in words: "3 times", "12 May 2026"; empty for groups
    friend bool operator==(const TraceLine &, const TraceLine &) = default;
};

/// Why somebody is a member or is not: every condition and group, from the outside in.
/// @return NotFound where there is no such customer, or a segment that the rule refers to
[[nodiscard]] Result<std::vector<TraceLine>> trace(
    store::Connection &connection, const Rule &rule, const Context &context, CustomerId customer);

} // namespace haberdash::segment
