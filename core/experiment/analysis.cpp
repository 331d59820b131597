// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/analysis.h"

#include "core/experiment/bootstrap.h"
#include "core/experiment/exact_tests.h"
#include "core/experiment/multiplicity.h"
#include "core/experiment/power.h"
#include "core/experiment/rank_test.h"
#include "core/experiment/sequential.h"
#include "core/experiment/single_rate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double leastExpectedCount = 5; // for the pooled z
constexpr qint64 leastOrdersForWelch = 30; // per arm
constexpr qint64 leastOrders = 5; // per arm

template<typename T>
std::optional<T> maybe(const Outcome<T> &outcome)
{
    return outcome ? std::optional<T>(*outcome) : std::nullopt;
}

Rate rateOf(const Arm &arm, int measure)
{
    return {double(arm.measures[size_t(measure)].count), double(arm.recipients)};
}

MeanSummary summaryOf(const Arm &arm, int measure)
{
    return MeanSummary::of(arm.measures[size_t(measure)].amounts, double(arm.recipients));
}

double topFiveShare(std::vector<double> amounts, double total)
{
    if (total <= 0)
        return 0;
    const auto count = std::min<size_t>(5, amounts.size());
    std::partial_sort(amounts.begin(), amounts.begin() + qsizetype(count), amounts.end(), std::greater());
    return std::accumulate(amounts.begin(), amounts.begin() + qsizetype(count), 0.0) / total;
}

ArmFigure figureOf(const Arm &arm, const Measure &measure, int index, double confidence)
{
    ArmFigure figure;
    const auto &values = arm.measures[size_t(index)];
    const Rate rate = rateOf(arm, index);
    figure.count = values.count;
    figure.share = rate.share();
    figure.shareRange = maybe(wilsonInterval(rate, confidence));
    if (measure.kind == Measure::Kind::Rate) {
        figure.mean = figure.share;
        return figure;
    }
    const auto summary = summaryOf(arm, index);
    figure.total = std::accumulate(values.amounts.begin(), values.amounts.end(), 0.0);
    figure.mean = summary.mean;
    figure.deviation = summary.deviation;
    figure.meanRange = maybe(meanInterval(summary, confidence));
    figure.perBuyer = values.count > 0 ? figure.total / double(values.count) : 0;
    figure.topFiveShare = topFiveShare(values.amounts, figure.total);
    return figure;
}

/// p and interval that hold however often somebody looks.
void compareWhileRunning(
    Comparison &result, const Outcomes &outcomes, double standardError, double confidence)
{
    double recipients = 0;
    for (const int arm : {result.a, result.b})
        recipients += double(outcomes.arms[arm].recipients);
    const double planned = std::max(recipients, double(outcomes.plannedRecipients));
    const auto sequence
        = confidenceSequence(result.difference, standardError, recipients, planned, 1 - confidence);
    if (!sequence) {
        result.reason = sequence.error().reason;
        return;
    }
    result.test = Test::AlwaysValid;
    result.p = sequence->p;
    result.method = IntervalMethod::ConfidenceSequence;
    result.range = sequence->range;
}

void testRates(Comparison &result, const TwoRates &rates)
{
    const auto take = [&result](Test test, const auto &outcome) {
        if (outcome) {
            result.test = test;
            result.p = outcome->p;
        } else {
            result.reason = outcome.error().reason;
        }
    };
    if (rates.smallestExpected() >= leastExpectedCount)
        return take(Test::PooledZ, pooledZ(rates));
    if (const auto possible = pooledZ(rates); !possible)
        return take(Test::PooledZ, possible);
    const auto fisher = fisherExact(rates);
    if (rates.control.size + rates.variant.size > barnardLimit)
        return take(Test::Fisher, fisher);
    take(Test::Barnard, barnard(rates));
    result.fisherP = fisher ? std::optional(fisher->p) : std::nullopt;
}

void compareRates(Comparison &result, const Outcomes &outcomes, const AnalysisOptions &options)
{
    const TwoRates rates{
        rateOf(outcomes.arms[result.a], result.measure), rateOf(outcomes.arms[result.b], result.measure)};
    result.difference = rates.difference();
    if (outcomes.isRunning) {
        compareWhileRunning(result, outcomes, rates.standardError(), options.confidence);
    } else {
        testRates(result, rates);
        result.range = maybe(newcombeInterval(rates, options.confidence));
        result.method = result.range ? IntervalMethod::Newcombe : IntervalMethod::None;
    }
    if (const auto lift = liftOf(rates, options.confidence)) {
        result.lift = lift->lift;
        result.liftRange = lift->range;
    }
    const Rate arms[] = {rates.control, rates.variant};
    if (const auto best = probabilityBest(arms)) {
        result.probabilityBetter = best->probability[1];
        result.expectedLoss = best->expectedLoss[1];
    }
}

void testAmounts(Comparison &result, const Arm &a, const Arm &b, const AnalysisOptions &options)
{
    const auto &first = a.measures[size_t(result.measure)];
    const auto &second = b.measures[size_t(result.measure)];
    const qint64 fewest = std::min(first.count, second.count);
    if (fewest < leastOrders) {
        result.reason = u"An arm has fewer than %1 recipients with an amount: too few to say anything."_s.arg(
            leastOrders);
        return;
    }
    if (fewest < leastOrdersForWelch) {
        const auto bootstrap = bootstrapDifference({first.amounts, double(a.recipients)},
            {second.amounts, double(b.recipients)}, options.resamples, options.seed, options.confidence);
        if (!bootstrap) {
            result.reason = bootstrap.error().reason;
            return;
        }
        result.test = Test::Bootstrap;
        result.p = bootstrap->p;
        result.method = IntervalMethod::Bca;
        result.range = bootstrap->bca;
        return;
    }
    const auto test = welch(summaryOf(a, result.measure), summaryOf(b, result.measure), options.confidence);
    if (!test) {
        result.reason = test.error().reason;
        return;
    }
    result.test = Test::Welch;
    result.p = test->p;
    result.method = IntervalMethod::Welch;
    result.range = test->range;
    const auto winsorised = sparseWinsorisedWelch({first.amounts, second.amounts}, double(a.recipients),
        double(b.recipients), 0.99, options.confidence);
    if (winsorised) {
        result.winsorisedDifference = winsorised->test.difference;
        result.winsorisedRange = winsorised->test.range;
    }
}

void compareAmounts(Comparison &result, const Outcomes &outcomes, const AnalysisOptions &options)
{
    const Arm &a = outcomes.arms[result.a];
    const Arm &b = outcomes.arms[result.b];
    const auto one = summaryOf(a, result.measure);
    const auto two = summaryOf(b, result.measure);
    result.difference = two.mean - one.mean;
    if (outcomes.isRunning)
        compareWhileRunning(result, outcomes,
            std::sqrt(one.deviation * one.deviation / one.size + two.deviation * two.deviation / two.size),
            options.confidence);
    else
        testAmounts(result, a, b, options);
    if (const auto lift = liftOf(one, two, options.confidence); lift && result.range) {
        result.lift = lift->lift;
        result.liftRange = lift->range;
    }
    result.superiority = superiority(
        {a.measures[size_t(result.measure)].amounts, b.measures[size_t(result.measure)].amounts}, one.size,
        two.size);
}

void adjust(std::span<Comparison> comparisons)
{
    std::vector<double> p;
    for (const Comparison &one : comparisons) {
        if (one.p)
            p.push_back(*one.p);
    }
    const auto adjusted = holm(p);
    size_t next = 0;
    for (Comparison &one : comparisons) {
        if (one.p)
            one.adjustedP = adjusted[next++];
    }
}

void addBest(Analysis &analysis, const Outcomes &outcomes, int measure)
{
    std::vector<Rate> rates;
    for (const Arm &arm : outcomes.arms)
        rates.push_back(rateOf(arm, measure));
    const auto best = probabilityBest(rates);
    if (!best)
        return;
    for (qsizetype arm = 0; arm < analysis.arms.size(); ++arm) {
        auto &figure = analysis.arms[arm].figures[size_t(measure)];
        figure.probabilityBest = best->probability[size_t(arm)];
        figure.expectedLoss = best->expectedLoss[size_t(arm)];
    }
}

/// What concerns the test as a whole: sizes of arms, the pick, what could have been seen.
void addWhole(Analysis &analysis, const Outcomes &outcomes)
{
    std::vector<double> sizes;
    std::vector<double> weights;
    std::vector<Rate> rates;
    for (const Arm &arm : outcomes.arms) {
        sizes.push_back(double(arm.recipients));
        weights.push_back(arm.weight);
        rates.push_back(rateOf(arm, 0));
    }
    analysis.sampleRatio = maybe(checkSampleRatio(sizes, weights));
    if (outcomes.measures.front().kind != Measure::Kind::Rate)
        return;
    if (!outcomes.isRunning)
        analysis.pick = maybe(autoPick(rates, weights));
    const double base = rates.front().share();
    const Plan plan{0.05 / double(rates.size() - 1), 0.8, 2};
    const auto largest = std::max_element(sizes.begin() + 1, sizes.end());
    // Arms of unequal size see as much as two arms of their harmonic mean.
    const double perArm = 2 / (1 / sizes.front() + 1 / *largest);
    if (const auto rate = detectableRate(base, perArm, plan))
        analysis.detectable = DetectableLift{int(largest - sizes.begin()), *rate / base - 1};
}

Result<> check(const Outcomes &outcomes)
{
    if (outcomes.arms.size() < 2)
        return failure(Error::Code::Invalid,
            u"There is only one arm, so there is nothing to compare. Choose the column that says who got what."_s);
    if (outcomes.measures.isEmpty())
        return failure(Error::Code::Invalid,
            u"There is nothing to measure. Choose a column that says what each recipient did."_s);
    for (const Arm &arm : outcomes.arms) {
        if (arm.recipients <= 0)
            return failure(Error::Code::Invalid,
                u"Nobody is in the arm “%1”, so there is nothing to compare it with."_s.arg(arm.name));
        Q_ASSERT(arm.measures.size() == size_t(outcomes.measures.size()));
    }
    return {};
}

} // namespace

Result<Analysis> analyze(const Outcomes &outcomes, const AnalysisOptions &options)
{
    HABERDASH_TRY(check(outcomes));
    Analysis analysis;
    analysis.measures = outcomes.measures;
    analysis.currency = outcomes.currency;
    analysis.isRunning = outcomes.isRunning;
    analysis.plannedRecipients = outcomes.plannedRecipients;
    double weight = 0;
    for (const Arm &arm : outcomes.arms)
        weight += arm.weight;
    const int measures = int(outcomes.measures.size());
    const int arms = int(outcomes.arms.size());
    for (const Arm &arm : outcomes.arms) {
        ArmResult result{arm.name, arm.recipients, arm.weight / weight, {}};
        for (int measure = 0; measure < measures; ++measure)
            result.figures.push_back(figureOf(arm, outcomes.measures[measure], measure, options.confidence));
        analysis.arms.append(std::move(result));
        analysis.recipients += arm.recipients;
    }
    for (int measure = 0; measure < measures; ++measure) {
        const auto first = analysis.comparisons.size();
        const bool isRate = outcomes.measures[measure].kind == Measure::Kind::Rate;
        for (int a = 0; a < (options.comparesAllPairs ? arms : 1); ++a) {
            for (int b = a + 1; b < arms; ++b) {
                Comparison comparison;
                comparison.a = a;
                comparison.b = b;
                comparison.measure = measure;
                (isRate ? compareRates : compareAmounts)(comparison, outcomes, options);
                analysis.comparisons.append(std::move(comparison));
            }
        }
        adjust(std::span(analysis.comparisons).subspan(size_t(first)));
        if (isRate)
            addBest(analysis, outcomes, measure);
    }
    addWhole(analysis, outcomes);
    return analysis;
}

} // namespace haberdash::experiment
