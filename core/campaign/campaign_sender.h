// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/deliver/transport.h"
#include "core/store/campaign_repository.h"
#include "core/store/outbox_repository.h"

namespace haberdash::campaign {

/// What a run of sending did, and where the campaign stands after it.
struct SendReport
{
    qint64 sent = 0;
    qint64 failed = 0; ///< refused for good
    qint64 deferred = 0; ///< will be tried again
    qint64 uncertain = 0; ///< may have arrived; a person decides
    qint64 skipped = 0; ///< the gate closed between approval and sending
    qint64 recovered = 0; ///< uncertain because an earlier run was cut off
    qint64 remaining = 0; ///< planned and not yet tried
    store::CampaignState state = store::CampaignState::Paused;
    QString stoppedBecause; ///< why the run ended early, in words; empty where it did not
    std::optional<Timestamp> nextAttempt; ///< when the first deferred message is due
};

/// Sends what is planned for an approved campaign, one message at a time: gate, claim, wire, result. Claim
/// and result are transactions of their own around the wire, so that a crash at any point leaves each message
/// either not tried or known to be uncertain. Refused where the campaign is not approved, was changed since,
/// or another program is sending it.
[[nodiscard]] Result<SendReport> sendCampaign(store::Connection &connection, CampaignId campaign,
    deliver::Transport &transport, const Clock &clock, Timestamp asOf, Progress &progress);

/// Writes what would be sent as .eml files and changes nothing. Gives how many.
[[nodiscard]] Result<qint64> writeMessages(store::Connection &connection, const store::Campaign &campaign,
    const QString &folder, const Clock &clock, Timestamp asOf, Progress &progress);

/// Another program that is sending sees it before its next message.
[[nodiscard]] Result<> pauseCampaign(store::Connection &connection, CampaignId campaign, Timestamp now);
/// What is planned will not go out any more.
[[nodiscard]] Result<> cancelCampaign(store::Connection &connection, CampaignId campaign, Timestamp now);

} // namespace haberdash::campaign
