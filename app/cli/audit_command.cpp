// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/audit/repair.h"
#include "core/audit/report.h"
#include "core/audit/words.h"
#include "ui/audit/audit_report.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AuditArguments
{
    std::vector<std::string> reports;
    std::string check;
    int samples = 5;
    bool list = false;
    bool repair = false;
    bool dryRun = false;
    std::vector<qint64> only;
};

/// The rows of a finding that are to be mended: all, or those named.
Result<std::vector<qint64>> rowsToMend(const audit::Finding &finding, const std::vector<qint64> &only)
{
    for (const qint64 id : only) {
        if (!std::binary_search(finding.ids.begin(), finding.ids.end(), id))
            return failure(Error::Code::NotFound,
                u"“%1” found nothing about No. %2. Nothing was changed."_s.arg(finding.check->about().key)
                    .arg(id));
    }
    return only.empty() ? finding.ids : only;
}

QString amountText(const audit::Row &row)
{
    return row.amount ? row.amount->toPlainString() + u' ' + row.amount->currency().toString() : QString();
}

QString toText(const audit::Report &report)
{
    const audit::Audit &audit = report.audit;
    QString text = u"%1 of 100. Can you trust this data? %2\n"_s.arg(
        QString::number(audit.score.value), audit::verdictOf(audit.score, audit.findings));
    for (const audit::Finding *finding : audit.found()) {
        const audit::About &about = finding->check->about();
        text += u"\n%1 (%2, %3)\n    %4; %5\n"_s.arg(about.title, audit::toWord(about.severity), about.key,
            audit::countInWords(*finding), audit::pointsInWords(*finding));
        for (const audit::Row &row : report.samples.value(about.key)) {
            QStringList parts{row.name, row.detail, amountText(row), row.remark};
            parts.removeAll(QString());
            text += u"      %1\n"_s.arg(parts.join(u" · "_s));
        }
        text += u"    To do: %1\n"_s.arg(about.repair);
    }
    return text;
}

tl::unexpected<Error> noSuchCheck(const QString &key)
{
    return failure(Error::Code::NotFound,
        u"There is no check “%1”. “haberdash audit --list” names them all."_s.arg(key));
}

/// All rows of one check, for those who want to work through them.
Result<> answerRows(
    Session &session, store::Connection &connection, const audit::Audit &audit, const QString &key)
{
    const audit::Finding *finding = audit.finding(key);
    if (!finding)
        return noSuchCheck(key);
    HABERDASH_TRY_ASSIGN(rows, audit::rowsOf(connection, *finding, audit.asOf, 0, finding->count()));
    QJsonArray list;
    QString text;
    for (const audit::Row &row : rows) {
        list.append(audit::toJson(row));
        QStringList parts{row.id > 0 ? QString::number(row.id) : QString(), row.name, row.detail,
            row.when ? audit::momentText(*row.when, audit.shop.timeZone) : QString(), amountText(row),
            row.remark};
        text += parts.join(u'\t') + u'\n';
    }
    session.answer({{u"check"_s, key}, {u"severity"_s, audit::toWord(finding->check->about().severity)},
                       {u"count"_s, finding->count()}, {u"out_of"_s, finding->outOf},
                       {u"rows_are"_s, audit::toWord(finding->kind)}, {u"rows"_s, list}},
        text);
    session.finish(rows.isEmpty() ? Exit::Done : Exit::Incomplete);
    return {};
}

QJsonObject toJson(const audit::Change &change)
{
    return {{u"id"_s, change.row}, {u"who"_s, change.who}, {u"what"_s, change.what},
        {u"before"_s, change.before}, {u"after"_s, change.after}, {u"obstacle"_s, change.obstacle}};
}

/// Mends what one check found, or says what it would do.
Result<> answerRepair(Session &session, store::Connection &connection, const audit::Audit &audit,
    const AuditArguments &arguments)
{
    const QString key = QString::fromStdString(arguments.check);
    const audit::Finding *finding = audit.finding(key);
    const audit::Repair *repair = audit::repairFor(key);
    if (!finding)
        return noSuchCheck(key);
    if (!repair)
        return failure(Error::Code::Refused,
            u"What “%1” finds cannot be mended here without harm. Nothing was changed. What to do: %2"_s.arg(
                key, finding->check->about().repair));
    HABERDASH_TRY_ASSIGN(rows, rowsToMend(*finding, arguments.only));
    audit::Repaired repaired;
    if (arguments.dryRun) {
        HABERDASH_TRY_ASSIGN(changes, repair->preview(connection, rows, audit.asOf));
        repaired.changes = std::move(changes);
    } else {
        HABERDASH_TRY_ASSIGN(
            done, audit::applyRepair(connection, *repair, rows, audit.asOf, session.clock().now()));
        repaired = std::move(done);
    }
    QJsonArray changes;
    QString text;
    for (const audit::Change &change : repaired.changes) {
        changes.append(toJson(change));
        text += u"%1\t%2\t%3: %4 → %5%6\n"_s.arg(QString::number(change.row), change.who, change.what,
            change.before, change.after.isEmpty() ? u"(empty)"_s : change.after,
            change.obstacle.isEmpty() ? QString() : u" — left: "_s + change.obstacle);
    }
    text += arguments.dryRun ? u"%1 changes would be made. Nothing was changed."_s.arg(repaired.changed())
        : repaired.batch.isValid()
        ? u"%1 changes made. “haberdash undo %2” takes them back."_s.arg(repaired.changed())
              .arg(repaired.batch.value())
        : u"There is nothing to change."_s;
    session.answer(
        {{u"check"_s, key}, {u"repair"_s, repair->title()},
            {u"batch"_s, repaired.batch.isValid() ? QJsonValue(repaired.batch.value()) : QJsonValue::Null},
            {u"changed"_s, arguments.dryRun ? 0 : repaired.changed()}, {u"changes"_s, changes}},
        text);
    session.finish(repaired.changed() < repaired.changes.size() ? Exit::Incomplete : Exit::Done);
    return {};
}

void answerList(Session &session)
{
    QJsonArray list;
    QString text;
    for (const auto &check : audit::allChecks()) {
        const audit::About &about = check->about();
        list.append(QJsonObject{{u"check"_s, about.key}, {u"subject"_s, audit::toWord(about.subject)},
            {u"severity"_s, audit::toWord(about.severity)}, {u"title"_s, about.title},
            {u"finds"_s, about.finds}, {u"how"_s, about.how}, {u"breaks"_s, about.breaks},
            {u"repair"_s, about.repair}});
        text += u"%1 (%2)\n    %3\n    How: %4\n    Breaks: %5\n"_s.arg(
            about.key, audit::toWord(about.severity), about.finds, about.how, about.breaks);
    }
    session.answer({{u"checks"_s, list}}, text);
}

Result<> runAudit(Session &session, const AuditArguments &arguments)
{
    if (arguments.list) {
        answerList(session);
        return {};
    }
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(asOf, session.asOf(connection, info.timeZone));
    TerminalProgress progress(u"Looking at the data"_s);
    HABERDASH_TRY_ASSIGN(audit, audit::runAudit(connection, asOf, progress));
    if (arguments.repair)
        return answerRepair(session, connection, audit, arguments);
    if (!arguments.check.empty())
        return answerRows(session, connection, audit, QString::fromStdString(arguments.check));
    HABERDASH_TRY_ASSIGN(report, audit::makeReport(connection, std::move(audit), arguments.samples));
    QJsonObject answer = audit::toJson(report);
    QString text = toText(report);
    QJsonArray written;
    for (const std::string &name : arguments.reports) {
        const QString path = QString::fromStdString(name);
        HABERDASH_TRY(ui::writeAuditReport(report, path));
        written.append(path);
        text += u"\nThe report is in “%1”."_s.arg(path);
    }
    answer.insert(u"reports"_s, written);
    session.answer(answer, text);
    session.finish(report.audit.found().isEmpty() ? Exit::Done : Exit::Incomplete);
    return {};
}

} // namespace

void addAuditCommand(CLI::App &app, Session &session)
{
    auto *command = app.add_subcommand("audit", "Say how far the data can be trusted, and why");
    auto arguments = std::make_shared<AuditArguments>();
    command
        ->add_option("--report", arguments->reports,
            "Write a report: .html, .pdf or .json; may be given several times")
        ->type_name("FILE");
    command->add_option("--check", arguments->check, "Give all rows of one check, such as people.email-typo")
        ->type_name("KEY");
    command
        ->add_option(
            "--samples", arguments->samples, "Rows shown of each finding; 0 keeps people's names out")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    auto *check = command->get_option("--check");
    auto *repair = command->add_flag(
        "--repair", arguments->repair, "Mend what the check of --check found, where that is safe");
    repair->needs(check);
    command
        ->add_flag("--dry-run", arguments->dryRun, "With --repair: say what would be changed, change nothing")
        ->needs(repair);
    command->add_option("--only", arguments->only, "With --repair: only the rows with these numbers")
        ->type_name("NO")
        ->needs(repair);
    command->add_flag("--list", arguments->list, "Name all checks: what each finds, how, and what it breaks");
    command->footer(
        R"(Looks at people, consent, orders, goods, events and sources; changes nothing without --repair. Ends with 1 where something was found.

Examples:
  haberdash --workspace shop.haberdash audit
  haberdash --workspace shop.haberdash audit --report audit.html --report audit.pdf
  haberdash --workspace shop.haberdash --json audit --check orders.sum
  haberdash --workspace shop.haberdash audit --check people.email-typo --repair --dry-run)");
    command->callback([&session, arguments] {
        if (auto done = runAudit(session, *arguments); !done)
            session.fail(done.error());
    });
}

} // namespace haberdash::cli
