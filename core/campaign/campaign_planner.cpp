// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_planner.h"

#include "core/campaign/approval_proof.h"
#include "core/campaign/arrival_hours.h"
#include "core/campaign/campaign_checks.h"
#include "core/campaign/gate_reader.h"
#include "core/campaign/message_maker.h"
#include "core/campaign/segment_uses.h"
#include "core/campaign/strata.h"
#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"
#include "core/store/account_repository.h"
#include "core/store/transaction.h"
#include "core/store/trial_repository.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonDocument>

#include <numeric>

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int progressStep = 200;

class Digest
{
public:
    void add(const QString &text)
    {
        // The length in front keeps "ab"+"c" and "a"+"bc" apart.
        const QByteArray bytes = text.toUtf8();
        m_hash.addData(QByteArray(QByteArray::number(bytes.size()) + ':'));
        m_hash.addData(bytes);
    }
    void add(qint64 number) { add(QString::number(number)); }
    [[nodiscard]] QString result() const { return QString::fromLatin1(m_hash.result().toHex()); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

/// How the server is reached (host, port, encryption, user) is not part of what was approved: who finds it
/// wrong when mail is on its way must be able to mend it, and people get the same mail from the same sender.
void addSettings(Digest &digest, const store::Campaign &campaign, const store::Account &account)
{
    for (const QString &text : {campaign.rule, campaign.salt, account.fromName, account.fromAddress,
             account.replyTo, account.unsubscribeUrl, account.unsubscribeAddress})
        digest.add(text);
    const auto &frequency = campaign.settings.gate.frequency;
    for (const int number :
        {campaign.holdoutPerMille, frequency.messages, frequency.days, frequency.gapHours})
        digest.add(number);
    // What was approved before there were these settings stays approved.
    if (const QString settings = store::toJson(campaign.settings); settings != u"{}"_s)
        digest.add(settings);
    for (const auto &variant : campaign.variants) {
        for (const QString &text :
            {variant.name, variant.subject, variant.preheader, variant.body, variant.kind})
            digest.add(text);
        digest.add(variant.weight);
        if (!variant.fromName.isEmpty())
            digest.add(u"from "_s + variant.fromName);
        if (variant.isGeneric)
            digest.add(u"generic"_s);
    }
}

Result<store::Account> accountOf(store::Connection &connection, const store::Campaign &campaign)
{
    if (!campaign.account.isValid())
        return failure(Error::Code::Refused,
            u"“%1” has no mail account. Nothing was changed; choose one."_s.arg(campaign.name));
    return store::accountById(connection, campaign.account);
}

/// Codes against recipients, before anybody is promised one.
Result<> checkCoupons(
    store::Connection &connection, const MessageMaker &maker, const Plan &plan, Timestamp now)
{
    QMap<QString, qint64> recipients;
    for (int variant = 0; variant < plan.byVariant.size(); ++variant) {
        for (const QString &set : maker.design(variant).needs().couponSets)
            recipients[set] += plan.byVariant[variant] + plan.waiting; // any of them may win
    }
    for (auto it = recipients.constBegin(); it != recipients.constEnd(); ++it) {
        HABERDASH_TRY_ASSIGN(set, store::couponSetByName(connection, it.key()));
        HABERDASH_TRY_ASSIGN(stock, coupon::stockOf(connection, set, now));
        if (const qint64 missing = coupon::shortfall(stock, it.value()); missing > 0)
            return failure(Error::Code::Refused,
                u"%1 customers would get a code of “%2”, and %3 are missing. Nothing was changed; import more codes first."_s
                    .arg(it.value())
                    .arg(it.key())
                    .arg(missing));
    }
    return {};
}

/// Whether a row of the plan is a message, now or later.
bool isMessage(const store::PlannedRow &row)
{
    return row.state == u"planned"_s || row.state == u"waiting"_s;
}

/// Makes each message once, to be sure that it can be made, and keeps its Message-ID.
Result<> makeEveryMessage(MessageMaker &maker, Plan &plan, Timestamp now, Progress &progress)
{
    const qint64 planned = plan.planned();
    qint64 done = 0;
    for (auto &row : plan.rows) {
        if (!isMessage(row))
            continue;
        // Whoever waits may get any of them.
        const int first = row.isRest ? 0 : row.variant;
        const int last = row.isRest ? int(plan.byVariant.size()) - 1 : row.variant;
        for (int variant = first; variant <= last; ++variant) {
            auto message = maker.make(row.customer, variant, now);
            if (!message) {
                auto error = message.error();
                error.detail = u"The message for %1 cannot be made. %2 Nothing was changed."_s.arg(
                    row.address, error.detail);
                return tl::unexpected(std::move(error));
            }
            row.messageId = message->messageId;
        }
        if (++done % progressStep == 0) {
            progress.report(done, planned);
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        }
    }
    return {};
}

Result<QStringList> accountNames(store::Connection &connection, const store::Campaign &campaign)
{
    QStringList names;
    for (const AccountId id : QList<AccountId>{campaign.account} + campaign.settings.furtherAccounts) {
        HABERDASH_TRY_ASSIGN(account, store::accountById(connection, id));
        names.append(u"%1 <%2>"_s.arg(account.name, account.fromAddress));
    }
    return names;
}

Result<bool> isWarmingUp(store::Connection &connection, const store::Campaign &campaign)
{
    for (const AccountId id : QList<AccountId>{campaign.account} + campaign.settings.furtherAccounts) {
        if (!id.isValid())
            continue;
        HABERDASH_TRY_ASSIGN(account, store::accountById(connection, id));
        if (account.limits.warmUpFirstDay > 0)
            return true;
    }
    return false;
}

/// Who opened, clicked or bought last comes first: a new sender makes its name with those who want its mail.
Result<> orderByEngagement(store::Connection &connection, Plan &plan)
{
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT customer_id, max(at) FROM (SELECT customer_id, max(occurred_at) AS at FROM event "
            u"WHERE type_id IN (SELECT id FROM event_type WHERE name IN ('email_open', 'email_click')) "
            u"GROUP BY 1 UNION ALL SELECT customer_id, max(placed_at) FROM shop_order "
            u"WHERE customer_id IS NOT NULL GROUP BY 1) GROUP BY 1"_s));
    QHash<qint64, qint64> last;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        last.insert(rows.integer(0), rows.integer(1));
    }
    std::stable_sort(plan.rows.begin(), plan.rows.end(), [&last](const auto &a, const auto &b) {
        return last.value(a.customer.value()) > last.value(b.customer.value());
    });
    return {};
}

/// Draws who gets what among those whom the gate lets through.
Result<> divide(store::Connection &connection, const Split &split, Timestamp asOf, Plan &plan)
{
    std::vector<CustomerId> people;
    std::vector<qsizetype> places;
    for (qsizetype i = 0; i < plan.rows.size(); ++i) {
        if (plan.rows[i].state != u"planned"_s)
            continue;
        people.push_back(plan.rows[i].customer);
        places.push_back(i);
    }
    if (!split.isDivided()) {
        plan.byVariant[0] = qint64(people.size());
        return {};
    }
    HABERDASH_TRY_ASSIGN(strata, strataOf(connection, people, asOf));
    std::vector<DrawnPerson> drawn;
    drawn.reserve(people.size());
    for (size_t i = 0; i < people.size(); ++i)
        drawn.push_back({people[i], strata[i]});
    const auto arms = drawArms(drawn, split);
    for (size_t i = 0; i < arms.size(); ++i) {
        auto &row = plan.rows[places[i]];
        if (arms[i] == Split::heldOut) {
            row.state = u"held_out"_s;
            row.reason = consent::toWord(consent::Barrier::HoldOut);
            ++plan.heldOut;
        } else if (arms[i] == Split::rest) {
            row.state = u"waiting"_s;
            row.isRest = true;
            ++plan.waiting;
        } else {
            row.variant = arms[i];
            ++plan.byVariant[row.variant];
        }
    }
    return {};
}

} // namespace

qint64 Plan::planned() const
{
    return std::accumulate(byVariant.begin(), byVariant.end(), waiting);
}

Split splitOf(const store::Campaign &campaign)
{
    Split split{campaign.salt, campaign.holdoutPerMille, 1000, {}};
    for (const auto &variant : campaign.variants)
        split.weights.append(variant.weight);
    if (campaign.settings.trial.isOn() && split.weights.size() > 1)
        split.trialPerMille = campaign.settings.trial.perMille;
    return split;
}

QString makeSalt(quint64 random)
{
    return QString::number(random, 36);
}

Result<Plan> makePlan(store::Connection &connection, const store::Campaign &campaign,
    const segment::Context &context, Timestamp now, Progress &progress)
{
    auto rule = segment::parseRule(campaign.rule);
    if (!rule)
        return tl::unexpected(rule.error().toError());
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(members, evaluator.members(*rule));
    HABERDASH_TRY_ASSIGN(gate, GateReader::open(connection, campaign));
    HABERDASH_TRY_ASSIGN(
        hours, ArrivalHours::open(connection, campaign.settings.schedule, campaign.salt, context.timeZone));
    Plan plan;
    plan.matching = qint64(members.size());
    plan.byVariant.fill(0, campaign.variants.size());
    plan.rows.reserve(qsizetype(members.size()));
    for (const CustomerId member : members) {
        store::PlannedRow row;
        row.customer = member;
        HABERDASH_TRY_ASSIGN(answer, gate.ask(member, now));
        row.address = answer.address;
        if (const auto barrier = answer.barrier()) {
            row.state = u"skipped"_s;
            row.reason = consent::toWord(*barrier);
            ++plan.skipped[row.reason];
        } else {
            row.state = u"planned"_s;
            HABERDASH_TRY_ASSIGN(due, hours.dueAt(member, now));
            row.due = due;
            const auto &consent = answer.recipient.consent;
            ++plan.consentBases[consent.basis.isEmpty() ? u"not said"_s : consent.basis];
        }
        plan.rows.append(std::move(row));
        if (plan.rows.size() % progressStep == 0) {
            progress.report(plan.rows.size(), plan.matching);
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        }
    }
    HABERDASH_TRY(divide(connection, splitOf(campaign), context.asOf, plan));
    HABERDASH_TRY_ASSIGN(warmsUp, isWarmingUp(connection, campaign));
    if (warmsUp)
        HABERDASH_TRY(orderByEngagement(connection, plan));
    return plan;
}

Result<QString> currentDigest(store::Connection &connection, const store::Campaign &campaign)
{
    HABERDASH_TRY_ASSIGN(account, accountOf(connection, campaign));
    Digest digest;
    addSettings(digest, campaign, account);
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT customer_id, CASE WHEN is_rest THEN -1 ELSE variant END, state IN ('skipped', "
            u"'held_out') "
            u"AND attempts = 0 AND claimed_at IS NULL AND finished_at IS NULL FROM outbox WHERE campaign_id = ?1 ORDER BY customer_id"_s));
    rows.bind(1, campaign.id);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return digest.result();
        for (int i = 0; i < 3; ++i)
            digest.add(rows.integer(i));
    }
}

Result<Plan> approve(store::Connection &connection, CampaignId id, const segment::Context &context,
    const Approval &approval, Timestamp now, Progress &progress)
{
    HABERDASH_TRY_ASSIGN(campaign, store::campaignById(connection, id));
    if (campaign.state != store::CampaignState::Draft)
        return failure(
            Error::Code::Refused, u"“%1” is approved already. Nothing was changed."_s.arg(campaign.name));
    HABERDASH_TRY_ASSIGN(account, accountOf(connection, campaign));
    HABERDASH_TRY_ASSIGN(shared, readSharedBlocks(connection));
    HABERDASH_TRY_ASSIGN(withShared, withSharedInlined(std::move(campaign), shared));
    HABERDASH_TRY_ASSIGN(whole, withSegmentsInlined(connection, std::move(withShared)));
    campaign = std::move(whole);
    HABERDASH_TRY_ASSIGN(plan, makePlan(connection, campaign, context, now, progress));
    if (plan.planned() == 0)
        return failure(Error::Code::Refused,
            u"Nobody would get “%1”: %2 customers match and none of them may be written to now. Nothing was changed."_s
                .arg(campaign.name)
                .arg(plan.matching));
    HABERDASH_TRY_ASSIGN(maker,
        MessageMaker::create(connection, designsOf(campaign),
            {campaign.id, campaign.salt, campaign.name, account, context.asOf, false, true, {},
                stylesOf(campaign)}));
    HABERDASH_TRY(checkCoupons(connection, maker, plan, now));
    HABERDASH_TRY(makeEveryMessage(maker, plan, now, progress));
    HABERDASH_TRY_ASSIGN(checks, checkEmails(connection, campaign, plan, context.asOf, progress));
    if (!approval.despiteErrors)
        HABERDASH_TRY(refuseErrors(checks));
    HABERDASH_TRY_ASSIGN(accounts, accountNames(connection, campaign));
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY(store::replaceVariants(connection, id, campaign.variants));
    HABERDASH_TRY(outbox.plan(id, plan.rows, now));
    HABERDASH_TRY_ASSIGN(digest, currentDigest(connection, campaign));
    plan.digest = digest;
    HABERDASH_TRY(store::setApproval(connection, id, digest, approval.approver, now));
    const auto proof = makeProof(campaign, plan, accounts, checks, approval.approver, now);
    HABERDASH_TRY(store::setProof(
        connection, id, QString::fromUtf8(QJsonDocument(proof).toJson(QJsonDocument::Compact))));
    HABERDASH_TRY(transaction.commit());
    return plan;
}

Result<> withdrawApproval(store::Connection &connection, CampaignId id, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY(outbox.plan(id, {}, now));
    HABERDASH_TRY(store::forgetTrial(connection, id));
    HABERDASH_TRY(store::setCampaignState(connection, id, store::CampaignState::Draft, now));
    return transaction.commit();
}

} // namespace haberdash::campaign
