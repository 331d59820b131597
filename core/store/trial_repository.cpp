// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trial_repository.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::array<QString, 6> kindWords{
    u"winner"_s, u"equivalent"_s, u"no_winner"_s, u"insufficient"_s, u"blocked"_s, u"by_hand"_s};

TrialDecision::Kind kindFromWord(const QString &word)
{
    // The schema allows no other words.
    const auto found = std::find(kindWords.begin(), kindWords.end(), word);
    Q_ASSERT(found != kindWords.end());
    return TrialDecision::Kind(found - kindWords.begin());
}

QString toJson(const QList<TrialFigure> &figures)
{
    QJsonArray array;
    for (const auto &figure : figures)
        array.append(QJsonObject{{u"variant"_s, figure.variant}, {u"recipients"_s, figure.recipients},
            {u"count"_s, figure.count}, {u"revenue"_s, figure.revenue}});
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QList<TrialFigure> figuresFromJson(const QString &json)
{
    QList<TrialFigure> figures;
    for (const auto &value : QJsonDocument::fromJson(json.toUtf8()).array()) {
        const auto object = value.toObject();
        figures.append({object[u"variant"_s].toString(), object[u"recipients"_s].toInteger(),
            object[u"count"_s].toInteger(), object[u"revenue"_s].toDouble()});
    }
    return figures;
}

} // namespace

QString toWord(TrialDecision::Kind kind)
{
    return kindWords[size_t(kind)];
}

Result<TrialProgress> trialProgress(Connection &connection, CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(
            u"SELECT count(*) FILTER (WHERE NOT is_rest AND state NOT IN ('skipped', 'held_out', "
            u"'cancelled')), "
            u"count(*) FILTER (WHERE NOT is_rest AND state IN ('planned', 'claimed')), "
            u"count(*) FILTER (WHERE state = 'waiting'), max(claimed_at) FILTER (WHERE NOT is_rest) "
            u"FROM outbox WHERE campaign_id = ?1"_s));
    HABERDASH_TRY(row.bind(1, campaign).step());
    return TrialProgress{row.integer(0), row.integer(1), row.integer(2), row.optionalTimestamp(3)};
}

Result<std::optional<TrialDecision>> trialDecision(Connection &connection, CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(row,
        connection.prepare(u"SELECT decision, decided_at, variant, coalesce(picked_by, ''), reason, figures "
                           u"FROM campaign_trial WHERE campaign_id = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, campaign).step());
    if (!found)
        return std::optional<TrialDecision>();
    TrialDecision decision{kindFromWord(row.text(0)), row.timestamp(1), {}, row.text(3), row.text(4),
        figuresFromJson(row.text(5))};
    if (!row.isNull(2))
        decision.variant = int(row.integer(2));
    return std::optional(std::move(decision));
}

Result<> keepTrialDecision(Connection &connection, CampaignId campaign, const TrialDecision &decision)
{
    HABERDASH_TRY_ASSIGN(keep,
        connection.prepare(u"INSERT INTO campaign_trial (campaign_id, decision, decided_at, variant, "
                           u"picked_by, reason, figures) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                           u"ON CONFLICT (campaign_id) DO UPDATE SET decision = ?2, decided_at = ?3, "
                           u"variant = ?4, picked_by = ?5, reason = ?6, figures = ?7"_s));
    keep.bind(1, campaign).bind(2, toWord(decision.kind)).bind(3, decision.decidedAt);
    keep.bind(4, decision.variant ? std::optional(qint64(*decision.variant)) : std::nullopt);
    keep.bindText(5, decision.pickedBy).bind(6, decision.reason).bind(7, toJson(decision.figures));
    HABERDASH_TRY(keep.run());
    if (!decision.variant)
        return {};
    HABERDASH_TRY_ASSIGN(first,
        connection.prepare(
            u"SELECT coalesce(min(due_at), 0) FROM outbox WHERE campaign_id = ?1 AND state = 'waiting'"_s));
    HABERDASH_TRY(first.bind(1, campaign).step());
    const qint64 later = std::max(qint64(0), toMilliseconds(decision.decidedAt) - first.integer(0));
    first.reset();
    HABERDASH_TRY_ASSIGN(release,
        connection.prepare(u"UPDATE outbox SET state = 'planned', variant = ?2, due_at = due_at + ?3 "
                           u"WHERE campaign_id = ?1 AND state = 'waiting'"_s));
    return release.bind(1, campaign).bind(2, *decision.variant).bind(3, later).run();
}

Result<> forgetTrial(Connection &connection, CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(
        statement, connection.prepare(u"DELETE FROM campaign_trial WHERE campaign_id = ?1"_s));
    return statement.bind(1, campaign).run();
}

} // namespace haberdash::store
