// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/delivery_books.h"

#include "core/base/email_address.h"
#include "core/base/stable_hash.h"

#include <QCryptographicHash>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mailsLookedAt = 5;
constexpr int softBouncesAllowed = 3;

/// What segments and the customer's page call it; empty for what is of no interest there.
QString activityOf(const DeliveryEvent &event)
{
    if (!event.machine.isEmpty())
        return {};
    switch (event.kind) {
    case EventKind::Open:
        return u"email_open"_s;
    case EventKind::Click:
        return u"email_click"_s;
    case EventKind::HardBounce:
    case EventKind::SoftBounce:
    case EventKind::Block:
        return u"email_bounce"_s;
    case EventKind::Complaint:
        return u"email_complaint"_s;
    case EventKind::Delivered:
        return u"email_delivered"_s;
    case EventKind::Accepted:
    case EventKind::Deferred:
    case EventKind::Refused:
    case EventKind::Unsubscribe:
        return {};
    }
    return {};
}

/// Two reports of the same thing have the same key, whichever way they came.
QString keyOf(const DeliveryEvent &event)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &part : {toWord(event.kind), event.address, QString::number(event.message.value()),
             QString::number(toMilliseconds(event.occurredAt)), event.source, event.detail}) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return QString::fromLatin1(hash.result().toHex().left(32));
}

} // namespace

Result<DeliveryBooks> DeliveryBooks::open(store::Connection &connection)
{
    DeliveryBooks books(connection);
    const auto make
        = [&connection](std::optional<store::Statement> &statement, const QString &sql) -> Result<> {
        HABERDASH_TRY_ASSIGN(prepared, connection.prepare(sql));
        statement.emplace(std::move(prepared));
        return {};
    };
    HABERDASH_TRY(make(books.m_ofMessage, u"SELECT customer_id, address FROM outbox WHERE id = ?1"_s));
    HABERDASH_TRY(
        make(books.m_ofAddress, u"SELECT customer_id FROM identity WHERE kind = 'email' AND key = ?1"_s));
    HABERDASH_TRY(make(books.m_insert,
        u"INSERT OR IGNORE INTO delivery_event (outbox_id, customer_id, address_key, kind, machine, "
        u"occurred_at, "
        u"recorded_at, source, raw, detail, dedupe_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"_s));
    HABERDASH_TRY(make(books.m_suppress,
        u"INSERT OR IGNORE INTO suppression (address_key, reason, source, created_at, evidence) "
        u"VALUES (?1, ?2, ?3, ?4, ?5)"_s));
    return books;
}

Result<> DeliveryBooks::identify(DeliveryEvent &event)
{
    if (event.message.isValid()) {
        HABERDASH_TRY_ASSIGN(found, m_ofMessage->bind(1, event.message).step());
        if (found) {
            if (!event.customer.isValid())
                event.customer = m_ofMessage->id<CustomerId>(0);
            if (event.address.isEmpty())
                event.address = m_ofMessage->text(1);
        } else {
            event.message = {};
        }
        m_ofMessage->reset();
    }
    if (!event.customer.isValid() && !event.address.isEmpty()) {
        HABERDASH_TRY_ASSIGN(found, m_ofAddress->bind(1, event.address.trimmed().toLower()).step());
        if (found)
            event.customer = m_ofAddress->id<CustomerId>(0);
        m_ofAddress->reset();
    }
    if (event.dedupeKey.isEmpty())
        event.dedupeKey = keyOf(event);
    return {};
}

Result<bool> DeliveryBooks::insert(const DeliveryEvent &event, Timestamp now)
{
    m_insert->bind(1, event.message)
        .bind(2, event.customer)
        .bind(3, event.address.trimmed().toLower())
        .bind(4, toWord(event.kind))
        .bindText(5, event.machine);
    m_insert->bind(6, event.occurredAt).bind(7, now).bind(8, event.source).bind(9, event.raw);
    HABERDASH_TRY(m_insert->bind(10, event.detail).bind(11, event.dedupeKey).run());
    return m_connection->changes() > 0;
}

Result<bool> DeliveryBooks::suppress(const DeliveryEvent &event, const QString &reason, Timestamp now)
{
    if (event.address.isEmpty())
        return false;
    const QString evidence = u"%1, %2%3"_s.arg(toIsoString(event.occurredAt), event.source,
        event.detail.isEmpty() ? QString() : QString(u": "_s + event.detail));
    HABERDASH_TRY(m_suppress->bind(1, event.address.trimmed().toLower())
                      .bind(2, reason)
                      .bind(3, event.source)
                      .bind(4, now)
                      .bind(5, evidence)
                      .run());
    return m_connection->changes() > 0;
}

Result<bool> DeliveryBooks::bouncesTooOften(const DeliveryEvent &event)
{
    // Where the mails are ours, of the last five that went out; else of the last five that we heard of.
    HABERDASH_TRY_ASSIGN(mails,
        m_connection->prepare(
            u"SELECT count(*) FROM (SELECT id FROM outbox WHERE customer_id = ?1 AND claimed_at IS NOT NULL "
            u"AND lower(address) = ?2 ORDER BY claimed_at DESC LIMIT ?3) m "
            u"WHERE EXISTS (SELECT 1 FROM delivery_event e WHERE e.outbox_id = m.id AND e.kind = 'soft_bounce')"_s));
    const QString key = event.address.trimmed().toLower();
    HABERDASH_TRY(mails.bind(1, event.customer).bind(2, key).bind(3, mailsLookedAt).step());
    if (mails.integer(0) >= softBouncesAllowed)
        return true;
    HABERDASH_TRY_ASSIGN(news,
        m_connection->prepare(
            u"SELECT count(*) FILTER (WHERE kind = 'soft_bounce') FROM (SELECT kind FROM delivery_event "
            u"WHERE address_key = ?1 AND outbox_id IS NULL AND kind IN ('delivered', 'soft_bounce', 'block') "
            u"ORDER BY occurred_at DESC, id DESC LIMIT ?2)"_s));
    HABERDASH_TRY(news.bind(1, key).bind(2, mailsLookedAt).step());
    return news.integer(0) >= softBouncesAllowed;
}

Result<bool> DeliveryBooks::unsubscribe(const DeliveryEvent &event, Timestamp now)
{
    if (!event.customer.isValid()) {
        // Somebody whom we do not know by this address: it is kept out of the way for when it comes.
        return suppress(event, u"unsubscribe"_s, now);
    }
    HABERDASH_TRY_ASSIGN(state,
        m_connection->prepare(
            u"SELECT state, purpose FROM consent_entry WHERE customer_id = ?1 AND channel = 'email' "
            u"ORDER BY id DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(known, state.bind(1, event.customer).step());
    if (known && state.text(0) == u"unsubscribed"_s && state.text(1).isEmpty())
        return false;
    state.reset();
    HABERDASH_TRY_ASSIGN(entry,
        m_connection->prepare(
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, proof, actor, "
            u"occurred_at, "
            u"recorded_at) VALUES (?1, 'email', 'unsubscribed', 'request', ?2, ?3, 'customer', ?4, ?4)"_s));
    // Booked as of now: an older entry that came later must not win over a request.
    entry.bind(1, event.customer).bind(2, event.source).bindText(3, event.detail).bind(4, now);
    HABERDASH_TRY(entry.run());
    return true;
}

Result<> DeliveryBooks::addActivity(const DeliveryEvent &event)
{
    const QString name = activityOf(event);
    if (name.isEmpty() || !event.customer.isValid())
        return {};
    HABERDASH_TRY_ASSIGN(
        type, m_connection->prepare(u"INSERT OR IGNORE INTO event_type (name, unit) VALUES (?1, 'none')"_s));
    HABERDASH_TRY(type.bind(1, name).run());
    HABERDASH_TRY_ASSIGN(activity,
        m_connection->prepare(
            u"INSERT OR IGNORE INTO event (customer_id, occurred_at, type_id, dedupe_key, reference) VALUES "
            u"(?1, ?2, (SELECT id FROM event_type WHERE name = ?3), ?4, (SELECT c.name FROM outbox o "
            u"JOIN campaign c ON c.id = o.campaign_id WHERE o.id = ?5))"_s));
    return activity.bind(1, event.customer)
        .bind(2, event.occurredAt)
        .bind(3, name)
        .bind(4, qint64(stableHash(event.dedupeKey.toStdString())))
        .bind(5, event.message)
        .run();
}

Result<Booked> DeliveryBooks::record(DeliveryEvent event, Timestamp now)
{
    HABERDASH_TRY(identify(event));
    Booked booked;
    booked.isOurs = event.customer.isValid() || event.message.isValid();
    HABERDASH_TRY_ASSIGN(isNew, insert(event, now));
    booked.isNew = isNew;
    if (!isNew)
        return booked;
    HABERDASH_TRY(addActivity(event));
    QString reason;
    if (event.kind == EventKind::HardBounce) {
        reason = u"hard_bounce"_s;
    } else if (event.kind == EventKind::Complaint) {
        reason = u"complaint"_s;
    } else if (event.kind == EventKind::SoftBounce) {
        HABERDASH_TRY_ASSIGN(tooOften, bouncesTooOften(event));
        if (tooOften)
            reason = u"soft_bounce"_s;
    }
    if (!reason.isEmpty()) {
        HABERDASH_TRY_ASSIGN(suppressed, suppress(event, reason, now));
        booked.suppressed = suppressed;
    }
    if (event.kind == EventKind::Unsubscribe) {
        HABERDASH_TRY_ASSIGN(unsubscribed, unsubscribe(event, now));
        booked.unsubscribed = unsubscribed;
    }
    return booked;
}

} // namespace haberdash::sending
