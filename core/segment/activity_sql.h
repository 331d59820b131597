// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule_sql.h"

namespace haberdash::segment {

/// "=", "<>" ...
[[nodiscard]] QString signOf(Compare compare);

/// A test of a text. NULL counts as empty.
[[nodiscard]] Query textTest(const Query &expression, const TextTest &test);
/// A test of several texts at a time (product: handle and title): some of them, for a negative operator none.
[[nodiscard]] Query textTest(const QList<Query> &expressions, const TextTest &test);
/// The same for all rows of a query whose first column is the text. `rows` ends in a WHERE that more can be
/// added to.
[[nodiscard]] Query existsTest(const Query &rows, const QString &column, const TextTest &test);

/// An amount in minor units; what is finer than the currency is rounded.
[[nodiscard]] qint64 minorUnits(Number number, const CurrencyCode &currency);
/// How many minor units make one.
[[nodiscard]] qint64 minorPerUnit(const CurrencyCode &currency);

/// Rows of an activity: "FROM ... WHERE ..." and the expressions of what is asked of them. The main table has
/// the alias that is given, so that several can stand inside each other: r, z, q and more letters are free,
/// single other letters are used inside.
struct ActivityRows
{
    Query from; ///< "FROM t alias WHERE ..."
    QString customer;
    QString at; ///< milliseconds
    QString value; ///< of what is summed; NULL where it is not known
};
[[nodiscard]] ActivityRows rowsOf(
    const Activity &activity, Measure::Of of, const Context &context, const QString &alias);

/// " AND at is in one of the stretches, and before `asOf`".
[[nodiscard]] Query within(const QString &at, const Window &window, const Context &context);

} // namespace haberdash::segment
