// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/send_outcomes.h"

#include <algorithm>

namespace haberdash::learning {

bool restsOnOrders(Measure measure)
{
    switch (measure) {
    case Measure::Orders:
    case Measure::PlacedOrderRate:
    case Measure::Revenue:
    case Measure::RevenuePerRecipient:
    case Measure::AverageOrder:
    case Measure::Units:
    case Measure::Margin:
        return true;
    default:
        return false;
    }
}

bool isCounted(Measure measure, const Send &send)
{
    const bool isDelivered = send.state == Send::State::Delivered;
    switch (measure) {
    case Measure::Mails:
        return send.state != Send::State::HeldOut;
    case Measure::Delivered:
        return isDelivered;
    case Measure::BounceRate:
        return send.state == Send::State::Bounced;
    case Measure::OpenRate:
        return isDelivered && send.openedAfter != Send::never;
    case Measure::ClickRate:
    case Measure::ClickToOpen:
        return isDelivered && send.clickedAfter != Send::never;
    case Measure::UnsubscribeRate:
        return isDelivered && send.leftAfter != Send::never;
    case Measure::ComplaintRate:
        return isDelivered && send.complainedAfter != Send::never;
    default:
        return false;
    }
}

SendOutcomes::SendOutcomes(std::shared_ptr<const Mailings> mailings, const CreditRule &rule)
    : m_mailings(std::move(mailings))
    , m_rule(rule)
{ }

std::shared_ptr<const SendOutcomes> SendOutcomes::compute(std::shared_ptr<const Mailings> mailings,
    const CouponOrigins &coupons, const QList<store::PieceCost> &costs, const CreditRule &rule)
{
    std::shared_ptr<SendOutcomes> outcomes(new SendOutcomes(std::move(mailings), rule));
    const Mailings &all = *outcomes->m_mailings;
    struct Reader
    {
        PurchaseReader purchases;
        CreditFinder finder;
        BasketReader baskets;
    };
    std::vector<Reader> readers;
    for (const auto &part : all.facts().parts())
        readers.push_back({PurchaseReader(*part.shard, all.asOf()), CreditFinder(all, *part.shard, coupons),
            BasketReader(all.facts(), *part.shard, costs)});
    for (const Reader &reader : readers)
        outcomes->m_knowsCosts |= reader.baskets.knowsCosts();

    const Send *const firstSend = all.all().data();
    std::vector<const Send *> candidates;
    std::vector<Share> shares;
    std::vector<SendOutcome> ofRow;
    for (size_t row = 0; row < all.facts().size(); ++row) {
        const std::span<const Send> sends = all.of(row);
        if (sends.empty())
            continue;
        const auto place = all.places()[row];
        const Reader &reader = readers[place.part];
        ofRow.clear();
        reader.purchases.forEach(place.row, [&](const Purchase &purchase) {
            reader.finder.findCandidates(purchase, sends, rule.days, candidates);
            reader.finder.findShares(purchase, candidates, rule, shares);
            if (shares.empty())
                return;
            const Basket basket = reader.baskets.read(purchase.entry);
            for (const Share &share : shares)
                ofRow.push_back({size_t(share.send - firstSend), share.part,
                    share.part * double(purchase.net), share.part * double(basket.units),
                    share.part * double(basket.costed), share.part * double(basket.cost)});
        });
        std::stable_sort(ofRow.begin(), ofRow.end(),
            [](const SendOutcome &one, const SendOutcome &other) { return one.send < other.send; });
        for (const SendOutcome &one : ofRow) {
            auto &known = outcomes->m_outcomes;
            if (known.empty() || known.back().send != one.send) {
                known.push_back(one);
                continue;
            }
            known.back().orders += one.orders;
            known.back().revenue += one.revenue;
            known.back().units += one.units;
            known.back().costed += one.costed;
            known.back().cost += one.cost;
        }
    }
    return outcomes;
}

void SendOutcomes::add(MailFigures &figures, const Send &send, const SendOutcome *outcome)
{
    if (send.state == Send::State::HeldOut) {
        ++figures.heldOut;
        return;
    }
    ++figures.mails;
    if (send.state == Send::State::Bounced) {
        ++figures.bounced;
        return;
    }
    ++figures.delivered;
    figures.opened += send.openedAfter != Send::never;
    figures.clicked += send.clickedAfter != Send::never;
    figures.left += send.leftAfter != Send::never;
    figures.complained += send.complainedAfter != Send::never;
    if (!outcome)
        return;
    ++figures.buyers;
    figures.orders += outcome->orders;
    figures.revenue += outcome->revenue;
    figures.units += outcome->units;
    figures.costed += outcome->costed;
    figures.cost += outcome->cost;
}

std::vector<MailFigures> SendOutcomes::byMailing(const Stretch &stretch) const
{
    return cut(m_mailings->list().size(), stretch, [](const Send &send) { return int(send.mailing); });
}

std::vector<MailFigures> SendOutcomes::byVariant(quint16 mailing) const
{
    return cut(size_t(m_mailings->list()[mailing].variants.size()), Stretch::always(),
        [mailing](const Send &send) { return send.mailing == mailing ? int(send.variant) : -1; });
}

MailFigures SendOutcomes::whole(const Stretch &stretch) const
{
    return cut(1, stretch, [](const Send &) { return 0; }).front();
}

} // namespace haberdash::learning
