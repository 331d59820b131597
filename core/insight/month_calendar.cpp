// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/month_calendar.h"

#include <algorithm>

namespace haberdash::insight {

using namespace Qt::Literals::StringLiterals;

int monthNumber(Day day)
{
    const std::chrono::year_month_day date(day);
    return (int(date.year()) - 1970) * 12 + int(unsigned(date.month())) - 1;
}

Day firstDayOf(int monthNumber)
{
    using namespace std::chrono;
    return year(1970) / January / 1 + months(monthNumber);
}

QString monthText(int monthNumber)
{
    return toIsoString(firstDayOf(monthNumber)).left(7);
}

MonthCalendar::MonthCalendar(const QTimeZone &zone, Timestamp first, Timestamp last)
    : m_firstMonth(monthNumber(dayOf(first, zone)))
{
    Q_ASSERT(first <= last);
    const int lastMonth = monthNumber(dayOf(last, zone));
    for (int month = m_firstMonth; month <= lastMonth; ++month)
        m_starts.push_back(startOf(firstDayOf(month), zone));
}

int MonthCalendar::monthOf(Timestamp instant) const
{
    // No month is longer than 31 days, so the guess is never too late.
    constexpr qint64 longest = 31LL * 86'400'000;
    const auto last = qint64(m_starts.size()) - 1;
    auto place = std::clamp((instant - m_starts.front()).count() / longest, qint64(0), last);
    while (place < last && m_starts[size_t(place + 1)] <= instant)
        ++place;
    return m_firstMonth + int(place);
}

} // namespace haberdash::insight
