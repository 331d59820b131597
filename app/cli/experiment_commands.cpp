// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/experiment_json.h"
#include "app/cli/session.h"
#include "app/cli/terminal_progress.h"
#include "core/experiment/words.h"
#include "core/import/outcome_file.h"
#include "core/import/row_reader.h"
#include "core/store/experiment_repository.h"
#include "ui/experiments/experiment_report.h"

#include <QFileInfo>
#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace haberdash::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AnalyzeArguments
{
    std::string source;
    std::string campaign;
    std::string arm;
    std::vector<std::string> measures;
    std::string control;
    std::vector<std::string> shares;
    qint64 planned = 0;
    bool allPairs = false;
    bool bootstrap = false;
    std::vector<std::string> by;
    bool targeting = false;
    std::string report;
};

/// What is analysed, and what the report says about it.
struct Subject
{
    experiment::Outcomes outcomes;
    std::optional<experiment::Recipients> recipients; ///< where groups were asked for
    ui::ExperimentReport report;
    qint64 rejected = 0;
    QJsonArray rejects;
};

Result<QHash<QString, double>> sharesOf(const std::vector<std::string> &texts)
{
    QHash<QString, double> shares;
    for (const auto &text : texts) {
        const QString share = QString::fromStdString(text);
        const auto cut = share.lastIndexOf(u'=');
        bool isNumber = false;
        const double weight = share.mid(cut + 1).toDouble(&isNumber);
        if (cut <= 0 || !isNumber)
            return failure(
                Error::Code::Invalid, u"“%1” is no share. Write --share \"Name of arm=50\"."_s.arg(share));
        shares.insert(share.left(cut).trimmed(), weight);
    }
    return shares;
}

Result<Subject> subjectFromFile(Session &session, const AnalyzeArguments &arguments, const QString &path)
{
    importing::OutcomeFileOptions options;
    options.armColumn = QString::fromStdString(arguments.arm);
    for (const auto &measure : arguments.measures)
        options.measureColumns << QString::fromStdString(measure);
    options.control = QString::fromStdString(arguments.control);
    options.plannedRecipients = arguments.planned;
    HABERDASH_TRY_ASSIGN(shares, sharesOf(arguments.shares));
    options.weights = shares;
    for (const auto &column : arguments.by)
        options.attributeColumns << QString::fromStdString(column);
    options.takesAllAttributes = arguments.targeting;
    TerminalProgress progress(u"Reading"_s);
    HABERDASH_TRY_ASSIGN(file, importing::readOutcomeFile(path, options, progress));
    Subject subject;
    subject.rejected = file.rejected;
    for (const auto &reject : file.rejects) {
        subject.rejects.append(QJsonObject{{u"line"_s, reject.line}, {u"reason"_s, reject.reason}});
        Session::say(u"line %1: %2"_s.arg(reject.line).arg(reject.reason));
    }
    const bool wantsRecipients = !arguments.by.empty() || arguments.targeting;
    if (wantsRecipients && file.hasSumsOnly)
        return failure(Error::Code::Invalid,
            u"“%1” has one row an arm, so nothing is known of single recipients. --by and --targeting need a "
            u"row a "
            u"recipient. Nothing was analysed."_s.arg(path));
    subject.outcomes = std::move(file.outcomes);
    subject.recipients = std::move(file.recipients);
    subject.report.title = QFileInfo(path).baseName();
    subject.report.source = u"File %1: %2 rows read, %3 used"_s.arg(QFileInfo(path).fileName())
                                .arg(file.read)
                                .arg(file.accepted);
    subject.report.asOf = session.clock().now();
    if (auto connection = session.open(); connection) {
        if (const auto info = store::readWorkspaceInfo(*connection)) {
            subject.report.shop = info->name;
            subject.report.zone = info->timeZone;
        }
    }
    return subject;
}

Result<Subject> subjectFromWorkspace(Session &session, const AnalyzeArguments &arguments)
{
    const bool isCampaign = !arguments.campaign.empty();
    const QString name = QString::fromStdString(isCampaign ? arguments.campaign : arguments.source);
    if (!isCampaign && !session.hasWorkspace())
        return failure(Error::Code::NotFound,
            u"There is no file “%1”, and no workspace is named that may have a saved experiment of this name. Nothing was analysed."_s
                .arg(name));
    if (!arguments.by.empty() || arguments.targeting)
        return failure(Error::Code::Invalid,
            u"--by and --targeting need a file with a row a recipient and columns that say who they are. Nothing was analysed."_s);
    HABERDASH_TRY_ASSIGN(connection, session.open());
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(asOf, session.asOf(connection, info.timeZone));
    auto found = isCampaign ? store::experimentOfCampaign(connection, name)
                            : store::experimentByName(connection, name);
    if (!found && !isCampaign && found.error().code == Error::Code::NotFound)
        return failure(Error::Code::NotFound,
            u"There is neither a file nor a saved experiment “%1”. Nothing was analysed."_s.arg(name));
    HABERDASH_TRY_ASSIGN(saved, std::move(found));
    if (!arguments.control.empty())
        saved.control = QString::fromStdString(arguments.control);
    if (!arguments.measures.empty())
        saved.measure = QString::fromStdString(arguments.measures.front());
    Subject subject;
    HABERDASH_TRY_ASSIGN(outcomes, store::campaignOutcomes(connection, saved, asOf));
    subject.outcomes = std::move(outcomes);
    subject.report = ui::reportOf(saved, info, asOf);
    HABERDASH_TRY_ASSIGN(brand, ui::ReportBrand::read(connection));
    ui::dress(subject.report, brand);
    return subject;
}

QString textOf(const experiment::Analysis &analysis)
{
    QString text;
    for (int measure = 0; measure < analysis.measures.size(); ++measure) {
        text += experiment::verdict(analysis, measure) + u'\n';
        for (const auto &arm : analysis.arms) {
            const auto &figure = arm.figures[size_t(measure)];
            if (arm.isEmpty()) {
                text += u"  %1  nobody\n"_s.arg(arm.name, -24);
                continue;
            }
            text += u"  %1  %2 of %3, %4\n"_s.arg(arm.name, -24)
                        .arg(figure.count)
                        .arg(arm.recipients)
                        .arg(experiment::valueText(analysis, measure, figure.mean));
        }
        for (const auto &comparison : analysis.comparisons) {
            if (comparison.measure == measure)
                text += u"  %1: %2 (%3)\n"_s.arg(experiment::comparisonName(analysis, comparison),
                    experiment::explain(analysis, comparison), experiment::nameOf(comparison.test));
        }
        text += u'\n';
    }
    return text + experiment::sampleRatioWords(analysis) + u'\n' + experiment::sampleWords(analysis);
}

QString textOf(const experiment::Analysis &analysis, const experiment::SubgroupTable &table)
{
    QString text
        = u"\n%1, “%2” against “%3”, by %4 (exploratory)\n"_s.arg(analysis.measures[table.measure].name,
            analysis.arms[table.b].name, analysis.arms[table.a].name, table.attribute);
    const auto difference
        = [&](double value) { return experiment::differenceText(analysis, table.measure, value); };
    for (const auto &group : table.groups) {
        text += u"  %1  %2 of %3 against %4 of %5"_s.arg(group.value, -28)
                    .arg(group.variantCount)
                    .arg(group.variantRecipients)
                    .arg(group.controlCount)
                    .arg(group.controlRecipients);
        if (group.range)
            text += u": %1 (%2 to %3)"_s.arg(
                difference(*group.difference), difference(group.range->low), difference(group.range->high));
        if (group.adjustedP)
            text += u", p\u00a0%1 after adjustment"_s.arg(experiment::pText(*group.adjustedP));
        text += group.reason.isEmpty() ? u"\n"_s : u". %1\n"_s.arg(group.reason);
    }
    return text + u"  "_s + experiment::subgroupWords(analysis, table) + u'\n';
}

/// Adds what groups of recipients and a model of them say, where it was asked for.
Result<> addRecipients(QJsonObject &answer, QString &text, const Subject &subject,
    const experiment::Analysis &analysis, const AnalyzeArguments &arguments, Progress &progress)
{
    if (!subject.recipients || analysis.isBlocked())
        return {};
    if (!arguments.by.empty()) {
        const auto tables
            = experiment::compareSubgroups(subject.outcomes, analysis.control, *subject.recipients);
        answer[u"subgroups"_s] = toJson(analysis, tables);
        for (const auto &table : tables)
            text += textOf(analysis, table);
    }
    if (!arguments.targeting)
        return {};
    QJsonArray verdicts;
    for (int arm = 0; arm < analysis.arms.size(); ++arm) {
        if (arm == analysis.control || analysis.arms[arm].isEmpty())
            continue;
        HABERDASH_TRY_ASSIGN(targeting,
            experiment::judgeTargeting(
                subject.outcomes, *subject.recipients, analysis.control, arm, 0, {}, progress));
        verdicts.append(toJson(analysis, targeting, *subject.recipients));
        text += u"\nTargeting: "_s + experiment::targetingWords(analysis, targeting, *subject.recipients)
            + u'\n';
    }
    answer[u"targeting"_s] = verdicts;
    return {};
}

Result<> analyzeTest(Session &session, const AnalyzeArguments &arguments)
{
    const QString source = QString::fromStdString(arguments.source);
    if (source.isEmpty() == arguments.campaign.empty())
        return failure(Error::Code::Invalid,
            u"Name one thing to analyse: a file, a saved experiment, or a campaign after --campaign."_s);
    const bool isFile = arguments.campaign.empty() && QFileInfo(importing::fileOnDisk(source)).isFile();
    auto made
        = isFile ? subjectFromFile(session, arguments, source) : subjectFromWorkspace(session, arguments);
    HABERDASH_TRY_ASSIGN(subject, std::move(made));
    experiment::AnalysisOptions options;
    options.comparesAllPairs = arguments.allPairs;
    options.bootstrapsAmounts = arguments.bootstrap;
    TerminalProgress progress(u"Analysing"_s);
    HABERDASH_TRY_ASSIGN(analysis, experiment::analyze(subject.outcomes, options, progress));
    QJsonObject answer = toJson(analysis);
    answer[u"rejected"_s] = subject.rejected;
    answer[u"rejects"_s] = subject.rejects;
    QString text = textOf(analysis);
    HABERDASH_TRY(addRecipients(answer, text, subject, analysis, arguments, progress));
    if (!arguments.report.empty()) {
        const QString path = QString::fromStdString(arguments.report);
        subject.report.analysis = analysis;
        HABERDASH_TRY(ui::writeReport(subject.report, path));
        answer[u"report"_s] = path;
        text += u"\nThe report is in “%1”."_s.arg(path);
    }
    session.answer(answer, text);
    session.finish(subject.rejected > 0 || analysis.isBlocked() ? Exit::Incomplete : Exit::Done);
    return {};
}

void addAnalyze(CLI::App &experiments, Session &session)
{
    auto *command = experiments.add_subcommand("analyze", "Compare the arms of a test");
    auto arguments = std::make_shared<AnalyzeArguments>();
    command->add_option(
        "SOURCE", arguments->source, "A CSV file with a row per recipient, or a saved experiment");
    command->add_option("--campaign", arguments->campaign, "A campaign of the workspace")->type_name("NAME");
    command->add_option("--arm", arguments->arm, "The column that says who got what")->type_name("COLUMN");
    command
        ->add_option("--measure", arguments->measures,
            "Columns of what each did (0 or 1, or an amount); for a campaign: orders, clicks or revenue")
        ->type_name("COLUMN");
    command->add_option("--control", arguments->control, "The arm to compare with")->type_name("NAME");
    command
        ->add_option("--share", arguments->shares,
            "Planned share of an arm, such as \"Holdout=10\"; equal unless given")
        ->type_name("NAME=NUMBER");
    command->add_option("--planned", arguments->planned, "Recipients that were planned, all arms together")
        ->type_name("NUMBER")
        ->check(CLI::NonNegativeNumber);
    command->add_flag("--all-pairs", arguments->allPairs, "Compare every arm with every other one");
    command->add_flag("--bootstrap", arguments->bootstrap,
        "Resample amounts too where there are many buyers, and give the BCa interval beside Welch's");
    command
        ->add_option("--by", arguments->by,
            "Compare the arms in each group of this column, known before the test; may be given again")
        ->type_name("COLUMN")
        ->allow_extra_args(false)
        ->take_all();
    command->add_flag("--targeting", arguments->targeting,
        "Say whether it is worth while to choose recipients by the columns after --by, or by all");
    command->add_option("--report", arguments->report, "Write a report: .pdf, .html or .png")
        ->type_name("FILE");
    command->footer("Example:\n  haberdash experiment analyze results.csv --arm segment --control \"No "
                    "E-Mail\" --report test.pdf");
    command->callback([&session, arguments] {
        if (auto done = analyzeTest(session, *arguments); !done)
            session.fail(done.error());
    });
}

} // namespace

void addExperimentCommands(CLI::App &app, Session &session)
{
    auto *experiments = app.add_subcommand("experiment", "Plan tests and learn from them");
    experiments->require_subcommand(1);
    addPlanCommand(*experiments, session);
    addAnalyze(*experiments, session);
    addHoldoutCommand(*experiments, session);
}

} // namespace haberdash::cli
