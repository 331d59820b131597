// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/shopify_dates.h"

#include <QDate>
#include <QRegularExpression>

namespace haberdash::segment::shopify {

using namespace Qt::Literals::StringLiterals;

namespace {

using Op = Comparison::Op;

/// A day of the calendar, or one so many units from today (negative: before it).
struct Point
{
    std::optional<Day> day;
    Span offset;

    [[nodiscard]] bool isDay() const { return day.has_value(); }
    [[nodiscard]] bool isToday() const { return !day && offset.count == 0; }
    [[nodiscard]] bool isPast() const { return !day && offset.count < 0; }
    /// Days from today, where the unit is exact.
    [[nodiscard]] std::optional<int> days() const
    {
        if (day || offset.unit > Unit::Weeks)
            return std::nullopt;
        return offset.unit == Unit::Weeks ? offset.count * 7 : offset.count;
    }
    [[nodiscard]] Span length() const { return {std::abs(offset.count), offset.unit}; }
};

std::optional<Point> pointFrom(const Value &value)
{
    if (value.kind == Value::Kind::Day) {
        const QDate date = QDate::fromString(value.text, Qt::ISODate);
        if (!date.isValid())
            return std::nullopt;
        return Point{Day(std::chrono::days(QDate(1970, 1, 1).daysTo(date))), {}};
    }
    if (value.text == u"today"_s)
        return Point{std::nullopt, {0, Unit::Days}};
    if (value.text == u"yesterday"_s)
        return Point{std::nullopt, {-1, Unit::Days}};
    static const QRegularExpression offset(u"\\A([+-]?)(\\d{1,5})([dwmy])\\z"_s);
    static const QRegularExpression named(u"\\A(\\d{1,3})_(day|week|month|year)s?_ago\\z"_s);
    static constexpr std::pair<QChar, Unit> units[]
        = {{u'd', Unit::Days}, {u'w', Unit::Weeks}, {u'm', Unit::Months}, {u'y', Unit::Years}};
    int sign = 1;
    QString count;
    QChar letter;
    if (const auto match = offset.match(value.text); match.hasMatch()) {
        sign = match.captured(1) == u"-"_s ? -1 : 1;
        count = match.captured(2);
        letter = match.captured(3).front();
    } else if (const auto ago = named.match(value.text); ago.hasMatch()) {
        sign = -1;
        count = ago.captured(1);
        letter = ago.captured(2).front();
    } else {
        return std::nullopt;
    }
    for (const auto &[character, unit] : units) {
        if (letter == character)
            return Point{std::nullopt, {sign * count.toInt(), unit}};
    }
    return std::nullopt;
}

Window calendarDay(int days)
{
    return {.kind = Window::Kind::Calendar, .nearSpan = {days, Unit::Days}};
}

std::optional<DateTest> onDay(const Point &point)
{
    if (point.isDay())
        return DateTest{{{.kind = Window::Kind::BetweenDays, .from = *point.day, .to = *point.day}}, {}};
    if (const auto days = point.days())
        return DateTest{{calendarDay(*days)}, {}};
    return std::nullopt;
}

std::optional<DateTest> since(const Point &point, bool included)
{
    if (point.isDay())
        return DateTest{
            {{.kind = Window::Kind::OnOrAfter, .from = *point.day + std::chrono::days(included ? 0 : 1)}},
            {}};
    if (point.days() == (included ? 0 : -1))
        return DateTest{{calendarDay(0)}, {}};
    if (point.isPast())
        return DateTest{{{.kind = Window::Kind::InLast, .nearSpan = point.length()}}, {}, true};
    return std::nullopt;
}

std::optional<DateTest> until(const Point &point, bool included)
{
    if (point.isDay())
        return DateTest{
            {{.kind = Window::Kind::Before, .from = *point.day + std::chrono::days(included ? 1 : 0)}}, {}};
    if (point.isToday() && included)
        return DateTest{{Window{}}, {}};
    if (point.days() == (included ? -1 : 0))
        return DateTest{{Window{}}, {calendarDay(0)}};
    if (point.isPast())
        return DateTest{{{.kind = Window::Kind::MoreThanAgo, .nearSpan = point.length()}}, {}, true};
    return std::nullopt;
}

std::optional<DateTest> between(const Point &from, const Point &to)
{
    if (from.isDay() && to.isDay())
        return DateTest{{{.kind = Window::Kind::BetweenDays, .from = *from.day, .to = *to.day}}, {}};
    if (from.isPast() && to.isToday())
        return since(from, true);
    if (from.isPast() && to.isPast())
        return DateTest{
            {{.kind = Window::Kind::BetweenAgo, .nearSpan = to.length(), .farSpan = from.length()}}, {},
            true};
    if (from.isToday() && !to.isDay() && to.offset.count > 0)
        return DateTest{{{.kind = Window::Kind::InNext, .nearSpan = to.length()}}, {}, true};
    auto result = since(from, true);
    const auto end = until(to, true);
    if (!result || !end)
        return std::nullopt;
    for (const Window &window : end->all) {
        if (window != Window{})
            result->all.push_back(window);
    }
    result->none.insert(result->none.end(), end->none.begin(), end->none.end());
    result->isRough = result->isRough || end->isRough;
    return result;
}

} // namespace

std::optional<DateTest> dateTest(const Comparison &comparison)
{
    std::vector<Point> points;
    for (const Value &value : comparison.values) {
        const auto point = pointFrom(value);
        if (!point)
            return std::nullopt;
        points.push_back(*point);
    }
    if (comparison.op == Op::Between && points.size() == 2)
        return between(points[0], points[1]);
    if (points.size() != 1)
        return std::nullopt;
    switch (comparison.op) {
    case Op::Equal:
        return onDay(points[0]);
    case Op::NotEqual: {
        const auto day = onDay(points[0]);
        return day ? std::optional(DateTest{{Window{}}, day->all}) : std::nullopt;
    }
    case Op::Greater:
    case Op::AtLeast:
        return since(points[0], comparison.op == Op::AtLeast);
    case Op::Less:
    case Op::AtMost:
        return until(points[0], comparison.op == Op::AtMost);
    default:
        return std::nullopt;
    }
}

} // namespace haberdash::segment::shopify
