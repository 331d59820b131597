// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/csv_dialect.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <map>
#include <vector>

namespace haberdash::importing {

namespace {

/// Counts of cells of the first records, were the text cut with these two characters.
std::vector<size_t> cellCounts(std::string_view text, char delimiter, char quote, bool complete)
{
    std::vector<size_t> counts;
    size_t cells = 1;
    bool quoted = false;
    bool cellStart = true;
    bool lineHasText = false;
    for (size_t i = 0; i < text.size() && counts.size() < 200; ++i) {
        const char character = text[i];
        if (quoted) {
            if (character == quote) {
                if (i + 1 < text.size() && text[i + 1] == quote)
                    ++i;
                else
                    quoted = false;
            }
            continue;
        }
        if (character == quote && cellStart) {
            quoted = true;
            cellStart = false;
            lineHasText = true;
        } else if (character == delimiter) {
            ++cells;
            cellStart = true;
            lineHasText = true;
        } else if (character == '\n' || character == '\r') {
            if (lineHasText)
                counts.push_back(cells);
            cells = 1;
            cellStart = true;
            lineHasText = false;
        } else {
            cellStart = false;
            lineHasText = true;
        }
    }
    if (complete && lineHasText && !quoted)
        counts.push_back(cells);
    return counts;
}

struct Score
{
    double agreement = 0; // share of records that have the commonest number of cells
    size_t cells = 1; // that number
};

Score scoreOf(const std::vector<size_t> &counts)
{
    std::map<size_t, size_t> frequency;
    for (const size_t count : counts)
        ++frequency[count];
    Score best;
    size_t most = 0;
    for (const auto &[cells, times] : frequency) {
        if (cells > 1 && times >= most) {
            most = times;
            best = {double(times) / double(counts.size()), cells};
        }
    }
    return best;
}

/// Calls `take` with each line that is not empty.
template<typename Take>
void eachLine(std::string_view text, Take take)
{
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        if (end > 0)
            take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

/// The length that all runs of the delimiter have in the first line, where the others have such runs, too: 2
/// for a||b. Commas, semicolons and tabs stand alone; side by side they have an empty cell between them.
size_t runLength(std::string_view text, char delimiter)
{
    size_t length = 0;
    bool inFirst = true;
    eachLine(text, [&](std::string_view line) {
        size_t longest = 0;
        for (size_t at = line.find(delimiter); at < line.size(); at = line.find(delimiter, at)) {
            const size_t end = std::min(line.find_first_not_of(delimiter, at), line.size());
            if (inFirst && length != 0 && end - at != length)
                length = 1;
            else if (inFirst)
                length = end - at;
            longest = std::max(longest, end - at);
            at = end;
        }
        length = longest < length ? 1 : length;
        inFirst = false;
    });
    return std::clamp<size_t>(length, 1, 8);
}

/// Whether quotes within quotes have a backslash in front and are nowhere doubled.
bool escapesQuotes(std::string_view text, const CsvDialect &dialect)
{
    const auto isEdge = [&](size_t place) {
        return place >= text.size() || text[place] == dialect.delimiter || text[place] == '\n'
            || text[place] == '\r';
    };
    bool escaped = false;
    for (size_t at = text.find(dialect.quote); at < text.size(); at = text.find(dialect.quote, at + 1)) {
        const bool doubled = at + 1 < text.size() && text[at + 1] == dialect.quote;
        const bool afterBackslash = at > 0 && text[at - 1] == '\\';
        if (doubled && (afterBackslash || (at > 0 && !isEdge(at - 1) && !isEdge(at + 2))))
            return false;
        escaped = escaped || (afterBackslash && !isEdge(at + 1));
    }
    return escaped;
}

/// Whether each line but the first stands between two apostrophes: one column of quoted text.
bool isColumnInApostrophes(std::string_view text)
{
    size_t lines = 0;
    bool all = true;
    eachLine(text, [&](std::string_view line) {
        all = all && (lines == 0 || (line.size() > 1 && line.front() == '\'' && line.back() == '\''));
        ++lines;
    });
    return lines > 1 && all;
}

/// The delimiter of a first line that Excel writes and reads, "sep=;", and the length of that line without
/// its end; 0 where there is none.
std::pair<char, size_t> namedDelimiter(std::string_view head)
{
    const bool quoted = head.starts_with('"');
    const std::string_view text = head.substr(quoted ? 1 : 0);
    const size_t length = quoted ? 7 : 5;
    if (text.size() < 5 || (!text.starts_with("sep=") && !text.starts_with("SEP=")))
        return {'\0', 0};
    const char delimiter = text[4];
    const bool ends
        = head.size() == length || (head.size() > length && (head[length] == '\n' || head[length] == '\r'));
    if (!ends || (quoted && head[length - 1] != '"') || delimiter == '"' || std::isalnum(delimiter) != 0
        || delimiter == '\n' || delimiter == '\r' || delimiter < 0)
        return {'\0', 0};
    return {delimiter, length};
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    while (at < end) {
        // Eight bytes of ASCII at a time: nearly all of a file.
        quint64 word = 0;
        while (end - at >= 8 && (std::memcpy(&word, at, 8), (word & 0x8080808080808080ull) == 0))
            at += 8;
        if (at == end)
            break;
        const auto first = static_cast<unsigned char>(*at);
        if (first < 0x80) {
            ++at;
            continue;
        }
        int length = 0;
        quint32 code = 0;
        if (first >= 0xC2 && first <= 0xDF) {
            length = 2;
            code = first & 0x1Fu;
        } else if (first >= 0xE0 && first <= 0xEF) {
            length = 3;
            code = first & 0x0Fu;
        } else if (first >= 0xF0 && first <= 0xF4) {
            length = 4;
            code = first & 0x07u;
        } else {
            return false;
        }
        if (end - at < length)
            return false;
        for (int i = 1; i < length; ++i) {
            const auto next = static_cast<unsigned char>(at[i]);
            if ((next & 0xC0u) != 0x80u)
                return false;
            code = code << 6 | (next & 0x3Fu);
        }
        if ((length == 3 && (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF)))
            || (length == 4 && (code < 0x10000 || code > 0x10FFFF)))
            return false;
        at += length;
    }
    return true;
}

Encoding sniffEncoding(std::string_view head)
{
    if (head.starts_with("\xFF\xFE"))
        return Encoding::Utf16LittleEndian;
    if (head.starts_with("\xFE\xFF"))
        return Encoding::Utf16BigEndian;
    if (head.starts_with("\xEF\xBB\xBF"))
        return Encoding::Utf8;
    const auto sample = head.substr(0, 4096);
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < sample.size(); ++i)
        zeros[i % 2] += sample[i] == '\0';
    if (sample.size() >= 4 && zeros[1] * 3 > sample.size() && zeros[0] * 10 < sample.size())
        return Encoding::Utf16LittleEndian;
    if (sample.size() >= 4 && zeros[0] * 3 > sample.size() && zeros[1] * 10 < sample.size())
        return Encoding::Utf16BigEndian;

    size_t lines = 0;
    size_t foreign = 0;
    size_t sound = 0; // with characters beyond ASCII: hardly by chance
    size_t start = 0;
    while (start < head.size()) {
        const size_t found = head.find('\n', start);
        const bool last = found == std::string_view::npos;
        const auto line = head.substr(start, last ? std::string_view::npos : found - start);
        // The sample may end within a character.
        if (!isUtf8(line)
            && !(last && lines > 0 && isUtf8(line.substr(0, line.size() - std::min<size_t>(line.size(), 3)))))
            ++foreign;
        else if (std::any_of(line.begin(), line.end(), [](char character) { return character < 0; }))
            ++sound;
        ++lines;
        start = last ? head.size() : found + 1;
    }
    return foreign > sound && foreign * 100 >= lines ? Encoding::Windows1252 : Encoding::Utf8;
}

CsvDialect sniffDialect(std::string_view head, Encoding encoding, bool complete)
{
    const auto [named, length] = namedDelimiter(head);
    head.remove_prefix(length);
    CsvDialect best{encoding, ',', '"'};
    best.namesDelimiter = length > 0;
    double bestValue = 0;
    for (const char quote : {'"', '\''}) {
        // An apostrophe is a quote only where it stands at cell borders; as a mere letter it must not cut
        // anything.
        if (quote == '\'' && head.find('"') != std::string_view::npos)
            continue;
        for (const char delimiter : {',', ';', '\t', '|', '^', '~', '\x1F'}) {
            if (length > 0 && delimiter != named)
                continue;
            const auto counts = cellCounts(head, delimiter, quote, complete);
            if (counts.empty())
                continue;
            const auto score = scoreOf(counts);
            // Agreement first; among equals the one that cuts into more cells.
            const double value = score.cells > 1
                ? score.agreement * 100 + double(std::min<size_t>(score.cells, 99)) / 10
                : 0;
            if (value > bestValue + (quote == '\'' ? 5 : 0)) {
                bestValue = value;
                best.delimiter = delimiter;
                best.quote = quote;
            }
        }
    }
    if (length > 0)
        best.delimiter = named;
    if (bestValue == 0 && head.find('"') == std::string_view::npos && isColumnInApostrophes(head))
        best.quote = '\'';
    if (best.delimiter != ',' && best.delimiter != ';' && best.delimiter != '\t')
        best.delimiterLength = runLength(head, best.delimiter);
    if (escapesQuotes(head, best))
        best.escape = '\\';
    return best;
}

} // namespace haberdash::importing
