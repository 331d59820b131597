// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/table_shape.h"

#include <algorithm>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

bool TableShape::hasBatch() const
{
    return has(u"batch_id"_s);
}

QString TableShape::asJson(const QString &row) const
{
    QStringList parts;
    for (const QString &column : columns)
        parts.append(u"'%1', %2.%1"_s.arg(column, row));
    return u"json_object(%1)"_s.arg(parts.join(u", "_s));
}

QString TableShape::keyIs(const QString &json) const
{
    QStringList parts;
    for (const QString &column : key)
        parts.append(u"%1 IS json_extract(%2, '$.%1')"_s.arg(column, json));
    return parts.join(u" AND "_s);
}

namespace {

Result<TableShape> shapeOf(Connection &connection, const QString &name)
{
    TableShape table;
    table.name = name;
    HABERDASH_TRY_ASSIGN(
        columns, connection.prepare(u"SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid"_s));
    columns.bind(1, name);
    QList<std::pair<qint64, QString>> key;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, columns.step());
        if (!more)
            break;
        table.columns.append(columns.text(0));
        if (columns.integer(1) > 0)
            key.append({columns.integer(1), columns.text(0)});
    }
    std::sort(key.begin(), key.end());
    for (const auto &[position, column] : key)
        table.key.append(column);
    HABERDASH_TRY_ASSIGN(references,
        connection.prepare(
            u"SELECT \"from\", \"table\", coalesce(\"to\", 'id') FROM pragma_foreign_key_list(?1) ORDER BY id"_s));
    references.bind(1, name);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, references.step());
        if (!more)
            return table;
        table.references.append({references.text(0), references.text(1), references.text(2)});
    }
}

} // namespace

Result<QList<TableShape>> contentTables(Connection &connection)
{
    static const QStringList books{u"import_batch"_s, u"import_file"_s, u"change_log"_s,
        u"batch_dependency"_s, u"erased_key"_s, u"mapping"_s, u"setting"_s, u"picture"_s, u"exchange_rate"_s};
    HABERDASH_TRY_ASSIGN(names,
        connection.prepare(
            u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"_s));
    QList<TableShape> tables;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, names.step());
        if (!more)
            return tables;
        if (books.contains(names.text(0)))
            continue;
        HABERDASH_TRY_ASSIGN(table, shapeOf(connection, names.text(0)));
        tables.append(std::move(table));
    }
}

} // namespace haberdash::store
