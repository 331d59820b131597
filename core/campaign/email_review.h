// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/campaign/coverage.h"

namespace haberdash::campaign {

/// What the checks say of an email over an audience.
struct EmailReview
{
    std::vector<compose::Finding> findings; ///< the gravest first
    Coverage coverage;
    std::vector<CustomerId> specimens; ///< whose mails were looked at
    [[nodiscard]] bool mayBeSent() const;
    /// Takes more findings in, each where its severity puts it.
    void add(const std::vector<compose::Finding> &more);
};

/// Runs all checks: fill rates over the whole audience, the rest over the mails of a few who differ (typical,
/// richest, without orders, without a name ...). Cancelled where the progress says so.
[[nodiscard]] Result<EmailReview> reviewEmail(store::Connection &connection,
    const compose::EmailDesign &design, const std::vector<CustomerId> &audience,
    const MakerSettings &settings, Progress &progress);

} // namespace haberdash::campaign
