// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/outbox_repository.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString columns = u"SELECT id, campaign_id, customer_id, variant, state, reason, address, message_id, "
                        u"attempts, claimed_at, "
                        u"next_attempt_at, finished_at, reply_code, reply FROM outbox "_s;

OutboxRow readRow(const Statement &row)
{
    OutboxRow message;
    message.id = row.id<MessageId>(0);
    message.campaign = row.id<CampaignId>(1);
    message.customer = row.id<CustomerId>(2);
    message.variant = int(row.integer(3));
    message.state = row.text(4);
    message.reason = row.text(5);
    message.address = row.text(6);
    message.messageId = row.text(7);
    message.attempts = int(row.integer(8));
    message.claimedAt = row.optionalTimestamp(9);
    message.nextAttemptAt = row.optionalTimestamp(10);
    message.finishedAt = row.optionalTimestamp(11);
    message.replyCode = int(row.integer(12));
    message.reply = row.text(13);
    return message;
}

} // namespace

Outbox::Outbox(Connection &connection)
    : m_connection(&connection)
{ }

Result<Outbox> Outbox::open(Connection &connection)
{
    Outbox outbox(connection);
    const auto make = [&connection](std::optional<Statement> &statement, const QString &sql) -> Result<> {
        HABERDASH_TRY_ASSIGN(prepared, connection.prepare(sql));
        statement.emplace(std::move(prepared));
        return {};
    };
    HABERDASH_TRY(make(outbox.m_next,
        columns
            + u"WHERE id = coalesce((SELECT min(id) FROM outbox WHERE campaign_id = ?1 AND state = "
              u"'planned'), "
              u"(SELECT min(id) FROM outbox WHERE campaign_id = ?1 AND state = 'deferred' AND next_attempt_at <= ?2))"_s));
    HABERDASH_TRY(make(outbox.m_claim,
        u"UPDATE outbox SET state = 'claimed', claimed_at = ?2, attempts = attempts + 1, next_attempt_at = "
        u"NULL WHERE id = ?1 "
        u"AND state IN ('planned', 'deferred')"_s));
    HABERDASH_TRY(make(outbox.m_settle,
        u"UPDATE outbox SET state = ?2, reason = ?3, finished_at = ?4, next_attempt_at = ?5, reply_code = ?6, reply = ?7 WHERE id = ?1"_s));
    HABERDASH_TRY(make(outbox.m_address, u"SELECT email FROM customer WHERE id = ?1"_s));
    HABERDASH_TRY(make(outbox.m_consent,
        u"SELECT state FROM consent_entry WHERE customer_id = ?1 AND channel = 'email' AND "
        u"coalesce(occurred_at, 0) <= ?2 "
        u"ORDER BY id DESC LIMIT 1"_s));
    HABERDASH_TRY(make(outbox.m_suppression,
        u"SELECT s.reason FROM identity i JOIN suppression s ON s.address_key = i.key "
        u"WHERE i.customer_id = ?1 AND i.kind = 'email' LIMIT 1"_s));
    // The list of states must be written as in the partial index, or it is not used.
    HABERDASH_TRY(make(outbox.m_mailed,
        u"SELECT claimed_at FROM outbox WHERE customer_id = ?1 AND claimed_at > ?2 AND state IN ('claimed', 'sent', 'uncertain')"_s));
    return outbox;
}

Result<> Outbox::plan(CampaignId campaign, const QList<PlannedRow> &rows, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(begun,
        m_connection->prepare(
            u"SELECT count(*) FROM outbox WHERE campaign_id = ?1 AND (attempts > 0 OR state IN ('sent', 'uncertain'))"_s));
    HABERDASH_TRY(begun.bind(1, campaign).step());
    if (begun.integer(0) > 0)
        return failure(Error::Code::Refused,
            u"The campaign has begun to send; who gets it is fixed. Nothing was changed."_s);
    begun.reset();
    HABERDASH_TRY_ASSIGN(clear, m_connection->prepare(u"DELETE FROM outbox WHERE campaign_id = ?1"_s));
    HABERDASH_TRY(clear.bind(1, campaign).run());
    HABERDASH_TRY_ASSIGN(insert,
        m_connection->prepare(u"INSERT INTO outbox (campaign_id, customer_id, variant, state, reason, "
                              u"address, message_id, planned_at) "
                              u"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"_s));
    insert.bind(1, campaign).bind(8, now);
    for (const PlannedRow &row : rows) {
        insert.bind(2, row.customer).bind(3, row.variant).bind(4, row.state).bindText(5, row.reason);
        HABERDASH_TRY(insert.bindText(6, row.address).bindText(7, row.messageId).run());
    }
    return {};
}

Result<std::optional<OutboxRow>> Outbox::next(CampaignId campaign, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(found, m_next->bind(1, campaign).bind(2, now).step());
    std::optional<OutboxRow> row;
    if (found)
        row = readRow(*m_next);
    m_next->reset();
    return row;
}

Result<> Outbox::claim(MessageId id, Timestamp now)
{
    HABERDASH_TRY(m_claim->bind(1, id).bind(2, now).run());
    if (m_connection->changes() != 1)
        return failure(Error::Code::Refused, u"The message is being sent by another program."_s);
    return {};
}

Result<> Outbox::settle(MessageId id, const QString &state, const QString &reason, Timestamp now,
    std::optional<Timestamp> nextAttempt, int replyCode, const QString &reply)
{
    m_settle->bind(1, id).bind(2, state).bindText(3, reason).bind(4, now).bind(5, nextAttempt);
    if (replyCode != 0)
        m_settle->bind(6, replyCode);
    else
        m_settle->bindNull(6);
    return m_settle->bindText(7, reply).run();
}

Result<qint64> Outbox::recover(CampaignId campaign, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(update,
        m_connection->prepare(
            u"UPDATE outbox SET state = 'uncertain', reason = 'interrupted', finished_at = ?2 "
            u"WHERE campaign_id = ?1 AND state = 'claimed'"_s));
    HABERDASH_TRY(update.bind(1, campaign).bind(2, now).run());
    return m_connection->changes();
}

Result<qint64> Outbox::retryDeferred(CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(update,
        m_connection->prepare(
            u"UPDATE outbox SET state = 'planned', next_attempt_at = NULL WHERE campaign_id = ?1 AND state = 'deferred'"_s));
    HABERDASH_TRY(update.bind(1, campaign).run());
    return m_connection->changes();
}

Result<> Outbox::cancelPlanned(CampaignId campaign, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(update,
        m_connection->prepare(u"UPDATE outbox SET state = 'cancelled', finished_at = ?2 "
                              u"WHERE campaign_id = ?1 AND state IN ('planned', 'deferred')"_s));
    return update.bind(1, campaign).bind(2, now).run();
}

Result<QMap<QString, qint64>> Outbox::counts(CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(rows,
        m_connection->prepare(
            u"SELECT state, coalesce(reason, ''), count(*) FROM outbox WHERE campaign_id = ?1 GROUP BY 1, 2"_s));
    rows.bind(1, campaign);
    QMap<QString, qint64> counts;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return counts;
        counts[rows.text(0)] += rows.integer(2);
        if (!rows.text(1).isEmpty())
            counts[rows.text(0) + u':' + rows.text(1)] += rows.integer(2);
    }
}

Result<QList<OutboxRow>> Outbox::rows(CampaignId campaign, const QString &state, int limit)
{
    HABERDASH_TRY_ASSIGN(rows,
        m_connection->prepare(
            columns + u"WHERE campaign_id = ?1 AND (?2 = '' OR state = ?2) ORDER BY id LIMIT ?3"_s));
    rows.bind(1, campaign).bind(2, state).bind(3, limit);
    QList<OutboxRow> list;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return list;
        list.append(readRow(rows));
    }
}

Result<std::optional<Timestamp>> Outbox::nextDue(CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(row,
        m_connection->prepare(
            u"SELECT min(next_attempt_at) FROM outbox WHERE campaign_id = ?1 AND state = 'deferred'"_s));
    HABERDASH_TRY(row.bind(1, campaign).step());
    return row.optionalTimestamp(0);
}

Result<RecipientState> Outbox::recipient(CustomerId customer, Timestamp now, int days)
{
    RecipientState state;
    HABERDASH_TRY_ASSIGN(known, m_address->bind(1, customer).step());
    if (known)
        state.address = m_address->text(0);
    m_address->reset();
    HABERDASH_TRY_ASSIGN(asked, m_consent->bind(1, customer).bind(2, now).step());
    if (asked)
        state.consent = m_consent->text(0);
    m_consent->reset();
    HABERDASH_TRY_ASSIGN(suppressed, m_suppression->bind(1, customer).step());
    if (suppressed)
        state.suppression = m_suppression->text(0);
    m_suppression->reset();
    m_mailed->bind(1, customer).bind(2, now - std::chrono::hours(24) * (days + 1));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, m_mailed->step());
        if (!more)
            break;
        state.mailed.append(m_mailed->timestamp(0));
    }
    m_mailed->reset();
    return state;
}

} // namespace haberdash::store
