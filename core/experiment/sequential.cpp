// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sequential.h"

#include "core/experiment/distributions.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int nodeCount = 400;
constexpr double farthest = 12; // z beyond which nothing is left

/// Where the falling function passes `wanted`.
double rootOfFalling(double low, double high, double wanted, const std::function<double(double)> &function)
{
    for (int step = 0; step < 48; ++step) {
        const double middle = (low + high) / 2;
        (function(middle) > wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// Chance, under no difference, to be still inside the bounds, as a density of the score over a grid.
class Walk
{
public:
    /// Chance to leave at the next look.
    [[nodiscard]] double exitChance(double information, double z) const
    {
        const double edge = z * std::sqrt(information);
        const double step = std::sqrt(information - m_information);
        if (m_grid.nodes.empty())
            return 2 * normalAbove(edge / step);
        double chance = 0;
        for (size_t i = 0; i < m_grid.nodes.size(); ++i)
            chance += m_mass[i]
                * (normalAbove((edge - m_grid.nodes[i]) / step)
                    + normalAbove((edge + m_grid.nodes[i]) / step));
        return chance;
    }
    void advance(double information, double z)
    {
        const double edge = std::min(z, farthest) * std::sqrt(information);
        const double step = std::sqrt(information - m_information);
        auto grid = Quadrature::over(-edge, edge, nodeCount);
        std::vector<double> mass(grid.nodes.size(), 0);
        const double scale = 1 / (step * std::sqrt(2 * std::acos(-1.0)));
        for (size_t j = 0; j < grid.nodes.size(); ++j) {
            const auto density = [&](double from) {
                const double distance = (grid.nodes[j] - from) / step;
                return scale * std::exp(-distance * distance / 2);
            };
            double sum = m_grid.nodes.empty() ? density(0) : 0;
            for (size_t i = 0; i < m_grid.nodes.size(); ++i)
                sum += m_mass[i] * density(m_grid.nodes[i]);
            mass[j] = grid.weights[j] * sum;
        }
        m_grid = std::move(grid);
        m_mass = std::move(mass);
        m_information = information;
    }

private:
    double m_information = 0;
    Quadrature m_grid;
    std::vector<double> m_mass;
};

/// Spent per side at information t, when `side` may be spent per side altogether.
double spentPerSide(const Spending &spending, double side, double t)
{
    switch (spending.family) {
    case Spending::Family::OBrienFleming:
        return 2 * normalAbove(-normalQuantile(side / 2) / std::sqrt(t));
    case Spending::Family::Pocock:
        return side * std::log1p((std::exp(1.0) - 1) * t);
    case Spending::Family::Power:
        return side * std::pow(t, spending.parameter);
    case Spending::Family::HwangShihDeCani:
        return spending.parameter == 0
            ? side * t
            : side * std::expm1(-spending.parameter * t) / std::expm1(-spending.parameter);
    }
    return 0;
}

} // namespace

Outcome<SequentialBounds> spendingBounds(
    std::span<const double> information, const Spending &spending, double alpha)
{
    if (alpha <= 0 || alpha >= 1 || information.empty())
        return noResult(u"Alpha must lie between 0 and 1, and there must be a look."_s);
    double before = 0;
    for (const double t : information) {
        if (t <= before || t > 1)
            return noResult(u"Looks must come one after the other and end with the plan."_s);
        before = t;
    }
    SequentialBounds bounds;
    Walk walk;
    double spent = 0;
    for (const double t : information) {
        const double now = 2 * spentPerSide(spending, alpha / 2, t);
        const double z
            = rootOfFalling(0, farthest, now - spent, [&](double edge) { return walk.exitChance(t, edge); });
        bounds.spent.push_back(now);
        bounds.z.push_back(z);
        bounds.p.push_back(normalTwoSided(z));
        spent = now;
        if (t < information.back())
            walk.advance(t, z);
    }
    return bounds;
}

Outcome<double> classicConstant(ClassicBounds family, int looks, double alpha)
{
    if (looks < 1 || looks > 30 || alpha <= 0 || alpha >= 1)
        return noResult(u"There must be 1 to 30 looks, and alpha between 0 and 1."_s);
    const auto falseAlarm = [&](double constant) {
        Walk walk;
        double chance = 0;
        for (int look = 1; look <= looks; ++look) {
            const double t = double(look) / looks;
            const double z = family == ClassicBounds::Pocock ? constant : constant / std::sqrt(t);
            chance += walk.exitChance(t, z);
            if (look < looks)
                walk.advance(t, z);
        }
        return chance;
    };
    // Secant steps: each evaluation walks through all looks.
    double low = normalCritical(1 - alpha);
    double high = normalCritical(1 - alpha / looks) + 0.1;
    double atLow = falseAlarm(low) - alpha;
    double atHigh = falseAlarm(high) - alpha;
    double root = low;
    for (int step = 0; step < 60 && high - low > 1e-10; ++step) {
        root = atLow == atHigh ? (low + high) / 2 : (low * atHigh - high * atLow) / (atHigh - atLow);
        if (step % 3 == 2 || root <= low || root >= high)
            root = (low + high) / 2;
        const double value = falseAlarm(root) - alpha;
        if (std::abs(value) < 1e-12)
            break;
        (value > 0 ? low : high) = root;
        (value > 0 ? atLow : atHigh) = value;
    }
    return root;
}

Outcome<MixtureTest> mixtureTest(const TwoRates &rates, double tau)
{
    if (!rates.control.isValid() || !rates.variant.isValid() || tau == 0)
        return noResult(u"An arm has nobody in it, or the planned difference is zero."_s);
    MixtureTest test;
    test.difference = rates.difference();
    test.variance = rates.standardError() * rates.standardError();
    if (test.variance <= 0)
        return noResult(u"Nobody or everybody did it, so there is nothing to test."_s);
    const double all = test.variance + tau * tau;
    test.logLikelihoodRatio = std::log(test.variance / all) / 2
        + test.difference * test.difference * tau * tau / (2 * test.variance * all);
    test.p = std::min(1.0, std::exp(-test.logLikelihoodRatio));
    return test;
}

Outcome<std::vector<double>> mixtureTestPath(std::span<const TwoRates> looks, double tau)
{
    std::vector<double> path;
    double least = 1;
    for (const TwoRates &look : looks) {
        const auto test = mixtureTest(look, tau);
        if (!test)
            return tl::unexpected(test.error());
        least = std::min(least, test->p);
        path.push_back(least);
    }
    return path;
}

Outcome<ConfidenceSequence> confidenceSequence(
    double difference, double standardError, double recipients, double planned, double alpha)
{
    if (standardError <= 0 || recipients <= 0 || planned <= 0 || alpha <= 0 || alpha >= 1)
        return noResult(u"Nothing varies yet, so there is nothing to look at."_s);
    const double n = recipients;
    const double rho2 = (-2 * std::log(alpha) + std::log1p(-2 * std::log(alpha))) / planned;
    const double grown = n * rho2 + 1;
    ConfidenceSequence sequence;
    sequence.rho = std::sqrt(rho2);
    sequence.halfWidth = standardError * std::sqrt(n)
        * std::sqrt(2 * grown / (n * n * rho2) * std::log(std::sqrt(grown) / alpha));
    sequence.range = {difference - sequence.halfWidth, difference + sequence.halfWidth};
    const double s = std::sqrt(n) * difference / standardError;
    const double logE = rho2 * s * s / (2 * grown) - std::log(grown) / 2;
    sequence.eValue = std::exp(logE);
    sequence.p = std::min(1.0, std::exp(-logE));
    return sequence;
}

} // namespace haberdash::experiment
