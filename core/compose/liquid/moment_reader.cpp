// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/moment.h"
#include "core/compose/liquid/moment_fields.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t longestDate = 128; // bytes, as in Ruby

/// Seconds east of UTC; nothing for names that say nothing.
std::optional<int> offsetOf(const QString &zone)
{
    static const std::map<QString, int> names{{u"Z"_s, 0}, {u"UTC"_s, 0}, {u"UT"_s, 0}, {u"GMT"_s, 0},
        {u"EST"_s, -5}, {u"EDT"_s, -4}, {u"CST"_s, -6}, {u"CDT"_s, -5}, {u"MST"_s, -7}, {u"MDT"_s, -6},
        {u"PST"_s, -8}, {u"PDT"_s, -7}};
    static const QRegularExpression form(u"^([-+])(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?$"_s);
    const QString name = zone.toUpper();
    if (const auto known = names.find(name); known != names.end())
        return known->second * 3600;
    if (name.size() == 1 && name.at(0) >= u'A' && name.at(0) <= u'Y' && name.at(0) != u'J') {
        const int letter = name.at(0).unicode() - u'A';
        return (letter <= 8 ? letter + 1 : letter <= 12 ? letter : 12 - letter) * 3600;
    }
    const auto found = form.match(name);
    if (!found.hasMatch())
        return std::nullopt;
    const int seconds
        = found.captured(2).toInt() * 3600 + found.captured(3).toInt() * 60 + found.captured(4).toInt();
    return found.captured(1) == u"-"_s ? -seconds : seconds;
}

Moment named(QDateTime time, const QTimeZone &zone)
{
    Moment moment;
    moment.zoneName = zone == QTimeZone::utc() ? "UTC" : zone.abbreviation(time).toStdString();
    moment.time = std::move(time);
    return moment;
}

/// Fields above the first one given are those of now, fields below are the first there are.
void complete(MomentFields &fields, const QDateTime &now)
{
    const bool hasYear = fields.year.has_value();
    const bool hasMonth = hasYear || fields.dayOfYear || fields.month;
    const bool hasDay = hasMonth || fields.day;
    const bool hasHour = hasDay || fields.hour;
    const bool hasMinute = hasHour || fields.minute;
    fields.year = hasYear ? *fields.year : now.date().year();
    fields.month = hasMonth ? fields.month.value_or(1) : now.date().month();
    fields.day = hasDay ? fields.day.value_or(1) : now.date().day();
    fields.hour = hasHour ? fields.hour.value_or(0) : now.time().hour();
    fields.minute = hasMinute ? fields.minute.value_or(0) : now.time().minute();
    fields.second = fields.second.value_or(0);
}

/// Whether there is such a day and hour. Its day may be one that the month does not have: those after it.
bool isPossible(MomentFields &fields, int offset)
{
    const bool isMidnight = *fields.hour == 24 && *fields.minute == 0 && *fields.second == 0;
    const bool isTime = (*fields.hour < 24 || isMidnight) && *fields.minute < 60 && *fields.second <= 60;
    // On its way from another zone a time is put right, hour 25 is hour 1.
    const bool canBePutRight = offset != 0 && *fields.hour < 100 && *fields.second <= 60
        && *fields.minute < (offset % 3600 != 0 ? 100 : 60);
    if ((!isTime && !canBePutRight) || *fields.month < 1 || *fields.month > 12
        || std::abs(*fields.year) >= 1'000'000)
        return false;
    // Where UTC has the next day already, Ruby takes a day beyond the end of the month for the last.
    const int seconds = *fields.hour * 3600 + *fields.minute * 60 + *fields.second;
    if (offset < 0 && seconds - offset >= 86400)
        fields.day = std::min(*fields.day, QDate(int(*fields.year), *fields.month, 1).daysInMonth());
    return *fields.day >= 1 && *fields.day <= 31;
}

} // namespace

Moment momentAt(qint64 secondsSince1970, const QTimeZone &zone)
{
    return named(QDateTime::fromSecsSinceEpoch(secondsSince1970, zone), zone);
}

std::optional<Moment> readMoment(std::string_view text, const MomentContext &context)
{
    if (text.size() > longestDate)
        return std::nullopt;
    const auto iso = isoFieldsIn(text);
    MomentFields fields
        = iso ? *iso : momentFieldsIn(QString::fromUtf8(text.data(), qsizetype(text.size())).toLower());
    const auto offset = fields.zone.isEmpty() ? std::optional<int>() : offsetOf(fields.zone);
    if (fields.isEmpty())
        return std::nullopt;
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(toMilliseconds(context.now), context.zone);
    complete(fields, offset ? now.toOffsetFromUtc(*offset) : now);
    if (!isPossible(fields, offset.value_or(0)))
        return std::nullopt;
    // 30 February is 1 March.
    QDate date(int(*fields.year), *fields.month, 1);
    date = fields.dayOfYear ? QDate(int(*fields.year), 1, 1).addDays(*fields.dayOfYear - 1)
                            : date.addDays(*fields.day - 1);
    const int seconds = *fields.hour * 3600 + *fields.minute * 60 + *fields.second;
    const QTime clock(0, 0);
    Moment moment;
    if (!offset) {
        const QDateTime local(date.addDays(seconds / 86400), clock.addSecs(seconds % 86400), context.zone);
        moment = named(local, context.zone);
    } else {
        const QDateTime own = QDateTime(date, clock, Qt::OffsetFromUTC, *offset).addSecs(seconds);
        const bool isUtc = *offset == 0;
        if (context.convertsDates)
            moment = named(own.toTimeZone(context.zone), context.zone);
        else
            moment = isUtc ? named(own.toTimeZone(QTimeZone::utc()), QTimeZone::utc())
                           : Moment{own, 0, false, {}};
        moment.isUtc = isUtc;
    }
    moment.nanoseconds = fields.nanoseconds;
    return moment.time.isValid() ? std::optional(moment) : std::nullopt;
}

} // namespace haberdash::compose::liquid
