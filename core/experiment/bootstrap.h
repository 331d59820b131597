// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/means.h"

#include <QtGlobal>

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

/// Difference of means by resampling recipients within their arms. Same seed, same result.
/// None where an arm is empty or nothing varies.
[[nodiscard]] Outcome<BootstrapResult> bootstrapDifference(const BootstrapArm &control,
    const BootstrapArm &variant, int resamples, quint64 seed, double confidence = usualConfidence);

} // namespace haberdash::experiment
