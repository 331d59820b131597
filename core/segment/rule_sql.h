// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/segment/rule.h"
#include "core/store/connection.h"

#include <QVariant>

namespace haberdash::segment {

/// As of when, and with whose calendar and currency, a rule is asked.
struct Context
{
    Timestamp asOf;
    QTimeZone timeZone;
    CurrencyCode currency;
};

/// A piece of SQL with the values for its question marks, in order.
struct Query
{
    QString sql;
    QVariantList values;

    Query &operator+=(const Query &part);
    Query &operator+=(const QString &text);
};

/// Who there is: customers of whom the shop knew before `asOf`, by the day they were made known, an order or
/// an event; those of whom none of that is known count as always there.
[[nodiscard]] Query everyone(const Context &context);
/// The customers that match one condition (not a group, not a reference to another segment): a query whose
/// only column is customer ids, each at most once, in no order.
[[nodiscard]] Query compileCondition(const Node &condition, const Context &context);

/// The whole rule as one query: the reference that every other way of answering must agree with. Groups
/// become INTERSECT, UNION and EXCEPT of named parts: nested IN (...) OR (...) would never finish on a large
/// shop, and nested brackets are limited.
/// @param rules saved segments by name, for references. Refused: a reference to nobody, or in a circle.
[[nodiscard]] Result<Query> compile(
    const Rule &rule, const Context &context, const QMap<QString, Rule> &rules);

/// Customers that may be sent marketing mail: an address, not suppressed, and subscribed.
[[nodiscard]] Query mailable(const Context &context);

/// Binds the values and leaves the statement ready to step.
[[nodiscard]] Result<store::Statement> prepare(store::Connection &connection, const Query &query);

} // namespace haberdash::segment
