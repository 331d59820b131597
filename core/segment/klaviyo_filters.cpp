// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/klaviyo_filters.h"

#include "core/segment/foreign_draft.h"

#include <QDateTime>
#include <QJsonArray>

namespace haberdash::segment::klaviyo {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<QString> because(const QString &reason)
{
    return tl::unexpected(reason);
}

QString operatorOf(const QJsonObject &filter)
{
    return filter[u"operator"_s].toString();
}

tl::unexpected<QString> unknownOperator(const QJsonObject &filter)
{
    return because(u"“%1” is no way to compare here"_s.arg(operatorOf(filter)));
}

Said<Number> number(const QJsonValue &value)
{
    const auto result = value.isDouble() ? numberFrom(value.toDouble()) : std::nullopt;
    if (!result)
        return because(u"a number is missing or too large"_s);
    return *result;
}

/// Whole numbers only; -1 for anything else.
int wholeNumber(const QJsonValue &value)
{
    return value.toInt(-1);
}

Said<Span> span(const QJsonObject &filter, const QString &count)
{
    static constexpr std::pair<QStringView, Unit> units[] = {{u"hour", Unit::Hours}, {u"day", Unit::Days},
        {u"week", Unit::Weeks}, {u"month", Unit::Months}, {u"year", Unit::Years}};
    const QString wanted = filter[u"unit"_s].toString();
    for (const auto &[word, unit] : units) {
        if (wanted == word || wanted == QString(word.toString() + u's'))
            return Span{wholeNumber(filter[count]), unit};
    }
    return because(u"“%1” is no unit of time here"_s.arg(wanted));
}

struct Moment
{
    Day day;
    bool isMidnight = false;
};
/// "2022-11-08T00:00:00+00:00": the day as it is written, whatever the zone.
Said<Moment> moment(const QJsonValue &value)
{
    const QString text = value.toString();
    const QDate date = QDate::fromString(text.left(10), Qt::ISODate);
    if (!date.isValid())
        return because(u"“%1” is no date"_s.arg(text));
    const QString time = text.mid(11, 8);
    return Moment{
        Day(std::chrono::days(QDate(1970, 1, 1).daysTo(date))), time.isEmpty() || time == u"00:00:00"_s};
}

Said<Window> betweenDays(const QJsonObject &filter)
{
    KLAVIYO_TRY(start, moment(filter[u"start"_s]));
    KLAVIYO_TRY(end, moment(filter[u"end"_s]));
    // Up to midnight is up to the end of the day before.
    const Day last = end.isMidnight && end.day > start.day ? end.day - std::chrono::days(1) : end.day;
    return Window{.kind = Window::Kind::BetweenDays, .from = start.day, .to = last};
}

Said<Window> staticDate(const QJsonObject &filter)
{
    KLAVIYO_TRY(at, moment(filter[u"date"_s]));
    const bool before = operatorOf(filter) == u"before"_s;
    return Window{.kind = before ? Window::Kind::Before : Window::Kind::OnOrAfter, .from = at.day};
}

QStringList texts(const QJsonValue &value)
{
    const auto text = [](const QJsonValue &single) {
        return single.isString() ? single.toString() : single.toVariant().toString();
    };
    if (!value.isArray())
        return {text(value)};
    QStringList result;
    for (const auto &single : value.toArray())
        result.append(text(single));
    return result;
}

} // namespace

bool isNumeric(const QJsonObject &filter)
{
    return filter[u"type"_s].toString() == u"numeric"_s;
}

bool isDate(const QJsonObject &filter)
{
    return filter[u"type"_s].toString() == u"date"_s;
}

Said<std::vector<NumberTest>> numberTests(const QJsonObject &filter)
{
    const QString op = operatorOf(filter);
    if (op == u"between"_s) {
        KLAVIYO_TRY(start, number(filter[u"start"_s]));
        KLAVIYO_TRY(end, number(filter[u"end"_s]));
        return std::vector<NumberTest>{{Compare::AtLeast, start}, {Compare::AtMost, end}};
    }
    static constexpr std::pair<QStringView, Compare> compares[]
        = {{u"equals", Compare::Equal}, {u"not-equals", Compare::NotEqual}, {u"less-than", Compare::Less},
            {u"less-than-or-equal", Compare::AtMost}, {u"greater-than", Compare::Greater},
            {u"greater-than-or-equal", Compare::AtLeast}};
    for (const auto &[word, compare] : compares) {
        if (op == word) {
            KLAVIYO_TRY(value, number(filter[u"value"_s]));
            return std::vector<NumberTest>{{compare, value}};
        }
    }
    return unknownOperator(filter);
}

Said<std::vector<TextTest>> textTests(const QJsonObject &filter)
{
    const QString op = operatorOf(filter);
    if (op == u"is-set"_s || op == u"not-set"_s)
        return std::vector<TextTest>{
            {op == u"is-set"_s ? TextOperator::IsKnown : TextOperator::IsUnknown, {}}};
    const QStringList values = texts(filter[u"value"_s]);
    if (values.isEmpty())
        return because(u"there is no text to compare with"_s);
    if (op == u"contains-all"_s) {
        std::vector<TextTest> tests;
        for (const QString &value : values)
            tests.push_back({TextOperator::Contains, {value}});
        return tests;
    }
    static constexpr std::pair<QStringView, TextOperator> operators[] = {{u"equals", TextOperator::Is},
        {u"not-equals", TextOperator::IsNot}, {u"contains", TextOperator::Contains},
        {u"not-contains", TextOperator::ContainsNot}, {u"starts-with", TextOperator::StartsWith},
        {u"not-starts-with", TextOperator::StartsNotWith}, {u"ends-with", TextOperator::EndsWith},
        {u"not-ends-with", TextOperator::EndsNotWith}, {u"regex", TextOperator::Matches},
        {u"nregex", TextOperator::MatchesNot}, {u"in", TextOperator::Is}, {u"not-in", TextOperator::IsNot},
        {u"contains-any", TextOperator::Contains}, {u"not-contains-any", TextOperator::ContainsNot},
        {u"contains-substring", TextOperator::Contains},
        {u"not-contains-substring", TextOperator::ContainsNot}};
    for (const auto &[word, textOperator] : operators) {
        if (op == word)
            return std::vector<TextTest>{{textOperator, values}};
    }
    if (op.startsWith(u"length-"_s))
        return because(u"how long a list is, is not known here"_s);
    return unknownOperator(filter);
}

Said<Window> window(const QJsonObject &filter)
{
    using Kind = Window::Kind;
    const QString op = operatorOf(filter);
    if (filter.isEmpty() || op == u"alltime"_s)
        return Window{};
    static constexpr std::pair<QStringView, Kind> spans[]
        = {{u"in-the-last", Kind::InLast}, {u"in-the-next", Kind::InNext}, {u"at-least", Kind::MoreThanAgo},
            {u"anniversary-last", Kind::InLast}, {u"anniversary-next", Kind::InNext}};
    for (const auto &[word, kind] : spans) {
        if (op == word) {
            KLAVIYO_TRY(length, span(filter, u"quantity"_s));
            return Window{.kind = kind, .nearSpan = length, .yearly = op.startsWith(u"anniversary"_s)};
        }
    }
    if (op == u"between"_s) {
        KLAVIYO_TRY(start, span(filter, u"start"_s));
        KLAVIYO_TRY(end, span(filter, u"end"_s));
        const auto [nearSpan, farSpan]
            = start.count <= end.count ? std::pair(start, end) : std::pair(end, start);
        return Window{.kind = Kind::BetweenAgo, .nearSpan = nearSpan, .farSpan = farSpan};
    }
    if (op == u"before"_s || op == u"after"_s)
        return staticDate(filter);
    if (op == u"between-static"_s)
        return betweenDays(filter);
    if (op == u"calendar-month"_s)
        return Window{.kind = Kind::MonthOfYear, .nearSpan = {wholeNumber(filter[u"value"_s]), Unit::Months}};
    if (op == u"anniversary-month"_s)
        return Window{.kind = Kind::Calendar, .nearSpan = {0, Unit::Months}, .yearly = true};
    if (op == u"anniversary"_s)
        return Window{.kind = Kind::Calendar, .nearSpan = {0, Unit::Days}, .yearly = true};
    return because(u"the time “%1” is not known here"_s.arg(op));
}

} // namespace haberdash::segment::klaviyo
