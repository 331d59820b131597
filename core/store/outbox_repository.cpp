// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/outbox_repository.h"

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString columns
    = u"SELECT id, campaign_id, customer_id, variant, state, reason, address, message_id, "
      u"attempts, claimed_at, "
      u"next_attempt_at, finished_at, reply_code, reply, account_id, service_id FROM outbox "_s;

const QString waitingColumns = u"SELECT id, lower(substr(address, instr(address, '@') + 1)), account_id, "_s;

WaitingRow readWaiting(const Statement &row)
{
    return {row.id<MessageId>(0), row.timestamp(3), row.text(1), row.id<AccountId>(2)};
}

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
    message.account = row.id<AccountId>(14);
    message.serviceId = row.text(15);
    return message;
}

/// All rows of a statement that has its values; it is free again afterwards.
template<typename Read>
auto allOf(Statement &rows, Read read) -> Result<QList<decltype(read(rows))>>
{
    QList<decltype(read(rows))> list;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        list.append(read(rows));
    }
    rows.reset();
    return list;
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
    HABERDASH_TRY(make(outbox.m_due,
        waitingColumns
            + u"due_at FROM outbox WHERE campaign_id = ?1 AND state = 'planned' AND due_at <= ?2 "
              u"AND (due_at, id) > (?3, ?4) ORDER BY due_at, id LIMIT ?5"_s));
    HABERDASH_TRY(make(outbox.m_row, columns + u"WHERE id = ?1"_s));
    HABERDASH_TRY(make(outbox.m_claim,
        u"UPDATE outbox SET state = 'claimed', claimed_at = ?2, account_id = ?3, attempts = attempts + 1, "
        u"next_attempt_at = NULL WHERE id = ?1 AND state IN ('planned', 'deferred')"_s));
    HABERDASH_TRY(make(outbox.m_attempt,
        u"INSERT INTO send_attempt (outbox_id, account_id, domain, started_at) VALUES (?1, ?2, ?3, ?4)"_s));
    HABERDASH_TRY(make(outbox.m_settle,
        u"UPDATE outbox SET state = ?2, reason = ?3, finished_at = ?4, next_attempt_at = ?5, reply_code = "
        u"?6, "
        u"reply = ?7, service_id = coalesce(?8, service_id) WHERE id = ?1"_s));
    HABERDASH_TRY(make(outbox.m_answer,
        u"UPDATE send_attempt SET finished_at = ?2, outcome = ?3, reply_code = ?4, reply = ?5 "
        u"WHERE id = (SELECT max(id) FROM send_attempt WHERE outbox_id = ?1)"_s));
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
                              u"address, message_id, planned_at, due_at, is_rest) "
                              u"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"_s));
    insert.bind(1, campaign).bind(8, now);
    for (const PlannedRow &row : rows) {
        insert.bind(2, row.customer).bind(3, row.variant).bind(4, row.state).bindText(5, row.reason);
        HABERDASH_TRY(insert.bindText(6, row.address)
                          .bindText(7, row.messageId)
                          .bind(9, row.due)
                          .bind(10, row.isRest)
                          .run());
    }
    return {};
}

Result<QList<WaitingRow>> Outbox::dueRows(
    CampaignId campaign, Timestamp now, const WaitingRow &after, int limit)
{
    m_due->bind(1, campaign).bind(2, now).bind(3, after.due).bind(4, after.id.value()).bind(5, limit);
    return allOf(*m_due, readWaiting);
}

Result<QList<WaitingRow>> Outbox::retriesDue(CampaignId campaign, Timestamp now, int limit)
{
    HABERDASH_TRY_ASSIGN(due,
        m_connection->prepare(waitingColumns
            + u"next_attempt_at FROM outbox WHERE campaign_id = ?1 AND state = 'deferred' "
              u"AND next_attempt_at <= ?2 ORDER BY next_attempt_at, id LIMIT ?3"_s));
    due.bind(1, campaign).bind(2, now).bind(3, limit);
    return allOf(due, readWaiting);
}

Result<OutboxRow> Outbox::row(MessageId id)
{
    HABERDASH_TRY_ASSIGN(found, m_row->bind(1, id).step());
    if (!found) {
        m_row->reset();
        return failure(Error::Code::NotFound, u"The message is gone: its customer was erased."_s);
    }
    auto row = readRow(*m_row);
    m_row->reset();
    return row;
}

Result<> Outbox::claim(MessageId id, AccountId account, const QString &domain, Timestamp now)
{
    HABERDASH_TRY(m_claim->bind(1, id).bind(2, now).bind(3, account).run());
    if (m_connection->changes() != 1)
        return failure(Error::Code::Refused, u"The message is being sent by another program."_s);
    return m_attempt->bind(1, id).bind(2, account).bind(3, domain).bind(4, now).run();
}

Result<> Outbox::settle(MessageId id, const Settlement &settlement, Timestamp now)
{
    m_settle->bind(1, id).bind(2, settlement.state).bindText(3, settlement.reason).bind(4, now);
    m_settle->bind(5, settlement.nextAttempt).bindText(7, settlement.reply).bindText(8, settlement.serviceId);
    const auto code = settlement.replyCode != 0 ? std::optional(qint64(settlement.replyCode)) : std::nullopt;
    HABERDASH_TRY(m_settle->bind(6, code).run());
    if (settlement.outcome.isEmpty())
        return {};
    m_answer->bind(1, id).bind(2, now).bind(3, settlement.outcome).bind(4, code);
    return m_answer->bindText(5, settlement.reply).run();
}

Result<> Outbox::postpone(MessageId id, Timestamp due)
{
    HABERDASH_TRY_ASSIGN(update, m_connection->prepare(u"UPDATE outbox SET due_at = ?2 WHERE id = ?1"_s));
    return update.bind(1, id).bind(2, due).run();
}

Result<QList<SendAttempt>> Outbox::attemptsSince(AccountId account, Timestamp since)
{
    HABERDASH_TRY_ASSIGN(rows,
        m_connection->prepare(u"SELECT started_at, domain FROM send_attempt WHERE account_id = ?1 "
                              u"AND started_at > ?2 ORDER BY started_at"_s));
    rows.bind(1, account).bind(2, since);
    QList<SendAttempt> attempts;
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return attempts;
        attempts.append({rows.timestamp(0), rows.text(1)});
    }
}

Result<QList<OutboxRow>> Outbox::claimed()
{
    // By campaign: that is how the index goes.
    HABERDASH_TRY_ASSIGN(rows,
        m_connection->prepare(
            columns + u"WHERE campaign_id IN (SELECT id FROM campaign) AND state = 'claimed' ORDER BY id"_s));
    return allOf(rows, readRow);
}

Result<> Outbox::release(MessageId id)
{
    HABERDASH_TRY_ASSIGN(attempt,
        m_connection->prepare(u"DELETE FROM send_attempt WHERE id = (SELECT max(id) FROM send_attempt WHERE "
                              u"outbox_id = ?1) AND finished_at IS NULL"_s));
    HABERDASH_TRY(attempt.bind(1, id).run());
    HABERDASH_TRY_ASSIGN(row,
        m_connection->prepare(
            u"UPDATE outbox SET state = 'planned', claimed_at = NULL, attempts = attempts - 1, "
            u"account_id = CASE WHEN attempts > 1 THEN account_id END "
            u"WHERE id = ?1 AND state = 'claimed'"_s));
    return row.bind(1, id).run();
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
                              u"WHERE campaign_id = ?1 AND state IN ('planned', 'deferred', 'waiting')"_s));
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
    return allOf(rows, readRow);
}

Result<QList<CustomerId>> Outbox::leftOut(CampaignId campaign, const QString &reason, int limit)
{
    HABERDASH_TRY_ASSIGN(rows,
        m_connection->prepare(
            u"SELECT customer_id FROM outbox WHERE campaign_id = ?1 AND state IN ('skipped', 'held_out') "
            u"AND reason = ?2 ORDER BY customer_id LIMIT ?3"_s));
    rows.bind(1, campaign).bind(2, reason).bind(3, limit);
    return allOf(rows, [](const Statement &row) { return row.id<CustomerId>(0); });
}

Result<std::optional<Timestamp>> Outbox::nextDue(CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(row,
        m_connection->prepare(
            u"SELECT min(next_attempt_at) FROM outbox WHERE campaign_id = ?1 AND state = 'deferred'"_s));
    HABERDASH_TRY(row.bind(1, campaign).step());
    return row.optionalTimestamp(0);
}

Result<std::optional<Timestamp>> Outbox::nextPlanned(CampaignId campaign)
{
    HABERDASH_TRY_ASSIGN(row,
        m_connection->prepare(
            u"SELECT min(due_at) FROM outbox WHERE campaign_id = ?1 AND state = 'planned'"_s));
    HABERDASH_TRY(row.bind(1, campaign).step());
    return row.optionalTimestamp(0);
}

Result<SendPulse> Outbox::pulse(CampaignId campaign, Timestamp now)
{
    SendPulse pulse;
    HABERDASH_TRY_ASSIGN(last,
        m_connection->prepare(
            u"SELECT a.reply_code, a.reply, a.finished_at FROM send_attempt a JOIN outbox o ON o.id = "
            u"a.outbox_id "
            u"WHERE o.campaign_id = ?1 AND a.finished_at IS NOT NULL ORDER BY a.id DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(found, last.bind(1, campaign).step());
    if (!found)
        return pulse;
    pulse.lastWords = u"%1 %2"_s.arg(last.text(0), last.text(1)).trimmed();
    pulse.lastAt = last.optionalTimestamp(2);
    HABERDASH_TRY_ASSIGN(minute,
        m_connection->prepare(u"SELECT count(*) FROM account c JOIN send_attempt a ON a.account_id = c.id "
                              u"AND a.started_at > ?2 "
                              u"JOIN outbox o ON o.id = a.outbox_id WHERE o.campaign_id = ?1"_s));
    HABERDASH_TRY(minute.bind(1, campaign).bind(2, now - std::chrono::minutes(1)).step());
    pulse.lastMinute = minute.integer(0);
    return pulse;
}

Result<std::optional<OutboxRow>> Outbox::ofCustomer(CampaignId campaign, CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(
        row, m_connection->prepare(columns + u"WHERE campaign_id = ?1 AND customer_id = ?2"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, campaign).bind(2, customer).step());
    return found ? std::optional(readRow(row)) : std::nullopt;
}

Result<std::optional<OutboxRow>> Outbox::latestTo(AccountId account, const QString &address, Timestamp until)
{
    // By the customer, whose rows have an index.
    HABERDASH_TRY_ASSIGN(row,
        m_connection->prepare(columns
            + u"WHERE customer_id = (SELECT customer_id FROM identity WHERE kind = 'email' AND key = ?1) "
              u"AND lower(address) = ?1 AND account_id = ?2 AND claimed_at <= ?3 "
              u"ORDER BY claimed_at DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, address).bind(2, account).bind(3, until).step());
    return found ? std::optional(readRow(row)) : std::nullopt;
}

Result<std::optional<Timestamp>> Outbox::firstClaim(AccountId account)
{
    HABERDASH_TRY_ASSIGN(
        row, m_connection->prepare(u"SELECT min(claimed_at) FROM outbox WHERE account_id = ?1"_s));
    HABERDASH_TRY(row.bind(1, account).step());
    return row.optionalTimestamp(0);
}

Result<std::optional<OutboxRow>> Outbox::find(const QString &column, const QString &value)
{
    HABERDASH_TRY_ASSIGN(row, m_connection->prepare(columns + u"WHERE %1 = ?1"_s.arg(column)));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, value).step());
    return found ? std::optional(readRow(row)) : std::nullopt;
}

Result<std::optional<OutboxRow>> Outbox::byMessageId(const QString &messageId)
{
    return find(u"message_id"_s, messageId);
}

Result<std::optional<OutboxRow>> Outbox::byServiceId(const QString &serviceId)
{
    return find(u"service_id"_s, serviceId);
}

} // namespace haberdash::store
