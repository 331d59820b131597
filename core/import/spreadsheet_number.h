// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace haberdash::importing {

/// What a number format of a workbook makes of a number, as far as it matters for its value.
enum class NumberMeaning {
    Number,
    Day, ///< 2026-03-01; with a time where the number has one
    DayAndTime, ///< 2026-03-01T09:30:00
    TimeOfDay, ///< 09:30:00; with the day where the number has one
    Duration ///< 36:30:00
};

/// The meaning of a built-in format, as of ECMA-376 part 1, 18.8.30: 14 to 22 and 45 to 47 are dates and
/// times.
[[nodiscard]] NumberMeaning meaningOfBuiltIn(int number);
/// The meaning of a format code such as `dd.mm.yyyy` or `#,##0.00 "d"`.
[[nodiscard]] NumberMeaning meaningOfCode(std::u16string_view code);

/// Appends a number of a cell: one that is a day or time in ISO form, rounded to milliseconds; all others as
/// written. Spreadsheets write 19.99 as 19.989999999999998; more digits than a double needs are shortened to
/// those that give the same double.
/// @param from1904 days are counted from 1904-01-01, not from the end of 1899
void appendNumber(std::string_view text, NumberMeaning meaning, bool from1904, std::string &target);

} // namespace haberdash::importing
