// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>
#include <string_view>

namespace haberdash::importing {

/// What is wrong with a record before anybody asks what it means.
enum class RecordFault {
    None,
    NotUtf8,
    NulByte,
    OpenQuote,
    TooLong,
    NotJson, ///< a line of JSON that is none, or not an object
    Damaged, ///< a cell of a workbook that points nowhere
    UnknownKey, ///< a key of JSON that the header does not have
    CellCount, ///< more or fewer cells than the header has
    Comment, ///< a line that begins with # among rows that do not
    AboveHeader, ///< a title or comment above the names of the columns
    RepeatedHeader, ///< the names of the columns once more
    Note, ///< words in the first cell and nothing beside them
    Total ///< a sum of the rows above
};

/// One row of a file. The views hold until the next one is read.
struct Record
{
    qint64 line = 0; ///< number of its first line in the file (its row in a workbook), from 1
    RecordFault fault = RecordFault::None;
    std::span<const std::string_view> cells;
    std::string_view raw; ///< as it stands in the file, decoded to UTF-8; empty where that is no line of text
    QString detail; ///< what is wrong, in words, where the fault alone does not say it
};

/// What is wrong with a record, for people; empty where nothing is.
[[nodiscard]] QString describe(const Record &record);

} // namespace haberdash::importing
