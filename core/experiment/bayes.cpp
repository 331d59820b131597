// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/bayes.h"

#include "core/experiment/distributions.h"
#include "core/experiment/sample_ratio.h"

#include <algorithm>
#include <cmath>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int nodesPerPiece = 100;
constexpr double certainEnough = 0.95;
constexpr double tolerableLoss = 0.005; // of the pooled rate
constexpr double leastPerArm = 100;
constexpr double leastConversions = 20;

struct Posterior
{
    double a;
    double b;
    Posterior(const Rate &rate, const BetaPrior &prior)
        : a(prior.a + rate.count)
        , b(prior.b + rate.size - rate.count)
    { }
    [[nodiscard]] double mean() const { return a / (a + b); }
    [[nodiscard]] double deviation() const { return std::sqrt(a * b / ((a + b) * (a + b) * (a + b + 1))); }
    [[nodiscard]] double below(double x) const { return betaBelow(a, b, x); }
    [[nodiscard]] double density(double x) const { return betaDensity(a, b, x); }
    [[nodiscard]] Range middle95() const { return {betaQuantile(a, b, 0.025), betaQuantile(a, b, 0.975)}; }
    /// Where its mass is. Far out twice: a rate near 0 or 1 has a tail like an exponential.
    void addSupport(std::vector<double> &points) const
    {
        for (const double reach : {-40, -14, 14, 40})
            points.push_back(std::clamp(mean() + reach * deviation(), 0.0, 1.0));
    }
};

/// Nodes over all pieces between the points, each piece with nodes of its own: a narrow posterior beside a
/// wide one is not missed, and edges do not cost accuracy.
Quadrature overPieces(std::vector<double> points)
{
    std::sort(points.begin(), points.end());
    static const Quadrature unit = Quadrature::over(0, 1, nodesPerPiece);
    Quadrature grid;
    for (size_t piece = 1; piece < points.size(); ++piece) {
        const double width = points[piece] - points[piece - 1];
        if (width <= 0)
            continue;
        for (size_t i = 0; i < unit.nodes.size(); ++i) {
            grid.nodes.push_back(points[piece - 1] + width * unit.nodes[i]);
            grid.weights.push_back(width * unit.weights[i]);
        }
    }
    return grid;
}

std::vector<double> supportOf(std::span<const Posterior> arms)
{
    std::vector<double> points;
    for (const Posterior &arm : arms)
        arm.addSupport(points);
    return points;
}

/// The difference variant minus control with `share` of the posterior below it.
double differenceQuantile(const Posterior &control, const Posterior &variant, double share)
{
    const double middle = variant.mean() - control.mean();
    const double reach = 40 * std::hypot(control.deviation(), variant.deviation());
    double low = std::max(-1.0, middle - reach);
    double high = std::min(1.0, middle + reach);
    for (int step = 0; step < 44; ++step) {
        const double difference = (low + high) / 2;
        std::vector<double> points;
        variant.addSupport(points);
        for (double &point : points)
            point = std::clamp(point - difference, 0.0, 1.0);
        control.addSupport(points);
        const auto grid = overPieces(std::move(points));
        double below = 0;
        for (size_t i = 0; i < grid.nodes.size(); ++i) {
            const double mass = grid.weights[i] * control.density(grid.nodes[i]);
            if (mass > 1e-18)
                below += mass * variant.below(grid.nodes[i] + difference);
        }
        (below < share ? low : high) = difference;
    }
    return (low + high) / 2;
}

} // namespace

Outcome<BayesResult> bayesCompare(const TwoRates &rates, const BetaPrior &prior)
{
    if (!rates.control.isValid() || !rates.variant.isValid())
        return noResult(u"An arm has nobody in it."_s);
    const Posterior arms[] = {{rates.control, prior}, {rates.variant, prior}};
    const auto &control = arms[0];
    const auto &variant = arms[1];
    BayesResult result;
    const auto grid = overPieces(supportOf(arms));
    double better = 0;
    double lossOfVariant = 0;
    double lossOfControl = 0;
    for (size_t i = 0; i < grid.nodes.size(); ++i) {
        const double x = grid.nodes[i];
        const double controlBelow = control.below(x);
        const double variantBelow = variant.below(x);
        better += grid.weights[i] * variant.density(x) * controlBelow;
        lossOfVariant += grid.weights[i] * (1 - controlBelow) * variantBelow;
        lossOfControl += grid.weights[i] * (1 - variantBelow) * controlBelow;
    }
    result.probabilityBetter = std::clamp(better, 0.0, 1.0);
    result.lossOfVariant = std::max(0.0, lossOfVariant);
    result.lossOfControl = std::max(0.0, lossOfControl);
    result.controlMean = control.mean();
    result.variantMean = variant.mean();
    result.controlRange = control.middle95();
    result.variantRange = variant.middle95();
    result.differenceRange
        = {differenceQuantile(control, variant, 0.025), differenceQuantile(control, variant, 0.975)};
    return result;
}

Outcome<BestOfArms> probabilityBest(std::span<const Rate> arms, const BetaPrior &prior)
{
    if (arms.size() < 2
        || !std::all_of(arms.begin(), arms.end(), [](const Rate &arm) { return arm.isValid(); }))
        return noResult(u"There are fewer than two arms, or nobody in one of them."_s);
    std::vector<Posterior> posteriors;
    for (const Rate &arm : arms)
        posteriors.emplace_back(arm, prior);
    const auto points = supportOf(posteriors);
    const auto grid = overPieces(points);
    BestOfArms best{std::vector<double>(arms.size(), 0), {}};
    double expectedBest = *std::min_element(points.begin(), points.end());
    std::vector<double> below(arms.size());
    for (size_t i = 0; i < grid.nodes.size(); ++i) {
        double allBelow = 1;
        for (size_t arm = 0; arm < arms.size(); ++arm) {
            below[arm] = posteriors[arm].below(grid.nodes[i]);
            allBelow *= below[arm];
        }
        expectedBest += grid.weights[i] * (1 - allBelow);
        for (size_t arm = 0; arm < arms.size(); ++arm) {
            double othersBelow = 1;
            for (size_t other = 0; other < arms.size(); ++other)
                othersBelow *= other == arm ? 1 : below[other];
            best.probability[arm] += grid.weights[i] * posteriors[arm].density(grid.nodes[i]) * othersBelow;
        }
    }
    for (double &probability : best.probability)
        probability = std::clamp(probability, 0.0, 1.0);
    for (const Posterior &posterior : posteriors)
        best.expectedLoss.push_back(std::max(0.0, expectedBest - posterior.mean()));
    return best;
}

Outcome<AutoPick> autoPick(std::span<const Rate> arms, std::span<const double> weights)
{
    std::vector<double> sizes;
    double conversions = 0;
    double recipients = 0;
    double smallest = arms.empty() ? 0 : arms.front().size;
    for (const Rate &arm : arms) {
        sizes.push_back(arm.size);
        conversions += arm.count;
        recipients += arm.size;
        smallest = std::min(smallest, arm.size);
    }
    const auto ratio = checkSampleRatio(sizes, weights);
    if (!ratio)
        return tl::unexpected(ratio.error());
    AutoPick pick;
    pick.sampleRatioP = ratio->test.p;
    if (ratio->alarm == SampleRatioAlarm::Blocked) {
        pick.decision = AutoPick::Decision::BlockedByRatio;
        return pick;
    }
    if (smallest < leastPerArm || conversions < leastConversions) {
        pick.decision = AutoPick::Decision::InsufficientData;
        return pick;
    }
    auto best = probabilityBest(arms);
    if (!best)
        return tl::unexpected(best.error());
    pick.best = std::move(*best);
    const auto &probability = pick.best.probability;
    const auto index = size_t(std::max_element(probability.begin(), probability.end()) - probability.begin());
    if (probability[index] >= certainEnough)
        pick.decision = AutoPick::Decision::Winner;
    else if (pick.best.expectedLoss[index] <= tolerableLoss * conversions / recipients)
        pick.decision = AutoPick::Decision::Equivalent;
    if (pick.decision != AutoPick::Decision::NoWinner)
        pick.pick = int(index);
    return pick;
}

} // namespace haberdash::experiment
