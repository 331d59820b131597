// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/import/csv_dialect.h"
#include "core/import/record.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace haberdash::importing {

/// How a file turned out to be written.
struct TableForm
{
    enum class Format { Csv, JsonLines, Json, Workbook };
    Format format = Format::Csv;
    /// Of text; delimiter and quote only of CSV.
    CsvDialect dialect;
    QString entry; ///< of an archive
    QString sheet; ///< of a workbook
    QStringList otherSheets; ///< which hold something, too
};
[[nodiscard]] QString toWord(TableForm::Format format);

/// A file as rows of cells, from front to back. Memory does not grow with the file.
class RowReader
{
public:
    virtual ~RowReader() = default;
    /// The next row that is not empty, or nothing at the end. The first one is the header, or what stands
    /// above it.
    [[nodiscard]] virtual Result<std::optional<Record>> next() = 0;
    [[nodiscard]] const TableForm &form() const { return m_form; }
    void setEntry(const QString &name) { m_form.entry = name; }
    /// Bytes read so far, and how many there are.
    [[nodiscard]] virtual qint64 position() const = 0;
    [[nodiscard]] virtual qint64 size() const = 0;

protected:
    TableForm m_form;
};

/// Opens what `path` names, by its content: delimited text, JSON lines, a JSON array, a workbook (XLSX), each
/// also packed with gzip or in a ZIP archive. `archive.zip/orders.csv` is one file of several in an archive,
/// `book.xlsx/Orders` one sheet of a workbook; without that the only table in the archive is taken, and the
/// first visible sheet that holds something.
/// Invalid, with what to do, for what is no table.
[[nodiscard]] Result<std::unique_ptr<RowReader>> openRows(const QString &path);

/// The tables that a file holds, as paths for `openRows`: each file of an archive that holds several, else
/// `path` itself, whatever it is.
[[nodiscard]] QStringList tablesIn(const QString &path);
/// Where the file on disk lies that `path` leads into: "exports/archive.zip" for
/// "exports/archive.zip/orders.csv"; `path` itself where it is a file, or nothing is.
[[nodiscard]] QString fileOnDisk(const QString &path);
/// What `path` names within that file: "orders.csv"; empty for the file itself.
[[nodiscard]] QString insideFile(const QString &path);

} // namespace haberdash::importing
