// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_printer.h"

#include "core/segment/rule_words.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString inQuotes(const QString &text)
{
    QString escaped = text;
    escaped.replace(u"\\"_s, u"\\\\"_s).replace(u"\""_s, u"\\\""_s);
    return u"\""_s + escaped + u'"';
}

QString print(Span span)
{
    QString word = wordOf(unitWords, span.unit);
    if (span.count == 1)
        word.chop(1);
    return u"%1 %2"_s.arg(span.count).arg(word);
}

QString print(const NumberTest &test)
{
    return wordOf(compareSigns, test.compare) + u' ' + toText(test.value);
}

QString print(const TextTest &test)
{
    QString text = wordOf(textOperatorWords, test.op);
    if (positiveOf(test.op) == TextOperator::IsKnown)
        return text;
    QStringList values;
    for (const QString &value : test.values)
        values.append(inQuotes(value));
    if (values.size() > 1)
        text += u" any of"_s;
    return text + u' ' + values.join(u", "_s);
}

QString print(const Filter &filter)
{
    QString text = wordOf(filter.field);
    if (filter.field == Filter::Field::Detail)
        text += u' ' + inQuotes(filter.key);
    return std::visit(Overloaded{
                          [&text](const Flag &) { return text; },
                          [&text](const auto &test) -> QString { return text + u' ' + print(test); },
                      },
        filter.test);
}

QString named(const Activity &activity, bool singular)
{
    if (activity.source == Activity::Source::Event)
        return isPlainEvent(activity.event) ? activity.event : inQuotes(activity.event);
    return wordOf(sourceWords, activity.source).chopped(singular ? 1 : 0);
}

QString print(const Activity &activity, bool singular)
{
    QString name = named(activity, singular);
    if (activity.filters.empty())
        return name;
    QStringList filters;
    for (const Filter &filter : activity.filters)
        filters.append(print(filter));
    return name + u'[' + filters.join(u", "_s) + u']';
}

QString spaced(const QString &text)
{
    return text.isEmpty() ? QString() : QString(u' ' + text);
}

/// A window where there must be one.
QString always(const Window &window)
{
    return window.kind == Window::Kind::AllTime ? u"at any time"_s : segment::print(window);
}

QString print(const Measure &measure)
{
    static constexpr QStringView kinds[] = {u"count", u"sum", u"average", u"days between", u"overdue"};
    QString text = kinds[int(measure.kind)] + u' ' + print(measure.activity, false);
    if (measure.of != Measure::Of::Nothing)
        text += u'.' + wordOf(measure.of);
    return text
        + spaced(measure.since ? QString(u"since last " + print(*measure.since, true))
                               : segment::print(measure.window));
}

/// "in the month 2 months ago"
QString printCalendar(Span span)
{
    const QString word = wordOf(unitWords, span.unit).chopped(1);
    const bool days = span.unit == Unit::Days;
    switch (span.count) {
    case 0:
        return days ? u"today"_s : QString(u"in this " + word);
    case -1:
        return days ? u"yesterday"_s : QString(u"in previous " + word);
    case 1:
        return days ? u"tomorrow"_s : QString(u"in next " + word);
    default:
        return (days ? u"on the "_s : u"in the "_s) + word + u' '
            + print(Span{std::abs(span.count), span.unit}) + (span.count < 0 ? u" ago" : u" ahead");
    }
}

QString printOnce(const Window &window)
{
    switch (window.kind) {
    case Window::Kind::AllTime:
        return {};
    case Window::Kind::InLast:
        return u"in last "_s + print(window.nearSpan);
    case Window::Kind::InNext:
        return u"in next "_s + print(window.nearSpan);
    case Window::Kind::MoreThanAgo:
        return u"more than "_s + print(window.nearSpan) + u" ago"_s;
    case Window::Kind::BetweenAgo:
        return window.nearSpan.unit == window.farSpan.unit
            ? u"between %1 and %2 ago"_s.arg(QString::number(window.nearSpan.count), print(window.farSpan))
            : u"between %1 and %2 ago"_s.arg(print(window.nearSpan), print(window.farSpan));
    case Window::Kind::Before:
        return u"before "_s + toIsoString(window.from);
    case Window::Kind::OnOrAfter:
        return u"on or after "_s + toIsoString(window.from);
    case Window::Kind::BetweenDays:
        return window.from == window.to
            ? QString(u"on " + toIsoString(window.from))
            : u"between %1 and %2"_s.arg(toIsoString(window.from), toIsoString(window.to));
    case Window::Kind::Calendar:
        return printCalendar(window.nearSpan);
    case Window::Kind::MonthOfYear:
        return u"in month %1"_s.arg(window.nearSpan.count);
    }
    Q_UNREACHABLE();
}

QString leaf(const MeasureCondition &condition)
{
    const QString unit = condition.measure.kind == Measure::Kind::Overdue ? u" %"_s : QString();
    return print(condition.measure) + u' ' + print(condition.test) + unit;
}

QString leaf(const TimeCondition &condition)
{
    const QString which = condition.which == TimeCondition::Which::First ? u"first "_s : u"last "_s;
    return which + print(condition.activity, true) + u' ' + always(condition.window);
}

QString leaf(const SequenceCondition &condition)
{
    QString text = u"sequence("_s + print(condition.first, false) + spaced(segment::print(condition.window));
    for (const SequenceCondition::Step &step : condition.steps) {
        text += (step.happens ? u", then "_s : u", then not "_s) + print(step.activity, false);
        if (step.within)
            text += u" within "_s + print(*step.within);
    }
    return text + u')';
}

QString leaf(const RankCondition &condition)
{
    return (condition.top ? u"top "_s : u"bottom "_s) + toText(condition.percent) + u" % by "_s
        + print(condition.measure);
}

QString leaf(const ShareCondition &condition)
{
    return u"share "_s + print(condition.measure) + u' ' + print(condition.test) + u" %"_s;
}

QString leaf(const FactCondition &condition)
{
    const QString name = condition.fact.startsWith(attributePrefix)
        ? QString(u"attribute "_s + inQuotes(condition.fact.mid(attributePrefix.size())))
        : condition.fact;
    const QString test = std::visit(Overloaded{
                                        [](const Window &window) { return always(window); },
                                        [](const auto &other) { return print(other); },
                                    },
        condition.test);
    return name + u' ' + test;
}

QString leaf(const ConsentCondition &condition)
{
    const bool email = condition.channel == ConsentCondition::Channel::Email;
    return (email ? u"email consent is "_s : u"sms consent is "_s)
        + (condition.negated ? u"not "_s : QString()) + wordOf(consentWords, condition.state)
        + spaced(segment::print(condition.window));
}

QString leaf(const MailableCondition &)
{
    return u"mailable"_s;
}

QString leaf(const DistanceCondition &condition)
{
    return u"distance from "_s + toText(condition.latitude) + u' ' + toText(condition.longitude) + u' '
        + print(condition.test) + u" km"_s;
}

QString leaf(const RandomCondition &condition)
{
    return u"random "_s + toText(condition.from) + u" to "_s + toText(condition.to) + u" % "_s
        + inQuotes(condition.salt);
}

QString leaf(const SegmentCondition &condition)
{
    return u"segment "_s + inQuotes(condition.name)
        + (condition.ago ? u' ' + print(*condition.ago) + u" ago" : QString());
}

QString printNode(const Node &node, int indent);

QString printGroup(const Group &group, int indent)
{
    const QString word = wordOf(groupWords, group.match);
    if (group.children.empty())
        return word + u"()"_s;
    if (group.children.size() == 1 && !std::holds_alternative<Group>(group.children.front().content))
        return word + u'(' + printNode(group.children.front(), 0) + u')';
    const QString blanks(indent + 2, u' ');
    QStringList lines;
    for (const Node &child : group.children)
        lines.append(blanks + printNode(child, indent + 2));
    return word + u"(\n"_s + lines.join(u",\n"_s) + u'\n' + QString(indent, u' ') + u')';
}

QString printNode(const Node &node, int indent)
{
    return std::visit(Overloaded{
                          [indent](const Group &group) { return printGroup(group, indent); },
                          [](const auto &condition) { return leaf(condition); },
                      },
        node.content);
}

} // namespace

QString print(const Window &window)
{
    return (window.yearly ? u"anniversary "_s : QString()) + printOnce(window);
}

QString print(const Rule &rule)
{
    return printGroup(rule.root, 0);
}

QString print(const Node &node)
{
    return printNode(node, 0);
}

} // namespace haberdash::segment
