// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/approval_proof.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject toObject(const QMap<QString, qint64> &counts)
{
    QJsonObject object;
    for (auto it = counts.constBegin(); it != counts.constEnd(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QString hashOf(const store::CampaignVariant &variant)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QStringList parts{variant.subject, variant.preheader, variant.body, variant.kind};
    if (!variant.fromName.isEmpty() || variant.isGeneric) // proofs of others stay what they are
        parts << variant.fromName << (variant.isGeneric ? u"generic"_s : u""_s);
    for (const QString &part : std::as_const(parts)) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return QString::fromLatin1(hash.result().toHex());
}

QJsonArray variantsOf(const store::Campaign &campaign, const Plan &plan)
{
    QJsonArray variants;
    for (int i = 0; i < campaign.variants.size(); ++i)
        variants.append(
            QJsonObject{{u"name"_s, campaign.variants[i].name}, {u"subject"_s, campaign.variants[i].subject},
                {u"sha256"_s, hashOf(campaign.variants[i])}, {u"recipients"_s, plan.byVariant[i]}});
    return variants;
}

QJsonArray checksOf(const std::vector<VariantFindings> &checks)
{
    QJsonArray all;
    for (const auto &[variant, findings] : checks) {
        QJsonArray found;
        for (const auto &finding : findings)
            found.append(QJsonObject{{u"severity"_s, compose::toWord(finding.severity)},
                {u"check"_s, finding.check}, {u"detail"_s, finding.detail}});
        all.append(QJsonObject{{u"email"_s, variant}, {u"findings"_s, found}});
    }
    return all;
}

QJsonObject guardrailsOf(const consent::GatePolicy &gate)
{
    return {{u"after_purchase_hours"_s, gate.afterPurchaseHours},
        {u"after_return_days"_s, gate.afterReturnDays}, {u"after_complaint_days"_s, gate.afterComplaintDays},
        {u"waits_for_tickets"_s, gate.waitsForTickets}, {u"skips_role_addresses"_s, gate.skipsRoleAddresses},
        {u"skips_disposable_addresses"_s, gate.skipsDisposableAddresses}, {u"priority"_s, gate.priority}};
}

QJsonObject scheduleOf(const store::CampaignSchedule &schedule)
{
    return {
        {u"starts_at"_s, schedule.startsAt ? QJsonValue(toIsoString(*schedule.startsAt)) : QJsonValue::Null},
        {u"in_local_time"_s, schedule.inLocalTime}, {u"window_from"_s, schedule.window.from},
        {u"window_until"_s, schedule.window.until}, {u"window_days"_s, schedule.window.days},
        {u"spread_minutes"_s, schedule.spreadMinutes}};
}

QJsonObject trialOf(const store::TrialSettings &trial, qint64 waiting)
{
    return {{u"per_mille"_s, trial.perMille}, {u"waiting"_s, waiting}, {u"measure"_s, trial.measure},
        {u"hours"_s, trial.hours}, {u"picks_by_itself"_s, trial.picksByItself},
        {u"otherwise"_s, trial.otherwise == store::TrialSettings::Otherwise::Ask ? u"ask"_s : u"control"_s}};
}

} // namespace

QString audienceHash(const Plan &plan)
{
    QList<qint64> ids;
    for (const auto &row : plan.rows) {
        if (row.state == u"planned"_s || row.state == u"waiting"_s)
            ids.append(row.customer.value());
    }
    std::sort(ids.begin(), ids.end());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const qint64 id : ids)
        hash.addData(QByteArray(QByteArray::number(id) + '\n'));
    return QString::fromLatin1(hash.result().toHex());
}

QJsonObject makeProof(const store::Campaign &campaign, const Plan &plan, const QStringList &accounts,
    const std::vector<VariantFindings> &checks, const QString &approver, Timestamp now)
{
    const auto &settings = campaign.settings;
    QJsonObject proof{{u"campaign"_s, campaign.name}, {u"approved_at"_s, toIsoString(now)},
        {u"approved_by"_s, approver}, {u"digest"_s, plan.digest},
        {u"audience"_s,
            QJsonObject{{u"rule"_s, campaign.rule}, {u"matching"_s, plan.matching},
                {u"mailable"_s, plan.planned()}, {u"held_out"_s, plan.heldOut},
                {u"sha256"_s, audienceHash(plan)}}},
        {u"excluded"_s, toObject(plan.skipped)},
        {u"consent"_s,
            QJsonObject{{u"purpose"_s, settings.purpose}, {u"bases"_s, toObject(plan.consentBases)}}},
        {u"emails"_s, variantsOf(campaign, plan)}, {u"checks"_s, checksOf(checks)},
        {u"accounts"_s, QJsonArray::fromStringList(accounts)},
        {u"frequency"_s,
            QJsonObject{{u"messages"_s, settings.gate.frequency.messages},
                {u"days"_s, settings.gate.frequency.days},
                {u"gap_hours"_s, settings.gate.frequency.gapHours}}},
        {u"guardrails"_s, guardrailsOf(settings.gate)}, {u"schedule"_s, scheduleOf(settings.schedule)}};
    if (plan.waiting > 0)
        proof[u"trial"_s] = trialOf(settings.trial, plan.waiting);
    return proof;
}

} // namespace haberdash::campaign
