// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/outcome.h"

namespace haberdash::experiment {

/// What a test is planned with.
struct Plan
{
    double alpha = 0.05; ///< chance of a false alarm
    double power = 0.8; ///< chance to see the effect when it is there
    int sides = 2;
};

// Rates lie between 0 and 1 and differ; everything else has no result. Sizes are not rounded.

/// Recipients per arm to tell two rates apart.
[[nodiscard]] Outcome<double> recipientsPerArm(double control, double variant, const Plan &plan = {});
/// Recipients of control when the variant gets `ratio` times as many.
[[nodiscard]] Outcome<double> recipientsOfControl(
    double control, double variant, double ratio, const Plan &plan = {});
/// The rate above `control` that can just be told from it.
[[nodiscard]] Outcome<double> detectableRate(double control, double perArm, const Plan &plan = {});
/// Chance to see the difference; the power of the plan is not used.
[[nodiscard]] Outcome<double> powerOf(double control, double variant, double perArm, const Plan &plan = {});

struct ArcsineSize
{
    double effect = 0; ///< Cohen's h
    double perArm = 0;
};
[[nodiscard]] Outcome<ArcsineSize> recipientsByArcsine(double control, double variant, const Plan &plan = {});

struct MeanSize
{
    double byNormal = 0;
    double byT = 0;
};
/// Recipients per arm to see a difference of means.
[[nodiscard]] Outcome<MeanSize> recipientsForMean(double difference, double deviation, const Plan &plan = {});

} // namespace haberdash::experiment
