// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QLocale>

#include <vector>

namespace haberdash::ui {

/// Round values from at most `low` to at least `high`: steps of 1, 2 or 5 times a power of ten.
struct NumberTicks
{
    std::vector<double> values; ///< ascending, at least two
    int decimals = 0; ///< needed to tell them apart
};
[[nodiscard]] NumberTicks numberTicks(double low, double high, int wanted);

struct TimeTick
{
    Timestamp at;
    QString label;
};
/// Starts of calendar steps (hours, days, weeks from Monday, months, quarters, years) of the zone between two
/// instants, at most `most` of them. The first label and each new year name the year.
[[nodiscard]] std::vector<TimeTick> timeTicks(
    Timestamp from, Timestamp to, const QTimeZone &zone, const QLocale &locale, int most);

} // namespace haberdash::ui
