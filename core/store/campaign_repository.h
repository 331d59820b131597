// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/campaign_settings.h"
#include "core/store/connection.h"

#include <QList>

namespace haberdash::store {

enum class CampaignState { Draft, Approved, Sending, Paused, Done, Cancelled };
[[nodiscard]] QString toWord(CampaignState state);
[[nodiscard]] CampaignState campaignStateFromWord(const QString &word);

/// One of the texts that a campaign tries, with its share of the audience.
struct CampaignVariant
{
    QString name;
    int weight = 1;
    EmailId email; ///< where the texts came from; they are copies
    QString subject;
    QString preheader;
    QString body;
    QString kind = QStringLiteral("letter"); ///< what the body is, as of an email
    QString fromName; ///< who it is from; empty: as the account says
    bool isGeneric = false; ///< says to everybody what it would say to somebody of whom nothing is known
    friend bool operator==(const CampaignVariant &, const CampaignVariant &) = default;
};

/// One planned send.
struct Campaign
{
    CampaignId id;
    QString name;
    QString rule; ///< text of the audience's rule
    AccountId account;
    CampaignState state = CampaignState::Draft;
    QString salt; ///< decides who gets which variant, for good
    int holdoutPerMille = 0;
    CampaignSettings settings;
    QString digest; ///< of audience, content and settings as approved; empty before
    Timestamp createdAt{};
    std::optional<Timestamp> approvedAt;
    std::optional<Timestamp> finishedAt;
    std::optional<Timestamp> resumesAt; ///< paused, and goes on by itself then
    QString pausedBecause; ///< in words; empty where a person paused it
    QString approvedBy;
    QList<CampaignVariant> variants;
    friend bool operator==(const Campaign &, const Campaign &) = default;
};

/// All, newest first.
[[nodiscard]] Result<QList<Campaign>> campaigns(Connection &connection);
[[nodiscard]] Result<Campaign> campaignByName(Connection &connection, const QString &name);
[[nodiscard]] Result<Campaign> campaignById(Connection &connection, CampaignId id);
/// Makes a draft. Refused where the name is taken; Invalid without a name or a variant.
[[nodiscard]] Result<CampaignId> addCampaign(Connection &connection, const Campaign &campaign, Timestamp now);
/// Replaces a draft. Refused for a campaign that was approved: take the approval back first.
[[nodiscard]] Result<> updateCampaign(Connection &connection, const Campaign &campaign);
/// Replaces the rule of a draft's audience; for a caller that has a transaction open.
[[nodiscard]] Result<> setCampaignRule(Connection &connection, CampaignId id, const QString &rule);
/// Replaces the texts of a draft; for a caller that has a transaction open.
[[nodiscard]] Result<> replaceVariants(
    Connection &connection, CampaignId id, const QList<CampaignVariant> &variants);
[[nodiscard]] Result<> setCampaignState(
    Connection &connection, CampaignId id, CampaignState state, Timestamp now);
/// Paused with the reason; goes on by itself where `resumesAt` says when.
[[nodiscard]] Result<> pauseWithReason(Connection &connection, CampaignId id, const QString &reason,
    std::optional<Timestamp> resumesAt, Timestamp now);
[[nodiscard]] Result<> setApproval(
    Connection &connection, CampaignId id, const QString &digest, const QString &approver, Timestamp now);
/// What was known when it was approved: JSON, kept with it. Empty before.
[[nodiscard]] Result<> setProof(Connection &connection, CampaignId id, const QString &json);
[[nodiscard]] Result<QString> proofOf(Connection &connection, CampaignId id);
/// Refused for a campaign that has sent anything.
[[nodiscard]] Result<> deleteCampaign(Connection &connection, CampaignId id);

} // namespace haberdash::store
