// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/ready_made.h"

#include <QCoreApplication>

namespace haberdash::segment {

namespace {

struct Entry
{
    const char *id;
    Goal goal;
    const char *name;
    const char *why;
    const char *rule;
};

constexpr Entry entries[] = {
    {"new_subscribers", Goal::Welcome, QT_TRANSLATE_NOOP("segment", "New subscribers"),
        QT_TRANSLATE_NOOP("segment", "They have just said yes to your mail and expect to hear from you."),
        "email consent is subscribed in last 14 days"},
    {"first_time_buyers", Goal::Welcome, QT_TRANSLATE_NOOP("segment", "First order this month"),
        QT_TRANSLATE_NOOP(
            "segment", "A good start with their first parcel decides whether there is a second."),
        "count orders = 1 and first order in last 30 days"},
    {"subscribed_never_bought", Goal::Welcome, QT_TRANSLATE_NOOP("segment", "Subscribed, never bought"),
        QT_TRANSLATE_NOOP("segment", "They like to read you; show them what others bought first."),
        "email consent is subscribed and count orders = 0"},
    {"active_buyers", Goal::Grow, QT_TRANSLATE_NOOP("segment", "Active buyers"),
        QT_TRANSLATE_NOOP("segment", "Whoever bought lately is the likeliest to buy something new."),
        "count orders in last 90 days >= 1"},
    {"one_time_buyers", Goal::Grow, QT_TRANSLATE_NOOP("segment", "One-time buyers"),
        QT_TRANSLATE_NOOP("segment", "The second order is the hardest one to win, and the most worth it."),
        "count orders = 1 and last order more than 30 days ago"},
    {"repeat_buyers", Goal::Grow, QT_TRANSLATE_NOOP("segment", "Repeat buyers"),
        QT_TRANSLATE_NOOP("segment", "They trust you already: tell them first."), "count orders >= 2"},
    {"new_collection_buyers", Goal::Grow, QT_TRANSLATE_NOOP("segment", "Buyers of what is new"),
        QT_TRANSLATE_NOOP("segment",
            "They bought things within a month of their coming out; the next collection is for them."),
        "count items[product_age <= 30] in last 365 days >= 2"},
    {"set_buyers", Goal::Grow, QT_TRANSLATE_NOOP("segment", "Buyers of matching sets"),
        QT_TRANSLATE_NOOP(
            "segment", "They order several things that go together: show what completes the set."),
        "count orders[lines >= 2] in last 365 days >= 2"},
    {"full_price_buyers", Goal::Grow, QT_TRANSLATE_NOOP("segment", "Full-price buyers"),
        QT_TRANSLATE_NOOP("segment", "They buy without a discount; do not teach them to wait for one."),
        "count orders in last 365 days >= 2 and count orders[discount > 0] in last 365 days = 0 and count "
        "orders[coupon is known] in last 365 days = 0"},
    {"discount_responsive", Goal::Grow, QT_TRANSLATE_NOOP("segment", "Moved by a coupon"),
        QT_TRANSLATE_NOOP("segment", "They ordered within two days of getting a coupon: with them one pays."),
        "sequence(coupon_received in last 365 days, then orders within 48 hours)"},
    {"discount_only", Goal::Grow, QT_TRANSLATE_NOOP("segment", "Buy with coupons only"),
        QT_TRANSLATE_NOOP("segment", "Nearly all of their orders came with a coupon; mind the margin."),
        "count orders in last 365 days >= 2 and share count orders[coupon is known] in last 365 days >= 80 "
        "%"},
    {"cart_abandoners", Goal::Rescue, QT_TRANSLATE_NOOP("segment", "Left something in the cart"),
        QT_TRANSLATE_NOOP("segment", "They were about to buy; often a reminder is all it takes."),
        "last cart_add in last 7 days and count orders since last cart_add = 0"},
    {"checkout_abandoners", Goal::Rescue, QT_TRANSLATE_NOOP("segment", "Left at the checkout"),
        QT_TRANSLATE_NOOP("segment", "Something stopped them at the last step: ask, help, remind."),
        "last checkout_start in last 7 days and count orders since last checkout_start = 0"},
    {"browse_abandoners", Goal::Rescue, QT_TRANSLATE_NOOP("segment", "Looked, but put nothing in the cart"),
        QT_TRANSLATE_NOOP("segment", "They know what they like; help them decide."),
        "count product_view in last 7 days >= 1 and count cart_add in last 7 days = 0 and count orders in "
        "last 7 days = 0"},
    {"high_intent", Goal::Rescue, QT_TRANSLATE_NOOP("segment", "Close to buying"),
        QT_TRANSLATE_NOOP("segment", "Many looks and a cart, but no order: they have a question or a doubt."),
        "count product_view in last 14 days >= 5 and count cart_add in last 14 days >= 1 and count orders in "
        "last 14 days = 0"},
    {"price_drop", Goal::Rescue, QT_TRANSLATE_NOOP("segment", "Price drop on something they want"),
        QT_TRANSLATE_NOOP("segment", "What they viewed or wished for costs at least a tenth less today."),
        "count product_view[price_drop >= 10] in last 30 days >= 1 or count wishlist_add[price_drop >= 10] "
        "in last 90 days >= 1"},
    {"wishers", Goal::Rescue, QT_TRANSLATE_NOOP("segment", "Wish lists waiting"),
        QT_TRANSLATE_NOOP("segment", "They told you what they want and have not bought anything since."),
        "last wishlist_add in last 60 days and count orders since last wishlist_add = 0"},
    {"window_shoppers", Goal::Rescue, QT_TRANSLATE_NOOP("segment", "Window shoppers"),
        QT_TRANSLATE_NOOP(
            "segment", "They look around a lot and have never bought: make the first step small."),
        "count product_view >= 5 and count orders = 0"},
    {"replenishment_due", Goal::Keep, QT_TRANSLATE_NOOP("segment", "Time for the next order"),
        QT_TRANSLATE_NOOP("segment", "Going by their own rhythm, their next order is due about now."),
        "overdue orders >= 90 % and overdue orders <= 150 %"},
    {"slipping", Goal::Keep, QT_TRANSLATE_NOOP("segment", "Later than usual"),
        QT_TRANSLATE_NOOP("segment", "They are well past their usual time and not yet gone."),
        "overdue orders > 150 % and overdue orders <= 300 %"},
    {"at_risk", Goal::Keep, QT_TRANSLATE_NOOP("segment", "At risk"),
        QT_TRANSLATE_NOOP("segment",
            "They bought within three months and have been silent for two; now it is still cheap to keep "
            "them."),
        "count orders in last 90 days >= 1 and none(count orders in last 60 days >= 1, "
        "count product_view in last 60 days >= 1, count cart_add in last 60 days >= 1, "
        "count wishlist_add in last 60 days >= 1, count email_open[human] in last 60 days >= 1, "
        "count email_click[human] in last 60 days >= 1)"},
    {"lapsed_60_90", Goal::WinBack, QT_TRANSLATE_NOOP("segment", "Last order 60 to 90 days ago"),
        QT_TRANSLATE_NOOP("segment", "They begin to forget you: a good reason to come back works best now."),
        "last order between 60 and 90 days ago"},
    {"lapsed_90", Goal::WinBack, QT_TRANSLATE_NOOP("segment", "Last order more than 90 days ago"),
        QT_TRANSLATE_NOOP("segment", "Say what has changed since, and make coming back easy."),
        "last order more than 90 days ago"},
    {"lost_vips", Goal::WinBack, QT_TRANSLATE_NOOP("segment", "Best customers who went quiet"),
        QT_TRANSLATE_NOOP("segment", "They once spent more than most; a personal word is worth the time."),
        "top 20 % by sum orders.net and last order more than 120 days ago"},
    {"engaged_30", Goal::Engage, QT_TRANSLATE_NOOP("segment", "Engaged in 30 days"),
        QT_TRANSLATE_NOOP(
            "segment", "They read you; begin with them when you warm up a sender or test an idea."),
        "count email_open[human] in last 30 days >= 1 or count email_click[human] in last 30 days >= 1 or "
        "count orders in last 30 days >= 1"},
    {"engaged_60", Goal::Engage, QT_TRANSLATE_NOOP("segment", "Engaged in 60 days"),
        QT_TRANSLATE_NOOP("segment", "A wider circle of readers for your regular mail."),
        "count email_open[human] in last 60 days >= 1 or count email_click[human] in last 60 days >= 1 or "
        "count orders in last 60 days >= 1"},
    {"engaged_90", Goal::Engage, QT_TRANSLATE_NOOP("segment", "Engaged in 90 days"),
        QT_TRANSLATE_NOOP("segment", "The widest circle that mailbox providers still like to see mail for."),
        "count email_open[human] in last 90 days >= 1 or count email_click[human] in last 90 days >= 1 or "
        "count orders in last 90 days >= 1"},
    {"never_opened", Goal::Engage, QT_TRANSLATE_NOOP("segment", "Never opened a mail"),
        QT_TRANSLATE_NOOP(
            "segment", "Five mails or more and not one was opened: write differently, or stop."),
        "any(count messages[state is \"sent\"] >= 5, count email_sent >= 5, count email_delivered >= 5) and "
        "count email_open = 0 and count email_click = 0"},
    {"not_engaged_180", Goal::Engage, QT_TRANSLATE_NOOP("segment", "No sign for half a year"),
        QT_TRANSLATE_NOOP(
            "segment", "Ask them whether they still want your mail, before providers ask the same."),
        "mailable and created more than 180 days ago and none(count email_open[human] in last 180 days >= 1, "
        "count email_click[human] in last 180 days >= 1, count orders in last 180 days >= 1)"},
    {"vip", Goal::Loyalty, QT_TRANSLATE_NOOP("segment", "VIP"),
        QT_TRANSLATE_NOOP(
            "segment", "They buy often and spend well on each order: thank them before you sell to them."),
        "count orders in last 30 days >= 2 and top 30 % by average orders.total"},
    {"top_spenders", Goal::Loyalty, QT_TRANSLATE_NOOP("segment", "Top tenth by what they spent"),
        QT_TRANSLATE_NOOP("segment", "A tenth of your customers, and usually a good part of your sales."),
        "top 10 % by sum orders.net in last 365 days"},
    {"points_rich_sleepers", Goal::Loyalty, QT_TRANSLATE_NOOP("segment", "Many points, no order"),
        QT_TRANSLATE_NOOP("segment", "They could pay a good part with points and may not know it."),
        "any(points >= 5000, sum points_change.value >= 5000) and count orders in last 30 days = 0"},
    {"points_expiring", Goal::Loyalty, QT_TRANSLATE_NOOP("segment", "Points about to run out"),
        QT_TRANSLATE_NOOP(
            "segment", "Points that run out unused leave a bad taste; a reminder is a service."),
        "points_expire in next 30 days and points > 0"},
    {"birthdays", Goal::Loyalty, QT_TRANSLATE_NOOP("segment", "Birthday in the next 7 days"),
        QT_TRANSLATE_NOOP("segment", "A card with their name on it is the mail that people like best."),
        "birthday anniversary in next 7 days"},
    {"first_order_anniversary", Goal::Loyalty, QT_TRANSLATE_NOOP("segment", "A year with you"),
        QT_TRANSLATE_NOOP("segment", "The day of their first order comes round: a reason to say thank you."),
        "first order anniversary in next 7 days and first order more than 6 months ago"},
    {"returners", Goal::Care, QT_TRANSLATE_NOOP("segment", "Return often"),
        QT_TRANSLATE_NOOP("segment", "Help with sizes and advice does more for them than another offer."),
        "count return_request in last 365 days >= 2 or count refund in last 365 days >= 2"},
    {"refunded_lately", Goal::Care, QT_TRANSLATE_NOOP("segment", "Got a refund lately"),
        QT_TRANSLATE_NOOP("segment", "Leave them out of offers for a while, or ask what went wrong."),
        "count refund in last 30 days >= 1"},
    {"wrote_to_support", Goal::Care, QT_TRANSLATE_NOOP("segment", "Wrote to support lately"),
        QT_TRANSLATE_NOOP("segment", "Settle what they asked before you send them an advertisement."),
        "count support_ticket in last 14 days >= 1"},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("segment", text);
}

} // namespace

QString inWords(Goal goal)
{
    static constexpr const char *words[]
        = {QT_TRANSLATE_NOOP("segment", "Welcome"), QT_TRANSLATE_NOOP("segment", "Grow"),
            QT_TRANSLATE_NOOP("segment", "Rescue a sale"), QT_TRANSLATE_NOOP("segment", "Keep"),
            QT_TRANSLATE_NOOP("segment", "Win back"), QT_TRANSLATE_NOOP("segment", "Engage"),
            QT_TRANSLATE_NOOP("segment", "Loyalty"), QT_TRANSLATE_NOOP("segment", "Take care")};
    return translated(words[int(goal)]);
}

std::vector<ReadyMade> readyMadeSegments()
{
    std::vector<ReadyMade> result;
    for (const Entry &entry : entries)
        result.push_back({QString::fromLatin1(entry.id), entry.goal, translated(entry.name),
            translated(entry.why), QString::fromUtf8(entry.rule)});
    return result;
}

} // namespace haberdash::segment
