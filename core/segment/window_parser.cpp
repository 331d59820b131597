// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/window_parser.h"

#include "core/segment/rule_words.h"

#include <QDate>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView beginnings[] = {u"in", u"more", u"between", u"before", u"on", u"after", u"at", u"today",
    u"yesterday", u"tomorrow", u"anniversary"};

/// "week" or "weeks"
bool takeUnit(TokenCursor &tokens, Unit &unit)
{
    for (const auto &[value, word] : unitWords) {
        if (tokens.takeWord(word) || tokens.takeWord(word.chopped(1))) {
            unit = value;
            return true;
        }
    }
    return false;
}

Parsed<int> parseWholeNumber(TokenCursor &tokens)
{
    bool fits = false;
    const int value = tokens.peek().text.toInt(&fits);
    if (tokens.peek().kind != Token::Kind::Number || !fits || value < 0 || value > 100000)
        return tokens.fault(u"a whole number from 0 to 100000"_s);
    tokens.next();
    return value;
}

Parsed<Unit> parseUnit(TokenCursor &tokens)
{
    Unit unit{};
    if (!takeUnit(tokens, unit))
        return tokens.fault(u"hours, days, weeks, months or years"_s);
    return unit;
}

Parsed<Day> parseDay(TokenCursor &tokens)
{
    const auto date = QDate::fromString(tokens.peek().text, Qt::ISODate);
    if (tokens.peek().kind != Token::Kind::Day || !date.isValid())
        return tokens.fault(u"a day such as 2026-06-30"_s);
    tokens.next();
    return Day(std::chrono::days(QDate(1970, 1, 1).daysTo(date)));
}

/// Behind "the": "month 2 months ago", "day 3 days ahead".
Parsed<Window> parsePeriodAway(TokenCursor &tokens)
{
    SEGMENT_TRY(named, parseUnit(tokens));
    SEGMENT_TRY(span, parseSpan(tokens));
    if (span.unit != named)
        return tokens.fault(u"the %1 so many %2 ago or ahead"_s.arg(
            wordOf(unitWords, named).chopped(1), wordOf(unitWords, named)));
    if (tokens.takeWord(u"ago"))
        span.count = -span.count;
    else if (!tokens.takeWord(u"ahead"))
        return tokens.fault(u"ago or ahead"_s);
    return Window{.kind = Window::Kind::Calendar, .nearSpan = span};
}

/// Behind "in".
Parsed<Window> parseIn(TokenCursor &tokens)
{
    static constexpr std::pair<QStringView, int> periods[] = {{u"this", 0}, {u"previous", -1}, {u"next", 1}};
    for (const auto &[word, offset] : periods) {
        if (offset == 1 && tokens.peek(1).kind == Token::Kind::Number)
            continue; // in next 7 days
        if (tokens.takeWord(word)) {
            SEGMENT_TRY(unit, parseUnit(tokens));
            return Window{.kind = Window::Kind::Calendar, .nearSpan = {offset, unit}};
        }
    }
    if (tokens.takeWord(u"the"))
        return parsePeriodAway(tokens);
    if (tokens.takeWord(u"month")) {
        SEGMENT_TRY(month, parseWholeNumber(tokens));
        return Window{.kind = Window::Kind::MonthOfYear, .nearSpan = {month, Unit::Months}};
    }
    const bool ahead = tokens.takeWord(u"next");
    if (!ahead && !tokens.takeWord(u"last"))
        return tokens.fault(u"last, next, this, previous, the or month"_s);
    SEGMENT_TRY(span, parseSpan(tokens));
    return Window{.kind = ahead ? Window::Kind::InNext : Window::Kind::InLast, .nearSpan = span};
}

/// Behind "between".
Parsed<Window> parseBetween(TokenCursor &tokens)
{
    if (tokens.peek().kind == Token::Kind::Day) {
        SEGMENT_TRY(from, parseDay(tokens));
        if (!tokens.takeWord(u"and"))
            return tokens.fault(u"and"_s);
        SEGMENT_TRY(to, parseDay(tokens));
        return Window{.kind = Window::Kind::BetweenDays, .from = from, .to = to};
    }
    Window result{.kind = Window::Kind::BetweenAgo};
    SEGMENT_TRY(least, parseWholeNumber(tokens));
    std::optional<Unit> ownUnit;
    if (!tokens.isWord(u"and")) {
        SEGMENT_TRY(unit, parseUnit(tokens));
        ownUnit = unit;
    }
    if (!tokens.takeWord(u"and"))
        return tokens.fault(u"and"_s);
    SEGMENT_TRY(span, parseSpan(tokens));
    result.farSpan = span;
    result.nearSpan = {least, ownUnit.value_or(span.unit)};
    if (!tokens.takeWord(u"ago"))
        return tokens.fault(u"ago"_s);
    return result;
}

/// Behind "on".
Parsed<Window> parseOn(TokenCursor &tokens)
{
    if (tokens.takeWord(u"the"))
        return parsePeriodAway(tokens);
    const bool orAfter = tokens.takeWords(u"or after");
    if (!orAfter && tokens.peek().kind != Token::Kind::Day)
        return tokens.fault(u"or after, or a day such as 2026-06-30"_s);
    SEGMENT_TRY(day, parseDay(tokens));
    if (orAfter)
        return Window{.kind = Window::Kind::OnOrAfter, .from = day};
    return Window{.kind = Window::Kind::BetweenDays, .from = day, .to = day};
}

Parsed<Window> parseOnce(TokenCursor &tokens)
{
    static constexpr std::pair<QStringView, int> days[]
        = {{u"today", 0}, {u"yesterday", -1}, {u"tomorrow", 1}};
    for (const auto &[word, offset] : days) {
        if (tokens.takeWord(word))
            return Window{.kind = Window::Kind::Calendar, .nearSpan = {offset, Unit::Days}};
    }
    if (tokens.takeWord(u"in"))
        return parseIn(tokens);
    if (tokens.takeWord(u"between"))
        return parseBetween(tokens);
    if (tokens.takeWord(u"on"))
        return parseOn(tokens);
    if (tokens.takeWord(u"more")) {
        if (!tokens.takeWord(u"than"))
            return tokens.fault(u"than"_s);
        SEGMENT_TRY(span, parseSpan(tokens));
        if (!tokens.takeWord(u"ago"))
            return tokens.fault(u"ago"_s);
        return Window{.kind = Window::Kind::MoreThanAgo, .nearSpan = span};
    }
    if (tokens.takeWord(u"before")) {
        SEGMENT_TRY(day, parseDay(tokens));
        return Window{.kind = Window::Kind::Before, .from = day};
    }
    if (tokens.takeWord(u"after")) {
        SEGMENT_TRY(day, parseDay(tokens));
        return Window{.kind = Window::Kind::OnOrAfter, .from = day + std::chrono::days(1)};
    }
    if (tokens.takeWord(u"at") && !tokens.takeWords(u"any time"))
        return tokens.fault(u"at any time"_s);
    return Window{};
}

} // namespace

bool beginsWindow(const TokenCursor &tokens)
{
    return std::any_of(std::begin(beginnings), std::end(beginnings),
        [&tokens](QStringView word) { return tokens.isWord(word); });
}

Parsed<Span> parseSpan(TokenCursor &tokens)
{
    SEGMENT_TRY(count, parseWholeNumber(tokens));
    SEGMENT_TRY(unit, parseUnit(tokens));
    return Span{count, unit};
}

Parsed<Window> parseWindow(TokenCursor &tokens)
{
    if (!tokens.takeWord(u"anniversary"))
        return parseOnce(tokens);
    if (!beginsWindow(tokens))
        return tokens.fault(
            u"in last, in next, in this, today or another time that comes round every year"_s);
    SEGMENT_TRY(window, parseOnce(tokens));
    window.yearly = true;
    return window;
}

} // namespace haberdash::segment
