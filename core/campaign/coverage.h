// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/campaign/message_maker.h"
#include "core/compose/checks/email_check.h"

namespace haberdash::campaign {

/// Customers for whom the same was decided everywhere: they read the same mail but for their values.
struct CoverageGroup
{
    std::vector<compose::DecisionTaken> decisions;
    qint64 customers = 0;
    std::vector<CustomerId> specimens; ///< the first few of them
    friend bool operator==(const CoverageGroup &, const CoverageGroup &) = default;
};

/// All the different mails that one design becomes over an audience. The customers of all groups, and those
/// whose mail cannot be made, add up to the audience.
struct Coverage
{
    std::vector<compose::DecisionSite> sites;
    std::vector<CoverageGroup> groups; ///< the largest first
    std::vector<compose::FillRate> fillRates; ///< of every value that is written
    std::vector<compose::FillRate> written; ///< the same, where it is written: what an `if` keeps away is not
    qint64 audience = 0;
    qint64 failed = 0;
    std::optional<Error> firstFailure;
};

/// @param settings as for messages; `asOf` says what was known of the customers
/// Cancelled where the progress says so.
[[nodiscard]] Result<Coverage> coverageOf(store::Connection &connection, const compose::EmailDesign &design,
    const std::vector<CustomerId> &audience, const MakerSettings &settings, Progress &progress);

} // namespace haberdash::campaign
