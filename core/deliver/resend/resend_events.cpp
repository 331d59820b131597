// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/resend/resend_events.h"

#include <array>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int limit = 100;

constexpr std::array meanings{
    EventMeaning{"sent", "", EventKind::Accepted},
    EventMeaning{"queued", "", EventKind::Accepted},
    EventMeaning{"delivered", "", EventKind::Delivered},
    EventMeaning{"deliverydelayed", "", EventKind::Deferred},
    EventMeaning{"bounced", "suppressed", EventKind::Refused},
    EventMeaning{"bounced", "transient", EventKind::SoftBounce},
    EventMeaning{"bounced", "undetermined", EventKind::SoftBounce},
    EventMeaning{"bounced", "", EventKind::HardBounce},
    EventMeaning{"failed", "", EventKind::Block},
    EventMeaning{"suppressed", "", EventKind::Refused},
    EventMeaning{"opened", "", EventKind::Open},
    EventMeaning{"clicked", "", EventKind::Click},
    EventMeaning{"complained", "", EventKind::Complaint},
};

} // namespace

std::span<const EventMeaning> resendMeanings()
{
    return meanings;
}

net::HttpRequest ResendEvents::question(const EventCursor &at, Timestamp now) const
{
    QString path = u"/emails?limit=%1"_s.arg(limit);
    if (!at.token.isEmpty())
        path += u"&after="_s + QString::fromLatin1(QUrl::toPercentEncoding(at.token));
    return get(path, now);
}

std::optional<EventPage> ResendEvents::read(const ServiceReply &reply, const EventCursor &at) const
{
    if (!reply.object()[u"data"_s].isArray())
        return std::nullopt;
    const QJsonArray rows = reply.object()[u"data"_s].toArray();
    EventPage page;
    bool reachesBack = false;
    QString last;
    for (const auto &each : rows) {
        const QJsonObject row = each.toObject();
        const auto created = instantFrom(row[u"created_at"_s]);
        last = row[u"id"_s].toString();
        if (!created || last.isEmpty())
            return std::nullopt;
        if (*created < *at.from) {
            reachesBack = true;
            continue;
        }
        if (row[u"last_event"_s].toString().isEmpty())
            continue; // nothing happened yet
        ServiceEvent event;
        event.serviceId = last;
        event.recipient = row[u"to"_s].toArray().first().toString();
        event.occurredAt = *created;
        giveMeaning(event, {row[u"last_event"_s].toString(), {}}, meanings);
        page.events.push_back(std::move(event));
    }
    page.next = at.atPart(1, 1);
    if (!reachesBack && reply.object()[u"has_more"_s].toBool() && last != at.token && !rows.isEmpty()) {
        page.next = at;
        page.next.token = last;
    }
    return page;
}

} // namespace haberdash::deliver
