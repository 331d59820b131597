// SPDX-License-Identifier: GPL-3.0-or-later
// Dates in words and numbers. The order in which forms are looked for, and that each one takes its part out
// of the text, follow what Ruby does, since "1/2/2016" and "10:30 mon" mean nothing by themselves.
#include "core/compose/liquid/moment.h"

#include <QRegularExpression>

#include <array>
#include <charconv>
#include <map>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

using Text = QRegularExpressionMatch;

constexpr size_t longestDate = 128; // bytes, as in Ruby

const QString months = u"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"_s;

struct Fields
{
    std::optional<qint64> year;
    bool isYearShort = false; ///< 68 is 2068, 69 is 1969
    std::optional<int> month;
    std::optional<int> day;
    std::optional<int> dayOfYear;
    std::optional<int> hour;
    std::optional<int> minute;
    std::optional<int> second;
    int nanoseconds = 0;
    QString zone;

    [[nodiscard]] bool hasDate() const { return year || month || day || dayOfYear; }
    [[nodiscard]] bool isEmpty() const { return !hasDate() && !hour && !minute && !second; }
};

int monthNumber(const QString &name)
{
    static const QString names = u"janfebmaraprmayjunjulaugsepoctnovdec"_s;
    return int(names.indexOf(name.left(3))) / 3 + 1;
}

/// Digits after the point as billionths.
int billionths(const QString &digits)
{
    return digits.leftJustified(9, u'0', true).toInt();
}

QRegularExpression expression(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

/// Digits of a year, month or day as written: "'99", "1st", "-5".
struct Part
{
    QString text;

    [[nodiscard]] bool isThere() const { return !text.isEmpty(); }
    [[nodiscard]] bool hasApostrophe() const { return text.startsWith(u'\''); }
    [[nodiscard]] QString digits() const
    {
        static const QRegularExpression number(u"\\d+"_s);
        return number.match(text).captured();
    }
    [[nodiscard]] bool isLong() const { return hasApostrophe() || digits().size() > 2; }
    [[nodiscard]] bool isNegative() const { return text.contains(u'-'); }
};

void setYear(Fields &fields, const Part &part)
{
    const QString digits = part.digits();
    qint64 year = digits.toLongLong();
    if (part.isNegative())
        year = -year;
    fields.isYearShort = !part.isNegative() && digits.size() <= 2 && !part.text.startsWith(u'+');
    fields.year = year;
}

/// Three numbers in the order they were written; the one that cannot be a day or month is the year.
void setDate(Fields &fields, Part year, Part month, Part day)
{
    if (year.isThere() && month.isThere() && !day.isThere()) {
        day = month;
        month = year;
        year = {};
    }
    if (!year.isThere() && day.isThere() && day.isLong())
        std::swap(year, day);
    static const QRegularExpression ordinal(u"\\d+\\D"_s);
    if (year.isThere() && ordinal.match(year.text).hasMatch())
        std::swap(year, day);
    if (month.isThere() && month.isLong()) {
        const Part given = year;
        year = month;
        month = day;
        day = given;
    }
    if (day.isThere() && day.isLong())
        std::swap(year, day);
    if (year.isThere())
        setYear(fields, year);
    if (month.isThere())
        fields.month = month.digits().toInt();
    if (day.isThere())
        fields.day = day.digits().toInt();
}

bool readTime(QString &text, Fields &fields)
{
    static const QRegularExpression form = expression(
        u"(\\d+\\s*h(?:\\s*\\d+m?(?:\\s*\\d+s?)?)?|\\d+\\s*:\\s*\\d+(?:\\s*:\\s*\\d+(?:[,.]\\d*)?)?"
        "(?:\\s*[ap](?:m\\b|\\.m\\.))?|\\d+\\s*[ap](?:m\\b|\\.m\\.))"
        "(?:\\s*((?:gmt|utc?)?[-+]\\d+(?:[,.:]\\d+(?::\\d+)?)?"
        "|[a-z.\\s]+(?:standard|daylight)\\stime\\b|[a-z]+(?:\\sdst)?\\b))?"_s);
    static const QRegularExpression parts
        = expression(u"^(\\d+)(?:\\D+(\\d+)(?:\\D+(\\d+)(?:[,.](\\d*))?)?)?"_s);
    const Text found = form.match(text);
    if (!found.hasMatch())
        return false;
    const Text clock = parts.match(found.captured(1));
    fields.hour = clock.captured(1).toInt();
    if (!clock.captured(2).isEmpty())
        fields.minute = clock.captured(2).toInt();
    if (!clock.captured(3).isEmpty())
        fields.second = clock.captured(3).toInt();
    if (!clock.captured(4).isEmpty())
        fields.nanoseconds = billionths(clock.captured(4));
    const QString half = found.captured(1).contains(u'p') ? u"p"_s
        : found.captured(1).contains(u'a')                ? u"a"_s
                                                          : QString();
    if (!half.isEmpty())
        fields.hour = *fields.hour % 12 + (half == u"p"_s ? 12 : 0);
    fields.zone = found.captured(2).simplified();
    text.replace(found.capturedStart(), found.capturedLength(), u" "_s);
    return true;
}

/// Two digits of `digits` from `at` on.
int pairAt(QStringView digits, qsizetype at)
{
    return digits.mid(at, 2).toInt();
}

/// Digits before a point or comma are read from the end: seconds, minutes, hours, day, month, year.
void readClockDigits(const QString &digits, Fields &fields)
{
    const std::array<std::optional<int> *, 5> parts{
        &fields.second, &fields.minute, &fields.hour, &fields.day, &fields.month};
    qsizetype end = digits.size();
    if (end % 2 != 0)
        return;
    for (std::optional<int> *part : parts) {
        if (end >= 2)
            *part = pairAt(digits, end -= 2);
    }
    if (end > 0)
        setYear(fields, {digits.left(end)});
}

/// 14 digits and fewer: their number tells what they are.
void readDateDigits(const QString &digits, const QString &sign, Fields &fields)
{
    const auto length = digits.size();
    if (length == 2) {
        fields.day = digits.toInt();
    } else if (length == 3) {
        fields.dayOfYear = digits.toInt();
    } else if (length == 4) {
        fields.month = pairAt(digits, 0);
        fields.day = pairAt(digits, 2);
    } else if (length == 5 || length == 7) {
        setYear(fields, {sign + digits.left(length - 3)});
        fields.dayOfYear = digits.right(3).toInt();
    } else if (length == 6 || length >= 8) {
        const qsizetype years = length == 6 ? 2 : 4;
        setYear(fields, {sign + digits.left(years)});
        fields.month = pairAt(digits, years);
        fields.day = pairAt(digits, years + 2);
        if (length >= 10)
            fields.hour = pairAt(digits, 8);
        if (length >= 12)
            fields.minute = pairAt(digits, 10);
        if (length >= 14)
            fields.second = pairAt(digits, 12);
    }
}

void readDigits(const Text &found, Fields &fields)
{
    const QString clock = found.captured(3);
    if (clock.isEmpty() && found.capturedStart(4) >= 0)
        readClockDigits(found.captured(2), fields);
    else
        readDateDigits(found.captured(2), found.captured(1), fields);
    if (clock.size() >= 2)
        fields.hour = pairAt(clock, 0);
    if (clock.size() >= 4)
        fields.minute = pairAt(clock, 2);
    if (clock.size() >= 6)
        fields.second = pairAt(clock, 4);
    if (found.capturedStart(4) >= 0)
        fields.nanoseconds = billionths(found.captured(4));
    if (!found.captured(5).isEmpty())
        fields.zone = found.captured(5);
}

struct Form
{
    QRegularExpression pattern;
    void (*read)(const Text &found, Fields &fields);
};

const std::array<Form, 11> &forms()
{
    const auto part = [](const QString &text) { return expression(text); };
    static const std::array<Form, 11> all{{
        {part(u"('?\\d+)[^-\\d\\s]*\\s*"_s + months
             + u"[^-\\d\\s']*(?:\\s*(?:c\\.?e\\.?|a\\.?d\\.?)?\\s*('?-?\\d+(?:(?:st|nd|rd|th)\\b)?))?"_s),
            [](const Text &found, Fields &fields) {
                setDate(fields, {found.captured(3)}, {QString::number(monthNumber(found.captured(2)))},
                    {found.captured(1)});
            }},
        {part(u"\\b"_s + months + u"[^-\\d\\s']*\\s*('?\\d+)[^-\\d\\s']*(?:\\s*,?\\s*('?-?\\d+))?"_s),
            [](const Text &found, Fields &fields) {
                setDate(fields, {found.captured(3)}, {QString::number(monthNumber(found.captured(1)))},
                    {found.captured(2)});
            }},
        {part(u"('?[-+]?\\d+)-(\\d+)-('?-?\\d+)"_s),
            [](const Text &found, Fields &fields) {
                setDate(fields, {found.captured(1)}, {found.captured(2)}, {found.captured(3)});
            }},
        {part(u"('?-?\\d+)-"_s + months + u"[^-/.]*-('?-?\\d+)"_s),
            [](const Text &found, Fields &fields) {
                setDate(fields, {found.captured(3)}, {QString::number(monthNumber(found.captured(2)))},
                    {found.captured(1)});
            }},
        {part(u"\\b"_s + months + u"[^-/.]*-('?-?\\d+)(?:-('?-?\\d+))?"_s),
            [](const Text &found, Fields &fields) {
                setDate(fields, {found.captured(3)}, {QString::number(monthNumber(found.captured(1)))},
                    {found.captured(2)});
            }},
        {part(u"('?-?\\d+)/\\s*('?\\d+)(?:\\D\\s*('?-?\\d+))?"_s),
            [](const Text &found, Fields &fields) {
                setDate(fields, {found.captured(1)}, {found.captured(2)}, {found.captured(3)});
            }},
        {part(u"('?-?\\d+)\\.\\s*('?\\d+)\\.\\s*('?-?\\d+)"_s),
            [](const Text &found, Fields &fields) {
                setDate(fields, {found.captured(1)}, {found.captured(2)}, {found.captured(3)});
            }},
        {part(u"'(\\d+)\\b"_s),
            [](const Text &found, Fields &fields) { setYear(fields, {found.captured(1)}); }},
        {part(u"\\b"_s + months + u"\\S*"_s),
            [](const Text &found, Fields &fields) { fields.month = monthNumber(found.captured(1)); }},
        {part(u"(\\d+)(?:st|nd|rd|th)\\b"_s),
            [](const Text &found, Fields &fields) { fields.day = found.captured(1).toInt(); }},
        {part(u"([-+]?)(\\d{2,14})(?:\\s*t?\\s*(\\d{2,6})?(?:[,.](\\d*))?)?(z\\b|[-+]\\d{1,4}\\b)?"_s),
            readDigits},
    }};
    return all;
}

Fields fieldsOf(QString text)
{
    static const QRegularExpression others(u"[^-+',./:@\\p{L}\\p{N}\\[\\]]+"_s);
    static const QRegularExpression weekday = expression(u"\\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\\d\\s]*"_s);
    static const QRegularExpression rest(u"^\\s*(\\d{1,2})\\s*$"_s);
    static const QRegularExpression beforeChrist = expression(u"\\b(?:bc\\b|bce\\b|b\\.c\\.(?:e\\.)?)"_s);
    Fields fields;
    text.replace(others, u" "_s);
    if (const Text found = weekday.match(text); found.hasMatch())
        text.replace(found.capturedStart(), found.capturedLength(), u" "_s);
    readTime(text, fields);
    for (const Form &form : forms()) {
        const Text found = form.pattern.match(text);
        if (!found.hasMatch())
            continue;
        form.read(found, fields);
        text.replace(found.capturedStart(), found.capturedLength(), u" "_s);
        break;
    }
    const Text before = beforeChrist.match(text);
    if (before.hasMatch())
        text.replace(before.capturedStart(), before.capturedLength(), u" "_s);
    if (before.hasMatch() && fields.year)
        fields.year = 1 - *fields.year;
    else if (fields.isYearShort)
        fields.year = *fields.year + (*fields.year >= 69 ? 1900 : 2000);
    if (const Text found = rest.match(text); found.hasMatch()) {
        const int value = found.captured(1).toInt();
        if (fields.hour && !fields.day && value >= 1 && value <= 31)
            fields.day = value;
        else if (fields.day && !fields.hour && value <= 24)
            fields.hour = value;
    }
    return fields;
}

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
bool complete(Fields &fields, const MomentContext &context, std::optional<int> offset)
{
    if (fields.isEmpty())
        return false;
    QDateTime now = QDateTime::fromMSecsSinceEpoch(toMilliseconds(context.now), context.zone);
    if (offset)
        now = now.toOffsetFromUtc(*offset);
    if (!fields.year) {
        fields.year = now.date().year();
        if (!fields.dayOfYear && !fields.month) {
            fields.month = now.date().month();
            if (!fields.day) {
                fields.day = now.date().day();
                if (!fields.hour) {
                    fields.hour = now.time().hour();
                    fields.minute = fields.minute.value_or(now.time().minute());
                }
            }
        }
    }
    fields.month = fields.month.value_or(1);
    fields.day = fields.day.value_or(1);
    const int hour = fields.hour.value_or(0);
    // Where UTC has the next day already, Ruby takes a day beyond the end of the month for the last.
    const bool isShifted = offset && *offset != 0;
    const int seconds = hour * 3600 + fields.minute.value_or(0) * 60 + fields.second.value_or(0);
    if (offset && *offset < 0 && seconds - *offset >= 86400 && *fields.month >= 1 && *fields.month <= 12)
        fields.day = std::min(*fields.day, QDate(int(*fields.year), *fields.month, 1).daysInMonth());
    const bool isMidnight = hour == 24 && fields.minute.value_or(0) == 0 && fields.second.value_or(0) == 0;
    return *fields.month >= 1 && *fields.month <= 12 && *fields.day >= 1 && *fields.day <= 31
        && (hour < 24 || isMidnight || (isShifted && hour == 24)) && fields.minute.value_or(0) < 60
        && fields.second.value_or(0) <= 60 && std::abs(*fields.year) < 1'000'000;
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
    Fields fields = fieldsOf(QString::fromUtf8(text.data(), qsizetype(text.size())).toLower());
    const auto offset = fields.zone.isEmpty() ? std::optional<int>() : offsetOf(fields.zone);
    if (!complete(fields, context, offset))
        return std::nullopt;
    // 30 February is 1 March.
    QDate date(int(*fields.year), *fields.month, 1);
    date = fields.dayOfYear ? QDate(int(*fields.year), 1, 1).addDays(*fields.dayOfYear - 1)
                            : date.addDays(*fields.day - 1);
    const int seconds
        = fields.hour.value_or(0) * 3600 + fields.minute.value_or(0) * 60 + fields.second.value_or(0);
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
