// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/xlsx_reader.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_source.h"
#include "tests/support/packed_files.h"

#include <QFile>

namespace haberdash::fuzz {

using namespace importing;
using namespace Qt::Literals::StringLiterals;

namespace {

void readAll(RowReader &reader, size_t most)
{
    size_t rows = 0;
    for (;;) {
        const auto record = reader.next();
        if (!record) {
            require(!record.error().detail.isEmpty(), "a refusal gives its reason");
            return;
        }
        if (!*record)
            return;
        require(!(*record)->cells.empty(), "each row has a cell");
        require((*record)->line > 0, "each row has a number");
        require((*record)->fault == RecordFault::None || !describe(**record).isEmpty(), "a fault has words");
        require(++rows <= most, "there are no more rows than bytes");
    }
}

/// Opens bytes as whatever they are.
void readFile(std::string_view bytes)
{
    const QString path = fileWith(bytes);
    for (const QString &inside : {QString(), u"/a.csv"_s, u"/Sheet"_s}) {
        if (auto reader = openRows(path + inside))
            readAll(**reader, size_t(1) << 20);
        else
            require(!reader.error().detail.isEmpty(), "a refusal gives its reason");
    }
}

} // namespace

/// The first byte says what the rest is: a whole archive, or one part of a workbook, which a mutation would
/// hardly reach through checksum and compression.
void fuzzXlsx(Bytes input)
{
    if (input.empty())
        return;
    const auto rest = toView(input.subspan(1));
    const QByteArray content(rest.data(), qsizetype(rest.size()));
    static constexpr const char *parts[] = {"xl/workbook.xml", "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"};
    const size_t which = input.front() % (std::size(parts) + 2);
    if (which >= std::size(parts) + 1) {
        readFile(rest);
        return;
    }
    auto files = test::workbookParts({{"Sheet", test::rowsOf({{"a", "b"}, {"1", "2"}})}});
    if (which == std::size(parts)) {
        files = test::workbookParts({{"Sheet", content}});
    } else {
        for (auto &file : files) {
            if (file.name == parts[which])
                file.content = content;
        }
    }
    for (auto &file : files)
        file.deflated = false;
    const QByteArray archive = test::zipOf(files);
    readFile({archive.constData(), size_t(archive.size())});
}

} // namespace haberdash::fuzz
