// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/csv_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

Result<CsvReader> CsvReader::open(const QString &path, std::optional<CsvDialect> dialect)
{
    if (!dialect)
        return open([path] { return openBytes(path); });
    HABERDASH_TRY_ASSIGN(source, openBytes(path));
    return over(std::move(source), *dialect, Limits());
}

Result<CsvReader> CsvReader::open(const ByteOpener &openAgain)
{
    HABERDASH_TRY_ASSIGN(first, openAgain());
    HABERDASH_TRY_ASSIGN(head, readHead(*first, size_t(1) << 20));
    const auto encoding = sniffEncoding(head);
    HABERDASH_TRY_ASSIGN(second, openAgain());
    const auto text = decoded(std::move(second), encoding);
    constexpr size_t sampleSize = size_t(1) << 16;
    HABERDASH_TRY_ASSIGN(sample, readHead(*text, sampleSize));
    const CsvDialect dialect = sniffDialect(sample, encoding, sample.size() < sampleSize);
    HABERDASH_TRY_ASSIGN(source, openAgain());
    return over(std::move(source), dialect, Limits());
}

CsvReader CsvReader::over(std::unique_ptr<ByteSource> source, const CsvDialect &dialect, const Limits &limits)
{
    CsvReader reader;
    reader.m_form.dialect = dialect;
    reader.m_skipsLine = dialect.namesDelimiter;
    reader.m_limits = limits;
    reader.m_source = decoded(std::move(source), dialect.encoding);
    reader.m_buffer.resize(2 * limits.block);
    return reader;
}

Result<> CsvReader::fill()
{
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    // Doubling keeps a long record linear: it is scanned again from its start after each fill.
    if (m_end * 2 > m_buffer.size())
        m_buffer.resize(m_buffer.size() * 2);
    while (m_end < m_buffer.size() && !m_atEnd) {
        HABERDASH_TRY_ASSIGN(count, m_source->read(m_buffer.data() + m_end, qint64(m_buffer.size() - m_end)));
        m_end += size_t(count);
        m_atEnd = count == 0;
    }
    return {};
}

void CsvReader::skipEmptyLines()
{
    while (m_begin < m_end && (m_buffer[m_begin] == '\n' || m_buffer[m_begin] == '\r')) {
        // At the end of the block a CR may still be followed by its LF.
        if (m_buffer[m_begin] == '\r' && m_begin + 1 == m_end && !m_atEnd)
            return;
        if (m_buffer[m_begin] == '\r' && m_begin + 1 < m_end && m_buffer[m_begin + 1] == '\n')
            ++m_begin;
        ++m_begin;
        ++m_line;
    }
}

/// False where its end was not read yet.
bool CsvReader::skipNamingLine()
{
    size_t end = m_begin;
    while (end < m_end && m_buffer[end] != '\n' && m_buffer[end] != '\r')
        ++end;
    if (end == m_end && !m_atEnd)
        return false;
    m_begin = end;
    return true;
}

bool CsvReader::isDelimiter(size_t place) const
{
    const size_t length = m_form.dialect.delimiterLength;
    if (place + length > m_end || m_buffer[place] != m_form.dialect.delimiter)
        return false;
    return std::all_of(m_buffer.begin() + std::ptrdiff_t(place),
        m_buffer.begin() + std::ptrdiff_t(place + length),
        [this](char character) { return character == m_form.dialect.delimiter; });
}

/// Whether a cell ends at `place`: at the end, where a line ends or a delimiter stands.
bool CsvReader::isBorder(size_t place) const
{
    return place >= m_end || m_buffer[place] == '\n' || m_buffer[place] == '\r' || isDelimiter(place);
}

/// What the quote at `at` means that stands within quotes and has text behind it. Record: the cell ends with
/// the quote that `at` is moved to. OpenQuote: it opens another cell, so that this one was never closed.
CsvReader::Scan CsvReader::closeQuote(size_t &at, bool spansLines)
{
    const size_t delimiterLength = m_form.dialect.delimiterLength;
    const char quote = m_form.dialect.quote;
    const auto opensCell = [&](size_t place) {
        const char before = m_buffer[place - 1];
        return before == '\n' || before == '\r'
            || (place >= m_begin + delimiterLength && isDelimiter(place - delimiterLength));
    };
    size_t blanks = at + 1;
    while (blanks < m_end && (m_buffer[blanks] == ' ' || m_buffer[blanks] == '\t') && !isDelimiter(blanks))
        ++blanks;
    if (blanks + delimiterLength > m_end && !m_atEnd)
        return Scan::NeedsMore;
    if (isBorder(blanks))
        return Scan::Record;
    if (spansLines && opensCell(at))
        return Scan::OpenQuote;
    size_t place = at + 1;
    for (; place < m_end && m_buffer[place] != '\n' && m_buffer[place] != '\r'; ++place) {
        if (m_buffer[place] != quote)
            continue;
        if (place + 2 + delimiterLength > m_end && !m_atEnd)
            return Scan::NeedsMore;
        if (opensCell(place))
            return Scan::Record;
        if (place + 1 < m_end && m_buffer[place + 1] == quote)
            ++place;
        if (isBorder(place + 1)) {
            at = place;
            return Scan::Record;
        }
    }
    if (place >= m_end && !m_atEnd)
        return Scan::NeedsMore;
    return spansLines ? Scan::OpenQuote : Scan::Record;
}

/// Blanks are part of their cell, but not in front of one in quotes that is closed in the same line.
CsvReader::Scan CsvReader::skipBlanks(size_t &at) const
{
    const char quote = m_form.dialect.quote;
    size_t place = at;
    while (place < m_end && m_buffer[place] == ' ')
        ++place;
    const size_t open = place;
    const bool isQuoted = place < m_end && m_buffer[place] == quote;
    for (++place; isQuoted && place < m_end && m_buffer[place] != '\n' && m_buffer[place] != '\r'; ++place) {
        if (m_buffer[place] != quote)
            continue;
        if (place + 1 + m_form.dialect.delimiterLength > m_end && !m_atEnd)
            return Scan::NeedsMore;
        if (place + 1 < m_end && m_buffer[place + 1] == quote) {
            ++place;
            continue;
        }
        do
            ++place;
        while (place < m_end && m_buffer[place] == ' ');
        if (place + m_form.dialect.delimiterLength > m_end && !m_atEnd)
            return Scan::NeedsMore;
        at = isBorder(place) ? open : at;
        return Scan::Record;
    }
    return place >= m_end && !m_atEnd ? Scan::NeedsMore : Scan::Record;
}

/// From behind the opening quote to behind the cell.
CsvReader::Scan CsvReader::scanQuotedCell(size_t &at)
{
    const char *const data = m_buffer.data();
    const char quote = m_form.dialect.quote;
    const char escape = m_form.dialect.escape == '\0' ? quote : m_form.dialect.escape;
    const qint64 lineEndsBefore = m_lineEnds;
    const size_t start = at;
    bool plain = true; // the cell is one stretch of the buffer
    size_t stretch = start;
    const size_t copy = m_unquoted.size();
    const auto keep = [&](size_t end, size_t next) {
        m_unquoted.append(data + stretch, end - stretch);
        plain = false;
        stretch = next;
    };
    for (;;) {
        while (at < m_end && data[at] != quote && data[at] != escape) {
            m_lineEnds += data[at] == '\r' || (data[at] == '\n' && data[at - 1] != '\r');
            ++at;
        }
        if (at >= m_end)
            return m_atEnd ? Scan::OpenQuote : Scan::NeedsMore;
        if (at + 1 >= m_end && !m_atEnd)
            return Scan::NeedsMore;
        const char next = at + 1 < m_end ? data[at + 1] : '\0';
        if (data[at] != quote) {
            if (next == quote || next == escape) {
                keep(at, at + 1);
                ++at;
            }
            ++at;
        } else if (next == quote && at + 1 < m_end) {
            keep(at + 1, at + 2);
            at += 2;
        } else {
            break;
        }
    }
    if (const auto closed = closeQuote(at, m_lineEnds != lineEndsBefore); closed != Scan::Record)
        return closed;
    const size_t close = at++;
    const size_t after = at;
    if (const auto rest = scanText(at); rest != Scan::Record)
        return rest;
    const bool onlyBlanks
        = std::all_of(data + after, data + at, [](char character) { return character == ' '; });
    if (plain && onlyBlanks) {
        m_cells.emplace_back(data + start, close - start);
    } else {
        m_unquoted.append(data + stretch, close - stretch);
        if (!onlyBlanks)
            m_unquoted.append(data + after, at - after);
        m_unquotedCells.push_back({m_cells.size(), {copy, m_unquoted.size() - copy}});
        m_cells.emplace_back();
    }
    return Scan::Record;
}

/// To the next delimiter or line end.
CsvReader::Scan CsvReader::scanText(size_t &at) const
{
    const char *const data = m_buffer.data();
    const char delimiter = m_form.dialect.delimiter;
    for (;; ++at) {
        while (at < m_end && data[at] != delimiter && data[at] != '\n' && data[at] != '\r')
            ++at;
        if (at + m_form.dialect.delimiterLength > m_end && !m_atEnd)
            return Scan::NeedsMore;
        if (isBorder(at))
            return Scan::Record;
    }
}

CsvReader::Scan CsvReader::scan()
{
    const char *const data = m_buffer.data();
    m_cells.clear();
    m_unquoted.clear();
    m_unquotedCells.clear();
    m_lineEnds = 0;
    size_t at = m_begin;
    for (;;) {
        if (at < m_end && data[at] == ' ') {
            if (const auto skipped = skipBlanks(at); skipped != Scan::Record)
                return skipped;
        }
        const size_t start = at;
        if (at < m_end && data[at] == m_form.dialect.quote) {
            ++at;
            if (const auto cell = scanQuotedCell(at); cell != Scan::Record)
                return cell;
        } else {
            if (const auto cell = scanText(at); cell != Scan::Record)
                return cell;
            m_cells.emplace_back(data + start, at - start);
        }
        if (isDelimiter(at)) {
            at += m_form.dialect.delimiterLength;
            continue;
        }
        m_recordEnd = at;
        if (at < m_end && data[at] == '\r') {
            if (at + 1 >= m_end && !m_atEnd)
                return Scan::NeedsMore;
            ++at;
            if (at < m_end && data[at] == '\n')
                ++at;
        } else if (at < m_end) {
            ++at;
        }
        m_nextBegin = at;
        ++m_lineEnds;
        for (const auto &[cell, part] : m_unquotedCells)
            m_cells[cell] = std::string_view(m_unquoted).substr(part.first, part.second);
        return Scan::Record;
    }
}

void CsvReader::takeLineOnly(RecordFault fault)
{
    const char *const begin = m_buffer.data() + m_begin;
    const char *const end = m_buffer.data() + m_end;
    const char *const lineEnd
        = std::find_if(begin, end, [](char character) { return character == '\n' || character == '\r'; });
    m_recordEnd = size_t(lineEnd - m_buffer.data());
    // The line end, where there is one in the block, is left to be skipped and counted.
    m_nextBegin = m_recordEnd;
    m_lineEnds = 0;
    m_fault = fault;
    m_cells.assign(1, std::string_view(begin, size_t(lineEnd - begin)));
}

Result<std::optional<Record>> CsvReader::next()
{
    m_begin = m_nextBegin;
    for (;;) {
        if (!m_skipsLine)
            skipEmptyLines();
        if (m_skipsLine ? skipNamingLine() : m_begin + 1 < m_end || m_atEnd) {
            if (!std::exchange(m_skipsLine, false))
                break;
            continue;
        }
        HABERDASH_TRY(fill());
    }
    if (m_begin >= m_end)
        return std::nullopt;
    m_fault = RecordFault::None;
    for (bool done = false; !done;) {
        switch (scan()) {
        case Scan::Record:
            done = true;
            break;
        case Scan::NeedsMore:
            if (m_end - m_begin > m_limits.longestRecord) {
                takeLineOnly(RecordFault::TooLong);
                done = true;
            } else {
                HABERDASH_TRY(fill());
            }
            break;
        case Scan::OpenQuote:
            takeLineOnly(RecordFault::OpenQuote);
            done = true;
            break;
        }
    }
    Record record;
    record.line = m_line;
    record.raw = std::string_view(m_buffer.data() + m_begin, m_recordEnd - m_begin);
    record.cells = m_cells;
    record.fault = m_fault;
    if (m_fault == RecordFault::None) {
        if (!isUtf8(record.raw))
            record.fault = RecordFault::NotUtf8;
        else if (!record.raw.empty() && std::memchr(record.raw.data(), 0, record.raw.size()))
            record.fault = RecordFault::NulByte;
        else if (m_form.dialect.encoding != Encoding::Utf8
            && record.raw.find("\xEF\xBF\xBD") != std::string_view::npos) {
            record.fault = RecordFault::NotUtf8;
            record.detail = u"the row has bytes that are no character of %1; they show as �"_s.arg(
                toWord(m_form.dialect.encoding));
        }
    }
    m_line += m_lineEnds;
    return record;
}

} // namespace haberdash::importing
