// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/window.h"

#include <QDateTime>

#include <algorithm>

namespace haberdash::segment {

Timestamp before(Timestamp instant, Span span, const QTimeZone &zone)
{
    using namespace std::chrono;
    switch (span.unit) {
    case Unit::Hours:
        return instant - hours(span.count);
    case Unit::Days:
        return instant - hours(24) * span.count;
    case Unit::Weeks:
        return instant - hours(24 * 7) * span.count;
    case Unit::Months:
    case Unit::Years: {
        const int months = span.unit == Unit::Years ? span.count * 12 : span.count;
        const auto local = QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone);
        return fromMilliseconds(local.addMonths(-months).toMSecsSinceEpoch());
    }
    }
    Q_UNREACHABLE();
}

Interval resolve(const Window &window, Timestamp asOf, const QTimeZone &zone)
{
    const auto always = Timestamp::min();
    Interval interval{always, asOf};
    switch (window.kind) {
    case Window::Kind::AllTime:
        break;
    case Window::Kind::InLast:
        interval.begin = before(asOf, window.nearSpan, zone);
        break;
    case Window::Kind::MoreThanAgo:
        interval.end = before(asOf, window.nearSpan, zone);
        break;
    case Window::Kind::BetweenAgo:
        interval = {before(asOf, window.farSpan, zone), before(asOf, window.nearSpan, zone)};
        break;
    case Window::Kind::Before:
        interval.end = startOf(window.from, zone);
        break;
    case Window::Kind::OnOrAfter:
        interval.begin = startOf(window.from, zone);
        break;
    case Window::Kind::BetweenDays:
        interval = {startOf(window.from, zone), startOf(window.to + std::chrono::days(1), zone)};
        break;
    }
    interval.end = std::min(interval.end, asOf);
    return interval;
}

} // namespace haberdash::segment
