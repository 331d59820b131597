// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simulated_tests.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace haberdash::test {

using namespace haberdash::experiment;

namespace {

/// How often `happens` is true of runs, each with random numbers of its own; on two threads.
template<typename Happens>
double shareOfRuns(int runs, quint64 seed, Happens happens)
{
    std::atomic<int> count = 0;
    const bool isDone = forEachBlock(runs, {2, nullptr}, [&](int run) {
        Draws draws(seed, quint64(run));
        if (happens(draws))
            ++count;
    });
    Q_ASSERT(isDone);
    Q_UNUSED(isDone)
    return double(count) / runs;
}

Analysis analysed(const Outcomes &outcomes, const AnalysisOptions &options = {.threads = 1})
{
    return analyze(outcomes, options).value();
}

template<typename Shows>
double shareOfPeeks(const Peeking &peeking, int runs, quint64 seed, Shows shows)
{
    return shareOfRuns(runs, seed, [&](Draws &draws) {
        auto outcomes = peeking.shop.begin();
        outcomes.isRunning = true;
        if (peeking.isPlanned)
            outcomes.plannedRecipients = qint64(peeking.looks) * peeking.perLook * peeking.shop.arms;
        for (int look = 0; look < peeking.looks; ++look) {
            peeking.shop.addTo(outcomes, peeking.perLook, draws);
            const auto analysis = analysed(outcomes);
            if (std::any_of(analysis.comparisons.begin(), analysis.comparisons.end(), shows))
                return true;
        }
        return false;
    });
}

bool holdsZero(const std::optional<Range> &range)
{
    return range && range->low <= 0 && range->high >= 0;
}

} // namespace

Outcomes SimulatedShop::begin() const
{
    Outcomes outcomes;
    outcomes.measures = {{QStringLiteral("result"), kind}};
    for (int arm = 0; arm < arms; ++arm)
        outcomes.arms.append({QString::number(arm), 1, 0, {{}}});
    return outcomes;
}

void SimulatedShop::addTo(Outcomes &outcomes, quint32 perArm, Draws &draws) const
{
    for (Arm &arm : outcomes.arms) {
        arm.recipients += perArm;
        auto &measure = arm.measures.front();
        const quint32 count = draws.binomial(perArm, share);
        measure.count += count;
        for (quint32 i = 0; kind == Measure::Kind::Amount && i < count; ++i)
            measure.amounts.push_back(std::exp(3 + spread * draws.normal()));
    }
}

Outcomes SimulatedShop::outcomes(quint32 perArm, Draws &draws) const
{
    auto all = begin();
    addTo(all, perArm, draws);
    return all;
}

double falseAlarms(const Peeking &peeking, int runs, quint64 seed)
{
    return shareOfPeeks(peeking, runs, seed, [](const Comparison &one) { return one.isDecided(); });
}

double missedByAnyLook(const Peeking &peeking, int runs, quint64 seed)
{
    return shareOfPeeks(
        peeking, runs, seed, [](const Comparison &one) { return one.range && !holdsZero(one.range); });
}

std::vector<double> pValues(const SimulatedShop &shop, quint32 perArm, int runs, quint64 seed)
{
    std::vector<double> all;
    all.reserve(size_t(runs));
    for (int run = 0; run < runs; ++run) {
        Draws draws(seed, quint64(run));
        if (const auto p = analysed(shop.outcomes(perArm, draws)).comparisons.front().p)
            all.push_back(*p);
    }
    std::sort(all.begin(), all.end());
    return all;
}

double distanceFromUniform(const std::vector<double> &sorted)
{
    double distance = 0;
    const auto size = double(sorted.size());
    for (size_t i = 0; i < sorted.size(); ++i)
        distance = std::max(
            {distance, std::abs(sorted[i] - double(i) / size), std::abs(sorted[i] - double(i + 1) / size)});
    return distance;
}

double coverage(const SimulatedShop &shop, quint32 perArm, int runs, quint64 seed)
{
    return shareOfRuns(runs, seed, [&](Draws &draws) {
        return holdsZero(analysed(shop.outcomes(perArm, draws)).comparisons.front().range);
    });
}

double coverageOfBootstrap(const SimulatedShop &shop, quint32 perArm, int runs, quint64 seed, int resamples)
{
    return shareOfRuns(runs, seed, [&](Draws &draws) {
        const auto outcomes = shop.outcomes(perArm, draws);
        AnalysisOptions options{.bootstrapsAmounts = true, .resamples = resamples, .threads = 1};
        options.seed = quint64(draws.below(1U << 31));
        const auto comparison = analysed(outcomes, options).comparisons.front();
        return holdsZero(comparison.bootstrapRange ? comparison.bootstrapRange : comparison.range);
    });
}

double powerOfTest(double control, double variant, quint32 perArm, int runs, quint64 seed)
{
    return shareOfRuns(runs, seed, [&](Draws &draws) {
        auto outcomes = SimulatedShop{}.begin();
        for (int arm = 0; arm < 2; ++arm) {
            outcomes.arms[arm].recipients = perArm;
            outcomes.arms[arm].measures.front().count = draws.binomial(perArm, arm == 0 ? control : variant);
        }
        return analysed(outcomes).comparisons.front().isDecided();
    });
}

double falseWinners(const SimulatedShop &shop, quint32 perArm, int runs, quint64 seed)
{
    return shareOfRuns(runs, seed, [&](Draws &draws) {
        const auto pick = analysed(shop.outcomes(perArm, draws)).pick;
        return pick && pick->decision == AutoPick::Decision::Winner;
    });
}

} // namespace haberdash::test
