// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/rank_test.h"

#include "core/experiment/distributions.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Ranks
{
    double u = 0;
    double ties = 0; ///< sum of t^3 - t over groups of equal values
};

/// Zeros that are not in the samples stand as one weighted value for each arm.
Ranks rank(const TwoSamples &samples, double controlZeros, double variantZeros)
{
    struct Item
    {
        double value;
        double control;
        double variant;
    };
    std::vector<Item> items;
    for (const double value : samples.control)
        items.push_back({value, 1, 0});
    for (const double value : samples.variant)
        items.push_back({value, 0, 1});
    if (controlZeros > 0 || variantZeros > 0)
        items.push_back({0, controlZeros, variantZeros});
    std::sort(items.begin(), items.end(), [](const Item &a, const Item &b) { return a.value < b.value; });
    Ranks ranks;
    double controlBelow = 0;
    for (size_t i = 0; i < items.size();) {
        double control = 0;
        double variant = 0;
        size_t end = i;
        for (; end < items.size() && items[end].value == items[i].value; ++end) {
            control += items[end].control;
            variant += items[end].variant;
        }
        ranks.u += variant * (controlBelow + control / 2);
        const double group = control + variant;
        ranks.ties += group * group * group - group;
        controlBelow += control;
        i = end;
    }
    return ranks;
}

tl::unexpected<NoResult> emptyArm()
{
    return noResult(u"An arm has nobody in it."_s);
}

} // namespace

Outcome<MannWhitneyResult> mannWhitney(const TwoSamples &samples)
{
    const double n1 = double(samples.control.size());
    const double n2 = double(samples.variant.size());
    if (n1 < 1 || n2 < 1)
        return emptyArm();
    const auto ranks = rank(samples, 0, 0);
    const double n = n1 + n2;
    const double variance = n1 * n2 / 12 * (n + 1 - ranks.ties / (n * (n - 1)));
    if (variance <= 0)
        return noResult(u"All values are the same, so there is nothing to test."_s);
    const double distance = std::abs(ranks.u - n1 * n2 / 2);
    MannWhitneyResult result;
    result.u = ranks.u;
    result.p = std::min(1.0, 2 * normalAbove((distance - 0.5) / std::sqrt(variance)));
    result.pWithoutCorrection = normalTwoSided(distance / std::sqrt(variance));
    result.superiority = ranks.u / (n1 * n2);
    return result;
}

Outcome<ExactMannWhitneyResult> exactMannWhitney(const TwoSamples &samples)
{
    const auto n1 = samples.control.size();
    const auto n2 = samples.variant.size();
    if (n1 < 1 || n2 < 1)
        return emptyArm();
    if (n1 > 50 || n2 > 50)
        return noResult(u"The exact test is for at most 50 recipients in an arm."_s);
    const auto ranks = rank(samples, 0, 0);
    if (ranks.ties > 0)
        return noResult(u"Some values are equal, so the exact test does not apply."_s);
    // Probability of each U for i of control and j of the variant, from smaller arms.
    std::vector<std::vector<double>> row(n2 + 1, std::vector<double>{1});
    for (size_t i = 1; i <= n1; ++i) {
        std::vector<std::vector<double>> next(n2 + 1);
        next[0] = {1};
        for (size_t j = 1; j <= n2; ++j) {
            std::vector<double> chance(i * j + 1, 0);
            const double all = double(i + j);
            // The largest value belongs to control with chance i/(i+j); else to the variant, above all i.
            for (size_t u = 0; u < row[j].size(); ++u)
                chance[u] += double(i) / all * row[j][u];
            for (size_t u = 0; u < next[j - 1].size(); ++u)
                chance[u + i] += double(j) / all * next[j - 1][u];
            next[j] = std::move(chance);
        }
        row = std::move(next);
    }
    const auto &chances = row[n2];
    const auto seen = size_t(std::llround(ranks.u));
    double below = 0;
    double above = 0;
    for (size_t u = 0; u < chances.size(); ++u) {
        if (u <= seen)
            below += chances[u];
        if (u >= seen)
            above += chances[u];
    }
    return ExactMannWhitneyResult{ranks.u, std::min(1.0, 2 * std::min(below, above))};
}

double superiority(const TwoSamples &nonZero, double controlSize, double variantSize)
{
    const auto ranks = rank(
        nonZero, controlSize - double(nonZero.control.size()), variantSize - double(nonZero.variant.size()));
    return ranks.u / (controlSize * variantSize);
}

} // namespace haberdash::experiment
