// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/cli/terminal_progress.h"
#include "app/secrets.h"
#include "core/base/user_name.h"
#include "core/sending/account_transport.h"
#include "core/sending/campaign_sender.h"
#include "core/sending/message_files.h"
#include "core/sending/test_send.h"
#include "core/store/customer_repository.h"
#include "core/store/outbox_repository.h"

#include <QDateTime>
#include <QJsonArray>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SendArguments
{
    std::string name;
    std::string dryRun;
    std::string caFile;
    std::string to;
    std::string likeWhom;
    std::string who;
    bool waits = false;
    bool arrived = false;
    bool didNotArrive = false;
};

/// A run of the command line waits a little for a limit by itself: longer waits are for a scheduler.
constexpr std::chrono::minutes usualPatience(2);
constexpr std::chrono::hours longPatience(24 * 365);

QString momentOf(Timestamp instant, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone).toString(u"yyyy-MM-dd HH:mm"_s);
}

QJsonValue instantOrNull(const std::optional<Timestamp> &instant)
{
    return instant ? QJsonValue(toIsoString(*instant)) : QJsonValue::Null;
}

sending::OpenTransport opener(Session &session, store::Connection &connection, const std::string &caFile)
{
    // Shared: the ways out that it opens use the same one, and what a person said is asked for once.
    const std::shared_ptr<deliver::SecretStore> secrets = terminalSecretsOf(connection.path());
    return [&clock = session.clock(), path = connection.path(), ca = QString::fromStdString(caFile), secrets](
               const store::Account &account) {
        return sending::openAccount(account, path, secrets, clock, ca);
    };
}

QJsonObject toObject(const store::Campaign &campaign, const sending::SendReport &report)
{
    return {{u"campaign"_s, campaign.name}, {u"state"_s, store::toWord(report.state)},
        {u"sent"_s, report.sent}, {u"failed"_s, report.failed}, {u"deferred"_s, report.deferred},
        {u"uncertain"_s, report.uncertain + report.recovered}, {u"skipped"_s, report.skipped},
        {u"remaining"_s, report.remaining}, {u"waiting"_s, report.waiting},
        {u"stopped_because"_s,
            report.stoppedBecause.isEmpty() ? QJsonValue::Null : QJsonValue(report.stoppedBecause)},
        {u"next_attempt"_s, instantOrNull(report.nextAttempt)},
        {u"resumes_at"_s, instantOrNull(report.resumesAt)},
        {u"notes"_s, QJsonArray::fromStringList(report.notes)}};
}

QString inWords(const store::Campaign &campaign, const sending::SendReport &report, const QTimeZone &zone)
{
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
    if (report.waiting > 0)
        text += u"%1 wait for what does best with those who have it.\n"_s.arg(report.waiting);
    if (!report.stoppedBecause.isEmpty())
        text += report.stoppedBecause + u'\n';
    for (const QString &note : report.notes)
        text += note + u'\n';
    if (report.uncertain + report.recovered > 0)
        text
            += u"Uncertain ones may have arrived; they are never sent again by themselves: see “campaign people --state uncertain” and “campaign settle”.\n"_s;
    if (report.nextAttempt)
        text += u"Those to be tried again are due from %1; “campaign retry” plans them for the next send.\n"_s
                    .arg(momentOf(*report.nextAttempt, zone));
    if (report.resumesAt)
        text += u"It goes on by itself from %1, with the window open or by “campaign send --due”.\n"_s.arg(
            momentOf(*report.resumesAt, zone));
    else if (report.state == store::CampaignState::Paused && report.remaining > 0)
        text += u"What is still to send is kept: “campaign send” goes on with it.\n"_s;
    return text;
}

bool isWhole(const sending::SendReport &report)
{
    const bool waitsForItsTime = report.state == store::CampaignState::Paused && report.resumesAt
        && report.stoppedBecause.isEmpty() && report.deferred == 0;
    return (report.state == store::CampaignState::Done || waitsForItsTime) && report.failed == 0
        && report.uncertain + report.recovered == 0;
}

Result<> writeFiles(Session &session, store::Connection &connection, const store::Campaign &campaign,
    const SendArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    TerminalProgress progress(u"Writing"_s);
    const QString folder = QString::fromStdString(arguments.dryRun);
    HABERDASH_TRY_ASSIGN(written,
        sending::writeMessages(connection, campaign, folder, session.clock(), context.asOf, progress));
    session.answer({{u"campaign"_s, campaign.name}, {u"written"_s, written}, {u"folder"_s, folder}},
        u"%1 messages written to “%2”; nothing was sent."_s.arg(written).arg(folder));
    return {};
}

Result<> send(Session &session, const SendArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, QString::fromStdString(arguments.name)));
    if (!arguments.dryRun.empty())
        return writeFiles(session, connection, campaign, arguments);
    TerminalProgress progress(u"Sending"_s);
    HABERDASH_TRY_ASSIGN(report,
        sending::sendCampaign(connection, campaign.id, opener(session, connection, arguments.caFile),
            session.clock(), context.asOf, progress, {arguments.waits ? longPatience : usualPatience}));
    session.answer(toObject(campaign, report), inWords(campaign, report, context.timeZone));
    session.finish(isWhole(report) ? Exit::Done : Exit::Incomplete);
    return {};
}

/// Everything whose time has come, for a scheduler: nothing due is a success, too.
Result<> sendDue(Session &session, const SendArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(due, sending::campaignsDue(connection, session.clock().now()));
    QJsonArray reports;
    QString text;
    bool whole = true;
    for (const auto &campaign : due) {
        TerminalProgress progress(u"Sending “%1”"_s.arg(campaign.name));
        const auto report
            = sending::sendCampaign(connection, campaign.id, opener(session, connection, arguments.caFile),
                session.clock(), context.asOf, progress, {arguments.waits ? longPatience : usualPatience});
        if (report) {
            reports.append(toObject(campaign, *report));
            text += inWords(campaign, *report, context.timeZone);
            whole = whole && isWhole(*report);
            continue;
        }
        // One campaign that cannot be sent does not hold the others up.
        reports.append(QJsonObject{{u"campaign"_s, campaign.name}, {u"error"_s, report.error().detail}});
        text += u"“%1”: %2\n"_s.arg(campaign.name, report.error().detail);
        whole = false;
    }
    session.answer({{u"campaigns"_s, reports}}, due.isEmpty() ? u"Nothing is due.\n"_s : text);
    session.finish(whole ? Exit::Done : Exit::Incomplete);
    return {};
}

Result<> sendOrDue(Session &session, const SendArguments &arguments)
{
    return arguments.name.empty() ? sendDue(session, arguments) : send(session, arguments);
}

Result<> test(Session &session, const SendArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, QString::fromStdString(arguments.name)));
    std::optional<CustomerId> likeWhom;
    if (!arguments.likeWhom.empty()) {
        HABERDASH_TRY_ASSIGN(
            found, store::findCustomer(connection, QString::fromStdString(arguments.likeWhom)));
        likeWhom = found;
    }
    HABERDASH_TRY_ASSIGN(results,
        sending::sendTest(connection, campaign, QString::fromStdString(arguments.to), likeWhom,
            opener(session, connection, arguments.caFile), session.clock(), context.asOf));
    QJsonArray array;
    QString text;
    bool whole = true;
    for (const auto &[variant, answer] : results) {
        array.append(QJsonObject{{u"email"_s, variant}, {u"sent"_s, answer.works},
            {u"code"_s, answer.answer.code}, {u"text"_s, answer.answer.text}});
        text += answer.works ? u"“%1” went to %2.\n"_s.arg(variant, QString::fromStdString(arguments.to))
                             : u"“%1” did not go. %2 %3\nThe other side said: %4\n"_s.arg(
                                 variant, answer.headline, answer.advice, answer.answer.text);
        whole = whole && answer.works;
    }
    session.answer({{u"campaign"_s, campaign.name}, {u"tests"_s, array}}, text);
    session.finish(whole ? Exit::Done : Exit::Failed);
    return {};
}

Result<> changeState(Session &session, const SendArguments &arguments,
    Result<> (*change)(store::Connection &, CampaignId, Timestamp))
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    const QString name = QString::fromStdString(arguments.name);
    HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, name));
    HABERDASH_TRY(change(connection, campaign.id, session.clock().now()));
    HABERDASH_TRY_ASSIGN(now, store::campaignByName(connection, name));
    session.answer({{u"campaign"_s, now.name}, {u"state"_s, store::toWord(now.state)}},
        u"“%1” is %2."_s.arg(now.name, store::toWord(now.state)));
    return {};
}

Result<> pause(Session &session, const SendArguments &arguments)
{
    return changeState(session, arguments, sending::pauseCampaign);
}

Result<> cancel(Session &session, const SendArguments &arguments)
{
    return changeState(session, arguments, sending::cancelCampaign);
}

Result<> retry(Session &session, const SendArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, QString::fromStdString(arguments.name)));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(count, outbox.retryDeferred(campaign.id));
    session.answer({{u"campaign"_s, campaign.name}, {u"planned_again"_s, count}},
        u"%1 messages will be tried again with the next “campaign send”."_s.arg(count));
    return {};
}

Result<> settle(Session &session, const SendArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    if (arguments.arrived == arguments.didNotArrive)
        return failure(Error::Code::Invalid,
            u"Say what you know: --arrived, or --did-not-arrive. Nothing was changed."_s);
    HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, QString::fromStdString(arguments.name)));
    HABERDASH_TRY_ASSIGN(who, store::findCustomer(connection, QString::fromStdString(arguments.who)));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(row, outbox.ofCustomer(campaign.id, who));
    if (!row)
        return failure(Error::Code::NotFound,
            u"“%1” has no message for customer %2. Nothing was changed."_s.arg(campaign.name)
                .arg(who.value()));
    HABERDASH_TRY(sending::settleUncertain(connection, row->id,
        arguments.arrived ? sending::Fate::Arrived : sending::Fate::DidNotArrive, systemUserName(),
        session.clock().now()));
    session.answer({{u"campaign"_s, campaign.name}, {u"customer"_s, who.value()},
                       {u"state"_s, arguments.arrived ? u"sent"_s : u"planned"_s}},
        arguments.arrived ? u"Written down as sent.\n"_s
                          : u"It is planned again: the next “campaign send” sends it.\n"_s);
    return {};
}

} // namespace

void addSendingVerbs(CLI::App &campaigns, Session &session)
{
    for (const auto &[name, help] : {std::pair("send", "Send what is planned; without a name, what is due"),
             std::pair("resume", "Go on sending")}) {
        const auto [command, arguments] = addVerb<SendArguments>(campaigns, session, name, help, sendOrDue);
        command->add_option("NAME", arguments->name, "The campaign");
        command->add_flag_callback(
            "--due", [named = arguments] { named->name.clear(); }, "Every campaign whose time has come");
        command->add_option("--dry-run", arguments->dryRun, "Write .eml files instead of sending")
            ->type_name("DIR");
        command->add_flag("--wait", arguments->waits, "Wait for limits and hours, however long");
        command->add_option("--ca-file", arguments->caFile, "Trust this authority instead of the system's")
            ->type_name("FILE.pem");
    }
    {
        const auto [command, arguments] = addVerb<SendArguments>(
            campaigns, session, "test", "Send it to yourself, to see how it arrives", test);
        command->add_option("NAME", arguments->name, "The campaign")->required();
        command->add_option("--to", arguments->to, "Your own address")->required();
        command->add_option("--like", arguments->likeWhom, "As this customer would get it")->type_name("WHO");
        command->add_option("--ca-file", arguments->caFile, "Trust this authority instead of the system's")
            ->type_name("FILE.pem");
    }
    for (const auto &[name, help, run] :
        {std::tuple("pause", "Stop a running send after the message at hand", &pause),
            std::tuple("cancel", "Send nothing more", &cancel),
            std::tuple("retry", "Plan deferred messages for the next send", &retry)}) {
        const auto [command, arguments] = addVerb<SendArguments>(campaigns, session, name, help, run);
        command->add_option("NAME", arguments->name, "The campaign")->required();
    }
    const auto [command, arguments] = addVerb<SendArguments>(
        campaigns, session, "settle", "Say what became of an uncertain message", settle);
    command->add_option("NAME", arguments->name, "The campaign")->required();
    command->add_option("WHO", arguments->who, "The customer")->required();
    command->add_flag("--arrived", arguments->arrived, "They have it");
    command->add_flag("--did-not-arrive", arguments->didNotArrive, "They do not: send it once more");
}

} // namespace haberdash::cli
