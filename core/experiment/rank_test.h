// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/means.h"

namespace haberdash::experiment {

struct MannWhitneyResult
{
    double u = 0; ///< of the variant: pairs in which it is larger, ties as halves
    double p = 1; ///< two-sided, with continuity correction
    double pWithoutCorrection = 1;
    double superiority = 0.5; ///< chance that one of the variant is larger than one of control
};
/// Mann and Whitney's test, corrected for ties. Says who tends to have more, not whose mean is larger.
[[nodiscard]] Outcome<MannWhitneyResult> mannWhitney(const TwoSamples &samples);

struct ExactMannWhitneyResult
{
    double u = 0;
    double p = 1;
};
/// The exact distribution; for arms of at most 50 without equal values.
[[nodiscard]] Outcome<ExactMannWhitneyResult> exactMannWhitney(const TwoSamples &samples);

/// Chance that one of the variant has more than one of control, ties as halves, for arms of which only the
/// values that are not zero are given.
[[nodiscard]] double superiority(const TwoSamples &nonZero, double controlSize, double variantSize);

} // namespace haberdash::experiment
