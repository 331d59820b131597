// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/brevo/brevo_events.h"

#include <array>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int limit = 2500;

constexpr std::array meanings{
    EventMeaning{"requests", "", EventKind::Accepted},
    EventMeaning{"request", "", EventKind::Accepted},
    EventMeaning{"sent", "", EventKind::Accepted},
    EventMeaning{"delivered", "", EventKind::Delivered},
    EventMeaning{"deferred", "", EventKind::Deferred},
    EventMeaning{"hardbounces", "", EventKind::HardBounce},
    EventMeaning{"hardbounce", "", EventKind::HardBounce},
    EventMeaning{"hardbounced", "", EventKind::HardBounce},
    EventMeaning{"invalid", "", EventKind::HardBounce},
    EventMeaning{"invalidemail", "", EventKind::HardBounce},
    EventMeaning{"softbounces", "", EventKind::SoftBounce},
    EventMeaning{"softbounce", "", EventKind::SoftBounce},
    EventMeaning{"softbounced", "", EventKind::SoftBounce},
    EventMeaning{"bounces", "", EventKind::SoftBounce}, // it does not say which
    EventMeaning{"blocked", "", EventKind::Block},
    EventMeaning{"error", "", EventKind::Refused},
    EventMeaning{"opened", "", EventKind::Open},
    EventMeaning{"uniqueopened", "", EventKind::Open},
    EventMeaning{"firstopening", "", EventKind::Open},
    EventMeaning{"loadedbyproxy", "", EventKind::Open, true},
    EventMeaning{"proxyopen", "", EventKind::Open, true},
    EventMeaning{"uniqueproxyopen", "", EventKind::Open, true},
    EventMeaning{"clicks", "", EventKind::Click},
    EventMeaning{"click", "", EventKind::Click},
    EventMeaning{"clicked", "", EventKind::Click},
    EventMeaning{"spam", "", EventKind::Complaint},
    EventMeaning{"complaint", "", EventKind::Complaint},
    EventMeaning{"unsubscribed", "", EventKind::Unsubscribe},
    EventMeaning{"unsubscribe", "", EventKind::Unsubscribe},
};

} // namespace

std::span<const EventMeaning> brevoMeanings()
{
    return meanings;
}

net::HttpRequest BrevoEvents::question(const EventCursor &at, Timestamp now) const
{
    const auto day
        = [](Timestamp instant) { return toIsoString(std::chrono::floor<std::chrono::days>(instant)); };
    return get(u"/v3/smtp/statistics/events?limit=%1&offset=%2&startDate=%3&endDate=%4&sort=asc"_s.arg(limit)
                   .arg(at.offset)
                   .arg(day(*at.from), day(*at.until)),
        now);
}

std::optional<EventPage> BrevoEvents::read(const ServiceReply &reply, const EventCursor &at) const
{
    const QJsonObject answer = reply.object();
    const QJsonValue list = answer[u"events"_s];
    // Where nothing happened, the answer is {}.
    const bool isEmpty = reply.json.isObject() && answer.isEmpty();
    if (!list.isArray() && !isEmpty)
        return std::nullopt;
    const QJsonArray rows = list.toArray();
    EventPage page;
    for (const auto &each : rows) {
        const QJsonObject row = each.toObject();
        const auto occurredAt = instantFrom(row[u"date"_s]);
        if (!occurredAt)
            return std::nullopt;
        ServiceEvent event;
        event.serviceId = withoutAngles(row[u"messageId"_s].toString());
        event.recipient = row[u"email"_s].toString();
        event.occurredAt = *occurredAt;
        event.detail = row[u"reason"_s].toString();
        event.link = row[u"link"_s].toString();
        giveMeaning(event, {row[u"event"_s].toString(), {}}, meanings);
        page.events.push_back(std::move(event));
    }
    page.next = at.atPart(1, 1);
    if (rows.size() >= limit) {
        page.next = at;
        page.next.offset += rows.size();
    }
    return page;
}

} // namespace haberdash::deliver
