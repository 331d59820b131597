// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/following.h"

#include "core/learning/purchases.h"

#include <algorithm>
#include <set>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 month = qint64(30) * 86'400'000;

/// What one person came to month by month.
struct Walk
{
    int months = 0; ///< that are over
    std::vector<double> revenue; ///< by month, not added up
    std::vector<int> orders;
};

/// Whether each mailing that one kind uses has an arm of the other.
bool drawnByLot(const std::array<FollowedKind, 2> &kinds)
{
    std::array<std::set<quint16>, 2> mailings;
    for (size_t kind = 0; kind < 2; ++kind) {
        for (const MailingArm &arm : kinds[kind].arms)
            mailings[kind].insert(arm.mailing);
    }
    return !mailings[0].empty() && mailings[0] == mailings[1];
}

/// Adds up the walks of one kind for those whose month `index` is over.
struct MonthSums
{
    FollowedMonth figures;
    std::vector<double> amounts; ///< that are not zero
};

MonthSums sumsOf(const std::vector<Walk> &walks, int index)
{
    MonthSums sums;
    for (const Walk &walk : walks) {
        if (walk.months <= index)
            continue;
        double revenue = 0;
        int orders = 0;
        for (int i = 0; i <= index; ++i) {
            revenue += walk.revenue[size_t(i)];
            orders += walk.orders[size_t(i)];
        }
        ++sums.figures.people;
        sums.figures.buyers += orders > 0;
        sums.figures.repeaters += orders > 1;
        sums.figures.revenue += revenue;
        if (revenue != 0)
            sums.amounts.push_back(revenue);
    }
    if (sums.figures.people > 0)
        sums.figures.revenue /= double(sums.figures.people);
    const auto interval
        = experiment::meanInterval(experiment::MeanSummary::of(sums.amounts, double(sums.figures.people)));
    if (interval)
        sums.figures.revenueRange = *interval;
    return sums;
}

} // namespace

Following followKinds(const Mailings &mailings, const std::array<FollowedKind, 2> &kinds, int months)
{
    std::vector<std::vector<int>> kindOf(mailings.list().size());
    for (size_t i = 0; i < kindOf.size(); ++i)
        kindOf[i].assign(size_t(mailings.list()[i].variants.size()), -1);
    for (int kind = 0; kind < 2; ++kind) {
        for (const MailingArm &arm : kinds[size_t(kind)].arms)
            kindOf[arm.mailing][arm.variant] = kind;
    }
    std::vector<PurchaseReader> readers;
    for (const auto &part : mailings.facts().parts())
        readers.emplace_back(*part.shard, mailings.asOf());

    std::array<std::vector<Walk>, 2> walks;
    int longest = 0;
    for (size_t row = 0; row < mailings.facts().size(); ++row) {
        const auto sends = mailings.of(row);
        const auto first = std::find_if(sends.begin(), sends.end(), [&kindOf](const Send &send) {
            return send.state != Send::State::HeldOut && kindOf[send.mailing][send.variant] >= 0;
        });
        if (first == sends.end())
            continue;
        Walk walk;
        walk.months = int(std::min<qint64>(months, (toMilliseconds(mailings.asOf()) - first->at) / month));
        walk.revenue.resize(size_t(walk.months));
        walk.orders.resize(size_t(walk.months));
        const auto place = mailings.places()[row];
        readers[place.part].forEach(place.row, [&](const Purchase &purchase) {
            const qint64 index = purchase.at < first->at ? -1 : (purchase.at - first->at) / month;
            if (index < 0 || index >= walk.months)
                return;
            walk.revenue[size_t(index)] += double(purchase.net);
            ++walk.orders[size_t(index)];
        });
        longest = std::max(longest, walk.months);
        walks[size_t(kindOf[first->mailing][first->variant])].push_back(std::move(walk));
    }

    Following following;
    for (size_t kind = 0; kind < 2; ++kind) {
        following.names[kind] = kinds[kind].name;
        following.people[kind] = qint64(walks[kind].size());
    }
    for (int index = 0; index < longest; ++index) {
        const std::array<MonthSums, 2> sums{sumsOf(walks[0], index), sumsOf(walks[1], index)};
        for (size_t kind = 0; kind < 2; ++kind)
            following.months[kind].push_back(sums[kind].figures);
        const auto summary = [&sums](size_t kind) {
            return experiment::MeanSummary::of(sums[kind].amounts, double(sums[kind].figures.people));
        };
        const auto repeat = [&sums](size_t kind) {
            return experiment::Rate{double(sums[kind].figures.repeaters), double(sums[kind].figures.people)};
        };
        following.differences.push_back({experiment::welch(summary(0), summary(1)),
            experiment::newcombeInterval({repeat(0), repeat(1)})});
    }
    following.isByLot = drawnByLot(kinds);
    following.note = following.isByLot
        ? u"Who got which kind first was drawn by lot, so a difference beyond chance comes from the mail."_s
        : u"Who got which kind was not drawn by lot. The people may differ too, so a difference need not come from the mail."_s;
    return following;
}

} // namespace haberdash::learning
