// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>
#include <vector>

namespace haberdash::audit {

/// P(X >= count) for X ~ Poisson(mean).
[[nodiscard]] double poissonUpperTail(qint64 count, double mean);
/// P(X <= count) for X ~ Poisson(mean).
[[nodiscard]] double poissonLowerTail(qint64 count, double mean);

/// How a set of values is spread, so that single wild ones do not matter.
struct RobustSpread
{
    double median = 0;
    double mad = 0; ///< the median of |value - median|
    double scale = 0; ///< 1.4826 MAD; 1.2533 times the mean absolute deviation where the MAD is 0
    /// |value - median| / scale with its sign; 0 where all values are equal.
    [[nodiscard]] double z(double value) const;
};
[[nodiscard]] RobustSpread robustSpread(std::vector<double> values);

/// A day on which far less happened than usual.
struct QuietDay
{
    qint64 day = 0; ///< days since 1970
    qint64 count = 0;
    double usual = 0;
    friend bool operator==(const QuietDay &, const QuietDay &) = default;
};

/// Days between the first and the last with too few: usual is the median of the same weekday in the eight
/// weeks before (four at least), quiet days left out. A day is quiet where it has less than a quarter of the
/// usual and chance puts so few there less than once in 10,000 days; days without any that follow each other
/// are judged together. Chance is Poisson, widened by how much wilder these days are than it (core/decisions/
/// 0051). Neither the first four weeks nor the last day are judged: the last may not be over.
[[nodiscard]] std::vector<QuietDay> quietDays(const std::map<qint64, qint64> &countsByDay);

} // namespace haberdash::audit
