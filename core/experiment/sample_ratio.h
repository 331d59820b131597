// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/proportions.h"

#include <span>

namespace haberdash::experiment {

/// How bad it is that the arms are not as large as planned.
enum class SampleRatioAlarm { None, Warning, Blocked };

struct SampleRatio
{
    ChiSquare test;
    SampleRatioAlarm alarm = SampleRatioAlarm::None; ///< Warning below .01, Blocked below .001
};
/// Compares sizes of arms with planned shares (any positive numbers, in proportion). None with fewer than two
/// arms or without recipients.
[[nodiscard]] Outcome<SampleRatio> checkSampleRatio(
    std::span<const double> sizes, std::span<const double> weights);

} // namespace haberdash::experiment
