// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/campaign_repository.h"

#include "core/store/transaction.h"

#include <algorithm>
#include <array>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::array<QString, 6> stateWords{
    u"draft"_s, u"approved"_s, u"sending"_s, u"paused"_s, u"done"_s, u"cancelled"_s};

const QString columns
    = u"SELECT id, name, rule, account_id, state, salt, holdout_per_mille, cap_messages, "
      u"cap_days, cap_gap_hours, "
      u"digest, created_at, approved_at, finished_at, settings, resumes_at, paused_because, approved_by FROM campaign "_s;

Campaign readRow(const Statement &row)
{
    Campaign campaign;
    campaign.id = row.id<CampaignId>(0);
    campaign.name = row.text(1);
    campaign.rule = row.text(2);
    campaign.account = row.id<AccountId>(3);
    campaign.state = campaignStateFromWord(row.text(4));
    campaign.salt = row.text(5);
    campaign.holdoutPerMille = int(row.integer(6));
    campaign.settings = settingsFromJson(row.text(14));
    campaign.settings.gate.frequency = {int(row.integer(7)), int(row.integer(8)), int(row.integer(9))};
    campaign.digest = row.text(10);
    campaign.createdAt = row.timestamp(11);
    campaign.approvedAt = row.optionalTimestamp(12);
    campaign.finishedAt = row.optionalTimestamp(13);
    campaign.resumesAt = row.optionalTimestamp(15);
    campaign.pausedBecause = row.text(16);
    campaign.approvedBy = row.text(17);
    return campaign;
}

Result<> readVariants(Connection &connection, Campaign &campaign)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT name, weight, email_id, subject, preheader, body, kind, from_name, is_generic "
            u"FROM campaign_variant "
            u"WHERE campaign_id = ?1 "
            u"ORDER BY position"_s));
    rows.bind(1, campaign.id);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return {};
        campaign.variants.append({rows.text(0), int(rows.integer(1)), rows.id<EmailId>(2), rows.text(3),
            rows.text(4), rows.text(5), rows.text(6), rows.text(7), rows.integer(8) != 0});
    }
}

Result<> check(Connection &connection, const Campaign &campaign)
{
    if (campaign.name.trimmed().isEmpty())
        return failure(Error::Code::Invalid, u"A campaign needs a name. Nothing was saved."_s);
    if (campaign.variants.isEmpty())
        return failure(Error::Code::Invalid, u"A campaign needs at least one email. Nothing was saved."_s);
    if (campaign.holdoutPerMille < 0 || campaign.holdoutPerMille > 900)
        return failure(Error::Code::Invalid,
            u"Between 0 and 90 % of the audience can be held out. Nothing was saved."_s);
    if (const QString mistake = mistakeIn(campaign.settings); !mistake.isEmpty())
        return failure(Error::Code::Invalid, u"%1 Nothing was saved."_s.arg(mistake));
    for (const auto &variant : campaign.variants) {
        if (variant.weight < 1)
            return failure(
                Error::Code::Invalid, u"Each email needs a share above zero. Nothing was saved."_s);
    }
    HABERDASH_TRY_ASSIGN(taken, connection.prepare(u"SELECT 1 FROM campaign WHERE name = ?1 AND id <> ?2"_s));
    HABERDASH_TRY_ASSIGN(isTaken, taken.bind(1, campaign.name.trimmed()).bind(2, campaign.id.value()).step());
    if (isTaken)
        return failure(Error::Code::Refused,
            u"There is a campaign “%1” already. Nothing was saved; choose another name."_s.arg(
                campaign.name));
    return {};
}

Result<Campaign> readOne(Connection &connection, Statement &row, const QString &missing)
{
    HABERDASH_TRY_ASSIGN(found, row.step());
    if (!found)
        return failure(Error::Code::NotFound, missing);
    auto campaign = readRow(row);
    HABERDASH_TRY(readVariants(connection, campaign));
    return campaign;
}

} // namespace

QString toWord(CampaignState state)
{
    return stateWords[size_t(state)];
}

CampaignState campaignStateFromWord(const QString &word)
{
    // The schema allows no other words.
    const auto found = std::find(stateWords.begin(), stateWords.end(), word);
    Q_ASSERT(found != stateWords.end());
    return CampaignState(found - stateWords.begin());
}

Result<QList<Campaign>> campaigns(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(columns + u"ORDER BY created_at DESC, id DESC"_s));
    QList<Campaign> list;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        list.append(readRow(rows));
    }
    for (Campaign &campaign : list)
        HABERDASH_TRY(readVariants(connection, campaign));
    return list;
}

Result<Campaign> campaignByName(Connection &connection, const QString &name)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(columns + u"WHERE name = ?1"_s));
    row.bind(1, name);
    return readOne(connection, row, u"There is no campaign “%1”."_s.arg(name));
}

Result<Campaign> campaignById(Connection &connection, CampaignId id)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(columns + u"WHERE id = ?1"_s));
    row.bind(1, id);
    return readOne(connection, row, u"The campaign is gone."_s);
}

Result<CampaignId> addCampaign(Connection &connection, const Campaign &campaign, Timestamp now)
{
    HABERDASH_TRY(check(connection, campaign));
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO campaign (name, rule, account_id, state, salt, holdout_per_mille, cap_messages, "
            u"cap_days, "
            u"cap_gap_hours, created_at, settings) VALUES (?1, ?2, ?3, 'draft', ?4, ?5, ?6, ?7, ?8, ?9, ?10)"_s));
    insert.bind(1, campaign.name.trimmed())
        .bind(2, campaign.rule)
        .bind(3, campaign.account)
        .bind(4, campaign.salt);
    const auto &frequency = campaign.settings.gate.frequency;
    insert.bind(5, campaign.holdoutPerMille)
        .bind(6, frequency.messages)
        .bind(7, frequency.days)
        .bind(8, frequency.gapHours);
    HABERDASH_TRY(insert.bind(9, now).bind(10, toJson(campaign.settings)).run());
    const CampaignId id(connection.lastInsertId());
    HABERDASH_TRY(replaceVariants(connection, id, campaign.variants));
    HABERDASH_TRY(transaction.commit());
    return id;
}

Result<> updateCampaign(Connection &connection, const Campaign &campaign)
{
    HABERDASH_TRY(check(connection, campaign));
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(update,
        connection.prepare(
            u"UPDATE campaign SET name = ?1, rule = ?2, account_id = ?3, holdout_per_mille = "
            u"?4, cap_messages = ?5, "
            u"cap_days = ?6, cap_gap_hours = ?7, settings = ?9 WHERE id = ?8 AND state = 'draft'"_s));
    update.bind(1, campaign.name.trimmed())
        .bind(2, campaign.rule)
        .bind(3, campaign.account)
        .bind(4, campaign.holdoutPerMille);
    const auto &frequency = campaign.settings.gate.frequency;
    HABERDASH_TRY(update.bind(5, frequency.messages)
                      .bind(6, frequency.days)
                      .bind(7, frequency.gapHours)
                      .bind(8, campaign.id)
                      .bind(9, toJson(campaign.settings))
                      .run());
    if (connection.changes() == 0)
        return failure(Error::Code::Refused,
            u"“%1” is approved and cannot be changed. Nothing was saved; take the approval back first."_s.arg(
                campaign.name));
    HABERDASH_TRY(replaceVariants(connection, campaign.id, campaign.variants));
    return transaction.commit();
}

Result<> setCampaignRule(Connection &connection, CampaignId id, const QString &rule)
{
    HABERDASH_TRY_ASSIGN(
        update, connection.prepare(u"UPDATE campaign SET rule = ?2 WHERE id = ?1 AND state = 'draft'"_s));
    return update.bind(1, id).bind(2, rule).run();
}

Result<> replaceVariants(Connection &connection, CampaignId id, const QList<CampaignVariant> &variants)
{
    HABERDASH_TRY_ASSIGN(clear, connection.prepare(u"DELETE FROM campaign_variant WHERE campaign_id = ?1"_s));
    HABERDASH_TRY(clear.bind(1, id).run());
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(u"INSERT INTO campaign_variant (campaign_id, position, name, weight, email_id, "
                           u"subject, preheader, body, kind, from_name, is_generic) "
                           u"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"_s));
    for (int i = 0; i < variants.size(); ++i) {
        const auto &variant = variants[i];
        insert.bind(1, id).bind(2, i).bind(3, variant.name).bind(4, variant.weight).bind(5, variant.email);
        insert.bind(6, variant.subject)
            .bind(7, variant.preheader)
            .bind(8, variant.body)
            .bind(9, variant.kind)
            .bind(10, variant.fromName)
            .bind(11, variant.isGeneric);
        HABERDASH_TRY(insert.run());
    }
    return {};
}

Result<> setCampaignState(Connection &connection, CampaignId id, CampaignState state, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(update,
        connection.prepare(u"UPDATE campaign SET state = ?2, resumes_at = NULL, paused_because = '', "
                           u"finished_at = CASE WHEN ?2 IN ('done', 'cancelled') THEN ?3 END, "
                           u"approved_at = CASE WHEN ?2 = 'draft' THEN NULL ELSE approved_at END, "
                           u"approved_by = CASE WHEN ?2 = 'draft' THEN '' ELSE approved_by END, "
                           u"proof = CASE WHEN ?2 = 'draft' THEN NULL ELSE proof END, "
                           u"digest = CASE WHEN ?2 = 'draft' THEN NULL ELSE digest END WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, toWord(state)).bind(3, now).run();
}

Result<> pauseWithReason(Connection &connection, CampaignId id, const QString &reason,
    std::optional<Timestamp> resumesAt, Timestamp now)
{
    HABERDASH_TRY(setCampaignState(connection, id, CampaignState::Paused, now));
    HABERDASH_TRY_ASSIGN(update,
        connection.prepare(u"UPDATE campaign SET paused_because = ?2, resumes_at = ?3 WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, reason).bind(3, resumesAt).run();
}

Result<> setApproval(
    Connection &connection, CampaignId id, const QString &digest, const QString &approver, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(update,
        connection.prepare(u"UPDATE campaign SET state = 'approved', digest = ?2, approved_at = ?3, "
                           u"approved_by = ?4 WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, digest).bind(3, now).bind(4, approver).run();
}

Result<> setProof(Connection &connection, CampaignId id, const QString &json)
{
    HABERDASH_TRY_ASSIGN(update, connection.prepare(u"UPDATE campaign SET proof = ?2 WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, json).run();
}

Result<QString> proofOf(Connection &connection, CampaignId id)
{
    HABERDASH_TRY_ASSIGN(row, connection.prepare(u"SELECT proof FROM campaign WHERE id = ?1"_s));
    HABERDASH_TRY(row.bind(1, id).step());
    return row.text(0);
}

Result<> deleteCampaign(Connection &connection, CampaignId id)
{
    HABERDASH_TRY_ASSIGN(mailed,
        connection.prepare(
            u"SELECT count(*) FROM outbox WHERE campaign_id = ?1 AND state IN ('claimed', 'sent', 'uncertain')"_s));
    HABERDASH_TRY(mailed.bind(1, id).step());
    if (mailed.integer(0) > 0)
        return failure(Error::Code::Refused,
            u"The campaign has sent mail; what was sent to whom must be kept. Nothing was deleted; cancel it instead."_s);
    mailed.reset();
    HABERDASH_TRY_ASSIGN(statement, connection.prepare(u"DELETE FROM campaign WHERE id = ?1"_s));
    return statement.bind(1, id).run();
}

} // namespace haberdash::store
