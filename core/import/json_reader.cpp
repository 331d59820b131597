// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/json_reader.h"

#include "core/import/json_envelope.h"

#include <algorithm>
#include <cstring>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t widestIndent = 1000;

bool isBlank(char character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    return text;
}

QString shown(std::string_view text)
{
    const QString whole = QString::fromUtf8(text.data(), qsizetype(std::min<size_t>(text.size(), 120)));
    return whole.size() > 30 ? QString(whole.left(30) + u'…') : whole;
}

/// For texts of which only the form is asked.
class NoSink final : public JsonFlattener::Sink
{
public:
    void take(std::string_view, std::string_view) override { }
};

class HeaderSink final : public JsonFlattener::Sink
{
public:
    explicit HeaderSink(JsonReader::Columns &columns, std::vector<std::string> &header)
        : m_columns(columns)
        , m_header(header)
    { }
    void take(std::string_view path, std::string_view) override
    {
        if (m_columns.find(path) != m_columns.end())
            return;
        m_columns.emplace(path, m_header.size());
        m_header.emplace_back(path);
    }

private:
    JsonReader::Columns &m_columns;
    std::vector<std::string> &m_header;
};

class RowSink final : public JsonFlattener::Sink
{
public:
    RowSink(const JsonReader::Columns &columns, const std::vector<std::string> &header,
        std::vector<std::string_view> &cells)
        : m_columns(columns)
        , m_header(header)
        , m_cells(cells)
        , m_taken(header.size())
    { }
    void take(std::string_view path, std::string_view text) override
    {
        // Rows mostly have the same keys in the same order.
        size_t column = m_expected;
        if (column >= m_header.size() || m_header[column] != path) {
            const auto found = m_columns.find(path);
            if (found == m_columns.end()) {
                // Nothing under a new name is nothing that could be lost.
                if (!text.empty() && unknown.empty())
                    unknown = path;
                return;
            }
            column = found->second;
        }
        m_expected = column + 1;
        if (m_taken[column] && twice.empty())
            twice = path;
        m_taken[column] = true;
        m_cells[column] = text;
        hasNul = hasNul || (!text.empty() && std::memchr(text.data(), 0, text.size()));
    }

    std::string unknown; // the first key that the header does not have
    std::string twice;
    bool hasNul = false;

private:
    const JsonReader::Columns &m_columns;
    const std::vector<std::string> &m_header;
    std::vector<std::string_view> &m_cells;
    std::vector<bool> m_taken;
    size_t m_expected = 0;
};

} // namespace

Result<JsonReader> JsonReader::open(
    const ByteOpener &openAgain, bool onePerLine, const QString &name, const Limits &limits)
{
    JsonReader reader;
    reader.m_limits = limits;
    HABERDASH_TRY_ASSIGN(first, openAgain());
    HABERDASH_TRY_ASSIGN(head, readHead(*first, size_t(1) << 16));
    reader.m_form.dialect = {sniffEncoding(head), '\0', '\0'};
    HABERDASH_TRY(reader.rewind(openAgain));
    HABERDASH_TRY(reader.recogniseShape(onePerLine));
    HABERDASH_TRY(reader.gatherHeader(name));
    HABERDASH_TRY(reader.rewind(openAgain));
    HABERDASH_TRY(reader.recogniseShape(onePerLine));
    return reader;
}

Result<> JsonReader::rewind(const ByteOpener &openAgain)
{
    HABERDASH_TRY_ASSIGN(source, openAgain());
    m_source = decoded(std::move(source), m_form.dialect.encoding);
    m_buffer.resize(std::max(m_buffer.size(), 2 * m_limits.block));
    m_begin = 0;
    m_end = 0;
    m_atEnd = false;
    m_line = 1;
    m_column = 0;
    m_arrayClosed = false;
    m_inEnvelope = false;
    m_sawOpenObject = false;
    m_inLongLine = false;
    return {};
}

bool JsonReader::isWholeObject(std::string_view line)
{
    NoSink noSink;
    return m_flattener.parse(trimmed(line), noSink);
}

/// One object a line, an array, an array under a name, or objects one after the other that are spread over
/// lines.
Result<> JsonReader::recogniseShape(bool onePerLine)
{
    constexpr size_t enough = size_t(1) << 16;
    while (!m_atEnd && m_end < enough)
        HABERDASH_TRY(fill());
    const std::string_view text(m_buffer.data() + m_begin, m_end - m_begin);
    const auto start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    auto rest = text.substr(start);
    const auto second = rest.substr(std::min<size_t>(1, rest.size())).find_first_not_of(" \t\r\n");
    const char afterBracket = second == std::string_view::npos ? '\0' : rest[1 + second];
    // Whatever a file is called: a line of nothing but "{" is no row.
    onePerLine = onePerLine && trimmed(rest.substr(0, rest.find('\n'))) != "{";
    m_inArray = rest.starts_with('[') && (!onePerLine || afterBracket == '{' || afterBracket == ']');
    const auto firstEnd = std::min(rest.find('\n'), rest.size());
    const bool oneLine = rest.find_first_not_of(" \t\r\n", firstEnd) == std::string_view::npos;
    if (const size_t size = onePerLine || m_inArray ? 0 : envelopeSize(rest);
        size > 0 && (oneLine || !isWholeObject(rest.substr(0, firstEnd)))) {
        m_inArray = true;
        m_inEnvelope = true;
        m_onePerLine = false;
        m_form.format = TableForm::Format::Json;
        static_cast<void>(take(start + size));
        return {};
    }
    m_onePerLine = !m_inArray && (onePerLine || rest.empty());
    for (int lines = 0; !m_inArray && !m_onePerLine && lines < 2 && !rest.empty(); ++lines) {
        const auto end = std::min(rest.find('\n'), rest.size());
        m_onePerLine = isWholeObject(rest.substr(0, end));
        rest.remove_prefix(end);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    }
    m_form.format = m_onePerLine ? TableForm::Format::JsonLines : TableForm::Format::Json;
    if (m_inArray)
        static_cast<void>(take(start + 1));
    return {};
}

Result<> JsonReader::gatherHeader(const QString &name)
{
    HeaderSink sink(m_columns, m_header);
    qint64 bytes = 0;
    QString firstFault;
    bool any = false;
    for (qint64 row = 0; row < m_limits.headerRows && bytes < m_limits.headerBytes; ++row) {
        HABERDASH_TRY_ASSIGN(piece, nextPiece());
        if (!piece)
            break;
        any = true;
        bytes += qint64(piece->text.size());
        // The keys that stand before a fault are keys all the same.
        const bool sound = piece->fault == RecordFault::None && isUtf8(piece->text) && parse(*piece, sink);
        if (!sound && firstFault.isEmpty())
            firstFault = u"Line %1: %2."_s.arg(piece->line)
                             .arg(!piece->detail.isEmpty()             ? piece->detail
                                     : !m_flattener.reason().isEmpty() ? m_flattener.reason()
                                                                       : u"it is not UTF-8"_s);
        if (m_header.size() > m_limits.mostColumns)
            return failure(Error::Code::Invalid,
                u"“%1” has more than %2 different keys in its first %3 rows. Most likely values stand where "
                u"names "
                u"should, such as {\"1001\": {…}, \"1002\": {…}}. Write one object for each row, with the "
                u"same "
                u"names in each. Nothing was imported."_s.arg(name)
                    .arg(m_limits.mostColumns)
                    .arg(row + 1));
    }
    if (any && m_header.empty())
        return failure(Error::Code::Invalid,
            u"“%1” has no row that could be read. %2 Each row must be a JSON object: {\"email\": "
            u"\"ada@example.com\", …}. Nothing was imported."_s.arg(
                name, firstFault.isEmpty() ? u"Its objects are empty."_s : firstFault));
    m_headerGiven = !any; // of an empty file there is none
    return {};
}

Result<std::optional<Record>> JsonReader::next()
{
    if (!m_headerGiven) {
        m_headerGiven = true;
        m_cells.assign(m_header.begin(), m_header.end());
        return Record{0, RecordFault::None, m_cells, {}, {}};
    }
    HABERDASH_TRY_ASSIGN(piece, nextPiece());
    if (!piece)
        return std::nullopt;
    return rowOf(*piece);
}

/// Gives the values of a sound object. One that is broken is cut where the next one seems to begin: what was
/// taken for its end may be that of another.
bool JsonReader::parse(Piece &piece, JsonFlattener::Sink &sink)
{
    if (m_flattener.parse(piece.text, sink))
        return true;
    if (!m_onePerLine)
        giveBack(piece);
    return false;
}

/// The text of `piece`, which was taken last, from the line on which an object begins in the same column.
void JsonReader::giveBack(Piece &piece)
{
    const size_t start = size_t(piece.text.data() - m_buffer.data());
    size_t end = 0;
    do {
        end = piece.text.find('\n', end);
        if (end == std::string_view::npos)
            return;
        ++end;
    } while (!beginsObject(start + end, piece.column));
    m_begin = start + end;
    m_line = piece.line + std::count(piece.text.begin(), piece.text.begin() + std::ptrdiff_t(end), '\n');
    m_column = 0;
    piece.text = trimmed(piece.text.substr(0, end));
}

Record JsonReader::rowOf(Piece &piece)
{
    Record record{piece.line, piece.fault, {}, piece.text, piece.detail};
    if (record.fault == RecordFault::None && !isUtf8(piece.text))
        record.fault = RecordFault::NotUtf8;
    if (record.fault == RecordFault::None) {
        m_cells.assign(m_header.size(), {});
        RowSink sink(m_columns, m_header, m_cells);
        if (!parse(piece, sink)) {
            record.raw = piece.text;
            record.fault = RecordFault::NotJson;
            record.detail = m_flattener.reason();
        } else if (!sink.twice.empty()) {
            record.fault = RecordFault::NotJson;
            record.detail = u"the key “%1” stands twice in the row"_s.arg(shown(sink.twice));
        } else if (!sink.unknown.empty()) {
            record.fault = RecordFault::UnknownKey;
            record.detail
                = u"the row has a key “%1” that none of the first %2 rows has; move a row that has it "
                  u"to the start of the file"_s.arg(shown(sink.unknown))
                      .arg(m_limits.headerRows);
            m_cells.push_back(piece.text);
        } else if (sink.hasNul) {
            record.fault = RecordFault::NulByte;
        }
    }
    if (record.fault != RecordFault::None && record.fault != RecordFault::UnknownKey)
        m_cells.assign(1, piece.text);
    record.cells = m_cells;
    return record;
}

Result<std::optional<JsonReader::Piece>> JsonReader::nextPiece()
{
    return m_onePerLine ? nextLine() : nextObject();
}

Result<std::optional<JsonReader::Piece>> JsonReader::nextLine()
{
    size_t searched = 0;
    for (;;) {
        const char *const begin = m_buffer.data() + m_begin;
        const size_t length = m_end - m_begin;
        const auto *const found = searched < length
            ? static_cast<const char *>(std::memchr(begin + searched, '\n', length - searched))
            : nullptr;
        if (!found && !m_atEnd && length <= m_limits.longestRecord) {
            searched = length;
            HABERDASH_TRY(fill());
            continue;
        }
        searched = 0;
        const bool wasInLongLine = std::exchange(m_inLongLine, !found && !m_atEnd);
        if (length == 0 && m_atEnd)
            return std::nullopt;
        Piece piece = take(found ? size_t(found - begin) + 1 : length);
        piece.text = trimmed(piece.text);
        if (wasInLongLine || piece.text.empty())
            continue;
        if (m_inLongLine) {
            piece.fault = RecordFault::TooLong;
            piece.detail = u"the line is longer than 128 MB"_s;
        }
        return piece;
    }
}

Result<std::optional<JsonReader::Piece>> JsonReader::nextObject()
{
    HABERDASH_TRY_ASSIGN(more, skipBetween());
    if (!more) {
        if (!m_inArray || m_arrayClosed)
            return std::nullopt;
        m_arrayClosed = true;
        Piece piece = take(0);
        piece.fault = RecordFault::NotJson;
        piece.detail = u"the array is not closed: the file seems to be cut off here"_s;
        return piece;
    }
    if (m_buffer[m_begin] != '{' || m_arrayClosed)
        return strayText();
    size_t length = 0;
    HABERDASH_TRY_ASSIGN(closed, findObjectEnd(length));
    if (closed)
        return take(length);
    HABERDASH_TRY_ASSIGN(broken, brokenObject(m_column));
    return broken;
}

/// To the next character that means something. False at the end.
Result<bool> JsonReader::skipBetween()
{
    for (;;) {
        size_t blanks = 0;
        while (m_begin + blanks < m_end
            && (isBlank(m_buffer[m_begin + blanks]) || m_buffer[m_begin + blanks] == ','))
            ++blanks;
        static_cast<void>(take(blanks));
        if (m_begin < m_end) {
            const bool closesArray = m_inArray && !m_arrayClosed && m_buffer[m_begin] == ']';
            const bool closesEnvelope = m_inEnvelope && m_arrayClosed && m_buffer[m_begin] == '}';
            if (!closesArray && !closesEnvelope)
                return true;
            m_arrayClosed = true;
            m_inEnvelope = m_inEnvelope && !closesEnvelope;
            static_cast<void>(take(1));
        } else if (m_atEnd) {
            return false;
        } else {
            HABERDASH_TRY(fill());
        }
    }
}

/// Length of the object that begins here; false where it does not end, as far as can be seen.
Result<bool> JsonReader::findObjectEnd(size_t &length)
{
    int depth = 0;
    bool inString = false;
    for (size_t i = 0;; ++i) {
        while (m_begin + i >= m_end && !m_atEnd && i <= m_limits.longestRecord)
            HABERDASH_TRY(fill());
        if (m_begin + i >= m_end || i > m_limits.longestRecord)
            return false;
        const char character = m_buffer[m_begin + i];
        if (inString) {
            i += character == '\\';
            inString = character != '"';
        } else if (character == '"') {
            inString = true;
        } else if (character == '{' || character == '[') {
            ++depth;
        } else if ((character == '}' || character == ']') && --depth == 0) {
            length = i + 1;
            return true;
        }
        if (character == '\n' && m_sawOpenObject && m_column < widestIndent) {
            while (m_begin + i + 1 + m_column >= m_end && !m_atEnd)
                HABERDASH_TRY(fill());
            if (beginsObject(m_begin + i + 1, m_column))
                return false;
        }
    }
}

/// Whether the line at `place` begins with an object in that column.
bool JsonReader::beginsObject(size_t place, size_t column) const
{
    if (column >= widestIndent || place + column >= m_end || m_buffer[place + column] != '{')
        return false;
    return std::all_of(m_buffer.begin() + std::ptrdiff_t(place),
        m_buffer.begin() + std::ptrdiff_t(place + column),
        [](char character) { return character == ' ' || character == '\t'; });
}

/// An object without an end costs what lies before the next line on which one begins in the same column.
Result<JsonReader::Piece> JsonReader::brokenObject(size_t column)
{
    m_sawOpenObject = true;
    size_t end = m_begin;
    for (;;) {
        const auto *const found
            = static_cast<const char *>(std::memchr(m_buffer.data() + end, '\n', m_end - end));
        end = found ? size_t(found - m_buffer.data()) : m_end;
        if (!found || beginsObject(end + 1, column))
            break;
        ++end;
    }
    Piece piece = take(end - m_begin);
    piece.text = trimmed(piece.text);
    piece.fault = RecordFault::NotJson;
    piece.detail = u"the object that begins here is not closed"_s;
    return piece;
}

/// What stands where an object should: to the next object or the end of the line.
Result<std::optional<JsonReader::Piece>> JsonReader::strayText()
{
    size_t length = 1;
    for (;;) {
        while (m_begin + length < m_end && m_buffer[m_begin + length] != '\n'
            && (m_buffer[m_begin + length] != '{' || m_arrayClosed))
            ++length;
        if (m_begin + length < m_end || m_atEnd || length > m_limits.longestRecord)
            break;
        HABERDASH_TRY(fill());
    }
    Piece piece = take(length);
    piece.text = trimmed(piece.text);
    piece.fault = RecordFault::NotJson;
    piece.detail = m_arrayClosed ? u"“%1” stands behind the end of the array"_s.arg(shown(piece.text))
                                 : u"“%1” stands where an object should begin"_s.arg(shown(piece.text));
    return piece;
}

JsonReader::Piece JsonReader::take(size_t length)
{
    Piece piece;
    piece.line = m_line;
    piece.column = m_column;
    piece.text = std::string_view(m_buffer.data() + m_begin, length);
    m_begin += length;
    if (const auto last = piece.text.rfind('\n'); last != std::string_view::npos) {
        m_line += std::count(piece.text.begin(), piece.text.end(), '\n');
        m_column = length - last - 1;
    } else {
        m_column += length;
    }
    return piece;
}

/// Reads on; what was not given out stays. False at the end.
Result<bool> JsonReader::fill()
{
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_end * 2 > m_buffer.size())
        m_buffer.resize(m_buffer.size() * 2);
    const size_t before = m_end;
    while (m_end < m_buffer.size() && !m_atEnd) {
        HABERDASH_TRY_ASSIGN(count, m_source->read(m_buffer.data() + m_end, qint64(m_buffer.size() - m_end)));
        m_end += size_t(count);
        m_atEnd = count == 0;
    }
    return m_end > before;
}

} // namespace haberdash::importing
