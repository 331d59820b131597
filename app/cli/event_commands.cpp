// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_verbs.h"
#include "app/cli/commands.h"
#include "app/cli/terminal_progress.h"
#include "app/secrets.h"
#include "core/sending/event_import.h"
#include "core/sending/service_visit.h"

#include <QJsonArray>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;
using sending::EventCounts;

namespace {

struct EventArguments
{
    std::string name;
    std::string since;
    std::string caFile;
};

struct ImportEventArguments
{
    std::string name;
    std::vector<std::string> files;
    std::string service;
};

QJsonObject toJson(const EventCounts &counts)
{
    QJsonObject kinds;
    for (const auto &[kind, count] : counts.kinds)
        kinds[toWord(kind)] = count;
    QJsonObject unknown;
    for (auto each = counts.unknown.begin(); each != counts.unknown.end(); ++each)
        unknown[each.key()] = each.value();
    return {{u"read"_s, counts.read}, {u"new"_s, counts.added}, {u"known"_s, counts.known},
        {u"not_ours"_s, counts.notOurs}, {u"machines"_s, counts.machines},
        {u"suppressed"_s, counts.suppressed}, {u"unsubscribed"_s, counts.unsubscribed}, {u"kinds"_s, kinds},
        {u"unknown"_s, unknown}};
}

QString inWords(const EventCounts &counts)
{
    QString text
        = u"%1 events read: %2 new, %3 known already, %4 about mail that is not of this workspace.\n"_s
              .arg(counts.read)
              .arg(counts.added)
              .arg(counts.known)
              .arg(counts.notOurs);
    QStringList kinds;
    for (const auto &[kind, count] : counts.kinds)
        kinds.append(u"%1 %2"_s.arg(toWord(kind).replace(u'_', u' ')).arg(count));
    if (!kinds.isEmpty())
        text += u"New: %1.\n"_s.arg(kinds.join(u", "_s));
    if (counts.machines > 0)
        text += u"%1 of the openings and clicks were those of programs.\n"_s.arg(counts.machines);
    text += u"%1 addresses are not written to any more, %2 customers unsubscribed.\n"_s.arg(counts.suppressed)
                .arg(counts.unsubscribed);
    for (auto each = counts.unknown.begin(); each != counts.unknown.end(); ++each)
        text += u"%1 called “%2” were not booked: Haberdash has no meaning for that.\n"_s.arg(each.value())
                    .arg(each.key());
    return text;
}

QJsonValue jsonOf(const std::optional<Timestamp> &instant)
{
    return instant ? QJsonValue(toIsoString(*instant)) : QJsonValue(QJsonValue::Null);
}

Result<> readEvents(Session &session, const EventArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(account, store::accountByName(connection, QString::fromStdString(arguments.name)));
    std::optional<Timestamp> since;
    if (!arguments.since.empty()) {
        HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
        HABERDASH_TRY_ASSIGN(given, parseInstant(QString::fromStdString(arguments.since), info.timeZone));
        since = given;
    }
    const auto secrets = terminalSecretsOf(connection.path());
    TerminalProgress progress(u"Asking “%1”"_s.arg(account.name));
    HABERDASH_TRY_ASSIGN(report,
        sending::visitService(connection, account, *secrets, QString::fromStdString(arguments.caFile),
            session.clock(), progress, since));
    QJsonObject object = toJson(report.counts);
    object[u"account"_s] = account.name;
    object[u"complete"_s] = report.isComplete;
    object[u"trouble"_s] = report.trouble;
    object[u"remarks"_s] = QJsonArray::fromStringList(report.remarks);
    object[u"read_until"_s] = jsonOf(report.readUntil);
    object[u"goes_on_at"_s] = jsonOf(report.goesOnAt);
    QString text = u"“%1”: "_s.arg(account.name) + inWords(report.counts);
    for (const QString &remark : report.remarks)
        text += remark + u'\n';
    if (!report.trouble.isEmpty())
        text += report.trouble
            + u" What was read is booked; the next time goes on from where this one stopped.\n"_s;
    else if (report.readUntil)
        text += u"Everything up to %1 is read.\n"_s.arg(toIsoString(*report.readUntil));
    if (report.goesOnAt)
        text += u"Ask again after %1.\n"_s.arg(toIsoString(*report.goesOnAt));
    session.answer(object, text);
    session.finish(report.trouble.isEmpty() ? Exit::Done : Exit::Incomplete);
    return {};
}

Result<> importFiles(Session &session, const ImportEventArguments &arguments)
{
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(account, store::accountByName(connection, QString::fromStdString(arguments.name)));
    const auto told = deliver::serviceFromWord(QString::fromStdString(arguments.service));
    QJsonArray files;
    QString text;
    bool isWhole = true;
    std::optional<Error> lastError;
    for (const std::string &file : arguments.files) {
        const QString path = QString::fromStdString(file);
        TerminalProgress progress(u"Reading “%1”"_s.arg(path));
        const auto report
            = sending::importEvents(connection, account, path, told, session.clock().now(), progress);
        if (!report && report.error().code == Error::Code::Cancelled)
            return tl::unexpected(report.error());
        if (!report) {
            lastError = report.error();
            Session::say(u"haberdash: "_s + report.error().detail);
            isWhole = false;
            continue;
        }
        QJsonObject object = toJson(report->counts);
        object[u"file"_s] = path;
        object[u"service"_s] = report->service;
        object[u"bad"_s] = report->bad;
        QJsonArray bad;
        text += u"“%1”: "_s.arg(path) + inWords(report->counts);
        if (report->bad > 0)
            text += u"%1 rows could not be read and were left out; all others are booked:\n"_s.arg(
                report->bad);
        for (const auto &row : report->badRows) {
            bad.append(QJsonObject{{u"line"_s, row.line}, {u"reason"_s, row.reason}});
            text += u"    line %1: %2\n"_s.arg(row.line).arg(row.reason);
        }
        if (report->bad > report->badRows.size())
            text += u"    and %1 more\n"_s.arg(report->bad - report->badRows.size());
        object[u"bad_rows"_s] = bad;
        files.append(object);
        isWhole = isWhole && report->bad == 0;
    }
    if (files.isEmpty() && lastError)
        return tl::unexpected(*lastError);
    session.answer({{u"account"_s, account.name}, {u"files"_s, files}}, text);
    session.finish(isWhole ? Exit::Done : Exit::Incomplete);
    return {};
}

} // namespace

void addEventCommands(CLI::App &accounts, Session &session)
{
    const auto [reading, asked] = addVerb<EventArguments>(
        accounts, session, "events", "Ask the service what became of the mail, and book it", readEvents);
    reading->add_option("NAME", asked->name, "The account, at a mail service")->required();
    reading
        ->add_option("--since", asked->since,
            "Reach back to then, a day or an instant (else to where the last time ended)")
        ->type_name("WHEN");
    reading->add_option("--ca-file", asked->caFile, "Trust this authority instead of the system's")
        ->type_name("FILE.pem");
    reading->footer(
        R"(Bounces, complaints, unsubscribing, openings and clicks. What was read before is known and booked once. Ends with 1
where the service wants to be left alone or did not answer; the next time goes on from there.

Example:
  haberdash --workspace shop.haberdash account events Shop)");
    const auto [importing, given] = addVerb<ImportEventArguments>(accounts, session, "import-events",
        "Book the events of files that the service gave out", importFiles);
    importing->add_option("NAME", given->name, "The account by which the mail left")->required();
    importing
        ->add_option("FILE", given->files,
            "CSV, XLSX or JSON; with columns as the service calls them, or email, event and time")
        ->required();
    importing->add_option("--service", given->service, "Whose file it is, where its columns do not tell")
        ->check(CLI::IsMember({"sendgrid", "mailgun", "postmark", "ses", "brevo", "resend"}));
    importing->footer(
        R"(Rows that cannot be read are named by line and left out, the others are booked. The same file twice changes nothing.
Columns of other files: email, event (delivered, hard_bounce, soft_bounce, open, click, complaint, unsubscribe ...), time,
and where there are such message_id, reason and link.

Example:
  haberdash --workspace shop.haberdash account import-events Shop events.csv)");
}

} // namespace haberdash::cli
