// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/sendgrid/sendgrid_dialect.h"

#include "core/deliver/http/message_fields.h"

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Concerns = Delivery::Concerns;

namespace {

QJsonObject mailbox(const QString &name, const QString &address)
{
    QJsonObject box{{u"email"_s, address}};
    if (!name.isEmpty())
        box[u"name"_s] = name;
    return box;
}

/// Its own links and pixels would count what we count, and lead through a domain that is not the shop's.
QJsonObject noTracking()
{
    const QJsonObject off{{u"enable"_s, false}};
    return {{u"click_tracking"_s, QJsonObject{{u"enable"_s, false}, {u"enable_text"_s, false}}},
        {u"open_tracking"_s, off}, {u"subscription_tracking"_s, off}};
}

} // namespace

QString SendGridDialect::home() const
{
    return account().region == u"eu"_s ? u"https://api.eu.sendgrid.com"_s : u"https://api.sendgrid.com"_s;
}

QString SendGridDialect::ownFault() const
{
    const QString region = account().region;
    if (!region.isEmpty() && region != u"eu"_s && region != u"us"_s)
        return u"“%1” is no region of SendGrid; there are “eu” and “us”."_s.arg(region);
    return {};
}

void SendGridDialect::sign(net::HttpRequest &request, Timestamp) const
{
    request.fields.emplace_back("Authorization", "Bearer " + secret());
}

tl::expected<WireMessage, Delivery> SendGridDialect::write(const OutgoingMessage &message) const
{
    const auto fields = fieldsOf(message, Service::SendGrid);
    if (!fields)
        return tl::unexpected(fields.error());
    QJsonObject body;
    // One person for each call: what was made for her can stand in no other's.
    body[u"personalizations"_s] = QJsonArray{QJsonObject{
        {u"to"_s, QJsonArray{mailbox(fields->toName, fields->to)}},
        {u"custom_args"_s, QJsonObject{{u"hid"_s, fields->key}}},
    }};
    body[u"from"_s] = mailbox(fields->fromName, fields->from);
    if (!fields->replyTo.isEmpty())
        body[u"reply_to"_s] = mailbox({}, fields->replyTo);
    body[u"subject"_s] = fields->subject;
    QJsonArray content{
        QJsonObject{{u"type"_s, u"text/plain"_s}, {u"value"_s, fields->text}}}; // plain comes first
    if (!fields->html.isEmpty())
        content.append(QJsonObject{{u"type"_s, u"text/html"_s}, {u"value"_s, fields->html}});
    body[u"content"_s] = content;
    QJsonArray pictures;
    for (const auto &image : message.parts->images)
        pictures.append(QJsonObject{{u"content"_s, base64Of(image.bytes)},
            {u"type"_s, toText(image.contentType)}, {u"filename"_s, fileNameOf(image)},
            {u"disposition"_s, u"inline"_s}, {u"content_id"_s, toText(image.contentId)}});
    if (!pictures.isEmpty())
        body[u"attachments"_s] = pictures;
    body[u"headers"_s] = toObject(fields->headers);
    if (!fields->campaign.isEmpty())
        body[u"categories"_s] = QJsonArray{fields->campaign.left(255)};
    body[u"tracking_settings"_s] = noTracking();
    WireMessage wire;
    wire.body = toJson(body);
    wire.key = std::string(message.key);
    return wire;
}

net::HttpRequest SendGridDialect::request(
    const std::vector<const WireMessage *> &messages, Timestamp now) const
{
    net::HttpRequest request = to("POST", u"/v3/mail/send"_s);
    sign(request, now);
    request.fields.emplace_back("Content-Type", messages.front()->contentType);
    request.body = messages.front()->body;
    return request;
}

std::vector<Delivery> SendGridDialect::accepted(const ServiceReply &reply, size_t) const
{
    // 200 is what it says to a rehearsal, which sends nothing.
    if (reply.status() != 202)
        return {};
    return {takenAs(reply.field("x-message-id"), u"Accepted."_s, reply)};
}

ServiceError SendGridDialect::errorIn(const ServiceReply &reply) const
{
    const QJsonArray errors = reply.object()[u"errors"_s].toArray();
    const QJsonObject first = errors.isEmpty() ? QJsonObject() : errors.first().toObject();
    return {!first.isEmpty(), first[u"message"_s].toString(), first[u"field"_s].toString()};
}

void SendGridDialect::refine(Delivery &delivery, const ServiceError &error, const ServiceReply &reply) const
{
    if (reply.status() != 400)
        return;
    if (error.word.startsWith(u"personalizations"_s) && error.word.contains(u".to"_s))
        delivery.concerns = Concerns::Recipient;
    else if (error.word.startsWith(u"from"_s))
        delivery.concerns = Concerns::Account;
}

net::HttpRequest SendGridDialect::question(Timestamp now) const
{
    net::HttpRequest request = to("GET", u"/v3/scopes"_s);
    sign(request, now);
    return request;
}

Delivery SendGridDialect::welcome(const ServiceReply &reply) const
{
    const QJsonArray scopes = reply.object()[u"scopes"_s].toArray();
    if (!scopes.contains(u"mail.send"_s))
        return unfit(
            u"SendGrid knows this key, but does not let it send. Give it “Mail Send” in SendGrid's settings."_s);
    return fit(u"Signed in at SendGrid; this key may send."_s);
}

} // namespace haberdash::deliver
