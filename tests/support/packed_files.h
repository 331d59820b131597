// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace haberdash::test {

/// A file for an archive.
struct PackedFile
{
    QByteArray name;
    QByteArray content;
    bool deflated = true;
};

/// A ZIP archive of these files.
[[nodiscard]] QByteArray zipOf(const QList<PackedFile> &files);

/// A sheet of a workbook: its rows as the XML between <sheetData> and </sheetData>.
struct Sheet
{
    QByteArray name;
    QByteArray rows;
    bool hidden = false;
};

/// The parts of a workbook (XLSX) of these sheets. Cell styles: 0 a number, 1 a day (built-in 14), 2 day and
/// time (22), 3 `dd.mm.yyyy`, 4 hours that count on (`[h]:mm:ss`), 5 a time (20). Shared texts: "email",
/// "Zoë", two runs "Ada" " Lind" with their pronunciation, and one with an escaped tab.
[[nodiscard]] QList<PackedFile> workbookParts(const QList<Sheet> &sheets, bool from1904 = false);
[[nodiscard]] QByteArray workbookOf(const QList<Sheet> &sheets);
/// Rows of texts that stand in their cells, as XML of a sheet.
[[nodiscard]] QByteArray rowsOf(const QList<QList<QByteArray>> &rows);

} // namespace haberdash::test
