// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/sendgrid/sendgrid_events.h"

#include <algorithm>
#include <array>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int logLimit = 1000;
constexpr int listLimit = 500;
constexpr std::chrono::seconds shortestSlice{1};
/// Messages accepted longer ago than this, counted from where the last visit ended, were looked at already.
constexpr std::chrono::minutes unseen{60};

enum Part { Log, Complaints, Unsubscribes, parts };

// What is refused for good is a hard bounce only where it is the address: SendGrid's classes tell.
constexpr std::array meanings{
    EventMeaning{"processed", "", EventKind::Accepted},
    EventMeaning{"received", "", EventKind::Accepted},
    EventMeaning{"delivered", "", EventKind::Delivered},
    EventMeaning{"deferred", "", EventKind::Deferred},
    EventMeaning{"bounce", "blocked", EventKind::Block},
    EventMeaning{"bounce", "invalid", EventKind::HardBounce},
    EventMeaning{"bounce", "mailbox unavailable", EventKind::SoftBounce},
    EventMeaning{"bounce", "technical", EventKind::SoftBounce},
    EventMeaning{"bounce", "content", EventKind::Block},
    EventMeaning{"bounce", "reputation", EventKind::Block},
    EventMeaning{"bounce", "frequency", EventKind::Block},
    EventMeaning{"bounce", "5.7.", EventKind::Block},
    EventMeaning{"bounce", "5.2.2", EventKind::SoftBounce},
    EventMeaning{"bounce", "4.", EventKind::SoftBounce},
    EventMeaning{"bounce", "", EventKind::HardBounce},
    EventMeaning{"bounced", "", EventKind::HardBounce},
    EventMeaning{"blocked", "", EventKind::Block},
    EventMeaning{"dropped", "", EventKind::Refused},
    EventMeaning{"open", "", EventKind::Open},
    EventMeaning{"click", "", EventKind::Click},
    EventMeaning{"spamreport", "", EventKind::Complaint},
    EventMeaning{"unsubscribe", "", EventKind::Unsubscribe},
    EventMeaning{"groupunsubscribe", "", EventKind::Unsubscribe},
};

std::chrono::seconds lengthOf(const EventCursor &at)
{
    return std::chrono::ceil<std::chrono::seconds>(
        at.sliceUntil.value_or(*at.until) - at.sliceFrom.value_or(*at.from));
}

/// Behind a slice that was read: the next one, twice as long, or the next list.
EventCursor behindSlice(const EventCursor &at)
{
    const Timestamp end = at.sliceUntil.value_or(*at.until);
    if (end >= *at.until)
        return at.atPart(Complaints, parts);
    EventCursor next = at.restarted();
    next.sliceFrom = end;
    next.sliceUntil = std::min<Timestamp>(*at.until, end + lengthOf(at) * 2);
    return next;
}

} // namespace

std::span<const EventMeaning> sendGridMeanings()
{
    return meanings;
}

net::HttpRequest SendGridEvents::question(const EventCursor &at, Timestamp now) const
{
    if (!at.pending.isEmpty())
        return get(u"/v3/logs/"_s + QString::fromLatin1(QUrl::toPercentEncoding(at.pending.front())), now);
    if (at.part == Log) {
        const QString query
            = u"sg_message_id_created_at >= TIMESTAMP \"%1\" AND sg_message_id_created_at <= TIMESTAMP \"%2\""_s
                  .arg(toWholeSeconds(at.sliceFrom.value_or(*at.from)),
                      toWholeSeconds(at.sliceUntil.value_or(*at.until) + 999ms));
        return post(u"/v3/logs"_s, {{u"query"_s, query}, {u"limit"_s, logLimit}}, now);
    }
    return get(u"/v3/suppression/%1?start_time=%2&end_time=%3&limit=%4&offset=%5"_s
                   .arg(at.part == Complaints ? u"spam_reports"_s : u"unsubscribes"_s)
                   .arg(toMilliseconds(*at.from) / 1000)
                   .arg(toMilliseconds(*at.until) / 1000 + 1)
                   .arg(listLimit)
                   .arg(at.offset),
        now);
}

std::optional<EventPage> SendGridEvents::readLog(const ServiceReply &reply, const EventCursor &at) const
{
    const QJsonValue list = reply.object()[u"messages"_s];
    if (!list.isArray())
        return std::nullopt;
    const QJsonArray messages = list.toArray();
    const auto length = lengthOf(at);
    EventPage page;
    if (messages.size() >= logLimit && length > shortestSlice) {
        page.next = at.restarted();
        page.next.sliceFrom = at.sliceFrom.value_or(*at.from);
        page.next.sliceUntil = *page.next.sliceFrom + std::max(shortestSlice, length / 2);
        return page;
    }
    if (messages.size() >= logLimit)
        page.remark
            = u"SendGrid names only %1 of the messages that it took at %2; what became of the others it does not tell."_s
                  .arg(logLimit)
                  .arg(toWholeSeconds(at.sliceFrom.value_or(*at.from)));
    page.next = at;
    for (const auto &each : messages) {
        const QJsonObject message = each.toObject();
        const QString id = message[u"sg_message_id"_s].toString();
        const auto created = instantFrom(message[u"sg_message_id_created_at"_s]);
        const bool wasSeen = at.readUntil && created && *created < *at.readUntil - unseen;
        if (!id.isEmpty() && !(wasSeen && message[u"status"_s].toString() == u"delivered"_s))
            page.next.pending.append(id);
    }
    if (page.next.pending.isEmpty())
        page.next = behindSlice(at);
    return page;
}

EventPage SendGridEvents::withoutMessage(const EventCursor &at) const
{
    EventPage page;
    page.next = at;
    page.next.pending.removeFirst();
    if (page.next.pending.isEmpty())
        page.next = behindSlice(page.next);
    return page;
}

std::optional<EventPage> SendGridEvents::readMessage(const ServiceReply &reply, const EventCursor &at) const
{
    const QJsonObject message = reply.object();
    if (!message[u"events"_s].isArray())
        return std::nullopt;
    QJsonValue arguments = message[u"custom_args"_s];
    if (arguments.isString())
        arguments = QJsonDocument::fromJson(arguments.toString().toUtf8()).object();
    EventPage page;
    for (const auto &each : message[u"events"_s].toArray()) {
        const QJsonObject row = each.toObject();
        ServiceEvent event;
        event.key = arguments.toObject()[u"hid"_s].toString();
        event.serviceId = at.pending.front();
        event.recipient = message[u"to_email"_s].toString();
        const auto occurredAt
            = instantFrom(row[u"processed"_s].isUndefined() ? row[u"timestamp"_s] : row[u"processed"_s]);
        if (!occurredAt)
            return std::nullopt;
        event.occurredAt = *occurredAt;
        event.detail = row[u"reason"_s].toString();
        event.link = row[u"url"_s].toString();
        event.userAgent = row[u"http_user_agent"_s].toString();
        event.isSaidToBeMachine = row[u"sg_machine_open"_s].toBool();
        const QString name = firstOf({row[u"event_name"_s].toString(), row[u"event"_s].toString()});
        giveMeaning(event,
            {name,
                {firstOf({row[u"bounce_type"_s].toString(), row[u"type"_s].toString()}),
                    row[u"bounce_classification"_s].toString(), row[u"status"_s].toString()}},
            meanings);
        page.events.push_back(std::move(event));
    }
    page.next = withoutMessage(at).next;
    return page;
}

std::optional<EventPage> SendGridEvents::readList(const ServiceReply &reply, const EventCursor &at) const
{
    if (!reply.json.isArray())
        return std::nullopt;
    const QJsonArray rows = reply.json.array();
    EventPage page;
    for (const auto &each : rows) {
        const auto created = instantFrom(each.toObject()[u"created"_s]);
        if (!created)
            return std::nullopt;
        ServiceEvent event;
        event.recipient = each.toObject()[u"email"_s].toString();
        event.occurredAt = *created;
        giveMeaning(event, {at.part == Complaints ? u"spamreport"_s : u"unsubscribe"_s, {}}, meanings);
        page.events.push_back(std::move(event));
    }
    page.next = at;
    page.next.offset += rows.size();
    if (rows.size() < listLimit)
        page.next = at.atPart(at.part + 1, parts);
    return page;
}

std::optional<EventPage> SendGridEvents::read(const ServiceReply &reply, const EventCursor &at) const
{
    if (at.part != Log)
        return readList(reply, at);
    return at.pending.isEmpty() ? readLog(reply, at) : readMessage(reply, at);
}

} // namespace haberdash::deliver
