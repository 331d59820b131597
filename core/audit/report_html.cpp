// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/report.h"

#include "core/audit/words.h"

#include <QFileInfo>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

const auto style = uR"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 15px/1.5 Inter, "Segoe UI", system-ui, sans-serif; color: #1c1f23; background: #fff; margin: 0 auto;
  max-width: 900px; padding: 40px 32px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 19px; margin: 40px 0 8px; }
h3 { font-size: 16px; margin: 0 0 4px; }
p { margin: 0 0 8px; }
.muted { color: #5b626b; }
.score { display: flex; gap: 24px; align-items: center; border: 1px solid #dfe2e6; border-radius: 10px; padding: 20px 24px;
  margin: 24px 0; }
.score b { font-size: 44px; line-height: 1; font-variant-numeric: tabular-nums; }
.score span { color: #5b626b; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; margin: 8px 0; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 500; color: #5b626b; }
th, td { border-bottom: 1px solid #e6e8eb; padding: 5px 12px 5px 0; vertical-align: top; overflow-wrap: anywhere; }
.n { text-align: right; white-space: nowrap; }
article { border: 1px solid #dfe2e6; border-left: 4px solid #8a929c; border-radius: 8px; padding: 16px 20px; margin: 12px 0;
  break-inside: avoid-page; }
article.serious { border-left-color: #b3261e; } article.warning { border-left-color: #9a6700; }
.badge { font-size: 12px; border-radius: 9px; padding: 1px 9px; background: #eceef0; color: #4a5159; margin-left: 8px;
  font-weight: 500; vertical-align: 2px; }
.serious .badge { background: #fbe9e7; color: #8c1d18; } .warning .badge { background: #fff3d6; color: #7a5200; }
dl { display: grid; grid-template-columns: 110px 1fr; gap: 2px 16px; margin: 8px 0; }
dt { color: #5b626b; } dd { margin: 0; }
footer { margin-top: 48px; color: #5b626b; font-size: 13px; border-top: 1px solid #dfe2e6; padding-top: 12px; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } @page { margin: 18mm; } h2 { break-after: avoid; } }
)"_s;

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString tableHtml(const RowTable &table)
{
    const auto cell = [&table](const QString &tag, qsizetype column, const QString &text) {
        return u"<%1%2>%3</%1>"_s.arg(
            tag, table.numberColumns.contains(int(column)) ? u" class=\"n\""_s : QString(), escaped(text));
    };
    QString html = u"<table><thead><tr>"_s;
    for (qsizetype i = 0; i < table.titles.size(); ++i)
        html += cell(u"th"_s, i, table.titles[i]);
    html += u"</tr></thead><tbody>\n"_s;
    for (const QStringList &row : table.rows) {
        html += u"<tr>"_s;
        for (qsizetype i = 0; i < row.size(); ++i)
            html += cell(u"td"_s, i, row[i]);
        html += u"</tr>\n"_s;
    }
    return html + u"</tbody></table>\n"_s;
}

QString findingHtml(const Finding &finding, const QList<Row> &samples, const QTimeZone &zone)
{
    const About &about = finding.check->about();
    QString html = u"<article class=\"%1\" id=\"%2\">\n<h3>%3<span class=\"badge\">%1</span></h3>\n"_s.arg(
        toWord(about.severity), escaped(about.key), escaped(about.title));
    html += u"<p>%1. <span class=\"muted\">%2</span></p>\n<dl>"_s.arg(
        escaped(countInWords(finding)), escaped(about.finds));
    for (const auto &[term, words] : {std::pair(u"How"_s, about.how), std::pair(u"Breaks"_s, about.breaks),
             std::pair(u"To do"_s, about.repair),
             std::pair(u"Score"_s, QString(pointsInWords(finding) + u'.'))})
        html += u"<dt>%1</dt><dd>%2</dd>"_s.arg(term, escaped(words));
    html += u"</dl>\n"_s;
    if (!samples.isEmpty()) {
        html += tableHtml(tableOf(finding, samples, zone));
        if (finding.count() > samples.size())
            html += u"<p class=\"muted\">The first %1 of %2.</p>\n"_s.arg(
                numberText(samples.size()), numberText(finding.count()));
    }
    return html + u"</article>\n"_s;
}

QString scoreHtml(const Audit &audit)
{
    QString html
        = u"<div class=\"score\"><div><b>%1</b> <span>of 100</span></div><div><h3>Can you trust this data? %2</h3>"_s
              .arg(QString::number(audit.score.value), escaped(verdictOf(audit.score, audit.findings)));
    html
        += u"<p class=\"muted\">The score is 100 less what each finding takes, rounded down. A serious "
           u"finding takes at "
           u"most 15 points (all of them from 5 % on), a warning 6 (20 %), a notice 2 (50 %).</p></div></div>\n"_s;
    const auto found = audit.found();
    if (found.isEmpty())
        return html;
    RowTable table{{u"Finding"_s, u"Severity"_s, u"Found"_s, u"Points"_s}, {3}, {}};
    for (const Finding *finding : found)
        table.rows.append({finding->check->about().title, toWord(finding->check->about().severity),
            countInWords(*finding), u"−"_s + pointsText(finding->points)});
    table.rows.append({u"Together"_s, {}, {}, u"−"_s + pointsText(audit.score.taken)});
    return html + tableHtml(table);
}

QString importsHtml(const Audit &audit)
{
    RowTable table{{u"Import"_s, u"When"_s, u"File"_s, u"Format"_s, u"Read"_s, u"Accepted"_s, u"Refused"_s},
        {4, 5, 6}, {}};
    for (const auto &record : audit.imports) {
        for (const auto &file : record.files)
            table.rows.append({QString::number(record.id.value())
                    + (record.undone ? u" (undone)"_s : QString()),
                momentText(record.startedAt, audit.shop.timeZone), QFileInfo(file.path).fileName(),
                file.format, numberText(file.read), numberText(file.accepted), numberText(file.rejected)});
    }
    return table.rows.isEmpty() ? u"<p>No file was imported.</p>\n"_s : tableHtml(table);
}

/// Checks that found nothing, those with something to look at and those without.
QString quietHtml(const Audit &audit)
{
    RowTable passed{{u"Check"_s, u"Severity"_s, u"Looked at"_s, u"How"_s}, {}, {}};
    QStringList without;
    for (const Finding &finding : audit.findings) {
        if (finding.count() > 0)
            continue;
        const About &about = finding.check->about();
        if (finding.outOf > 0)
            passed.rows.append({about.title, toWord(about.severity),
                numberText(finding.outOf) + u' ' + nounOf(finding), about.how});
        else
            without.append(about.title);
    }
    QString html = u"<h2>Checks that found nothing</h2>\n"_s;
    html += passed.rows.isEmpty() ? u"<p>None.</p>\n"_s : tableHtml(passed);
    if (!without.isEmpty())
        html += u"<h2>Checks that had nothing to look at</h2>\n<p>%1.</p>\n"_s.arg(
            escaped(without.join(u"; "_s)));
    return html;
}

} // namespace

QString toHtml(const Report &report)
{
    const Audit &audit = report.audit;
    const QString title = u"Data audit of %1"_s.arg(audit.shop.name);
    QString html
        = u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>%1</title>\n"
          u"<meta name=\"viewport\" content=\"width=device-width\">\n<style>%2</style></head>\n<body>\n"_s
              .arg(escaped(title), style);
    html += u"<h1>%1</h1>\n<p class=\"muted\">As of %2 (%3). Amounts in %4.</p>\n"_s.arg(escaped(title),
        momentText(audit.asOf, audit.shop.timeZone), escaped(QString::fromLatin1(audit.shop.timeZone.id())),
        audit.shop.currency.toString());
    html += scoreHtml(audit);
    html += u"<h2>What was found</h2>\n"_s;
    const auto found = audit.found();
    if (found.isEmpty())
        html += u"<p>Nothing.</p>\n"_s;
    for (const Finding *finding : found)
        html += findingHtml(*finding, report.samples.value(finding->check->about().key), audit.shop.timeZone);
    html += quietHtml(audit);
    html += u"<h2>What was looked at</h2>\n<ul>"_s;
    for (const auto &holding : audit.holdings)
        html += u"<li>%1</li>"_s.arg(escaped(holdingInWords(holding, audit.shop.timeZone)));
    html += u"</ul>\n"_s + importsHtml(audit);
    return html
        + u"<footer>Made by Haberdash on the shop's own machine. The same data and instant give the same "
          u"report.</footer>\n"
          u"</body></html>\n"_s;
}

} // namespace haberdash::audit
