// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/member_list.h"

#include "core/segment/member_workbook.h"
#include "core/segment/rule_words.h"

#include <QDateTime>
#include <QSaveFile>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString csvCell(QString text)
{
    if (!text.isEmpty() && QStringView(u"=+-@\t").contains(text[0]))
        text.prepend(u'\'');
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r'))
        return u"\"%1\""_s.arg(text.replace(u"\""_s, u"\"\""_s));
    return text;
}

/// The expression of a column, of customer c.
Query expressionOf(const QString &column, const Context &context)
{
    const qint64 asOf = toMilliseconds(context.asOf);
    const QString sales = u"FROM shop_order_value o WHERE o.customer_id = c.id AND o.kind = 'sale' AND "
                          u"(o.cancelled_at IS NULL OR o.cancelled_at >= ?) AND o.placed_at < ?"_s;
    if (column.startsWith(attributePrefix))
        return {u"(SELECT a.value FROM json_each(c.attributes) a WHERE a.key = ?)"_s,
            {column.mid(attributePrefix.size())}};
    if (column == u"customer"_s)
        return {u"c.id"_s, {}};
    if (column == u"created"_s)
        return {u"c.created_at"_s, {}};
    if (column == u"tags"_s)
        return {u"(SELECT group_concat(t.tag, ', ') FROM customer_tag t WHERE t.customer_id = c.id)"_s, {}};
    if (column == u"consent"_s)
        return {
            u"(SELECT e.state FROM consent_entry e WHERE e.customer_id = c.id AND e.channel = 'email' AND "
            u"e.purpose = '' AND coalesce(e.occurred_at, 0) < ? ORDER BY e.id DESC LIMIT 1)"_s,
            {asOf}};
    if (column == u"orders"_s)
        return {u"(SELECT count(*) "_s + sales + u')', {asOf, asOf}};
    if (column == u"spent"_s)
        return {u"(SELECT coalesce(sum(o.total), 0) "_s + sales + u')', {asOf, asOf}};
    if (column == u"first_order"_s)
        return {u"(SELECT min(o.placed_at) "_s + sales + u')', {asOf, asOf}};
    if (column == u"last_order"_s)
        return {u"(SELECT max(o.placed_at) "_s + sales + u')', {asOf, asOf}};
    if (column == u"points"_s || column == u"tier"_s)
        return {u"(SELECT l.%1 FROM loyalty_account l WHERE l.customer_id = c.id)"_s.arg(column), {}};
    return {u"c."_s + column, {}};
}

Result<QList<MemberColumn>> chosen(const QStringList &names)
{
    QList<MemberColumn> columns;
    for (const QString &name : names) {
        if (name.startsWith(attributePrefix)) {
            columns.append({name, MemberColumn::Kind::Text});
            continue;
        }
        const auto &known = memberColumns();
        const auto found = std::find_if(
            known.begin(), known.end(), [&name](const MemberColumn &column) { return column.name == name; });
        if (found == known.end()) {
            QStringList offered;
            for (const MemberColumn &column : known)
                offered.append(column.name);
            return failure(Error::Code::Invalid,
                u"There is no column “%1”. No list was written. There are %2, and attribute:NAME."_s.arg(
                    name, offered.join(u", "_s)));
        }
        columns.append(*found);
    }
    return columns;
}

QString cellText(const MemberCell &cell, MemberColumn::Kind kind, const Context &context)
{
    if (const auto *text = std::get_if<QString>(&cell))
        return csvCell(*text);
    const auto *number = std::get_if<qint64>(&cell);
    if (!number)
        return {};
    switch (kind) {
    case MemberColumn::Kind::Money:
        return Money(*number, context.currency).toPlainString();
    case MemberColumn::Kind::Instant:
        return QDateTime::fromMSecsSinceEpoch(*number, context.timeZone).toString(u"yyyy-MM-dd HH:mm"_s);
    default:
        return QString::number(*number);
    }
}

} // namespace

const QList<MemberColumn> &memberColumns()
{
    using Kind = MemberColumn::Kind;
    static const QList<MemberColumn> columns{{u"customer"_s, Kind::Number}, {u"email"_s}, {u"first_name"_s},
        {u"last_name"_s}, {u"company"_s}, {u"phone"_s}, {u"country"_s}, {u"region"_s}, {u"city"_s},
        {u"postcode"_s}, {u"language"_s}, {u"birthday"_s}, {u"created"_s, Kind::Instant}, {u"tags"_s},
        {u"consent"_s}, {u"orders"_s, Kind::Number}, {u"spent"_s, Kind::Money},
        {u"first_order"_s, Kind::Instant}, {u"last_order"_s, Kind::Instant}, {u"points"_s, Kind::Number},
        {u"tier"_s}};
    return columns;
}

const QStringList &usualMemberColumns()
{
    static const QStringList columns{u"customer"_s, u"email"_s, u"first_name"_s, u"last_name"_s};
    return columns;
}

Result<> readMembers(store::Connection &connection, const std::vector<CustomerId> &ids,
    const QStringList &names, const Context &context, Progress &progress,
    const std::function<void(const std::vector<MemberCell> &)> &take)
{
    HABERDASH_TRY_ASSIGN(columns, chosen(names));
    Query query{u"SELECT "_s, {}};
    for (qsizetype i = 0; i < columns.size(); ++i) {
        query += i == 0 ? QString() : u", "_s;
        query += expressionOf(columns[i].name, context);
    }
    query += u" FROM customer c WHERE c.id = ?"_s;
    const int idPlace = int(query.values.size()) + 1;
    query.values.append(0);
    HABERDASH_TRY_ASSIGN(row, prepare(connection, query));
    std::vector<MemberCell> cells(size_t(columns.size()));
    for (size_t i = 0; i < ids.size(); ++i) {
        if (i % 1024 == 0) {
            progress.report(qint64(i), qint64(ids.size()));
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"The list was stopped. No file was written."_s);
        }
        HABERDASH_TRY(row.bind(idPlace, ids[i]).step());
        for (int column = 0; column < int(columns.size()); ++column) {
            MemberCell &cell = cells[size_t(column)];
            if (row.isNull(column))
                cell = std::monostate();
            else if (columns[column].kind == MemberColumn::Kind::Text)
                cell = row.text(column);
            else
                cell = row.integer(column);
        }
        take(cells);
        row.reset();
    }
    return {};
}

Result<QByteArray> memberList(store::Connection &connection, const std::vector<CustomerId> &ids,
    const QStringList &names, const Context &context, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(columns, chosen(names));
    QStringList titles;
    for (const MemberColumn &column : columns)
        titles.append(csvCell(column.name));
    QByteArray csv = titles.join(u',').toUtf8() + '\n';
    HABERDASH_TRY(
        readMembers(connection, ids, names, context, progress, [&](const std::vector<MemberCell> &cells) {
            for (size_t i = 0; i < cells.size(); ++i) {
                if (i > 0)
                    csv += ',';
                csv += cellText(cells[i], columns[qsizetype(i)].kind, context).toUtf8();
            }
            csv += '\n';
        }));
    return csv;
}

Result<> writeMembers(store::Connection &connection, const std::vector<CustomerId> &ids,
    const QStringList &columns, const Context &context, const QString &path, Progress &progress)
{
    if (path.endsWith(u".xlsx"_s, Qt::CaseInsensitive)) {
        HABERDASH_TRY_ASSIGN(described, chosen(columns));
        return writeMemberWorkbook(connection, ids, described, context, path, progress);
    }
    HABERDASH_TRY_ASSIGN(csv, memberList(connection, ids, columns, context, progress));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        return failure(Error::Code::Io, u"“%1” could not be written: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace haberdash::segment
