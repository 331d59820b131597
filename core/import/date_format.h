// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <string_view>
#include <vector>

namespace haberdash::importing {

/// How a file writes dates. Compiled once, read for each row.
class DateFormat
{
public:
    /// "iso": yyyy-MM-dd, optionally followed by a T or blank and HH:mm[:ss[.fff]], optionally by Z, UTC or
    /// an offset.
    DateFormat() = default;

    /// A pattern of yyyy yy MMM (Sep, in English) MM M dd d HH H hh h mm ss AP zzz and other characters that
    /// stand for themselves; "iso" as above. Invalid for anything that leaves the day open.
    [[nodiscard]] static Result<DateFormat> fromPattern(const QString &pattern);

    /// Times without an offset are clock times of `clock`'s zone; a day alone is its first instant there.
    /// Nothing for days and times that do not exist, and for text left over.
    [[nodiscard]] std::optional<Timestamp> parse(std::string_view text, const LocalClock &clock) const;

private:
    enum class Part {
        Year,
        ShortYear,
        Month,
        MonthName,
        Day,
        Hour,
        HalfDayHour,
        Minute,
        Second,
        HalfDay,
        Zone,
        Literal
    };
    struct Step
    {
        Part part;
        int least = 0; // digits
        int most = 0;
        char literal = 0;
    };
    std::vector<Step> m_steps; // empty: ISO
};

} // namespace haberdash::importing
