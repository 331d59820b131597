// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/ses/ses_events.h"

#include <array>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array meanings{
    EventMeaning{"send", "", EventKind::Accepted},
    EventMeaning{"delivery", "", EventKind::Delivered},
    EventMeaning{"deliverydelay", "", EventKind::Deferred},
    // Who is on the list already is not even tried.
    EventMeaning{"bounce", "onaccountsuppressionlist", EventKind::Refused},
    EventMeaning{"bounce", "suppressed", EventKind::Refused},
    EventMeaning{"bounce", "contentrejected", EventKind::Block},
    EventMeaning{"bounce", "attachmentrejected", EventKind::Block},
    EventMeaning{"bounce", "messagetoolarge", EventKind::Block},
    EventMeaning{"bounce", "permanent", EventKind::HardBounce},
    EventMeaning{"bounce", "suppression list", EventKind::HardBounce},
    EventMeaning{"bounce", "", EventKind::SoftBounce},
    EventMeaning{"reject", "", EventKind::Refused},
    EventMeaning{"renderingfailure", "", EventKind::Refused},
    EventMeaning{"open", "", EventKind::Open},
    EventMeaning{"click", "", EventKind::Click},
    EventMeaning{"complaint", "", EventKind::Complaint},
    EventMeaning{"subscription", "", EventKind::Unsubscribe},
};

} // namespace

std::span<const EventMeaning> sesMeanings()
{
    return meanings;
}

net::HttpRequest SesEvents::question(const EventCursor &at, Timestamp now) const
{
    const auto encoded
        = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    QString path = u"/v2/email/suppression/addresses?StartDate=%1&EndDate=%2&PageSize=1000"_s.arg(
        encoded(toWholeSeconds(*at.from)), encoded(toWholeSeconds(*at.until)));
    if (!at.token.isEmpty())
        path += u"&NextToken="_s + encoded(at.token);
    return get(path, now);
}

std::optional<EventPage> SesEvents::read(const ServiceReply &reply, const EventCursor &at) const
{
    const QJsonValue list = reply.object()[u"SuppressedDestinationSummaries"_s];
    if (!list.isArray())
        return std::nullopt;
    EventPage page;
    for (const auto &each : list.toArray()) {
        const QJsonObject row = each.toObject();
        const auto occurredAt = instantFrom(row[u"LastUpdateTime"_s]);
        if (!occurredAt)
            return std::nullopt;
        ServiceEvent event;
        event.recipient = row[u"EmailAddress"_s].toString();
        event.occurredAt = *occurredAt;
        giveMeaning(event, {row[u"Reason"_s].toString(), {u"suppression list"_s}}, meanings);
        page.events.push_back(std::move(event));
    }
    const QString token = reply.object()[u"NextToken"_s].toString();
    page.next = at.atPart(1, 1);
    if (!token.isEmpty() && token != at.token) {
        page.next = at;
        page.next.token = token;
    }
    return page;
}

} // namespace haberdash::deliver
