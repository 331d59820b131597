// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/calendar.h"

#include <QDateTime>

namespace haberdash {

namespace {

/// A number of exactly `digits` digits at a place, or -1.
int numberAt(QStringView text, qsizetype at, int digits)
{
    if (at + digits > text.size())
        return -1;
    int value = 0;
    for (qsizetype i = at; i < at + digits; ++i) {
        if (text[i] < u'0' || text[i] > u'9')
            return -1;
        value = value * 10 + text[i].digitValue();
    }
    return value;
}

bool isDash(QStringView text, qsizetype at)
{
    return at < text.size() && text[at] == u'-';
}

} // namespace

std::optional<Timestamp> dateIn(QStringView text, const QTimeZone &zone)
{
    const int year = numberAt(text, 0, 4);
    const int month = numberAt(text, 5, 2);
    const int day = numberAt(text, 8, 2);
    if (year < 0 || month < 0 || day < 0 || !isDash(text, 4) || !isDash(text, 7))
        return std::nullopt;
    const auto civil = civilDay(year, month, day);
    if (!civil)
        return std::nullopt;
    if (text.size() > 10 && (text[10] == u'T' || text[10] == u' ')) {
        QString clock = text.toString();
        clock[10] = u'T';
        const auto instant = QDateTime::fromString(clock, Qt::ISODateWithMs);
        if (instant.isValid() && instant.timeSpec() != Qt::LocalTime)
            return fromMilliseconds(instant.toMSecsSinceEpoch());
    }
    return startOf(*civil, zone);
}

std::optional<int> dayOfYearIn(QStringView text)
{
    const bool withYear = numberAt(text, 0, 4) >= 0;
    const qsizetype at = withYear ? 5 : 0;
    if (withYear && !isDash(text, 4))
        return std::nullopt;
    const int month = numberAt(text, at, 2);
    const int day = numberAt(text, at + 3, 2);
    const int year
        = withYear ? numberAt(text, 0, 4) : 2000; // a leap year: 29 February is somebody's birthday
    if (month < 0 || day < 0 || !isDash(text, at + 2) || !civilDay(year, month, day))
        return std::nullopt;
    return month * 32 + day;
}

LocalParts localParts(Timestamp instant, const QTimeZone &zone)
{
    const auto local = QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone);
    return {local.date().dayOfWeek(), local.date().month(), local.time().hour()};
}

const char *weekdayWord(int weekday)
{
    static constexpr const char *words[]
        = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    return words[weekday - 1];
}

const char *monthWord(int month)
{
    static constexpr const char *words[] = {"january", "february", "march", "april", "may", "june", "july",
        "august", "september", "october", "november", "december"};
    return words[month - 1];
}

} // namespace haberdash
