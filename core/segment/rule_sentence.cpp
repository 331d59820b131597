// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_sentence.h"

#include <QCoreApplication>
#include <QLocale>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("segment", text, nullptr, count);
}

QString spanText(Span span)
{
    // Written out because English has no translation file that would choose the plural.
    static constexpr const char *one[] = {"%1 hour", "%1 day", "%1 week", "%1 month", "%1 year"};
    static constexpr const char *many[] = {"%1 hours", "%1 days", "%1 weeks", "%1 months", "%1 years"};
    return tr(span.count == 1 ? one[int(span.unit)] : many[int(span.unit)]).arg(span.count);
}

QString dayText(Day day)
{
    return QLocale().toString(
        QDate(1970, 1, 1).addDays(day.time_since_epoch().count()), QLocale::ShortFormat);
}

/// "in the last 30 days"; empty for all time.
QString windowText(const Window &window)
{
    switch (window.kind) {
    case Window::Kind::AllTime:
        return {};
    case Window::Kind::InLast:
        return tr("in the last %1").arg(spanText(window.nearSpan));
    case Window::Kind::MoreThanAgo:
        return tr("more than %1 ago").arg(spanText(window.nearSpan));
    case Window::Kind::BetweenAgo:
        return tr("between %1 and %2 ago").arg(spanText(window.nearSpan), spanText(window.farSpan));
    case Window::Kind::Before:
        return tr("before %1").arg(dayText(window.from));
    case Window::Kind::OnOrAfter:
        return tr("on or after %1").arg(dayText(window.from));
    case Window::Kind::BetweenDays:
        return tr("from %1 to %2").arg(dayText(window.from), dayText(window.to));
    }
    Q_UNREACHABLE();
}

QString numberText(Number number)
{
    return QLocale().toString(double(number.thousandths) / 1000, 'f', QLocale::FloatingPointShortest);
}

/// "at least 2 times"
QString timesText(const NumberTest &test)
{
    const QString number = numberText(test.value);
    const bool one = test.value.thousandths == 1000;
    switch (test.compare) {
    case Compare::Equal:
        return one ? tr("exactly once") : tr("exactly %1 times").arg(number);
    case Compare::NotEqual:
        return tr("not exactly %1 times").arg(number);
    case Compare::Less:
        return tr("fewer than %1 times").arg(number);
    case Compare::AtMost:
        return one ? tr("at most once") : tr("at most %1 times").arg(number);
    case Compare::Greater:
        return one ? tr("more than once") : tr("more than %1 times").arg(number);
    case Compare::AtLeast:
        return one ? tr("at least once") : tr("at least %1 times").arg(number);
    }
    Q_UNREACHABLE();
}

QString amountText(const NumberTest &test)
{
    static constexpr const char *words[]
        = {"exactly %1", "anything but %1", "less than %1", "at most %1", "more than %1", "at least %1"};
    return tr(words[int(test.compare)]).arg(numberText(test.value));
}

QString textTestText(const TextTest &test)
{
    static constexpr const char *words[] = {"is %1", "is not %1", "contains %1", "does not contain %1",
        "starts with %1", "ends with %1", "is known", "is not known"};
    QStringList values;
    for (const QString &value : test.values)
        values.append(u"“%1”"_s.arg(value));
    const QString text = tr(words[int(test.op)]);
    return values.isEmpty() ? text : text.arg(values.join(u' ' + tr("or") + u' '));
}

QString filterText(const std::vector<Filter> &filters)
{
    static constexpr const char *fields[]
        = {"the product", "the category", "the coupon", "the channel", "the reference", "the value"};
    QStringList parts;
    for (const Filter &filter : filters) {
        const QString test
            = std::visit(Overloaded{
                             [](const TextTest &text) { return textTestText(text); },
                             [](const NumberTest &number) { return tr("is %1").arg(amountText(number)); },
                         },
                filter.test);
        parts.append(tr(fields[int(filter.field)]) + u' ' + test);
    }
    return parts.isEmpty() ? QString() : u" ("_s + parts.join(u", "_s) + u')';
}

QString did(const Activity &activity)
{
    return (activity.isOrders() ? tr("bought") : eventInWords(activity.event)) + filterText(activity.filters);
}

QString joined(const QStringList &parts)
{
    QStringList kept = parts;
    kept.removeAll(QString());
    return kept.join(u' ');
}

/// "never bought in the last 30 days" reads better than "exactly 0 times".
bool meansNever(const NumberTest &test)
{
    return (test.compare == Compare::Equal && test.value.thousandths == 0)
        || (test.compare == Compare::Less && test.value.thousandths == 1000)
        || (test.compare == Compare::AtMost && test.value.thousandths == 0);
}

QString leaf(const CountCondition &condition)
{
    const QString when = condition.since ? tr("since they last %1").arg(did(*condition.since))
                                         : windowText(condition.window);
    if (meansNever(condition.test))
        return joined({tr("never"), did(condition.activity), when});
    const bool plain = condition.test == NumberTest{Compare::AtLeast, {1000}};
    return joined({did(condition.activity), plain ? QString() : timesText(condition.test), when});
}

QString leaf(const SumCondition &condition)
{
    const bool average = condition.kind == SumCondition::Kind::Average;
    const QString amount = amountText(condition.test);
    const QString when = windowText(condition.window);
    const QString filters = filterText(condition.activity.filters);
    if (condition.activity.isOrders()) {
        const bool net = condition.measure == SumCondition::Measure::Net;
        const QString text = average
            ? (net ? tr("spent %1 per order after refunds") : tr("spent %1 per order"))
            : (net ? tr("spent %1 after refunds") : tr("spent %1"));
        return joined({text.arg(amount) + filters, when});
    }
    const QString text = condition.activity.event == u"points_change"_s && !average
        ? tr("have a points balance of %1").arg(amount)
        : (average ? tr("%1 with %2 on average") : tr("%1 with %2 in all"))
              .arg(eventInWords(condition.activity.event), amount);
    return joined({text + filters, when});
}

QString leaf(const TimeCondition &condition)
{
    const bool first = condition.which == TimeCondition::Which::First;
    const QString when
        = condition.window.kind == Window::Kind::AllTime ? tr("at some time") : windowText(condition.window);
    return joined(
        {first ? tr("first %1").arg(did(condition.activity)) : tr("last %1").arg(did(condition.activity)),
            when});
}

QString factName(const QString &fact)
{
    if (fact.startsWith(u"attribute:"_s))
        return u"“%1”"_s.arg(fact.mid(10));
    static const QMap<QString, const char *> names{{u"email"_s, "e-mail address"},
        {u"first_name"_s, "first name"}, {u"last_name"_s, "last name"}, {u"company"_s, "company"},
        {u"phone"_s, "phone"}, {u"country"_s, "country"}, {u"region"_s, "region"}, {u"city"_s, "city"},
        {u"postcode"_s, "postcode"}, {u"language"_s, "language"}, {u"note"_s, "note"}, {u"tag"_s, "tag"}};
    return tr(names.value(fact, "fact"));
}

QString leaf(const FactCondition &condition)
{
    if (condition.fact == u"tag"_s && condition.test.op == TextOperator::Is)
        return tr("have a tag that %1").arg(textTestText(condition.test));
    return tr("have a %1 that %2").arg(factName(condition.fact), textTestText(condition.test));
}

QString leaf(const ConsentCondition &condition)
{
    if (condition.channel == ConsentCondition::Channel::Email)
        return condition.subscribed ? tr("agreed to get e-mail") : tr("did not agree to get e-mail");
    return condition.subscribed ? tr("agreed to get text messages")
                                : tr("did not agree to get text messages");
}

QString leaf(const SegmentCondition &condition)
{
    return tr("are in “%1”").arg(condition.name);
}

QString groupText(const Group &group, bool inner)
{
    if (group.children.empty())
        return group.match == Group::Match::Any ? tr("match one of no conditions") : tr("are in the shop");
    QStringList parts;
    for (const Node &child : group.children) {
        const auto *nested = std::get_if<Group>(&child.content);
        parts.append(nested ? groupText(*nested, true) : sentence(child));
    }
    if (group.match == Group::Match::None) {
        const QString any = parts.join(u' ' + tr("or") + u' ');
        return parts.size() == 1 ? tr("not (%1)").arg(any) : tr("none of (%1)").arg(any);
    }
    const QString word = group.match == Group::Match::All ? tr("and") : tr("or");
    const QString text = parts.join(u' ' + word + u' ');
    return inner && parts.size() > 1 ? u'(' + text + u')' : text;
}

} // namespace

QString eventInWords(const QString &event)
{
    static const QMap<QString, const char *> words{{u"signup"_s, "signed up"},
        {u"product_view"_s, "viewed a product"}, {u"category_view"_s, "viewed a category"},
        {u"search"_s, "searched"}, {u"cart_add"_s, "added to the cart"},
        {u"cart_remove"_s, "took out of the cart"}, {u"checkout_start"_s, "started a checkout"},
        {u"wishlist_add"_s, "added to the wish list"}, {u"email_sent"_s, "were sent an e-mail"},
        {u"email_delivered"_s, "got an e-mail"}, {u"email_open"_s, "opened an e-mail"},
        {u"email_click"_s, "clicked in an e-mail"}, {u"email_bounce"_s, "had an e-mail come back"},
        {u"email_complaint"_s, "marked an e-mail as spam"}, {u"unsubscribe"_s, "unsubscribed"},
        {u"coupon_received"_s, "were given a coupon"}, {u"coupon_used"_s, "used a coupon"},
        {u"points_change"_s, "earned or spent points"}, {u"return_request"_s, "asked to return something"},
        {u"refund"_s, "got a refund"}, {u"support_ticket"_s, "wrote to support"},
        {u"review"_s, "wrote a review"}};
    const auto found = words.find(event);
    return found == words.end() ? tr("did “%1”").arg(event) : tr(*found);
}

QString sentence(const Node &node)
{
    return std::visit(Overloaded{
                          [](const Group &group) { return groupText(group, true); },
                          [](const auto &condition) { return leaf(condition); },
                      },
        node.content);
}

QString sentence(const Rule &rule)
{
    if (rule.root.children.empty() && rule.root.match != Group::Match::Any)
        return tr("All customers");
    return tr("Customers who %1").arg(groupText(rule.root, false));
}

} // namespace haberdash::segment
