// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timestamp.h"

#include <QDateTime>

namespace haberdash {

using namespace Qt::Literals::StringLiterals;

QString toIsoString(Timestamp instant)
{
    const auto dateTime = QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), Qt::UTC);
    return dateTime.toString(toMilliseconds(instant) % 1000 == 0 ? u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s
                                                                 : u"yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"_s);
}

QString toIsoString(Day day)
{
    return QDate(1970, 1, 1).addDays(day.time_since_epoch().count()).toString(Qt::ISODate);
}

Day dayOf(Timestamp instant, const QTimeZone &zone)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone).date();
    return Day(std::chrono::days(QDate(1970, 1, 1).daysTo(date)));
}

Timestamp startOf(Day day, const QTimeZone &zone)
{
    return fromMilliseconds(
        QDate(1970, 1, 1).addDays(day.time_since_epoch().count()).startOfDay(zone).toMSecsSinceEpoch());
}

Result<Timestamp> parseInstant(QStringView text, const QTimeZone &zone)
{
    const QString trimmed = text.trimmed().toString();
    const auto refuse = [&] {
        return failure(Error::Code::Invalid,
            u"“%1” is not an instant. Write a day such as 2026-06-30, or an instant such as "
            u"2026-06-30T09:00:00Z or 2026-06-30T09:00:00+02:00."_s.arg(trimmed));
    };
    if (trimmed.size() == 10) {
        const QDate date = QDate::fromString(trimmed, Qt::ISODate);
        if (!date.isValid())
            return refuse();
        return fromMilliseconds(date.startOfDay(zone).toMSecsSinceEpoch());
    }
    auto dateTime = QDateTime::fromString(trimmed, Qt::ISODateWithMs);
    if (!dateTime.isValid())
        return refuse();
    if (dateTime.timeSpec() == Qt::LocalTime)
        dateTime = QDateTime(dateTime.date(), dateTime.time(), zone);
    return fromMilliseconds(dateTime.toMSecsSinceEpoch());
}

std::optional<Day> civilDay(int year, int month, int day)
{
    using namespace std::chrono;
    const year_month_day date{
        std::chrono::year(year), std::chrono::month(unsigned(month)), std::chrono::day(unsigned(day))};
    if (month < 1 || day < 1 || !date.ok())
        return std::nullopt;
    return sys_days(date);
}

LocalClock::LocalClock(const QTimeZone &zone)
    : m_zone(zone)
{ }

Timestamp LocalClock::toInstant(qint64 localSeconds) const
{
    // Offsets change on the hour or half hour, so a clock hour whose two ends share an offset has one
    // throughout.
    const qint64 hour = localSeconds >= 0 ? localSeconds / 3600 : (localSeconds - 3599) / 3600;
    if (hour == m_knownHour)
        return fromMilliseconds((localSeconds - m_knownOffset) * 1000);

    const auto offsetAt = [this](qint64 utcSeconds) {
        return qint64(m_zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC)));
    };
    const qint64 dayBefore = offsetAt(localSeconds - 86400);
    const qint64 dayAfter = offsetAt(localSeconds + 86400);
    if (dayBefore == dayAfter && offsetAt(localSeconds - dayBefore) == dayBefore) {
        m_knownHour = hour;
        m_knownOffset = dayBefore;
        return fromMilliseconds((localSeconds - dayBefore) * 1000);
    }
    // Near a change: the earlier offset, if it is in force at the result, gives the first of two equal clock
    // times.
    const qint64 early = localSeconds - dayBefore;
    if (offsetAt(early) == dayBefore)
        return fromMilliseconds(early * 1000);
    const qint64 late = localSeconds - dayAfter;
    if (offsetAt(late) == dayAfter)
        return fromMilliseconds(late * 1000);
    const auto jump = m_zone.nextTransition(QDateTime::fromSecsSinceEpoch(late - 1, Qt::UTC));
    return fromMilliseconds(jump.atUtc.toMSecsSinceEpoch());
}

} // namespace haberdash
