// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QString>

#include <vector>

namespace haberdash::insight {

/// A calendar month as months since January 1970: differences are whole months.
[[nodiscard]] int monthNumber(Day day);
[[nodiscard]] Day firstDayOf(int monthNumber);
/// "2026-06"
[[nodiscard]] QString monthText(int monthNumber);

/// Knows where the months of a time zone begin between two instants, so that millions of instants take no
/// time.
class MonthCalendar
{
public:
    /// `last` is not before `first`.
    MonthCalendar(const QTimeZone &zone, Timestamp first, Timestamp last);
    /// The number of the month that holds `instant` in the zone; instants outside belong to the first or last
    /// month.
    [[nodiscard]] int monthOf(Timestamp instant) const;
    [[nodiscard]] int firstMonth() const { return m_firstMonth; }
    [[nodiscard]] int lastMonth() const { return m_firstMonth + int(m_starts.size()) - 1; }

private:
    int m_firstMonth;
    std::vector<Timestamp> m_starts; ///< of each month
};

} // namespace haberdash::insight
