// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/proportions.h"

namespace haberdash::experiment {

struct FisherResult
{
    double p = 1; ///< sum of all tables that are at most as likely as this one
    double pGreater = 1; ///< the variant is better
    double pLess = 1;
};
/// Fisher's exact test. Counts are whole numbers.
[[nodiscard]] Outcome<FisherResult> fisherExact(const TwoRates &rates);

struct BarnardResult
{
    double statistic = 0; ///< pooled z, positive when the variant is better
    double p = 1; ///< two-sided
};
/// Recipients in both arms together up to which Barnard's test is offered; it grows with their square.
inline constexpr double barnardLimit = 500;
/// Barnard's unconditional exact test, pooled z as its statistic. None above `barnardLimit`.
[[nodiscard]] Outcome<BarnardResult> barnard(const TwoRates &rates);

} // namespace haberdash::experiment
