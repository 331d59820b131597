// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <bitset>
#include <optional>
#include <vector>

namespace haberdash::segment {

enum class Unit { Hours, Days, Weeks, Months, Years };

/// A length of time as people say it. Hours, days and weeks are exact (a day is 86,400 seconds); months and
/// years follow the calendar of the shop.
struct Span
{
    int count = 0;
    Unit unit = Unit::Days;
    friend bool operator==(const Span &, const Span &) = default;
};

/// The instant that lies `span` before `instant`.
[[nodiscard]] Timestamp before(Timestamp instant, Span span, const QTimeZone &zone);
/// The instant that lies `span` after `instant`.
[[nodiscard]] Timestamp after(Timestamp instant, Span span, const QTimeZone &zone);

/// Which instants count, seen from an instant T. Of what customers did, nothing at or after T ever counts;
/// dates of theirs (birthday, points that run out) may lie ahead.
struct Window
{
    enum class Kind {
        AllTime, ///< what customers did: before T; dates: any
        InLast, ///< [T - near, T)
        MoreThanAgo, ///< before T - near
        BetweenAgo, ///< [T - far, T - near)
        InNext, ///< [T, T + near); dates only
        Before, ///< before the day `from`
        OnOrAfter, ///< from the day `from` on
        BetweenDays, ///< from the day `from` to the end of the day `to`; one day alone where they are the
                     ///< same
        Calendar, ///< the day, week (from Monday), month or year of T; `nearSpan.count` of them later
        MonthOfYear ///< any year's month `nearSpan.count` (1 to 12)
    };
    Kind kind = Kind::AllTime;
    Span nearSpan{};
    Span farSpan{};
    Day from{};
    Day to{};
    /// The date as it comes round every year: "birthday anniversary in next 7 days". With InLast, InNext and
    /// Calendar only. Who was born on 29 February celebrates on the 28th where there is none.
    bool yearly = false;
    friend bool operator==(const Window &, const Window &) = default;
};

/// Instants from `begin` (included) to `end` (not included).
struct Interval
{
    Timestamp begin;
    Timestamp end;
    friend bool operator==(const Interval &, const Interval &) = default;
};

/// Whether a window is one stretch of time: neither yearly nor a month of any year.
[[nodiscard]] bool isOneStretch(const Window &window);
/// The stretch as instants, for dates: not cut off at T. May be empty (begin >= end).
[[nodiscard]] Interval resolveDates(const Window &window, Timestamp asOf, const QTimeZone &zone);
/// The stretch as instants, for what customers did: cut off at T. May be empty.
[[nodiscard]] Interval resolve(const Window &window, Timestamp asOf, const QTimeZone &zone);
/// All stretches in ascending order, also of windows that come round every year (from 1900 to two years after
/// T); not cut off at T.
[[nodiscard]] std::vector<Interval> stretches(const Window &window, Timestamp asOf, const QTimeZone &zone);

/// Days of a year: bit month * 32 + day, both from 1.
using DaysOfYear = std::bitset<13 * 32>;
/// The days that a yearly window or a month of any year takes in.
[[nodiscard]] DaysOfYear daysOfYear(const Window &window, Timestamp asOf, const QTimeZone &zone);

} // namespace haberdash::segment
