// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_trial_command.h"
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/cli/terminal_progress.h"
#include "core/base/user_name.h"
#include "core/campaign/arm_differences.h"
#include "core/campaign/brand.h"
#include "core/campaign/campaign_planner.h"
#include "core/campaign/proof_report.h"
#include "core/store/outbox_repository.h"
#include "core/store/workspace.h"
#include "ui/shared/report_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct NameArguments
{
    std::string name;
    std::string approver;
    bool despiteErrors = false;
    std::string report;
    std::string html;
    std::string pdf;
    std::string state;
    int limit = 100;
};

Result<store::Campaign> campaignOf(store::Connection &connection, const std::string &name)
{
    return store::campaignByName(connection, QString::fromStdString(name));
}

QJsonArray toJson(const std::vector<campaign::ArmDifference> &differences)
{
    QJsonArray array;
    for (const auto &difference : differences) {
        QJsonArray aspects;
        for (const auto aspect : difference.aspects)
            aspects.append(campaign::toWord(aspect));
        array.append(QJsonObject{{u"first"_s, difference.first}, {u"other"_s, difference.other},
            {u"differ_in"_s, aspects}, {u"sentence"_s, campaign::sentenceFor(difference)}});
    }
    return array;
}

void answerPlan(Session &session, const store::Campaign &campaign, const campaign::Plan &plan,
    const std::vector<campaign::ArmDifference> &differences, const QString &state)
{
    QJsonObject skipped;
    QString text = u"%1 customers match.\n"_s.arg(plan.matching);
    QJsonArray variants;
    for (int i = 0; i < campaign.variants.size(); ++i) {
        variants.append(QJsonObject{{u"name"_s, campaign.variants[i].name}, {u"count"_s, plan.byVariant[i]}});
        text += u"  %1 get “%2”\n"_s.arg(plan.byVariant[i], 8).arg(campaign.variants[i].name);
    }
    if (plan.waiting > 0)
        text += u"  %1 get what does best with those\n"_s.arg(plan.waiting, 8);
    if (plan.heldOut > 0)
        text += u"  %1 are held out, to compare with\n"_s.arg(plan.heldOut, 8);
    for (auto it = plan.skipped.begin(); it != plan.skipped.end(); ++it) {
        skipped.insert(it.key(), it.value());
        const auto barrier = consent::barrierFromWord(it.key());
        text += u"  %1 get nothing, because they %2 (%3)\n"_s.arg(it.value(), 8)
                    .arg(barrier ? consent::inWords(*barrier) : it.key(), it.key());
    }
    for (const auto &difference : differences)
        text += campaign::sentenceFor(difference) + u'\n';
    session.answer({{u"campaign"_s, campaign.name}, {u"state"_s, state}, {u"matching"_s, plan.matching},
                       {u"differences"_s, toJson(differences)}, {u"mailable"_s, plan.planned()},
                       {u"variants"_s, variants}, {u"waiting"_s, plan.waiting}, {u"held_out"_s, plan.heldOut},
                       {u"skipped"_s, skipped}, {u"digest"_s, plan.digest}},
        text);
}

Result<> check(Session &session, const NameArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments.name));
    TerminalProgress progress(u"Checking"_s);
    HABERDASH_TRY_ASSIGN(
        plan, campaign::makePlan(connection, campaign, context, session.clock().now(), progress));
    HABERDASH_TRY_ASSIGN(differences, campaign::compareArms(connection, campaign));
    answerPlan(session, campaign, plan, differences, store::toWord(campaign.state));
    return {};
}

Result<> approve(Session &session, const NameArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments.name));
    TerminalProgress progress(u"Approving"_s);
    const campaign::Approval approval{
        arguments.approver.empty() ? systemUserName() : QString::fromStdString(arguments.approver),
        arguments.despiteErrors};
    HABERDASH_TRY_ASSIGN(
        plan, campaign::approve(connection, campaign.id, context, approval, session.clock().now(), progress));
    HABERDASH_TRY_ASSIGN(differences, campaign::compareArms(connection, campaign));
    answerPlan(session, campaign, plan, differences, u"approved"_s);
    return {};
}

Result<> withdraw(Session &session, const NameArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments.name));
    HABERDASH_TRY(campaign::withdrawApproval(connection, campaign.id, session.clock().now()));
    session.answer({{u"campaign"_s, campaign.name}, {u"state"_s, u"draft"_s}},
        u"“%1” is a draft again."_s.arg(campaign.name));
    return {};
}

/// For people to read: HTML, PDF. Gives what was written.
Result<QStringList> writeReports(
    store::Connection &connection, const QJsonObject &proof, const NameArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(brand, campaign::readBrand(connection));
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    const auto report = campaign::readProof(proof, brand, info.timeZone);
    QStringList written;
    for (const auto &[name, ending] :
        {std::pair(arguments.html, u".html"_s), std::pair(arguments.pdf, u".pdf"_s)}) {
        if (name.empty())
            continue;
        QString path = QString::fromStdString(name);
        if (!path.endsWith(ending, Qt::CaseInsensitive))
            path += ending;
        HABERDASH_TRY(ui::writeReportFile(report, {}, path));
        written.append(path);
    }
    return written;
}

Result<> proof(Session &session, const NameArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments.name));
    HABERDASH_TRY_ASSIGN(json, store::proofOf(connection, campaign.id));
    if (json.isEmpty())
        return failure(Error::Code::Refused,
            u"“%1” is not approved, so there is nothing to prove yet."_s.arg(campaign.name));
    const auto document = QJsonDocument::fromJson(json.toUtf8());
    const QByteArray readable = document.toJson(QJsonDocument::Indented);
    HABERDASH_TRY_ASSIGN(written, writeReports(connection, document.object(), arguments));
    if (!arguments.report.empty()) {
        QSaveFile file(QString::fromStdString(arguments.report));
        if (!file.open(QIODevice::WriteOnly) || file.write(readable) != readable.size() || !file.commit())
            return failure(Error::Code::Io,
                u"“%1” could not be written: %2."_s.arg(file.fileName(), file.errorString()));
        written.prepend(file.fileName());
    }
    if (!written.isEmpty()) {
        session.answer({{u"campaign"_s, campaign.name}, {u"path"_s, written.first()},
                           {u"paths"_s, QJsonArray::fromStringList(written)}},
            u"The proof of “%1” is in “%2”.\n"_s.arg(campaign.name, written.join(u"” and “"_s)));
        return {};
    }
    session.answer(document.object(), QString::fromUtf8(readable));
    return {};
}

Result<> status(Session &session, const NameArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments.name));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(counts, outbox.counts(campaign.id));
    HABERDASH_TRY_ASSIGN(pulse, outbox.pulse(campaign.id, session.clock().now()));
    QJsonObject object;
    QString text = u"“%1” is %2.\n"_s.arg(campaign.name, store::toWord(campaign.state));
    if (!campaign.pausedBecause.isEmpty())
        text += campaign.pausedBecause + u'\n';
    if (campaign.resumesAt)
        text += u"It goes on by itself at %1.\n"_s.arg(toIsoString(*campaign.resumesAt));
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        object.insert(it.key(), it.value());
        text += u"  %1 %2\n"_s.arg(it.value(), 8).arg(it.key());
    }
    HABERDASH_TRY_ASSIGN(trial, trialAnswer(connection, campaign, session.clock().now()));
    text += trial.text;
    if (pulse.lastMinute > 0)
        text += u"%1 messages were handed over in the last minute.\n"_s.arg(pulse.lastMinute);
    if (!pulse.lastWords.isEmpty())
        text += u"The other side said last: %1\n"_s.arg(pulse.lastWords);
    session.answer(
        {{u"campaign"_s, campaign.name}, {u"state"_s, store::toWord(campaign.state)}, {u"counts"_s, object},
            {u"paused_because"_s, campaign.pausedBecause},
            {u"resumes_at"_s,
                campaign.resumesAt ? QJsonValue(toIsoString(*campaign.resumesAt)) : QJsonValue::Null},
            {u"last_minute"_s, pulse.lastMinute}, {u"last_words"_s, pulse.lastWords},
            {u"trial"_s, trial.json}},
        text);
    return {};
}

Result<> people(Session &session, const NameArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments.name));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(
        rows, outbox.rows(campaign.id, QString::fromStdString(arguments.state), arguments.limit));
    QJsonArray array;
    QString text;
    for (const auto &row : rows) {
        array.append(QJsonObject{{u"customer"_s, row.customer.value()}, {u"email"_s, row.address},
            {u"state"_s, row.state}, {u"reason"_s, row.reason}, {u"attempts"_s, row.attempts},
            {u"code"_s, row.replyCode}, {u"reply"_s, row.reply},
            {u"at"_s, row.finishedAt ? QJsonValue(toIsoString(*row.finishedAt)) : QJsonValue::Null}});
        text += u"%1  %2  %3  %4 %5\n"_s.arg(row.address, row.state, row.reason,
            row.replyCode == 0 ? QString() : QString::number(row.replyCode), row.reply);
    }
    session.answer(
        {{u"campaign"_s, campaign.name}, {u"people"_s, array}}, text.isEmpty() ? u"Nobody.\n"_s : text);
    return {};
}

Result<> listCampaigns(Session &session, const NameArguments &)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaigns, store::campaigns(connection));
    QJsonArray array;
    QString text;
    for (const auto &campaign : campaigns) {
        array.append(QJsonObject{{u"name"_s, campaign.name}, {u"state"_s, store::toWord(campaign.state)},
            {u"rule"_s, campaign.rule}});
        text += u"%1: %2\n"_s.arg(campaign.name, store::toWord(campaign.state));
    }
    session.answer({{u"campaigns"_s, array}}, text.isEmpty() ? u"There are no campaigns."_s : text);
    return {};
}

} // namespace

void addCampaignCommands(CLI::App &app, Session &session)
{
    auto *campaigns = app.add_subcommand("campaign", "Planned sends");
    campaigns->require_subcommand(1);
    campaigns->footer(
        R"(A campaign is a draft until it is approved; then who gets what is fixed. Everybody passes one gate: consent, suppression,
frequency cap. Sending can be stopped at any point and goes on where it was; nobody gets a message twice.

Example:
  haberdash --workspace shop.haberdash campaign new Spring --segment Regulars --email A --email B --account Shop --holdout 10
  haberdash --workspace shop.haberdash campaign check Spring
  haberdash --workspace shop.haberdash campaign approve Spring
  haberdash --workspace shop.haberdash campaign send Spring

A scheduler that runs “campaign send --due” every few minutes sends what has its time come, and catches up after a break.)");
    addDraftVerbs(*campaigns, session);
    const auto verb
        = [&](const char *name, const char *help, Result<> (*run)(Session &, const NameArguments &)) {
              const auto [command, arguments] = addVerb<NameArguments>(*campaigns, session, name, help, run);
              command->add_option("NAME", arguments->name, "The campaign")->required();
              return std::pair(command, arguments);
          };
    verb("check", "Who would get it, and who not and why", check);
    {
        const auto [command, arguments] = verb("approve", "Fix who gets what; nothing is sent yet", approve);
        command->add_option("--approver", arguments->approver, "Who says yes (else who is signed in here)");
        command->add_flag("--despite-errors", arguments->despiteErrors,
            "Also where the checks say that an email should not be sent so");
    }
    verb("withdraw", "Take the approval back", withdraw);
    {
        const auto [command, arguments] = verb(
            "proof", "What was known when it was approved: audience, consent, checks, approver", proof);
        command->add_option("--report", arguments->report, "Write it into a file, for programs")
            ->type_name("FILE.json");
        command->add_option("--html", arguments->html, "Write it as a page for people")
            ->type_name("FILE.html");
        command->add_option("--pdf", arguments->pdf, "Write it as A4 pages")->type_name("FILE.pdf");
    }
    addSendingVerbs(*campaigns, session);
    verb("status", "How many messages are in which state", status);
    addWinnerVerb(*campaigns, session);
    {
        const auto [command, arguments]
            = verb("people", "Who gets it, and what became of each message", people);
        command->add_option("--state", arguments->state, "Only these: sent, failed, uncertain, skipped ...");
        command->add_option("--limit", arguments->limit, "At most so many (-1: all)")->capture_default_str();
    }
    addVerb<NameArguments>(*campaigns, session, "list", "All campaigns", listCampaigns);
}

} // namespace haberdash::cli
