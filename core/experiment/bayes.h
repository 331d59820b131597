// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/proportions.h"

#include <optional>
#include <span>
#include <vector>

namespace haberdash::experiment {

/// Beta prior of each rate; flat unless somebody knows better.
struct BetaPrior
{
    double a = 1;
    double b = 1;
};

struct BayesResult
{
    double probabilityBetter = 0.5; ///< the variant's rate is the larger one
    double lossOfVariant = 0; ///< expected, in rate, when the variant is chosen
    double lossOfControl = 0;
    double controlMean = 0;
    double variantMean = 0;
    Range controlRange; ///< equal tails, 95 %
    Range variantRange;
    Range differenceRange;
};
[[nodiscard]] Outcome<BayesResult> bayesCompare(const TwoRates &rates, const BetaPrior &prior = {});

struct BestOfArms
{
    std::vector<double> probability; ///< to be the best, by arm
    std::vector<double> expectedLoss; ///< in rate, when this arm is chosen
};
[[nodiscard]] Outcome<BestOfArms> probabilityBest(std::span<const Rate> arms, const BetaPrior &prior = {});

struct AutoPick
{
    enum class Decision { Winner, Equivalent, NoWinner, InsufficientData, BlockedByRatio };
    Decision decision = Decision::NoWinner;
    std::optional<int> pick; ///< index of the arm to go on with
    double sampleRatioP = 1;
    BestOfArms best; ///< empty where the data is insufficient or blocked
};
/// The rule by which an arm is picked once, at the end of a test's window: METHODS, section 5.
[[nodiscard]] Outcome<AutoPick> autoPick(std::span<const Rate> arms, std::span<const double> weights);

} // namespace haberdash::experiment
