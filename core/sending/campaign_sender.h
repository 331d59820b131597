// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/sending/account_lanes.h"
#include "core/store/campaign_repository.h"

namespace haberdash::sending {

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
    qint64 waiting = 0; ///< for what wins the campaign's trial
    store::CampaignState state = store::CampaignState::Paused;
    QString stoppedBecause; ///< why the run ended early, in words; empty where it did not
    std::optional<Timestamp> nextAttempt; ///< when the first deferred message is due
    std::optional<Timestamp> resumesAt; ///< when the campaign goes on by itself; nothing: a person decides
    QStringList notes; ///< what else is worth knowing
};

struct SendOptions
{
    /// How long a run waits for a limit or an hour before it ends and leaves the rest to a later one.
    std::chrono::milliseconds patience{0};
    /// Messages are claimed for so long at a time as the other side is quick. Whoever pauses waits no longer
    /// than this, or than the message at hand. 0: one call at a time.
    std::chrono::milliseconds stride{40};
};

/// Sends what is planned for an approved campaign: gate, claim, wire, result. Claim and result are
/// transactions around the wire, and a journal says how far the messages between them have come, so that a
/// crash at any point leaves each message either not tried, or settled, or known to be uncertain. Refused
/// where the campaign is not approved, was changed since, has not begun yet, or another program is sending.
/// A trial whose window is over is decided first; before that the rest waits, and the run says when it ends.
[[nodiscard]] Result<SendReport> sendCampaign(store::Connection &connection, CampaignId campaign,
    const OpenTransport &openTransport, const Clock &clock, Timestamp asOf, Progress &progress,
    const SendOptions &options = {});

/// Campaigns whose time has come: approved ones that begin by themselves, and paused ones that go on by
/// themselves, the most important first.
[[nodiscard]] Result<QList<store::Campaign>> campaignsDue(store::Connection &connection, Timestamp now);

/// Another program that is sending sees it before it takes further messages in hand, see
/// `SendOptions::stride`.
[[nodiscard]] Result<> pauseCampaign(store::Connection &connection, CampaignId campaign, Timestamp now);
/// What is planned will not go out any more.
[[nodiscard]] Result<> cancelCampaign(store::Connection &connection, CampaignId campaign, Timestamp now);

/// What a person knows of a message of unknown fate.
enum class Fate { Arrived, DidNotArrive };
/// Settles an uncertain message: it arrived, or it did not and is planned again (as a new attempt; only this
/// lets an uncertain message go out once more). Refused for messages in any other state.
[[nodiscard]] Result<> settleUncertain(
    store::Connection &connection, MessageId message, Fate fate, const QString &who, Timestamp now);

} // namespace haberdash::sending
