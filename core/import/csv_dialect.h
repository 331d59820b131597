// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/byte_source.h"

#include <string_view>

namespace haberdash::importing {

/// How a text file separates its cells.
struct CsvDialect
{
    Encoding encoding = Encoding::Utf8;
    char delimiter = ',';
    char quote = '"';
    char escape = '\0'; ///< makes the quote behind it a letter, as MySQL writes; '\0': quotes are doubled
    size_t delimiterLength = 1; ///< how many of `delimiter` part two cells: 2 for a||b
    bool namesDelimiter = false; ///< the first line says "sep=;" to spreadsheets, and is no row
    friend bool operator==(const CsvDialect &, const CsvDialect &) = default;
};

/// Finds the encoding from the first bytes of a file (a megabyte is plenty): a byte-order mark, NULs in every
/// second place, else UTF-8. Bytes that are not UTF-8 make it Windows-1252 only where they stand in at least
/// one line of a hundred, and in more lines than sound characters beyond ASCII do: a stray line in a UTF-8
/// file is that line's fault, and is rejected with its number.
[[nodiscard]] Encoding sniffEncoding(std::string_view head);

/// Finds delimiter, quote and escape from the first lines, as UTF-8: the delimiter that cuts most lines into
/// the same number of cells, more than one; or the one that the first line names ("sep=;"). A comma where
/// nothing speaks for another.
/// @param complete whether `head` is the whole text, so that its last line counts
[[nodiscard]] CsvDialect sniffDialect(std::string_view head, Encoding encoding, bool complete);

/// True where the bytes are well-formed UTF-8 (no surrogates, no overlong forms).
[[nodiscard]] bool isUtf8(std::string_view bytes);

} // namespace haberdash::importing
