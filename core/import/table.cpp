// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/table.h"

#include "core/import/mapping.h"

#include <algorithm>
#include <cctype>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A picture or a spreadsheet given as CSV: no column name has a control character.
bool isText(const std::string_view cell)
{
    return std::none_of(cell.begin(), cell.end(),
        [](char c) { return (c >= 0 && c < ' ' && !std::isspace(c)) || c == 0x7f; });
}

} // namespace

Table::Table(CsvReader reader)
    : m_reader(std::move(reader))
{ }

Result<Table> Table::open(const QString &path)
{
    HABERDASH_TRY_ASSIGN(reader, CsvReader::open(path));
    Table table(std::move(reader));
    HABERDASH_TRY_ASSIGN(record, table.m_reader.next());
    if (!record)
        return failure(Error::Code::Invalid, u"“%1” is empty. Nothing was imported."_s.arg(path));
    if (record->fault != RecordFault::None
        || !std::all_of(record->cells.begin(), record->cells.end(), isText))
        return failure(Error::Code::Invalid,
            u"“%1” does not begin with a line of column names; its first line is not text. Nothing was imported."_s
                .arg(path));
    for (const auto cell : record->cells) {
        table.m_header.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())).trimmed());
        table.m_headerKeys.append(headerKey(table.m_header.constLast()));
    }
    return table;
}

Result<LookupTable> LookupTable::load(
    const QString &path, const QString &keyColumn, const QStringList &columns)
{
    HABERDASH_TRY_ASSIGN(table, Table::open(path));
    const auto key = table.headerKeys().indexOf(keyColumn);
    QList<qsizetype> positions;
    for (const QString &column : QStringList{keyColumn} + columns) {
        if (!table.headerKeys().contains(column))
            return failure(Error::Code::Invalid,
                u"“%1” has no column “%2”, which the mapping looks up there."_s.arg(path, column));
    }
    for (const QString &column : columns)
        positions.append(table.headerKeys().indexOf(column));
    LookupTable lookup;
    for (;;) {
        HABERDASH_TRY_ASSIGN(record, table.next());
        if (!record)
            return lookup;
        if (record->fault != RecordFault::None || qsizetype(record->cells.size()) < table.header().size())
            continue; // a row that cannot be read answers no look-up; rows that ask for it are rejected with
                      // that reason
        std::vector<std::string> cells;
        for (const auto position : positions)
            cells.emplace_back(record->cells[size_t(position)]);
        lookup.m_rows.emplace(std::string(record->cells[size_t(key)]), std::move(cells));
    }
}

const std::vector<std::string> *LookupTable::find(const std::string &key) const
{
    const auto found = m_rows.find(key);
    return found == m_rows.end() ? nullptr : &found->second;
}

} // namespace haberdash::importing
