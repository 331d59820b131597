// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/means.h"

#include "core/experiment/distributions.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

double meanOf(std::span<const double> values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return values.empty() ? 0 : sum / double(values.size());
}

tl::unexpected<NoResult> tooFew()
{
    return noResult(u"An arm has fewer than two recipients."_s);
}

struct Together
{
    double meanX = 0;
    double meanY = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
};

Together momentsOf(const TwoSamples &x, const TwoSamples &y)
{
    Together all;
    const double n = double(x.control.size() + x.variant.size());
    const auto pairs = [&](auto visit) {
        for (size_t i = 0; i < x.control.size(); ++i)
            visit(x.control[i], y.control[i]);
        for (size_t i = 0; i < x.variant.size(); ++i)
            visit(x.variant[i], y.variant[i]);
    };
    pairs([&](double a, double b) {
        all.meanX += a / n;
        all.meanY += b / n;
    });
    pairs([&](double a, double b) {
        all.xx += (a - all.meanX) * (a - all.meanX);
        all.yy += (b - all.meanY) * (b - all.meanY);
        all.xy += (a - all.meanX) * (b - all.meanY);
    });
    return all;
}

struct Ratio
{
    double value = 0;
    double variance = 0;
};

Outcome<Ratio> ratioOf(const RatioSample &sample)
{
    const double below = meanOf(sample.denominator);
    if (sample.numerator.size() != sample.denominator.size() || sample.numerator.size() < 2)
        return tooFew();
    if (below == 0)
        return noResult(u"The denominators of an arm add up to nothing."_s);
    Ratio ratio;
    ratio.value = meanOf(sample.numerator) / below;
    std::vector<double> rest;
    for (size_t i = 0; i < sample.numerator.size(); ++i)
        rest.push_back(sample.numerator[i] - ratio.value * sample.denominator[i]);
    const auto summary = MeanSummary::of(rest);
    ratio.variance = summary.deviation * summary.deviation / (summary.size * below * below);
    return ratio;
}

} // namespace

MeanSummary MeanSummary::of(std::span<const double> values)
{
    return of(values, double(values.size()));
}

MeanSummary MeanSummary::of(std::span<const double> values, double size)
{
    MeanSummary summary;
    summary.size = size;
    if (size <= 0)
        return summary;
    summary.mean = meanOf(values) * (double(values.size()) / size);
    double squares = (size - double(values.size())) * summary.mean * summary.mean;
    for (const double value : values)
        squares += (value - summary.mean) * (value - summary.mean);
    summary.deviation = size > 1 ? std::sqrt(squares / (size - 1)) : 0;
    return summary;
}

Outcome<WelchResult> welch(const MeanSummary &control, const MeanSummary &variant, double confidence)
{
    if (control.size < 2 || variant.size < 2)
        return tooFew();
    const double v1 = control.deviation * control.deviation / control.size;
    const double v2 = variant.deviation * variant.deviation / variant.size;
    if (v1 + v2 <= 0)
        return noResult(u"All recipients of an arm have the same value, so there is nothing to test."_s);
    WelchResult result;
    const double error = std::sqrt(v1 + v2);
    result.difference = variant.mean - control.mean;
    result.t = result.difference / error;
    result.degrees = (v1 + v2) * (v1 + v2) / (v1 * v1 / (control.size - 1) + v2 * v2 / (variant.size - 1));
    result.p = studentTwoSided(result.t, result.degrees);
    const double half = studentCritical(confidence, result.degrees) * error;
    result.range = {result.difference - half, result.difference + half};
    return result;
}

Outcome<WelchResult> welch(const TwoSamples &samples, double confidence)
{
    return welch(MeanSummary::of(samples.control), MeanSummary::of(samples.variant), confidence);
}

Outcome<Range> meanInterval(const MeanSummary &arm, double confidence)
{
    if (arm.size < 2)
        return tooFew();
    const double half = studentCritical(confidence, arm.size - 1) * arm.deviation / std::sqrt(arm.size);
    return Range{arm.mean - half, arm.mean + half};
}

Outcome<LiftEstimate> liftOf(const MeanSummary &control, const MeanSummary &variant, double confidence)
{
    if (control.size < 2 || variant.size < 2)
        return tooFew();
    if (control.mean <= 0)
        return noResult(u"The mean of the control arm is not above zero, so there is no relative lift."_s);
    const double m1 = control.mean;
    const double ratio = variant.mean / m1;
    const double error = std::sqrt(std::pow(variant.deviation, 2) / (variant.size * m1 * m1)
        + std::pow(control.deviation * ratio / m1, 2) / control.size);
    const double half = normalCritical(confidence) * error;
    return LiftEstimate{ratio - 1, error, {ratio - 1 - half, ratio - 1 + half}};
}

Outcome<MeanLift> liftWithT(const MeanSummary &control, const MeanSummary &variant, double confidence)
{
    const auto lift = liftOf(control, variant, confidence);
    if (!lift)
        return tl::unexpected(lift.error());
    const auto test = welch(control, variant, confidence);
    if (!test)
        return tl::unexpected(test.error());
    const double half = studentCritical(confidence, test->degrees) * lift->standardError;
    return MeanLift{lift->lift, lift->standardError, test->degrees,
        studentTwoSided(lift->lift / lift->standardError, test->degrees),
        {lift->lift - half, lift->lift + half}};
}

double quantileOfSorted(std::span<const double> sorted, double share)
{
    const double place = share * double(sorted.size() - 1);
    const auto below = size_t(std::floor(place));
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - double(below)) * (sorted[above] - sorted[below]);
}

Outcome<WinsorisedResult> winsorisedWelch(const TwoSamples &samples, double share, double confidence)
{
    return sparseWinsorisedWelch(
        samples, double(samples.control.size()), double(samples.variant.size()), share, confidence);
}

Outcome<WinsorisedResult> sparseWinsorisedWelch(
    const TwoSamples &nonZero, double controlSize, double variantSize, double share, double confidence)
{
    std::vector<double> positive;
    for (const auto &arm : {nonZero.control, nonZero.variant})
        std::copy_if(arm.begin(), arm.end(), std::back_inserter(positive), [](double x) { return x > 0; });
    if (positive.empty())
        return noResult(u"No recipient has a value above zero."_s);
    std::sort(positive.begin(), positive.end());
    WinsorisedResult result;
    result.cap = quantileOfSorted(positive, share);
    const auto capped = [&result](std::span<const double> values) {
        std::vector<double> copy(values.begin(), values.end());
        for (double &value : copy) {
            if (value > result.cap) {
                value = result.cap;
                ++result.capped;
            }
        }
        return copy;
    };
    const auto control = MeanSummary::of(capped(nonZero.control), controlSize);
    const auto variant = MeanSummary::of(capped(nonZero.variant), variantSize);
    const auto test = welch(control, variant, confidence);
    if (!test)
        return tl::unexpected(test.error());
    result.test = *test;
    result.controlMean = control.mean;
    result.variantMean = variant.mean;
    return result;
}

Outcome<RatioResult> ratioDifference(
    const RatioSample &control, const RatioSample &variant, double confidence)
{
    const auto one = ratioOf(control);
    if (!one)
        return tl::unexpected(one.error());
    const auto two = ratioOf(variant);
    if (!two)
        return tl::unexpected(two.error());
    RatioResult result{one->value, one->variance, two->value, two->variance, two->value - one->value,
        std::sqrt(one->variance + two->variance), 0, 1, {}};
    if (result.standardError <= 0)
        return noResult(u"The ratio is the same for all recipients, so there is nothing to test."_s);
    result.z = result.difference / result.standardError;
    result.p = normalTwoSided(result.z);
    const double half = normalCritical(confidence) * result.standardError;
    result.range = {result.difference - half, result.difference + half};
    return result;
}

Outcome<CupedResult> cuped(const TwoSamples &values, const TwoSamples &before, double confidence)
{
    if (values.control.size() != before.control.size() || values.variant.size() != before.variant.size()
        || values.control.size() < 2 || values.variant.size() < 2)
        return tooFew();
    const auto all = momentsOf(before, values);
    if (all.xx <= 0 || all.yy <= 0)
        return noResult(u"The measure is the same for all recipients, so it explains nothing."_s);
    CupedResult result;
    result.theta = all.xy / all.xx;
    result.correlation = all.xy / std::sqrt(all.xx * all.yy);
    const auto adjusted = [&](std::span<const double> y, std::span<const double> x) {
        std::vector<double> rest;
        for (size_t i = 0; i < y.size(); ++i)
            rest.push_back(y[i] - result.theta * (x[i] - all.meanX));
        return MeanSummary::of(rest);
    };
    const auto control = adjusted(values.control, before.control);
    const auto variant = adjusted(values.variant, before.variant);
    const auto test = welch(control, variant, confidence);
    if (!test)
        return tl::unexpected(test.error());
    result.test = *test;
    result.controlMean = control.mean;
    result.variantMean = variant.mean;
    const double raw = MeanSummary::of(values.control).deviation;
    result.controlVarianceRatio = raw > 0 ? std::pow(control.deviation / raw, 2) : 1;
    return result;
}

Outcome<IncrementalResult> holdoutIncrement(
    const Rate &treated, double treatedRevenue, const Rate &holdout, double holdoutRevenue, double confidence)
{
    const TwoRates rates{holdout, treated};
    const auto interval = newcombeInterval(rates, confidence);
    if (!interval)
        return tl::unexpected(interval.error());
    IncrementalResult result;
    result.conversions = rates.difference() * treated.size;
    result.conversionsRange = {interval->low * treated.size, interval->high * treated.size};
    result.revenuePerRecipient = treatedRevenue / treated.size - holdoutRevenue / holdout.size;
    result.revenue = result.revenuePerRecipient * treated.size;
    result.shareIncremental = treated.count > 0 ? result.conversions / treated.count : 0;
    return result;
}

} // namespace haberdash::experiment
