// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/mailgun/mailgun_events.h"

#include <QDateTime>
#include <QLocale>

#include <array>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int limit = 300;

// "failed" is for good or for a while; for good it may be the sender's fault, or Mailgun that remembers an
// older failure and did not even try.
constexpr std::array meanings{
    EventMeaning{"accepted", "", EventKind::Accepted},
    EventMeaning{"delivered", "", EventKind::Delivered},
    EventMeaning{"failed", "temporary", EventKind::Deferred},
    EventMeaning{"failed", "suppress", EventKind::Refused},
    EventMeaning{"failed", "5.7", EventKind::Block},
    EventMeaning{"failed", "espblock", EventKind::Block},
    EventMeaning{"failed", "5.2.2", EventKind::SoftBounce},
    EventMeaning{"failed", "soft", EventKind::SoftBounce},
    EventMeaning{"failed", "old", EventKind::SoftBounce},
    EventMeaning{"failed", "permanent", EventKind::HardBounce},
    EventMeaning{"rejected", "", EventKind::Refused},
    EventMeaning{"opened", "", EventKind::Open},
    EventMeaning{"clicked", "", EventKind::Click},
    EventMeaning{"complained", "", EventKind::Complaint},
    EventMeaning{"unsubscribed", "", EventKind::Unsubscribe},
};

/// "Sat, 28 Nov 2026 12:00:00 +0000", in English wherever we are.
QString toMailDate(Timestamp instant)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), Qt::UTC);
    return QLocale::c().toString(moment, u"ddd, dd MMM yyyy HH:mm:ss"_s) + u" +0000"_s;
}

} // namespace

std::span<const EventMeaning> mailgunMeanings()
{
    return meanings;
}

net::HttpRequest MailgunEvents::question(const EventCursor &at, Timestamp now) const
{
    const QString domain = dialect().account().domain;
    const QJsonObject ofDomain{{u"attribute"_s, u"domain"_s}, {u"comparator"_s, u"="_s},
        {u"values"_s, QJsonArray{QJsonObject{{u"label"_s, domain}, {u"value"_s, domain}}}}};
    QJsonObject pagination{{u"sort"_s, u"timestamp:asc"_s}, {u"limit"_s, limit}};
    if (!at.token.isEmpty())
        pagination[u"token"_s] = at.token;
    return post(u"/v1/analytics/logs"_s,
        {{u"start"_s, toMailDate(*at.from)}, {u"end"_s, toMailDate(*at.until)},
            {u"events"_s,
                QJsonArray{u"accepted"_s, u"delivered"_s, u"failed"_s, u"rejected"_s, u"opened"_s,
                    u"clicked"_s, u"complained"_s, u"unsubscribed"_s}},
            {u"filter"_s, QJsonObject{{u"AND"_s, QJsonArray{ofDomain}}}}, {u"pagination"_s, pagination}},
        now);
}

std::optional<EventPage> MailgunEvents::read(const ServiceReply &reply, const EventCursor &at) const
{
    if (!reply.object()[u"items"_s].isArray())
        return std::nullopt;
    const QJsonArray items = reply.object()[u"items"_s].toArray();
    EventPage page;
    for (const auto &each : items) {
        const QJsonObject item = each.toObject();
        const QJsonValue stamp = item[u"@timestamp"_s];
        const auto occurredAt = instantFrom(stamp.isUndefined() ? item[u"timestamp"_s] : stamp);
        if (!occurredAt)
            return std::nullopt;
        QJsonValue variables = item[u"user-variables"_s];
        if (variables.isString())
            variables = QJsonDocument::fromJson(variables.toString().toUtf8()).object();
        ServiceEvent event;
        event.key = variables.toObject()[u"hid"_s].toString();
        event.serviceId = withoutAngles(textAt(item, {"message"_L1, "headers"_L1, "message-id"_L1}));
        event.recipient = item[u"recipient"_s].toString();
        event.occurredAt = *occurredAt;
        event.detail = firstOf({textAt(item, {"delivery-status"_L1, "message"_L1}),
            textAt(item, {"delivery-status"_L1, "description"_L1}), item[u"reason"_s].toString()});
        event.link = item[u"url"_s].toString();
        event.userAgent = textAt(item, {"client-info"_L1, "user-agent"_L1});
        const QJsonValue bot = item[u"client-info"_s].toObject()[u"bot"_s];
        event.isSaidToBeMachine = bot.toBool() || !bot.toString().isEmpty();
        giveMeaning(event,
            {item[u"event"_s].toString(),
                {item[u"severity"_s].toString(), item[u"reason"_s].toString(),
                    textAt(item, {"delivery-status"_L1, "enhanced-code"_L1}),
                    textAt(item, {"delivery-status"_L1, "bounce-type"_L1})}},
            meanings);
        page.events.push_back(std::move(event));
    }
    const QString token = textAt(reply.object(), {"pagination"_L1, "next"_L1});
    page.next = at.atPart(1, 1);
    // The last page names a next one, too, which is empty; one that names itself would never end.
    if (!items.isEmpty() && !token.isEmpty() && token != at.token) {
        page.next = at;
        page.next.token = token;
    }
    return page;
}

} // namespace haberdash::deliver
