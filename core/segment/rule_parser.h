// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/segment/rule_lexer.h"

namespace haberdash::segment {

/// Reads the text form of a rule:
///
///     all(count orders = 1, last order more than 30 days ago, none(segment "Refunds"))
///     (count orders >= 5 or sum orders.net >= 1000) and not tag is "wholesale"
///
/// Groups nest to a depth of 50. Whatever `print` writes is read back to the same rule.
[[nodiscard]] tl::expected<Rule, RuleError> parseRule(QStringView text);

} // namespace haberdash::segment
