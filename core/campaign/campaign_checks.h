// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign_planner.h"
#include "core/compose/checks/email_check.h"

namespace haberdash::campaign {

/// What the checks said of one of a campaign's emails.
struct VariantFindings
{
    QString variant;
    std::vector<compose::Finding> findings; ///< the gravest first
};

/// Runs all checks on each email of a campaign, over those who would get it by the plan. A campaign without
/// an account is looked at as one whose messages have no sender yet.
[[nodiscard]] Result<std::vector<VariantFindings>> checkEmails(store::Connection &connection,
    const store::Campaign &campaign, const Plan &plan, Timestamp asOf, Progress &progress);

/// Refused with the first thing that must be mended; nothing where there is none.
[[nodiscard]] Result<> refuseErrors(const std::vector<VariantFindings> &checks);

} // namespace haberdash::campaign
