// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/blocks.h"
#include "core/experiment/means.h"

#include <QtGlobal>

#include <optional>

namespace haberdash::experiment {

/// An arm for resampling: its values that are not zero, and how many recipients it has.
struct BootstrapArm
{
    std::span<const double> nonZero;
    double size = 0;
};

struct BootstrapResult
{
    double difference = 0;
    double standardError = 0;
    Range percentile;
    Range bca; ///< bias-corrected and accelerated, Efron 1987
    double p = 1; ///< two-sided: twice the smaller share of resamples on the other side of zero
};

/// Means of `resamples` resamples of an arm's recipients. Same seed, same means, on any number of threads.
/// Nothing when it was cancelled. Takes time in proportion to the values that are not zero.
[[nodiscard]] std::optional<std::vector<double>> resampledMeans(
    const BootstrapArm &arm, int resamples, quint64 seed, const Effort &effort = {});

/// Difference of means from as many resampled means of each arm. None where an arm has fewer than two
/// recipients or nothing varies.
[[nodiscard]] Outcome<BootstrapResult> bootstrapDifference(const BootstrapArm &control,
    const BootstrapArm &variant, std::span<const double> controlMeans, std::span<const double> variantMeans,
    double confidence = usualConfidence);
/// The same, with the resampling.
[[nodiscard]] Outcome<BootstrapResult> bootstrapDifference(const BootstrapArm &control,
    const BootstrapArm &variant, int resamples, quint64 seed, double confidence = usualConfidence);

} // namespace haberdash::experiment
