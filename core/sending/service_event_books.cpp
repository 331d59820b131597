// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/service_event_books.h"

#include "core/base/stable_hash.h"
#include "core/base/wire_address.h"
#include "core/deliver/http/event_fields.h"
#include "core/sending/machine_rules.h"

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;
using deliver::ServiceEvent;

namespace {

constexpr qsizetype longestDetail = 500;
/// Services tell whole seconds, by clocks of their own.
constexpr std::chrono::minutes clocksDiffer{5};

qint64 secondOf(Timestamp instant)
{
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

/// As typed, or with the domain as it goes over the wire.
bool isSameAddress(const QString &kept, const QString &told)
{
    if (kept.trimmed().compare(told.trimmed(), Qt::CaseInsensitive) == 0)
        return true;
    const auto address = EmailAddress::fromString(kept);
    const auto wire = address ? wireAddress(*address, true) : tl::unexpected(address.error());
    return wire && told.trimmed().compare(QString::fromStdString(*wire), Qt::CaseInsensitive) == 0;
}

/// Interfaces tell milliseconds where files tell seconds. Clicks in one second are told apart by their links.
QString dedupeKeyOf(MessageId message, const ServiceEvent &event)
{
    QString key = u"service event %1 %2 %3"_s.arg(message.value())
                      .arg(toWord(*event.kind))
                      .arg(secondOf(event.occurredAt));
    if (*event.kind != EventKind::Click || event.link.isEmpty())
        return key;
    return key + u' ' + QString::number(stableHash(event.link.toStdString()), 16);
}

} // namespace

ServiceEventBooks::ServiceEventBooks(store::Connection &connection, store::Account account, QString source,
    store::Outbox outbox, DeliveryBooks books, campaign::UnsubscribeTokens tokens)
    : m_connection(&connection)
    , m_account(std::move(account))
    , m_source(std::move(source))
    , m_outbox(std::move(outbox))
    , m_books(std::move(books))
    , m_tokens(std::move(tokens))
{ }

Result<ServiceEventBooks> ServiceEventBooks::open(
    store::Connection &connection, const store::Account &account, const QString &source)
{
    HABERDASH_TRY_ASSIGN(outbox, store::Outbox::open(connection));
    HABERDASH_TRY_ASSIGN(books, DeliveryBooks::open(connection));
    HABERDASH_TRY_ASSIGN(tokens, campaign::UnsubscribeTokens::open(connection));
    return ServiceEventBooks(
        connection, account, source, std::move(outbox), std::move(books), std::move(tokens));
}

Result<std::optional<store::OutboxRow>> ServiceEventBooks::byServiceId(const ServiceEvent &event)
{
    // Some give angle brackets with the id when they take a message, and leave them out later; SendGrid adds
    // to the id what it did with the message.
    for (const QString &id :
        {event.serviceId, QString(u'<' + event.serviceId + u'>'), event.serviceId.section(u'.', 0, 0)}) {
        HABERDASH_TRY_ASSIGN(row, m_outbox.byServiceId(id));
        if (row && (event.recipient.isEmpty() || isSameAddress(row->address, event.recipient)))
            return row;
    }
    return std::nullopt;
}

Result<std::optional<store::OutboxRow>> ServiceEventBooks::rowOf(const ServiceEvent &event)
{
    if (!event.key.isEmpty()) {
        // The key of another workspace, or of a test, is not followed any further.
        const auto meaning = m_tokens.read(event.key);
        if (!meaning)
            return std::nullopt;
        return m_outbox.ofCustomer(meaning->campaign, meaning->customer);
    }
    if (!event.serviceId.isEmpty())
        return byServiceId(event);
    return m_outbox.latestTo(
        m_account.id, event.recipient.trimmed().toLower(), event.occurredAt + clocksDiffer);
}

bool ServiceEventBooks::isUnsubscribeLink(const QString &link) const
{
    const QString ours = m_account.unsubscribeUrl.section(u"{token}"_s, 0, 0);
    return !link.isEmpty() && !ours.isEmpty() && link.startsWith(ours);
}

Result<ServiceEventBooks::Trail> ServiceEventBooks::knownTrail(MessageId message)
{
    Trail trail;
    HABERDASH_TRY_ASSIGN(known,
        m_connection->prepare(
            u"SELECT kind, occurred_at, detail FROM delivery_event WHERE outbox_id = ?1 AND kind IN "
            u"('delivered', 'open', 'click') AND machine IS NULL"_s));
    known.bind(1, message);
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, known.step());
        if (!more)
            return trail;
        ServiceEvent event;
        event.kind = deliver::eventKindFromWord(known.text(0));
        event.occurredAt = known.timestamp(1);
        event.link = known.text(2);
        follow(trail, event);
    }
}

void ServiceEventBooks::follow(Trail &trail, const ServiceEvent &event) const
{
    const auto earlier = [&](std::optional<Timestamp> &known) {
        known = known ? std::min(*known, event.occurredAt) : event.occurredAt;
    };
    if (event.kind == EventKind::Delivered)
        earlier(trail.deliveredAt);
    else if (event.kind == EventKind::Open)
        earlier(trail.openedAt);
    else if (event.kind == EventKind::Click) {
        trail.clicks[secondOf(event.occurredAt)].insert(event.link);
        if (!isUnsubscribeLink(event.link))
            earlier(trail.openedAt);
    }
}

QString ServiceEventBooks::machineOf(const ServiceEvent &event, const Trail &trail) const
{
    Visit visit;
    visit.kind = *event.kind;
    visit.at = event.occurredAt;
    visit.userAgent = event.userAgent;
    visit.isSaidToBeMachine = event.isSaidToBeMachine;
    visit.deliveredAt = trail.deliveredAt;
    if (const auto found = trail.clicks.find(secondOf(event.occurredAt)); found != trail.clicks.end())
        visit.linksAtOnce = int(found->second.size());
    visit.isUnsubscribeLink = isUnsubscribeLink(event.link);
    visit.wasReadBefore = trail.openedAt && *trail.openedAt <= event.occurredAt;
    const MachineRule *rule = machineRuleFor(visit);
    return rule ? QString::fromLatin1(rule->name) : QString();
}

Result<> ServiceEventBooks::book(std::span<const ServiceEvent> events, Timestamp now, EventCounts &counts)
{
    std::vector<std::optional<store::OutboxRow>> rows;
    std::map<MessageId, Trail> trails;
    for (const ServiceEvent &event : events) {
        HABERDASH_TRY_ASSIGN(row, rowOf(event));
        if (row) {
            const auto [place, isNew] = trails.try_emplace(row->id);
            if (isNew) {
                HABERDASH_TRY_ASSIGN(known, knownTrail(row->id));
                place->second = std::move(known);
            }
            follow(place->second, event);
        }
        rows.push_back(std::move(row));
    }
    for (size_t i = 0; i < events.size(); ++i) {
        const ServiceEvent &told = events[i];
        ++counts.read;
        if (!rows[i]) {
            ++counts.notOurs;
            continue;
        }
        if (!told.kind) {
            ++counts.unknown[told.raw];
            continue;
        }
        DeliveryEvent event;
        event.kind = *told.kind;
        event.message = rows[i]->id;
        event.customer = rows[i]->customer;
        event.address = rows[i]->address;
        event.occurredAt = told.occurredAt;
        event.source = m_source;
        event.raw = told.raw;
        event.detail = deliver::onOneLine(told.link.isEmpty() ? told.detail : told.link, longestDetail);
        event.machine = machineOf(told, trails[rows[i]->id]);
        event.dedupeKey = dedupeKeyOf(rows[i]->id, told);
        const bool isMachine = !event.machine.isEmpty();
        HABERDASH_TRY_ASSIGN(booked, m_books.record(std::move(event), now));
        if (!booked.isNew) {
            ++counts.known;
            continue;
        }
        ++counts.added;
        ++counts.kinds[*told.kind];
        counts.machines += isMachine ? 1 : 0;
        counts.suppressed += booked.suppressed ? 1 : 0;
        counts.unsubscribed += booked.unsubscribed ? 1 : 0;
    }
    return {};
}

} // namespace haberdash::sending
