// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/consent/gate.h"
#include "core/experiment/outcome.h"
#include "core/segment/rule.h"
#include "core/segment/rule_sql.h"
#include "core/store/trial_history.h"

#include <optional>

namespace haberdash::campaign {

/// What a trial is decided by.
enum class TrialMeasure { Clicks, Orders, Revenue };
[[nodiscard]] QString toWord(TrialMeasure measure);
/// "clicks", "orders", "revenue"; nothing for any other word.
[[nodiscard]] std::optional<TrialMeasure> trialMeasureFromWord(const QString &word);

/// What happens within the window without the change that is to be tried: the rate or the mean to start from.
struct TrialBase
{
    enum class Source {
        Mails, ///< what followed the shop's own mails
        Orders, ///< what the audience does in any such window; the shop sent too few mails to know better
        Given ///< somebody said so
    };
    Source source = Source::Given;
    TrialMeasure measure = TrialMeasure::Orders;
    int windowHours = 24;
    qint64 seen = 0; ///< windows of one person each that it was counted over
    double rate = 0; ///< share that clicks, or orders
    double mean = 0; ///< revenue per person, in whole units; of Revenue only
    double deviation = 0; ///< of that
};
/// From counts; none where nobody ever did it, so that there is nothing to start from.
[[nodiscard]] experiment::Outcome<TrialBase> baseFrom(
    const store::PastDeeds &deeds, TrialBase::Source source, TrialMeasure measure, int windowHours);

/// Who there is to try it on.
struct TrialAudience
{
    qint64 people = 0; ///< who may be sent mail now
    double joiningPerWeek = 0;
    consent::FrequencyPolicy frequency; ///< how many mails they may get
};

struct TrialWish
{
    int arms = 2; ///< control included
    double lift = 0; ///< relative: 0.25 is a quarter more; 0: nobody said
    double alpha = 0.05; ///< of the whole trial; shared between the comparisons with control (Bonferroni)
    double power = 0.8;
};

/// What it takes to see the lift that somebody wishes for.
struct TrialSize
{
    double perArm = 0; ///< people, rounded up
    double inAll = 0;
    int mails = 1; ///< the same difference in so many mails, drawn anew for each
    int weeksByMails
        = 0; ///< until so many went out, as often as people may be written to; 0: the first is enough
    std::optional<int> weeksByGrowth; ///< until the audience has grown to it; nothing where that takes years
};

struct TrialPlan
{
    /// A trial that sees nothing smaller is not worth making: few mails do half as well again.
    static constexpr double largestBelievable = 0.5;

    TrialBase base;
    TrialAudience audience;
    TrialWish wish;
    std::optional<TrialSize> size; ///< of the wish
    std::optional<double> visibleLift; ///< the smallest that this audience shows in one mail
    QString reason; ///< why none is visible at all

    [[nodiscard]] bool isWorthMaking() const { return visibleLift && *visibleLift <= largestBelievable; }
};
/// Invalid wishes (fewer than two arms, fewer people than arms, a lift that would be more than everybody)
/// have no plan.
[[nodiscard]] experiment::Outcome<TrialPlan> planTrial(
    const TrialBase &base, const TrialAudience &audience, const TrialWish &wish);

/// What the shop's past says about trials on an audience.
struct TrialOutlook
{
    TrialAudience audience;
    experiment::Outcome<TrialBase> base;
};
/// Looks at the past of the shop, as of the context's instant; for a worker.
/// @param windowHours how long after its mail a deed counts, at least 1
[[nodiscard]] Result<TrialOutlook> lookAtPast(store::Connection &connection, const segment::Rule &rule,
    const segment::Context &context, TrialMeasure measure, int windowHours,
    const consent::FrequencyPolicy &frequency);

/// "Of 100 people 2 order within 24 hours of a mail (counted over 12,000 mails)."
[[nodiscard]] QString sentenceFor(const TrialBase &base, const QString &currency);
/// "With 800 people you would see only a lift of 210 %: from 2 to 6.2 in a hundred. You will not see less."
/// Says plainly where a trial is not worth making, and what a wish takes.
[[nodiscard]] QString sentenceFor(const TrialPlan &plan, const QString &currency);

} // namespace haberdash::campaign
