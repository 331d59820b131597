// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/proof_file.h"

#include "ui/shared/report_sheet.h"

#include <QFileInfo>
#include <QSaveFile>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;
using campaign::ProofReport;
using campaign::ProofSection;

namespace {

const Colors &ink()
{
    return lightColors(); // paper
}

QList<ReportSheet::Column> columnsOf(const campaign::ProofTable &table)
{
    QList<ReportSheet::Column> columns;
    for (qsizetype i = 0; i < table.titles.size(); ++i) {
        const bool isNumber = table.numberColumns.contains(int(i));
        const bool isLong = i + 1 == table.titles.size() || table.titles.size() == 2;
        columns.append({table.titles[i], isNumber ? 0.8 : isLong ? 3.2 : 1.5, isNumber});
    }
    return columns;
}

void draw(ReportSheet &sheet, const ProofSection &section)
{
    constexpr double headingAndFirstLines = 110;
    sheet.skip(18);
    sheet.keepTogether(headingAndFirstLines);
    sheet.text(section.title, TextRole::Section, ink().text);
    if (!section.text.isEmpty())
        sheet.paragraph(section.text, TextRole::Body, ink().text);
    if (!section.table.rows.isEmpty())
        sheet.longTable(columnsOf(section.table), section.table.rows);
    sheet.facts(section.facts);
}

} // namespace

QByteArray proofPdf(const ProofReport &report)
{
    return printPdf(report.title, [&report](QPainter &painter, const std::function<void(int)> &beginPage) {
        ReportSheet sheet(painter, beginPage, report.title);
        sheet.band(QColor(report.accentColour));
        sheet.paragraph(report.shop, TextRole::Small, ink().mutedText);
        sheet.paragraph(report.title, TextRole::Title, ink().text);
        sheet.paragraph(report.approval, TextRole::Body, ink().mutedText);
        sheet.skip(10);
        sheet.box(report.summary, {}, ink().window, QColor(report.accentColour));
        for (const ProofSection &section : report.sections)
            draw(sheet, section);
        sheet.skip(18);
        sheet.paragraph(report.footer, TextRole::Small, ink().mutedText);
    });
}

Result<> writeProof(const ProofReport &report, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    QByteArray bytes;
    if (ending == u"html"_s || ending == u"htm"_s)
        bytes = toHtml(report).toUtf8();
    else if (ending == u"pdf"_s)
        bytes = proofPdf(report);
    else
        return failure(
            Error::Code::Invalid, u"“%1” ends in neither .html nor .pdf. Nothing was written."_s.arg(path));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace haberdash::ui
