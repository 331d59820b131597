// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/analysis.h"
#include "core/experiment/draws.h"

namespace haberdash::test {

/// Recipients whose arms do not differ, or differ as one says.
struct SimulatedShop
{
    experiment::Measure::Kind kind = experiment::Measure::Kind::Rate;
    double share = 0.1; ///< who does it
    double spread = 1; ///< sigma of the logarithm of amounts
    int arms = 2;

    [[nodiscard]] experiment::Outcomes begin() const;
    /// Adds as many recipients to each arm.
    void addTo(experiment::Outcomes &outcomes, quint32 perArm, experiment::Draws &draws) const;
    [[nodiscard]] experiment::Outcomes outcomes(quint32 perArm, experiment::Draws &draws) const;
};

/// Tests of equal arms that are looked at again and again while they run, as the program shows them.
struct Peeking
{
    SimulatedShop shop;
    int looks = 14;
    quint32 perLook = 500; ///< recipients that each arm gains between two looks
    bool isPlanned = true; ///< the size was said before
};
/// The share of `runs` in which any look found a difference.
[[nodiscard]] double falseAlarms(const Peeking &peeking, int runs, quint64 seed);
/// The share of `runs` in which any look's interval missed the truth, which is 0.
[[nodiscard]] double missedByAnyLook(const Peeking &peeking, int runs, quint64 seed);

/// p-values of the program's own test of equal arms, ascending; tests without one are left out.
[[nodiscard]] std::vector<double> pValues(const SimulatedShop &shop, quint32 perArm, int runs, quint64 seed);
/// The largest distance of sorted values from the uniform distribution, Kolmogorov and Smirnov.
[[nodiscard]] double distanceFromUniform(const std::vector<double> &sorted);

/// The share of `runs` in which the program's interval holds the truth, which is 0.
[[nodiscard]] double coverage(const SimulatedShop &shop, quint32 perArm, int runs, quint64 seed);
/// The same of the BCa interval that may be asked for.
[[nodiscard]] double coverageOfBootstrap(
    const SimulatedShop &shop, quint32 perArm, int runs, quint64 seed, int resamples);

/// The share of `runs` in which the program's test finds that the second of two rates is another.
[[nodiscard]] double powerOfTest(double control, double variant, quint32 perArm, int runs, quint64 seed);

/// The share of `runs` of equal arms in which the automatic pick names a winner.
[[nodiscard]] double falseWinners(const SimulatedShop &shop, quint32 perArm, int runs, quint64 seed);

} // namespace haberdash::test
