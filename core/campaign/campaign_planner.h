// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/campaign/split.h"
#include "core/consent/gate.h"
#include "core/segment/rule_sql.h"
#include "core/store/campaign_repository.h"
#include "core/store/outbox_repository.h"

namespace haberdash::campaign {

/// What a campaign would do: everybody whom its rule means, and what becomes of each.
struct Plan
{
    QList<store::PlannedRow> rows;
    qint64 matching = 0;
    qint64 heldOut = 0;
    QList<qint64> byVariant; ///< how many get each variant
    qint64 waiting = 0; ///< how many get what wins a trial
    QMap<QString, qint64> skipped; ///< why not, by the word of the gate
    QMap<QString, qint64> consentBases; ///< why those who get it may be written to
    /// Of audience, content and settings: any change gives another one.
    QString digest;

    /// How many get mail, now or as the winner of a trial.
    [[nodiscard]] qint64 planned() const;
};

/// Works out the plan without writing anything. Everybody passes the gate first; who passes is divided by a
/// stable hash within strata (`strataOf`) into holdout, those who wait for the winner of a trial, and
/// variants.
/// @param now the moment that the gate looks at
[[nodiscard]] Result<Plan> makePlan(store::Connection &connection, const store::Campaign &campaign,
    const segment::Context &context, Timestamp now, Progress &progress);

/// Somebody's yes.
struct Approval
{
    QString approver; ///< as others know them
    bool despiteErrors = false; ///< also where the checks say that an email must not be sent so
};

/// Fixes a campaign: renders every message once to be sure that it can be made, writes the outbox rows and
/// the digest. Refused where nobody would get it, an email cannot be rendered for somebody, the checks find
/// an error in one, or the account is missing. Keeps a proof of what was known: see `proofOf`.
[[nodiscard]] Result<Plan> approve(store::Connection &connection, CampaignId campaign,
    const segment::Context &context, const Approval &approval, Timestamp now, Progress &progress);

/// Takes the approval back: a draft again, nothing planned. Refused once mail went out.
[[nodiscard]] Result<> withdrawApproval(store::Connection &connection, CampaignId campaign, Timestamp now);

/// The digest of what is in the store now, to be held against the one that was approved.
[[nodiscard]] Result<QString> currentDigest(store::Connection &connection, const store::Campaign &campaign);

/// How a campaign divides its audience. With one email there is nothing to try first.
[[nodiscard]] Split splitOf(const store::Campaign &campaign);

/// Keeps a random salt short and readable.
[[nodiscard]] QString makeSalt(quint64 random);

} // namespace haberdash::campaign
