// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/report_file.h"

#include "ui/shared/charts/chart_widget.h"
#include "ui/shared/report_sheet.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <vector>

namespace haberdash::ui {

using namespace Qt::Literals::StringLiterals;
using report::Report;
using report::Section;

namespace {

const Colors &ink()
{
    return lightColors(); // paper
}

/// Columns as wide as what stands in them, within limits: the longest word of a few lines decides, since
/// cells may break.
QList<ReportSheet::Column> columnsOf(const report::Table &table)
{
    constexpr qsizetype least = 6;
    constexpr qsizetype most = 34;
    QList<ReportSheet::Column> columns;
    for (qsizetype i = 0; i < table.titles.size(); ++i) {
        qsizetype longest = table.titles[i].size();
        for (const QStringList &row : table.rows)
            longest = std::max(longest, row.value(i).size());
        columns.append({table.titles[i], double(std::clamp(longest + 2, least, most)),
            table.numberColumns.contains(int(i))});
    }
    return columns;
}

void draw(ReportSheet &sheet, const Section &section, const QList<ReportChart> &charts)
{
    constexpr double headingAndFirstLines = 110;
    const bool hasChart = section.chart >= 0 && section.chart < charts.size();
    sheet.skip(18);
    // A heading never stands alone at the foot of a page.
    sheet.keepTogether(hasChart ? 80 + charts[section.chart].height : headingAndFirstLines);
    sheet.text(section.title, TextRole::Section, ink().text);
    if (!section.text.isEmpty())
        sheet.paragraph(section.text, TextRole::Body, ink().text);
    if (hasChart) {
        sheet.skip(6);
        sheet.picture(charts[section.chart].height, charts[section.chart].paint);
        sheet.skip(6);
    }
    if (!section.table.rows.isEmpty())
        sheet.longTable(columnsOf(section.table), section.table.rows);
    sheet.facts(section.facts);
}

void drawLogo(ReportSheet &sheet, const QByteArray &logo)
{
    constexpr double height = 40;
    const QImage image = QImage::fromData(logo);
    if (image.isNull())
        return;
    sheet.picture(height, [image](QPainter &painter, const QRectF &rect) {
        const QSizeF size = QSizeF(image.size()).scaled(rect.size(), Qt::KeepAspectRatio);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRectF(rect.topLeft(), size), image);
    });
    sheet.skip(6);
}

void draw(QPainter &painter, const std::function<void(int)> &beginPage, const Report &report,
    const QList<ReportChart> &charts)
{
    ReportSheet sheet(painter, beginPage, report.title);
    sheet.band(QColor(report.accentColour));
    drawLogo(sheet, report.logo);
    sheet.paragraph(report.shop, TextRole::Small, ink().mutedText);
    sheet.paragraph(report.title, TextRole::Title, ink().text);
    sheet.paragraph(report.byline, TextRole::Body, ink().mutedText);
    sheet.skip(10);
    sheet.box(report.summary, {}, ink().window, QColor(report.accentColour));
    for (const Section &section : report.sections)
        draw(sheet, section, charts);
    sheet.skip(18);
    sheet.paragraph(report.footer, TextRole::Small, ink().mutedText);
}

QString svgOf(const ReportChart &chart)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QSize size(int(ReportSheet::contentWidth), int(chart.height));
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    QPainter painter(&generator);
    painter.setRenderHint(QPainter::Antialiasing);
    chart.paint(painter, QRectF(QPointF(), size));
    painter.end();
    const QString text = QString::fromUtf8(buffer.data());
    return text.mid(text.indexOf(u"<svg"_s)); // without what makes it a file of its own
}

} // namespace

ReportChart reportChart(std::shared_ptr<ChartWidget> chart, double height)
{
    const QString alt = chart->accessibleDescription();
    return {alt, height, [chart = std::move(chart)](QPainter &painter, const QRectF &rect) {
                chart->paintChart(painter, rect, paletteOf(lightColors()));
            }};
}

QByteArray reportPdf(const Report &report, const QList<ReportChart> &charts)
{
    return printPdf(report.title, [&](QPainter &painter, const std::function<void(int)> &beginPage) {
        draw(painter, beginPage, report, charts);
    });
}

QString reportHtml(const Report &report, const QList<ReportChart> &charts)
{
    QList<report::DrawnChart> drawn;
    for (const ReportChart &chart : charts)
        drawn.append({svgOf(chart), chart.alt});
    return report::toHtml(report, drawn);
}

QByteArray reportPng(const Report &report, const QList<ReportChart> &charts)
{
    constexpr int scale = 2;
    const QSize size = QSize(int(ReportSheet::pageWidth), int(ReportSheet::pageHeight)) * scale;
    std::vector<std::unique_ptr<QImage>> pages;
    QPainter painter;
    draw(
        painter,
        [&](int) {
            if (painter.isActive())
                painter.end();
            pages.push_back(std::make_unique<QImage>(size, QImage::Format_RGB32));
            pages.back()->fill(Qt::white);
            painter.begin(pages.back().get());
            painter.scale(scale, scale);
        },
        report, charts);
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

Result<> writeReportFile(const Report &report, const QList<ReportChart> &charts, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    QByteArray bytes;
    if (ending == u"html"_s || ending == u"htm"_s)
        bytes = reportHtml(report, charts).toUtf8();
    else if (ending == u"pdf"_s)
        bytes = reportPdf(report, charts);
    else if (ending == u"png"_s)
        bytes = reportPng(report, charts);
    else
        return failure(Error::Code::Invalid,
            u"A report is a .pdf, .html or .png; “%1” is none of them. Nothing was written."_s.arg(path));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Error::Code::Io,
            u"The report cannot be written to “%1”: %2. Nothing was written."_s.arg(
                path, file.errorString()));
    return {};
}

} // namespace haberdash::ui
