// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_planner.h"

#include "core/base/email_address.h"
#include "core/campaign/message_maker.h"
#include "core/campaign/segment_uses.h"
#include "core/campaign/split.h"
#include "core/segment/rule_parser.h"
#include "core/segment/segment_evaluator.h"
#include "core/store/account_repository.h"
#include "core/store/transaction.h"

#include <QCryptographicHash>

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
    for (const qint64 number : {qint64(campaign.holdoutPerMille), qint64(campaign.capMessages),
             qint64(campaign.capDays), qint64(campaign.capGapHours)})
        digest.add(number);
    for (const auto &variant : campaign.variants) {
        for (const QString &text :
            {variant.name, variant.subject, variant.preheader, variant.body, variant.kind})
            digest.add(text);
        digest.add(variant.weight);
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
            recipients[set] += plan.byVariant[variant];
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

} // namespace

QString makeSalt(quint64 random)
{
    return QString::number(random, 36);
}

Result<std::optional<consent::Barrier>> barrierOf(store::Outbox &outbox, const store::Campaign &campaign,
    CustomerId customer, Timestamp now, QString *address)
{
    HABERDASH_TRY_ASSIGN(state, outbox.recipient(customer, now, campaign.capDays));
    if (address)
        *address = state.address;
    consent::Recipient recipient;
    recipient.address = state.address;
    recipient.addressIsValid = state.address.isEmpty() || EmailAddress::fromString(state.address).has_value();
    recipient.consent = state.consent;
    recipient.suppression = state.suppression;
    recipient.mailed.assign(state.mailed.begin(), state.mailed.end());
    return consent::barrierFor(
        recipient, {campaign.capMessages, campaign.capDays, campaign.capGapHours}, now);
}

Result<Plan> makePlan(store::Connection &connection, const store::Campaign &campaign,
    const segment::Context &context, Timestamp now, Progress &progress)
{
    auto rule = segment::parseRule(campaign.rule);
    if (!rule)
        return tl::unexpected(rule.error().toError());
    segment::SegmentEvaluator evaluator(connection, context);
    HABERDASH_TRY_ASSIGN(members, evaluator.members(*rule));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    Split split{campaign.salt, campaign.holdoutPerMille, {}};
    for (const auto &variant : campaign.variants)
        split.weights.append(variant.weight);
    Plan plan;
    plan.matching = qint64(members.size());
    plan.byVariant.fill(0, campaign.variants.size());
    for (const CustomerId member : members) {
        store::PlannedRow row;
        row.customer = member;
        HABERDASH_TRY_ASSIGN(barrier, barrierOf(outbox, campaign, member, now, &row.address));
        const int arm = barrier ? 0 : armOf(member, split);
        row.variant = std::max(arm, 0);
        if (barrier) {
            row.state = u"skipped"_s;
            row.reason = consent::toWord(*barrier);
            ++plan.skipped[row.reason];
        } else if (arm < 0) {
            row.state = u"held_out"_s;
            row.reason = u"holdout"_s;
            ++plan.heldOut;
        } else {
            row.state = u"planned"_s;
            ++plan.byVariant[arm];
        }
        plan.rows.append(std::move(row));
        if (plan.rows.size() % progressStep == 0) {
            progress.report(plan.rows.size(), plan.matching);
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        }
    }
    return plan;
}

Result<QString> currentDigest(store::Connection &connection, const store::Campaign &campaign)
{
    HABERDASH_TRY_ASSIGN(account, accountOf(connection, campaign));
    Digest digest;
    addSettings(digest, campaign, account);
    HABERDASH_TRY_ASSIGN(rows,
        connection.prepare(
            u"SELECT customer_id, variant, state IN ('skipped', 'held_out') AND attempts = 0 AND claimed_at "
            u"IS NULL "
            u"AND finished_at IS NULL FROM outbox WHERE campaign_id = ?1 ORDER BY customer_id"_s));
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
    Timestamp now, Progress &progress)
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
    const auto planned = std::count_if(
        plan.rows.begin(), plan.rows.end(), [](const auto &row) { return row.state == u"planned"_s; });
    if (planned == 0)
        return failure(Error::Code::Refused,
            u"Nobody would get “%1”: %2 customers match and none of them may be written to now. Nothing was changed."_s
                .arg(campaign.name)
                .arg(plan.matching));
    HABERDASH_TRY_ASSIGN(maker,
        MessageMaker::create(connection, designsOf(campaign),
            {campaign.id, campaign.salt, campaign.name, account, context.asOf}));
    HABERDASH_TRY(checkCoupons(connection, maker, plan, now));
    qint64 done = 0;
    for (auto &row : plan.rows) {
        if (row.state != u"planned"_s)
            continue;
        auto message = maker.make(row.customer, row.variant, now);
        if (!message) {
            auto error = message.error();
            error.detail = u"The message for %1 cannot be made. %2 Nothing was changed."_s.arg(
                row.address, error.detail);
            return tl::unexpected(std::move(error));
        }
        row.messageId = message->messageId;
        if (++done % progressStep == 0) {
            progress.report(done, planned);
            if (progress.isCancelled())
                return failure(Error::Code::Cancelled, u"Stopped. Nothing was changed."_s);
        }
    }
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY(store::replaceVariants(connection, id, campaign.variants));
    HABERDASH_TRY(outbox.plan(id, plan.rows, now));
    HABERDASH_TRY_ASSIGN(digest, currentDigest(connection, campaign));
    plan.digest = digest;
    HABERDASH_TRY(store::setApproval(connection, id, digest, now));
    HABERDASH_TRY(transaction.commit());
    return plan;
}

Result<> withdrawApproval(store::Connection &connection, CampaignId id, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, store::Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY(outbox.plan(id, {}, now));
    HABERDASH_TRY(store::setCampaignState(connection, id, store::CampaignState::Draft, now));
    return transaction.commit();
}

} // namespace haberdash::campaign
