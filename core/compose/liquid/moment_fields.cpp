// SPDX-License-Identifier: GPL-3.0-or-later
// Dates in words and numbers. The order in which forms are looked for, and that each one takes its part out
// of the text, follow what Ruby does, since "1/2/2016" and "10:30 mon" mean nothing by themselves.
#include "core/compose/liquid/moment_fields.h"

#include <QRegularExpression>

#include <array>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

using Text = QRegularExpressionMatch;

const QString months = u"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"_s;

int monthNumber(const QString &name)
{
    static const QString names = u"janfebmaraprmayjunjulaugsepoctnovdec"_s;
    return int(names.indexOf(name.left(3))) / 3 + 1;
}

/// Numbers of more digits than any part of a date has are all too large.
int numberIn(QStringView digits)
{
    return digits.size() > 6 ? 1'000'000 : digits.toInt();
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

void setYear(MomentFields &fields, const Part &part)
{
    const QString digits = part.digits();
    qint64 year = numberIn(digits);
    if (part.isNegative())
        year = -year;
    fields.isYearShort = !part.isNegative() && digits.size() <= 2 && !part.text.startsWith(u'+');
    fields.year = year;
}

/// Three numbers in the order they were written; the one that cannot be a day or month is the year.
void setDate(MomentFields &fields, Part year, Part month, Part day)
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
        fields.month = numberIn(month.digits());
    if (day.isThere())
        fields.day = numberIn(day.digits());
}

bool readTime(QString &text, MomentFields &fields)
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
    fields.hour = numberIn(clock.captured(1));
    if (!clock.captured(2).isEmpty())
        fields.minute = numberIn(clock.captured(2));
    if (!clock.captured(3).isEmpty())
        fields.second = numberIn(clock.captured(3));
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
void readClockDigits(const QString &digits, MomentFields &fields)
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
void readDateDigits(const QString &digits, const QString &sign, MomentFields &fields)
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

void readDigits(const Text &found, MomentFields &fields)
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
    void (*read)(const Text &found, MomentFields &fields);
};

const std::array<Form, 11> &forms()
{
    const auto part = [](const QString &text) { return expression(text); };
    static const std::array<Form, 11> all{{
        {part(u"('?\\d+)[^-\\d\\s]*\\s*"_s + months
             + u"[^-\\d\\s']*(?:\\s*(?:c\\.?e\\.?|a\\.?d\\.?)?\\s*('?-?\\d+(?:(?:st|nd|rd|th)\\b)?))?"_s),
            [](const Text &found, MomentFields &fields) {
                setDate(fields, {found.captured(3)}, {QString::number(monthNumber(found.captured(2)))},
                    {found.captured(1)});
            }},
        {part(u"\\b"_s + months + u"[^-\\d\\s']*\\s*('?\\d+)[^-\\d\\s']*(?:\\s*,?\\s*('?-?\\d+))?"_s),
            [](const Text &found, MomentFields &fields) {
                setDate(fields, {found.captured(3)}, {QString::number(monthNumber(found.captured(1)))},
                    {found.captured(2)});
            }},
        {part(u"('?[-+]?\\d+)-(\\d+)-('?-?\\d+)"_s),
            [](const Text &found, MomentFields &fields) {
                setDate(fields, {found.captured(1)}, {found.captured(2)}, {found.captured(3)});
            }},
        {part(u"('?-?\\d+)-"_s + months + u"[^-/.]*-('?-?\\d+)"_s),
            [](const Text &found, MomentFields &fields) {
                setDate(fields, {found.captured(3)}, {QString::number(monthNumber(found.captured(2)))},
                    {found.captured(1)});
            }},
        {part(u"\\b"_s + months + u"[^-/.]*-('?-?\\d+)(?:-('?-?\\d+))?"_s),
            [](const Text &found, MomentFields &fields) {
                setDate(fields, {found.captured(3)}, {QString::number(monthNumber(found.captured(1)))},
                    {found.captured(2)});
            }},
        {part(u"('?-?\\d+)/\\s*('?\\d+)(?:\\D\\s*('?-?\\d+))?"_s),
            [](const Text &found, MomentFields &fields) {
                setDate(fields, {found.captured(1)}, {found.captured(2)}, {found.captured(3)});
            }},
        {part(u"('?-?\\d+)\\.\\s*('?\\d+)\\.\\s*('?-?\\d+)"_s),
            [](const Text &found, MomentFields &fields) {
                setDate(fields, {found.captured(1)}, {found.captured(2)}, {found.captured(3)});
            }},
        {part(u"'(\\d+)\\b"_s),
            [](const Text &found, MomentFields &fields) { setYear(fields, {found.captured(1)}); }},
        {part(u"\\b"_s + months + u"\\S*"_s),
            [](const Text &found, MomentFields &fields) { fields.month = monthNumber(found.captured(1)); }},
        {part(u"(\\d+)(?:st|nd|rd|th)\\b"_s),
            [](const Text &found, MomentFields &fields) { fields.day = numberIn(found.captured(1)); }},
        {part(u"([-+]?)(\\d{2,14})(?:\\s*t?\\s*(\\d{2,6})?(?:[,.](\\d*))?)?(z\\b|[-+]\\d{1,4}\\b)?"_s),
            readDigits},
    }};
    return all;
}

/// Takes numbers of fixed width and signs from the start of a text.
class IsoReader
{
public:
    explicit IsoReader(std::string_view text)
        : m_rest(text)
    { }

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    bool take(std::string_view anyOf)
    {
        const bool found = !m_rest.empty() && anyOf.find(m_rest.front()) != std::string_view::npos;
        m_rest.remove_prefix(found ? 1 : 0);
        return found;
    }
    std::optional<int> number(size_t width)
    {
        int value = 0;
        if (m_rest.size() < width)
            return std::nullopt;
        for (const char digit : m_rest.substr(0, width)) {
            if (digit < '0' || digit > '9')
                return std::nullopt;
            value = value * 10 + (digit - '0');
        }
        m_rest.remove_prefix(width);
        return value;
    }
    /// Up to nine digits as billionths.
    int fraction()
    {
        int value = 0;
        int unit = 100'000'000;
        for (; unit > 0; unit /= 10) {
            const auto digit = number(1);
            if (!digit)
                break;
            value += *digit * unit;
        }
        return value;
    }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
};

bool isOffset(std::string_view text)
{
    if (text == "Z" || text == "z")
        return true;
    IsoReader reader(text);
    const bool isRead = reader.take("+-") && reader.number(2) && (reader.take(":"), reader.number(2));
    return isRead && reader.atEnd();
}

} // namespace

std::optional<MomentFields> isoFieldsIn(std::string_view text)
{
    IsoReader reader(text);
    MomentFields fields;
    fields.year = reader.number(4);
    const bool hasDate = fields.year && reader.take("-") && (fields.month = reader.number(2))
        && reader.take("-") && (fields.day = reader.number(2));
    if (!hasDate)
        return std::nullopt;
    if (reader.atEnd())
        return fields;
    const bool hasClock = reader.take("Tt ") && (fields.hour = reader.number(2)) && reader.take(":")
        && (fields.minute = reader.number(2));
    if (!hasClock)
        return std::nullopt;
    if (reader.take(":")) {
        fields.second = reader.number(2);
        if (!fields.second)
            return std::nullopt;
        if (reader.take(".,"))
            fields.nanoseconds = reader.fraction();
    }
    reader.take(" ");
    if (!reader.atEnd() && !isOffset(reader.rest()))
        return std::nullopt;
    fields.zone = QString::fromLatin1(reader.rest().data(), qsizetype(reader.rest().size()));
    return fields;
}

MomentFields momentFieldsIn(QString text)
{
    static const QRegularExpression others(u"[^-+',./:@\\p{L}\\p{N}\\[\\]]+"_s);
    static const QRegularExpression weekday = expression(u"\\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\\d\\s]*"_s);
    static const QRegularExpression rest(u"^\\s*(\\d{1,2})\\s*$"_s);
    static const QRegularExpression beforeChrist = expression(u"\\b(?:bc\\b|bce\\b|b\\.c\\.(?:e\\.)?)"_s);
    MomentFields fields;
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

} // namespace haberdash::compose::liquid
