// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_report.h"

#include "core/audit/words.h"
#include "ui/shared/report_sheet.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;
using namespace haberdash::audit;

namespace {

const Colors &ink()
{
    return lightColors(); // paper
}

QString titleOf(const Audit &audit)
{
    return u"Data audit of %1"_s.arg(audit.shop.name);
}

void drawScore(ReportSheet &sheet, const Audit &audit)
{
    sheet.text(u"Data audit"_s, TextRole::Small, ink().mutedText);
    sheet.skip(2);
    sheet.text(audit.shop.name, TextRole::Title, ink().text);
    sheet.text(u"As of %1 (%2). Amounts in %3."_s.arg(momentText(audit.asOf, audit.shop.timeZone),
                   QString::fromLatin1(audit.shop.timeZone.id()), audit.shop.currency.toString()),
        TextRole::Body, ink().mutedText);
    sheet.skip(12);
    const auto found = audit.found();
    const bool isGood = audit.score.value >= 90
        && (found.isEmpty() || found.first()->check->about().severity != Severity::Serious);
    sheet.box(u"%1 of 100. Can you trust this data? %2"_s.arg(
                  QString::number(audit.score.value), verdictOf(audit.score, audit.findings)),
        u"The score is 100 less what each finding takes, rounded down. A serious finding takes at most 15 "
        u"points (all of "
        u"them from 5 % on), a warning 6 (20 %), a notice 2 (50 %)."_s,
        isGood ? ink().positiveSoft : ink().warningSoft, isGood ? ink().positive : ink().warning);
    QList<QStringList> rows;
    for (const Finding *finding : found)
        rows.append({finding->check->about().title, toWord(finding->check->about().severity),
            countInWords(*finding), u"−"_s + pointsText(finding->points)});
    if (rows.isEmpty())
        return;
    rows.append({u"Together"_s, {}, {}, u"−"_s + pointsText(audit.score.taken)});
    sheet.table({{u"Finding"_s, 2.6, false}, {u"Severity"_s, 0.8, false}, {u"Found"_s, 2.2, false},
                    {u"Points"_s, 0.6}},
        rows);
}

QList<ReportSheet::Column> columnsOf(const RowTable &table)
{
    QList<ReportSheet::Column> columns;
    for (qsizetype i = 0; i < table.titles.size(); ++i) {
        const bool isNumber = table.numberColumns.contains(int(i));
        const QString title = table.titles[i];
        const double share = title == u"No."_s ? 0.6
            : isNumber                         ? 1.2
            : title == u"Address"_s            ? 2.3
            : title == u"Remark"_s             ? 2.1
                                               : 1.5;
        columns.append({table.titles[i], share, isNumber});
    }
    return columns;
}

void drawFinding(ReportSheet &sheet, const Finding &finding, const QList<Row> &samples, const QTimeZone &zone)
{
    const About &about = finding.check->about();
    sheet.skip(14);
    const QStringList paragraphs{about.finds, u"How: "_s + about.how, u"Breaks: "_s + about.breaks,
        u"To do: "_s + about.repair, u"Score: "_s + pointsInWords(finding) + u'.'};
    // Heading, words and rows stay together.
    double height = 60 + (samples.isEmpty() ? 0 : 70 + 26.0 * double(samples.size()));
    for (const QString &words : paragraphs)
        height += ReportSheet::heightOf(words, TextRole::Small, ReportSheet::contentWidth) + 4;
    sheet.keepTogether(height);
    const QColor color = about.severity == Severity::Serious ? ink().negative
        : about.severity == Severity::Warning                ? ink().warning
                                                             : ink().mutedText;
    sheet.text(about.title, TextRole::Section, ink().text);
    sheet.text(u"%1 · %2"_s.arg(toWord(about.severity), countInWords(finding)), TextRole::Strong, color);
    for (const QString &words : paragraphs)
        sheet.text(words, TextRole::Small, ink().text);
    if (samples.isEmpty())
        return;
    const RowTable table = tableOf(finding, samples, zone);
    sheet.table(columnsOf(table), table.rows);
    if (finding.count() > samples.size())
        sheet.text(u"The first %1 of %2."_s.arg(numberText(samples.size()), numberText(finding.count())),
            TextRole::Small, ink().mutedText);
}

void drawQuiet(ReportSheet &sheet, const Audit &audit)
{
    QStringList passed;
    QStringList without;
    for (const Finding &finding : audit.findings) {
        if (finding.count() > 0)
            continue;
        const QString title = finding.check->about().title;
        if (finding.outOf > 0)
            passed.append(u"%1 (%2 %3)"_s.arg(title, numberText(finding.outOf), nounOf(finding)));
        else
            without.append(title);
    }
    for (const auto &[title, list] :
        {std::pair(u"Checks that found nothing, and what they looked at"_s, passed),
            std::pair(u"Checks that had nothing to look at"_s, without)}) {
        if (list.isEmpty())
            continue;
        sheet.skip(14);
        sheet.keepTogether(80);
        sheet.text(title, TextRole::Section, ink().text);
        for (const QString &line : list)
            sheet.text(u"•  "_s + line, TextRole::Small, ink().text);
    }
}

void drawSources(ReportSheet &sheet, const Audit &audit)
{
    sheet.skip(14);
    sheet.keepTogether(120);
    sheet.text(u"What was looked at"_s, TextRole::Section, ink().text);
    for (const auto &holding : audit.holdings)
        sheet.text(holdingInWords(holding, audit.shop.timeZone), TextRole::Body, ink().text);
    QList<QStringList> rows;
    for (const auto &record : audit.imports) {
        for (const auto &file : record.files)
            rows.append(
                {QString::number(record.id.value()), momentText(record.startedAt, audit.shop.timeZone),
                    QFileInfo(file.path).fileName() + (record.undone ? u" (undone)"_s : QString()),
                    file.format, numberText(file.read), numberText(file.rejected)});
    }
    sheet.skip(6);
    // In parts, so that a long list of imports goes on with the next page.
    constexpr qsizetype part = 12;
    for (qsizetype i = 0; i < rows.size(); i += part)
        sheet.table({{u"Import"_s, 0.6, false}, {u"When"_s, 1.5, false}, {u"File"_s, 2.2, false},
                        {u"Format"_s, 1.6, false}, {u"Read"_s, 0.9}, {u"Refused"_s, 0.9}},
            rows.mid(i, part));
}

QByteArray pdfOf(const Report &report)
{
    const Audit &audit = report.audit;
    return printPdf(titleOf(audit), [&](QPainter &painter, const auto &beginPage) {
        ReportSheet sheet(painter, beginPage, titleOf(audit));
        drawScore(sheet, audit);
        for (const Finding *finding : audit.found())
            drawFinding(
                sheet, *finding, report.samples.value(finding->check->about().key), audit.shop.timeZone);
        drawQuiet(sheet, audit);
        drawSources(sheet, audit);
    });
}

} // namespace

Result<> writeAuditReport(const Report &report, const QString &path)
{
    QByteArray bytes;
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == u"html"_s || ending == u"htm"_s)
        bytes = toHtml(report).toUtf8();
    else if (ending == u"pdf"_s)
        bytes = pdfOf(report);
    else if (ending == u"json"_s)
        bytes = QJsonDocument(toJson(report)).toJson();
    else
        return failure(Error::Code::Invalid,
            u"A report of an audit is a .html, a .pdf or a .json; “%1” is none. Nothing was written."_s.arg(
                path));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Error::Code::Io,
            u"The report cannot be written to “%1”: %2. Nothing was written."_s.arg(
                path, file.errorString()));
    return {};
}

} // namespace haberdash::ui
