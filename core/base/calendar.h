// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

namespace haberdash {

/// Reads the date that begins a text ("1990-05-17", "1990-05-17T10:00:00Z", "1990-05-17 10:00"): an instant
/// where it has a time with an offset or Z, else the first instant of the day in `zone`. Nothing where it
/// begins with none.
[[nodiscard]] std::optional<Timestamp> dateIn(QStringView text, const QTimeZone &zone);
/// month * 32 + day of the date that begins a text, also of "05-17" alone; nothing where it begins with none.
[[nodiscard]] std::optional<int> dayOfYearIn(QStringView text);

/// Monday 1 to Sunday 7, January 1 to December 12, 0 to 23, as clocks and calendars in `zone` show it.
struct LocalParts
{
    int weekday = 1;
    int month = 1;
    int hour = 0;
    friend bool operator==(const LocalParts &, const LocalParts &) = default;
};
[[nodiscard]] LocalParts localParts(Timestamp instant, const QTimeZone &zone);
/// "monday" and "january", in the words of rules.
[[nodiscard]] const char *weekdayWord(int weekday);
[[nodiscard]] const char *monthWord(int month);

} // namespace haberdash
