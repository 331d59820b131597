// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/row_reader.h"
#include "core/import/spreadsheet_number.h"
#include "core/import/zip_archive.h"

#include <QHash>

#include <string>
#include <vector>

namespace haberdash::importing {

class XmlPart;

/// Reads one sheet of a workbook (XLSX, ECMA-376 part 1, also in its strict form) row by row. Held in memory
/// are the texts that cells share, up to `mostSharedText`, and one row. A row is a record, its number the
/// line; empty rows are passed over, cells that are not in the file are empty. Numbers stay as written, days
/// and times become ISO text by the style of their cell, booleans true and false, errors their word (#N/A);
/// formulas give the value the file holds for them.
class XlsxReader final : public RowReader
{
public:
    static constexpr size_t mostSharedText = size_t(512) << 20;

    /// Whether an archive is a workbook that can be read here.
    [[nodiscard]] static bool isWorkbook(const ZipArchive &archive);
    /// @param sheet by name, in any case; empty: the first visible one that holds something, else the first
    /// hidden one that does
    [[nodiscard]] static Result<std::unique_ptr<XlsxReader>> open(ZipArchive archive, const QString &sheet);
    XlsxReader(const XlsxReader &) = delete;
    XlsxReader &operator=(const XlsxReader &) = delete;
    ~XlsxReader() override;

    [[nodiscard]] Result<std::optional<Record>> next() override;
    [[nodiscard]] qint64 position() const override;
    [[nodiscard]] qint64 size() const override;

private:
    struct Sheet
    {
        QString name;
        QString part; ///< its file in the archive
        bool hidden = false;
    };
    /// A cell that is being read.
    struct Cell
    {
        size_t column = 0;
        QString type;
        size_t style = 0;
        QString value;
        QString inlineText;
        bool hasFormula = false;
    };
    explicit XlsxReader(ZipArchive archive);
    [[nodiscard]] Result<XmlPart> openPart(const QString &part) const;
    [[nodiscard]] Result<> readWorkbook();
    /// Parts by the number of the relation, and by the last word of its type where that is asked for.
    [[nodiscard]] Result<QHash<QString, QString>> readRelations(const QString &part, bool byType) const;
    [[nodiscard]] Result<> readStyles(const QString &part);
    [[nodiscard]] Result<> readSharedTexts(const QString &part);
    [[nodiscard]] Result<> chooseSheet(const QString &wanted);
    [[nodiscard]] Result<bool> holdsSomething(const Sheet &sheet);
    [[nodiscard]] Result<> startSheet(const Sheet &sheet);
    /// False at the end of the sheet.
    [[nodiscard]] Result<bool> readRow();
    [[nodiscard]] Result<> readCells();
    [[nodiscard]] Cell cellHere(size_t column);
    void putCell(const Cell &cell);
    void appendValue(const Cell &cell);
    [[nodiscard]] bool takeCells();
    [[nodiscard]] tl::unexpected<Error> damaged(const QString &part, const XmlPart &xml) const;

    ZipArchive m_archive;
    std::vector<Sheet> m_sheets;
    bool m_from1904 = false;
    std::vector<NumberMeaning> m_styles; // by number of a cell's style
    std::string m_sharedText;
    std::vector<size_t> m_sharedEnds; // of each text in m_sharedText

    QString m_sheet; // that is being read
    std::unique_ptr<XmlPart> m_xml;
    bool m_atEnd = false;
    qint64 m_row = 0;
    QString m_fault; // of the row that is being read
    std::string m_text; // of its cells
    std::vector<std::pair<size_t, size_t>> m_places; // start and length in m_text, by column
    std::vector<std::string_view> m_cells;
};

} // namespace haberdash::importing
