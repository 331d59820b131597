// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consent/send_window.h"

namespace haberdash::consent {

namespace {

bool isOpenOn(const SendWindow &window, Day day)
{
    const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
    return (window.days >> weekday) & 1;
}

} // namespace

std::optional<Timestamp> nextOpening(const SendWindow &window, const QTimeZone &zone, Timestamp now)
{
    if (window.isAlwaysOpen())
        return now;
    const LocalClock clock(zone);
    const auto at = [&clock](Day day, int minute) {
        return clock.toInstant(clockSeconds(day, 0, 0, 0) + qint64(minute) * 60);
    };
    // From the night before, which may still be open, to the same weekday a week on.
    const Day today = dayOf(now, zone);
    for (int offset = -1; offset <= 7; ++offset) {
        const Day day = today + std::chrono::days(offset);
        if (!isOpenOn(window, day))
            continue;
        const bool overMidnight = window.until <= window.from;
        const Timestamp opens = at(day, window.from);
        const Timestamp closes = at(day, window.until + (overMidnight ? SendWindow::minutesOfDay : 0));
        if (now < closes && opens < closes)
            return std::max(now, opens);
    }
    return std::nullopt;
}

Timestamp sameClockTime(Timestamp instant, const QTimeZone &home, const QTimeZone &zone)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count();
    const int offset = home.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant)));
    return LocalClock(zone).toInstant(seconds + offset);
}

} // namespace haberdash::consent
