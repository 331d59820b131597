// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"
#include "core/segment/rule_lexer.h"

#include <QMap>

namespace haberdash::segment {

/// A rule brought over from another program, and what of it stayed behind.
struct Carried
{
    Rule rule;
    /// One by one, in plain words: what was left out, why, and whether the segment takes in more or fewer
    /// people without it; and what is read a little differently here.
    QStringList lost;
};

enum class ForeignRules { None, Shopify, Klaviyo };
/// Whose rule a text is: a look at its beginning, not a promise that it can be read.
[[nodiscard]] ForeignRules recogniseForeign(QStringView text);

/// Reads a customer segment of Shopify in its query language, WHERE part or whole ("FROM customers ..."):
///
///     number_of_orders > 2 AND orders_placed MATCHES (date >= -90d, count >= 1)
///
/// A condition is carried as a whole or not at all. An error where the text is no such query, or where
/// nothing of it can be carried.
[[nodiscard]] tl::expected<Carried, RuleError> fromShopifyText(QStringView text);

/// Reads the definition of a segment as Klaviyo's segments API gives it: the answer whole, or what is in its
/// "definition". Conditions of a group are alternatives, groups must all hold.
/// @param names of metrics, lists and segments by their ids, where the answer does not bring them in
/// "included"
[[nodiscard]] tl::expected<Carried, RuleError> fromKlaviyoJson(
    const QByteArray &json, const QMap<QString, QString> &names = {});

} // namespace haberdash::segment
