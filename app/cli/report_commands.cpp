// SPDX-License-Identifier: GPL-3.0-or-later
// `report`: what was learned, as a file to hand over.
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/learning/calendar_stretch.h"
#include "core/learning/mail_history.h"
#include "ui/reports/learning_report.h"

#include <QThread>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::learning;

namespace {

struct Arguments
{
    std::string about;
    std::string out;
    std::string credit = "click";
    int window = 5;
};

/// What is reported on, once all is read.
using Make = Result<ui::MadeReport> (*)(
    const MailHistory &history, const ui::LearningReporter &reporter, const QString &about);

Result<ui::MadeReport> makeMailing(
    const MailHistory &history, const ui::LearningReporter &reporter, const QString &about)
{
    const auto mailing = history.mailings->find(about);
    if (!mailing)
        return failure(Error::Code::NotFound,
            u"There is no mailing “%1”. \"haberdash analysis mailings\" lists them. Nothing was written."_s
                .arg(about));
    return reporter.mailing(*mailing);
}

Result<ui::MadeReport> makeMonth(
    const MailHistory &history, const ui::LearningReporter &reporter, const QString &about)
{
    const QString month = about.isEmpty() ? lastMonth(history.asOf, history.zone) : about;
    HABERDASH_TRY_ASSIGN(stretch, CalendarStretch::ofMonth(month, history.zone, history.asOf));
    return reporter.month(stretch);
}

Result<ui::MadeReport> makeQuarter(
    const MailHistory &history, const ui::LearningReporter &reporter, const QString &about)
{
    const QString quarter = about.isEmpty() ? lastQuarter(history.asOf, history.zone) : about;
    HABERDASH_TRY_ASSIGN(stretch, CalendarStretch::ofQuarter(quarter, history.zone, history.asOf));
    return reporter.quarter(stretch);
}

Result<> write(Session &session, const Arguments &arguments, Make make)
{
    const auto credit = creditFromWord(QString::fromStdString(arguments.credit));
    if (!credit)
        return failure(Error::Code::Invalid,
            u"“%1” is no way to lay orders to mails; \"haberdash analysis overview --help\" lists them."_s
                .arg(QString::fromStdString(arguments.credit)));
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(context, session.context(connection));
    HABERDASH_TRY_ASSIGN(facts, facts::Facts::load(connection, QThread::idealThreadCount()));
    HABERDASH_TRY_ASSIGN(
        history, MailHistory::read(connection, facts, context.asOf, {*credit, arguments.window}));
    HABERDASH_TRY_ASSIGN(brand, ui::ReportBrand::read(connection));
    const ui::LearningReporter reporter(history, brand);
    HABERDASH_TRY_ASSIGN(made, make(history, reporter, QString::fromStdString(arguments.about)));
    const QString path = QString::fromStdString(arguments.out);
    HABERDASH_TRY(ui::writeReportFile(made.report, made.charts, path));
    session.answer(
        {{u"report"_s, path}, {u"title"_s, made.report.title}, {u"summary"_s, made.report.summary}},
        u"“%1” is in “%2”.\n%3\n"_s.arg(made.report.title, path, made.report.summary));
    return {};
}

} // namespace

void addReportCommands(CLI::App &app, Session &session)
{
    auto *reports = app.add_subcommand("report", "What was learned, as a file to hand over");
    reports->require_subcommand(1);
    const auto add = [&](const char *name, const char *what, const char *about, bool isNeeded, Make make) {
        auto arguments = std::make_shared<Arguments>();
        auto *command = reports->add_subcommand(name, what);
        command->add_option("ABOUT", arguments->about, about)->required(isNeeded);
        command->add_option("--out", arguments->out, "Where to: .pdf, .html or .png")
            ->required()
            ->type_name("FILE");
        command->add_option("--credit", arguments->credit, "To which mail an order goes")
            ->capture_default_str();
        command->add_option("--window", arguments->window, "Days for which a mail may claim an order")
            ->capture_default_str()
            ->check(CLI::Range(1, 365));
        command->callback([&session, arguments, make] {
            if (auto done = write(session, *arguments, make); !done)
                session.fail(done.error());
        });
        return command;
    };
    add("campaign", "One campaign or other mailing", "Its name", true, &makeMailing)
        ->footer("Example:\n  haberdash --workspace shop.haberdash report campaign \"Early summer\" --out "
                 "early.pdf");
    add("month", "One month", "Such as 2026-05; the last whole one unless given", false, &makeMonth);
    add("quarter", "One quarter, at length", "Such as 2026-Q2; the last whole one unless given", false,
        &makeQuarter);
}

} // namespace haberdash::cli
