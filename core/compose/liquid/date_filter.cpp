// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/filters.h"
#include "core/compose/liquid/number.h"

#include <array>
#include <optional>

#include <QDateTime>
#include <QLocale>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<QDateTime> readInstant(const QString &text, const QTimeZone &zone)
{
    if (const auto instant = parseInstant(text, zone))
        return QDateTime::fromMSecsSinceEpoch(toMilliseconds(*instant), zone);
    // "2026-03-01 10:30:00 +0100", as shops export it
    QString tidied = text.trimmed();
    if (tidied.size() > 10 && tidied.at(10) == u' ') {
        tidied[10] = u'T';
        tidied.remove(u' ');
        if (tidied.endsWith(u"UTC"_s))
            tidied.replace(tidied.size() - 3, 3, u"Z"_s);
        if (const auto instant = parseInstant(tidied, zone))
            return QDateTime::fromMSecsSinceEpoch(toMilliseconds(*instant), zone);
    }
    const QDateTime iso = QDateTime::fromString(tidied, Qt::ISODateWithMs);
    if (iso.isValid()) {
        if (iso.timeSpec() == Qt::LocalTime) // no offset was given
            return QDateTime(iso.date(), iso.time(), zone);
        return iso.toTimeZone(zone);
    }
    for (const auto *format : {u"MMMM d, yyyy", u"MMM d, yyyy", u"d MMMM yyyy", u"d MMM yyyy"}) {
        const QDate date = QLocale::c().toDate(tidied, QString::fromUtf16(format));
        if (date.isValid())
            return QDateTime(date, QTime(0, 0), zone);
    }
    return std::nullopt;
}

std::optional<QDateTime> instantOf(Scratch &scratch, const Item &input)
{
    const auto &options = scratch.options();
    if (input.isNumber() && input.kind != Item::Kind::Decimal) {
        const double seconds = toDouble(input);
        if (std::abs(seconds) > 2.5e11)
            return std::nullopt;
        return QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000), options.zone);
    }
    if (!input.isText())
        return std::nullopt;
    const QString text = QString::fromUtf8(input.characters, qsizetype(input.size));
    if (text == u"now"_s || text == u"today"_s)
        return QDateTime::fromMSecsSinceEpoch(toMilliseconds(options.now), options.zone);
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    if (isNumber && text.front().isDigit() && std::abs(seconds) < 250'000'000'000)
        return QDateTime::fromMSecsSinceEpoch(seconds * 1000, options.zone);
    return readInstant(text, options.zone);
}

/// One directive of a date format: "%-d", "%02H", "%^a".
struct Directive
{
    char letter = 0;
    char pad = 0; ///< '-', '_', '0' or none given
    bool upper = false;
    bool swapsCase = false;
    int colons = 0;
    int width = 0;
};

void appendPadded(qint64 value, int width, char fill, const Directive &directive, std::string &out)
{
    const std::string digits = std::to_string(std::abs(value));
    if (directive.pad == '_')
        fill = ' ';
    else if (directive.pad == '0')
        fill = '0';
    if (directive.width > 0)
        width = directive.width;
    if (value < 0)
        out += '-';
    if (directive.pad != '-' && width > int(digits.size()))
        out.append(size_t(width) - digits.size(), fill);
    out += digits;
}

void appendName(const QString &name, const Directive &directive, std::string &out)
{
    const QString shown = directive.upper || directive.swapsCase ? name.toUpper() : name;
    if (directive.width > shown.size())
        out.append(size_t(directive.width - shown.size()), directive.pad == '0' ? '0' : ' ');
    out += shown.toStdString();
}

void appendFormatted(const QDateTime &time, std::string_view format, std::string &out, int depth = 0);

/// Number of the week when weeks begin on `firstDay` (1 Monday, 7 Sunday) and week 1 with the first of them.
int weekOfYear(const QDate &date, int firstDay)
{
    const int sinceFirst = (date.dayOfWeek() - firstDay + 7) % 7;
    return (date.dayOfYear() + 6 - sinceFirst) / 7;
}

void appendOffset(const QDateTime &time, const Directive &directive, std::string &out)
{
    const int seconds = time.offsetFromUtc();
    const int minutes = std::abs(seconds) / 60;
    Directive plain;
    out += seconds < 0 ? '-' : '+';
    appendPadded(minutes / 60, 2, '0', plain, out);
    if (directive.colons > 0)
        out += ':';
    appendPadded(minutes % 60, 2, '0', plain, out);
}

void appendDirective(const QDateTime &time, const Directive &directive, std::string &out, int depth)
{
    const QDate date = time.date();
    const QTime clock = time.time();
    const QLocale english = QLocale::c();
    const int hour12 = clock.hour() % 12 == 0 ? 12 : clock.hour() % 12;
    const auto number
        = [&](qint64 value, int width, char fill = '0') { appendPadded(value, width, fill, directive, out); };
    switch (directive.letter) {
    case 'a':
        return appendName(english.dayName(date.dayOfWeek(), QLocale::ShortFormat), directive, out);
    case 'A':
        return appendName(english.dayName(date.dayOfWeek()), directive, out);
    case 'b':
    case 'h':
        return appendName(english.monthName(date.month(), QLocale::ShortFormat), directive, out);
    case 'B':
        return appendName(english.monthName(date.month()), directive, out);
    case 'c':
        return appendFormatted(time, "%a %b %e %H:%M:%S %Y", out, depth + 1);
    case 'C':
        return number(date.year() / 100, 2);
    case 'd':
        return number(date.day(), 2);
    case 'D':
    case 'x':
        return appendFormatted(time, "%m/%d/%y", out, depth + 1);
    case 'e':
        return number(date.day(), 2, ' ');
    case 'F':
        return appendFormatted(time, "%Y-%m-%d", out, depth + 1);
    case 'g':
    case 'G': {
        int year = 0;
        static_cast<void>(date.weekNumber(&year));
        return directive.letter == 'g' ? number(year % 100, 2) : number(year, 4);
    }
    case 'H':
        return number(clock.hour(), 2);
    case 'I':
        return number(hour12, 2);
    case 'j':
        return number(date.dayOfYear(), 3);
    case 'k':
        return number(clock.hour(), 2, ' ');
    case 'l':
        return number(hour12, 2, ' ');
    case 'L':
        return number(clock.msec(), 3);
    case 'm':
        return number(date.month(), 2);
    case 'M':
        return number(clock.minute(), 2);
    case 'n':
        out += '\n';
        return;
    case 'N':
        return number(qint64(clock.msec()) * 1'000'000, 9);
    case 'p':
        return appendName(directive.swapsCase ? (clock.hour() < 12 ? u"am"_s : u"pm"_s)
                                              : (clock.hour() < 12 ? u"AM"_s : u"PM"_s),
            Directive{'p', directive.pad, false, false, 0, directive.width}, out);
    case 'P':
        return appendName(clock.hour() < 12 ? u"am"_s : u"pm"_s, directive, out);
    case 'q': { // 1st, 2nd, 3rd, 4th
        const int day = date.day();
        const int last = day / 10 == 1 ? 0 : day % 10;
        out += last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
        return;
    }
    case 'r':
        return appendFormatted(time, "%I:%M:%S %p", out, depth + 1);
    case 'R':
        return appendFormatted(time, "%H:%M", out, depth + 1);
    case 's':
        return number(time.toSecsSinceEpoch(), 1);
    case 'S':
        return number(clock.second(), 2);
    case 't':
        out += '\t';
        return;
    case 'T':
    case 'X':
        return appendFormatted(time, "%H:%M:%S", out, depth + 1);
    case 'u':
        return number(date.dayOfWeek(), 1);
    case 'U':
        return number(weekOfYear(date, 7), 2);
    case 'V':
        return number(date.weekNumber(), 2);
    case 'w':
        return number(date.dayOfWeek() % 7, 1);
    case 'W':
        return number(weekOfYear(date, 1), 2);
    case 'y':
        return number(date.year() % 100, 2);
    case 'Y':
        return number(date.year(), 4);
    case 'z':
        return appendOffset(time, directive, out);
    case 'Z':
        return appendName(time.timeZoneAbbreviation(), directive, out);
    case '%':
        out += '%';
        return;
    default:
        break;
    }
    out += '%';
    out += directive.letter;
}

void appendFormatted(const QDateTime &time, std::string_view format, std::string &out, int depth)
{
    if (depth > 2)
        return;
    for (size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            out += format[i];
            continue;
        }
        Directive directive;
        size_t at = i + 1;
        for (; at < format.size(); ++at) {
            const char flag = format[at];
            if (flag == '-' || flag == '_' || flag == '0')
                directive.pad = flag;
            else if (flag == '^')
                directive.upper = true;
            else if (flag == '#')
                directive.swapsCase = true;
            else if (flag == ':')
                ++directive.colons;
            else
                break;
        }
        for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at)
            directive.width = std::min(directive.width * 10 + (format[at] - '0'), 64);
        if (at == format.size()) {
            out += format.substr(i);
            return;
        }
        directive.letter = format[at];
        appendDirective(time, directive, out, depth);
        i = at;
    }
}

} // namespace

Item dateFilter(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto time = instantOf(scratch, input);
    const auto format = scratch.textOf(arguments.at(0));
    if (!time || !time->isValid() || format.empty())
        return input;
    std::string text;
    appendFormatted(*time, format, text);
    return scratch.keep(text);
}

} // namespace haberdash::compose::liquid
