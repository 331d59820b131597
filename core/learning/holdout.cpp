// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/holdout.h"

#include "core/experiment/bootstrap.h"
#include "core/learning/purchases.h"

namespace haberdash::learning {

namespace {

constexpr qint64 day = 86'400'000;
constexpr qint64 fewestForBootstrap = 5;
constexpr qint64 fewestForWelch = 30;
constexpr int resamples = 2000;
constexpr quint64 seed = 20080320;

/// Sums of one side.
struct Side
{
    qint64 people = 0;
    qint64 buyers = 0;
    double revenue = 0;
    std::vector<double> amounts; ///< of those who bought
};

/// What the difference of means may be, times those who got mail.
experiment::Outcome<experiment::Range> revenueRange(const Side &mailed, const Side &heldOut)
{
    const auto people = double(mailed.people);
    const auto scaled = [people](const experiment::Range &range) {
        return experiment::Range{range.low * people, range.high * people};
    };
    const qint64 fewest = std::min(mailed.buyers, heldOut.buyers);
    if (fewest < fewestForBootstrap)
        return experiment::noResult(QStringLiteral(
            "Fewer than 5 people of one side ordered, so nothing can be said of the revenue."));
    if (fewest >= fewestForWelch) {
        const auto test
            = experiment::welch(experiment::MeanSummary::of(heldOut.amounts, double(heldOut.people)),
                experiment::MeanSummary::of(mailed.amounts, people));
        if (!test)
            return tl::unexpected(test.error());
        return scaled(test->range);
    }
    const auto resampled = experiment::bootstrapDifference(
        {heldOut.amounts, double(heldOut.people)}, {mailed.amounts, people}, resamples, seed);
    if (!resampled)
        return tl::unexpected(resampled.error());
    return scaled(resampled->bca);
}

} // namespace

std::vector<HoldoutComparison> compareHoldouts(const Mailings &mailings, const Stretch &stretch, int days)
{
    std::vector<bool> hasHoldout(mailings.list().size(), false);
    for (const Send &send : mailings.all()) {
        if (send.state == Send::State::HeldOut && stretch.holds(send.at))
            hasHoldout[send.mailing] = true;
    }
    std::vector<std::array<Side, 2>> sides(mailings.list().size());
    std::vector<bool> isOpen(mailings.list().size(), false);
    std::vector<PurchaseReader> readers;
    for (const auto &part : mailings.facts().parts())
        readers.emplace_back(*part.shard, mailings.asOf());
    std::vector<Purchase> purchases;
    for (size_t row = 0; row < mailings.facts().size(); ++row) {
        const auto sends = mailings.of(row);
        bool isRead = false;
        for (const Send &send : sends) {
            if (!hasHoldout[send.mailing] || !stretch.holds(send.at))
                continue;
            if (!isRead) {
                purchases.clear();
                const auto place = mailings.places()[row];
                readers[place.part].forEach(
                    place.row, [&](const Purchase &purchase) { purchases.push_back(purchase); });
                isRead = true;
            }
            Side &side = sides[send.mailing][send.state == Send::State::HeldOut ? 1 : 0];
            const Stretch within{send.at, send.at + days * day};
            isOpen[send.mailing] = isOpen[send.mailing] || within.to > toMilliseconds(mailings.asOf());
            ++side.people;
            double amount = 0;
            bool bought = false;
            for (const Purchase &purchase : purchases) {
                if (within.holds(purchase.at)) {
                    bought = true;
                    amount += double(purchase.net);
                }
            }
            if (bought) {
                ++side.buyers;
                side.revenue += amount;
                side.amounts.push_back(amount);
            }
        }
    }
    std::vector<HoldoutComparison> comparisons;
    for (size_t mailing = 0; mailing < sides.size(); ++mailing) {
        if (!hasHoldout[mailing])
            continue;
        const auto &[mailed, heldOut] = sides[mailing];
        HoldoutComparison one;
        one.mailing = quint16(mailing);
        one.days = days;
        one.mailed = mailed.people;
        one.mailedBuyers = mailed.buyers;
        one.mailedRevenue = mailed.revenue;
        one.heldOut = heldOut.people;
        one.heldOutBuyers = heldOut.buyers;
        one.heldOutRevenue = heldOut.revenue;
        one.isComplete = !isOpen[mailing];
        one.increment = experiment::holdoutIncrement({double(mailed.buyers), double(mailed.people)},
            mailed.revenue, {double(heldOut.buyers), double(heldOut.people)}, heldOut.revenue);
        one.revenueRange = revenueRange(mailed, heldOut);
        comparisons.push_back(std::move(one));
    }
    return comparisons;
}

} // namespace haberdash::learning
