// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "core/campaign/campaign_planner.h"
#include "core/segment/rule_printer.h"
#include "core/segment/segment_repository.h"
#include "core/store/account_repository.h"
#include "core/store/email_repository.h"

#include <QRandomGenerator>
#include <QTime>

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
    std::optional<double> trialPercent;
    std::string trialMeasure;
    std::optional<int> trialHours;
    std::string trialPicks;
    std::string trialOtherwise;
};

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

void takeTrial(const DraftArguments &arguments, store::TrialSettings &trial)
{
    if (arguments.trialPercent)
        trial.perMille = int(*arguments.trialPercent * 10 + 0.5);
    if (!arguments.trialMeasure.empty()) {
        trial.measure = QString::fromStdString(arguments.trialMeasure);
        trial.hours = store::usualTrialHours(trial.measure);
    }
    take(arguments.trialHours, trial.hours);
    if (!arguments.trialPicks.empty())
        trial.picksByItself = arguments.trialPicks == "rule";
    if (!arguments.trialOtherwise.empty())
        trial.otherwise = arguments.trialOtherwise == "ask" ? store::TrialSettings::Otherwise::Ask
                                                            : store::TrialSettings::Otherwise::Control;
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
    takeTrial(arguments, settings.trial);
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
    HABERDASH_TRY_ASSIGN(campaign, store::campaignByName(connection, QString::fromStdString(arguments.name)));
    HABERDASH_TRY(takeArguments(session, connection, arguments, campaign));
    HABERDASH_TRY(store::updateCampaign(connection, campaign));
    session.answer({{u"campaign"_s, campaign.name}, {u"state"_s, u"draft"_s}},
        u"Changed the draft “%1”."_s.arg(campaign.name));
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
    command
        .add_option("--test-share", arguments.trialPercent,
            "Try the emails on so many per cent first; the rest gets what does best (0: all at once)")
        ->check(CLI::Range(0.0, 90.0));
    command.add_option("--test-by", arguments.trialMeasure, "... by clicks, orders or revenue (clicks)")
        ->check(CLI::IsMember({"clicks", "orders", "revenue"}));
    command
        .add_option("--test-hours", arguments.trialHours,
            "... so long after the last mail of the test (clicks 4, else 24)")
        ->check(CLI::Range(1, 24 * 30));
    command.add_option("--test-picks", arguments.trialPicks, "... chosen by the rule, or by me (rule)")
        ->check(CLI::IsMember({"rule", "me"}));
    command
        .add_option("--test-else", arguments.trialOtherwise,
            "... where the rule finds none: control is the first email, ask waits for me (control)")
        ->check(CLI::IsMember({"control", "ask"}));
}

} // namespace

void addDraftVerbs(CLI::App &campaigns, Session &session)
{
    const auto [add, made] = addVerb<DraftArguments>(campaigns, session, "new", "Make a draft", newCampaign);
    addDraftOptions(*add, *made);
    const auto [set, changed] = addVerb<DraftArguments>(
        campaigns, session, "set", "Change a draft; what is not said stays", setCampaign);
    addDraftOptions(*set, *changed);
}

} // namespace haberdash::cli
