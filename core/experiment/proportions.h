// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/outcome.h"

#include <span>

namespace haberdash::experiment {

/// How many of an arm did it. Valid when 0 <= count <= size and size > 0; everything else has no result.
struct Rate
{
    double count = 0;
    double size = 0;
    [[nodiscard]] double share() const { return count / size; }
    [[nodiscard]] bool isValid() const { return size > 0 && count >= 0 && count <= size; }
};

/// The control arm and the variant it is compared with. Differences are variant minus control.
struct TwoRates
{
    Rate control;
    Rate variant;
    [[nodiscard]] double difference() const { return variant.share() - control.share(); }
    [[nodiscard]] double pooled() const
    {
        return (control.count + variant.count) / (control.size + variant.size);
    }
    /// The smallest count that equal rates would lead one to expect in any of the four cells.
    [[nodiscard]] double smallestExpected() const;
    /// Standard error of the difference without pooling.
    [[nodiscard]] double standardError() const;
};

struct ZTest
{
    double z = 0;
    double p = 1; ///< two-sided
    double pGreater = 1; ///< one-sided: the variant is better
};
/// z with the pooled variance; z squared is Pearson's chi-square. None where nobody or everybody did it.
[[nodiscard]] Outcome<ZTest> pooledZ(const TwoRates &rates);
/// z with separate variances. None where both variances are zero.
[[nodiscard]] Outcome<ZTest> unpooledZ(const TwoRates &rates);

// Intervals of the difference.
[[nodiscard]] Outcome<Range> waldInterval(const TwoRates &rates, double confidence = usualConfidence);
/// Hybrid score interval: Newcombe 1998, method 10. Ours unless somebody asks for another.
[[nodiscard]] Outcome<Range> newcombeInterval(const TwoRates &rates, double confidence = usualConfidence);
[[nodiscard]] Outcome<Range> agrestiCaffoInterval(const TwoRates &rates, double confidence = usualConfidence);
/// Score interval with the restricted maximum likelihood, Miettinen and Nurminen 1985, by bisection.
[[nodiscard]] Outcome<Range> miettinenNurminenInterval(
    const TwoRates &rates, double confidence = usualConfidence);

struct RatioEstimate
{
    double ratio = 1;
    Range range;
};
/// Ratio of the rates with Katz's log interval. None where an arm has nobody.
[[nodiscard]] Outcome<RatioEstimate> katzRatio(const TwoRates &rates, double confidence = usualConfidence);

struct LiftEstimate
{
    double lift = 0; ///< 0.25 is a quarter more than control
    double standardError = 0;
    Range range;
};
/// Relative lift by the delta method. None where the control arm has nobody.
[[nodiscard]] Outcome<LiftEstimate> liftOf(const TwoRates &rates, double confidence = usualConfidence);

struct ChiSquare
{
    double value = 0;
    double degrees = 1;
    double p = 1;
};
[[nodiscard]] Outcome<ChiSquare> chiSquare(const TwoRates &rates);
[[nodiscard]] Outcome<ChiSquare> yatesChiSquare(const TwoRates &rates);
[[nodiscard]] Outcome<ChiSquare> gTest(const TwoRates &rates);
/// The same for two or more arms.
[[nodiscard]] Outcome<ChiSquare> chiSquare(std::span<const Rate> arms);
[[nodiscard]] Outcome<ChiSquare> gTest(std::span<const Rate> arms);

struct StratifiedResult
{
    ChiSquare test; ///< without continuity correction
    double oddsRatio = 1;
    Range oddsRatioRange; ///< Robins, Breslow and Greenland 1986
    double rateDifference = 0;
};
/// Cochran, Mantel and Haenszel over strata such as customer groups.
[[nodiscard]] Outcome<StratifiedResult> mantelHaenszel(
    std::span<const TwoRates> strata, double confidence = usualConfidence);

} // namespace haberdash::experiment
