// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/csv_reader.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_source.h"

#include <algorithm>
#include <string>
#include <vector>

namespace haberdash::fuzz {

using namespace importing;

namespace {

struct Row
{
    qint64 line = 0;
    RecordFault fault = RecordFault::None;
    std::vector<std::string> cells;
    std::string raw;
    friend bool operator==(const Row &, const Row &) = default;
};

/// All rows, and whether the file could be read to its end.
bool readAll(CsvReader &reader, size_t most, std::vector<Row> &rows)
{
    for (;;) {
        const auto record = reader.next();
        if (!record)
            return false;
        if (!*record)
            return true;
        Row row{(*record)->line, (*record)->fault, {}, std::string((*record)->raw)};
        for (const auto cell : (*record)->cells)
            row.cells.emplace_back(cell);
        require(!row.cells.empty(), "each row has a cell");
        rows.push_back(std::move(row));
        require(rows.size() <= most, "there are no more rows than bytes");
    }
}

std::string decodedText(std::string_view bytes, Encoding encoding)
{
    const auto source = decoded(std::make_unique<MemorySource>(bytes, 1 << 20), encoding);
    std::string text;
    char piece[4096];
    for (;;) {
        const auto count = source->read(piece, sizeof piece);
        require(count.has_value(), "memory can be read");
        if (*count == 0)
            return text;
        text.append(piece, size_t(*count));
    }
}

/// Rows are the text, in order, with nothing but line ends between them; their numbers count those. A first
/// line that names the delimiter is no row.
void requireWholeText(const std::string &text, const std::vector<Row> &rows, const CsvDialect &dialect)
{
    size_t at = dialect.namesDelimiter ? std::min(text.find_first_of("\r\n"), text.size()) : 0;
    qint64 line = 1;
    const auto atLineEnd = [&] { return at < text.size() && (text[at] == '\n' || text[at] == '\r'); };
    const auto step = [&] {
        if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n')
            ++at;
        else if (text[at] != '\r' && text[at] != '\n')
            --line;
        ++line;
        ++at;
    };
    for (const Row &row : rows) {
        while (atLineEnd())
            step();
        require(text.compare(at, row.raw.size(), row.raw) == 0, "no byte is lost between two rows");
        require(row.line == line, "a row knows its line",
            QString::number(row.line) + u'/' + QString::number(line));
        const size_t end = at + row.raw.size();
        while (at < end)
            step();
        require(at == end, "a row does not end within CRLF");
        require(at == text.size() || atLineEnd() || row.fault == RecordFault::TooLong,
            "a row ends where its line does");
    }
    while (atLineEnd())
        step();
    require(at == text.size(), "no byte is lost after the last row");
}

/// Sound cells, written with quotes around each, read as the same cells.
void requireReadBack(const std::vector<Row> &rows, const CsvDialect &dialect)
{
    std::string written;
    std::vector<std::vector<std::string>> sound;
    for (const Row &row : rows) {
        if (row.fault != RecordFault::None)
            continue;
        for (size_t i = 0; i < row.cells.size(); ++i) {
            if (i > 0)
                written += dialect.delimiter;
            written += dialect.quote;
            for (const char each : row.cells[i])
                written.append(each == dialect.quote ? 2 : 1, each);
            written += dialect.quote;
        }
        written += "\r\n";
        sound.push_back(row.cells);
    }
    CsvDialect plain = dialect;
    plain.encoding = Encoding::Utf8;
    plain.escape = '\0';
    plain.delimiterLength = 1;
    plain.namesDelimiter = false;
    std::vector<Row> again;
    auto reader = CsvReader::over(
        std::make_unique<MemorySource>(written, written.size()), plain, {written.size() + 1, 1 << 20});
    require(readAll(reader, written.size(), again), "memory can be read");
    require(again.size() == sound.size(), "as many rows are read as were written");
    for (size_t i = 0; i < sound.size(); ++i) {
        require(again[i].fault == RecordFault::None, "a row in quotes is sound");
        require(again[i].cells == sound[i], "cells read back as themselves");
    }
}

} // namespace

void fuzzCsv(Bytes input)
{
    const auto bytes = toView(input);
    const auto hash = hashOf(input);
    const size_t most = bytes.size() * 3;
    if (bytes.starts_with("\x1F\x8B")) {
        // What is inside is read; what it says is not known here.
        std::vector<Row> rows;
        if (auto packed = CsvReader::open(fileWith(bytes)))
            static_cast<void>(readAll(*packed, size_t(1) << 30, rows));
        return;
    }
    const Encoding encoding = sniffEncoding(bytes);
    const std::string text = decodedText(bytes, encoding);
    const CsvDialect dialect = sniffDialect(text, encoding, true);
    const auto readWith = [&](size_t piece, const CsvReader::Limits &limits) {
        std::vector<Row> rows;
        auto reader = CsvReader::over(std::make_unique<MemorySource>(bytes, piece), dialect, limits);
        require(readAll(reader, most, rows), "any bytes can be read to their end");
        return rows;
    };
    constexpr size_t longest = size_t(128) << 20;
    const auto rows = readWith(bytes.size() + 1, {2 * bytes.size() + 2, longest});
    requireWholeText(text, rows, dialect);
    requireReadBack(rows, dialect);

    const size_t pieces[] = {1, 2, 3, 7, 16, 100, 1000, 5000};
    require(readWith(pieces[hash % 8], {pieces[hash / 8 % 8], longest}) == rows,
        "the pieces in which a file is read do not show");
    // Where records are given up, nothing may be lost either.
    requireWholeText(
        text, readWith(pieces[hash % 8], {pieces[hash / 8 % 6], pieces[hash / 64 % 6]}), dialect);

    // A file on disk takes large buffers, which is slow under a sanitizer: not each time.
    if (hash % 16 == 0) {
        auto file = CsvReader::open(fileWith(bytes));
        require(file.has_value(), "any bytes can be opened as a table");
        require(file->dialect() == dialect, "a file on disk is seen as what it is");
        std::vector<Row> fromFile;
        require(readAll(*file, most, fromFile), "any file can be read to its end");
        require(fromFile == rows, "a file on disk has the same rows");
    }
}

} // namespace haberdash::fuzz
