// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/checks/email_check.h"
#include "core/store/campaign_repository.h"

namespace haberdash::campaign {

/// What two emails of a campaign can differ in.
enum class ArmAspect {
    Subject,
    Preheader,
    Sender, ///< the name that it is from
    Content,
    Offer, ///< coupons
    Personalisation ///< one speaks to each person, the other says the same to everybody
};
/// "subject", "sender" ...
[[nodiscard]] QString toWord(ArmAspect aspect);
/// "the subject", "who it is from" ...: the end of "differ in".
[[nodiscard]] QString inWords(ArmAspect aspect);

/// How an email differs from the first one of its campaign.
struct ArmDifference
{
    QString first; ///< names of the two
    QString other;
    QList<ArmAspect> aspects;
    friend bool operator==(const ArmDifference &, const ArmDifference &) = default;
};

/// Each email but the first, held against the first. Where the one is personal and the other is not, that is
/// the difference, and not the content that comes with it; coupons of another set are an offer, not content.
/// An email that cannot be compiled is compared by its text.
[[nodiscard]] Result<std::vector<ArmDifference>> compareArms(
    store::Connection &connection, const store::Campaign &campaign);

/// "“B” differs from “A” in the subject only: what comes out is due to that."
[[nodiscard]] QString sentenceFor(const ArmDifference &difference);
/// Warnings where nothing differs, or more than one thing does.
[[nodiscard]] std::vector<compose::Finding> findingsOn(const ArmDifference &difference);

} // namespace haberdash::campaign
