// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/experiment/bootstrap.h"
#include "core/experiment/outcomes.h"

#include <map>
#include <optional>

namespace haberdash::experiment {

/// How the p-value came about: METHODS, "Which test when".
enum class Test { None, PooledZ, Barnard, Fisher, Welch, Bootstrap, AlwaysValid };
enum class IntervalMethod { None, Newcombe, Welch, Bca, ConfidenceSequence };

/// Arm b against arm a in one measure; differences are b minus a.
struct Comparison
{
    int a = 0;
    int b = 0;
    int measure = 0;
    double difference = 0;
    IntervalMethod method = IntervalMethod::None;
    std::optional<Range> range;
    Test test = Test::None;
    std::optional<double> p; ///< two-sided
    std::optional<double> adjustedP; ///< Holm, over the comparisons of this measure
    QString reason; ///< why there is no p or no interval
    std::optional<double> lift; ///< relative to a
    std::optional<Range> liftRange;
    /// Of a rate whose test is over: b is better than a, flat prior. By analyze(), not by Comparer.
    std::optional<double> probabilityBetter;
    std::optional<double> expectedLoss; ///< the same: in rate, when b is chosen
    std::optional<double> fisherP; ///< beside Barnard's
    std::optional<double> winsorisedDifference; ///< of an amount, capped at the 99th percentile of buyers
    std::optional<Range> winsorisedRange;
    std::optional<Range> bootstrapRange; ///< BCa: with few buyers, and beside Welch's where it was asked for
    std::optional<double> bootstrapP; ///< of the resamples alone
    /// The difference that 80 % of tests of this size would see, counting how many variants were compared.
    std::optional<double> detectable;
    std::optional<double> superiority; ///< of an amount: chance that one of b has more than one of a

    /// By the adjusted p at 5 %.
    [[nodiscard]] bool isDecided() const { return adjustedP && *adjustedP < 0.05; }
};

struct AnalysisOptions
{
    bool comparesAllPairs = false; ///< else each variant against control
    bool bootstrapsAmounts = false; ///< BCa intervals of amounts beside Welch's, too
    double confidence = usualConfidence;
    int resamples = 10'000; ///< where a bootstrap is called for
    quint64 seed = 20080320;
    int threads = 2; ///< for resampling; changes nothing but the time
};

/// Compares arms of one test, two at a time. Keeps resamples of an arm for its next comparison.
class Comparer
{
public:
    /// All three must outlive it.
    Comparer(const Outcomes &outcomes, const AnalysisOptions &options, Progress &progress);

    /// Neither arm is empty.
    [[nodiscard]] Comparison compare(int a, int b, int measure);
    /// Somebody asked to stop while it resampled: what it returned then is not whole.
    [[nodiscard]] bool wasCancelled() const { return m_wasCancelled; }

private:
    void compareRates(Comparison &result);
    void compareAmounts(Comparison &result);
    void compareWhileRunning(Comparison &result, double standardError) const;
    void testAmounts(Comparison &result);
    void testSums(Comparison &result) const;
    /// Why resampling gave nothing is in the reason of the result.
    [[nodiscard]] std::optional<BootstrapResult> bootstrap(Comparison &result);
    [[nodiscard]] const std::vector<double> &resampled(int arm, int measure);

    const Outcomes &m_outcomes;
    const AnalysisOptions &m_options;
    Progress &m_progress;
    std::map<std::pair<int, int>, std::vector<double>> m_resampled; ///< by arm and measure
    bool m_wasCancelled = false;
};

/// Holm's adjustment over comparisons that are looked at together.
void adjustForMany(std::span<Comparison> comparisons);

/// What the tests of means need to know of an arm's amounts; the deviation is 0 where it is not known.
[[nodiscard]] MeanSummary summaryOf(const Arm &arm, int measure);
[[nodiscard]] Rate rateOf(const Arm &arm, int measure);

} // namespace haberdash::experiment
