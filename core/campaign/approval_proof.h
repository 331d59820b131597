// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign_checks.h"

#include <QJsonObject>

namespace haberdash::campaign {

/// What was known when a campaign was approved, for whoever asks later: audience with its hash, why each of
/// them may be written to, who was left out and why, what the checks said, who said yes and when. No names
/// and no addresses, so that it can be shown around and outlives an erasure.
[[nodiscard]] QJsonObject makeProof(const store::Campaign &campaign, const Plan &plan,
    const QStringList &accounts, const std::vector<VariantFindings> &checks, const QString &approver,
    Timestamp now);

/// SHA-256 of the numbers of those who get mail, in order: two lists are the same, or not.
[[nodiscard]] QString audienceHash(const Plan &plan);

} // namespace haberdash::campaign
