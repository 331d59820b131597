// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/means.h"
#include "core/learning/attribution.h"
#include "core/learning/mailings.h"

namespace haberdash::learning {

/// Those who got a mailing beside those who were left out of it on purpose: the only comparison that tells
/// what mail brought by itself.
struct HoldoutComparison
{
    quint16 mailing = 0;
    int days = 0;
    qint64 mailed = 0; ///< people, mails that came back included
    qint64 mailedBuyers = 0; ///< with any order within the days
    double mailedRevenue = 0; ///< minor units
    qint64 heldOut = 0;
    qint64 heldOutBuyers = 0;
    double heldOutRevenue = 0;
    /// What mail brought beyond what would have come anyway, or why that cannot be said.
    experiment::Outcome<experiment::IncrementalResult> increment
        = experiment::noResult(QStringLiteral("Nobody was left out of this mailing on purpose."));
    /// Interval of the revenue that mail brought, minor units: by Welch's test from 30 buyers a side on, by
    /// bootstrap (BCa) from 5 on, none below.
    experiment::Outcome<experiment::Range> revenueRange
        = experiment::noResult(QStringLiteral("Nobody was left out of this mailing on purpose."));
    bool isComplete = true; ///< the days were over for everybody
};

/// Of each mailing of a stretch that left people out, in the order of mailings.
[[nodiscard]] std::vector<HoldoutComparison> compareHoldouts(
    const Mailings &mailings, const Stretch &stretch, int days);

} // namespace haberdash::learning
