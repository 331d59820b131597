// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/coupon_uses.h"

#include "core/campaign/designs.h"
#include "core/store/campaign_repository.h"
#include "core/store/transaction.h"

#include <QSet>

#include <algorithm>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Adds the sets that blocks give codes of, those of shared blocks too; each shared block is read once.
void collectSets(const compose::Blocks &blocks, const compose::SharedBlocks &shared, QSet<QString> &seen,
    QStringList &sets)
{
    compose::forEachBlock(blocks, [&](const compose::Block &block) {
        if (const auto *coupon = std::get_if<compose::CouponBlock>(&block.content))
            sets.append(coupon->set);
        const auto *reference = std::get_if<compose::SharedBlock>(&block.content);
        if (reference && !seen.contains(reference->name)) {
            seen.insert(reference->name);
            collectSets(shared.value(reference->name), shared, seen, sets);
        }
    });
}

QStringList setsOf(const compose::EmailDesign &design, const compose::SharedBlocks &shared)
{
    QStringList sets;
    if (design.kind != compose::BodyKind::Design)
        return sets;
    if (const auto document = compose::documentFromText(design.body)) {
        QSet<QString> seen;
        collectSets(document->blocks, shared, seen, sets);
    }
    sets.removeDuplicates();
    return sets;
}

bool isOver(store::CampaignState state)
{
    return state == store::CampaignState::Done || state == store::CampaignState::Cancelled;
}

Result<QStringList> campaignsThatGive(
    store::Connection &connection, const QString &set, const compose::SharedBlocks &shared)
{
    HABERDASH_TRY_ASSIGN(campaigns, store::campaigns(connection));
    QStringList names;
    for (const auto &campaign : campaigns) {
        const auto designs = designsOf(campaign);
        if (!isOver(campaign.state) && std::any_of(designs.begin(), designs.end(), [&](const auto &design) {
                return setsOf(design, shared).contains(set, Qt::CaseInsensitive);
            }))
            names.append(campaign.name);
    }
    return names;
}

Result<> refuse(const QString &why)
{
    return failure(Error::Code::Refused, why + u" Nothing was removed."_s);
}

} // namespace

Result<QMap<QString, QStringList>> emailsByCouponSet(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(shared, readSharedBlocks(connection));
    HABERDASH_TRY_ASSIGN(emails, store::savedEmails(connection));
    QMap<QString, QStringList> uses;
    for (const auto &email : emails) {
        for (const QString &set : setsOf(designOf(email), shared))
            uses[set].append(email.name);
    }
    return uses;
}

Result<> removeCouponSet(store::Connection &connection, CouponSetId id)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(sets, store::couponSets(connection));
    const auto set
        = std::find_if(sets.begin(), sets.end(), [id](const auto &known) { return known.id == id; });
    if (set == sets.end())
        return failure(Error::Code::NotFound, u"This set of coupons is not there any more."_s);
    HABERDASH_TRY_ASSIGN(counts, store::countCoupons(connection, id, Timestamp()));
    if (counts.given > 0)
        return refuse(u"%1 codes of “%2” are in the hands of customers, who may still use them."_s.arg(
            QString::number(counts.given), set->name));
    HABERDASH_TRY_ASSIGN(uses, emailsByCouponSet(connection));
    QStringList emails;
    for (auto use = uses.cbegin(); use != uses.cend(); ++use) {
        if (use.key().compare(set->name, Qt::CaseInsensitive) == 0)
            emails.append(use.value());
    }
    if (!emails.isEmpty())
        return refuse(u"Codes of “%1” are given by the email “%2”. Take the coupon out of it first."_s.arg(
            set->name, emails.join(u"”, “"_s)));
    HABERDASH_TRY_ASSIGN(shared, readSharedBlocks(connection));
    HABERDASH_TRY_ASSIGN(campaigns, campaignsThatGive(connection, set->name, shared));
    if (!campaigns.isEmpty())
        return refuse(u"Codes of “%1” are given by the campaign “%2”, which is not over."_s.arg(
            set->name, campaigns.join(u"”, “"_s)));
    HABERDASH_TRY(store::deleteCouponSet(connection, id));
    return transaction.commit();
}

} // namespace haberdash::campaign
