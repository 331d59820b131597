// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/returned_mail_books.h"

#include <QCryptographicHash>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using bounce::ReturnedMail;

namespace {

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

/// The sender or the content was refused: that is not the address's fault.
bool isBlock(bounce::Reason reason)
{
    using bounce::Reason;
    return (reason >= Reason::SenderRefused && reason <= Reason::SendingTooFast)
        || (reason >= Reason::PolicyViolation && reason <= Reason::NotByTheRules);
}

std::optional<EventKind> kindOf(const ReturnedMail &mail)
{
    switch (mail.kind) {
    case ReturnedMail::Kind::Bounce:
        if (mail.severity == ReturnedMail::Severity::Hard)
            return EventKind::HardBounce;
        return isBlock(mail.reason) ? EventKind::Block : EventKind::SoftBounce;
    case ReturnedMail::Kind::Delayed:
        return EventKind::Deferred;
    case ReturnedMail::Kind::Delivered:
        return EventKind::Delivered;
    case ReturnedMail::Kind::Complaint:
        return EventKind::Complaint;
    case ReturnedMail::Kind::OptOut:
    case ReturnedMail::Kind::UnsubscribeRequest:
        return EventKind::Unsubscribe;
    case ReturnedMail::Kind::AutoReply:
    case ReturnedMail::Kind::Other:
        return std::nullopt;
    }
    return std::nullopt;
}

void count(EventKind kind, ReturnCounts &counts)
{
    switch (kind) {
    case EventKind::HardBounce:
        ++counts.hardBounces;
        break;
    case EventKind::SoftBounce:
        ++counts.softBounces;
        break;
    case EventKind::Block:
        ++counts.blocks;
        break;
    case EventKind::Complaint:
        ++counts.complaints;
        break;
    case EventKind::Unsubscribe:
        ++counts.unsubscribed;
        break;
    default:
        ++counts.notices;
        break;
    }
}

} // namespace

ReturnedMailBooks::ReturnedMailBooks(store::Connection &connection, store::Outbox outbox, DeliveryBooks books,
    campaign::UnsubscribeTokens tokens)
    : m_connection(&connection)
    , m_outbox(std::move(outbox))
    , m_books(std::move(books))
    , m_tokens(std::move(tokens))
{ }

Result<ReturnedMailBooks> ReturnedMailBooks::open(store::Connection &connection)
{
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(books, DeliveryBooks::open(connection));
    HABERDASH_TRY_ASSIGN(tokens, campaign::UnsubscribeTokens::open(connection));
    return ReturnedMailBooks(connection, std::move(outbox), std::move(books), std::move(tokens));
}

Result<std::optional<store::OutboxRow>> ReturnedMailBooks::rowOf(const ReturnedMail &mail)
{
    for (const std::string &token :
        {mail.unsubscribeToken, mail.haberdashId, mail.returnToken, mail.envelopeId}) {
        const auto meaning = m_tokens.read(text(token));
        if (!meaning)
            continue;
        HABERDASH_TRY_ASSIGN(row, m_outbox.ofCustomer(meaning->campaign, meaning->customer));
        if (row)
            return row;
    }
    if (mail.messageId.empty())
        return std::nullopt;
    HABERDASH_TRY_ASSIGN(row, m_outbox.byMessageId(text(mail.messageId)));
    return row;
}

Result<std::optional<store::OutboxRow>> ReturnedMailBooks::latestTo(const QString &address, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(latest,
        m_connection->prepare(
            u"SELECT o.id FROM identity i JOIN outbox o ON o.customer_id = i.customer_id WHERE i.kind = "
            u"'email' "
            u"AND i.key = ?1 AND o.claimed_at > ?2 AND lower(o.address) = ?1 ORDER BY o.claimed_at DESC LIMIT 1"_s));
    HABERDASH_TRY_ASSIGN(
        found, latest.bind(1, address.trimmed().toLower()).bind(2, now - addressCounts).step());
    if (!found)
        return std::nullopt;
    HABERDASH_TRY_ASSIGN(row, m_outbox.row(latest.id<MessageId>(0)));
    return std::optional(row);
}

Result<> ReturnedMailBooks::bookOne(
    const ReturnedMail &mail, const QString &source, const QString &key, Timestamp now, ReturnCounts &counts)
{
    const auto kind = kindOf(mail);
    if (!kind) {
        ++(mail.kind == ReturnedMail::Kind::AutoReply ? counts.autoReplies : counts.letters);
        return {};
    }
    const QString address = text(mail.originalRecipient.empty() ? mail.recipient : mail.originalRecipient);
    HABERDASH_TRY_ASSIGN(row, rowOf(mail));
    // Who asks to be left alone may do so for the address they write from, known to us or not.
    if (!row && *kind != EventKind::Unsubscribe) {
        HABERDASH_TRY_ASSIGN(latest, latestTo(address, now));
        row = latest;
    }
    if (!row && *kind != EventKind::Unsubscribe) {
        ++counts.strangers;
        return {};
    }
    DeliveryEvent event;
    event.kind = *kind;
    event.address = row ? row->address : address;
    if (row) {
        event.message = row->id;
        event.customer = row->customer;
    }
    event.occurredAt = now;
    event.source = source;
    event.raw = text(toWord(mail.reason));
    event.detail = text(mail.diagnostic.empty() ? mail.status : mail.diagnostic);
    event.dedupeKey = key;
    HABERDASH_TRY_ASSIGN(booked, m_books.record(std::move(event), now));
    if (booked.isNew) {
        count(*kind, counts);
        counts.suppressed += booked.suppressed ? 1 : 0;
    }
    return {};
}

Result<> ReturnedMailBooks::book(
    std::string_view bytes, const QString &source, Timestamp now, ReturnCounts &counts)
{
    ++counts.mails;
    const auto fingerprint = QCryptographicHash::hash(
        QByteArrayView(bytes.data(), qsizetype(bytes.size())), QCryptographicHash::Sha256)
                                 .toHex()
                                 .left(32);
    int part = 0;
    for (const ReturnedMail &mail : bounce::readReturnedMail(bytes)) {
        // The same mail, read from a mailbox and from a file, is the same news.
        const QString key = u"mail %1 %2"_s.arg(QString::fromLatin1(fingerprint)).arg(part++);
        HABERDASH_TRY(bookOne(mail, source, key, now, counts));
    }
    return {};
}

} // namespace haberdash::sending
