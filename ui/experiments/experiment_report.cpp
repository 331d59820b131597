// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiments/experiment_report.h"

#include "core/experiment/words.h"
#include "ui/experiments/experiment_figures.h"
#include "ui/shared/format.h"
#include "ui/shared/report_sheet.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QSaveFile>

#include <vector>

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

void drawHead(ReportSheet &sheet, const ExperimentReport &report)
{
    const Colors &c = lightColors();
    sheet.text(report.shop.isEmpty() ? tr("Test report") : tr("%1 · Test report").arg(report.shop),
        TextRole::Small, c.mutedText);
    sheet.skip(2);
    sheet.text(report.title, TextRole::Title, c.text);
    sheet.text(tr("%1. As of %2.").arg(report.source, formatOf(report).dayAndTime(report.asOf)),
        TextRole::Body, c.mutedText);
    sheet.skip(4);
    const Analysis &analysis = report.analysis;
    QStringList measures;
    for (const Measure &measure : analysis.measures)
        measures << measure.name;
    //: %1 lists measures: "orders, clicks, revenue"
    sheet.text(tr("The question: does it matter for %1 which of the %2 arms somebody is in?")
                   .arg(measures.join(u", "_s))
                   .arg(analysis.arms.size()),
        TextRole::Body, c.text);
    sheet.skip(12);
    if (analysis.isBlocked()) {
        sheet.box(verdict(analysis, 0), sampleRatioWords(analysis), c.negativeSoft, c.negative);
    } else {
        QStringList below;
        for (const QString &words : {pickWords(analysis), sampleWords(analysis)}) {
            if (!words.isEmpty())
                below << words;
        }
        sheet.box(verdict(analysis, 0), below.join(u' '), c.accentSoft, c.accent);
        if (analysis.sampleRatio && analysis.sampleRatio->alarm == SampleRatioAlarm::Warning)
            sheet.box(
                tr("Look at the sizes of the groups"), sampleRatioWords(analysis), c.warningSoft, c.warning);
    }
}

QList<ReportSheet::Column> columnsOf(const Analysis &analysis, int measure)
{
    QList<ReportSheet::Column> columns;
    const QStringList titles = armColumns(analysis, measure);
    for (qsizetype i = 0; i < titles.size(); ++i)
        columns.append({titles[i], i == 0 ? 1.6 : i == 4 ? 1.7 : 1.0, i > 0});
    return columns;
}

void drawMeasure(ReportSheet &sheet, const Analysis &analysis, int measure)
{
    const Colors &c = lightColors();
    const auto rows = armRows(analysis, measure);
    IntervalChart chart(axisText);
    chart.setIntervals(intervalsOf(analysis, measure));
    const double chartHeight = chart.sizeHint().height();
    sheet.skip(12);
    // The heading never stands alone at the foot of a page.
    sheet.keepTogether(40 + 26.0 * double(rows.size() + 1) + chartHeight + 40);
    const QString name = analysis.measures[measure].name;
    sheet.text(name.left(1).toUpper() + name.mid(1), TextRole::Section, c.text);
    sheet.skip(2);
    sheet.table(columnsOf(analysis, measure), rows);
    sheet.text(chartTitle(analysis, measure), TextRole::Small, c.mutedText);
    sheet.picture(chartHeight, [&chart](QPainter &painter, const QRectF &rect) {
        chart.paintChart(painter, rect, paletteOf(lightColors()));
    });
    for (const Comparison &one : analysis.comparisons) {
        if (one.measure != measure)
            continue;
        const QString how
            = one.p ? tr("%1, p\u00a0%2.").arg(nameOf(one.test), pText(*one.p)) : nameOf(one.test) + u'.';
        sheet.text(comparisonName(analysis, one) + u": "_s + explain(analysis, one) + u' ' + how,
            TextRole::Body, c.text);
        sheet.skip(2);
    }
}

void drawNotes(ReportSheet &sheet, const Analysis &analysis)
{
    const Colors &c = lightColors();
    QString notes;
    for (const QString &note : methodNotes(analysis))
        notes += u"• "_s + note + u'\n';
    notes.chop(1);
    sheet.skip(12);
    sheet.keepTogether(40 + ReportSheet::heightOf(notes, TextRole::Small, ReportSheet::contentWidth));
    sheet.text(tr("How this was computed"), TextRole::Section, c.text);
    sheet.text(sampleRatioWords(analysis), TextRole::Small, c.mutedText);
    sheet.text(notes, TextRole::Small, c.mutedText);
}

void draw(QPainter &painter, const ExperimentReport &report, const std::function<void(int)> &beginPage)
{
    ReportSheet sheet(
        painter, beginPage, report.shop.isEmpty() ? report.title : report.shop + u" · "_s + report.title);
    drawHead(sheet, report);
    for (int measure = 0; measure < report.analysis.measures.size(); ++measure)
        drawMeasure(sheet, report.analysis, measure);
    drawNotes(sheet, report.analysis);
}

QByteArray pdfOf(const ExperimentReport &report)
{
    return printPdf(report.title,
        [&report](QPainter &painter, const auto &beginPage) { draw(painter, report, beginPage); });
}

QByteArray pngOf(const ExperimentReport &report)
{
    constexpr int scale = 2;
    const QSize size = QSize(int(ReportSheet::pageWidth), int(ReportSheet::pageHeight)) * scale;
    std::vector<std::unique_ptr<QImage>> pages;
    QPainter painter;
    draw(painter, report, [&](int) {
        if (painter.isActive())
            painter.end();
        pages.push_back(std::make_unique<QImage>(size, QImage::Format_RGB32));
        pages.back()->fill(Qt::white);
        painter.begin(pages.back().get());
        painter.scale(scale, scale);
    });
    painter.end();
    QImage all(size.width(), size.height() * int(pages.size()), QImage::Format_RGB32);
    QPainter stack(&all);
    for (size_t page = 0; page < pages.size(); ++page)
        stack.drawImage(0, size.height() * int(page), *pages[page]);
    stack.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    all.save(&buffer, "PNG");
    return buffer.data();
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

Result<> writeReport(const ExperimentReport &report, const QString &path)
{
    const bool isPdf = path.endsWith(u".pdf"_s, Qt::CaseInsensitive);
    if (!isPdf && !path.endsWith(u".png"_s, Qt::CaseInsensitive))
        return failure(Error::Code::Invalid,
            u"A report is a .pdf or a .png; “%1” is neither. Nothing was written."_s.arg(path));
    const QByteArray bytes = isPdf ? pdfOf(report) : pngOf(report);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Error::Code::Io,
            u"The report cannot be written to “%1”: %2. Nothing was written."_s.arg(
                path, file.errorString()));
    return {};
}

} // namespace haberdash::ui
