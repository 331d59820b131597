// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign_planner.h"
#include "core/campaign/why_not.h"

namespace haberdash::campaign {

/// Who of an audience gets nothing, and why: audience = mailable + all of byReason.
struct LeftOut
{
    qint64 audience = 0;
    qint64 mailable = 0; ///< the gate lets them through, whatever a server says of them later
    QMap<QString, qint64> byReason; ///< by the word of the gate; who is held out, too
    [[nodiscard]] qint64 total() const { return audience - mailable; }
    friend bool operator==(const LeftOut &, const LeftOut &) = default;
};

/// Of a draft, as its plan has it.
[[nodiscard]] LeftOut leftOutOf(const Plan &plan);
/// Of a fixed audience, by the counts of its outbox.
[[nodiscard]] LeftOut leftOutOf(const QMap<QString, qint64> &outboxCounts);

/// The people of a plan who get nothing, by reason, in the order of the plan.
[[nodiscard]] QMap<QString, QList<CustomerId>> peopleLeftOut(const Plan &plan);

/// One of them.
struct LeftOutPerson
{
    CustomerId customer;
    QString name; ///< of who has none: the address, or their number
    /// What the gate says of them at the moment of asking: what once kept them out may be over.
    WhyNot why;
    /// What stood in the way when the campaign was approved; nothing for a draft.
    std::vector<consent::Obstacle> atApproval;
    /// The obstacle that they are left out for, where it still stands.
    [[nodiscard]] const consent::Obstacle *obstacle(const QString &reason) const;
    /// The same as it was at the approval, where it is over by now.
    [[nodiscard]] const consent::Obstacle *pastObstacle(const QString &reason) const;
    friend bool operator==(const LeftOutPerson &, const LeftOutPerson &) = default;
};

/// Looks at people of a campaign's audience one by one, in their order; for the few hundred of a list on
/// screen. Whoever was erased meanwhile is missing.
/// @param reason for which a draft's plan leaves them out: lots are not in the store before the approval
[[nodiscard]] Result<QList<LeftOutPerson>> lookAtLeftOut(store::Connection &connection,
    const store::Campaign &campaign, const QList<CustomerId> &customers, Timestamp now,
    const QString &reason = {});

} // namespace haberdash::campaign
