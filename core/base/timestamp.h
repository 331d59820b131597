// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <optional>
#include <string_view>

#include <QString>
#include <QTimeZone>

namespace haberdash {

/// An instant, UTC, whole milliseconds since 1970. INTEGER in the store.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
/// A calendar day. Which instants it holds depends on the shop's time zone.
using Day = std::chrono::sys_days;

[[nodiscard]] constexpr qint64 toMilliseconds(Timestamp instant)
{
    return instant.time_since_epoch().count();
}
[[nodiscard]] constexpr Timestamp fromMilliseconds(qint64 milliseconds)
{
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

/// "2026-06-30T00:00:00Z", with ".123" only where there are milliseconds.
[[nodiscard]] QString toIsoString(Timestamp instant);
/// "2026-06-30"
[[nodiscard]] QString toIsoString(Day day);

/// The day that `instant` belongs to in `zone`.
[[nodiscard]] Day dayOf(Timestamp instant, const QTimeZone &zone);
/// The first instant of `day` in `zone`. Where the clock jumps over midnight, the instant of the jump.
[[nodiscard]] Timestamp startOf(Day day, const QTimeZone &zone);

/// Reads what people type for "as of": an ISO instant with offset or Z, or a day, which means its first
/// instant in `zone`.
[[nodiscard]] Result<Timestamp> parseInstant(QStringView text, const QTimeZone &zone);

/// Days since 1970 of a date that exists in the calendar, or nothing (30 February, month 13).
[[nodiscard]] std::optional<Day> civilDay(int year, int month, int day);

/// Seconds since 1970 as if the clock time were UTC. Components must be valid; see `civilDay`.
[[nodiscard]] constexpr qint64 clockSeconds(Day day, int hour, int minute, int second)
{
    return qint64(day.time_since_epoch().count()) * 86400 + hour * 3600 + minute * 60 + second;
}

/// Turns clock time in a zone into an instant. Times that do not exist (spring) give the instant of the jump,
/// times that exist twice (autumn) the first of the two. Remembers the offsets it looked up: meant for one
/// thread and many rows.
class LocalClock
{
public:
    explicit LocalClock(const QTimeZone &zone);
    [[nodiscard]] Timestamp toInstant(qint64 localSeconds) const;
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }

private:
    QTimeZone m_zone;
    mutable qint64 m_knownHour = std::numeric_limits<qint64>::min();
    mutable qint64 m_knownOffset = 0;
};

} // namespace haberdash
