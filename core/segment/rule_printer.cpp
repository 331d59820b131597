// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_printer.h"

#include <QRegularExpression>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString inQuotes(const QString &text)
{
    QString escaped = text;
    escaped.replace(u"\\"_s, u"\\\\"_s).replace(u"\""_s, u"\\\""_s);
    return u"\""_s + escaped + u'"';
}

/// Whether a name reads back as itself without quotes.
bool isPlainWord(const QString &name)
{
    static const QRegularExpression plain(u"\\A[a-z_][a-z0-9_]*\\z"_s);
    return name != u"order"_s && name != u"orders"_s && plain.match(name).hasMatch();
}

QString print(Span span)
{
    static const QString words[] = {u"hours"_s, u"days"_s, u"weeks"_s, u"months"_s, u"years"_s};
    QString word = words[int(span.unit)];
    if (span.count == 1)
        word.chop(1);
    return u"%1 %2"_s.arg(span.count).arg(word);
}

QString print(const NumberTest &test)
{
    static const QString signs[] = {u"="_s, u"!="_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    return signs[int(test.compare)] + u' ' + toText(test.value);
}

QString print(const TextTest &test)
{
    static const QString words[] = {u"is"_s, u"is not"_s, u"contains"_s, u"contains not"_s, u"starts with"_s,
        u"ends with"_s, u"is known"_s, u"is unknown"_s};
    QString text = words[int(test.op)];
    if (test.op == TextOperator::IsKnown || test.op == TextOperator::IsUnknown)
        return text;
    QStringList values;
    for (const QString &value : test.values)
        values.append(inQuotes(value));
    if (values.size() > 1)
        text += u" any of"_s;
    return text + u' ' + values.join(u", "_s);
}

QString print(const Activity &activity, const QString &ordersWord)
{
    QString text = activity.isOrders() ? ordersWord
        : isPlainWord(activity.event)  ? activity.event
                                       : inQuotes(activity.event);
    if (activity.filters.empty())
        return text;
    static const QString fields[]
        = {u"product"_s, u"category"_s, u"coupon"_s, u"channel"_s, u"reference"_s, u"value"_s};
    QStringList filters;
    for (const Filter &filter : activity.filters) {
        const QString test = std::visit([](const auto &value) { return print(value); }, filter.test);
        filters.append(fields[int(filter.field)] + u' ' + test);
    }
    return text + u'[' + filters.join(u", "_s) + u']';
}

QString spaced(const QString &text)
{
    return text.isEmpty() ? QString() : QString(u' ' + text);
}

QString printNode(const Node &node, int indent);

QString printGroup(const Group &group, int indent)
{
    static const QString words[] = {u"all"_s, u"any"_s, u"none"_s};
    const QString word = words[int(group.match)];
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
    return std::visit(
        Overloaded{
            [indent](const Group &group) { return printGroup(group, indent); },
            [](const CountCondition &count) -> QString {
                const QString when = count.since ? QString(u"since last "_s + print(*count.since, u"order"_s))
                                                 : print(count.window);
                return u"count "_s + print(count.activity, u"orders"_s) + spaced(when) + u' '
                    + print(count.test);
            },
            [](const SumCondition &sum) -> QString {
                static const QString measures[] = {u"total"_s, u"net"_s, u"value"_s};
                const QString kind = sum.kind == SumCondition::Kind::Sum ? u"sum "_s : u"average "_s;
                return kind + print(sum.activity, u"orders"_s) + u'.' + measures[int(sum.measure)]
                    + spaced(print(sum.window)) + u' ' + print(sum.test);
            },
            [](const TimeCondition &time) -> QString {
                const QString which = time.which == TimeCondition::Which::First ? u"first "_s : u"last "_s;
                const QString when
                    = time.window.kind == Window::Kind::AllTime ? u"at any time"_s : print(time.window);
                return which + print(time.activity, u"order"_s) + u' ' + when;
            },
            [](const FactCondition &fact) -> QString {
                const QString name = fact.fact.startsWith(u"attribute:"_s)
                    ? QString(u"attribute "_s + inQuotes(fact.fact.mid(10)))
                    : fact.fact;
                return name + u' ' + print(fact.test);
            },
            [](const ConsentCondition &consent) -> QString {
                const QString channel
                    = consent.channel == ConsentCondition::Channel::Email ? u"email"_s : u"sms"_s;
                return channel
                    + (consent.subscribed ? u" consent is subscribed"_s : u" consent is not subscribed"_s);
            },
            [](const SegmentCondition &segment) -> QString { return u"segment "_s + inQuotes(segment.name); },
        },
        node.content);
}

} // namespace

QString print(const Window &window)
{
    switch (window.kind) {
    case Window::Kind::AllTime:
        return {};
    case Window::Kind::InLast:
        return u"in last "_s + print(window.nearSpan);
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
        return u"between %1 and %2"_s.arg(toIsoString(window.from), toIsoString(window.to));
    }
    Q_UNREACHABLE();
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
