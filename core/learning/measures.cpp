// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/measures.h"

#include <algorithm>
#include <array>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<double> ratio(double part, double whole)
{
    return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

} // namespace

MailFigures &MailFigures::operator+=(const MailFigures &other)
{
    mails += other.mails;
    delivered += other.delivered;
    bounced += other.bounced;
    opened += other.opened;
    clicked += other.clicked;
    left += other.left;
    complained += other.complained;
    heldOut += other.heldOut;
    buyers += other.buyers;
    orders += other.orders;
    revenue += other.revenue;
    units += other.units;
    costed += other.costed;
    cost += other.cost;
    return *this;
}

std::span<const MeasureEntry> measures()
{
    static const QString guidance = u"what large mailbox providers and senders' guides ask for"_s;
    static const std::array<MeasureEntry, 15> entries{{
        {Measure::Mails, u"mails"_s, u"Mails"_s, u"Mails"_s,
            u"Mails handed over, those that came back included."_s},
        {Measure::Delivered, u"delivered"_s, u"Delivered"_s, u"Delivered"_s,
            u"Mails handed over that did not come back."_s},
        {Measure::BounceRate, u"bounce_rate"_s, u"Came back"_s, u"Came back"_s,
            u"Mails that came back or were refused, out of all mails."_s, Unit::Share, Direction::Less,
            Custom{0, 0.02, guidance}},
        {Measure::OpenRate, u"open_rate"_s, u"Opened by people"_s, u"Opened"_s,
            u"Delivered mails that a person opened; what mail programs and scanners open by themselves is left out. Some people block the picture that tells, so this is a lower bound."_s,
            Unit::Share, Direction::More},
        {Measure::ClickRate, u"click_rate"_s, u"Clicked"_s, u"Clicked"_s,
            u"Delivered mails in which a person clicked."_s, Unit::Share, Direction::More},
        {Measure::ClickToOpen, u"click_to_open"_s, u"Clicked, of opened"_s, u"Of opened"_s,
            u"Mails clicked in, out of mails opened or clicked in."_s, Unit::Share, Direction::More},
        {Measure::Orders, u"orders"_s, u"Orders"_s, u"Orders"_s,
            u"Orders that the chosen rule lays to these mails."_s},
        {Measure::PlacedOrderRate, u"placed_order_rate"_s, u"Placed an order"_s, u"Ordered"_s,
            u"Delivered mails that brought an order, by the chosen rule."_s, Unit::Share, Direction::More},
        {Measure::Revenue, u"revenue"_s, u"Revenue"_s, u"Revenue"_s,
            u"What those orders came to, after refunds."_s, Unit::Money, Direction::More},
        {Measure::RevenuePerRecipient, u"revenue_per_recipient"_s, u"Revenue per recipient"_s,
            u"Per recipient"_s, u"That revenue, spread over all delivered mails."_s, Unit::Money,
            Direction::More},
        {Measure::AverageOrder, u"average_order"_s, u"Average order"_s, u"Average order"_s,
            u"That revenue, spread over the orders."_s, Unit::Money, Direction::More},
        {Measure::Units, u"units"_s, u"Pieces"_s, u"Pieces"_s, u"Pieces in those orders."_s},
        {Measure::Margin, u"margin"_s, u"Margin"_s, u"Margin"_s,
            u"Of the goods whose cost is known: what is left of their price after the cost, out of the price."_s,
            Unit::Share, Direction::More},
        {Measure::UnsubscribeRate, u"unsubscribe_rate"_s, u"Unsubscribed"_s, u"Left"_s,
            u"Delivered mails after which somebody unsubscribed."_s, Unit::Share, Direction::Less,
            Custom{0, 0.005, guidance}},
        {Measure::ComplaintRate, u"complaint_rate"_s, u"Reported as spam"_s, u"Spam"_s,
            u"Delivered mails that somebody reported as spam."_s, Unit::Share, Direction::Less,
            Custom{0, 0.001, guidance}},
    }};
    return entries;
}

const MeasureEntry &entryOf(Measure measure)
{
    return measures()[size_t(measure)];
}

const MeasureEntry *measureByWord(QStringView word)
{
    const auto all = measures();
    const auto found = std::find_if(
        all.begin(), all.end(), [word](const MeasureEntry &entry) { return entry.word == word; });
    return found == all.end() ? nullptr : &*found;
}

std::optional<double> valueOf(Measure measure, const MailFigures &figures)
{
    const auto delivered = double(figures.delivered);
    switch (measure) {
    case Measure::Mails:
        return double(figures.mails);
    case Measure::Delivered:
        return delivered;
    case Measure::BounceRate:
        return ratio(double(figures.bounced), double(figures.mails));
    case Measure::OpenRate:
        return ratio(double(figures.opened), delivered);
    case Measure::ClickRate:
        return ratio(double(figures.clicked), delivered);
    case Measure::ClickToOpen:
        return ratio(double(figures.clicked), double(std::max(figures.opened, figures.clicked)));
    case Measure::Orders:
        return figures.orders;
    case Measure::PlacedOrderRate:
        return ratio(double(figures.buyers), delivered);
    case Measure::Revenue:
        return figures.revenue;
    case Measure::RevenuePerRecipient:
        return ratio(figures.revenue, delivered);
    case Measure::AverageOrder:
        return ratio(figures.revenue, figures.orders);
    case Measure::Units:
        return figures.units;
    case Measure::Margin:
        return ratio(figures.costed - figures.cost, figures.costed);
    case Measure::UnsubscribeRate:
        return ratio(double(figures.left), delivered);
    case Measure::ComplaintRate:
        return ratio(double(figures.complained), delivered);
    }
    return std::nullopt;
}

} // namespace haberdash::learning
