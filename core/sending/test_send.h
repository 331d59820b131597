// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/sending/account_check.h"
#include "core/sending/account_lanes.h"
#include "core/store/campaign_repository.h"

namespace haberdash::sending {

/// One mail of a test, and what the server said.
struct TestResult
{
    QString variant;
    AccountCheck answer;
};

/// Sends every email of a campaign to one address of the shop's own, as one customer would get it, with
/// “[Test]” in front of the subject. Way out and codes are those of a preview: nobody unsubscribes by trying.
/// Not in the books of the campaign, but in a book of its own. Refused for an address that must not be
/// written to, and for more than a few dozen tests an hour, so that this is no second way out past the gate.
/// @param likeWhom nothing: the first customer of the audience
[[nodiscard]] Result<QList<TestResult>> sendTest(store::Connection &connection,
    const store::Campaign &campaign, const QString &address, std::optional<CustomerId> likeWhom,
    const OpenTransport &openTransport, const Clock &clock, Timestamp asOf);

} // namespace haberdash::sending
