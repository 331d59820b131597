// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/json_flattener.h"
#include "core/import/row_reader.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace haberdash::importing {

/// Reads JSON lines, one object a row, or the objects of one array, as `JsonFlattener` makes them cells.
///
/// The header is all keys of the first rows (`Limits`), in order of appearance, and comes as a record of line
/// 0. A later row that has a value under a key that is not among them is a fault that names the key, with the
/// row as it stands in the file in one more cell: nothing is dropped. So is a line that is not JSON, or a key
/// that stands twice; the rows around them are read. An object that is spread over lines and broken ends
/// where the next one begins in the same column; where objects share one line, a broken one may cost that
/// line.
class JsonReader final : public RowReader
{
public:
    /// Not for users: tests make them small.
    struct Limits
    {
        size_t block = size_t(1) << 20;
        size_t longestRecord = size_t(128) << 20;
        qint64 headerRows = 10'000; ///< whose keys make the header,
        qint64 headerBytes = qint64(16) << 20; ///< or fewer, after as many bytes of text
        size_t mostColumns = 10'000;
    };

    struct Hash
    {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using Columns = std::unordered_map<std::string, size_t, Hash, std::equal_to<>>; ///< position by key

    /// @param onePerLine true: each line is an object, whatever it looks like; false: by looking
    /// @param name of the file, for errors
    [[nodiscard]] static Result<JsonReader> open(
        const ByteOpener &openAgain, bool onePerLine, const QString &name, const Limits &limits);

    [[nodiscard]] Result<std::optional<Record>> next() override;
    [[nodiscard]] qint64 position() const override { return m_source->position(); }
    [[nodiscard]] qint64 size() const override { return m_source->size(); }

private:
    /// A row as a piece of text.
    struct Piece
    {
        qint64 line = 0;
        size_t column = 0; ///< bytes in front of it in its line
        std::string_view text;
        RecordFault fault = RecordFault::None;
        QString detail;
    };
    JsonReader() = default;
    [[nodiscard]] Result<> rewind(const ByteOpener &openAgain);
    [[nodiscard]] Result<> recogniseShape(bool onePerLine);
    [[nodiscard]] bool isWholeObject(std::string_view line);
    [[nodiscard]] Result<> gatherHeader(const QString &name);
    [[nodiscard]] Result<std::optional<Piece>> nextPiece();
    [[nodiscard]] Result<std::optional<Piece>> nextLine();
    [[nodiscard]] Result<std::optional<Piece>> nextObject();
    [[nodiscard]] Result<bool> findObjectEnd(size_t &length);
    [[nodiscard]] bool beginsObject(size_t place, size_t column) const;
    [[nodiscard]] Result<Piece> brokenObject(size_t column);
    [[nodiscard]] Result<std::optional<Piece>> strayText();
    [[nodiscard]] Result<bool> skipBetween();
    [[nodiscard]] Result<bool> fill();
    [[nodiscard]] Piece take(size_t length);
    void giveBack(Piece &piece);
    [[nodiscard]] bool parse(Piece &piece, JsonFlattener::Sink &sink);
    [[nodiscard]] Record rowOf(Piece &piece);

    Limits m_limits;
    std::unique_ptr<ByteSource> m_source;
    std::vector<char> m_buffer;
    size_t m_begin = 0; // first byte that was not given out
    size_t m_end = 0; // end of what was read
    bool m_atEnd = false;
    qint64 m_line = 1;
    size_t m_column = 0; // bytes between the start of the line and m_begin
    bool m_onePerLine = true;
    bool m_inArray = false;
    bool m_inEnvelope = false; // the array is the value of an object's only key
    bool m_arrayClosed = false;
    bool m_sawOpenObject = false; // one that never ends: from then on the next one ends it
    bool m_inLongLine = false;

    JsonFlattener m_flattener;
    std::vector<std::string> m_header;
    Columns m_columns;
    bool m_headerGiven = false;
    std::vector<std::string_view> m_cells;
};

} // namespace haberdash::importing
