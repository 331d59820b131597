// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/report.h"

#include "core/audit/words.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

QString wordOf(store::Holding::Kind kind)
{
    static const std::array<QString, 5> words{
        u"customers"_s, u"orders"_s, u"products"_s, u"coupons"_s, u"events"_s};
    return words[size_t(kind)];
}

QJsonValue instant(const std::optional<Timestamp> &at)
{
    return at ? QJsonValue(toIsoString(*at)) : QJsonValue::Null;
}

QJsonObject describe(const Finding &finding)
{
    const About &about = finding.check->about();
    return {{u"check"_s, about.key}, {u"subject"_s, toWord(about.subject)},
        {u"severity"_s, toWord(about.severity)}, {u"title"_s, about.title}, {u"count"_s, finding.count()},
        {u"out_of"_s, finding.outOf}, {u"looked_at"_s, nounOf(finding)}, {u"finds"_s, about.finds},
        {u"how"_s, about.how}};
}

QJsonObject toJson(const store::ImportRecord &record)
{
    QJsonArray files;
    for (const auto &file : record.files) {
        files.append(QJsonObject{{u"path"_s, file.path}, {u"format"_s, file.format}, {u"read"_s, file.read},
            {u"accepted"_s, file.accepted}, {u"rejected"_s, file.rejected}});
    }
    return {{u"batch"_s, record.id.value()}, {u"at"_s, toIsoString(record.startedAt)},
        {u"undone"_s, record.undone}, {u"files"_s, files}};
}

} // namespace

Result<Report> makeReport(store::Connection &connection, Audit audit, int samplesPerFinding)
{
    Report report{std::move(audit), {}};
    for (const Finding &finding : report.audit.findings) {
        if (finding.count() == 0 || samplesPerFinding <= 0)
            continue;
        HABERDASH_TRY_ASSIGN(rows, rowsOf(connection, finding, report.audit.asOf, 0, samplesPerFinding));
        report.samples.insert(finding.check->about().key, rows);
    }
    return report;
}

QJsonObject toJson(const Row &row)
{
    QJsonObject object{{u"name"_s, row.name}, {u"detail"_s, row.detail}, {u"when"_s, instant(row.when)},
        {u"remark"_s, row.remark}};
    if (row.id > 0)
        object.insert(u"id"_s, row.id);
    if (row.customer.isValid())
        object.insert(u"customer"_s, row.customer.value());
    if (row.amount) {
        object.insert(u"amount"_s, row.amount->toPlainString());
        object.insert(u"currency"_s, row.amount->currency().toString());
    }
    return object;
}

QJsonObject toJson(const Report &report)
{
    const Audit &audit = report.audit;
    QJsonArray found;
    for (const Finding *finding : audit.found()) {
        QJsonObject object = describe(*finding);
        object.insert(u"share"_s, finding->share());
        object.insert(u"points"_s, finding->points);
        object.insert(u"points_explained"_s, pointsInWords(*finding));
        object.insert(u"breaks"_s, finding->check->about().breaks);
        object.insert(u"repair"_s, finding->check->about().repair);
        object.insert(u"rows_are"_s, toWord(finding->kind));
        QJsonArray samples;
        for (const Row &row : report.samples.value(finding->check->about().key))
            samples.append(toJson(row));
        object.insert(u"samples"_s, samples);
        found.append(object);
    }
    QJsonArray passed;
    QJsonArray notApplicable;
    for (const Finding &finding : audit.findings) {
        if (finding.count() == 0)
            (finding.outOf > 0 ? passed : notApplicable).append(describe(finding));
    }
    QJsonArray data;
    for (const auto &holding : audit.holdings) {
        data.append(QJsonObject{{u"kind"_s, wordOf(holding.kind)}, {u"count"_s, holding.count},
            {u"first"_s, instant(holding.first)}, {u"last"_s, instant(holding.last)}});
    }
    QJsonArray imports;
    for (const auto &record : audit.imports)
        imports.append(toJson(record));
    return {{u"score"_s, audit.score.value}, {u"points_taken"_s, audit.score.taken},
        {u"verdict"_s, verdictOf(audit.score, audit.findings)},
        {u"shop"_s,
            QJsonObject{{u"name"_s, audit.shop.name}, {u"currency"_s, audit.shop.currency.toString()},
                {u"time_zone"_s, QString::fromLatin1(audit.shop.timeZone.id())}}},
        {u"as_of"_s, toIsoString(audit.asOf)}, {u"data"_s, data}, {u"imports"_s, imports},
        {u"findings"_s, found}, {u"passed"_s, passed}, {u"not_applicable"_s, notApplicable}};
}

QString momentText(Timestamp instant, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone).toString(u"yyyy-MM-dd HH:mm"_s);
}

QString holdingInWords(const store::Holding &holding, const QTimeZone &zone)
{
    QString words = numberText(holding.count) + u' ' + wordOf(holding.kind);
    if (holding.first && holding.last)
        words += u", %1 to %2"_s.arg(
            toIsoString(dayOf(*holding.first, zone)), toIsoString(dayOf(*holding.last, zone)));
    return words;
}

RowTable tableOf(const Finding &finding, const QList<Row> &rows, const QTimeZone &zone)
{
    struct Column
    {
        QString title;
        bool isNumber;
        std::function<QString(const Row &)> text;
    };
    const bool isPerson = finding.kind == RowKind::Person;
    const bool isOrder = finding.kind == RowKind::Order;
    const std::array<Column, 6> columns{
        Column{
            u"No."_s, true, [](const Row &row) { return row.id > 0 ? QString::number(row.id) : QString(); }},
        Column{isOrder ? u"Order"_s : u"Name"_s, false, [](const Row &row) { return row.name; }},
        Column{isPerson   ? u"Address"_s
                : isOrder ? u"Customer"_s
                          : u"What"_s,
            false, [](const Row &row) { return row.detail; }},
        Column{isPerson ? u"Sign-up"_s : u"When"_s, false,
            [&zone](const Row &row) { return row.when ? momentText(*row.when, zone) : QString(); }},
        Column{isOrder ? u"Total"_s : u"Price"_s, true,
            [](const Row &row) {
                return row.amount ? row.amount->toPlainString() + u' ' + row.amount->currency().toString()
                                  : QString();
            }},
        Column{u"Remark"_s, false, [](const Row &row) { return row.remark; }},
    };
    RowTable table;
    table.rows.resize(rows.size());
    for (const Column &column : columns) {
        if (std::all_of(rows.begin(), rows.end(), [&](const Row &row) { return column.text(row).isEmpty(); }))
            continue;
        if (column.isNumber)
            table.numberColumns.append(int(table.titles.size()));
        table.titles.append(column.title);
        for (qsizetype i = 0; i < rows.size(); ++i)
            table.rows[i].append(column.text(rows[i]));
    }
    return table;
}

} // namespace haberdash::audit
