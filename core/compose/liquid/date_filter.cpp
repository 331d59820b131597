// SPDX-License-Identifier: GPL-3.0-or-later
// The `date` filter, and Ruby's strftime.
#include "core/compose/liquid/filters.h"
#include "core/compose/liquid/moment.h"
#include "core/compose/liquid/number.h"

#include <algorithm>
#include <optional>

#include <QLocale>

namespace haberdash::compose::liquid {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One directive of a date format: "%-d", "%02H", "%^a".
struct Directive
{
    char letter = 0;
    char pad = 0; ///< '-', '_', '0' or none given
    bool upper = false;
    bool swapsCase = false;
    int colons = 0;
    int width = -1;
};

constexpr int widest = 1024;

void pad(int size, int width, char fill, const Directive &directive, std::string &out)
{
    if (directive.pad == '_')
        fill = ' ';
    else if (directive.pad == '0')
        fill = '0';
    if (directive.width >= 0)
        width = directive.width;
    if (directive.pad != '-' && width > size)
        out.append(size_t(width - size), fill);
}

void appendPadded(qint64 value, int width, char fill, const Directive &directive, std::string &out)
{
    const std::string digits = std::to_string(std::abs(value));
    std::string padding;
    pad(int(digits.size()) + (value < 0 ? 1 : 0), width, fill, directive, padding);
    const bool signFirst = padding.empty() || padding.front() == '0';
    if (value < 0 && signFirst)
        out += '-';
    out += padding;
    if (value < 0 && !signFirst)
        out += '-';
    out += digits;
}

void appendName(QString name, const Directive &directive, std::string &out, bool lowersWhenSwapped = false)
{
    if (directive.swapsCase && lowersWhenSwapped)
        name = name.toLower();
    else if (directive.upper || directive.swapsCase)
        name = name.toUpper();
    pad(int(name.size()), 0, ' ', directive, out);
    out += name.toStdString();
}

/// Number of the week when weeks begin on `firstDay` (1 Monday, 7 Sunday) and week 1 with the first of them.
int weekOfYear(const QDate &date, int firstDay)
{
    const int sinceFirst = (date.dayOfWeek() - firstDay + 7) % 7;
    return (date.dayOfYear() + 6 - sinceFirst) / 7;
}

/// +hhmm, with one colon +hh:mm, with two +hh:mm:ss. A width pads the hours.
void appendOffset(const Moment &moment, const Directive &directive, std::string &out)
{
    const int seconds = moment.time.offsetFromUtc();
    const int size = std::abs(seconds);
    std::string rest;
    const auto two = [](int value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); };
    if (directive.colons > 0)
        rest += ':';
    rest += two(size / 60 % 60);
    if (directive.colons > 1)
        rest += ':' + two(size % 60);
    const int hours = size / 3600;
    std::string shown = directive.pad == '_' ? std::to_string(hours) : two(hours);
    // Of UTC "-0000" may be asked for: no place is meant.
    const char sign = seconds < 0 || (directive.pad == '-' && moment.isUtc) ? '-' : '+';
    const int missing = directive.width - int(shown.size() + rest.size()) - 1;
    if (directive.pad == '_') {
        out.append(size_t(std::max(hours < 10 && missing < 1 ? 1 : missing, 0)), ' ');
        out += sign;
    } else {
        out += sign;
        out.append(size_t(std::max(directive.pad == '-' ? 0 : missing, 0)), '0');
    }
    out += shown + rest;
}

void appendFraction(const Moment &moment, const Directive &directive, int digits, std::string &out)
{
    std::string text = std::to_string(moment.nanoseconds);
    text.insert(0, 9 - text.size(), '0');
    const int wanted = directive.width > 0 ? directive.width : digits;
    text.resize(size_t(wanted), '0');
    out += text;
}

/// The format that a letter stands for, or null.
const char *longForm(char letter)
{
    switch (letter) {
    case 'c':
        return "%a %b %e %H:%M:%S %Y";
    case 'D':
    case 'x':
        return "%m/%d/%y";
    case 'F':
        return "%Y-%m-%d";
    case 'r':
        return "%I:%M:%S %p";
    case 'R':
        return "%H:%M";
    case 'T':
    case 'X':
        return "%H:%M:%S";
    case 'v':
        return "%e-%^b-%4Y";
    default:
        return nullptr;
    }
}

bool appendClock(const Moment &moment, const Directive &directive, std::string &out)
{
    const QTime clock = moment.time.time();
    const int hour12 = clock.hour() % 12 == 0 ? 12 : clock.hour() % 12;
    const auto number
        = [&](qint64 value, int width, char fill = '0') { appendPadded(value, width, fill, directive, out); };
    switch (directive.letter) {
    case 'H':
        number(clock.hour(), 2);
        return true;
    case 'I':
        number(hour12, 2);
        return true;
    case 'k':
        number(clock.hour(), 2, ' ');
        return true;
    case 'l':
        number(hour12, 2, ' ');
        return true;
    case 'M':
        number(clock.minute(), 2);
        return true;
    case 'S':
        number(clock.second(), 2);
        return true;
    case 'L':
        appendFraction(moment, directive, 3, out);
        return true;
    case 'N':
        appendFraction(moment, directive, 9, out);
        return true;
    case 's':
        number(moment.time.toSecsSinceEpoch(), 1);
        return true;
    case 'p':
        appendName(clock.hour() < 12 ? u"AM"_s : u"PM"_s, directive, out, true);
        return true;
    case 'P':
        appendName(clock.hour() < 12 ? u"am"_s : u"pm"_s, directive, out);
        return true;
    case 'z':
        appendOffset(moment, directive, out);
        return true;
    case 'Z':
        if (!moment.zoneName.empty())
            appendName(QString::fromStdString(moment.zoneName), directive, out, true);
        return true;
    default:
        return false;
    }
}

bool appendDate(const QDate &date, const Directive &directive, std::string &out)
{
    const QLocale english = QLocale::c();
    const auto number
        = [&](qint64 value, int width, char fill = '0') { appendPadded(value, width, fill, directive, out); };
    int weekYear = 0;
    const int week = date.weekNumber(&weekYear);
    const auto hundred = [](int year) { return (year % 100 + 100) % 100; };
    switch (directive.letter) {
    case 'a':
        appendName(english.dayName(date.dayOfWeek(), QLocale::ShortFormat), directive, out);
        return true;
    case 'A':
        appendName(english.dayName(date.dayOfWeek()), directive, out);
        return true;
    case 'b':
    case 'h':
        appendName(english.monthName(date.month(), QLocale::ShortFormat), directive, out);
        return true;
    case 'B':
        appendName(english.monthName(date.month()), directive, out);
        return true;
    case 'C':
        number((date.year() - hundred(date.year())) / 100, 2);
        return true;
    case 'd':
        number(date.day(), 2);
        return true;
    case 'e':
        number(date.day(), 2, ' ');
        return true;
    case 'g':
        number(hundred(weekYear), 2);
        return true;
    case 'G':
        number(weekYear, 4);
        return true;
    case 'j':
        number(date.dayOfYear(), 3);
        return true;
    case 'm':
        number(date.month(), 2);
        return true;
    case 'u':
        number(date.dayOfWeek(), 1);
        return true;
    case 'U':
        number(weekOfYear(date, 7), 2);
        return true;
    case 'V':
        number(week, 2);
        return true;
    case 'w':
        number(date.dayOfWeek() % 7, 1);
        return true;
    case 'W':
        number(weekOfYear(date, 1), 2);
        return true;
    case 'y':
        number(hundred(date.year()), 2);
        return true;
    case 'Y':
        number(date.year(), date.year() < 0 ? 5 : 4);
        return true;
    default:
        return false;
    }
}

/// False where there is no such directive.
bool appendDirective(const Moment &moment, const Directive &directive, std::string &out)
{
    if (const char *form = longForm(directive.letter)) {
        std::string text;
        static_cast<void>(appendMoment(moment, form, text));
        appendName(QString::fromStdString(text),
            {directive.letter, directive.pad, directive.upper, false, 0, directive.width}, out);
        return true;
    }
    const char plain = directive.letter == 'n' ? '\n' : directive.letter == 't' ? '\t' : '%';
    if (directive.letter == 'n' || directive.letter == 't' || directive.letter == '%') {
        pad(1, 0, ' ', directive, out);
        out += plain;
        return true;
    }
    return appendClock(moment, directive, out) || appendDate(moment.time.date(), directive, out);
}

/// Reads flags and width from `at` on; false where the format is none.
bool readDirective(std::string_view format, size_t &at, Directive &directive)
{
    for (; at < format.size(); ++at) {
        const char flag = format[at];
        if (flag == '-' || flag == '_' || flag == '0')
            directive.pad = flag;
        else if (flag == '^')
            directive.upper = true;
        else if (flag == '#')
            directive.swapsCase = true;
        else
            break;
    }
    for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at)
        directive.width = std::min(std::max(directive.width, 0) * 10 + (format[at] - '0'), widest);
    for (; at < format.size() && format[at] == ':'; ++at)
        ++directive.colons;
    // %Ey and %Od are %y and %d.
    if (at + 1 < format.size() && (format[at] == 'E' || format[at] == 'O')) {
        const std::string_view known = format[at] == 'E' ? "cCxXyY" : "deHkIlmMSuUVwWy";
        if (known.find(format[at + 1]) != std::string_view::npos)
            ++at;
    }
    if (at < format.size() && (format[at] == 'E' || format[at] == 'O') && format.substr(at + 1, 1) == "%")
        ++at;
    if (at == format.size()
        || (format[at] == '%' && std::string_view(":EO").find(format[at - 1]) != std::string_view::npos)
        || (directive.colons > 0 && (format[at] != 'z' || directive.colons > 2)))
        return false;
    directive.letter = format[at];
    return true;
}

/// Ruby writes most unknown directives as they are, but not one that the format ends within, nor "%:%".
bool isRefused(std::string_view format, size_t start, size_t at)
{
    const bool isMarked
        = at > start + 1 && std::string_view(":EO").find(format[at - 1]) != std::string_view::npos;
    return at < format.size() ? format[at] == '%' && isMarked : !isMarked;
}

std::optional<Moment> momentOf(Scratch &scratch, const Item &input)
{
    constexpr int64_t farthest = 8'000'000'000'000; // seconds; years of six digits
    const auto &options = scratch.options();
    const auto fromSeconds = [&](int64_t seconds) {
        return std::abs(seconds) < farthest ? std::optional(momentAt(seconds, options.zone)) : std::nullopt;
    };
    if (input.kind == Item::Kind::Integer)
        return fromSeconds(input.integer);
    if (!input.isText() || input.size == 0)
        return std::nullopt;
    const auto text = input.text();
    if (std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; }))
        return fromSeconds(clamped(leadingInteger(text)));
    if (text.size() <= 5) {
        const QString word = QString::fromUtf8(text.data(), qsizetype(text.size())).toLower();
        if (word == u"now"_s || word == u"today"_s) {
            const qint64 milliseconds = toMilliseconds(options.now);
            Moment moment = momentAt(milliseconds / 1000, options.zone);
            moment.nanoseconds = int(milliseconds % 1000) * 1'000'000;
            return moment;
        }
    }
    return readMoment(text, {options.now, options.zone, options.convertsDates});
}

} // namespace

bool appendMoment(const Moment &moment, std::string_view format, std::string &out)
{
    for (size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            out += format[i];
            continue;
        }
        Directive directive;
        size_t at = i + 1;
        const bool isKnown = readDirective(format, at, directive) && appendDirective(moment, directive, out);
        if (!isKnown && isRefused(format, i, at))
            return false;
        if (!isKnown) // written as it is
            out += format.substr(i, std::min(at, format.size() - 1) - i + 1);
        i = at;
    }
    return true;
}

Item dateFilter(Scratch &scratch, const Item &input, const Arguments &arguments)
{
    const auto format = scratch.textOf(arguments.at(0));
    if (format.empty())
        return input;
    scratch.spend(input.isText() ? 10 : 1); // texts are read with a dozen patterns
    const auto moment = momentOf(scratch, input);
    if (!moment || !moment->time.isValid())
        return input;
    std::string text;
    if (!appendMoment(*moment, format, text))
        scratch.fail(u"This format of a date is no format."_s, u"a format such as %d.%m.%Y"_s);
    return scratch.keep(text);
}

} // namespace haberdash::compose::liquid
