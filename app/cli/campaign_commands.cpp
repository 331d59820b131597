// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "app/keychain.h"
#include "core/sending/account_transport.h"
#include "core/base/user_name.h"
#include "core/campaign/campaign_planner.h"
#include "core/sending/campaign_sender.h"
#include "core/sending/message_files.h"
#include "core/segment/rule_printer.h"
#include "core/segment/segment_repository.h"
#include "core/store/customer_repository.h"
#include "core/store/email_repository.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRandomGenerator>

#include <CLI/CLI.hpp>

#include <iostream>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AccountArguments
{
    std::string name;
    std::string host;
    int port = 587;
    std::string security = "starttls";
    std::string authentication = "password";
    std::string user;
    std::string from;
    std::string fromName;
    std::string replyTo;
    std::string unsubscribeUrl;
    std::string unsubscribeAddress;
    std::string caFile;
    bool passwordFromInput = false;
};

Result<> addAccount(Session &session, const AccountArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    store::Account account;
    account.name = QString::fromStdString(arguments.name);
    account.host = QString::fromStdString(arguments.host);
    account.port = arguments.port;
    account.security = QString::fromStdString(arguments.security);
    account.authentication = QString::fromStdString(arguments.authentication);
    account.userName = QString::fromStdString(arguments.user);
    account.fromAddress = QString::fromStdString(arguments.from);
    account.fromName = QString::fromStdString(arguments.fromName);
    account.replyTo = QString::fromStdString(arguments.replyTo);
    account.unsubscribeUrl = QString::fromStdString(arguments.unsubscribeUrl);
    account.unsubscribeAddress = QString::fromStdString(arguments.unsubscribeAddress);
    if (const auto known = store::accountByName(connection, account.name))
        account.id = known->id;
    HABERDASH_TRY_ASSIGN(id, store::saveAccount(connection, account, session.clock().now()));
    if (arguments.passwordFromInput) {
        std::string password;
        std::getline(std::cin, password);
        HABERDASH_TRY(Keychain().write(sending::secretKey(connection.path(), id), password));
    }
    session.answer({{u"saved"_s, account.name}}, u"Saved the account “%1”."_s.arg(account.name));
    return {};
}

QString replyText(const deliver::Delivery &delivery)
{
    return delivery.code == 0 ? delivery.text : u"%1 %2"_s.arg(delivery.code).arg(delivery.text);
}

Result<> testAccount(Session &session, const AccountArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(account, store::accountByName(connection, QString::fromStdString(arguments.name)));
    Keychain keychain;
    HABERDASH_TRY_ASSIGN(transport,
        sending::openAccount(
            account, connection.path(), keychain, QString::fromStdString(arguments.caFile)));
    const auto delivery = transport->open();
    const bool works = delivery.state == deliver::Delivery::State::Sent;
    const bool encrypted = account.isService() || account.security != u"plain"_s;
    transport->close();
    session.answer({{u"account"_s, account.name}, {u"works"_s, works}, {u"encrypted"_s, encrypted},
                       {u"stage"_s, deliver::toWord(delivery.stage)}, {u"code"_s, delivery.code},
                       {u"text"_s, delivery.text}},
        works ? u"“%1” works%2."_s.arg(
            account.name, encrypted ? u", encrypted"_s : u", but without encryption"_s)
              : u"“%1” does not work (%2): %3"_s.arg(
                  account.name, deliver::toWord(delivery.stage), replyText(delivery)));
    session.finish(works ? Exit::Done : Exit::Failed);
    return {};
}

Result<> listAccounts(Session &session, const AccountArguments &)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(accounts, store::accounts(connection));
    QJsonArray array;
    QString text;
    for (const auto &account : accounts) {
        array.append(QJsonObject{{u"name"_s, account.name}, {u"host"_s, account.host},
            {u"port"_s, account.port}, {u"security"_s, account.security}, {u"from"_s, account.fromAddress}});
        text += u"%1: %2 over %3:%4 (%5)\n"_s.arg(account.name, account.fromAddress, account.host)
                    .arg(account.port)
                    .arg(account.security);
    }
    session.answer({{u"accounts"_s, array}}, text.isEmpty() ? u"No accounts are saved."_s : text);
    return {};
}

struct CampaignArguments
{
    std::string name;
    std::string segment;
    std::string rule;
    std::vector<std::string> emails;
    std::string account;
    double holdout = 0;
    int capMessages = 3;
    int capDays = 7;
    int capGapHours = 16;
    std::string dryRun;
    std::string caFile;
};

Result<store::Campaign> campaignOf(store::Connection &connection, const CampaignArguments &arguments)
{
    return store::campaignByName(connection, QString::fromStdString(arguments.name));
}

Result<> newCampaign(Session &session, const CampaignArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    store::Campaign campaign;
    campaign.name = QString::fromStdString(arguments.name);
    campaign.rule = QString::fromStdString(arguments.rule);
    if (!arguments.segment.empty()) {
        HABERDASH_TRY_ASSIGN(
            saved, segment::segmentByName(connection, QString::fromStdString(arguments.segment)));
        campaign.rule = segment::print(saved.rule);
    }
    if (campaign.rule.isEmpty())
        return failure(Error::Code::Invalid, u"Say who gets it: --segment NAME or --rule TEXT."_s);
    for (const std::string &name : arguments.emails) {
        HABERDASH_TRY_ASSIGN(email, store::emailByName(connection, QString::fromStdString(name)));
        campaign.variants.append(
            {email.name, 1, email.id, email.subject, email.preheader, email.body, email.kind});
    }
    if (!arguments.account.empty()) {
        HABERDASH_TRY_ASSIGN(
            account, store::accountByName(connection, QString::fromStdString(arguments.account)));
        campaign.account = account.id;
    }
    campaign.salt = campaign::makeSalt(QRandomGenerator::system()->generate64());
    campaign.holdoutPerMille = int(arguments.holdout * 10 + 0.5);
    campaign.settings.gate.frequency.messages = arguments.capMessages;
    campaign.settings.gate.frequency.days = arguments.capDays;
    campaign.settings.gate.frequency.gapHours = arguments.capGapHours;
    HABERDASH_TRY(store::addCampaign(connection, campaign, session.clock().now()));
    session.answer({{u"campaign"_s, campaign.name}, {u"state"_s, u"draft"_s}},
        u"Made the draft “%1”."_s.arg(campaign.name));
    return {};
}

void answerPlan(
    Session &session, const store::Campaign &campaign, const campaign::Plan &plan, const QString &state)
{
    QJsonObject skipped;
    QString text = u"%1 customers match.\n"_s.arg(plan.matching);
    QJsonArray variants;
    for (int i = 0; i < campaign.variants.size(); ++i) {
        variants.append(QJsonObject{{u"name"_s, campaign.variants[i].name}, {u"count"_s, plan.byVariant[i]}});
        text += u"  %1 get “%2”\n"_s.arg(plan.byVariant[i]).arg(campaign.variants[i].name);
    }
    if (plan.heldOut > 0)
        text += u"  %1 are held out, to compare with\n"_s.arg(plan.heldOut);
    for (auto it = plan.skipped.begin(); it != plan.skipped.end(); ++it) {
        skipped.insert(it.key(), it.value());
        text += u"  %1 get nothing: %2\n"_s.arg(it.value()).arg(it.key());
    }
    session.answer({{u"campaign"_s, campaign.name}, {u"state"_s, state}, {u"matching"_s, plan.matching},
                       {u"variants"_s, variants}, {u"held_out"_s, plan.heldOut}, {u"skipped"_s, skipped},
                       {u"digest"_s, plan.digest}},
        text);
}

Result<> check(Session &session, const CampaignArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments));
    TerminalProgress progress(u"Checking"_s);
    HABERDASH_TRY_ASSIGN(
        plan, campaign::makePlan(connection, campaign, context, session.clock().now(), progress));
    answerPlan(session, campaign, plan, store::toWord(campaign.state));
    return {};
}

Result<> approve(Session &session, const CampaignArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments));
    TerminalProgress progress(u"Approving"_s);
    HABERDASH_TRY_ASSIGN(
        plan, campaign::approve(connection, campaign.id, context, {systemUserName()}, session.clock().now(), progress));
    answerPlan(session, campaign, plan, u"approved"_s);
    return {};
}

void answerReport(Session &session, const store::Campaign &campaign, const sending::SendReport &report,
    const QTimeZone &zone)
{
    const QJsonObject object{{u"campaign"_s, campaign.name}, {u"state"_s, store::toWord(report.state)},
        {u"sent"_s, report.sent}, {u"failed"_s, report.failed}, {u"deferred"_s, report.deferred},
        {u"uncertain"_s, report.uncertain + report.recovered}, {u"skipped"_s, report.skipped},
        {u"remaining"_s, report.remaining},
        {u"stopped_because"_s,
            report.stoppedBecause.isEmpty() ? QJsonValue::Null : QJsonValue(report.stoppedBecause)},
        {u"next_attempt"_s,
            report.nextAttempt ? QJsonValue(toIsoString(*report.nextAttempt)) : QJsonValue::Null}};
    QString text
        = u"“%1”: %2 sent, %3 refused, %4 to be tried again, %5 uncertain, %6 skipped, %7 still to send. It is %8 now.\n"_s
              .arg(campaign.name)
              .arg(report.sent)
              .arg(report.failed)
              .arg(report.deferred)
              .arg(report.uncertain + report.recovered)
              .arg(report.skipped)
              .arg(report.remaining)
              .arg(store::toWord(report.state));
    if (!report.stoppedBecause.isEmpty())
        text += report.stoppedBecause + u'\n';
    if (report.uncertain + report.recovered > 0)
        text += u"Uncertain ones may have arrived; they are never sent again by themselves.\n"_s;
    if (report.nextAttempt)
        text += u"Those to be tried again are due from %1; “campaign retry” plans them for the next send.\n"_s
                    .arg(QDateTime::fromMSecsSinceEpoch(toMilliseconds(*report.nextAttempt), zone)
                             .toString(u"yyyy-MM-dd HH:mm"_s));
    if (report.state == store::CampaignState::Paused && report.remaining > 0)
        text += u"What is still to send is kept: “campaign send” goes on with it.\n"_s;
    session.answer(object, text);
    const bool whole = report.state == store::CampaignState::Done && report.failed == 0
        && report.uncertain + report.recovered == 0;
    session.finish(whole ? Exit::Done : Exit::Incomplete);
}

Result<> send(Session &session, const CampaignArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments));
    TerminalProgress progress(u"Sending"_s);
    if (!arguments.dryRun.empty()) {
        const QString folder = QString::fromStdString(arguments.dryRun);
        HABERDASH_TRY_ASSIGN(written,
            sending::writeMessages(connection, campaign, folder, session.clock(), context.asOf, progress));
        session.answer({{u"campaign"_s, campaign.name}, {u"written"_s, written}, {u"folder"_s, folder}},
            u"%1 messages written to “%2”; nothing was sent."_s.arg(written).arg(folder));
        return {};
    }
    Keychain keychain;
    const auto open = [&](const store::Account &account) {
        return sending::openAccount(
            account, connection.path(), keychain, QString::fromStdString(arguments.caFile));
    };
    HABERDASH_TRY_ASSIGN(report,
        sending::sendCampaign(connection, campaign.id, open, session.clock(), context.asOf, progress));
    answerReport(session, campaign, report, context.timeZone);
    return {};
}

Result<> status(Session &session, const CampaignArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(counts, outbox.counts(campaign.id));
    QJsonObject object;
    QString text = u"“%1” is %2.\n"_s.arg(campaign.name, store::toWord(campaign.state));
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        object.insert(it.key(), it.value());
        text += u"  %1 %2\n"_s.arg(it.value(), 8).arg(it.key());
    }
    session.answer(
        {{u"campaign"_s, campaign.name}, {u"state"_s, store::toWord(campaign.state)}, {u"counts"_s, object}},
        text);
    return {};
}

Result<> listCampaigns(Session &session, const CampaignArguments &)
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

Result<> changeState(Session &session, const CampaignArguments &arguments,
    Result<> (*change)(store::Connection &, CampaignId, Timestamp))
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments));
    HABERDASH_TRY(change(connection, campaign.id, session.clock().now()));
    HABERDASH_TRY_ASSIGN(now, campaignOf(connection, arguments));
    session.answer({{u"campaign"_s, now.name}, {u"state"_s, store::toWord(now.state)}},
        u"“%1” is %2."_s.arg(now.name, store::toWord(now.state)));
    return {};
}

Result<> pause(Session &session, const CampaignArguments &arguments)
{
    return changeState(session, arguments, sending::pauseCampaign);
}

Result<> cancel(Session &session, const CampaignArguments &arguments)
{
    return changeState(session, arguments, sending::cancelCampaign);
}

Result<> withdraw(Session &session, const CampaignArguments &arguments)
{
    return changeState(session, arguments, campaign::withdrawApproval);
}

Result<> retry(Session &session, const CampaignArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(count, outbox.retryDeferred(campaign.id));
    session.answer({{u"campaign"_s, campaign.name}, {u"planned_again"_s, count}},
        u"%1 messages will be tried again with the next “campaign send”."_s.arg(count));
    return {};
}

template<typename Arguments>
CLI::App *addVerb(CLI::App &group, Session &session, const char *name, const char *help,
    Result<> (*run)(Session &, const Arguments &), std::shared_ptr<Arguments> arguments)
{
    auto *command = group.add_subcommand(name, help);
    command->callback([&session, arguments, run] {
        if (auto done = run(session, *arguments); !done)
            session.fail(done.error());
    });
    return command;
}

void addAccounts(CLI::App &app, Session &session)
{
    auto *accounts = app.add_subcommand("account", "Ways out for mail (SMTP)");
    accounts->require_subcommand(1);
    accounts->footer(
        R"(The password is kept in the keychain of the system, never in the workspace. HABERDASH_PASSWORD overrides it.

Example:
  haberdash --workspace shop.haberdash account add Shop --host smtp.example.com --user shop --from news@example.com \
      --unsubscribe-url 'https://example.com/u/{token}' --password-stdin < password.txt
  haberdash --workspace shop.haberdash account test Shop)");
    const auto options = std::make_shared<AccountArguments>();
    auto *add = addVerb(*accounts, session, "add", "Add an account, or change one", addAccount, options);
    add->add_option("NAME", options->name, "What you call it")->required();
    add->add_option("--host", options->host, "The mail server")->required();
    add->add_option("--port", options->port, "587 for STARTTLS, 465 for TLS")->capture_default_str();
    add->add_option("--security", options->security, "starttls, tls or plain")
        ->check(CLI::IsMember({"starttls", "tls", "plain"}))
        ->capture_default_str();
    add->add_option("--auth", options->authentication, "password, xoauth2 or none")
        ->check(CLI::IsMember({"password", "xoauth2", "none"}))
        ->capture_default_str();
    add->add_option("--user", options->user, "Name to sign in with");
    add->add_option("--from", options->from, "Address that mail comes from")->required();
    add->add_option("--from-name", options->fromName, "Name beside it (else the shop's)");
    add->add_option("--reply-to", options->replyTo, "Where answers go");
    add->add_option("--unsubscribe-url", options->unsubscribeUrl,
        "https address with {token}, for one-click unsubscribing");
    add->add_option("--unsubscribe-address", options->unsubscribeAddress, "Where mails to unsubscribe go");
    add->add_flag("--password-stdin", options->passwordFromInput,
        "Read the password from standard input into the keychain");
    const auto tested = std::make_shared<AccountArguments>();
    auto *test
        = addVerb(*accounts, session, "test", "Connect and sign in, send nothing", testAccount, tested);
    test->add_option("NAME", tested->name, "The account")->required();
    test->add_option("--ca-file", tested->caFile, "Trust this authority instead of the system's")
        ->type_name("FILE.pem");
    addVerb(*accounts, session, "list", "All accounts", listAccounts, std::make_shared<AccountArguments>());
}

} // namespace

void addCampaignCommands(CLI::App &app, Session &session)
{
    addAccounts(app, session);
    auto *campaigns = app.add_subcommand("campaign", "Planned sends");
    campaigns->require_subcommand(1);
    campaigns->footer(
        R"(A campaign is a draft until it is approved; then who gets what is fixed. Everybody passes one gate: consent, suppression,
frequency cap. Sending can be stopped at any point and goes on where it was; nobody gets a message twice.

Example:
  haberdash --workspace shop.haberdash campaign new Spring --segment Regulars --email A --email B --account Shop --holdout 10
  haberdash --workspace shop.haberdash campaign check Spring
  haberdash --workspace shop.haberdash campaign approve Spring
  haberdash --workspace shop.haberdash campaign send Spring)");
    const auto verb = [&](const char *name, const char *help,
                          Result<> (*run)(Session &, const CampaignArguments &), bool named = true) {
        auto arguments = std::make_shared<CampaignArguments>();
        auto *command = addVerb(*campaigns, session, name, help, run, arguments);
        if (named)
            command->add_option("NAME", arguments->name, "The campaign")->required();
        return std::pair(command, arguments);
    };
    {
        const auto [command, arguments] = verb("new", "Make a draft", newCampaign);
        command->add_option("--segment", arguments->segment, "Who: a saved segment");
        command->add_option("--rule", arguments->rule, "Who: a rule")->type_name("TEXT");
        command
            ->add_option(
                "--email", arguments->emails, "What: a saved email; several are tried against each other")
            ->required();
        command->add_option("--account", arguments->account, "From which account");
        command->add_option("--holdout", arguments->holdout, "Per cent who get nothing, to compare with")
            ->check(CLI::Range(0.0, 90.0));
        command->add_option("--cap", arguments->capMessages, "At most so many messages to one person ...")
            ->capture_default_str();
        command->add_option("--cap-days", arguments->capDays, "... in so many days")->capture_default_str();
        command->add_option("--gap-hours", arguments->capGapHours, "And so many hours between two")
            ->capture_default_str();
    }
    verb("check", "Who would get it, and who not and why", check);
    verb("approve", "Fix who gets what; nothing is sent yet", approve);
    verb("withdraw", "Take the approval back", withdraw);
    for (const auto &[name, help] :
        {std::pair("send", "Send what is planned"), std::pair("resume", "Go on sending")}) {
        const auto [command, arguments] = verb(name, help, send);
        command->add_option("--dry-run", arguments->dryRun, "Write .eml files instead of sending")
            ->type_name("DIR");
        command->add_option("--ca-file", arguments->caFile, "Trust this authority instead of the system's")
            ->type_name("FILE.pem");
    }
    verb("status", "How many messages are in which state", status);
    verb("pause", "Stop a running send after the message at hand", pause);
    verb("cancel", "Send nothing more", cancel);
    verb("retry", "Plan deferred messages for the next send", retry);
    verb("list", "All campaigns", listCampaigns, false);
}

} // namespace haberdash::cli
