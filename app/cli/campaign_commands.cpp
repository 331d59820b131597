// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/cli/terminal_progress.h"
#include "core/base/user_name.h"
#include "core/campaign/arm_differences.h"
#include "core/campaign/brand.h"
#include "core/campaign/campaign_planner.h"
#include "core/campaign/proof_report.h"
#include "core/segment/rule_printer.h"
#include "core/segment/segment_repository.h"
#include "core/store/account_repository.h"
#include "core/store/email_repository.h"
#include "core/store/outbox_repository.h"
#include "core/store/workspace.h"
#include "ui/shared/report_file.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSaveFile>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a draft can be made of, or changed to: what is not said stays as it is.
struct DraftArguments
{
    std::string name;
    std::string segment;
    std::string rule;
    std::vector<std::string> emails;
    std::vector<std::string> generic;
    std::vector<std::string> senders;
    std::string account;
    std::vector<std::string> furtherAccounts;
    std::optional<double> holdout;
    std::optional<int> capMessages;
    std::optional<int> capDays;
    std::optional<int> capGapHours;
    std::optional<int> priority;
    std::optional<int> afterPurchaseHours;
    std::optional<int> afterReturnDays;
    std::optional<int> afterComplaintDays;
    std::optional<bool> waitsForTickets;
    std::optional<bool> skipsRoleAddresses;
    std::optional<bool> skipsDisposableAddresses;
    std::string purpose;
    std::string startsAt;
    std::optional<bool> inLocalTime;
    std::string window;
    std::string days;
    std::optional<int> spreadMinutes;
};

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

/// "08:00-21:00"
Result<> readWindow(const QString &text, consent::SendWindow &window)
{
    const auto minute = [](const QString &clock) -> std::optional<int> {
        if (clock == u"24:00"_s)
            return consent::SendWindow::minutesOfDay;
        const auto time = QTime::fromString(clock, u"H:mm"_s);
        return time.isValid() ? std::optional(time.hour() * 60 + time.minute()) : std::nullopt;
    };
    const auto from = minute(text.section(u'-', 0, 0).trimmed());
    const auto until = minute(text.section(u'-', 1).trimmed());
    if (!from || !until)
        return failure(Error::Code::Invalid,
            u"“%1” are no hours. Write them as 08:00-21:00. Nothing was changed."_s.arg(text));
    window.from = *from;
    window.until = *until;
    return {};
}

/// "mon-fri", "mon,wed,sat"
Result<> readDays(const QString &text, consent::SendWindow &window)
{
    static const QStringList names{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    int days = 0;
    for (const QString &part : text.toLower().split(u',')) {
        const auto first = names.indexOf(part.section(u'-', 0, 0).trimmed());
        const auto last = part.contains(u'-') ? names.indexOf(part.section(u'-', 1).trimmed()) : first;
        if (first < 0 || last < first)
            return failure(Error::Code::Invalid,
                u"“%1” are no days. Write them as mon-fri or mon,wed,sat. Nothing was changed."_s.arg(text));
        for (auto day = first; day <= last; ++day)
            days |= 1 << day;
    }
    window.days = days;
    return {};
}

template<typename Value>
void take(const std::optional<Value> &given, Value &value)
{
    if (given)
        value = *given;
}

Result<> takeSettings(
    const DraftArguments &arguments, const QTimeZone &zone, store::CampaignSettings &settings)
{
    auto &gate = settings.gate;
    take(arguments.capMessages, gate.frequency.messages);
    take(arguments.capDays, gate.frequency.days);
    take(arguments.capGapHours, gate.frequency.gapHours);
    take(arguments.priority, gate.priority);
    take(arguments.afterPurchaseHours, gate.afterPurchaseHours);
    take(arguments.afterReturnDays, gate.afterReturnDays);
    take(arguments.afterComplaintDays, gate.afterComplaintDays);
    take(arguments.waitsForTickets, gate.waitsForTickets);
    take(arguments.skipsRoleAddresses, gate.skipsRoleAddresses);
    take(arguments.skipsDisposableAddresses, gate.skipsDisposableAddresses);
    if (!arguments.purpose.empty())
        settings.purpose = QString::fromStdString(arguments.purpose);
    auto &schedule = settings.schedule;
    if (arguments.startsAt == "now") {
        schedule.startsAt.reset();
    } else if (!arguments.startsAt.empty()) {
        HABERDASH_TRY_ASSIGN(starts, parseInstant(QString::fromStdString(arguments.startsAt), zone));
        schedule.startsAt = starts;
    }
    take(arguments.inLocalTime, schedule.inLocalTime);
    take(arguments.spreadMinutes, schedule.spreadMinutes);
    if (!arguments.window.empty())
        HABERDASH_TRY(readWindow(QString::fromStdString(arguments.window), schedule.window));
    if (!arguments.days.empty())
        HABERDASH_TRY(readDays(QString::fromStdString(arguments.days), schedule.window));
    return {};
}

/// An email that is there twice is another arm each time: “Spring (2)”.
QString armName(const store::Campaign &campaign, const QString &email)
{
    const auto isTaken = [&campaign](const QString &name) {
        return std::any_of(campaign.variants.begin(), campaign.variants.end(),
            [&name](const auto &variant) { return variant.name == name; });
    };
    QString name = email;
    for (int number = 2; isTaken(name); ++number)
        name = u"%1 (%2)"_s.arg(email).arg(number);
    return name;
}

Result<store::CampaignVariant *> armOf(store::Campaign &campaign, const QString &name)
{
    const auto found = std::find_if(campaign.variants.begin(), campaign.variants.end(),
        [&name](const auto &variant) { return variant.name.compare(name, Qt::CaseInsensitive) == 0; });
    if (found == campaign.variants.end())
        return failure(
            Error::Code::NotFound, u"“%1” is no email of this campaign. Nothing was changed."_s.arg(name));
    return &*found;
}

/// What emails of the campaign do otherwise than they were written.
Result<> takeArms(const DraftArguments &arguments, store::Campaign &campaign)
{
    for (const std::string &name : arguments.generic) {
        HABERDASH_TRY_ASSIGN(arm, armOf(campaign, QString::fromStdString(name)));
        arm->isGeneric = true;
    }
    for (const std::string &text : arguments.senders) {
        const QString sender = QString::fromStdString(text);
        const auto cut = sender.lastIndexOf(u'=');
        if (cut <= 0)
            return failure(Error::Code::Invalid,
                u"“%1” names no email and sender. Write --from-name \"Spring (2)=Ada of the shop\". Nothing was changed."_s
                    .arg(sender));
        HABERDASH_TRY_ASSIGN(arm, armOf(campaign, sender.left(cut).trimmed()));
        arm->fromName = sender.mid(cut + 1).trimmed();
    }
    return {};
}

Result<> takeArguments(Session &session, store::Connection &connection, const DraftArguments &arguments,
    store::Campaign &campaign)
{
    if (!arguments.rule.empty())
        campaign.rule = QString::fromStdString(arguments.rule);
    if (!arguments.segment.empty()) {
        HABERDASH_TRY_ASSIGN(
            saved, segment::segmentByName(connection, QString::fromStdString(arguments.segment)));
        campaign.rule = segment::print(saved.rule);
    }
    if (!arguments.emails.empty())
        campaign.variants.clear();
    for (const std::string &name : arguments.emails) {
        HABERDASH_TRY_ASSIGN(email, store::emailByName(connection, QString::fromStdString(name)));
        campaign.variants.append({armName(campaign, email.name), 1, email.id, email.subject, email.preheader,
            email.body, email.kind, {}, false});
    }
    HABERDASH_TRY(takeArms(arguments, campaign));
    if (!arguments.account.empty()) {
        HABERDASH_TRY_ASSIGN(
            account, store::accountByName(connection, QString::fromStdString(arguments.account)));
        campaign.account = account.id;
    }
    if (!arguments.furtherAccounts.empty())
        campaign.settings.furtherAccounts.clear();
    for (const std::string &name : arguments.furtherAccounts) {
        HABERDASH_TRY_ASSIGN(account, store::accountByName(connection, QString::fromStdString(name)));
        campaign.settings.furtherAccounts.append(account.id);
    }
    if (arguments.holdout)
        campaign.holdoutPerMille = int(*arguments.holdout * 10 + 0.5);
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    return takeSettings(arguments, context.timeZone, campaign.settings);
}

Result<> newCampaign(Session &session, const DraftArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    store::Campaign campaign;
    campaign.name = QString::fromStdString(arguments.name);
    HABERDASH_TRY(takeArguments(session, connection, arguments, campaign));
    if (campaign.rule.isEmpty())
        return failure(Error::Code::Invalid, u"Say who gets it: --segment NAME or --rule TEXT."_s);
    campaign.salt = campaign::makeSalt(QRandomGenerator::system()->generate64());
    HABERDASH_TRY(store::addCampaign(connection, campaign, session.clock().now()));
    session.answer({{u"campaign"_s, campaign.name}, {u"state"_s, u"draft"_s}},
        u"Made the draft “%1”."_s.arg(campaign.name));
    return {};
}

Result<> setCampaign(Session &session, const DraftArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(campaign, campaignOf(connection, arguments.name));
    HABERDASH_TRY(takeArguments(session, connection, arguments, campaign));
    HABERDASH_TRY(store::updateCampaign(connection, campaign));
    session.answer({{u"campaign"_s, campaign.name}, {u"state"_s, u"draft"_s}},
        u"Changed the draft “%1”."_s.arg(campaign.name));
    return {};
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
                       {u"variants"_s, variants}, {u"held_out"_s, plan.heldOut}, {u"skipped"_s, skipped},
                       {u"digest"_s, plan.digest}},
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
    if (pulse.lastMinute > 0)
        text += u"%1 messages were handed over in the last minute.\n"_s.arg(pulse.lastMinute);
    if (!pulse.lastWords.isEmpty())
        text += u"The other side said last: %1\n"_s.arg(pulse.lastWords);
    session.answer(
        {{u"campaign"_s, campaign.name}, {u"state"_s, store::toWord(campaign.state)}, {u"counts"_s, object},
            {u"paused_because"_s, campaign.pausedBecause},
            {u"resumes_at"_s,
                campaign.resumesAt ? QJsonValue(toIsoString(*campaign.resumesAt)) : QJsonValue::Null},
            {u"last_minute"_s, pulse.lastMinute}, {u"last_words"_s, pulse.lastWords}},
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

void addDraftOptions(CLI::App &command, DraftArguments &arguments)
{
    command.add_option("NAME", arguments.name, "The campaign")->required();
    command.add_option("--segment", arguments.segment, "Who: a saved segment");
    command.add_option("--rule", arguments.rule, "Who: a rule")->type_name("TEXT");
    command.add_option("--email", arguments.emails,
        "What: a saved email; several are tried against each other (the same "
        "twice is “Spring” and “Spring (2)”)");
    command.add_option("--generic", arguments.generic,
        "An email of the campaign that says the same to everybody, with nothing personal");
    command
        .add_option("--from-name", arguments.senders, "An email of the campaign that is from somebody else")
        ->type_name("EMAIL=NAME");
    command.add_option("--account", arguments.account, "From which account");
    command.add_option("--also-by", arguments.furtherAccounts, "Accounts that share the work");
    command.add_option("--holdout", arguments.holdout, "Per cent who get nothing, to compare with")
        ->check(CLI::Range(0.0, 90.0));
    command.add_option("--cap", arguments.capMessages, "At most so many messages to one person ... (3)");
    command.add_option("--cap-days", arguments.capDays, "... in so many days (7)");
    command.add_option("--gap-hours", arguments.capGapHours, "And so many hours between two (16)");
    command.add_option(
        "--priority", arguments.priority, "Of two mailings to one person, the higher wins (50)");
    command.add_option(
        "--after-purchase", arguments.afterPurchaseHours, "Leave alone who bought within so many hours (24)");
    command.add_option(
        "--after-return", arguments.afterReturnDays, "... who sent something back within so many days (14)");
    command.add_option(
        "--after-complaint", arguments.afterComplaintDays, "... who complained within so many days (30)");
    command.add_option("--wait-for-tickets", arguments.waitsForTickets, "... who waits for an answer (true)");
    command.add_option("--skip-role", arguments.skipsRoleAddresses, "... addresses such as info@ (true)");
    command.add_option(
        "--skip-disposable", arguments.skipsDisposableAddresses, "... addresses to throw away (true)");
    command.add_option("--purpose", arguments.purpose, "What people agreed to (marketing)");
    command.add_option(
        "--at", arguments.startsAt, "Begin then: an instant such as 2026-12-01T09:00+01:00, or now");
    command.add_option("--local-time", arguments.inLocalTime, "By the clock of each customer (false)");
    command.add_option("--window", arguments.window, "Mail arrives only in these hours where they live")
        ->type_name("08:00-21:00");
    command.add_option("--days", arguments.days, "... and on these days")->type_name("mon-fri");
    command.add_option("--spread", arguments.spreadMinutes, "Spread the mails over so many minutes");
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
    const auto [add, made] = addVerb<DraftArguments>(*campaigns, session, "new", "Make a draft", newCampaign);
    addDraftOptions(*add, *made);
    const auto [set, changed] = addVerb<DraftArguments>(
        *campaigns, session, "set", "Change a draft; what is not said stays", setCampaign);
    addDraftOptions(*set, *changed);
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
    {
        const auto [command, arguments]
            = verb("people", "Who gets it, and what became of each message", people);
        command->add_option("--state", arguments->state, "Only these: sent, failed, uncertain, skipped ...");
        command->add_option("--limit", arguments->limit, "At most so many (-1: all)")->capture_default_str();
    }
    addVerb<NameArguments>(*campaigns, session, "list", "All campaigns", listCampaigns);
}

} // namespace haberdash::cli
