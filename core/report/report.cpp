// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"

namespace haberdash::report {

using namespace Qt::Literals::StringLiterals;

namespace {

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString tableHtml(const Table &table)
{
    const auto cells = [&table](const QString &tag, const QStringList &row) {
        QString html = u"<tr>"_s;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const bool isNumber = table.numberColumns.contains(int(i));
            html += u'<' + tag + (isNumber ? u" class=\"n\" dir=\"ltr\">"_s : u" dir=\"auto\">"_s)
                + escaped(row[i]) + u"</"_s + tag + u'>';
        }
        return QString(html + u"</tr>\n"_s);
    };
    QString html = u"<table><thead>"_s + cells(u"th"_s, table.titles) + u"</thead><tbody>\n"_s;
    for (const QStringList &row : table.rows)
        html += cells(u"td"_s, row);
    return html + u"</tbody></table>\n"_s;
}

QString chartHtml(const DrawnChart &chart)
{
    return u"<figure role=\"img\" aria-label=\""_s + escaped(chart.alt) + u"\">\n"_s + chart.svg
        + u"</figure>\n"_s;
}

QString logoHtml(const QByteArray &logo, const QString &name)
{
    const QString type = logo.startsWith("\x89PNG") ? u"image/png"_s : u"image/jpeg"_s;
    return u"<img class=\"logo\" alt=\""_s + escaped(name) + u"\" src=\"data:"_s + type + u";base64,"_s
        + QString::fromLatin1(logo.toBase64()) + u"\">\n"_s;
}

QString sectionHtml(const Section &section, const QList<DrawnChart> &charts)
{
    QString html = u"<section>\n<h2>"_s + escaped(section.title) + u"</h2>\n"_s;
    if (!section.text.isEmpty())
        html += u"<p dir=\"auto\">"_s + escaped(section.text) + u"</p>\n"_s;
    if (section.chart >= 0 && section.chart < charts.size())
        html += chartHtml(charts[section.chart]);
    if (!section.table.rows.isEmpty())
        html += tableHtml(section.table);
    if (!section.facts.isEmpty()) {
        html += u"<dl>\n"_s;
        for (const auto &[name, value] : section.facts)
            html += u"<dt>"_s + escaped(name) + u"</dt><dd dir=\"auto\">"_s + escaped(value) + u"</dd>\n"_s;
        html += u"</dl>\n"_s;
    }
    return html + u"</section>\n"_s;
}

const auto style = uR"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 15px/1.5 Inter, "Segoe UI", system-ui, "Noto Sans", sans-serif; color: #1c1f23; background: #fff; margin: 0 auto;
  max-width: 860px; padding: 40px 32px; overflow-wrap: anywhere; }
header { border-top: 4px solid var(--accent); padding-top: 16px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 36px 0 8px; break-after: avoid; }
p { margin: 0 0 8px; }
.muted { color: #5b626b; }
.summary { border: 1px solid #dfe2e6; border-left: 4px solid var(--accent); border-radius: 8px; padding: 14px 18px; margin: 20px 0;
  font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: 14px; margin: 8px 0; font-variant-numeric: tabular-nums; }
th { text-align: start; font-weight: 500; color: #5b626b; }
th, td { border-bottom: 1px solid #e6e8eb; padding: 5px 12px 5px 0; vertical-align: top; }
tr, figure { break-inside: avoid; }
figure { margin: 12px 0; } figure svg { width: 100%; height: auto; }
.logo { max-height: 48px; max-width: 240px; margin-bottom: 8px; }
.n { text-align: right; white-space: nowrap; padding-right: 0; }
dl { display: grid; grid-template-columns: minmax(180px, 280px) 1fr; gap: 3px 16px; margin: 8px 0; }
dt { color: #5b626b; } dd { margin: 0; }
footer { margin-top: 48px; color: #5b626b; font-size: 13px; border-top: 1px solid #dfe2e6; padding-top: 12px; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } @page { margin: 18mm; } }
)"_s;

} // namespace

QString toHtml(const Report &report, const QList<DrawnChart> &charts)
{
    QString html = u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>"_s
        + escaped(report.title) + u"</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n"_s
        + u"<style>:root { --accent: "_s + escaped(report.accentColour) + u"; }"_s + style
        + u"</style></head>\n<body>\n<header>"_s
        + (report.logo.isEmpty() ? QString() : logoHtml(report.logo, report.shop))
        + u"<p class=\"muted\" dir=\"auto\">"_s + escaped(report.shop) + u"</p>\n<h1 dir=\"auto\">"_s
        + escaped(report.title) + u"</h1>\n<p class=\"muted\" dir=\"auto\">"_s + escaped(report.byline)
        + u"</p></header>\n<p class=\"summary\">"_s + escaped(report.summary) + u"</p>\n"_s;
    for (const Section &section : report.sections)
        html += sectionHtml(section, charts);
    return html + u"<footer>"_s + escaped(report.footer) + u"</footer>\n</body></html>\n"_s;
}

} // namespace haberdash::report
