// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/json_reader.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_source.h"

#include <string>
#include <vector>

namespace haberdash::fuzz {

using namespace importing;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Row
{
    qint64 line = 0;
    RecordFault fault = RecordFault::None;
    std::vector<std::string> cells;
    friend bool operator==(const Row &, const Row &) = default;
};

/// All rows with the header in front; nothing where the file is refused.
std::optional<std::vector<Row>> readWith(
    std::string_view bytes, size_t piece, bool onePerLine, const JsonReader::Limits &limits)
{
    const ByteOpener open = [bytes, piece]() -> Result<std::unique_ptr<ByteSource>> {
        return std::make_unique<MemorySource>(bytes, piece);
    };
    auto reader = JsonReader::open(open, onePerLine, u"memory"_s, limits);
    if (!reader) {
        require(!reader.error().detail.isEmpty(), "a refusal gives its reason");
        return std::nullopt;
    }
    std::vector<Row> rows;
    qint64 line = 0;
    for (;;) {
        const auto record = reader->next();
        require(record.has_value(), "any bytes can be read to their end");
        if (!*record)
            return rows;
        Row row{(*record)->line, (*record)->fault, {}};
        for (const auto cell : (*record)->cells)
            row.cells.emplace_back(cell);
        require(!row.cells.empty(), "each row has a cell");
        require(row.line >= line, "rows come in their order");
        line = row.line;
        if (row.fault == RecordFault::None)
            require(row.cells.size() == (rows.empty() ? row.cells.size() : rows.front().cells.size()),
                "a sound row is as long as the header");
        else
            require(!describe(**record).isEmpty(), "a fault has words");
        rows.push_back(std::move(row));
        require(rows.size() <= bytes.size() * 3 + 2, "there are no more rows than bytes");
    }
}

/// Sound rows, written one a line, read as the same cells.
void requireReadBack(const std::vector<Row> &rows)
{
    std::string written;
    std::vector<std::vector<std::string>> sound;
    const auto append = [&written](std::string_view text) {
        written += '"';
        for (const char each : text) {
            if (each == '"' || each == '\\')
                written += '\\';
            if (static_cast<unsigned char>(each) < 0x20) {
                constexpr std::string_view digits = "0123456789abcdef";
                written += "\\u00";
                written += digits[size_t(each) >> 4];
                written += digits[size_t(each) & 15];
            } else {
                written += each;
            }
        }
        written += '"';
    };
    for (size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].fault != RecordFault::None)
            continue;
        written += '{';
        for (size_t column = 0; column < rows[i].cells.size(); ++column) {
            if (column > 0)
                written += ',';
            append(rows.front().cells[column]);
            written += ':';
            append(rows[i].cells[column]);
        }
        written += "}\n";
        sound.push_back(rows[i].cells);
    }
    if (sound.empty())
        return;
    const auto again = readWith(written, written.size(), true, {});
    require(again && again->size() == sound.size() + 1, "as many rows are read as were written");
    for (size_t i = 0; i < sound.size(); ++i)
        require((*again)[i + 1].cells == sound[i], "cells read back as themselves");
}

} // namespace

void fuzzJsonl(Bytes input)
{
    const auto bytes = toView(input);
    const auto hash = hashOf(input);
    const bool onePerLine = hash % 2 == 0;
    constexpr size_t longest = size_t(128) << 20;
    const JsonReader::Limits large{2 * bytes.size() + 2, longest, 10'000, qint64(16) << 20, 10'000};
    const auto rows = readWith(bytes, bytes.size() + 1, onePerLine, large);
    const size_t pieces[] = {1, 2, 3, 7, 16, 100, 1000, 5000};
    const JsonReader::Limits small{pieces[hash / 8 % 8], longest, 10'000, qint64(16) << 20, 10'000};
    require(readWith(bytes, pieces[hash / 2 % 8], onePerLine, small) == rows,
        "the pieces in which a file is read do not show");
    if (rows && !rows->empty() && rows->front().line == 0)
        requireReadBack(*rows);
    // Where rows are given up and headers end early.
    static_cast<void>(
        readWith(bytes, 100, onePerLine, {pieces[hash / 8 % 6], pieces[hash / 64 % 6], 2, 100, 5}));
}

} // namespace haberdash::fuzz
