// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/cli/segment_rule.h"
#include "core/campaign/trial_planner.h"
#include "core/experiment/power.h"

#include <cmath>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PlanArguments
{
    std::optional<double> base;
    double lift = 0;
    double power = 0.8;
    double alpha = 0.05;
    int arms = 2;
    qint64 recipients = 0;
    std::string segment;
    std::string rule;
    std::string measure = "orders";
    std::optional<int> windowHours;
    consent::FrequencyPolicy frequency;
};

Result<double> orError(const experiment::Outcome<double> &outcome)
{
    if (!outcome)
        return failure(Error::Code::Invalid, outcome.error().reason);
    return *outcome;
}

/// From numbers alone.
Result<> planByNumbers(Session &session, const PlanArguments &arguments)
{
    if (arguments.arms < 2)
        return failure(Error::Code::Invalid, u"A test needs at least two arms."_s);
    if (arguments.lift == 0 && arguments.recipients == 0)
        return failure(Error::Code::Invalid,
            u"Say how large a lift you hope for (--lift 0.25), or how many recipients there are (--recipients)."_s);
    if (arguments.recipients > 0 && arguments.recipients < arguments.arms)
        return failure(Error::Code::Invalid,
            u"Some of the %1 arms would have no recipients at all: there are only %2."_s.arg(arguments.arms)
                .arg(arguments.recipients));
    // Bonferroni: each variant is compared with control
    const experiment::Plan plan{arguments.alpha / (arguments.arms - 1), arguments.power, 2};
    const double base = *arguments.base;
    QJsonObject answer{{u"base"_s, base}, {u"power"_s, arguments.power}, {u"alpha"_s, arguments.alpha},
        {u"arms"_s, arguments.arms}};
    QString text;
    if (arguments.lift != 0) {
        const double target = base * (1 + arguments.lift);
        HABERDASH_TRY_ASSIGN(size, orError(experiment::recipientsPerArm(base, target, plan)));
        const auto perArm = qint64(std::ceil(size - 1e-9));
        answer[u"lift"_s] = arguments.lift;
        answer[u"n_per_arm"_s] = perArm;
        answer[u"n_total"_s] = perArm * arguments.arms;
        text += u"To tell %1 % from %2 %, each of %3 arms needs %4 recipients, %5 in all.\n"_s.arg(base * 100)
                    .arg(target * 100)
                    .arg(arguments.arms)
                    .arg(perArm)
                    .arg(perArm * arguments.arms);
    }
    if (arguments.recipients > 0) {
        const double perArm = std::floor(double(arguments.recipients) / arguments.arms);
        HABERDASH_TRY_ASSIGN(rate, orError(experiment::detectableRate(base, perArm, plan)));
        const double relative = rate / base - 1;
        answer[u"recipients"_s] = arguments.recipients;
        answer[u"detectable"_s]
            = QJsonObject{{u"rate"_s, rate}, {u"difference"_s, rate - base}, {u"lift"_s, relative}};
        text += u"With %1 recipients you can detect +%2 % (from %3 % to %4 %) in %5 % of cases.\n"_s
                    .arg(arguments.recipients)
                    .arg(relative * 100, 0, 'f', 1)
                    .arg(base * 100)
                    .arg(rate * 100, 0, 'f', 2)
                    .arg(arguments.power * 100);
        if (relative > campaign::TrialPlan::largestBelievable) {
            text
                += u"That is too coarse: few emails do half as well again. Gather more recipients, or measure clicks.\n"_s;
            session.finish(Exit::Incomplete);
        }
    }
    session.answer(answer, text);
    return {};
}

QString toWord(campaign::TrialBase::Source source)
{
    switch (source) {
    case campaign::TrialBase::Source::Mails:
        return u"mails"_s;
    case campaign::TrialBase::Source::Orders:
        return u"orders"_s;
    case campaign::TrialBase::Source::Given:
        break;
    }
    return u"given"_s;
}

QJsonObject toJson(const campaign::TrialPlan &plan, const QString &currency)
{
    const auto &base = plan.base;
    QJsonObject object{{u"measure"_s, campaign::toWord(base.measure)}, {u"window_hours"_s, base.windowHours},
        {u"source"_s, toWord(base.source)}, {u"counted_over"_s, base.seen}, {u"base"_s, base.rate},
        {u"people"_s, plan.audience.people}, {u"joining_per_week"_s, plan.audience.joiningPerWeek},
        {u"arms"_s, plan.wish.arms}, {u"alpha"_s, plan.wish.alpha}, {u"power"_s, plan.wish.power},
        {u"visible_lift"_s, plan.visibleLift ? QJsonValue(*plan.visibleLift) : QJsonValue::Null},
        {u"worth_making"_s, plan.isWorthMaking()}, {u"sentence"_s, campaign::sentenceFor(plan, currency)},
        {u"base_sentence"_s, campaign::sentenceFor(base, currency)}};
    if (base.measure == campaign::TrialMeasure::Revenue) {
        object[u"mean"_s] = base.mean;
        object[u"deviation"_s] = base.deviation;
    }
    if (const auto &size = plan.size) {
        object[u"lift"_s] = plan.wish.lift;
        object[u"n_per_arm"_s] = size->perArm;
        object[u"n_total"_s] = size->inAll;
        object[u"mails"_s] = size->mails;
        object[u"weeks_by_mails"_s] = size->weeksByMails;
        object[u"weeks_by_growth"_s]
            = size->weeksByGrowth ? QJsonValue(*size->weeksByGrowth) : QJsonValue::Null;
    }
    return object;
}

/// From the shop's own past.
Result<> planByPast(Session &session, const PlanArguments &arguments)
{
    const auto measure = campaign::trialMeasureFromWord(QString::fromStdString(arguments.measure));
    if (!measure)
        return failure(Error::Code::Invalid, u"Measure orders, clicks or revenue."_s);
    if (arguments.base && *measure == campaign::TrialMeasure::Revenue)
        return failure(Error::Code::Invalid,
            u"--base is a rate; how much revenue swings can only be seen from the past. Leave --base away, or measure orders."_s);
    const int window = arguments.windowHours.value_or(*measure == campaign::TrialMeasure::Clicks ? 4 : 24);
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(chosen, chooseRule(connection, {arguments.segment, arguments.rule, {}}));
    tellWarnings(session, chosen);
    HABERDASH_TRY_ASSIGN(outlook,
        campaign::lookAtPast(connection, chosen.rule, context, *measure, window, arguments.frequency));
    if (arguments.base)
        outlook.base = campaign::TrialBase{
            campaign::TrialBase::Source::Given, *measure, window, 0, *arguments.base, 0, 0};
    if (!outlook.base)
        return failure(Error::Code::Invalid,
            outlook.base.error().reason + u" Say what you expect: --base 0.02 is 2 in a hundred."_s);
    if (arguments.recipients > 0)
        outlook.audience.people = arguments.recipients;
    const auto plan = campaign::planTrial(
        *outlook.base, outlook.audience, {arguments.arms, arguments.lift, arguments.alpha, arguments.power});
    if (!plan)
        return failure(Error::Code::Invalid, plan.error().reason);
    const QString currency = context.currency.toString();
    session.answer(toJson(*plan, currency),
        campaign::sentenceFor(plan->base, currency) + u'\n' + campaign::sentenceFor(*plan, currency) + u'\n');
    if (!plan->isWorthMaking())
        session.finish(Exit::Incomplete);
    return {};
}

Result<> planTest(Session &session, const PlanArguments &arguments)
{
    if (!arguments.segment.empty() || !arguments.rule.empty())
        return planByPast(session, arguments);
    return planByNumbers(session, arguments);
}

} // namespace

void addPlanCommand(CLI::App &experiments, Session &session)
{
    const auto [command, arguments]
        = addVerb<PlanArguments>(experiments, session, "plan", "How many recipients a test needs", planTest);
    auto *base = command->add_option("--base", arguments->base, "The rate without the change, such as 0.02");
    command->add_option("--lift", arguments->lift, "The lift to see, relative: 0.25 is a quarter more");
    command->add_option("--power", arguments->power, "Chance to see it when it is there")
        ->capture_default_str();
    command->add_option("--alpha", arguments->alpha, "Chance of a false alarm")->capture_default_str();
    command->add_option("--arms", arguments->arms, "Arms, control included")->capture_default_str();
    command
        ->add_option("--recipients", arguments->recipients, "Recipients at hand: what can be seen with them")
        ->check(CLI::NonNegativeNumber);
    auto *segment = command->add_option("--segment", arguments->segment,
        "A saved segment of the workspace: the rate comes from the shop's own past");
    auto *rule = command->add_option("--rule", arguments->rule, "A rule instead")->type_name("TEXT");
    rule->excludes(segment);
    for (CLI::Option *ofPast :
        {command->add_option("--measure", arguments->measure, "orders, clicks or revenue")
                ->check(CLI::IsMember({"orders", "clicks", "revenue"}))
                ->capture_default_str(),
            command
                ->add_option("--window-hours", arguments->windowHours,
                    "How long after its mail a deed counts (clicks 4, else 24)")
                ->check(CLI::Range(1, 24 * 365)),
            command
                ->add_option(
                    "--cap", arguments->frequency.messages, "At most so many mails to one person ...")
                ->check(CLI::PositiveNumber)
                ->capture_default_str(),
            command->add_option("--cap-days", arguments->frequency.days, "... in so many days")
                ->check(CLI::PositiveNumber)
                ->capture_default_str()})
        ofPast->group("With --segment or --rule");
    command->parse_complete_callback([base, segment, rule] {
        if (base->count() == 0 && segment->count() == 0 && rule->count() == 0)
            throw CLI::RequiredError("--base, or a --segment or --rule of the workspace,");
    });
    command->footer("Examples:\n  haberdash experiment plan --base 0.02 --lift 0.25 --recipients 20000\n"
                    "  haberdash --workspace shop.haberdash experiment plan --segment Regulars --lift 0.25");
}

} // namespace haberdash::cli
