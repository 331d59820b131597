// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

namespace haberdash::consent {

/// When mail may arrive, by the clock of whoever gets it.
struct SendWindow
{
    static constexpr int minutesOfDay = 24 * 60;
    static constexpr int everyDay = 0b1111111;

    int from = 0; ///< minute of the day, 0 to 1439
    int until = minutesOfDay; ///< minute after the last, 1 to 1440; not above `from`: over midnight
    int days = everyDay; ///< bit 0 is Monday; of a night, the day on which it began
    [[nodiscard]] bool isAlwaysOpen() const { return from == 0 && until == minutesOfDay && days == everyDay; }
    friend bool operator==(const SendWindow &, const SendWindow &) = default;
};

/// The first instant from `now` on at which the window is open in `zone`: `now` itself where it is open. A
/// window without days is never open: nothing.
[[nodiscard]] std::optional<Timestamp> nextOpening(
    const SendWindow &window, const QTimeZone &zone, Timestamp now);

/// The instant at which it is the same time by the clock of `zone` as it is at `instant` in `home`: "nine
/// o'clock wherever they are".
[[nodiscard]] Timestamp sameClockTime(Timestamp instant, const QTimeZone &home, const QTimeZone &zone);

} // namespace haberdash::consent
