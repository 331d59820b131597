// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison.h"

#include "core/experiment/exact_tests.h"
#include "core/experiment/multiplicity.h"
#include "core/experiment/rank_test.h"
#include "core/experiment/sequential.h"

#include <algorithm>
#include <cmath>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double leastExpectedCount = 5; // for the pooled z
constexpr qint64 leastOrdersForWelch = 30; // per arm
constexpr qint64 leastOrders = 5; // per arm
constexpr qint64 leastRecipientsForSums = 1000; // per arm, where nobody says how many bought
/// Recipients that a running test is taken to be planned for where nobody said: a number that does not move
/// with the test, or its intervals would not hold at any time.
constexpr double usualPlan = 5000;

template<typename T>
std::optional<T> maybe(const Outcome<T> &outcome)
{
    return outcome ? std::optional<T>(*outcome) : std::nullopt;
}

/// Hands on what one of several parts of work reports.
class PartOfProgress final : public Progress
{
public:
    PartOfProgress(Progress &whole, qint64 part, qint64 parts)
        : m_whole(whole)
        , m_part(part)
        , m_parts(parts)
    { }
    void report(qint64 done, qint64 total) override
    {
        m_whole.report(m_part * total + done, m_parts * total);
    }
    [[nodiscard]] bool isCancelled() const override { return m_whole.isCancelled(); }

private:
    Progress &m_whole;
    qint64 m_part;
    qint64 m_parts;
};

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

double standardErrorOf(const MeanSummary &one, const MeanSummary &two)
{
    return std::sqrt(one.deviation * one.deviation / one.size + two.deviation * two.deviation / two.size);
}

} // namespace

Rate rateOf(const Arm &arm, int measure)
{
    return {double(arm.measures[size_t(measure)].count), double(arm.recipients)};
}

MeanSummary summaryOf(const Arm &arm, int measure)
{
    const auto &values = arm.measures[size_t(measure)];
    if (!values.sums)
        return MeanSummary::of(values.amounts, double(arm.recipients));
    const auto size = double(arm.recipients);
    return {size > 0 ? values.sums->total / size : 0, values.sums->deviation.value_or(0), size};
}

Comparer::Comparer(const Outcomes &outcomes, const AnalysisOptions &options, Progress &progress)
    : m_outcomes(outcomes)
    , m_options(options)
    , m_progress(progress)
{ }

Comparison Comparer::compare(int a, int b, int measure)
{
    Comparison result;
    result.a = a;
    result.b = b;
    result.measure = measure;
    if (m_outcomes.measures[measure].kind == Measure::Kind::Rate)
        compareRates(result);
    else
        compareAmounts(result);
    return result;
}

void Comparer::compareWhileRunning(Comparison &result, double standardError) const
{
    double recipients = 0;
    for (const int arm : {result.a, result.b})
        recipients += double(m_outcomes.arms[arm].recipients);
    const double planned
        = m_outcomes.plannedRecipients > 0 ? double(m_outcomes.plannedRecipients) : usualPlan;
    const auto sequence
        = confidenceSequence(result.difference, standardError, recipients, planned, 1 - m_options.confidence);
    if (!sequence) {
        result.reason = sequence.error().reason;
        return;
    }
    result.test = Test::AlwaysValid;
    result.p = sequence->p;
    result.method = IntervalMethod::ConfidenceSequence;
    result.range = sequence->range;
}

void Comparer::compareRates(Comparison &result)
{
    const TwoRates rates{
        rateOf(m_outcomes.arms[result.a], result.measure), rateOf(m_outcomes.arms[result.b], result.measure)};
    result.difference = rates.difference();
    if (m_outcomes.isRunning && rates.smallestExpected() < leastExpectedCount) {
        // The normal approximation behind intervals that hold at any time needs some to stand on.
        result.reason = u"It is too early: too few have done it yet."_s;
    } else if (m_outcomes.isRunning) {
        compareWhileRunning(result, rates.standardError());
    } else {
        testRates(result, rates);
        result.range = maybe(newcombeInterval(rates, m_options.confidence));
        result.method = result.range ? IntervalMethod::Newcombe : IntervalMethod::None;
    }
    if (const auto lift = liftOf(rates, m_options.confidence)) {
        result.lift = lift->lift;
        result.liftRange = lift->range;
    }
}

const std::vector<double> &Comparer::resampled(int arm, int measure)
{
    const auto [place, isNew] = m_resampled.try_emplace({arm, measure});
    if (!isNew)
        return place->second;
    const Arm &one = m_outcomes.arms[arm];
    const auto amounts = std::count_if(m_outcomes.measures.begin(), m_outcomes.measures.end(),
        [](const Measure &each) { return each.kind == Measure::Kind::Amount; });
    PartOfProgress progress(m_progress, qint64(m_resampled.size()) - 1, amounts * m_outcomes.arms.size());
    const quint64 seed = m_options.seed + quint64(measure) * 1'000'003 + quint64(arm);
    auto means = resampledMeans({one.measures[size_t(measure)].amounts, double(one.recipients)},
        m_options.resamples, seed, {m_options.threads, &progress});
    m_wasCancelled = m_wasCancelled || !means;
    place->second = means ? std::move(*means) : std::vector<double>(size_t(m_options.resamples));
    return place->second;
}

std::optional<BootstrapResult> Comparer::bootstrap(Comparison &result)
{
    const auto arm = [&](int index) {
        const Arm &one = m_outcomes.arms[index];
        return BootstrapArm{one.measures[size_t(result.measure)].amounts, double(one.recipients)};
    };
    const auto &control = resampled(result.a, result.measure);
    const auto &variant = resampled(result.b, result.measure);
    const auto bootstrap
        = bootstrapDifference(arm(result.a), arm(result.b), control, variant, m_options.confidence);
    if (!bootstrap)
        result.reason = bootstrap.error().reason;
    return maybe(bootstrap);
}

void Comparer::testAmounts(Comparison &result)
{
    const Arm &a = m_outcomes.arms[result.a];
    const Arm &b = m_outcomes.arms[result.b];
    const auto &first = a.measures[size_t(result.measure)];
    const auto &second = b.measures[size_t(result.measure)];
    const qint64 fewest = std::min(first.count, second.count);
    if (fewest < leastOrders) {
        result.reason = u"An arm has fewer than %1 recipients with an amount: too few to say anything."_s.arg(
            leastOrders);
        return;
    }
    const auto test = welch(summaryOf(a, result.measure), summaryOf(b, result.measure), m_options.confidence);
    if (fewest < leastOrdersForWelch) {
        if (const auto resamples = bootstrap(result)) {
            result.test = Test::Bootstrap;
            // Resampling so few amounts alone sees differences that are not there: decision 0042.
            result.p = test ? std::max(resamples->p, test->p) : resamples->p;
            result.method = IntervalMethod::Bca;
            result.range = resamples->bca;
            result.bootstrapRange = resamples->bca;
            result.bootstrapP = resamples->p;
        }
        return;
    }
    if (!test) {
        result.reason = test.error().reason;
        return;
    }
    result.test = Test::Welch;
    result.p = test->p;
    result.method = IntervalMethod::Welch;
    result.range = test->range;
    if (m_options.bootstrapsAmounts) {
        if (const auto resamples = bootstrap(result)) {
            result.bootstrapRange = resamples->bca;
            result.bootstrapP = resamples->p;
        }
    }
    const auto winsorised = sparseWinsorisedWelch({first.amounts, second.amounts}, double(a.recipients),
        double(b.recipients), 0.99, m_options.confidence);
    if (winsorised) {
        result.winsorisedDifference = winsorised->test.difference;
        result.winsorisedRange = winsorised->test.range;
    }
}

void Comparer::testSums(Comparison &result) const
{
    const QString name = m_outcomes.measures[result.measure].name;
    for (const int index : {result.a, result.b}) {
        const Arm &arm = m_outcomes.arms[index];
        const auto &values = arm.measures[size_t(result.measure)];
        if (!values.sums || !values.sums->deviation) {
            result.reason = u"Only the total of “%1” is known of “%2”, not how much it differs from one "
                            u"recipient to the "
                            u"next, so the difference can be shown but not tested. A column with the "
                            u"standard deviation "
                            u"per recipient would make a test possible."_s.arg(name, arm.name);
            return;
        }
        if (values.sums->isCountKnown ? values.count < leastOrdersForWelch
                                      : arm.recipients < leastRecipientsForSums) {
            result.reason
                = u"“%1” has too few %2 for a test from sums alone; a file with a row per recipient would do."_s
                      .arg(arm.name,
                          values.sums->isCountKnown ? u"buyers (fewer than 30)"_s
                                                    : u"recipients (fewer than 1,000)"_s);
            return;
        }
    }
    const auto one = summaryOf(m_outcomes.arms[result.a], result.measure);
    const auto two = summaryOf(m_outcomes.arms[result.b], result.measure);
    const auto test = welch(one, two, m_options.confidence);
    if (!test) {
        result.reason = test.error().reason;
        return;
    }
    if (m_outcomes.isRunning)
        return compareWhileRunning(result, standardErrorOf(one, two));
    result.test = Test::Welch;
    result.p = test->p;
    result.method = IntervalMethod::Welch;
    result.range = test->range;
}

void Comparer::compareAmounts(Comparison &result)
{
    const Arm &a = m_outcomes.arms[result.a];
    const Arm &b = m_outcomes.arms[result.b];
    const auto &first = a.measures[size_t(result.measure)];
    const auto &second = b.measures[size_t(result.measure)];
    const auto one = summaryOf(a, result.measure);
    const auto two = summaryOf(b, result.measure);
    result.difference = two.mean - one.mean;
    const bool hasSums = first.sums || second.sums;
    if (hasSums)
        testSums(result);
    else if (m_outcomes.isRunning && std::min(first.count, second.count) < leastOrders)
        result.reason
            = u"It is too early: an arm has fewer than %1 recipients with an amount yet."_s.arg(leastOrders);
    else if (m_outcomes.isRunning)
        compareWhileRunning(result, standardErrorOf(one, two));
    else
        testAmounts(result);
    if (const auto lift = liftOf(one, two, m_options.confidence); lift && result.range) {
        result.lift = lift->lift;
        result.liftRange = lift->range;
    }
    if (!hasSums)
        result.superiority = superiority({first.amounts, second.amounts}, one.size, two.size);
}

void adjustForMany(std::span<Comparison> comparisons)
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

} // namespace haberdash::experiment
