// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <vector>

namespace haberdash::store {

/// What people did in stretches of one length, one stretch of one person after the other. Amounts in whole
/// units of the workspace's currency.
struct PastDeeds
{
    qint64 stretches = 0;
    qint64 clicked = 0; ///< stretches in which a mail was clicked
    qint64 ordered = 0; ///< stretches with an order
    double revenue = 0; ///< of all, less refunds
    double revenueSquares = 0; ///< of the revenue of each stretch
    friend bool operator==(const PastDeeds &, const PastDeeds &) = default;
};

/// In the hours after each mail of a campaign: of the last year, and of the last 100,000 mails at most. Only
/// stretches that are over by `asOf` count.
[[nodiscard]] Result<PastDeeds> deedsAfterMails(
    Connection &connection, std::chrono::hours window, Timestamp asOf);

/// Somebody's past without mail, and how the group grew.
struct PastOfGroup
{
    PastDeeds deeds; ///< clicks are not counted
    qint64 joinedLately = 0; ///< became known in the last 12 weeks
    static constexpr int weeks = 12;
};
/// In stretches back from `asOf`, as many as a year has, 26 at most. A stretch counts for who was known when
/// it began, so that nobody's first order is one that a mail could have brought.
[[nodiscard]] Result<PastOfGroup> pastOf(Connection &connection, const std::vector<CustomerId> &members,
    std::chrono::hours window, Timestamp asOf);

} // namespace haberdash::store
