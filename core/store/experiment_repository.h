// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/experiment/outcomes.h"
#include "core/store/connection.h"

#include <QList>

namespace haberdash::store {

/// An arm as planned.
struct PlannedArm
{
    QString name;
    double weight = 1;
    friend bool operator==(const PlannedArm &, const PlannedArm &) = default;
};

/// A test that somebody wants to keep an eye on.
struct SavedExperiment
{
    enum class Source { Campaign, File };

    ExperimentId id;
    QString name;
    Source source = Source::Campaign;
    QString campaign; ///< its name; empty when the campaign is gone or there was none
    QString measure; ///< what it was made for: "orders", "clicks", "revenue", or a column of the file
    int windowHours = 336; ///< how long after its mail a deed counts
    QString control;
    QList<PlannedArm> arms;
    QString result; ///< the last result as JSON, where it comes from a file; may be empty
    Timestamp createdAt;
    friend bool operator==(const SavedExperiment &, const SavedExperiment &) = default;
};

/// All, the newest first.
[[nodiscard]] Result<QList<SavedExperiment>> savedExperiments(Connection &connection);
[[nodiscard]] Result<SavedExperiment> experimentByName(Connection &connection, const QString &name);
/// Makes an experiment (id not set) or replaces one. Refused where another one has the name; NotFound where
/// there is no such campaign.
[[nodiscard]] Result<ExperimentId> saveExperiment(
    Connection &connection, const SavedExperiment &experiment, Timestamp now);
[[nodiscard]] Result<> deleteExperiment(Connection &connection, ExperimentId id);

/// The arm of those whom a campaign left without mail.
[[nodiscard]] QString holdoutName();

/// An experiment about a campaign for which nobody saved one: its variants and holdout with their planned
/// shares, the holdout as control where there is one. NotFound where there is no such campaign.
[[nodiscard]] Result<SavedExperiment> experimentOfCampaign(Connection &connection, const QString &campaign);

/// What the recipients of the experiment's campaign did within the window, as of an instant: "clicks" (of
/// this campaign's mail), "orders" (any that was not cancelled or refunded in full) and "revenue" (total less
/// refunds, in whole units of the shop's currency). A unit is a customer, in the arm that was drawn for them,
/// whatever became of the mail; those whom the gate skipped were never drawn. The window of the holdout
/// begins with the first mail. Invalid: no campaign, or nothing was sent yet.
[[nodiscard]] Result<experiment::Outcomes> campaignOutcomes(
    Connection &connection, const SavedExperiment &experiment, Timestamp asOf);

/// Those whom mail reached against the shop's control group.
struct ControlGroupOutcomes
{
    experiment::Outcomes outcomes; ///< control group first, then those who got mail; "orders" and "revenue"
    double controlRevenue = 0; ///< of each, in whole units
    double mailedRevenue = 0;
};
/// What people did from the first campaign on that would have reached them, in `[from, to)`: who got its
/// mail, whatever became of it, against who would have got it but for the control group. Both are chosen by
/// the same gate. Invalid: no control group then, others were drawn in between, or no mail went out.
[[nodiscard]] Result<ControlGroupOutcomes> controlGroupOutcomes(
    Connection &connection, Timestamp from, Timestamp to, Timestamp asOf);

} // namespace haberdash::store
