// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>
#include <string_view>

struct sqlite3;

namespace haberdash::store {

/// A number as people and files write it ("12", "-3.5", "1e3"), in thousandths, rounded; nothing where a text
/// is no number or beyond what can be counted.
[[nodiscard]] std::optional<qint64> thousandthsIn(std::string_view text);
/// Metres on a sphere of 6371 km between two places in degrees; nothing where one is none.
[[nodiscard]] std::optional<qint64> metresBetween(
    std::string_view latitude, std::string_view longitude, double fromLatitude, double fromLongitude);
/// What share a number falls into for a word: 0 to 99,999 thousandths of a percent, the same for ever.
[[nodiscard]] qint64 shareOf(std::string_view salt, qint64 number);

/// Teaches a connection the functions that rules need beyond SQLite's own; each is deterministic and gives
/// NULL for NULL.
///   folded(text)                    see core/base/folded.h
///   matches(pattern, text)          1 where the regular expression is found in the text, in either case
///   thousandths(text)               see above
///   date_in(text, zone)             milliseconds, see core/base/calendar.h
///   day_of_year_in(text)            month * 32 + day
///   local_weekday(ms, zone), local_month(ms, zone): words; local_hour(ms, zone): 0 to 23
///   later(ms, count, unit, zone)    the instant `count` hours, days, weeks, months or years later
///   tags_json(text)                 "a, b" as ["a","b"]
///   metres_between(lat, lon, from lat, from lon)
///   share_of(salt, number)
void addFunctions(sqlite3 *handle);

} // namespace haberdash::store
