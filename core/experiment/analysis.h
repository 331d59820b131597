// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/experiment/bayes.h"
#include "core/experiment/outcomes.h"
#include "core/experiment/sample_ratio.h"

#include <optional>

namespace haberdash::experiment {

/// One measure of one arm.
struct ArmFigure
{
    qint64 count = 0; ///< recipients who did it, or for whom the amount is not zero
    double share = 0; ///< count through recipients
    std::optional<Range> shareRange; ///< Wilson
    double total = 0; ///< of an amount
    double mean = 0; ///< per recipient
    double deviation = 0;
    std::optional<Range> meanRange; ///< Student's t
    double perBuyer = 0; ///< total through count: mean = share x perBuyer
    double topFiveShare = 0; ///< of the total that the five largest make up
    std::optional<double> probabilityBest; ///< of a rate, among all arms, flat prior
    std::optional<double> expectedLoss; ///< in rate, when this arm is chosen
};

struct ArmResult
{
    QString name;
    qint64 recipients = 0;
    double plannedShare = 0;
    std::vector<ArmFigure> figures; ///< in the order of the measures
};

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
    std::optional<double> probabilityBetter; ///< of a rate: b is better than a, flat prior
    std::optional<double> expectedLoss; ///< of a rate, when b is chosen
    std::optional<double> fisherP; ///< beside Barnard's
    std::optional<double> winsorisedDifference; ///< of an amount, capped at the 99th percentile of buyers
    std::optional<Range> winsorisedRange;
    std::optional<double> superiority; ///< of an amount: chance that one of b has more than one of a

    /// By the adjusted p at 5 %.
    [[nodiscard]] bool isDecided() const { return adjustedP && *adjustedP < 0.05; }
};

/// The lift over control that 80 % of tests of this size would see, in the arm with the most recipients.
struct DetectableLift
{
    int arm = 0;
    double lift = 0;
};

struct Analysis
{
    QList<Measure> measures;
    QList<ArmResult> arms;
    QList<Comparison> comparisons; ///< by measure, then by arm
    std::optional<SampleRatio> sampleRatio;
    std::optional<AutoPick> pick; ///< by the first measure, when it is a rate and the test is over
    std::optional<DetectableLift> detectable; ///< of the first measure
    QString currency;
    bool isRunning = false;
    qint64 recipients = 0;
    qint64 plannedRecipients = 0;

    [[nodiscard]] bool isBlocked() const
    {
        return sampleRatio && sampleRatio->alarm == SampleRatioAlarm::Blocked;
    }
};

struct AnalysisOptions
{
    bool comparesAllPairs = false; ///< else each variant against control
    double confidence = usualConfidence;
    int resamples = 10'000; ///< where a bootstrap is called for
    quint64 seed = 20080320;
};

/// Compares the arms. Invalid with fewer than two arms, without measures, or with an empty arm; everything
/// else has an answer, which may be that there is none.
[[nodiscard]] Result<Analysis> analyze(const Outcomes &outcomes, const AnalysisOptions &options = {});

} // namespace haberdash::experiment
