// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/proportions.h"

#include <span>
#include <vector>

namespace haberdash::experiment {

/// How the chance of a false alarm is spent over the planned looks.
struct Spending
{
    enum class Family { OBrienFleming, Pocock, Power, HwangShihDeCani };
    Family family = Family::OBrienFleming;
    double parameter = 1; ///< exponent of Power, gamma of Hwang, Shih and DeCani
};

struct SequentialBounds
{
    std::vector<double> spent; ///< two-sided, cumulated
    std::vector<double> z; ///< stop at a look when |z| is at least this
    std::vector<double> p; ///< the same as a two-sided p-value
};
/// Bounds of Lan and DeMets 1983 by recursive integration. `information` is the share of the planned
/// recipients at each look, ascending, above 0, at most 1.
[[nodiscard]] Outcome<SequentialBounds> spendingBounds(
    std::span<const double> information, const Spending &spending, double alpha = 0.05);

enum class ClassicBounds { Pocock, OBrienFleming };
/// The constant for equally spaced looks: z at each look (Pocock), or at the last (O'Brien and Fleming, where
/// it is divided by the square root of the share of looks done). 1 to 30 looks.
[[nodiscard]] Outcome<double> classicConstant(ClassicBounds family, int looks, double alpha = 0.05);

struct MixtureTest
{
    double difference = 0;
    double variance = 0;
    double logLikelihoodRatio = 0;
    double p = 1; ///< valid whenever one looks
};
/// Mixture sequential probability ratio test of two rates; `tau` is the difference planned for.
[[nodiscard]] Outcome<MixtureTest> mixtureTest(const TwoRates &rates, double tau);
/// p after each look: never rises.
[[nodiscard]] Outcome<std::vector<double>> mixtureTestPath(std::span<const TwoRates> looks, double tau);

struct ConfidenceSequence
{
    double rho = 0;
    double halfWidth = 0;
    Range range; ///< covers the truth at all looks together
    double eValue = 1;
    double p = 1; ///< valid whenever one looks
};
/// Interval that may be looked at any time (Robbins' normal mixture; Waudby-Smith et al. 2021).
/// @param recipients of both arms so far
/// @param planned recipients of both arms at the end: the interval is tightest there
[[nodiscard]] Outcome<ConfidenceSequence> confidenceSequence(
    double difference, double standardError, double recipients, double planned, double alpha = 0.05);

} // namespace haberdash::experiment
