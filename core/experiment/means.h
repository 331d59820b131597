// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/outcome.h"
#include "core/experiment/proportions.h"

#include <span>

namespace haberdash::experiment {

/// What the tests of means need to know of an arm.
struct MeanSummary
{
    double mean = 0;
    double deviation = 0; ///< standard deviation with n - 1
    double size = 0;
    /// Two passes, so that large values lose nothing.
    [[nodiscard]] static MeanSummary of(std::span<const double> values);
    /// The same for an arm of `size` recipients of whom all but `values` have zero.
    [[nodiscard]] static MeanSummary of(std::span<const double> values, double size);
};

/// Values of the control arm and of the variant, one per recipient.
struct TwoSamples
{
    std::span<const double> control;
    std::span<const double> variant;
};

struct WelchResult
{
    double difference = 0; ///< variant minus control
    double t = 0;
    double degrees = 0; ///< Welch and Satterthwaite
    double p = 1;
    Range range;
};
/// Welch's t test. None with fewer than two values in an arm, or where nothing varies.
[[nodiscard]] Outcome<WelchResult> welch(
    const MeanSummary &control, const MeanSummary &variant, double confidence = usualConfidence);
[[nodiscard]] Outcome<WelchResult> welch(const TwoSamples &samples, double confidence = usualConfidence);

/// Interval of one mean by Student's t.
[[nodiscard]] Outcome<Range> meanInterval(const MeanSummary &arm, double confidence = usualConfidence);

struct MeanLift
{
    double lift = 0;
    double standardError = 0;
    double degrees = 0;
    double p = 1;
    Range range;
};
/// Relative lift of the mean by the delta method, with normal quantiles.
[[nodiscard]] Outcome<LiftEstimate> liftOf(
    const MeanSummary &control, const MeanSummary &variant, double confidence = usualConfidence);
/// The same with Student's t and the degrees of Welch's test, as GrowthBook has it.
[[nodiscard]] Outcome<MeanLift> liftWithT(
    const MeanSummary &control, const MeanSummary &variant, double confidence = usualConfidence);

/// Quantile of type 7 (Hyndman and Fan 1996), as spreadsheets and R have it. `sorted` ascends, not empty.
[[nodiscard]] double quantileOfSorted(std::span<const double> sorted, double share);

struct WinsorisedResult
{
    WelchResult test;
    double cap = 0; ///< values above it count as this
    double controlMean = 0;
    double variantMean = 0;
    int capped = 0; ///< how many values that were, in both arms
};
/// Welch's test after capping at the quantile `share` of the positive values of both arms together.
[[nodiscard]] Outcome<WinsorisedResult> winsorisedWelch(
    const TwoSamples &samples, double share = 0.99, double confidence = usualConfidence);
/// The same for arms of which only the values that are not zero are given.
[[nodiscard]] Outcome<WinsorisedResult> sparseWinsorisedWelch(const TwoSamples &nonZero, double controlSize,
    double variantSize, double share = 0.99, double confidence = usualConfidence);

/// Numerator and denominator per recipient, such as clicks and mails delivered.
struct RatioSample
{
    std::span<const double> numerator;
    std::span<const double> denominator;
};
struct RatioResult
{
    double controlRatio = 0;
    double controlVariance = 0;
    double variantRatio = 0;
    double variantVariance = 0;
    double difference = 0;
    double standardError = 0;
    double z = 0;
    double p = 1;
    Range range;
};
/// Rates of totals by the delta method.
[[nodiscard]] Outcome<RatioResult> ratioDifference(
    const RatioSample &control, const RatioSample &variant, double confidence = usualConfidence);

struct CupedResult
{
    WelchResult test;
    double theta = 0;
    double correlation = 0;
    double controlMean = 0; ///< adjusted
    double variantMean = 0;
    double controlVarianceRatio = 1; ///< adjusted variance through the variance before
};
/// Welch's test after taking off what is explained by the same measure before the test (Deng et al. 2013).
/// Theta comes from all units together, whatever their arm.
[[nodiscard]] Outcome<CupedResult> cuped(
    const TwoSamples &values, const TwoSamples &before, double confidence = usualConfidence);

struct IncrementalResult
{
    double conversions = 0;
    Range conversionsRange; ///< Newcombe, times the recipients
    double revenue = 0;
    double revenuePerRecipient = 0;
    double shareIncremental = 0; ///< of the conversions of those who got mail
};
/// What mail brought beyond what the holdout did without it.
[[nodiscard]] Outcome<IncrementalResult> holdoutIncrement(const Rate &treated, double treatedRevenue,
    const Rate &holdout, double holdoutRevenue, double confidence = usualConfidence);

} // namespace haberdash::experiment
