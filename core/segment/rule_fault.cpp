// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_words.h"

#include <QRegularExpression>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

using Fault = std::optional<QString>;

const Fault fine;
constexpr qint64 hundred = 100'000; ///< percent, in thousandths

/// "30 days"
QString spanText(Span span)
{
    const QString unit = wordOf(unitWords, span.unit);
    return u"%1 %2"_s.arg(span.count).arg(span.count == 1 ? unit.chopped(1) : unit);
}

Fault faultOfLength(Span span)
{
    constexpr int longestYears = 1000;
    static constexpr int longest[] = {100'000, 100'000, 50'000, longestYears * 12, longestYears};
    const int limit = longest[int(span.unit)];
    if (span.count < -limit || span.count > limit)
        return u"%1 are too long: a time has at most %2"_s.arg(spanText(span), spanText({limit, span.unit}));
    return fine;
}

Fault faultOfPositive(Span span, const QString &what)
{
    if (span.count < 1)
        return u"%1 %2 is no time at all"_s.arg(what, spanText(span));
    return faultOfLength(span);
}

/// How long a span is at least and at most, in hours: months differ.
std::pair<double, double> hoursOf(Span span)
{
    constexpr double monthHours = 24 * 365.2425 / 12;
    constexpr double slack = 24 * 3;
    switch (span.unit) {
    case Unit::Hours:
        return {span.count, span.count};
    case Unit::Days:
        return {span.count * 24.0, span.count * 24.0};
    case Unit::Weeks:
        return {span.count * 168.0, span.count * 168.0};
    case Unit::Months:
        return {span.count * monthHours - slack, span.count * monthHours + slack};
    case Unit::Years:
        return {span.count * 12 * monthHours - slack, span.count * 12 * monthHours + slack};
    }
    Q_UNREACHABLE();
}

/// Whether a window from `farSpan` ago to `nearSpan` ago holds nothing whatever the calendar says.
bool isEmptyBetween(Span nearSpan, Span farSpan)
{
    const auto months = [](Span span) { return qint64(span.count) * (span.unit == Unit::Years ? 12 : 1); };
    const bool calendar = nearSpan.unit >= Unit::Months && farSpan.unit >= Unit::Months;
    return calendar ? months(nearSpan) >= months(farSpan)
                    : hoursOf(nearSpan).first >= hoursOf(farSpan).second;
}

Fault faultOfDay(Day day)
{
    const int year = int(std::chrono::year_month_day(day).year());
    if (year < 1 || year > 9999)
        return u"a day lies in a year from 1 to 9999"_s;
    return fine;
}

Fault faultOfCalendar(Span span)
{
    if (span.unit == Unit::Hours)
        return u"there are calendar days, weeks, months and years, but no hours"_s;
    return faultOfLength(span);
}

Fault faultOfKind(const Window &window)
{
    switch (window.kind) {
    case Window::Kind::AllTime:
        return fine;
    case Window::Kind::InLast:
        return faultOfPositive(window.nearSpan, u"in last"_s);
    case Window::Kind::InNext:
        return faultOfPositive(window.nearSpan, u"in next"_s);
    case Window::Kind::MoreThanAgo:
        if (window.nearSpan.count < 0)
            return u"more than %1 ago lies ahead"_s.arg(spanText(window.nearSpan));
        return faultOfLength(window.nearSpan);
    case Window::Kind::BetweenAgo:
        if (window.nearSpan.count < 0)
            return u"%1 ago lies ahead"_s.arg(spanText(window.nearSpan));
        if (isEmptyBetween(window.nearSpan, window.farSpan))
            return u"the window is empty: it begins %1 ago and ends %2 ago"_s.arg(
                spanText(window.farSpan), spanText(window.nearSpan));
        if (auto fault = faultOfLength(window.nearSpan))
            return fault;
        return faultOfLength(window.farSpan);
    case Window::Kind::Before:
    case Window::Kind::OnOrAfter:
        return faultOfDay(window.from);
    case Window::Kind::BetweenDays:
        if (auto fault = faultOfDay(window.from))
            return fault;
        if (auto fault = faultOfDay(window.to))
            return fault;
        if (window.from > window.to)
            return u"the window is empty: it begins on %1 and ends on %2"_s.arg(
                toIsoString(window.from), toIsoString(window.to));
        return fine;
    case Window::Kind::Calendar:
        return faultOfCalendar(window.nearSpan);
    case Window::Kind::MonthOfYear:
        if (window.nearSpan.count < 1 || window.nearSpan.count > 12)
            return u"there is no month %1: they go from 1 to 12"_s.arg(window.nearSpan.count);
        return fine;
    }
    Q_UNREACHABLE();
}

Fault faultOfWindow(const Window &window)
{
    const bool mayBeYearly = window.kind == Window::Kind::InLast || window.kind == Window::Kind::InNext
        || window.kind == Window::Kind::Calendar;
    if (window.yearly && !mayBeYearly)
        return u"an anniversary goes with in last, in next, today or in this week, month or year only"_s;
    return faultOfKind(window);
}

/// Of what customers did: nothing of that lies ahead.
Fault faultOfPast(const Window &window)
{
    const bool ahead = window.kind == Window::Kind::InNext
        || (window.kind == Window::Kind::Calendar && window.nearSpan.count > 0);
    if (ahead && !window.yearly)
        return u"nothing has happened yet “%1”: only dates such as birthday lie ahead"_s.arg(print(window));
    return faultOfWindow(window);
}

/// Of what customers did, where it is counted: which anniversary would be meant?
Fault faultOfCounted(const Window &window)
{
    if (window.yearly)
        return u"an anniversary goes with first, last and with dates such as birthday only"_s;
    return faultOfPast(window);
}

Fault faultOfText(const TextTest &test)
{
    const bool asksNothing = positiveOf(test.op) == TextOperator::IsKnown;
    if (asksNothing && !test.values.isEmpty())
        return u"is known and is unknown go without a text"_s;
    if (!asksNothing && test.values.isEmpty())
        return u"there is no text to compare with"_s;
    if (positiveOf(test.op) != TextOperator::Matches)
        return fine;
    for (const QString &value : test.values) {
        const QRegularExpression expression(value, QRegularExpression::UseUnicodePropertiesOption);
        if (!expression.isValid())
            return u"the regular expression “%1” is wrong at character %2: %3"_s.arg(
                value, QString::number(expression.patternErrorOffset() + 1), expression.errorString());
    }
    return fine;
}

Fault faultOfWords(const TextTest &test, const QStringList &words, const QString &what)
{
    if (positiveOf(test.op) != TextOperator::Is)
        return fine;
    for (const QString &value : test.values) {
        if (!value.isEmpty() && !words.contains(value, Qt::CaseInsensitive))
            return u"“%1” is no %2: write %3 ... %4"_s.arg(value, what, words.front(), words.back());
    }
    return fine;
}

Fault faultOfTextFilter(const Filter &filter, const TextTest &test)
{
    static const QStringList weekdays{
        u"monday"_s, u"tuesday"_s, u"wednesday"_s, u"thursday"_s, u"friday"_s, u"saturday"_s, u"sunday"_s};
    static const QStringList months{u"january"_s, u"february"_s, u"march"_s, u"april"_s, u"may"_s, u"june"_s,
        u"july"_s, u"august"_s, u"september"_s, u"october"_s, u"november"_s, u"december"_s};
    if (filter.field == Filter::Field::Weekday) {
        if (auto fault = faultOfWords(test, weekdays, u"weekday"_s))
            return fault;
    }
    if (filter.field == Filter::Field::Month) {
        if (auto fault = faultOfWords(test, months, u"month"_s))
            return fault;
    }
    return faultOfText(test);
}

Fault faultOfNumberFilter(const Filter &filter, const NumberTest &test)
{
    if (filter.field == Filter::Field::Hour && (test.value < Number{0} || test.value > Number{24'000}))
        return u"there is no hour %1: they go from 0 to 23"_s.arg(toText(test.value));
    return fine;
}

/// "cart_add", "orders"
QString nameOf(const Activity &activity)
{
    return activity.source == Activity::Source::Event ? activity.event : wordOf(sourceWords, activity.source);
}

Fault faultOfFilter(const Filter &filter, const Activity &activity)
{
    const auto fields = fieldsOf(activity.source);
    const auto info = std::find_if(fields.begin(), fields.end(),
        [&filter](const FieldInfo &candidate) { return candidate.field == filter.field; });
    const QString word = wordOf(filter.field);
    if (info == fields.end())
        return u"%1 is nothing that is known of %2"_s.arg(word, nameOf(activity));
    if (filter.field != Filter::Field::Detail && !filter.key.isEmpty())
        return u"only a detail has a name, %1 has none"_s.arg(word);
    return std::visit(Overloaded{
                          [&](const Flag &) -> Fault {
                              return info->kind == TestKind::Flag ? fine : u"%1 lacks its test"_s.arg(word);
                          },
                          [&](const TextTest &test) -> Fault {
                              if (info->kind == TestKind::Text || info->kind == TestKind::TextOrNumber)
                                  return faultOfTextFilter(filter, test);
                              return info->kind == TestKind::Number
                                  ? u"%1 is a number, not a text"_s.arg(word)
                                  : u"%1 goes without a test"_s.arg(word);
                          },
                          [&](const NumberTest &test) -> Fault {
                              if (info->kind == TestKind::Number || info->kind == TestKind::TextOrNumber)
                                  return faultOfNumberFilter(filter, test);
                              return info->kind == TestKind::Text ? u"%1 is a text, not a number"_s.arg(word)
                                                                  : u"%1 goes without a test"_s.arg(word);
                          },
                      },
        filter.test);
}

Fault faultOfActivity(const Activity &activity)
{
    const bool isEvent = activity.source == Activity::Source::Event;
    if (isEvent && activity.event.isEmpty())
        return u"the event has no name"_s;
    if (!isEvent && !activity.event.isEmpty())
        return u"only an event has a name of its own, %1 have none"_s.arg(nameOf(activity));
    for (const Filter &filter : activity.filters) {
        if (auto fault = faultOfFilter(filter, activity))
            return fault;
    }
    return fine;
}

Fault faultOfMeasure(const Measure &measure)
{
    if (auto fault = faultOfActivity(measure.activity))
        return fault;
    const bool sums = measure.kind == Measure::Kind::Sum || measure.kind == Measure::Kind::Average;
    const auto known = sumsOf(measure.activity.source);
    const bool fits = std::any_of(
        known.begin(), known.end(), [&measure](const OfInfo &info) { return info.of == measure.of; });
    if (sums && !fits)
        return measure.of == Measure::Of::Nothing
            ? u"it does not say what of %1 is summed"_s.arg(nameOf(measure.activity))
            : u"%1 is nothing that can be summed of %2"_s.arg(wordOf(measure.of), nameOf(measure.activity));
    if (!sums && measure.of != Measure::Of::Nothing)
        return u"%1 is summed only by sum and average"_s.arg(wordOf(measure.of));
    if (measure.since) {
        if (measure.window != Window{})
            return u"it cannot have both a time and “since last”"_s;
        return faultOfActivity(*measure.since);
    }
    return faultOfCounted(measure.window);
}

Fault faultOfLeaf(const MeasureCondition &condition)
{
    return faultOfMeasure(condition.measure);
}

Fault faultOfLeaf(const TimeCondition &condition)
{
    if (auto fault = faultOfActivity(condition.activity))
        return fault;
    return faultOfPast(condition.window);
}

Fault faultOfLeaf(const SequenceCondition &condition)
{
    if (auto fault = faultOfActivity(condition.first))
        return fault;
    if (auto fault = faultOfCounted(condition.window))
        return fault;
    if (condition.steps.empty())
        return u"a sequence needs a second step: then orders"_s;
    for (const SequenceCondition::Step &step : condition.steps) {
        if (auto fault = faultOfActivity(step.activity))
            return fault;
        if (step.within) {
            if (auto fault = faultOfPositive(*step.within, u"within"_s))
                return fault;
        }
    }
    return fine;
}

Fault faultOfLeaf(const RankCondition &condition)
{
    if (condition.percent <= Number{0} || condition.percent > Number{hundred})
        return u"%1 % of all people is not between 0 and 100 %"_s.arg(toText(condition.percent));
    return faultOfMeasure(condition.measure);
}

Fault faultOfLeaf(const ShareCondition &condition)
{
    if (condition.measure.kind != Measure::Kind::Count && condition.measure.kind != Measure::Kind::Sum)
        return u"a share is one of a count or of a sum"_s;
    if (condition.measure.activity.filters.empty())
        return u"a share needs to say of what, such as orders[coupon is known]"_s;
    if (condition.test.value < Number{0} || condition.test.value > Number{hundred})
        return u"a share lies between 0 and 100 %, not at %1 %"_s.arg(toText(condition.test.value));
    return faultOfMeasure(condition.measure);
}

Fault faultOfLeaf(const FactCondition &condition)
{
    const bool attribute = condition.fact.startsWith(attributePrefix);
    if (!attribute && !knownFacts().contains(condition.fact))
        return u"nothing is known by the name of “%1”"_s.arg(condition.fact);
    const QString &name = condition.fact;
    const FactKind kind = kindOf(condition.fact);
    return std::visit(Overloaded{
                          [&](const TextTest &test) -> Fault {
                              const bool text = kind == FactKind::Text || kind == FactKind::Any;
                              if (!text && positiveOf(test.op) != TextOperator::IsKnown)
                                  return (kind == FactKind::Number ? u"%1 is a number, not a text"_s
                                                                   : u"%1 is a date, not a text"_s)
                                      .arg(name);
                              return faultOfText(test);
                          },
                          [&](const NumberTest &) -> Fault {
                              return kind == FactKind::Number || kind == FactKind::Any
                                  ? fine
                                  : u"%1 is not a number"_s.arg(name);
                          },
                          [&](const Window &window) -> Fault {
                              return kind == FactKind::Date || kind == FactKind::Any
                                  ? faultOfWindow(window)
                                  : u"%1 is not a date"_s.arg(name);
                          },
                      },
        condition.test);
}

Fault faultOfLeaf(const ConsentCondition &condition)
{
    if (condition.window == Window{})
        return fine;
    if (condition.negated)
        return u"“is not” has no time: nobody knows when it did not happen"_s;
    if (condition.state == ConsentCondition::State::Never)
        return u"“never given” has no time"_s;
    return faultOfCounted(condition.window);
}

Fault faultOfLeaf(const MailableCondition &)
{
    return fine;
}

Fault faultOfLeaf(const DistanceCondition &condition)
{
    if (condition.latitude < Number{-90'000} || condition.latitude > Number{90'000})
        return u"the latitude %1 is not between -90 and 90"_s.arg(toText(condition.latitude));
    if (condition.longitude < Number{-180'000} || condition.longitude > Number{180'000})
        return u"the longitude %1 is not between -180 and 180"_s.arg(toText(condition.longitude));
    if (condition.test.value < Number{0})
        return u"a distance is never below 0 km"_s;
    return fine;
}

Fault faultOfLeaf(const RandomCondition &condition)
{
    if (condition.from < Number{0} || condition.to > Number{hundred})
        return u"a share of all people lies between 0 and 100 %"_s;
    if (condition.from >= condition.to)
        return u"the share is empty: it begins at %1 % and ends at %2 %"_s.arg(
            toText(condition.from), toText(condition.to));
    return fine;
}

Fault faultOfLeaf(const SegmentCondition &condition)
{
    if (condition.ago)
        return faultOfPositive(*condition.ago, u"segment"_s);
    return fine;
}

} // namespace

std::optional<QString> faultOf(const Node &condition)
{
    return std::visit(Overloaded{
                          [](const Group &) -> Fault { return fine; },
                          [](const auto &leaf) { return faultOfLeaf(leaf); },
                      },
        condition.content);
}

} // namespace haberdash::segment
