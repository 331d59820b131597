// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/attribution.h"

#include <algorithm>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 day = 86'400'000;

struct CreditWords
{
    QString word;
    QString name;
    QString meaning;
};

const CreditWords &wordsOf(Credit credit)
{
    static const std::array<CreditWords, creditCount> words{{
        {u"click"_s, u"Last click"_s, u"The whole order goes to the last mail that they clicked in."_s},
        {u"open-or-click"_s, u"Last open or click"_s,
            u"The whole order goes to the last mail that they opened or clicked in."_s},
        {u"coupon"_s, u"Coupon"_s, u"The whole order goes to the mail whose coupon code they used."_s},
        {u"last-touch"_s, u"Last mail sent"_s,
            u"The whole order goes to the last mail that they were sent, whether they read it or not."_s},
        {u"first-touch"_s, u"First mail sent"_s,
            u"The whole order goes to the first mail that they were sent in these days."_s},
        {u"fractional"_s, u"Shared"_s,
            u"All mails that they opened or clicked in get equal parts of the order."_s},
    }};
    return words[size_t(credit)];
}

/// When somebody last turned to a mail before an instant; nothing where they did not.
std::optional<qint64> engagedAt(const Send &send, qint64 before, bool clicksOnly)
{
    std::optional<qint64> latest;
    const auto look = [&](quint32 after) {
        const qint64 at = send.at + qint64(after) * 1000;
        if (after != Send::never && at <= before)
            latest = std::max(latest.value_or(at), at);
    };
    look(send.clickedAfter);
    if (!clicksOnly)
        look(send.openedAfter);
    return latest;
}

} // namespace

QString toWord(Credit credit)
{
    return wordsOf(credit).word;
}

std::optional<Credit> creditFromWord(QStringView word)
{
    for (const Credit credit : allCredits) {
        if (word == wordsOf(credit).word)
            return credit;
    }
    return std::nullopt;
}

QString nameOf(Credit credit)
{
    return wordsOf(credit).name;
}

QString meaningOf(Credit credit)
{
    return wordsOf(credit).meaning;
}

CreditFinder::CreditFinder(
    const Mailings &mailings, const facts::FactShard &shard, const CouponOrigins &coupons)
{
    if (coupons.isEmpty())
        return;
    for (size_t i = 0; i < shard.orders.time.size(); ++i) {
        const quint32 text = shard.orders.coupon[i];
        if (text == 0 || m_mailingOfCoupon.contains(text))
            continue;
        const auto view = shard.texts.text(text);
        const auto origin
            = coupons.constFind(QString::fromUtf8(view.data(), qsizetype(view.size())).toLower());
        if (origin == coupons.constEnd())
            continue;
        if (const auto mailing = mailings.find(*origin))
            m_mailingOfCoupon.emplace(text, *mailing);
    }
}

void CreditFinder::findCandidates(
    const Purchase &purchase, std::span<const Send> sends, int days, std::vector<const Send *> &found) const
{
    found.clear();
    const qint64 earliest = purchase.at - days * day;
    for (const Send &send : sends) {
        if (send.at > purchase.at)
            break;
        if (send.state != Send::State::Delivered)
            continue;
        const auto engaged = engagedAt(send, purchase.at, false);
        if (send.at >= earliest || (engaged && *engaged >= earliest))
            found.push_back(&send);
    }
}

void CreditFinder::findShares(const Purchase &purchase, std::span<const Send *const> candidates,
    const CreditRule &rule, std::vector<Share> &found) const
{
    found.clear();
    const qint64 earliest = purchase.at - rule.days * day;
    const auto engaged = [&](const Send *send) {
        const auto at = engagedAt(*send, purchase.at, rule.credit == Credit::Click);
        return at && *at >= earliest ? at : std::nullopt;
    };
    const Send *whole = nullptr;
    switch (rule.credit) {
    case Credit::Click:
    case Credit::OpenOrClick: {
        qint64 latest = earliest;
        for (const Send *send : candidates) {
            if (const auto at = engaged(send); at && *at >= latest) {
                whole = send;
                latest = *at;
            }
        }
        break;
    }
    case Credit::Coupon: {
        const auto mailing = m_mailingOfCoupon.find(purchase.coupon);
        for (const Send *send : candidates) {
            if (purchase.coupon != 0 && mailing != m_mailingOfCoupon.end() && send->mailing == mailing->second
                && send->at >= earliest)
                whole = send;
        }
        break;
    }
    case Credit::LastTouch:
        if (!candidates.empty() && candidates.back()->at >= earliest)
            whole = candidates.back();
        break;
    case Credit::FirstTouch: {
        const auto first = std::find_if(candidates.begin(), candidates.end(),
            [earliest](const Send *send) { return send->at >= earliest; });
        whole = first == candidates.end() ? nullptr : *first;
        break;
    }
    case Credit::Fractional:
        for (const Send *send : candidates) {
            if (engaged(send))
                found.push_back({send, 0});
        }
        for (Share &share : found)
            share.part = 1.0 / double(found.size());
        break;
    }
    if (whole)
        found.push_back({whole, 1});
}

namespace {

/// Calls `use(row, part, finder, purchase, sends)` for each purchase of a stretch.
template<typename Use>
void forEachPurchase(const Mailings &mailings, const CouponOrigins &coupons, const Stretch &stretch, Use use)
{
    struct Reader
    {
        PurchaseReader purchases;
        CreditFinder finder;
    };
    std::vector<Reader> readers;
    for (const auto &part : mailings.facts().parts())
        readers.push_back(
            {PurchaseReader(*part.shard, mailings.asOf()), CreditFinder(mailings, *part.shard, coupons)});
    for (size_t row = 0; row < mailings.facts().size(); ++row) {
        const auto place = mailings.places()[row];
        readers[place.part].purchases.forEach(place.row, [&](const Purchase &purchase) {
            if (stretch.holds(purchase.at))
                use(quint32(row), place.part, readers[place.part].finder, purchase, mailings.of(row));
        });
    }
}

} // namespace

AttributionTable attribute(const Mailings &mailings, const CouponOrigins &coupons, const Stretch &stretch,
    std::optional<quint16> mailing)
{
    AttributionTable table;
    std::vector<const Send *> candidates;
    std::vector<Share> shares;
    forEachPurchase(mailings, coupons, stretch,
        [&](quint32, quint32 part, const CreditFinder &finder, const Purchase &purchase,
            std::span<const Send> sends) {
            ++table.all.orders;
            table.all.revenue += double(purchase.net);
            const auto &orders = mailings.facts().parts()[part].shard->orders;
            table.withoutRate += orders.total[purchase.entry] == facts::ValueColumn::unknown;
            finder.findCandidates(purchase, sends, windowDays.back(), candidates);
            if (candidates.empty())
                return;
            for (const Credit credit : allCredits) {
                for (int window = 0; window < windowCount; ++window) {
                    auto &cell = table.cells[size_t(credit)][size_t(window)];
                    finder.findShares(purchase, candidates, {credit, windowDays[size_t(window)]}, shares);
                    for (const Share &share : shares) {
                        if (mailing && share.send->mailing != *mailing)
                            continue;
                        cell.orders += share.part;
                        cell.revenue += share.part * double(purchase.net);
                    }
                }
            }
        });
    return table;
}

std::vector<CreditedOrder> creditedOrders(const Mailings &mailings, const CouponOrigins &coupons,
    const Stretch &stretch, const CreditRule &rule, std::optional<quint16> mailing)
{
    std::vector<CreditedOrder> orders;
    std::vector<const Send *> candidates;
    std::vector<Share> shares;
    forEachPurchase(mailings, coupons, stretch,
        [&](quint32 row, quint32 part, const CreditFinder &finder, const Purchase &purchase,
            std::span<const Send> sends) {
            finder.findCandidates(purchase, sends, rule.days, candidates);
            finder.findShares(purchase, candidates, rule, shares);
            for (const Share &share : shares) {
                if (!mailing || share.send->mailing == *mailing)
                    orders.push_back(
                        {row, part, purchase, share.send->mailing, share.send->variant, share.part});
            }
        });
    return orders;
}

} // namespace haberdash::learning
