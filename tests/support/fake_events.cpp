// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_events.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;
using deliver::EventKind;
using deliver::Service;
using Request = ScriptedHttpServer::Request;

namespace {

/// Thrown where a question is not as the service wants it.
struct Refusal
{
    int status;
    QString words;
};

void want(bool holds, const QString &words)
{
    if (!holds)
        throw Refusal{400, words};
}

QString pathOf(const Request &request)
{
    return QString::fromLatin1(request.path).section(u'?', 0, 0);
}

QString parameter(const Request &request, const QString &name)
{
    const QUrlQuery query(QString::fromLatin1(request.path).section(u'?', 1));
    want(query.hasQueryItem(name), u"no "_s + name);
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

qint64 numberIn(const Request &request, const QString &name, qint64 least, qint64 most)
{
    bool isNumber = false;
    const qint64 number = parameter(request, name).toLongLong(&isNumber);
    want(isNumber && number >= least && number <= most, u"a wrong "_s + name);
    return number;
}

Timestamp instantOf(const QString &text, Qt::DateFormat format)
{
    const auto moment = QDateTime::fromString(text, format);
    want(moment.isValid(), u"no time: "_s + text);
    return fromMilliseconds(moment.toMSecsSinceEpoch());
}

QString nameFor(Service service, EventKind kind)
{
    using K = EventKind;
    static const QMap<K, QStringList> names{// SendGrid, Mailgun, Postmark, SES, Brevo, Resend
        {K::Delivered,
            {u"delivered"_s, u"delivered"_s, u"Delivered"_s, u"DELIVERY"_s, u"delivered"_s, u"delivered"_s}},
        {K::Deferred,
            {u"deferred"_s, u"failed"_s, u"Transient"_s, u"DELIVERY_DELAY"_s, u"deferred"_s,
                u"delivery_delayed"_s}},
        {K::HardBounce,
            {u"bounce"_s, u"failed"_s, u"HardBounce"_s, u"BOUNCE"_s, u"hardBounces"_s, u"bounced"_s}},
        {K::SoftBounce,
            {u"bounce"_s, u"failed"_s, u"SoftBounce"_s, u"BOUNCE"_s, u"softBounces"_s, u"failed"_s}},
        {K::Open, {u"open"_s, u"opened"_s, u"Open"_s, u"OPEN"_s, u"opened"_s, u"opened"_s}},
        {K::Click, {u"click"_s, u"clicked"_s, u"Click"_s, u"CLICK"_s, u"clicks"_s, u"clicked"_s}},
        {K::Complaint,
            {u"spamreport"_s, u"complained"_s, u"SpamComplaint"_s, u"COMPLAINT"_s, u"spam"_s,
                u"complained"_s}},
        {K::Unsubscribe,
            {u"unsubscribe"_s, u"unsubscribed"_s, u"Unsubscribe"_s, u"SUBSCRIPTION"_s, u"unsubscribed"_s,
                u"unsubscribed"_s}}};
    return names[kind].value(int(service));
}

QJsonArray rowsOf(Service service, const QList<Happening> &happenings)
{
    QJsonArray rows;
    for (const Happening &each : happenings)
        rows.append(FakeEvents::row(service, each));
    return rows;
}

bool isBounce(EventKind kind)
{
    return kind == EventKind::HardBounce || kind == EventKind::SoftBounce || kind == EventKind::Complaint
        || kind == EventKind::Unsubscribe;
}

} // namespace

bool FakeEvents::tells(Service service, EventKind kind)
{
    if (service == Service::Ses)
        return kind == EventKind::HardBounce || kind == EventKind::Complaint;
    return service != Service::Resend || (kind != EventKind::SoftBounce && kind != EventKind::Unsubscribe);
}

bool FakeEvents::isQuestion(Service service, const Request &request)
{
    const QString path = pathOf(request);
    switch (service) {
    case Service::SendGrid:
        return path.startsWith(u"/v3/logs"_s) || path.startsWith(u"/v3/suppression/"_s);
    case Service::Mailgun:
        return path == u"/v1/analytics/logs"_s;
    case Service::Postmark:
        return path == u"/bounces"_s || path.startsWith(u"/messages/"_s);
    case Service::Ses:
        return path == u"/v2/email/suppression/addresses"_s;
    case Service::Brevo:
        return path == u"/v3/smtp/statistics/events"_s;
    case Service::Resend:
        return path == u"/emails"_s && request.method == "GET";
    }
    return false;
}

QJsonObject FakeEvents::row(Service service, const Happening &it)
{
    const QString name = it.name.isEmpty() ? nameFor(service, it.kind) : it.name;
    const QString time = toIsoString(it.at);
    const qint64 seconds = toMilliseconds(it.at) / 1000;
    const bool isHard = it.kind == EventKind::HardBounce;
    switch (service) {
    case Service::SendGrid: {
        QJsonObject row{{u"event"_s, name}, {u"email"_s, it.recipient}, {u"timestamp"_s, seconds},
            {u"sg_message_id"_s, QString(it.id + u".filter0001.1234.0"_s)}, {u"url"_s, it.link},
            {u"useragent"_s, it.userAgent}, {u"sg_machine_open"_s, it.isMachine}, {u"hid"_s, it.key}};
        if (isHard || it.kind == EventKind::SoftBounce) {
            row[u"type"_s] = u"bounce"_s;
            row[u"bounce_classification"_s] = isHard ? u"Invalid Address"_s : u"Mailbox Unavailable"_s;
            row[u"reason"_s] = u"550 5.1.1 no such user"_s;
        }
        return row;
    }
    case Service::Mailgun: {
        QJsonObject status{
            {u"code"_s, isHard ? 550 : 250}, {u"message"_s, isHard ? u"no such user"_s : u"OK"_s}};
        if (it.kind == EventKind::SoftBounce)
            status = {{u"code"_s, 552}, {u"enhanced-code"_s, u"5.2.2"_s}, {u"message"_s, u"full"_s}};
        QJsonObject row{{u"event"_s, name}, {u"@timestamp"_s, time}, {u"recipient"_s, it.recipient},
            {u"delivery-status"_s, status}, {u"url"_s, it.link},
            {u"message"_s, QJsonObject{{u"headers"_s, QJsonObject{{u"message-id"_s, it.id}}}}},
            {u"client-info"_s,
                QJsonObject{
                    {u"user-agent"_s, it.userAgent}, {u"bot"_s, it.isMachine ? u"apple"_s : QString()}}}};
        if (!it.key.isEmpty())
            row[u"user-variables"_s] = QJsonObject{{u"hid"_s, it.key}};
        if (name == u"failed"_s)
            row[u"severity"_s] = it.kind == EventKind::Deferred ? u"temporary"_s : u"permanent"_s;
        return row;
    }
    case Service::Postmark: {
        const QString id = it.id;
        if (isBounce(it.kind))
            return {{u"Type"_s, name}, {u"MessageID"_s, id}, {u"Email"_s, it.recipient},
                {u"BouncedAt"_s, time}, {u"Details"_s, u"smtp;550 no such user"_s}};
        QJsonObject row{{u"MessageID"_s, id}, {u"Recipient"_s, it.recipient}, {u"ReceivedAt"_s, time},
            {u"UserAgent"_s, it.userAgent}};
        const bool isVisit = it.kind == EventKind::Open || it.kind == EventKind::Click;
        row[isVisit ? u"RecordType"_s : u"Type"_s] = name;
        if (it.kind == EventKind::Click)
            row[u"OriginalLink"_s] = it.link;
        return row;
    }
    case Service::Ses:
        return {{u"EmailAddress"_s, it.recipient}, {u"Reason"_s, name},
            {u"LastUpdateTime"_s, double(toMilliseconds(it.at)) / 1000}};
    case Service::Brevo:
        return {{u"email"_s, it.recipient},
            {u"date"_s,
                QDateTime::fromMSecsSinceEpoch(toMilliseconds(it.at), Qt::UTC)
                    .toString(u"yyyy-MM-ddTHH:mm:ss.zzz+00:00"_s)},
            {u"messageId"_s, QString(u'<' + it.id + u'>')},
            {u"event"_s, it.isMachine && it.name.isEmpty() ? u"loadedByProxy"_s : name},
            {u"reason"_s, isHard ? u"no such user"_s : QString()}, {u"link"_s, it.link}};
    case Service::Resend:
        return {{u"id"_s, it.id}, {u"to"_s, QJsonArray{it.recipient}},
            {u"created_at"_s,
                QDateTime::fromMSecsSinceEpoch(toMilliseconds(it.at), Qt::UTC)
                    .toString(u"yyyy-MM-dd HH:mm:ss.zzz'981+00'"_s)},
            {u"last_event"_s, name}};
    }
    return {};
}

QList<Happening> FakeEvents::inOrder() const
{
    auto sorted = m_happenings;
    std::stable_sort(sorted.begin(), sorted.end(),
        [](const Happening &left, const Happening &right) { return left.at < right.at; });
    return sorted;
}

QString FakeEvents::tokenFor(qsizetype place) const
{
    return u"g%1+/=%2"_s.arg(m_generation).arg(place);
}

qsizetype FakeEvents::placeOf(const QString &token) const
{
    if (token.isEmpty())
        return 0;
    want(token.startsWith(u"g%1+/="_s.arg(m_generation)), u"this page is no longer known"_s);
    return token.section(u'=', 1).toLongLong();
}

QJsonValue FakeEvents::answerSendGrid(const Request &request) const
{
    const QString path = pathOf(request);
    if (path.startsWith(u"/v3/suppression/"_s)) {
        const auto kind = path.endsWith(u"spam_reports"_s) ? EventKind::Complaint : EventKind::Unsubscribe;
        want(kind == EventKind::Complaint || path.endsWith(u"/unsubscribes"_s), u"no such list"_s);
        const qint64 start = numberIn(request, u"start_time"_s, 1, 9'999'999'999);
        const qint64 end = numberIn(request, u"end_time"_s, start, 9'999'999'999);
        QJsonArray rows;
        for (const Happening &each : inOrder()) {
            const qint64 seconds = toMilliseconds(each.at) / 1000;
            if (each.kind == kind && seconds >= start && seconds <= end)
                rows.append(QJsonObject{{u"email"_s, each.recipient}, {u"created"_s, seconds}});
        }
        const auto limit = numberIn(request, u"limit"_s, 1, 500);
        QJsonArray page;
        for (auto i = numberIn(request, u"offset"_s, 0, 1'000'000); i < rows.size() && page.size() < limit;
             ++i)
            page.append(rows[i]);
        return page;
    }
    // A message is created when the first thing happens to it.
    QMap<QString, QList<Happening>> messages;
    for (const Happening &each : inOrder())
        messages[each.id].append(each);
    if (path != u"/v3/logs"_s) {
        want(request.method == "GET", u"no GET"_s);
        const auto events = messages.value(path.section(u'/', 3).section(u'.', 0, 0));
        if (events.isEmpty())
            throw Refusal{404, u"no such message"_s};
        QJsonArray rows;
        for (const Happening &each : events) {
            const QJsonObject row = FakeEvents::row(Service::SendGrid, each);
            rows.append(
                QJsonObject{{u"event_name"_s, row[u"event"_s]}, {u"processed"_s, toIsoString(each.at)},
                    {u"reason"_s, row[u"reason"_s]}, {u"bounce_type"_s, row[u"type"_s]},
                    {u"bounce_classification"_s, row[u"bounce_classification"_s]}, {u"url"_s, each.link},
                    {u"http_user_agent"_s, each.userAgent}, {u"sg_machine_open"_s, each.isMachine}});
        }
        QJsonObject arguments;
        if (!events.front().key.isEmpty())
            arguments[u"hid"_s] = events.front().key;
        return QJsonObject{
            {u"to_email"_s, events.front().recipient}, {u"events"_s, rows}, {u"custom_args"_s, arguments}};
    }
    want(request.method == "POST", u"no POST"_s);
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    static const QRegularExpression shape(
        u"^sg_message_id_created_at >= TIMESTAMP \"([^\"]+)\" AND sg_message_id_created_at <= TIMESTAMP \"([^\"]+)\"$"_s);
    const auto match = shape.match(body[u"query"_s].toString());
    want(match.hasMatch(), u"a query that is none"_s);
    const auto from = instantOf(match.captured(1), Qt::ISODate);
    const auto until = instantOf(match.captured(2), Qt::ISODate);
    const int limit = body[u"limit"_s].toInt();
    want(limit >= 1 && limit <= 1000, u"a limit beyond 1000"_s);
    QJsonArray rows;
    for (const auto &events : messages) {
        const bool isArrived = std::any_of(events.begin(), events.end(),
            [](const Happening &each) { return each.kind == EventKind::Delivered; });
        if (events.front().at >= from && events.front().at <= until && rows.size() < limit)
            rows.append(
                QJsonObject{{u"sg_message_id"_s, QString(events.front().id + u".filter0001.1234.0"_s)},
                    {u"to_email"_s, events.front().recipient},
                    {u"status"_s, isArrived ? u"delivered"_s : u"not_delivered"_s},
                    {u"sg_message_id_created_at"_s, toIsoString(events.front().at)}});
    }
    return QJsonObject{{u"messages"_s, rows}};
}

QJsonValue FakeEvents::answerMailgun(const Request &request) const
{
    want(request.method == "POST", u"no POST"_s);
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const auto from = instantOf(body[u"start"_s].toString(), Qt::RFC2822Date);
    const auto until = instantOf(body[u"end"_s].toString(), Qt::RFC2822Date);
    const QJsonObject filter = body[u"filter"_s][u"AND"_s][0].toObject();
    want(
        filter[u"attribute"_s] == u"domain"_s && filter[u"values"_s][0][u"value"_s] == u"mail.shop.example"_s,
        u"another domain"_s);
    const QJsonObject pagination = body[u"pagination"_s].toObject();
    want(pagination[u"sort"_s] == u"timestamp:asc"_s, u"no order"_s);
    const auto place = placeOf(pagination[u"token"_s].toString());
    QList<Happening> items;
    for (const Happening &each : inOrder()) {
        if (each.at >= from && each.at <= until)
            items.append(each);
    }
    const auto page = items.mid(place, std::min(m_pageSize, pagination[u"limit"_s].toInt()));
    return QJsonObject{{u"items"_s, rowsOf(Service::Mailgun, page)},
        {u"pagination"_s, QJsonObject{{u"next"_s, tokenFor(place + page.size())}}}};
}

QJsonValue FakeEvents::answerPostmark(const Request &request) const
{
    const QString path = pathOf(request);
    const bool isMessages = path == u"/messages/outbound"_s;
    const bool isOpens = path == u"/messages/outbound/opens"_s;
    const bool isClicks = path == u"/messages/outbound/clicks"_s;
    if (path.endsWith(u"/details"_s)) {
        const QString id = path.section(u'/', 3, 3);
        QJsonArray events;
        for (const Happening &each : inOrder()) {
            if (each.id == id && !isBounce(each.kind))
                events.append(row(Service::Postmark, each));
        }
        QString key;
        for (const Happening &each : m_happenings) {
            if (each.id == id)
                key = each.key;
        }
        return QJsonObject{{u"MessageID"_s, id}, {u"MessageEvents"_s, events},
            {u"Metadata"_s, key.isEmpty() ? QJsonObject() : QJsonObject{{u"hid"_s, key}}}};
    }
    want(isMessages || isOpens || isClicks || path == u"/bounces"_s, u"no such list"_s);
    want(parameter(request, u"messagestream"_s) == u"broadcast"_s, u"another stream"_s);
    const auto count = numberIn(request, u"count"_s, 1, 500);
    const auto offset = numberIn(request, u"offset"_s, 0, 10'000);
    want(count + offset <= 10'000, u"beyond 10000 rows"_s);
    QString first;
    QString last = u"9999-12-31"_s;
    if (isMessages || path == u"/bounces"_s) {
        first = parameter(request, u"fromdate"_s);
        last = parameter(request, u"todate"_s);
    }
    QList<Happening> all;
    for (const Happening &each : inOrder()) {
        const bool belongs = isOpens ? each.kind == EventKind::Open
            : isClicks               ? each.kind == EventKind::Click
            : isMessages             ? true
                                     : isBounce(each.kind);
        // Days of New York, in winter.
        const QString day = toIsoString(each.at - std::chrono::hours(5)).left(10);
        if (belongs && day >= first && day <= last)
            all.prepend(each); // the newest first
    }
    QJsonArray rows;
    QStringList seen;
    for (const Happening &each : all) {
        if (!isMessages)
            rows.append(row(Service::Postmark, each));
        else if (!seen.contains(each.id))
            rows.append(QJsonObject{{u"MessageID"_s, each.id}, {u"Status"_s, u"Sent"_s},
                {u"ReceivedAt"_s, toIsoString(each.at)}});
        seen.append(isMessages ? each.id : QString());
    }
    QJsonArray page;
    for (auto i = offset; i < rows.size() && page.size() < count; ++i)
        page.append(rows[i]);
    const QString name = isOpens ? u"Opens"_s
        : isClicks               ? u"Clicks"_s
        : isMessages             ? u"Messages"_s
                                 : u"Bounces"_s;
    return QJsonObject{{u"TotalCount"_s, rows.size()}, {name, page}};
}

QJsonValue FakeEvents::answerSes(const Request &request) const
{
    const auto from = instantOf(parameter(request, u"StartDate"_s), Qt::ISODate);
    const auto until = instantOf(parameter(request, u"EndDate"_s), Qt::ISODate);
    numberIn(request, u"PageSize"_s, 1, 1000);
    const QUrlQuery query(QString::fromLatin1(request.path).section(u'?', 1));
    const auto place = placeOf(query.queryItemValue(u"NextToken"_s, QUrl::FullyDecoded));
    QList<Happening> all;
    for (const Happening &each : inOrder()) {
        if (tells(Service::Ses, each.kind) && each.at >= from && each.at <= until)
            all.append(each);
    }
    const auto page = all.mid(place, m_pageSize);
    QJsonObject answer{{u"SuppressedDestinationSummaries"_s, rowsOf(Service::Ses, page)}};
    if (place + page.size() < all.size())
        answer[u"NextToken"_s] = tokenFor(place + page.size());
    return answer;
}

QJsonValue FakeEvents::answerBrevo(const Request &request) const
{
    const QString first = parameter(request, u"startDate"_s);
    const QString last = parameter(request, u"endDate"_s);
    want(instantOf(last, Qt::ISODate) - instantOf(first, Qt::ISODate) <= std::chrono::hours(24 * 90),
        u"more than 90 days"_s);
    want(parameter(request, u"sort"_s) == u"asc"_s, u"no order"_s);
    const auto limit = numberIn(request, u"limit"_s, 1, 5000);
    const auto offset = numberIn(request, u"offset"_s, 0, 1'000'000);
    QList<Happening> all;
    for (const Happening &each : inOrder()) {
        const QString day = toIsoString(each.at).left(10);
        if (day >= first && day <= last)
            all.append(each);
    }
    const auto page = all.mid(offset, limit);
    return page.isEmpty() ? QJsonObject() : QJsonObject{{u"events"_s, rowsOf(Service::Brevo, page)}};
}

QJsonValue FakeEvents::answerResend(const Request &request) const
{
    const auto limit = numberIn(request, u"limit"_s, 1, 100);
    QList<Happening> mails; // the newest first, each with its last event
    for (const Happening &each : inOrder()) {
        const auto known = std::find_if(
            mails.begin(), mails.end(), [&](const Happening &mail) { return mail.id == each.id; });
        if (known == mails.end())
            mails.prepend(each);
        else
            known->kind = each.kind;
    }
    const QUrlQuery query(QString::fromLatin1(request.path).section(u'?', 1));
    qsizetype place = 0;
    if (query.hasQueryItem(u"after"_s)) {
        const QString after = query.queryItemValue(u"after"_s, QUrl::FullyDecoded);
        while (place < mails.size() && mails[place].id != after)
            ++place;
        want(place < mails.size() && m_generation == 0, u"after is no mail"_s);
        ++place;
    }
    const auto page = mails.mid(place, std::min<qsizetype>(limit, m_pageSize));
    return QJsonObject{{u"object"_s, u"list"_s}, {u"has_more"_s, place + page.size() < mails.size()},
        {u"data"_s, rowsOf(Service::Resend, page)}};
}

ScriptedHttpServer::Reply FakeEvents::answer(const Request &request, QString &complaint) const
{
    try {
        QJsonValue value;
        switch (m_service) {
        case Service::SendGrid:
            value = answerSendGrid(request);
            break;
        case Service::Mailgun:
            value = answerMailgun(request);
            break;
        case Service::Postmark:
            value = answerPostmark(request);
            break;
        case Service::Ses:
            value = answerSes(request);
            break;
        case Service::Brevo:
            value = answerBrevo(request);
            break;
        case Service::Resend:
            value = answerResend(request);
            break;
        }
        const QJsonDocument json
            = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
        return ScriptedHttpServer::reply(200, {}, json.toJson(QJsonDocument::Compact));
    } catch (const Refusal &refusal) {
        if (refusal.status == 400)
            complaint = refusal.words;
        return ScriptedHttpServer::reply(refusal.status, {}, "{}");
    }
}

QByteArray FakeEvents::file() const
{
    const QJsonArray rows = rowsOf(m_service, inOrder());
    switch (m_service) {
    case Service::SendGrid: // its webhook posts arrays
        return QJsonDocument(rows).toJson();
    case Service::Mailgun:
        return QJsonDocument(QJsonObject{{u"items"_s, rows}, {u"start"_s, u""_s}}).toJson();
    case Service::Postmark: // one event in each line, as a webhook's log has them
    case Service::Resend: {
        QByteArray lines;
        for (const auto &each : rows)
            lines += QJsonDocument(each.toObject()).toJson(QJsonDocument::Compact) + '\n';
        return lines;
    }
    case Service::Brevo:
        return QJsonDocument(QJsonObject{{u"events"_s, rows}}).toJson();
    case Service::Ses: {
        QByteArray lines;
        for (const Happening &each : inOrder()) {
            const QString type = each.kind == EventKind::Complaint ? u"Complaint"_s : u"Bounce"_s;
            const QString part = type.toLower();
            const QJsonObject happened = each.kind == EventKind::Complaint
                ? QJsonObject{{u"timestamp"_s, toIsoString(each.at)}}
                : QJsonObject{{u"bounceType"_s, u"Permanent"_s}, {u"bounceSubType"_s, u"General"_s},
                    {u"timestamp"_s, toIsoString(each.at)},
                    {u"bouncedRecipients"_s,
                        QJsonArray{QJsonObject{{u"emailAddress"_s, each.recipient},
                            {u"diagnosticCode"_s, u"smtp; 550 no such user"_s}}}}};
            const QJsonObject event{{u"eventType"_s, type}, {part, happened},
                {u"mail"_s,
                    QJsonObject{{u"messageId"_s, each.id}, {u"destination"_s, QJsonArray{each.recipient}},
                        {u"timestamp"_s, toIsoString(each.at - std::chrono::seconds(5))}}}};
            lines += QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
        }
        return lines;
    }
    }
    return {};
}

} // namespace haberdash::test
