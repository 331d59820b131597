// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/spreadsheet_number.h"

#include <QtGlobal>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace haberdash::importing {

namespace {

constexpr qint64 millisecondsADay = 86'400'000;
constexpr double firstUnknownDay = 2'958'466; // 10000-01-01

/// Digits that say something: 0.0120 has three.
int significantDigits(std::string_view text)
{
    int digits = 0;
    for (const char character : text.substr(0, text.find_first_of("eE"))) {
        if (character >= '0' && character <= '9' && (digits > 0 || character != '0'))
            ++digits;
    }
    return digits;
}

void appendPlain(std::string_view text, double value, std::string &target)
{
    const bool hasFraction = text.find_first_of(".eE") != std::string_view::npos;
    if (!hasFraction || significantDigits(text) <= 15 || !std::isfinite(value)) {
        target += text;
        return;
    }
    char shortest[64];
    const auto end = std::to_chars(shortest, shortest + sizeof shortest, value).ptr;
    const std::string_view found(shortest, size_t(end - shortest));
    target += found.size() < text.size() ? found : text;
}

void appendTime(qint64 milliseconds, std::string &target)
{
    char text[48];
    const qint64 seconds = milliseconds / 1000;
    int length = std::snprintf(
        text, sizeof text, "%02lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (milliseconds % 1000 != 0)
        length += std::snprintf(text + length, sizeof text - size_t(length), ".%03lld", milliseconds % 1000);
    target.append(text, size_t(length));
}

void appendDay(qint64 day, std::string &target)
{
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    char text[48];
    const int length = std::snprintf(
        text, sizeof text, "%04d-%02u-%02u", int(date.year()), unsigned(date.month()), unsigned(date.day()));
    target.append(text, size_t(length));
}

} // namespace

NumberMeaning meaningOfBuiltIn(int number)
{
    if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || number == 36
        || (number >= 50 && number <= 54) || number == 57 || number == 58)
        return NumberMeaning::Day; // 27 to 58 in the languages of East Asia
    if (number == 22)
        return NumberMeaning::DayAndTime;
    if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || number == 55 || number == 56)
        return NumberMeaning::TimeOfDay;
    if (number >= 45 && number <= 47)
        return NumberMeaning::Duration;
    return NumberMeaning::Number;
}

NumberMeaning meaningOfCode(std::u16string_view code)
{
    bool day = false;
    bool time = false;
    bool minutesOrMonths = false;
    bool elapsed = false;
    for (size_t i = 0; i < code.size() && code[i] != u';'; ++i) {
        switch (code[i]) {
        case u'"': {
            const auto close = code.find(u'"', i + 1);
            i = close == std::u16string_view::npos ? code.size() : close;
            break;
        }
        case u'\\':
        case u'_':
        case u'*':
            ++i; // the next character is only shown, or its width is
            break;
        case u'[': {
            // [Red], [$-409], [>100], but [h], [mm] and [ss] count on beyond a day.
            const auto close = code.find(u']', i + 1);
            const auto inside
                = code.substr(i + 1, close == std::u16string_view::npos ? close : close - i - 1);
            elapsed = elapsed
                || (!inside.empty()
                    && (inside.find_first_not_of(u"hH") == std::u16string_view::npos
                        || inside.find_first_not_of(u"mM") == std::u16string_view::npos
                        || inside.find_first_not_of(u"sS") == std::u16string_view::npos));
            i = close == std::u16string_view::npos ? code.size() : close;
            break;
        }
        case u'd':
        case u'D':
        case u'y':
        case u'Y':
            day = true;
            break;
        case u'h':
        case u'H':
        case u's':
        case u'S':
            time = true;
            break;
        case u'm':
        case u'M':
            minutesOrMonths = true;
            break;
        case u'G':
        case u'g':
            if (code.substr(i, 7) == u"General")
                i += 6;
            break;
        case u'0':
        case u'#':
        case u'?':
            // Behind seconds these are fractions of a second; anywhere else this is a number.
            if (!time && !elapsed)
                return NumberMeaning::Number;
            break;
        default:
            break;
        }
    }
    if (elapsed)
        return NumberMeaning::Duration;
    if (day)
        return time ? NumberMeaning::DayAndTime : NumberMeaning::Day;
    if (time)
        return NumberMeaning::TimeOfDay;
    return minutesOrMonths ? NumberMeaning::Day : NumberMeaning::Number;
}

void appendNumber(std::string_view text, NumberMeaning meaning, bool from1904, std::string &target)
{
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isNumber = code == std::errc() && end == text.data() + text.size();
    if (meaning == NumberMeaning::Number || !isNumber || !(value >= 0 && value < firstUnknownDay)) {
        appendPlain(text, isNumber ? value : HUGE_VAL, target);
        return;
    }
    const auto milliseconds = qint64(std::llround(value * double(millisecondsADay)));
    if (meaning == NumberMeaning::Duration || (meaning == NumberMeaning::TimeOfDay && value < 1)) {
        appendTime(milliseconds, target);
        return;
    }
    const qint64 serial = milliseconds / millisecondsADay;
    const qint64 time = milliseconds % millisecondsADay;
    if (!from1904 && (serial == 0 || serial == 60)) {
        // The day before the first, and 29 February 1900, which never was.
        appendPlain(text, value, target);
        return;
    }
    // Days from 1970-01-01 to 1904-01-01 and to 1899-12-31; the one too many of 1900 comes after its
    // February.
    const qint64 day = from1904 ? serial - 24'107 : serial - (serial > 60 ? 25'569 : 25'568);
    appendDay(day, target);
    if (time != 0 || meaning != NumberMeaning::Day) {
        target += 'T';
        appendTime(time, target);
    }
}

} // namespace haberdash::importing
