// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/experiment/bayes.h"
#include "core/experiment/comparison.h"
#include "core/experiment/outcomes.h"
#include "core/experiment/sample_ratio.h"

#include <optional>

namespace haberdash::experiment {

/// One measure of one arm.
struct ArmFigure
{
    qint64 count = 0; ///< recipients who did it, or for whom the amount is not zero
    bool isCountKnown = true; ///< false where a file gives only sums of an amount
    bool isSpreadKnown = true; ///< false where it says nothing of how much amounts differ
    double share = 0; ///< count through recipients
    std::optional<Range> shareRange; ///< Wilson
    double total = 0; ///< of an amount
    double mean = 0; ///< per recipient
    double deviation = 0;
    std::optional<Range> meanRange; ///< Student's t
    double perBuyer = 0; ///< total through count: mean = share x perBuyer
    double topFiveShare = 0; ///< of the total that the five largest make up
    std::optional<double> probabilityBest; ///< of a rate whose test is over, among all arms, flat prior
    std::optional<double> expectedLoss; ///< in rate, when this arm is chosen
};

struct ArmResult
{
    QString name;
    qint64 recipients = 0;
    double plannedShare = 0;
    std::vector<ArmFigure> figures; ///< in the order of the measures

    /// Nobody was in the arm: its figures say nothing.
    [[nodiscard]] bool isEmpty() const { return recipients <= 0; }
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
    int control = 0; ///< the first arm with somebody in it
    QList<Comparison> comparisons; ///< by measure, then by arm; none with an empty arm
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

/// Compares the arms. Arms with nobody in them are shown and left out of all comparisons. Invalid with fewer
/// than two arms or without measures; everything else has an answer, which may be that there is none.
[[nodiscard]] Result<Analysis> analyze(const Outcomes &outcomes, const AnalysisOptions &options = {});
/// The same for large tests: Cancelled when the progress says so.
[[nodiscard]] Result<Analysis> analyze(
    const Outcomes &outcomes, const AnalysisOptions &options, Progress &progress);

} // namespace haberdash::experiment
