// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learning/attribution.h"

#include <QTimeZone>

namespace haberdash::learning {

/// A month or a quarter of the calendar in a zone, and the one before it.
struct CalendarStretch
{
    QString name; ///< "June 2026", "2nd quarter of 2026"
    Stretch now;
    Stretch before;
    QString beforeName;
    bool isPartial = false; ///< not over at the instant of the question: `now` ends there

    /// @param month "2026-06", @param quarter "2026-Q2"; Invalid for anything else, and for what begins at or
    /// after `asOf`
    [[nodiscard]] static Result<CalendarStretch> ofMonth(
        const QString &month, const QTimeZone &zone, Timestamp asOf);
    [[nodiscard]] static Result<CalendarStretch> ofQuarter(
        const QString &quarter, const QTimeZone &zone, Timestamp asOf);
};

/// The month and the quarter of an instant, and the whole ones before: "2026-06", "2026-Q2".
[[nodiscard]] QString thisMonth(Timestamp asOf, const QTimeZone &zone);
[[nodiscard]] QString thisQuarter(Timestamp asOf, const QTimeZone &zone);
[[nodiscard]] QString lastMonth(Timestamp asOf, const QTimeZone &zone);
[[nodiscard]] QString lastQuarter(Timestamp asOf, const QTimeZone &zone);

} // namespace haberdash::learning
