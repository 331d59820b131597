// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/row_reader.h"

#include <QStringList>

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace haberdash::importing {

/// A file with a header. Cells of each row by position; positions of headers by name.
///
/// The header is the first row; where that is a title or a comment, the first one that looks like names and
/// has as many cells as most rows. What stands above it, comments, repeated headers and rows that do not fit
/// are given like all others, with their fault: nothing is passed over in silence.
class Table
{
public:
    /// Opens whatever `openRows` can, and reads the header. Invalid for a file that is empty or whose first
    /// line is no text.
    [[nodiscard]] static Result<Table> open(const QString &path);

    /// As written, and trimmed to lower case.
    [[nodiscard]] const QStringList &header() const { return m_header; }
    [[nodiscard]] const QStringList &headerKeys() const { return m_headerKeys; }
    /// The next row. One that is sound has as many cells as the header, or one less where the header ends
    /// with an empty name.
    [[nodiscard]] Result<std::optional<Record>> next();

    [[nodiscard]] const TableForm &form() const { return m_rows->form(); }
    [[nodiscard]] qint64 position() const { return m_rows->position(); }
    [[nodiscard]] qint64 size() const { return m_rows->size(); }
    /// What a person should know who thought the file was simple: names that stand twice, a header that looks
    /// like values, other sheets. English, whole sentences.
    [[nodiscard]] QStringList remarks() const;

private:
    /// A row that was read ahead to find the header.
    struct Kept
    {
        qint64 line = 0;
        RecordFault fault = RecordFault::None;
        std::vector<std::string> cells;
        std::string raw;
        QString detail;
    };
    explicit Table(std::unique_ptr<RowReader> rows);
    [[nodiscard]] Result<> readHeader(const QString &path);
    [[nodiscard]] size_t findHeader() const;
    [[nodiscard]] Result<bool> keepOne();
    void judge(Record &record);

    std::unique_ptr<RowReader> m_rows;
    QStringList m_header;
    QStringList m_headerKeys;
    std::vector<std::string> m_names; // the cells of the header, trimmed
    bool m_namesFilled = false; // at least two of them have a name
    std::deque<Kept> m_kept;
    size_t m_aboveHeader = 0; // how many of them stand above the header
    Kept m_replayed;
    std::vector<std::string_view> m_cells; // of the row given out, where they are not the reader's own
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
