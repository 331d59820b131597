// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/condition_offers.h"

#include "ui/segments/fact_fields.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

using Kind = Measure::Kind;
using Of = Measure::Of;

struct Offers
{
    Q_DECLARE_TR_FUNCTIONS(haberdash::ui::ConditionOffer)
};

const Window lastMonth{Window::Kind::InLast, {30, Unit::Days}, {}, {}, {}, false};
const Window lastYear{Window::Kind::InLast, {12, Unit::Months}, {}, {}, {}, false};
const Window monthAgo{Window::Kind::MoreThanAgo, {30, Unit::Days}, {}, {}, {}, false};

Node count(const Activity &activity, const Window &window = lastMonth, const NumberTest &test = {})
{
    return Node{MeasureCondition{{Kind::Count, activity, Of::Nothing, window, {}}, test}};
}

Node measured(Kind kind, const Activity &activity, Of of, const NumberTest &test, const Window &window = {})
{
    return Node{MeasureCondition{{kind, activity, of, window, {}}, test}};
}

Filter textFilter(Filter::Field field, const QString &value = {})
{
    return {field, TextTest{TextOperator::Is, {value}}, {}};
}

/// Whether an event belongs to e-mail or consent rather than to what people do in the shop.
bool isMailEvent(const QString &event)
{
    return event.startsWith(u"email_"_s) || event == u"unsubscribe"_s;
}

bool isLoyaltyEvent(const QString &event)
{
    return event.startsWith(u"points_"_s) || event.startsWith(u"tier_"_s);
}

bool isLoyaltyFact(const QString &fact)
{
    static const QStringList facts{u"tier"_s, u"points"_s, u"points_expiring"_s, u"lifetime_points"_s,
        u"points_expire"_s, u"enrolled"_s, u"tier_since"_s};
    return facts.contains(fact);
}

class OfferList
{
public:
    void open(const QString &group) { m_group = group; }
    void add(const QString &title, Node node, const QString &also = {})
    {
        m_offers.append({m_group, title, also, std::move(node)});
    }
    [[nodiscard]] const QList<ConditionOffer> &offers() const { return m_offers; }

private:
    QString m_group;
    QList<ConditionOffer> m_offers;
};

void addBought(OfferList &list)
{
    const Activity orders = Activity::orders();
    list.open(Offers::tr("What they bought"));
    list.add(Offers::tr("Bought so many times"), count(orders), Offers::tr("orders number of orders"));
    list.add(Offers::tr("Never bought"), count(orders, {}, {Compare::Equal, {0}}));
    list.add(Offers::tr("Last bought"), Node{TimeCondition{TimeCondition::Which::Last, orders, monthAgo}},
        Offers::tr("recency last order"));
    list.add(Offers::tr("First bought"), Node{TimeCondition{TimeCondition::Which::First, orders, lastMonth}},
        Offers::tr("first order new customers"));
    list.add(Offers::tr("Bought a product"),
        count(Activity::orders({textFilter(Filter::Field::Product)}), lastYear));
    list.add(Offers::tr("Bought from a category"),
        count(Activity::orders({textFilter(Filter::Field::Category)}), lastYear), Offers::tr("collection"));
    list.add(Offers::tr("Bought a brand"),
        count(Activity::orders({textFilter(Filter::Field::Vendor)}), lastYear), Offers::tr("vendor"));
    list.add(Offers::tr("Bought with a coupon"),
        count(Activity::orders({{Filter::Field::Coupon, TextTest{TextOperator::IsKnown, {}}, {}}}), lastYear),
        Offers::tr("discount code"));
    list.add(Offers::tr("Spent so much"), measured(Kind::Sum, orders, Of::Net, {Compare::AtLeast, {100'000}}),
        Offers::tr("total revenue"));
    list.add(Offers::tr("Spent so much per order"),
        measured(Kind::Average, orders, Of::Total, {Compare::AtLeast, {50'000}}),
        Offers::tr("average order value AOV"));
    list.add(Offers::tr("Bought so many pieces"),
        measured(Kind::Sum, Activity::items(), Of::Quantity, {Compare::AtLeast, {5000}}, lastYear));
    list.add(Offers::tr("Days between their orders"),
        measured(Kind::DaysBetween, orders, Of::Nothing, {Compare::AtMost, {30'000}}),
        Offers::tr("rhythm gap"));
    list.add(Offers::tr("Due to buy again"),
        measured(Kind::Overdue, orders, Of::Nothing, {Compare::AtLeast, {100'000}}),
        Offers::tr("overdue replenishment"));
    list.add(Offers::tr("Anniversary of their first order"),
        Node{TimeCondition{
            TimeCondition::Which::First, orders, {Window::Kind::InNext, {7, Unit::Days}, {}, {}, {}, true}}});
}

void addDid(OfferList &list, const RuleWords &words)
{
    list.open(Offers::tr("What they did"));
    for (const store::EventKind &kind : words.shop.events) {
        if (!isMailEvent(kind.name) && !isLoyaltyEvent(kind.name))
            list.add(Offers::tr("Have or have not: %1").arg(activityName(Activity::ofEvent(kind.name))),
                count(Activity::ofEvent(kind.name)), kind.name);
    }
    for (const store::EventKind &kind : words.shop.events) {
        if (isMailEvent(kind.name) || isLoyaltyEvent(kind.name))
            continue;
        MeasureCondition since{
            {Kind::Count, Activity::orders(), Of::Nothing, {}, Activity::ofEvent(kind.name)},
            {Compare::Equal, {0}}};
        list.add(
            Offers::tr("Have not bought since they last %1").arg(activityName(Activity::ofEvent(kind.name))),
            Node{since}, kind.name);
    }
}

void addMails(OfferList &list, const RuleWords &words)
{
    list.open(Offers::tr("Our e-mails"));
    for (const store::EventKind &kind : words.shop.events) {
        if (isMailEvent(kind.name))
            list.add(Offers::tr("Have or have not: %1").arg(activityName(Activity::ofEvent(kind.name))),
                count(Activity::ofEvent(kind.name)), kind.name);
    }
    list.add(Offers::tr("Were in a campaign"), count(Activity{Activity::Source::Messages, {}, {}}));
    list.add(Offers::tr("Were in a certain campaign"),
        count(Activity{Activity::Source::Messages, {}, {textFilter(Filter::Field::Campaign)}}, {}));
    list.add(Offers::tr("Were left out of a campaign"),
        count(Activity{Activity::Source::Messages, {}, {textFilter(Filter::Field::State, u"skipped"_s)}}));
}

void addAbout(OfferList &list, const RuleWords &words, bool loyalty)
{
    for (const QString &fact : factsOf(words)) {
        if (isLoyaltyFact(fact) != loyalty)
            continue;
        QString title = factName(fact);
        title[0] = title[0].toUpper();
        list.add(title, Node{FactCondition{fact, firstTestOf(fact)}}, fact);
    }
}

void addPermission(OfferList &list)
{
    using State = ConsentCondition::State;
    using Channel = ConsentCondition::Channel;
    list.open(Offers::tr("Permission"));
    list.add(Offers::tr("May be sent e-mail"), Node{MailableCondition{}}, Offers::tr("mailable reachable"));
    list.add(Offers::tr("Agreed to e-mail"), Node{ConsentCondition{}}, Offers::tr("consent subscribed"));
    list.add(Offers::tr("New subscribers"),
        Node{ConsentCondition{Channel::Email, false, State::Subscribed,
            {Window::Kind::InLast, {14, Unit::Days}, {}, {}, {}, false}}});
    list.add(Offers::tr("Unsubscribed"),
        Node{ConsentCondition{Channel::Email, false, State::Unsubscribed, lastMonth}});
    list.add(Offers::tr("Were never asked"), Node{ConsentCondition{Channel::Email, false, State::Never, {}}});
    list.add(Offers::tr("Agreed to text messages"),
        Node{ConsentCondition{Channel::Sms, false, State::Subscribed, {}}}, Offers::tr("SMS"));
    list.add(Offers::tr("Had their address blocked"),
        count(Activity{Activity::Source::Suppressions, {}, {}}, {}),
        Offers::tr("suppressed bounce complaint"));
}

void addCompared(OfferList &list)
{
    list.open(Offers::tr("Compared with others"));
    const Measure spent{Kind::Sum, Activity::orders(), Of::Net, {}, {}};
    list.add(Offers::tr("The best by what they spent"), Node{RankCondition{true, {10'000}, spent}},
        Offers::tr("top percent VIP highest"));
    list.add(Offers::tr("The best by what they spend per order"),
        Node{RankCondition{true, {30'000}, {Kind::Average, Activity::orders(), Of::Total, {}, {}}}},
        Offers::tr("top percent AOV"));
    list.add(Offers::tr("Most active"),
        Node{RankCondition{true, {10'000}, {Kind::Count, Activity::orders(), Of::Nothing, lastYear, {}}}},
        Offers::tr("top percent"));
    list.add(Offers::tr("Buy mostly one thing"),
        Node{ShareCondition{
            {Kind::Sum, Activity::items({textFilter(Filter::Field::Category)}), Of::Quantity, lastYear, {}},
            {Compare::AtLeast, {50'000}}}},
        Offers::tr("share percent category"));
    list.add(Offers::tr("A random share of them"), Node{RandomCondition{{0}, {10'000}, u"draw"_s}},
        Offers::tr("sample holdout split"));
}

void addOrder(OfferList &list, const RuleWords &words)
{
    list.open(Offers::tr("Order of events"));
    const auto has = [&words](const QString &name) {
        return std::any_of(words.shop.events.begin(), words.shop.events.end(),
            [&name](const store::EventKind &kind) { return kind.name == name; });
    };
    const auto offer = [&list](const QString &title, const Activity &first, bool happens,
                           const Activity &then, Span within) {
        list.add(title, Node{SequenceCondition{first, lastMonth, {{happens, then, within}}}},
            Offers::tr("sequence funnel then"));
    };
    if (has(u"cart_add"_s))
        offer(Offers::tr("Added to the cart, then did not buy"), Activity::ofEvent(u"cart_add"_s), false,
            Activity::orders(), {2, Unit::Days});
    if (has(u"product_view"_s))
        offer(Offers::tr("Viewed a product, then bought"), Activity::ofEvent(u"product_view"_s), true,
            Activity::orders(), {2, Unit::Days});
    if (has(u"coupon_received"_s))
        offer(Offers::tr("Got a coupon, then bought"), Activity::ofEvent(u"coupon_received"_s), true,
            Activity::orders(), {48, Unit::Hours});
    offer(Offers::tr("Bought, then bought again soon"), Activity::orders(), true, Activity::orders(),
        {30, Unit::Days});
    offer(Offers::tr("Bought, then did not buy again"), Activity::orders(), false, Activity::orders(),
        {14, Unit::Days});
}

} // namespace

QList<ConditionOffer> conditionOffers(const RuleWords &words)
{
    OfferList list;
    addBought(list);
    addDid(list, words);
    addMails(list, words);
    list.open(Offers::tr("About them"));
    addAbout(list, words, false);
    list.add(Offers::tr("Live near a place"),
        Node{DistanceCondition{{52'520}, {13'405}, {Compare::AtMost, {25'000}}}},
        Offers::tr("distance kilometres location"));
    addPermission(list);
    list.open(Offers::tr("Loyalty"));
    addAbout(list, words, true);
    for (const store::EventKind &kind : words.shop.events) {
        if (isLoyaltyEvent(kind.name))
            list.add(Offers::tr("Have or have not: %1").arg(activityName(Activity::ofEvent(kind.name))),
                count(Activity::ofEvent(kind.name)), kind.name);
    }
    addCompared(list);
    addOrder(list, words);
    list.open(Offers::tr("Segments"));
    for (const QString &name : words.segments)
        list.add(Offers::tr("Are in “%1”").arg(name), Node{SegmentCondition{name, {}}});
    list.open(Offers::tr("Group"));
    list.add(Offers::tr("A group: at least one of these holds"), Node{Group{Group::Match::Any, {}}},
        Offers::tr("or"));
    list.add(Offers::tr("A group: all of these hold"), Node{Group{Group::Match::All, {}}}, Offers::tr("and"));
    list.add(Offers::tr("A group: none of these holds"), Node{Group{Group::Match::None, {}}},
        Offers::tr("not except without"));
    return list.offers();
}

} // namespace haberdash::ui
