// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/bootstrap.h"

#include "core/experiment/distributions.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Draws that are the same with every standard library.
class Draws
{
public:
    explicit Draws(quint64 seed)
        : m_engine(seed)
    { }
    double unit() { return double(m_engine() >> 11) * 0x1p-53; }
    size_t below(size_t count) { return size_t(unit() * double(count)); }

private:
    std::mt19937_64 m_engine;
};

/// The mean of a resample. With few values that are not zero, first how many of them turn up, then which: the
/// same distribution as drawing each recipient, and much quicker.
class Resampler
{
public:
    explicit Resampler(const BootstrapArm &arm)
        : m_arm(arm)
    {
        const double k = double(arm.nonZero.size());
        m_share = k / arm.size;
        m_isSparse = k <= 300 && m_share < 0.5;
        if (m_isSparse)
            m_none = std::exp(arm.size * std::log1p(-m_share));
    }
    double mean(Draws &draws) const
    {
        const size_t k = m_arm.nonZero.size();
        double sum = 0;
        if (m_isSparse) {
            const int count = drawCount(draws);
            for (int i = 0; i < count; ++i)
                sum += m_arm.nonZero[draws.below(k)];
        } else {
            const auto size = size_t(m_arm.size);
            for (size_t i = 0; i < size; ++i) {
                const size_t place = draws.below(size);
                if (place < k)
                    sum += m_arm.nonZero[place];
            }
        }
        return sum / m_arm.size;
    }

private:
    /// Binomial by inversion.
    int drawCount(Draws &draws) const
    {
        double rest = draws.unit();
        double chance = m_none;
        const double odds = m_share / (1 - m_share);
        int count = 0;
        while (rest > chance && count < int(m_arm.size)) {
            rest -= chance;
            ++count;
            chance *= odds * (m_arm.size - count + 1) / count;
        }
        return count;
    }

    BootstrapArm m_arm;
    double m_share = 0;
    double m_none = 0;
    bool m_isSparse = false;
};

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

Outcome<BootstrapResult> bootstrapDifference(
    const BootstrapArm &control, const BootstrapArm &variant, int resamples, quint64 seed, double confidence)
{
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
    Draws draws(seed);
    const Resampler first(control);
    const Resampler second(variant);
    std::vector<double> differences;
    differences.reserve(size_t(resamples));
    for (int i = 0; i < resamples; ++i) {
        const double one = first.mean(draws);
        differences.push_back(second.mean(draws) - one);
    }
    std::sort(differences.begin(), differences.end());
    result.standardError = MeanSummary::of(differences).deviation;
    const double tail = (1 - confidence) / 2;
    result.percentile = {quantileOfSorted(differences, tail), quantileOfSorted(differences, 1 - tail)};

    const auto shareBelow = [&](double value) {
        const auto [low, high] = std::equal_range(differences.begin(), differences.end(), value);
        const double below = double(low - differences.begin()) + double(high - low) / 2;
        return std::clamp(below / double(resamples), 0.5 / resamples, 1 - 0.5 / resamples);
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

} // namespace haberdash::experiment
