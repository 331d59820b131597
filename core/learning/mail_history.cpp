// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/mail_history.h"

#include "core/store/workspace.h"

#include <QRegularExpression>

namespace haberdash::learning {

using namespace Qt::Literals::StringLiterals;

Result<MailHistory> MailHistory::read(store::Connection &connection,
    std::shared_ptr<const facts::Facts> facts, Timestamp asOf, const CreditRule &rule)
{
    MailHistory history;
    history.asOf = asOf;
    HABERDASH_TRY_ASSIGN(info, store::readWorkspaceInfo(connection));
    history.currency = info.currency;
    history.zone = info.timeZone;
    HABERDASH_TRY_ASSIGN(coupons, store::couponOrigins(connection));
    history.coupons = std::move(coupons);
    HABERDASH_TRY_ASSIGN(costs, store::pieceCosts(connection));
    history.costs = std::move(costs);
    HABERDASH_TRY_ASSIGN(descriptions, store::mailingDescriptions(connection));
    history.descriptions = std::move(descriptions);
    history.mailings = Mailings::gather(std::move(facts), asOf);
    history.outcomes = SendOutcomes::compute(history.mailings, history.coupons, history.costs, rule);
    return history;
}

bool isPersonal(const store::VariantText &variant)
{
    static const QRegularExpression asks(u"\\bcustomer\\.(?!(first_name|last_name|name|email)\\b)"_s);
    return !variant.isGeneric && (variant.subject.contains(asks) || variant.body.contains(asks));
}

std::array<FollowedKind, 2> genericAndPersonal(const MailHistory &history)
{
    std::array<FollowedKind, 2> kinds{FollowedKind{u"Generic"_s, {}}, FollowedKind{u"Personal"_s, {}}};
    for (const store::MailingDescription &description : history.descriptions) {
        const auto mailing = history.mailings->find(description.name);
        if (!mailing)
            continue;
        for (qsizetype variant = 0; variant < description.variants.size(); ++variant)
            kinds[isPersonal(description.variants[variant]) ? 1 : 0].arms.push_back(
                {*mailing, quint8(variant)});
    }
    return kinds;
}

} // namespace haberdash::learning
