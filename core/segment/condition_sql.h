// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule_sql.h"

namespace haberdash::segment {

/// The value of a fact of customer c, as it is in the store; dates are milliseconds, but for those that are
/// texts there (birthday, attributes). Not for tags, of which there are several.
[[nodiscard]] Query factExpression(const QString &fact, const Context &context);
/// The value from which (up to which) somebody is among the first (last); NULL where nobody can be.
[[nodiscard]] Query rankThreshold(const RankCondition &condition, const Context &context);

} // namespace haberdash::segment
