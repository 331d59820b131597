// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QList>

#include <optional>

namespace haberdash::store {

/// What an arm of a trial had reached when it was decided.
struct TrialFigure
{
    QString variant;
    qint64 recipients = 0;
    qint64 count = 0; ///< recipients who clicked or ordered
    double revenue = 0; ///< in whole units; of revenue only
    friend bool operator==(const TrialFigure &, const TrialFigure &) = default;
};

/// What came of a campaign's trial.
struct TrialDecision
{
    enum class Kind { Winner, Equivalent, NoWinner, Insufficient, Blocked, ByHand };
    Kind kind = Kind::NoWinner;
    Timestamp decidedAt{};
    std::optional<int> variant; ///< what the rest gets; nothing while a person is asked
    QString pickedBy; ///< who chose; empty where the rule did
    QString reason; ///< an English sentence
    QList<TrialFigure> figures;
    friend bool operator==(const TrialDecision &, const TrialDecision &) = default;
};
/// "winner", "no_winner" ...
[[nodiscard]] QString toWord(TrialDecision::Kind kind);

/// How far a trial has come.
struct TrialProgress
{
    qint64 drawn = 0; ///< who is in the trial and not in the rest, whatever became of the mail
    qint64 open = 0; ///< of them, mails that have not been tried yet
    qint64 waiting = 0; ///< the rest, as long as nobody knows what they get
    std::optional<Timestamp> lastMail; ///< of the trial
    friend bool operator==(const TrialProgress &, const TrialProgress &) = default;
};

[[nodiscard]] Result<TrialProgress> trialProgress(Connection &connection, CampaignId campaign);
[[nodiscard]] Result<std::optional<TrialDecision>> trialDecision(Connection &connection, CampaignId campaign);
/// Keeps the decision in the place of an earlier one; where it names a variant, the rest gets it and may be
/// sent from `decidedAt` on, with the same time between them as was planned. In the caller's transaction.
[[nodiscard]] Result<> keepTrialDecision(
    Connection &connection, CampaignId campaign, const TrialDecision &decision);
/// As if there had been no trial; for a campaign that is a draft again.
[[nodiscard]] Result<> forgetTrial(Connection &connection, CampaignId campaign);

} // namespace haberdash::store
