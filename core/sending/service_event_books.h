// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/unsubscribe_token.h"
#include "core/deliver/service_events.h"
#include "core/sending/delivery_books.h"
#include "core/store/account_repository.h"
#include "core/store/outbox_repository.h"

#include <QMap>

#include <map>
#include <set>
#include <span>

namespace haberdash::sending {

/// What came of the events that were read.
struct EventCounts
{
    qint64 read = 0;
    qint64 added = 0; ///< written down for the first time
    qint64 known = 0;
    qint64 notOurs = 0; ///< about mail that did not leave from this workspace
    qint64 machines = 0; ///< of those added: openings and clicks of programs
    qint64 suppressed = 0; ///< addresses that are not written to any more
    qint64 unsubscribed = 0;
    std::map<EventKind, qint64> kinds; ///< of those added
    QMap<QString, qint64> unknown; ///< about mail of ours, by the service's name, which has no meaning here
    friend bool operator==(const EventCounts &, const EventCounts &) = default;
};

/// Books what a service tells of messages, whether it was asked for or came in a file: the same event by both
/// ways is one row. Whom it is about is found by our own key, else by what the service calls the message
/// together with its recipient; an event that names no message at all, by the last one that this account sent
/// to the address. Openings and clicks of programs are told apart by `machineRuleFor`. Inside the caller's
/// transaction.
class ServiceEventBooks
{
public:
    /// @param source "sendgrid", "file events.csv"
    [[nodiscard]] static Result<ServiceEventBooks> open(
        store::Connection &connection, const store::Account &account, const QString &source);
    /// @param events what came together: a program that clicks through a mail is known by its company
    [[nodiscard]] Result<> book(
        std::span<const deliver::ServiceEvent> events, Timestamp now, EventCounts &counts);

private:
    /// What was seen of one message, by now and in the events at hand.
    struct Trail
    {
        std::optional<Timestamp> deliveredAt;
        std::optional<Timestamp>
            openedAt; ///< for the first time, or clicked another link than to unsubscribe
        std::map<qint64, std::set<QString>> clicks; ///< links by the second
    };
    ServiceEventBooks(store::Connection &connection, store::Account account, QString source,
        store::Outbox outbox, DeliveryBooks books, campaign::UnsubscribeTokens tokens);
    [[nodiscard]] Result<std::optional<store::OutboxRow>> rowOf(const deliver::ServiceEvent &event);
    [[nodiscard]] Result<std::optional<store::OutboxRow>> byServiceId(const deliver::ServiceEvent &event);
    [[nodiscard]] Result<Trail> knownTrail(MessageId message);
    [[nodiscard]] bool isUnsubscribeLink(const QString &link) const;
    void follow(Trail &trail, const deliver::ServiceEvent &event) const;
    [[nodiscard]] QString machineOf(const deliver::ServiceEvent &event, const Trail &trail) const;

    store::Connection *m_connection;
    store::Account m_account;
    QString m_source;
    store::Outbox m_outbox;
    DeliveryBooks m_books;
    campaign::UnsubscribeTokens m_tokens;
};

} // namespace haberdash::sending
