// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/bootstrap.h"

#include "core/experiment/distributions.h"
#include "core/experiment/draws.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int resamplesOfBlock = 64;

/// The mean of a resample: first how many of the values that are not zero turn up, then which. The same
/// distribution as drawing each recipient, and much quicker where most have zero.
double resampledMean(const BootstrapArm &arm, Draws &draws)
{
    const auto values = quint32(arm.nonZero.size());
    const quint32 count = draws.binomial(quint32(arm.size), double(values) / arm.size);
    double sum = 0;
    for (quint32 i = 0; i < count; ++i)
        sum += arm.nonZero[draws.below(values)];
    return sum / arm.size;
}

/// Sums of the second and third powers of what each recipient pulls the difference by.
struct Influence
{
    double squares = 0;
    double cubes = 0;
    void add(const BootstrapArm &arm, double mean, double sign)
    {
        const auto take = [&](double value, double times) {
            const double pull = sign * (value - mean) / arm.size;
            squares += times * pull * pull;
            cubes += times * pull * pull * pull;
        };
        for (const double value : arm.nonZero)
            take(value, 1);
        take(0, arm.size - double(arm.nonZero.size()));
    }
};

} // namespace

std::optional<std::vector<double>> resampledMeans(
    const BootstrapArm &arm, int resamples, quint64 seed, const Effort &effort)
{
    std::vector<double> means(static_cast<size_t>(resamples));
    const int blocks = (resamples + resamplesOfBlock - 1) / resamplesOfBlock;
    const bool isDone = forEachBlock(blocks, effort, [&](int block) {
        Draws draws(seed, quint64(block));
        const int first = block * resamplesOfBlock;
        for (int i = first; i < std::min(first + resamplesOfBlock, resamples); ++i)
            means[size_t(i)] = resampledMean(arm, draws);
    });
    return isDone ? std::optional(std::move(means)) : std::nullopt;
}

Outcome<BootstrapResult> bootstrapDifference(const BootstrapArm &control, const BootstrapArm &variant,
    std::span<const double> controlMeans, std::span<const double> variantMeans, double confidence)
{
    Q_ASSERT(controlMeans.size() == variantMeans.size());
    if (control.size < 2 || variant.size < 2)
        return noResult(u"An arm has fewer than two recipients."_s);
    const double controlMean = MeanSummary::of(control.nonZero, control.size).mean;
    const double variantMean = MeanSummary::of(variant.nonZero, variant.size).mean;
    Influence influence;
    influence.add(control, controlMean, -1);
    influence.add(variant, variantMean, 1);
    if (influence.squares <= 0)
        return noResult(u"All recipients have the same value, so there is nothing to test."_s);
    BootstrapResult result;
    result.difference = variantMean - controlMean;
    const auto resamples = double(controlMeans.size());
    std::vector<double> differences;
    differences.reserve(controlMeans.size());
    for (size_t i = 0; i < controlMeans.size(); ++i)
        differences.push_back(variantMeans[i] - controlMeans[i]);
    std::sort(differences.begin(), differences.end());
    result.standardError = MeanSummary::of(differences).deviation;
    const double tail = (1 - confidence) / 2;
    result.percentile = {quantileOfSorted(differences, tail), quantileOfSorted(differences, 1 - tail)};

    const auto shareBelow = [&](double value) {
        const auto [low, high] = std::equal_range(differences.begin(), differences.end(), value);
        const double below = double(low - differences.begin()) + double(high - low) / 2;
        return std::clamp(below / resamples, 0.5 / resamples, 1 - 0.5 / resamples);
    };
    const double bias = normalQuantile(shareBelow(result.difference));
    const double acceleration = influence.cubes / (6 * std::pow(influence.squares, 1.5));
    const auto corrected
        = [&](double z) { return normalBelow(bias + (bias + z) / (1 - acceleration * (bias + z))); };
    const double z = normalCritical(confidence);
    result.bca = {quantileOfSorted(differences, corrected(-z)), quantileOfSorted(differences, corrected(z))};
    const double below = shareBelow(0);
    result.p = std::min(1.0, 2 * std::min(below, 1 - below));
    return result;
}

Outcome<BootstrapResult> bootstrapDifference(
    const BootstrapArm &control, const BootstrapArm &variant, int resamples, quint64 seed, double confidence)
{
    return bootstrapDifference(control, variant, resampledMeans(control, resamples, seed).value(),
        resampledMeans(variant, resamples, ~seed).value(), confidence);
}

} // namespace haberdash::experiment
