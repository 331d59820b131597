// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_trial_command.h"

#include "app/cli/campaign_verbs.h"
#include "core/base/user_name.h"
#include "core/campaign/campaign_trial.h"

#include <QJsonArray>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct WinnerArguments
{
    std::string name;
    std::string pick;
};

QJsonValue instantOrNull(const std::optional<Timestamp> &instant)
{
    return instant ? QJsonValue(toIsoString(*instant)) : QJsonValue::Null;
}

QJsonObject toJson(const store::Campaign &campaign, const store::TrialDecision &decision)
{
    QJsonArray figures;
    for (const auto &figure : decision.figures)
        figures.append(QJsonObject{{u"variant"_s, figure.variant}, {u"recipients"_s, figure.recipients},
            {u"count"_s, figure.count}, {u"revenue"_s, figure.revenue}});
    return {{u"decision"_s, store::toWord(decision.kind)}, {u"decided_at"_s, toIsoString(decision.decidedAt)},
        {u"winner"_s,
            decision.variant ? QJsonValue(campaign.variants[*decision.variant].name) : QJsonValue::Null},
        {u"picked_by"_s, decision.pickedBy}, {u"reason"_s, decision.reason}, {u"figures"_s, figures}};
}

/// Says how the trial stands, or what the rest gets.
Result<> winner(Session &session, const WinnerArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, QString::fromStdString(arguments.name)));
    if (!campaign.settings.trial.isOn())
        return failure(Error::Code::Refused,
            u"“%1” is not tried on some first, so there is no winner to choose."_s.arg(campaign.name));
    const Timestamp now = session.clock().now();
    if (!arguments.pick.empty())
        HABERDASH_TRY(campaign::pickWinner(
            connection, campaign.id, QString::fromStdString(arguments.pick), systemUserName(), now));
    HABERDASH_TRY_ASSIGN(trial, trialAnswer(connection, campaign, now));
    if (!arguments.pick.empty())
        trial.text += u"“campaign send” sends it to the rest.\n"_s;
    session.answer({{u"campaign"_s, campaign.name}, {u"trial"_s, trial.json}}, trial.text);
    return {};
}

} // namespace

Result<TrialAnswer> trialAnswer(store::Connection &connection, const store::Campaign &campaign, Timestamp now)
{
    const auto &trial = campaign.settings.trial;
    if (!trial.isOn())
        return TrialAnswer();
    HABERDASH_TRY_ASSIGN(standing, campaign::trialStanding(connection, campaign, now));
    HABERDASH_TRY_ASSIGN(reading, campaign::trialReading(connection, campaign, standing, now));
    QJsonObject object{{u"measure"_s, trial.measure}, {u"hours"_s, trial.hours},
        {u"per_mille"_s, trial.perMille}, {u"picks_by_itself"_s, trial.picksByItself},
        {u"drawn"_s, standing.progress.drawn}, {u"still_to_try"_s, standing.progress.open},
        {u"waiting"_s, standing.progress.waiting}, {u"ends_at"_s, instantOrNull(standing.endsAt)},
        {u"is_over"_s, standing.isOver(now)},
        {u"decision"_s,
            standing.decision ? QJsonValue(toJson(campaign, *standing.decision)) : QJsonValue::Null}};
    QString text = u"The trial has %1 people; %2 wait for what does best.\n"_s.arg(standing.progress.drawn)
                       .arg(standing.progress.waiting);
    if (reading) {
        QJsonArray arms;
        for (const auto &arm : reading->arms)
            arms.append(QJsonObject{{u"name"_s, arm.name}, {u"recipients"_s, arm.recipients},
                {u"count"_s, arm.figures[0].count}, {u"mean"_s, arm.figures[0].mean}});
        object[u"arms"_s] = arms;
        text += campaign::figuresText(*reading) + u'\n';
    }
    if (standing.decision)
        text += standing.decision->reason + u'\n';
    else if (standing.isOver(now) && !trial.picksByItself)
        text += u"The trial is over. “campaign winner %1 --pick EMAIL” says what the rest gets.\n"_s.arg(
            campaign.name);
    else if (standing.isOver(now))
        text += u"The trial is over; the next “campaign send --due” decides it.\n"_s;
    else if (standing.endsAt)
        text += u"It ends at %1. Until then the figures swing: wait.\n"_s.arg(toIsoString(*standing.endsAt));
    return TrialAnswer{object, text};
}

void addWinnerVerb(CLI::App &campaigns, Session &session)
{
    const auto [command, arguments] = addVerb<WinnerArguments>(
        campaigns, session, "winner", "How a test stands, and what the rest gets", winner);
    command->add_option("NAME", arguments->name, "The campaign")->required();
    command->add_option("--pick", arguments->pick, "The rest gets this email")->type_name("EMAIL");
    command->footer("Example:\n  haberdash --workspace shop.haberdash campaign set Spring --test-share 10 "
                    "--test-by clicks\n"
                    "  haberdash --workspace shop.haberdash campaign winner Spring --pick B");
}

} // namespace haberdash::cli
