// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiments/experiment_report.h"

#include "core/experiment/words.h"
#include "ui/experiments/experiment_figures.h"
#include "ui/shared/format.h"
#include "ui/shared/report_file.h"
#include "ui/shared/theme.h"

#include <QCoreApplication>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::experiment;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ExperimentReport", text);
}

Format formatOf(const ExperimentReport &report)
{
    return {QLocale(QLocale::English, QLocale::UnitedKingdom), report.zone};
}

report::Table tableOf(const Analysis &analysis, int measure)
{
    report::Table table;
    table.titles = armColumns(analysis, measure);
    table.rows = armRows(analysis, measure);
    for (int column = 1; column < table.titles.size(); ++column)
        table.numberColumns << column;
    return table;
}

report::Section measureOf(const Analysis &analysis, int measure, QList<ReportChart> &charts)
{
    const QString name = analysis.measures[measure].name;
    report::Section section{name.left(1).toUpper() + name.mid(1), {}, {}, tableOf(analysis, measure)};
    if (measure > 0)
        section.text = verdict(analysis, measure) + u' ';
    section.text += chartTitle(analysis, measure) + u'.';
    for (const Comparison &one : analysis.comparisons) {
        if (one.measure != measure)
            continue;
        const QString how
            = one.p ? tr("%1, p\u00a0%2.").arg(nameOf(one.test), pText(*one.p)) : nameOf(one.test) + u'.';
        section.facts.append({comparisonName(analysis, one), explain(analysis, one) + u' ' + how});
    }
    auto chart = std::make_shared<IntervalChart>(axisText);
    chart->setIntervals(intervalsOf(analysis, measure));
    chart->setDescription(chartTitle(analysis, measure), verdict(analysis, measure));
    section.chart = int(charts.size());
    charts.append(reportChart(chart, chart->sizeHint().height()));
    return section;
}

report::Section notesOf(const Analysis &analysis)
{
    report::Section section{tr("How this was computed"), sampleRatioWords(analysis), {}, {}};
    for (const QString &note : methodNotes(analysis))
        section.text += u'\n' + note;
    return section;
}

struct MadeExperimentReport
{
    report::Report report;
    QList<ReportChart> charts;
};

MadeExperimentReport make(const ExperimentReport &about)
{
    const Analysis &analysis = about.analysis;
    MadeExperimentReport made;
    report::Report &report = made.report;
    report.shop = about.shop.isEmpty() ? tr("Test report") : tr("%1 · Test report").arg(about.shop);
    report.accentColour = about.accentColour.isEmpty() ? lightColors().accent.name() : about.accentColour;
    report.logo = about.logo;
    report.title = about.title;
    report.byline = tr("%1. As of %2.").arg(about.source, formatOf(about).dayAndTime(about.asOf));
    QStringList summary{verdict(analysis, 0)};
    if (analysis.isBlocked()) {
        summary << sampleRatioWords(analysis);
    } else {
        if (analysis.sampleRatio && analysis.sampleRatio->alarm == SampleRatioAlarm::Warning)
            summary << sampleRatioWords(analysis);
        summary << pickWords(analysis) << sampleWords(analysis);
    }
    summary.removeAll(QString());
    report.summary = summary.join(u' ');
    QStringList measures;
    for (const Measure &measure : analysis.measures)
        measures << measure.name;
    //: %1 lists measures: "orders, clicks, revenue"
    QStringList question{tr("Does it matter for %1 which of the %2 arms somebody is in?")
                             .arg(measures.join(u", "_s))
                             .arg(analysis.arms.size())};
    question += about.differences;
    report.sections.append({tr("The question"), question.join(u'\n'), {}, {}});
    for (int measure = 0; measure < analysis.measures.size(); ++measure)
        report.sections.append(measureOf(analysis, measure, made.charts));
    report.sections.append(notesOf(analysis));
    report.footer = tr("No names or addresses of customers are in this report. Made by Haberdash.");
    return made;
}

} // namespace

ExperimentReport reportOf(
    const store::SavedExperiment &experiment, const store::WorkspaceInfo &info, Timestamp asOf)
{
    ExperimentReport report;
    report.title = experiment.name;
    report.source = experiment.windowHours % 24 == 0
        ? tr("Campaign “%1”, %2 days after each mail")
              .arg(experiment.campaign)
              .arg(experiment.windowHours / 24)
        : tr("Campaign “%1”, %2 hours after each mail").arg(experiment.campaign).arg(experiment.windowHours);
    report.shop = info.name;
    report.zone = info.timeZone;
    report.asOf = asOf;
    return report;
}

void dress(ExperimentReport &report, const ReportBrand &brand)
{
    report.accentColour = brand.accentColour;
    report.logo = brand.logo;
}

Result<> writeReport(const ExperimentReport &report, const QString &path)
{
    const MadeExperimentReport made = make(report);
    return writeReportFile(made.report, made.charts, path);
}

} // namespace haberdash::ui
