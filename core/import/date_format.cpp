// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/date_format.h"

namespace haberdash::importing {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Pieces
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    std::optional<int> offsetSeconds;
};

/// Reads `least` to `most` digits from the front; -1 where there are fewer.
int takeNumber(std::string_view &text, int least, int most)
{
    int value = 0;
    int count = 0;
    while (count < most && size_t(count) < text.size() && text[size_t(count)] >= '0'
        && text[size_t(count)] <= '9')
        value = value * 10 + (text[size_t(count++)] - '0');
    if (count < least)
        return -1;
    text.remove_prefix(size_t(count));
    return value;
}

/// Reads the first three letters of a month in English, and the rest of its name where that is there; 0 for
/// what is none.
int takeMonthName(std::string_view &text)
{
    static constexpr std::string_view names[] = {"january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december"};
    const auto agree = [&text](std::string_view name) {
        size_t count = 0;
        while (count < name.size() && count < text.size() && (text[count] | 0x20) == name[count])
            ++count;
        return count;
    };
    for (int month = 0; month < 12; ++month) {
        const std::string_view name = names[month];
        const size_t letters = agree(name);
        if (letters < 3)
            continue;
        text.remove_prefix(letters == name.size() ? letters : name == "september" && letters == 4 ? 4 : 3);
        return month + 1;
    }
    return 0;
}

bool take(std::string_view &text, char character)
{
    if (text.empty() || text.front() != character)
        return false;
    text.remove_prefix(1);
    return true;
}

/// "Z", "UTC", "+01:00", "+0100", "+01", each after blanks; false where something else stands there.
bool takeZone(std::string_view &text, std::optional<int> &offset)
{
    while (take(text, ' ')) { }
    if (take(text, 'Z') || text.starts_with("UTC") || text.starts_with("GMT")) {
        if (text.starts_with("UTC") || text.starts_with("GMT"))
            text.remove_prefix(3);
        offset = 0;
        return true;
    }
    if (text.empty() || (text.front() != '+' && text.front() != '-'))
        return false;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const int hours = takeNumber(text, 2, 2);
    if (hours < 0 || hours > 14)
        return false;
    take(text, ':');
    const int minutes = text.empty() ? 0 : takeNumber(text, 2, 2);
    if (minutes < 0 || minutes > 59)
        return false;
    offset = sign * (hours * 3600 + minutes * 60);
    return true;
}

std::optional<Timestamp> assemble(const Pieces &pieces, const LocalClock &clock)
{
    const auto day = civilDay(pieces.year, pieces.month, pieces.day);
    if (!day || pieces.year < 1 || pieces.hour > 23 || pieces.minute > 59 || pieces.second > 59)
        return std::nullopt;
    const qint64 seconds = clockSeconds(*day, pieces.hour, pieces.minute, pieces.second);
    const auto whole = pieces.offsetSeconds ? fromMilliseconds((seconds - *pieces.offsetSeconds) * 1000)
                                            : clock.toInstant(seconds);
    const auto instant = whole + std::chrono::milliseconds(pieces.millisecond);
    // An offset may lead out of the years that can be written with four digits.
    constexpr Timestamp begin = Day(std::chrono::year(1) / 1 / 1);
    constexpr Timestamp end = Day(std::chrono::year(10000) / 1 / 1);
    if (instant < begin || instant >= end)
        return std::nullopt;
    return instant;
}

std::optional<Timestamp> parseIso(std::string_view text, const LocalClock &clock)
{
    Pieces pieces;
    pieces.year = takeNumber(text, 4, 4);
    if (pieces.year < 0 || !take(text, '-'))
        return std::nullopt;
    pieces.month = takeNumber(text, 2, 2);
    if (pieces.month < 0 || !take(text, '-'))
        return std::nullopt;
    pieces.day = takeNumber(text, 2, 2);
    if (pieces.day < 0)
        return std::nullopt;
    if (text.empty())
        return assemble(pieces, clock);
    if (!take(text, 'T') && !take(text, ' '))
        return std::nullopt;
    pieces.hour = takeNumber(text, 2, 2);
    if (pieces.hour < 0 || !take(text, ':'))
        return std::nullopt;
    pieces.minute = takeNumber(text, 2, 2);
    if (pieces.minute < 0)
        return std::nullopt;
    if (take(text, ':')) {
        pieces.second = takeNumber(text, 2, 2);
        if (pieces.second < 0)
            return std::nullopt;
        if (take(text, '.')) {
            const auto before = text.size();
            int fraction = takeNumber(text, 1, 3);
            if (fraction < 0)
                return std::nullopt;
            for (auto digits = before - text.size(); digits < 3; ++digits)
                fraction *= 10;
            pieces.millisecond = fraction;
            takeNumber(text, 0, 6); // beyond milliseconds
        }
    }
    if (!text.empty() && (!takeZone(text, pieces.offsetSeconds) || !text.empty()))
        return std::nullopt;
    return assemble(pieces, clock);
}

} // namespace

Result<DateFormat> DateFormat::fromPattern(const QString &pattern)
{
    DateFormat format;
    if (pattern == u"iso"_s || pattern.isEmpty())
        return format;
    const QByteArray bytes = pattern.toUtf8();
    std::string_view rest(bytes.constData(), size_t(bytes.size()));
    static constexpr struct
    {
        std::string_view token;
        Part part;
        int least;
        int most;
    } tokens[] = {{"yyyy", Part::Year, 4, 4}, {"yy", Part::ShortYear, 2, 2}, {"MMM", Part::MonthName, 0, 0},
        {"MM", Part::Month, 2, 2}, {"M", Part::Month, 1, 2}, {"dd", Part::Day, 2, 2}, {"d", Part::Day, 1, 2},
        {"HH", Part::Hour, 2, 2}, {"H", Part::Hour, 1, 2}, {"hh", Part::HalfDayHour, 2, 2},
        {"h", Part::HalfDayHour, 1, 2}, {"mm", Part::Minute, 2, 2}, {"m", Part::Minute, 1, 2},
        {"ss", Part::Second, 2, 2}, {"AP", Part::HalfDay, 0, 0}, {"zzz", Part::Zone, 0, 0}};
    unsigned seen = 0;
    while (!rest.empty()) {
        bool known = false;
        for (const auto &token : tokens) {
            if (!rest.starts_with(token.token))
                continue;
            format.m_steps.push_back({token.part, token.least, token.most, 0});
            seen |= 1u << unsigned(token.part);
            rest.remove_prefix(token.token.size());
            known = true;
            break;
        }
        if (!known) {
            format.m_steps.push_back({Part::Literal, 0, 0, rest.front()});
            rest.remove_prefix(1);
        }
    }
    const auto has = [seen](Part part) { return (seen & (1u << unsigned(part))) != 0; };
    if ((!has(Part::Year) && !has(Part::ShortYear)) || (!has(Part::Month) && !has(Part::MonthName))
        || !has(Part::Day))
        return failure(Error::Code::Invalid,
            u"The date format “%1” leaves the day open. It needs a year (yyyy or yy), a month (MM or M) and "
            u"a day (dd or d), "
            u"as in dd/MM/yyyy HH:mm."_s.arg(pattern));
    return format;
}

std::optional<Timestamp> DateFormat::parse(std::string_view text, const LocalClock &clock) const
{
    if (m_steps.empty())
        return parseIso(text, clock);
    Pieces pieces;
    bool afternoon = false;
    for (const Step &step : m_steps) {
        int number = 0;
        if (step.most > 0) {
            number = takeNumber(text, step.least, step.most);
            if (number < 0)
                return std::nullopt;
        }
        switch (step.part) {
        case Part::Year:
            pieces.year = number;
            break;
        case Part::ShortYear:
            pieces.year = number + (number < 70 ? 2000 : 1900);
            break;
        case Part::Month:
            pieces.month = number;
            break;
        case Part::MonthName:
            pieces.month = takeMonthName(text);
            break;
        case Part::Day:
            pieces.day = number;
            break;
        case Part::Hour:
            pieces.hour = number;
            break;
        case Part::HalfDayHour:
            if (number < 1 || number > 12)
                return std::nullopt;
            pieces.hour = number % 12;
            break;
        case Part::Minute:
            pieces.minute = number;
            break;
        case Part::Second:
            pieces.second = number;
            break;
        case Part::HalfDay:
            if (text.size() < 2 || (text[1] != 'M' && text[1] != 'm'))
                return std::nullopt;
            if (text[0] != 'A' && text[0] != 'a' && text[0] != 'P' && text[0] != 'p')
                return std::nullopt;
            afternoon = text[0] == 'P' || text[0] == 'p';
            text.remove_prefix(2);
            break;
        case Part::Zone:
            if (!takeZone(text, pieces.offsetSeconds))
                return std::nullopt;
            break;
        case Part::Literal:
            if (!take(text, step.literal))
                return std::nullopt;
            break;
        }
    }
    if (!text.empty())
        return std::nullopt;
    if (afternoon)
        pieces.hour += 12;
    return assemble(pieces, clock);
}

} // namespace haberdash::importing
