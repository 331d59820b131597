// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/window.h"

#include <QDateTime>

#include <algorithm>

namespace haberdash::segment {

namespace {

constexpr Timestamp always = Timestamp::min();
constexpr Timestamp forever = Timestamp::max();

Timestamp shifted(Timestamp instant, Span span, int direction, const QTimeZone &zone)
{
    using namespace std::chrono;
    switch (span.unit) {
    case Unit::Hours:
        return instant + hours(span.count) * direction;
    case Unit::Days:
        return instant + hours(24) * span.count * direction;
    case Unit::Weeks:
        return instant + hours(24 * 7) * span.count * direction;
    case Unit::Months:
    case Unit::Years: {
        const int months = span.unit == Unit::Years ? span.count * 12 : span.count;
        const auto local = QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone);
        return fromMilliseconds(local.addMonths(months * direction).toMSecsSinceEpoch());
    }
    }
    Q_UNREACHABLE();
}

QDate dateOf(Day day)
{
    return QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
}

Day dayFrom(QDate date)
{
    return Day(std::chrono::days(QDate(1970, 1, 1).daysTo(date)));
}

/// First day of the calendar period around T, and of the next one.
std::pair<Day, Day> period(Span span, Timestamp asOf, const QTimeZone &zone)
{
    const QDate today = dateOf(dayOf(asOf, zone));
    const int n = span.count;
    switch (span.unit) {
    case Unit::Hours: // there is no such calendar period: `faultOf` refuses it
    case Unit::Days:
        return {dayFrom(today.addDays(n)), dayFrom(today.addDays(n + 1))};
    case Unit::Weeks: {
        const QDate monday = today.addDays(1 - today.dayOfWeek());
        return {dayFrom(monday.addDays(7 * n)), dayFrom(monday.addDays(7 * (n + 1)))};
    }
    case Unit::Months: {
        const QDate first(today.year(), today.month(), 1);
        return {dayFrom(first.addMonths(n)), dayFrom(first.addMonths(n + 1))};
    }
    case Unit::Years: {
        const QDate first(today.year(), 1, 1);
        return {dayFrom(first.addYears(n)), dayFrom(first.addYears(n + 1))};
    }
    }
    Q_UNREACHABLE();
}

size_t bitOf(int month, int day)
{
    return size_t(month) * 32 + size_t(day);
}

/// The days of a yearly window as [first, last].
std::pair<QDate, QDate> yearlyDays(const Window &window, Timestamp asOf, const QTimeZone &zone)
{
    const Interval stretch = resolveDates(window, asOf, zone);
    const QDate first = dateOf(dayOf(stretch.begin, zone));
    const QDate last = dateOf(dayOf(stretch.end - std::chrono::milliseconds(1), zone));
    return {first, last};
}

} // namespace

Timestamp before(Timestamp instant, Span span, const QTimeZone &zone)
{
    return shifted(instant, span, -1, zone);
}

Timestamp after(Timestamp instant, Span span, const QTimeZone &zone)
{
    return shifted(instant, span, 1, zone);
}

bool isOneStretch(const Window &window)
{
    return !window.yearly && window.kind != Window::Kind::MonthOfYear;
}

Interval resolveDates(const Window &window, Timestamp asOf, const QTimeZone &zone)
{
    switch (window.kind) {
    case Window::Kind::AllTime:
    case Window::Kind::MonthOfYear:
        return {always, forever};
    case Window::Kind::InLast:
        return {before(asOf, window.nearSpan, zone), asOf};
    case Window::Kind::MoreThanAgo:
        return {always, before(asOf, window.nearSpan, zone)};
    case Window::Kind::BetweenAgo:
        return {before(asOf, window.farSpan, zone), before(asOf, window.nearSpan, zone)};
    case Window::Kind::InNext:
        return {asOf, after(asOf, window.nearSpan, zone)};
    case Window::Kind::Before:
        return {always, startOf(window.from, zone)};
    case Window::Kind::OnOrAfter:
        return {startOf(window.from, zone), forever};
    case Window::Kind::BetweenDays:
        return {startOf(window.from, zone), startOf(window.to + std::chrono::days(1), zone)};
    case Window::Kind::Calendar: {
        const auto [first, next] = period(window.nearSpan, asOf, zone);
        return {startOf(first, zone), startOf(next, zone)};
    }
    }
    Q_UNREACHABLE();
}

Interval resolve(const Window &window, Timestamp asOf, const QTimeZone &zone)
{
    Interval interval = resolveDates(window, asOf, zone);
    interval.end = std::min(interval.end, asOf);
    return interval;
}

DaysOfYear daysOfYear(const Window &window, Timestamp asOf, const QTimeZone &zone)
{
    DaysOfYear days;
    if (window.kind == Window::Kind::MonthOfYear) {
        for (int day = 1; day <= 31; ++day)
            days.set(bitOf(window.nearSpan.count, day));
        return days;
    }
    const auto [first, last] = yearlyDays(window, asOf, zone);
    for (QDate date = first; date <= last && date < first.addDays(366); date = date.addDays(1)) {
        days.set(bitOf(date.month(), date.day()));
        if (date.month() == 2 && date.day() == 28 && !QDate::isLeapYear(date.year()))
            days.set(bitOf(2, 29));
    }
    return days;
}

std::vector<Interval> stretches(const Window &window, Timestamp asOf, const QTimeZone &zone)
{
    if (isOneStretch(window))
        return {resolveDates(window, asOf, zone)};
    const DaysOfYear days = daysOfYear(window, asOf, zone);
    std::vector<Interval> result;
    const QDate last(dateOf(dayOf(asOf, zone)).year() + 2, 12, 31);
    bool open = false;
    for (QDate date(1900, 1, 1); date <= last; date = date.addDays(1)) {
        const bool inside = days.test(bitOf(date.month(), date.day()));
        if (inside && !open)
            result.push_back({startOf(dayFrom(date), zone), forever});
        else if (!inside && open)
            result.back().end = startOf(dayFrom(date), zone);
        open = inside;
    }
    if (open)
        result.back().end = startOf(dayFrom(last.addDays(1)), zone);
    return result;
}

} // namespace haberdash::segment
