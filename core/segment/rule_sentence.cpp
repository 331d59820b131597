// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_sentence.h"

#include "core/segment/rule_words.h"
#include "core/segment/sentence_words.h"

#include <QCoreApplication>
#include <QMap>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("segment", text);
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

/// "in the last 30 days", "since they last bought"
QString whenText(const Measure &measure)
{
    return measure.since ? tr("since they last %1").arg(activityInWords(*measure.since))
                         : windowInWords(measure.window);
}

/// What is summed of orders and items, with %1 for the amount: in all and on average, then as what people
/// are ranked by.
struct SumWords
{
    const char *sum, *average, *bySum, *byAverage;
};

SumWords sumWords(const Measure &measure)
{
    if (measure.activity.source == Activity::Source::Items) {
        if (measure.of == Measure::Of::Quantity)
            return {"bought %1 pieces", "bought %1 pieces of one item at a time",
                "how many pieces they bought", "how many pieces of one item they bought at a time"};
        return {"spent %1 on items", "spent %1 on one item", "how much they spent on items",
            "how much they spent on one item"};
    }
    switch (measure.of) {
    case Measure::Of::Net:
        return {"spent %1 after refunds", "spent %1 per order after refunds",
            "how much they spent after refunds", "how much they spent per order after refunds"};
    case Measure::Of::Discount:
        return {"saved %1 by discounts", "saved %1 per order by discounts",
            "how much they saved by discounts", "how much they saved per order by discounts"};
    case Measure::Of::Refunded:
        return {"got %1 refunded", "got %1 refunded per order", "how much was refunded to them",
            "how much was refunded to them per order"};
    case Measure::Of::Quantity:
        return {"bought %1 pieces", "bought %1 pieces per order", "how many pieces they bought",
            "how many pieces they bought per order"};
    default:
        return {"spent %1", "spent %1 per order", "how much they spent", "how much they spent per order"};
    }
}

QString sumText(const Measure &measure, const QString &amount)
{
    const bool average = measure.kind == Measure::Kind::Average;
    QString text;
    if (measure.activity.source != Activity::Source::Event) {
        const SumWords words = sumWords(measure);
        text = tr(average ? words.average : words.sum).arg(amount);
    } else if (measure.activity.event == u"points_change"_s && !average) {
        text = tr("have a points balance of %1").arg(amount);
    } else {
        text = (average ? tr("%1 with %2 on average") : tr("%1 with %2 in all"))
                   .arg(eventInWords(measure.activity.event), amount);
    }
    const QString filters = filtersInWords(measure.activity.filters);
    return filters.isEmpty() ? text : QString(text + u" (" + filters + u')');
}

QString leaf(const MeasureCondition &condition)
{
    const Measure &measure = condition.measure;
    const QString activity = activityInWords(measure.activity);
    const QString when = whenText(measure);
    switch (measure.kind) {
    case Measure::Kind::Count: {
        if (meansNever(condition.test))
            return joined({tr("never"), activity, when});
        const bool plain = condition.test == NumberTest{Compare::AtLeast, {1000}};
        return joined({activity, plain ? QString() : timesInWords(condition.test), when});
    }
    case Measure::Kind::Sum:
    case Measure::Kind::Average:
        return joined({sumText(measure, amountInWords(condition.test)), when});
    case Measure::Kind::DaysBetween:
        return joined({activity, tr("on average %1 days apart").arg(amountInWords(condition.test)), when});
    case Measure::Kind::Overdue:
        return joined({tr("last %1 so long ago that it is %2 of their usual time in between")
                           .arg(activity, amountInWords(condition.test, u"%"_s)),
            when});
    }
    Q_UNREACHABLE();
}

/// What people are ranked by: "how much they spent per order in the last 365 days".
QString measureText(const Measure &measure)
{
    const QString activity = activityInWords(measure.activity);
    const QString when = whenText(measure);
    const bool average = measure.kind == Measure::Kind::Average;
    switch (measure.kind) {
    case Measure::Kind::Count:
        return joined({tr("how often they %1").arg(activity), when});
    case Measure::Kind::Sum:
    case Measure::Kind::Average: {
        if (measure.activity.source == Activity::Source::Event)
            return joined(
                {(average ? tr("the average value where they %1") : tr("the sum of values where they %1"))
                        .arg(activity),
                    when});
        const SumWords words = sumWords(measure);
        const QString filters = filtersInWords(measure.activity.filters);
        return joined({tr(average ? words.byAverage : words.bySum),
            filters.isEmpty() ? QString() : QString(u'(' + filters + u')'), when});
    }
    case Measure::Kind::DaysBetween:
        return joined({tr("the average number of days between the times they %1").arg(activity), when});
    case Measure::Kind::Overdue:
        return joined(
            {tr("how long ago they last %1, in percent of their usual time in between").arg(activity), when});
    }
    Q_UNREACHABLE();
}

QString leaf(const RankCondition &condition)
{
    const QString percent = numberInWords(condition.percent);
    return (condition.top ? tr("are among the highest %1 % by %2") : tr("are among the lowest %1 % by %2"))
        .arg(percent, measureText(condition.measure));
}

QString leaf(const ShareCondition &condition)
{
    Measure whole = condition.measure;
    whole.activity.filters.clear();
    return tr("have a share of %1 where %2, out of %3")
        .arg(amountInWords(condition.test, u"%"_s), filtersInWords(condition.measure.activity.filters),
            measureText(whole));
}

QString leaf(const TimeCondition &condition)
{
    const QString activity = activityInWords(condition.activity);
    const QString when = condition.window.kind == Window::Kind::AllTime ? tr("at some time")
                                                                        : windowInWords(condition.window);
    const bool first = condition.which == TimeCondition::Which::First;
    return joined({(first ? tr("first %1") : tr("last %1")).arg(activity), when});
}

QString leaf(const SequenceCondition &condition)
{
    QString text = joined({activityInWords(condition.first), windowInWords(condition.window)});
    for (const SequenceCondition::Step &step : condition.steps) {
        const QString activity = activityInWords(step.activity);
        const QString within = step.within ? tr("within %1").arg(spanInWords(*step.within)) : QString();
        text += u", " + joined({(step.happens ? tr("then %1") : tr("then never %1")).arg(activity), within});
    }
    return text;
}

QString factNumberText(const QString &fact, const QString &amount)
{
    static const QMap<QString, const char *> words{{u"points"_s, "have %1 points"},
        {u"points_expiring"_s, "have %1 points that run out"},
        {u"lifetime_points"_s, "ever earned %1 points"}};
    const auto found = words.find(fact);
    return found == words.end() ? tr("have %1 that is %2").arg(factInWords(fact), amount)
                                : tr(*found).arg(amount);
}

QString factDateText(const QString &fact, const Window &window)
{
    const QString when = window.kind == Window::Kind::AllTime ? tr("at some time") : windowInWords(window);
    if (fact == u"birthday"_s && window.yearly) {
        Window once = window;
        once.yearly = false;
        return tr("have their birthday %1").arg(windowInWords(once));
    }
    static const QMap<QString, const char *> words{{u"created"_s, "became known to the shop %1"},
        {u"birthday"_s, "were born %1"}, {u"points_expire"_s, "have points that run out %1"},
        {u"enrolled"_s, "joined the loyalty programme %1"}, {u"tier_since"_s, "reached their tier %1"}};
    const auto found = words.find(fact);
    return found == words.end() ? tr("have %1 that lies %2").arg(factInWords(fact), when)
                                : tr(*found).arg(when);
}

QString leaf(const FactCondition &condition)
{
    return std::visit(
        Overloaded{
            [&condition](const TextTest &test) {
                return tr("have %1 that %2").arg(factInWords(condition.fact), textTestInWords(test));
            },
            [&condition](
                const NumberTest &test) { return factNumberText(condition.fact, amountInWords(test)); },
            [&condition](const Window &window) { return factDateText(condition.fact, window); },
        },
        condition.test);
}

QString leaf(const ConsentCondition &condition)
{
    using State = ConsentCondition::State;
    const bool email = condition.channel == ConsentCondition::Channel::Email;
    if (condition.negated && condition.state == State::Subscribed)
        return email ? tr("did not agree to get e-mail") : tr("did not agree to get text messages");
    static constexpr const char *emailWords[]
        = {"agreed to get e-mail", "have yet to confirm that they want e-mail", "declined to get e-mail",
            "unsubscribed from e-mail", "never said whether they want e-mail"};
    static constexpr const char *smsWords[] = {"agreed to get text messages",
        "have yet to confirm that they want text messages", "declined to get text messages",
        "unsubscribed from text messages", "never said whether they want text messages"};
    const QString text = tr((email ? emailWords : smsWords)[int(condition.state)]);
    return condition.negated ? tr("not (%1)").arg(text) : joined({text, windowInWords(condition.window)});
}

QString leaf(const MailableCondition &)
{
    return tr("may be sent marketing e-mail");
}

QString leaf(const DistanceCondition &condition)
{
    return tr("live %1 from %2, %3")
        .arg(amountInWords(condition.test, u"km"_s), numberInWords(condition.latitude),
            numberInWords(condition.longitude));
}

QString leaf(const RandomCondition &condition)
{
    return tr("are drawn at random, from %1 to %2 % of “%3”")
        .arg(numberInWords(condition.from), numberInWords(condition.to), condition.salt);
}

QString leaf(const SegmentCondition &condition)
{
    return condition.ago ? tr("were in “%1” %2 ago").arg(condition.name, spanInWords(*condition.ago))
                         : tr("are in “%1”").arg(condition.name);
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
