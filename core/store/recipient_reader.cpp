// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recipient_reader.h"

#include <QStringList>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList returnEvents{u"return_request"_s, u"return"_s, u"refund"_s, u"order_refunded"_s};
const QStringList complaintEvents{u"complaint"_s, u"product_complaint"_s};
const QStringList ticketEvents{u"support_ticket"_s, u"ticket_opened"_s};
const QStringList answerEvents{
    u"ticket_closed"_s, u"ticket_solved"_s, u"support_ticket_closed"_s, u"ticket_answered"_s};

QString quoted(const QStringList &words)
{
    return u"'"_s + words.join(u"', '"_s) + u"'"_s;
}

void keepLater(std::optional<Timestamp> &kept, Timestamp candidate)
{
    if (!kept || *kept < candidate)
        kept = candidate;
}

} // namespace

Result<RecipientReader> RecipientReader::open(
    Connection &connection, CampaignId campaign, const QString &purpose, const consent::GatePolicy &policy)
{
    RecipientReader reader(campaign, purpose.simplified().toLower(), policy);
    const auto make = [&connection](std::optional<Statement> &statement, const QString &sql) -> Result<> {
        HABERDASH_TRY_ASSIGN(prepared, connection.prepare(sql));
        statement.emplace(std::move(prepared));
        return {};
    };
    HABERDASH_TRY(make(reader.m_address, u"SELECT email FROM customer WHERE id = ?1"_s));
    HABERDASH_TRY(make(reader.m_consent,
        u"SELECT state, basis, occurred_at, expires_at FROM consent_entry WHERE customer_id = ?1 "
        u"AND channel = 'email' AND coalesce(occurred_at, 0) <= ?2 AND purpose IN ('', ?3) "
        u"ORDER BY id DESC LIMIT 1"_s));
    HABERDASH_TRY(make(reader.m_suppression,
        u"SELECT s.reason, s.source, s.evidence, s.created_at FROM identity i "
        u"JOIN suppression s ON s.address_key = i.key WHERE i.customer_id = ?1 AND i.kind = 'email' LIMIT 1"_s));
    // The list of states must be written as in the partial index, or it is not used.
    HABERDASH_TRY(make(reader.m_mailed,
        u"SELECT claimed_at FROM outbox WHERE customer_id = ?1 AND claimed_at > ?2 AND state IN ('claimed', 'sent', 'uncertain')"_s));
    HABERDASH_TRY(make(reader.m_planned,
        u"SELECT c.name, coalesce(json_extract(c.settings, '$.priority'), 50) FROM outbox o "
        u"JOIN campaign c ON c.id = o.campaign_id WHERE o.customer_id = ?1 AND o.campaign_id <> ?2 "
        u"AND o.state IN ('planned', 'claimed', 'deferred') AND o.due_at <= ?3 "
        u"AND (c.state IN ('approved', 'sending') OR (c.state = 'paused' AND c.resumes_at IS NOT NULL))"_s));
    if (policy.afterPurchaseHours > 0)
        HABERDASH_TRY(make(reader.m_purchase,
            u"SELECT placed_at FROM shop_order WHERE customer_id = ?1 AND kind = 'sale' AND cancelled_at IS "
            u"NULL ORDER BY placed_at DESC LIMIT 1"_s));
    if (policy.afterReturnDays > 0)
        HABERDASH_TRY(make(reader.m_return,
            u"SELECT max(coalesce(r.refunded_at, CASE o.kind WHEN 'return' THEN o.placed_at END)) "
            u"FROM shop_order o LEFT JOIN refund r ON r.order_id = o.id WHERE o.customer_id = ?1"_s));
    if (policy.afterReturnDays > 0 || policy.afterComplaintDays > 0 || policy.waitsForTickets) {
        HABERDASH_TRY_ASSIGN(known,
            connection.integer(u"SELECT count(*) FROM event_type WHERE name IN (%1)"_s.arg(
                quoted(returnEvents + complaintEvents + ticketEvents))));
        if (known > 0)
            HABERDASH_TRY(make(reader.m_events,
                u"SELECT t.name, max(e.occurred_at) FROM event e JOIN event_type t ON t.id = e.type_id "
                u"WHERE e.customer_id = ?1 AND e.type_id IN (SELECT id FROM event_type WHERE name IN (%1)) GROUP BY 1"_s
                    .arg(quoted(returnEvents + complaintEvents + ticketEvents + answerEvents))));
    }
    return reader;
}

Result<> RecipientReader::readConsent(CustomerId customer, Timestamp now, consent::Recipient &recipient)
{
    HABERDASH_TRY_ASSIGN(asked, m_consent->bind(1, customer).bind(2, now).bind(3, m_purpose).step());
    if (asked)
        recipient.consent = {m_consent->text(0), m_consent->text(1), m_consent->optionalTimestamp(2),
            m_consent->optionalTimestamp(3)};
    m_consent->reset();
    HABERDASH_TRY_ASSIGN(suppressed, m_suppression->bind(1, customer).step());
    if (suppressed)
        recipient.suppression = {m_suppression->text(0),
            m_suppression->text(2).isEmpty() ? m_suppression->text(1) : m_suppression->text(2),
            m_suppression->timestamp(3)};
    m_suppression->reset();
    return {};
}

Result<> RecipientReader::readMail(CustomerId customer, Timestamp now, consent::Recipient &recipient)
{
    const auto &frequency = m_policy.frequency;
    const auto horizon
        = std::max(std::chrono::hours(24) * (frequency.days + 1), std::chrono::hours(frequency.gapHours));
    m_mailed->bind(1, customer).bind(2, now - horizon);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, m_mailed->step());
        if (!more)
            break;
        recipient.mailed.push_back(m_mailed->timestamp(0));
    }
    m_mailed->reset();
    // A mail that is due only after the gap takes nothing away from this one.
    m_planned->bind(1, customer)
        .bind(2, m_campaign.value())
        .bind(3, now + std::chrono::hours(frequency.gapHours));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, m_planned->step());
        if (!more)
            break;
        recipient.planned.push_back({m_planned->text(0), int(m_planned->integer(1))});
    }
    m_planned->reset();
    return {};
}

Result<> RecipientReader::readOrders(CustomerId customer, consent::Recipient &recipient)
{
    for (auto [statement, kept] :
        {std::pair(&m_purchase, &recipient.lastPurchase), std::pair(&m_return, &recipient.lastReturn)}) {
        if (!*statement)
            continue;
        HABERDASH_TRY_ASSIGN(found, (*statement)->bind(1, customer).step());
        if (found)
            *kept = (*statement)->optionalTimestamp(0);
        (*statement)->reset();
    }
    return {};
}

Result<> RecipientReader::readEvents(CustomerId customer, Timestamp now, consent::Recipient &recipient)
{
    if (!m_events)
        return {};
    std::optional<Timestamp> asked;
    std::optional<Timestamp> answered;
    m_events->bind(1, customer);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, m_events->step());
        if (!more)
            break;
        const QString name = m_events->text(0);
        const Timestamp at = m_events->timestamp(1);
        if (returnEvents.contains(name))
            keepLater(recipient.lastReturn, at);
        else if (complaintEvents.contains(name))
            keepLater(recipient.lastComplaint, at);
        else
            keepLater(ticketEvents.contains(name) ? asked : answered, at);
    }
    m_events->reset();
    if (asked && (!answered || *answered < *asked) && *asked + std::chrono::hours(24 * ticketDays) > now)
        recipient.openTicket = asked;
    return {};
}

Result<consent::Recipient> RecipientReader::of(CustomerId customer, Timestamp now)
{
    consent::Recipient recipient;
    HABERDASH_TRY_ASSIGN(known, m_address->bind(1, customer).step());
    if (known)
        recipient.address = m_address->text(0);
    m_address->reset();
    HABERDASH_TRY(readConsent(customer, now, recipient));
    HABERDASH_TRY(readMail(customer, now, recipient));
    HABERDASH_TRY(readOrders(customer, recipient));
    HABERDASH_TRY(readEvents(customer, now, recipient));
    return recipient;
}

} // namespace haberdash::store
