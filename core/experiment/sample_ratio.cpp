// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sample_ratio.h"

#include "core/experiment/distributions.h"

#include <numeric>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

Outcome<SampleRatio> checkSampleRatio(std::span<const double> sizes, std::span<const double> weights)
{
    const double all = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    const double weight = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (sizes.size() < 2 || sizes.size() != weights.size() || all <= 0)
        return noResult(u"There are fewer than two arms, or nobody in them."_s);
    SampleRatio ratio;
    for (size_t i = 0; i < sizes.size(); ++i) {
        if (weights[i] <= 0)
            return noResult(u"An arm was planned with a share of zero."_s);
        const double expected = all * weights[i] / weight;
        ratio.test.value += (sizes[i] - expected) * (sizes[i] - expected) / expected;
    }
    ratio.test.degrees = double(sizes.size() - 1);
    ratio.test.p = chiSquareAbove(ratio.test.value, ratio.test.degrees);
    if (ratio.test.p < 0.001)
        ratio.alarm = SampleRatioAlarm::Blocked;
    else if (ratio.test.p < 0.01)
        ratio.alarm = SampleRatioAlarm::Warning;
    return ratio;
}

} // namespace haberdash::experiment
