// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/csv_reader.h"

#include <QStringList>

#include <unordered_map>

namespace haberdash::importing {

/// A delimited file with a header line. Cells of each row by position; positions of headers by name.
class Table
{
public:
    /// Reads the header. Invalid for a file that is empty or whose first line is no text.
    [[nodiscard]] static Result<Table> open(const QString &path);

    /// As written, and trimmed to lower case.
    [[nodiscard]] const QStringList &header() const { return m_header; }
    [[nodiscard]] const QStringList &headerKeys() const { return m_headerKeys; }
    /// The next row. One that has fewer or more cells than the header is given as it is.
    [[nodiscard]] Result<std::optional<CsvRecord>> next() { return m_reader.next(); }
    [[nodiscard]] const CsvReader &reader() const { return m_reader; }

private:
    explicit Table(CsvReader reader);
    CsvReader m_reader;
    QStringList m_header;
    QStringList m_headerKeys;
};

/// A second file held in memory, to look up rows of by the content of one column.
class LookupTable
{
public:
    /// Invalid when a column is missing. `columns` are headers (trimmed, lower case).
    [[nodiscard]] static Result<LookupTable> load(
        const QString &path, const QString &keyColumn, const QStringList &columns);
    /// Cells of `columns` for a key, or nothing.
    [[nodiscard]] const std::vector<std::string> *find(const std::string &key) const;

private:
    std::unordered_map<std::string, std::vector<std::string>> m_rows;
};

} // namespace haberdash::importing
