// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/segment/rule_lexer.h"

namespace haberdash::segment {

/// How many conditions a rule may have, and how long its text may be.
constexpr int mostConditions = 10'000;
constexpr qsizetype longestRule = 1'000'000;

/// Where a condition begins in the text. Line and column count from 1.
struct Place
{
    int line = 1;
    int column = 1;
    friend bool operator==(const Place &, const Place &) = default;
};

struct ParsedRule
{
    Rule rule;
    std::vector<Place> places; ///< of each condition, in the order in which a walk over the rule meets them
};

/// Reads the text form of a rule:
///
///     all(count orders = 1, last order more than 30 days ago, none(segment "Refunds"))
///     (count orders >= 5 or sum orders.net >= 1000) and not tag is "wholesale"
///
/// Whatever `print` writes of a rule without faults (`faultOf`) is read back to the same rule. Refused are
/// also more than `deepestNesting` groups inside each other, those that "and" and "or" make included.
[[nodiscard]] tl::expected<Rule, RuleError> parseRule(QStringView text);
[[nodiscard]] tl::expected<ParsedRule, RuleError> parseRuleWithPlaces(QStringView text);

} // namespace haberdash::segment
