// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/calendar_stretch.h"

#include "core/insight/month_calendar.h"

#include <QLocale>
#include <QRegularExpression>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

namespace {

QString monthName(int month)
{
    return QLocale(QLocale::English).monthName(1 + month % 12) + u' ' + QString::number(1970 + month / 12);
}

QString quarterName(int month)
{
    static const QString ordinals[] = {u"1st"_s, u"2nd"_s, u"3rd"_s, u"4th"_s};
    return u"%1 quarter of %2"_s.arg(ordinals[month % 12 / 3]).arg(1970 + month / 12);
}

/// Instants of so many months from a month on.
Stretch monthsFrom(int month, int count, const QTimeZone &zone)
{
    return {toMilliseconds(startOf(insight::firstDayOf(month), zone)),
        toMilliseconds(startOf(insight::firstDayOf(month + count), zone))};
}

Result<CalendarStretch> stretchOf(
    int month, int count, QString (*nameOf)(int), const QTimeZone &zone, Timestamp asOf)
{
    CalendarStretch stretch;
    stretch.name = nameOf(month);
    stretch.now = monthsFrom(month, count, zone);
    stretch.before = monthsFrom(month - count, count, zone);
    stretch.beforeName = nameOf(month - count);
    if (stretch.now.from >= toMilliseconds(asOf))
        return failure(Error::Code::Invalid,
            u"%1 has not begun yet, so there is nothing to report."_s.arg(stretch.name));
    stretch.isPartial = stretch.now.to > toMilliseconds(asOf);
    stretch.now.to = std::min(stretch.now.to, toMilliseconds(asOf));
    return stretch;
}

} // namespace

Result<CalendarStretch> CalendarStretch::ofMonth(const QString &month, const QTimeZone &zone, Timestamp asOf)
{
    static const QRegularExpression form(u"^(\\d{4})-(0[1-9]|1[0-2])$"_s);
    const auto match = form.match(month);
    const auto day
        = match.hasMatch() ? civilDay(match.captured(1).toInt(), match.captured(2).toInt(), 1) : std::nullopt;
    if (!day || match.captured(1).toInt() < 1970)
        return failure(Error::Code::Invalid, u"“%1” is no month. Write it like 2026-06."_s.arg(month));
    return stretchOf(insight::monthNumber(*day), 1, &monthName, zone, asOf);
}

Result<CalendarStretch> CalendarStretch::ofQuarter(
    const QString &quarter, const QTimeZone &zone, Timestamp asOf)
{
    static const QRegularExpression form(u"^(\\d{4})-?[Qq]([1-4])$"_s);
    const auto match = form.match(quarter);
    const auto day = match.hasMatch()
        ? civilDay(match.captured(1).toInt(), match.captured(2).toInt() * 3 - 2, 1)
        : std::nullopt;
    if (!day || match.captured(1).toInt() < 1970)
        return failure(Error::Code::Invalid, u"“%1” is no quarter. Write it like 2026-Q2."_s.arg(quarter));
    return stretchOf(insight::monthNumber(*day), 3, &quarterName, zone, asOf);
}

namespace {

QString quarterText(int month)
{
    return u"%1-Q%2"_s.arg(1970 + month / 12).arg(month % 12 / 3 + 1);
}

} // namespace

QString thisMonth(Timestamp asOf, const QTimeZone &zone)
{
    return insight::monthText(insight::monthNumber(dayOf(asOf, zone)));
}

QString lastMonth(Timestamp asOf, const QTimeZone &zone)
{
    return insight::monthText(insight::monthNumber(dayOf(asOf, zone)) - 1);
}

QString thisQuarter(Timestamp asOf, const QTimeZone &zone)
{
    return quarterText(insight::monthNumber(dayOf(asOf, zone)));
}

QString lastQuarter(Timestamp asOf, const QTimeZone &zone)
{
    return quarterText(insight::monthNumber(dayOf(asOf, zone)) - 3);
}

} // namespace haberdash::learning
