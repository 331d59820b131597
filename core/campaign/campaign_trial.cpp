// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_trial.h"

#include "core/experiment/words.h"
#include "core/store/experiment_repository.h"
#include "core/store/transaction.h"

#include <algorithm>
#include <numeric>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;
using store::TrialDecision;

namespace {

// As the rule for rates has it; METHODS, section 5.
constexpr qint64 leastPerArm = 100;
constexpr qint64 leastBuyers = 20;

std::optional<Timestamp> endOf(const store::TrialProgress &progress, int hours, Timestamp now)
{
    if (progress.open > 0)
        return std::nullopt;
    // Where no mail went out at all there is nothing to wait for.
    return progress.lastMail ? *progress.lastMail + std::chrono::hours(hours) : now;
}

/// What the arms reached within the window, the first email first, without the holdout.
Result<experiment::Outcomes> outcomesOf(
    store::Connection &connection, const store::Campaign &campaign, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(saved, store::experimentOfCampaign(connection, campaign.name));
    saved.measure = campaign.settings.trial.measure;
    saved.windowHours = campaign.settings.trial.hours;
    saved.control = campaign.variants.front().name;
    HABERDASH_TRY_ASSIGN(outcomes, store::campaignOutcomes(connection, saved, now));
    outcomes.arms.removeIf([](const experiment::Arm &arm) { return arm.name == store::holdoutName(); });
    outcomes.plannedRecipients = 0;
    for (const auto &arm : outcomes.arms)
        outcomes.plannedRecipients += arm.recipients;
    return outcomes;
}

QList<store::TrialFigure> figuresOf(const experiment::Outcomes &outcomes)
{
    QList<store::TrialFigure> figures;
    for (const auto &arm : outcomes.arms) {
        const auto &first = arm.measures.front();
        figures.append({arm.name, arm.recipients, first.count,
            std::accumulate(first.amounts.begin(), first.amounts.end(), 0.0)});
    }
    return figures;
}

/// What the rule says, before the campaign's own setting for the case that there is no winner.
struct Verdict
{
    TrialDecision::Kind kind = TrialDecision::Kind::Insufficient;
    std::optional<int> pick;
    QString reason;
};

QString percent(double share, int decimals)
{
    return QString::number(share * 100, 'f', decimals) + u" %"_s;
}

Verdict tooFew(const QString &what)
{
    return {TrialDecision::Kind::Insufficient, {},
        u"Too few to tell: it takes at least 100 people in each arm and 20 %1 in all."_s.arg(what)};
}

Verdict unevenArms()
{
    return {TrialDecision::Kind::Blocked, {},
        u"The arms do not have the sizes that were planned, so something went wrong and their figures must not be compared."_s};
}

Verdict judgeRates(const experiment::Outcomes &outcomes, const QString &measure)
{
    std::vector<experiment::Rate> rates;
    std::vector<double> weights;
    for (const auto &arm : outcomes.arms) {
        rates.push_back({double(arm.measures.front().count), double(arm.recipients)});
        weights.push_back(arm.weight);
    }
    const auto pick = experiment::autoPick(rates, weights);
    if (!pick)
        return {TrialDecision::Kind::Insufficient, {}, pick.error().reason};
    using Decision = experiment::AutoPick::Decision;
    const QString does = measure == u"clicks"_s ? u"clicks"_s : u"orders"_s;
    const auto name = [&] { return outcomes.arms[*pick->pick].name; };
    switch (pick->decision) {
    case Decision::Winner:
        return {TrialDecision::Kind::Winner, pick->pick,
            u"“%1” has the most %2, with a probability of %3 (given a flat prior)."_s.arg(
                name(), does, percent(pick->best.probability[size_t(*pick->pick)], 1))};
    case Decision::Equivalent:
        return {TrialDecision::Kind::Equivalent, pick->pick,
            u"They are as good as equal: whoever goes on with “%1” gives away %3 points of %2 on average."_s
                .arg(name(), does,
                    QString::number(pick->best.expectedLoss[size_t(*pick->pick)] * 100, 'f', 3))};
    case Decision::NoWinner:
        return {TrialDecision::Kind::NoWinner, {}, u"None is clearly better than the others."_s};
    case Decision::InsufficientData:
        return tooFew(does);
    case Decision::BlockedByRatio:
        break;
    }
    return unevenArms();
}

Result<Verdict> judgeRevenue(const experiment::Outcomes &outcomes)
{
    qint64 buyers = 0;
    qint64 smallest = outcomes.arms.front().recipients;
    for (const auto &arm : outcomes.arms) {
        buyers += arm.measures.front().count;
        smallest = std::min(smallest, arm.recipients);
    }
    if (smallest < leastPerArm || buyers < leastBuyers)
        return tooFew(u"orders"_s);
    experiment::AnalysisOptions options;
    options.comparesAllPairs = true;
    HABERDASH_TRY_ASSIGN(analysis, experiment::analyze(outcomes, options));
    if (analysis.isBlocked())
        return unevenArms();
    int best = 0;
    for (int arm = 1; arm < analysis.arms.size(); ++arm) {
        if (analysis.arms[arm].figures[0].mean > analysis.arms[best].figures[0].mean)
            best = arm;
    }
    const bool isClear = std::all_of(analysis.comparisons.begin(), analysis.comparisons.end(),
        [best](const experiment::Comparison &comparison) {
            const bool concernsBest = comparison.a == best || comparison.b == best;
            return comparison.measure != 0 || !concernsBest || comparison.isDecided();
        });
    if (!isClear)
        return Verdict{TrialDecision::Kind::NoWinner, {}, u"None is clearly better than the others."_s};
    return Verdict{TrialDecision::Kind::Winner, best,
        u"“%1” brings the most for each person: %2 %3. If all were equal, so large a difference would occur in fewer than 5 of 100 trials."_s
            .arg(analysis.arms[best].name, QString::number(analysis.arms[best].figures[0].mean, 'f', 2),
                outcomes.currency)};
}

Result<TrialDecision> decide(
    store::Connection &connection, const store::Campaign &campaign, bool wasMailed, Timestamp now)
{
    const auto &trial = campaign.settings.trial;
    Verdict verdict{TrialDecision::Kind::Insufficient, {}, u"No mail of the trial went out."_s};
    TrialDecision decision;
    if (wasMailed) {
        HABERDASH_TRY_ASSIGN(outcomes, outcomesOf(connection, campaign, now));
        outcomes.isRunning = false;
        decision.figures = figuresOf(outcomes);
        if (outcomes.measures.front().kind == experiment::Measure::Kind::Amount) {
            HABERDASH_TRY_ASSIGN(judged, judgeRevenue(outcomes));
            verdict = judged;
        } else {
            verdict = judgeRates(outcomes, trial.measure);
        }
    }
    decision.kind = verdict.kind;
    decision.decidedAt = now;
    decision.variant = verdict.pick;
    decision.reason = verdict.reason;
    if (!verdict.pick && trial.otherwise == store::TrialSettings::Otherwise::Control) {
        decision.variant = 0;
        decision.reason += u" The rest gets the first one, “%1”, as was set for that case."_s.arg(
            campaign.variants.front().name);
    } else if (!verdict.pick) {
        decision.reason += u" Somebody has to choose what the rest gets."_s;
    }
    return decision;
}

} // namespace

Result<TrialStanding> trialStanding(
    store::Connection &connection, const store::Campaign &campaign, Timestamp now)
{
    TrialStanding standing;
    if (!campaign.settings.trial.isOn() || campaign.variants.size() < 2)
        return standing;
    HABERDASH_TRY_ASSIGN(progress, store::trialProgress(connection, campaign.id));
    standing.progress = progress;
    standing.endsAt = endOf(progress, campaign.settings.trial.hours, now);
    HABERDASH_TRY_ASSIGN(decision, store::trialDecision(connection, campaign.id));
    standing.decision = std::move(decision);
    return standing;
}

Result<std::optional<experiment::Analysis>> trialReading(store::Connection &connection,
    const store::Campaign &campaign, const TrialStanding &standing, Timestamp now)
{
    if (!standing.progress.lastMail)
        return std::optional<experiment::Analysis>();
    HABERDASH_TRY_ASSIGN(outcomes, outcomesOf(connection, campaign, now));
    if (!standing.decision) {
        // Looked at while it runs: only what holds at every look may be said.
        outcomes.isRunning = true;
        outcomes.plannedRecipients = standing.progress.drawn;
    }
    HABERDASH_TRY_ASSIGN(analysis, experiment::analyze(outcomes));
    return std::optional(std::move(analysis));
}

QString figuresText(const experiment::Analysis &analysis)
{
    QStringList texts;
    for (const auto &arm : analysis.arms)
        texts.append(u"“%1” %2 of %3"_s.arg(arm.name,
            experiment::valueText(analysis, 0, arm.figures.front().mean), QString::number(arm.recipients)));
    return texts.join(u", "_s);
}

Result<std::optional<TrialDecision>> decideTrial(
    store::Connection &connection, const store::Campaign &campaign, Timestamp now)
{
    const auto &trial = campaign.settings.trial;
    if (!trial.isOn() || !trial.picksByItself)
        return std::optional<TrialDecision>();
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(progress, store::trialProgress(connection, campaign.id));
    const auto end = endOf(progress, trial.hours, now);
    HABERDASH_TRY_ASSIGN(before, store::trialDecision(connection, campaign.id));
    if (progress.waiting == 0 || !end || *end > now || before)
        return std::optional<TrialDecision>();
    HABERDASH_TRY_ASSIGN(decision, decide(connection, campaign, progress.lastMail.has_value(), now));
    HABERDASH_TRY(store::keepTrialDecision(connection, campaign.id, decision));
    HABERDASH_TRY(transaction.commit());
    return std::optional(std::move(decision));
}

Result<TrialDecision> pickWinner(
    store::Connection &connection, CampaignId id, const QString &variant, const QString &who, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
    const auto found = std::find_if(campaign.variants.begin(), campaign.variants.end(),
        [&variant](const auto &one) { return one.name.compare(variant, Qt::CaseInsensitive) == 0; });
    if (found == campaign.variants.end())
        return failure(Error::Code::NotFound,
            u"“%1” has no email “%2”. Nothing was changed."_s.arg(campaign.name, variant));
    HABERDASH_TRY_ASSIGN(progress, store::trialProgress(connection, id));
    if (progress.waiting == 0)
        return failure(Error::Code::Refused,
            u"Nobody waits for what wins in “%1”. Nothing was changed."_s.arg(campaign.name));
    if (!progress.lastMail)
        return failure(Error::Code::Refused,
            u"No mail of “%1” has gone out yet, so there is nothing to choose by. Nothing was changed."_s.arg(
                campaign.name));
    HABERDASH_TRY_ASSIGN(outcomes, outcomesOf(connection, campaign, now));
    TrialDecision decision{TrialDecision::Kind::ByHand, now, int(found - campaign.variants.begin()), who,
        u"%1 chose “%2”."_s.arg(who, found->name), figuresOf(outcomes)};
    const auto end = endOf(progress, campaign.settings.trial.hours, now);
    if (!end || *end > now)
        decision.reason += u" The trial was still running."_s;
    HABERDASH_TRY_ASSIGN(before, store::trialDecision(connection, id));
    if (before)
        decision.reason.prepend(before->reason + u' ');
    HABERDASH_TRY(store::keepTrialDecision(connection, id, decision));
    if (campaign.state == store::CampaignState::Paused)
        HABERDASH_TRY(store::pauseWithReason(connection, id, {}, now, now));
    HABERDASH_TRY(transaction.commit());
    return decision;
}

} // namespace haberdash::campaign
