// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/money.h"
#include "core/learning/following.h"
#include "core/learning/send_outcomes.h"

namespace haberdash::learning {

/// All that questions about mail need, read once: a value that several answers share.
struct MailHistory
{
    std::shared_ptr<const Mailings> mailings;
    std::shared_ptr<const SendOutcomes> outcomes; ///< under the chosen rule
    CouponOrigins coupons;
    QList<store::PieceCost> costs;
    QList<store::MailingDescription> descriptions;
    CurrencyCode currency;
    QTimeZone zone = QTimeZone::utc();
    Timestamp asOf;

    [[nodiscard]] static Result<MailHistory> read(store::Connection &connection,
        std::shared_ptr<const facts::Facts> facts, Timestamp asOf, const CreditRule &rule = {});
    [[nodiscard]] const facts::Facts &facts() const { return mailings->facts(); }
};

/// Generic (0) and personal (1) arms of the campaigns of this workspace: an arm is personal when its subject
/// or body asks for more of the customer than a name and an address,
/// and the arm was not made generic.
[[nodiscard]] std::array<FollowedKind, 2> genericAndPersonal(const MailHistory &history);
[[nodiscard]] bool isPersonal(const store::VariantText &variant);

} // namespace haberdash::learning
