// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <optional>

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

/// Which instants count, seen from an instant T. Nothing at or after T ever counts.
struct Window
{
    enum class Kind {
        AllTime, ///< before T
        InLast, ///< [T - near, T)
        MoreThanAgo, ///< before T - near
        BetweenAgo, ///< [T - far, T - near)
        Before, ///< before the day `from`
        OnOrAfter, ///< from the day `from` on
        BetweenDays ///< from the day `from` to the end of the day `to`
    };
    Kind kind = Kind::AllTime;
    Span nearSpan{};
    Span farSpan{};
    Day from{};
    Day to{};
    friend bool operator==(const Window &, const Window &) = default;
};

/// Instants from `begin` (included) to `end` (not included).
struct Interval
{
    Timestamp begin;
    Timestamp end;
    friend bool operator==(const Interval &, const Interval &) = default;
};

/// The window as instants, cut off at `asOf`. May be empty (begin >= end).
[[nodiscard]] Interval resolve(const Window &window, Timestamp asOf, const QTimeZone &zone);

} // namespace haberdash::segment
