// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/postmark/postmark_events.h"

#include <algorithm>
#include <array>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int count = 500;
constexpr int detailsAtOnce = 100; ///< messages whose details are asked for before the list goes on
constexpr int cap = 10'000; ///< rows of a list that can be reached by an offset
/// Its days are those of New York, four or five hours behind.
constexpr auto leastBehind = 4h;
constexpr auto mostBehind = 5h;

enum Part { Bounces, Messages, Opens, Clicks, parts };

constexpr std::array meanings{
    EventMeaning{"sent", "", EventKind::Accepted},
    EventMeaning{"queued", "", EventKind::Accepted},
    EventMeaning{"processed", "", EventKind::Accepted},
    EventMeaning{"delivered", "", EventKind::Delivered},
    EventMeaning{"delivery", "", EventKind::Delivered},
    EventMeaning{"transient", "", EventKind::Deferred},
    EventMeaning{"hardbounce", "", EventKind::HardBounce},
    EventMeaning{"bademailaddress", "", EventKind::HardBounce},
    EventMeaning{"softbounce", "", EventKind::SoftBounce},
    EventMeaning{"dnserror", "", EventKind::SoftBounce},
    EventMeaning{"blocked", "", EventKind::Block},
    EventMeaning{"dmarcpolicy", "", EventKind::Block},
    EventMeaning{"spamnotification", "", EventKind::Block},
    EventMeaning{"smtpapierror", "", EventKind::Refused},
    EventMeaning{"templaterenderingfailed", "", EventKind::Refused},
    EventMeaning{"406", "", EventKind::Refused},
    EventMeaning{"open", "", EventKind::Open},
    EventMeaning{"opened", "", EventKind::Open},
    EventMeaning{"click", "", EventKind::Click},
    EventMeaning{"linkclicked", "", EventKind::Click},
    EventMeaning{"spamcomplaint", "", EventKind::Complaint},
    EventMeaning{"unsubscribe", "", EventKind::Unsubscribe},
    EventMeaning{"subscriptionchange", "manualsuppression", EventKind::Unsubscribe},
    EventMeaning{"subscriptionchange", "hardbounce", EventKind::HardBounce},
    EventMeaning{"subscriptionchange", "spamcomplaint", EventKind::Complaint},
};

QString dayBehind(Timestamp instant, std::chrono::hours behind)
{
    return toIsoString(std::chrono::floor<std::chrono::days>(instant - behind));
}

/// Cuts a window of days in halves where it has more rows than can be reached; false where it is one day.
bool halve(EventCursor &at)
{
    const Timestamp from = at.sliceFrom.value_or(*at.from);
    const Timestamp until = at.sliceUntil.value_or(*at.until);
    if (until - from <= 24h)
        return false;
    EventCursor half = at.restarted();
    half.sliceFrom = from;
    half.sliceUntil = from + std::max<std::chrono::milliseconds>(24h, (until - from) / 2);
    at = half;
    return true;
}

/// Behind a slice, or the whole window, of a list.
EventCursor behind(const EventCursor &at)
{
    if (!at.sliceUntil || *at.sliceUntil >= *at.until)
        return at.atPart(at.part + 1, parts);
    EventCursor next = at.restarted();
    next.sliceFrom = at.sliceUntil;
    next.sliceUntil = std::min<Timestamp>(*at.until, *at.sliceUntil + (*at.sliceUntil - *at.sliceFrom));
    return next;
}

/// Behind a page of a list that has `total` rows.
void goOn(EventPage &page, const EventCursor &at, qsizetype rows, int pageSize)
{
    page.next = at;
    page.next.offset += rows;
    if (rows < pageSize) {
        page.next = behind(at);
    } else if (page.next.offset + pageSize > cap) {
        page.remark
            = u"Postmark shows only the first %1 rows of a list; what lies behind them it does not tell."_s
                  .arg(cap);
        page.next = behind(at);
    }
}

ServiceEvent eventOf(const QJsonObject &row, const QString &recipient, const QString &time)
{
    ServiceEvent event;
    event.key = textAt(row, {"Metadata"_L1, "hid"_L1});
    event.serviceId = row[u"MessageID"_s].toString();
    event.recipient = row[recipient].toString();
    event.occurredAt = instantFrom(row[time]).value_or(Timestamp{});
    return event;
}

} // namespace

std::span<const EventMeaning> postmarkMeanings()
{
    return meanings;
}

net::HttpRequest PostmarkEvents::question(const EventCursor &at, Timestamp now) const
{
    if (!at.pending.isEmpty())
        return get(u"/messages/outbound/%1/details"_s.arg(
                       QString::fromLatin1(QUrl::toPercentEncoding(at.pending.front()))),
            now);
    const QString page
        = u"?count=%1&offset=%2&messagestream=%3"_s.arg(at.part == Messages ? detailsAtOnce : count)
              .arg(at.offset)
              .arg(dialect().account().stream);
    if (at.part == Opens || at.part == Clicks)
        return get(
            (at.part == Opens ? u"/messages/outbound/opens"_s : u"/messages/outbound/clicks"_s) + page, now);
    const QString days
        = u"&fromdate=%1&todate=%2"_s.arg(dayBehind(at.sliceFrom.value_or(*at.from), mostBehind),
            dayBehind(at.sliceUntil.value_or(*at.until), leastBehind));
    return get((at.part == Bounces ? u"/bounces"_s : u"/messages/outbound"_s) + page + days, now);
}

std::optional<EventPage> PostmarkEvents::readBounces(const ServiceReply &reply, const EventCursor &at) const
{
    if (!reply.object()[u"Bounces"_s].isArray())
        return std::nullopt;
    EventPage page;
    page.next = at;
    if (at.offset == 0 && reply.object()[u"TotalCount"_s].toInteger() > cap && halve(page.next))
        return page;
    const QJsonArray rows = reply.object()[u"Bounces"_s].toArray();
    for (const auto &each : rows) {
        const QJsonObject row = each.toObject();
        auto event = eventOf(row, u"Email"_s, u"BouncedAt"_s);
        if (event.occurredAt == Timestamp{})
            return std::nullopt;
        event.detail = firstOf({row[u"Details"_s].toString(), row[u"Description"_s].toString()});
        giveMeaning(event, {row[u"Type"_s].toString(), {}}, meanings);
        page.events.push_back(std::move(event));
    }
    goOn(page, at, rows.size(), count);
    return page;
}

std::optional<EventPage> PostmarkEvents::readMessages(const ServiceReply &reply, const EventCursor &at) const
{
    if (!reply.object()[u"Messages"_s].isArray())
        return std::nullopt;
    EventPage page;
    page.next = at;
    if (at.offset == 0 && reply.object()[u"TotalCount"_s].toInteger() > cap && halve(page.next))
        return page;
    const QJsonArray rows = reply.object()[u"Messages"_s].toArray();
    goOn(page, at, rows.size(), detailsAtOnce);
    QStringList pending;
    for (const auto &each : rows) {
        const QJsonObject row = each.toObject();
        // The list goes by whole days.
        const auto received = instantFrom(row[u"ReceivedAt"_s]);
        if (received && *received >= *at.from && !row[u"MessageID"_s].toString().isEmpty())
            pending.append(row[u"MessageID"_s].toString());
    }
    if (!pending.isEmpty()) {
        // The place behind this page is found again from the number of its rows.
        page.next = at;
        page.next.pending = pending;
        page.next.token = QString::number(rows.size());
    }
    return page;
}

EventPage PostmarkEvents::withoutMessage(const EventCursor &at) const
{
    EventPage page;
    page.next = at;
    page.next.pending.removeFirst();
    if (page.next.pending.isEmpty()) {
        EventCursor list = page.next;
        list.token.clear();
        goOn(page, list, at.token.toLongLong(), detailsAtOnce);
    }
    return page;
}

std::optional<EventPage> PostmarkEvents::readDetails(const ServiceReply &reply, const EventCursor &at) const
{
    const QJsonObject message = reply.object();
    if (!message[u"MessageEvents"_s].isArray())
        return std::nullopt;
    EventPage page;
    for (const auto &each : message[u"MessageEvents"_s].toArray()) {
        const QJsonObject row = each.toObject();
        const QString type = row[u"Type"_s].toString();
        // The others have lists of their own, which tell more of them.
        if (type != u"Delivered"_s && type != u"Transient"_s)
            continue;
        auto event = eventOf(row, u"Recipient"_s, u"ReceivedAt"_s);
        if (event.occurredAt == Timestamp{})
            return std::nullopt;
        event.key = textAt(message, {"Metadata"_L1, "hid"_L1});
        event.serviceId = at.pending.front();
        event.detail = firstOf(
            {textAt(row, {"Details"_L1, "DeliveryMessage"_L1}), textAt(row, {"Details"_L1, "Summary"_L1})});
        giveMeaning(event, {type, {}}, meanings);
        page.events.push_back(std::move(event));
    }
    EventPage place = withoutMessage(at);
    page.next = std::move(place.next);
    page.remark = std::move(place.remark);
    return page;
}

std::optional<EventPage> PostmarkEvents::readVisits(const ServiceReply &reply, const EventCursor &at) const
{
    const bool isOpens = at.part == Opens;
    const QJsonValue list = reply.object()[isOpens ? u"Opens"_s : u"Clicks"_s];
    if (!list.isArray())
        return std::nullopt;
    const QJsonArray rows = list.toArray();
    EventPage page;
    bool reachesBack = false;
    for (const auto &each : rows) {
        const QJsonObject row = each.toObject();
        auto event = eventOf(row, u"Recipient"_s, u"ReceivedAt"_s);
        if (event.occurredAt == Timestamp{})
            return std::nullopt;
        if (event.occurredAt < *at.from) {
            reachesBack = true;
            continue;
        }
        event.link = row[u"OriginalLink"_s].toString();
        event.userAgent = row[u"UserAgent"_s].toString();
        giveMeaning(event, {isOpens ? u"Open"_s : u"Click"_s, {}}, meanings);
        page.events.push_back(std::move(event));
    }
    if (reachesBack)
        page.next = behind(at);
    else
        goOn(page, at, rows.size(), count);
    return page;
}

std::optional<EventPage> PostmarkEvents::read(const ServiceReply &reply, const EventCursor &at) const
{
    if (at.part == Bounces)
        return readBounces(reply, at);
    if (at.part == Messages)
        return at.pending.isEmpty() ? readMessages(reply, at) : readDetails(reply, at);
    return readVisits(reply, at);
}

} // namespace haberdash::deliver
