// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/row_reader.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace haberdash::importing {

/// Reads delimited text in a stream; memory does not grow with the file. Takes LF, CRLF and CR, quotes with
/// doubled or escaped quotes inside, line ends inside quotes, text after a closing quote. Quotes within
/// quotes that are neither are letters where the cell is closed further on in the same line. A quote that is
/// never closed, or only where another cell seems to open, costs its own line only.
class CsvReader final : public RowReader
{
public:
    /// How much is read at once, and where a record is given up. Not for users: tests make both small.
    struct Limits
    {
        size_t block = size_t(1) << 20;
        /// A record longer than this is not shop data; most often it is a quote that was never closed.
        size_t longestRecord = size_t(128) << 20;
    };

    /// Finds encoding, delimiter and quote by looking.
    [[nodiscard]] static Result<CsvReader> open(
        const QString &path, std::optional<CsvDialect> dialect = std::nullopt);
    /// The same for bytes that can be read anew as often as `openAgain` is called.
    [[nodiscard]] static Result<CsvReader> open(const ByteOpener &openAgain);
    /// Reads bytes from anywhere.
    [[nodiscard]] static CsvReader over(
        std::unique_ptr<ByteSource> source, const CsvDialect &dialect, const Limits &limits);

    /// The next record that is not an empty line, or nothing at the end.
    [[nodiscard]] Result<std::optional<Record>> next() override;

    [[nodiscard]] const CsvDialect &dialect() const { return m_form.dialect; }
    [[nodiscard]] qint64 position() const override { return m_source->position(); }
    [[nodiscard]] qint64 size() const override { return m_source->size(); }

private:
    CsvReader() = default;
    enum class Scan { Record, NeedsMore, OpenQuote };
    [[nodiscard]] Scan scan();
    [[nodiscard]] Scan skipBlanks(size_t &at) const;
    [[nodiscard]] Scan scanQuotedCell(size_t &at);
    [[nodiscard]] Scan scanText(size_t &at) const;
    [[nodiscard]] Scan closeQuote(size_t &at, bool spansLines);
    [[nodiscard]] bool isDelimiter(size_t place) const;
    [[nodiscard]] bool isBorder(size_t place) const;
    [[nodiscard]] Result<> fill();
    void takeLineOnly(RecordFault fault);
    void skipEmptyLines();
    [[nodiscard]] bool skipNamingLine();

    std::unique_ptr<ByteSource> m_source;
    Limits m_limits;
    std::vector<char> m_buffer;
    size_t m_begin = 0; // first byte of the record to come
    size_t m_end = 0; // end of what was read
    bool m_atEnd = false;
    bool m_skipsLine = false; // the first line only names the delimiter
    qint64 m_line = 1;
    // of the record just scanned
    size_t m_recordEnd = 0;
    size_t m_nextBegin = 0;
    qint64 m_lineEnds = 0;
    RecordFault m_fault = RecordFault::None;
    std::vector<std::string_view> m_cells;
    std::string m_unquoted; // cells that had doubled quotes or text after a quote
    std::vector<std::pair<size_t, std::pair<size_t, size_t>>> m_unquotedCells;
};

} // namespace haberdash::importing
