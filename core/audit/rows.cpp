// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit.h"

#include <algorithm>

namespace haberdash::audit {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QList<Row>> people(Scope &scope, const Finding &finding, const QByteArray &ids)
{
    const auto *check = dynamic_cast<const PersonCheck *>(finding.check);
    HABERDASH_TRY_ASSIGN(reader, PersonReader::open(scope.connection(), scope.times(), ids));
    QList<Row> rows;
    for (Person person;;) {
        HABERDASH_TRY_ASSIGN(more, reader.next(person));
        if (!more)
            return rows;
        Row row;
        row.id = person.id;
        row.name = nameOf(person);
        row.detail = QString::fromStdString(person.email);
        if (person.createdAt)
            row.when = fromMilliseconds(*person.createdAt);
        row.remark = check ? check->remark(person, scope) : finding.remarks.value(person.id);
        row.customer = CustomerId(person.id);
        rows.append(row);
    }
}

Result<QList<Row>> orders(Scope &scope, const Finding &finding, const QByteArray &ids)
{
    const auto *check = dynamic_cast<const OrderCheck *>(finding.check);
    HABERDASH_TRY_ASSIGN(reader, OrderReader::open(scope.connection(), ids));
    QList<Row> rows;
    for (Order order;;) {
        HABERDASH_TRY_ASSIGN(more, reader.next(order));
        if (!more)
            return rows;
        Row row;
        row.id = order.id;
        row.name = QString::fromStdString(order.name);
        row.detail = QString::fromStdString(order.customerFirstName + ' ' + order.customerLastName).trimmed();
        if (row.detail.isEmpty())
            row.detail = QString::fromStdString(order.customerEmail);
        row.when = fromMilliseconds(order.placedAt);
        const auto currency = CurrencyCode::fromString(QString::fromStdString(order.currency));
        row.amount = Money(order.total, currency.value_or(scope.info().currency));
        row.remark = check ? check->remark(order, scope) : finding.remarks.value(order.id);
        row.customer = CustomerId(order.customer);
        rows.append(row);
    }
}

/// From a query (id, name, detail, price) whose ?1 is the list of ids.
Result<QList<Row>> goods(Scope &scope, const Finding &finding, const QByteArray &ids, const QString &query)
{
    HABERDASH_TRY_ASSIGN(read, scope.connection().prepare(query));
    read.bind(1, std::string_view(ids.constData(), size_t(ids.size())));
    QList<Row> rows;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, read.step());
        if (!more)
            return rows;
        Row row;
        row.id = read.integer(0);
        row.name = read.text(1);
        row.detail = read.text(2);
        if (!read.isNull(3))
            row.amount = Money(read.integer(3), scope.info().currency);
        row.remark = finding.remarks.value(row.id);
        rows.append(row);
    }
}

} // namespace

Result<QList<Row>> rowsOf(
    store::Connection &connection, const Finding &finding, Timestamp asOf, qint64 first, qint64 count)
{
    first = std::clamp<qint64>(first, 0, finding.count());
    count = std::clamp<qint64>(count, 0, finding.count() - first);
    if (finding.kind == RowKind::Other)
        return finding.others.mid(first, count);
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    HABERDASH_TRY_ASSIGN(scope, Scope::open(connection, asOf, std::move(info)));
    const QByteArray ids = jsonList(finding.ids.data() + first, size_t(count));
    switch (finding.kind) {
    case RowKind::Person:
        return people(scope, finding, ids);
    case RowKind::Order:
        return orders(scope, finding, ids);
    case RowKind::Product:
        return goods(scope, finding, ids,
            u"SELECT id, title, handle, (SELECT min(price) FROM variant v WHERE v.product_id = p.id) FROM "
            u"product p WHERE "
            u"id IN (SELECT value FROM json_each(?1)) ORDER BY id"_s);
    case RowKind::Variant:
        return goods(scope, finding, ids,
            u"SELECT v.id, p.title || CASE v.title WHEN '' THEN '' ELSE ', ' || v.title END, coalesce(v.sku, "
            u"''), v.price "
            u"FROM variant v JOIN product p ON p.id = v.product_id WHERE v.id IN (SELECT value FROM "
            u"json_each(?1)) "
            u"ORDER BY v.id"_s);
    case RowKind::Coupon:
        return goods(scope, finding, ids,
            u"SELECT id, code, coalesce(title, ''), NULL FROM coupon WHERE id IN (SELECT value FROM "
            u"json_each(?1)) "
            u"ORDER BY id"_s);
    case RowKind::Other:
        break;
    }
    return finding.others;
}

} // namespace haberdash::audit
