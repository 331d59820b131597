// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/analysis.h"
#include "core/store/campaign_repository.h"
#include "core/store/trial_repository.h"

namespace haberdash::campaign {

/// How a trial stands.
struct TrialStanding
{
    store::TrialProgress progress;
    std::optional<Timestamp>
        endsAt; ///< of the window after its last mail; nothing while mails of it are to go out
    std::optional<store::TrialDecision> decision;

    /// The window is over, and nobody knows yet what the rest gets.
    [[nodiscard]] bool isOver(Timestamp now) const
    {
        return progress.waiting > 0 && endsAt && *endsAt <= now;
    }
};
/// Of a campaign with a trial; of any other one, an empty standing.
[[nodiscard]] Result<TrialStanding> trialStanding(
    store::Connection &connection, const store::Campaign &campaign, Timestamp now);
/// The arms so far, without the holdout; until it is decided only what may be looked at at any time. Nothing
/// before the first mail, and for a campaign without a trial.
[[nodiscard]] Result<std::optional<experiment::Analysis>> trialReading(store::Connection &connection,
    const store::Campaign &campaign, const TrialStanding &standing, Timestamp now);
/// "“A” 3.1 % of 600, “B” 3.9 % of 600"
[[nodiscard]] QString figuresText(const experiment::Analysis &analysis);

/// Decides a trial whose window is over, once, by its rule (METHODS, "Auto-pick rule"; revenue goes to the
/// arm that is better than each other one by the adjusted p), and lets the rest go. Gives what was decided
/// now; nothing where it is not the time, a person is to choose, or it was decided before. One transaction: a
/// crash leaves all of it or nothing.
[[nodiscard]] Result<std::optional<store::TrialDecision>> decideTrial(
    store::Connection &connection, const store::Campaign &campaign, Timestamp now);

/// A person says what the rest gets, during the trial or after it; a paused campaign goes on. Refused before
/// the first mail and where nobody waits; NotFound where the campaign has no such email.
[[nodiscard]] Result<store::TrialDecision> pickWinner(store::Connection &connection, CampaignId campaign,
    const QString &variant, const QString &who, Timestamp now);

} // namespace haberdash::campaign
