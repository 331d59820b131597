// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/answer_books.h"

#include "core/base/stable_hash.h"

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

Result<AnswerBooks> AnswerBooks::open(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(books, DeliveryBooks::open(connection));
    AnswerBooks answers(std::move(outbox), std::move(books));
    HABERDASH_TRY(
        connection.execute(u"INSERT OR IGNORE INTO event_type (name, unit) VALUES ('email_sent', 'none')"_s));
    HABERDASH_TRY_ASSIGN(event,
        connection.prepare(
            u"INSERT OR IGNORE INTO event (customer_id, occurred_at, type_id, dedupe_key, reference) "
            u"VALUES (?1, ?2, (SELECT id FROM event_type WHERE name = 'email_sent'), ?3, ?4)"_s));
    answers.m_addEvent.emplace(std::move(event));
    return answers;
}

Result<> AnswerBooks::write(
    const store::OutboxRow &row, const Verdict &verdict, const QString &campaign, Timestamp now)
{
    HABERDASH_TRY(m_outbox.settle(row.id, verdict.settlement, now));
    if (verdict.settlement.state == u"sent"_s)
        HABERDASH_TRY(addToHistory(row, campaign, row.claimedAt.value_or(now)));
    if (verdict.isHardBounce || verdict.isSoftBounce)
        HABERDASH_TRY(writeBounce(row, verdict, campaign, now));
    return {};
}

Result<> AnswerBooks::addToHistory(const store::OutboxRow &row, const QString &campaign, Timestamp now)
{
    return m_addEvent->bind(1, row.customer)
        .bind(2, now)
        .bind(3, qint64(stableHash("outbox", row.id.value())))
        .bind(4, campaign)
        .run();
}

Result<> AnswerBooks::writeBounce(
    const store::OutboxRow &row, const Verdict &verdict, const QString &campaign, Timestamp now)
{
    const auto &[code, words] = std::pair(verdict.settlement.replyCode, verdict.settlement.reply);
    DeliveryEvent event;
    event.kind = verdict.isHardBounce ? EventKind::HardBounce : EventKind::SoftBounce;
    event.address = row.address;
    event.message = row.id;
    event.customer = row.customer;
    event.occurredAt = now;
    event.source = u"campaign "_s + campaign;
    event.detail = code == 0 ? words : u"%1 %2"_s.arg(code).arg(words);
    HABERDASH_TRY(m_books.record(event, now));
    return {};
}

} // namespace haberdash::sending
