// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/analysis.h"

#include "core/experiment/distributions.h"
#include "core/experiment/power.h"
#include "core/experiment/single_rate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

template<typename T>
std::optional<T> maybe(const Outcome<T> &outcome)
{
    return outcome ? std::optional<T>(*outcome) : std::nullopt;
}

/// Of what came in: refunds are left out, or the share could be more than all.
double topFiveShare(std::vector<double> amounts)
{
    std::erase_if(amounts, [](double amount) { return amount <= 0; });
    if (amounts.empty())
        return 0;
    const auto count = std::min<size_t>(5, amounts.size());
    std::partial_sort(amounts.begin(), amounts.begin() + qsizetype(count), amounts.end(), std::greater());
    return std::accumulate(amounts.begin(), amounts.begin() + qsizetype(count), 0.0)
        / std::accumulate(amounts.begin(), amounts.end(), 0.0);
}

ArmFigure figureOf(const Arm &arm, const Measure &measure, int index, double confidence)
{
    ArmFigure figure;
    if (arm.recipients <= 0)
        return figure;
    const auto &values = arm.measures[size_t(index)];
    const Rate rate = rateOf(arm, index);
    figure.count = values.count;
    figure.isCountKnown = !values.sums || values.sums->isCountKnown;
    figure.isSpreadKnown = !values.sums || values.sums->deviation;
    figure.share = rate.share();
    if (figure.isCountKnown)
        figure.shareRange = maybe(wilsonInterval(rate, confidence));
    if (measure.kind == Measure::Kind::Rate) {
        figure.mean = figure.share;
        return figure;
    }
    const auto summary = summaryOf(arm, index);
    figure.total = values.sums ? values.sums->total
                               : std::accumulate(values.amounts.begin(), values.amounts.end(), 0.0);
    figure.mean = summary.mean;
    figure.deviation = summary.deviation;
    if (figure.isSpreadKnown)
        figure.meanRange = maybe(meanInterval(summary, confidence));
    figure.perBuyer = values.count > 0 ? figure.total / double(values.count) : 0;
    figure.topFiveShare = topFiveShare(values.amounts);
    return figure;
}

/// Arms with somebody in them, and where they stand among all.
struct Peopled
{
    explicit Peopled(const Outcomes &outcomes)
    {
        for (int i = 0; i < int(outcomes.arms.size()); ++i) {
            const Arm &arm = outcomes.arms[i];
            if (arm.recipients <= 0)
                continue;
            indices.push_back(i);
            sizes.push_back(double(arm.recipients));
            weights.push_back(arm.weight);
        }
    }
    [[nodiscard]] std::vector<Rate> rates(const Outcomes &outcomes, int measure) const
    {
        std::vector<Rate> all;
        for (const int index : indices)
            all.push_back(rateOf(outcomes.arms[index], measure));
        return all;
    }
    std::vector<int> indices;
    std::vector<double> sizes;
    std::vector<double> weights;
};

/// How probable it is that an arm is the best. Only once the test is over: somebody who stops as soon as such
/// a figure pleases him is wrong more often than it says.
void addBest(
    Analysis &analysis, const Outcomes &outcomes, const Peopled &peopled, std::span<Comparison> together)
{
    if (together.empty())
        return;
    const int measure = together.front().measure;
    const auto best = probabilityBest(peopled.rates(outcomes, measure));
    if (!best)
        return;
    for (size_t i = 0; i < peopled.indices.size(); ++i) {
        auto &figure = analysis.arms[peopled.indices[i]].figures[size_t(measure)];
        figure.probabilityBest = best->probability[i];
        figure.expectedLoss = best->expectedLoss[i];
    }
    for (Comparison &one : together) {
        const Rate pair[] = {rateOf(outcomes.arms[one.a], measure), rateOf(outcomes.arms[one.b], measure)};
        const auto ofPair = peopled.indices.size() == 2 ? best : probabilityBest(pair);
        if (!ofPair)
            continue;
        one.probabilityBetter = ofPair->probability[1];
        one.expectedLoss = ofPair->expectedLoss[1];
    }
}

/// What concerns the test as a whole: sizes of arms, the pick, what could have been seen.
void addWhole(Analysis &analysis, const Outcomes &outcomes, const Peopled &peopled)
{
    analysis.sampleRatio = maybe(checkSampleRatio(peopled.sizes, peopled.weights));
    if (outcomes.measures.front().kind != Measure::Kind::Rate || peopled.indices.size() < 2)
        return;
    const auto rates = peopled.rates(outcomes, 0);
    if (!outcomes.isRunning) {
        analysis.pick = maybe(autoPick(rates, peopled.weights));
        if (analysis.pick && analysis.pick->pick)
            analysis.pick->pick = peopled.indices[size_t(*analysis.pick->pick)];
    }
    const double base = rates.front().share();
    const Plan plan{0.05 / double(rates.size() - 1), 0.8, 2};
    const auto &sizes = peopled.sizes;
    const auto largest = std::max_element(sizes.begin() + 1, sizes.end());
    // Arms of unequal size see as much as two arms of their harmonic mean.
    const double perArm = 2 / (1 / sizes.front() + 1 / *largest);
    if (const auto rate = detectableRate(base, perArm, plan))
        analysis.detectable
            = DetectableLift{peopled.indices[size_t(largest - sizes.begin())], *rate / base - 1};
}

/// What a comparison of these sizes can see, when it is one of `many`.
std::optional<double> detectableDifference(const Comparison &one, const Outcomes &outcomes, double many)
{
    const Plan plan{0.05 / many, 0.8, 2};
    const Arm &a = outcomes.arms[one.a];
    const Arm &b = outcomes.arms[one.b];
    if (outcomes.measures[one.measure].kind == Measure::Kind::Rate) {
        const Rate base = rateOf(a, one.measure);
        const double perArm = 2 / (1 / base.size + 1 / double(b.recipients));
        const auto rate = detectableRate(base.share(), perArm, plan);
        return rate ? std::optional(*rate - base.share()) : std::nullopt;
    }
    const auto error = [&](const Arm &arm) {
        const auto summary = summaryOf(arm, one.measure);
        return summary.deviation * summary.deviation / summary.size;
    };
    const double standardError = std::sqrt(error(a) + error(b));
    if (!one.range || standardError <= 0)
        return std::nullopt;
    return (normalCritical(1 - plan.alpha) + normalQuantile(plan.power)) * standardError;
}

Result<> check(const Outcomes &outcomes)
{
    if (outcomes.arms.size() < 2)
        return failure(Error::Code::Invalid,
            u"There is only one arm, so there is nothing to compare. Choose the column that says who got what."_s);
    if (outcomes.measures.isEmpty())
        return failure(Error::Code::Invalid,
            u"There is nothing to measure. Choose a column that says what each recipient did."_s);
    for (const Arm &arm : outcomes.arms)
        Q_ASSERT(arm.measures.size() == size_t(outcomes.measures.size()));
    return {};
}

} // namespace

Result<Analysis> analyze(const Outcomes &outcomes, const AnalysisOptions &options)
{
    NoProgress progress;
    return analyze(outcomes, options, progress);
}

Result<Analysis> analyze(const Outcomes &outcomes, const AnalysisOptions &options, Progress &progress)
{
    HABERDASH_TRY(check(outcomes));
    const Peopled peopled(outcomes);
    Analysis analysis;
    analysis.measures = outcomes.measures;
    analysis.currency = outcomes.currency;
    analysis.isRunning = outcomes.isRunning;
    analysis.plannedRecipients = outcomes.plannedRecipients;
    analysis.control = peopled.indices.empty() ? 0 : peopled.indices.front();
    double weight = 0;
    for (const Arm &arm : outcomes.arms)
        weight += arm.weight;
    const int measures = int(outcomes.measures.size());
    for (const Arm &arm : outcomes.arms) {
        ArmResult result{arm.name, arm.recipients, arm.weight / weight, {}};
        for (int measure = 0; measure < measures; ++measure)
            result.figures.push_back(figureOf(arm, outcomes.measures[measure], measure, options.confidence));
        analysis.arms.append(std::move(result));
        analysis.recipients += arm.recipients;
    }
    Comparer comparer(outcomes, options, progress);
    for (int measure = 0; measure < measures; ++measure) {
        const auto first = analysis.comparisons.size();
        const auto &arms = peopled.indices;
        for (size_t a = 0; a < (options.comparesAllPairs ? arms.size() : std::min<size_t>(1, arms.size()));
             ++a) {
            for (size_t b = a + 1; b < arms.size(); ++b)
                analysis.comparisons.append(comparer.compare(arms[a], arms[b], measure));
        }
        if (comparer.wasCancelled())
            return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        const auto together = std::span(analysis.comparisons).subspan(size_t(first));
        adjustForMany(together);
        for (Comparison &one : together)
            one.detectable = detectableDifference(one, outcomes, double(together.size()));
        if (outcomes.measures[measure].kind == Measure::Kind::Rate && !outcomes.isRunning)
            addBest(analysis, outcomes, peopled, together);
    }
    addWhole(analysis, outcomes, peopled);
    return analysis;
}

} // namespace haberdash::experiment
