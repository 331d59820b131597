// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/brevo/brevo_dialect.h"

#include "core/deliver/http/message_fields.h"

#include <QUuid>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Concerns = Delivery::Concerns;
using State = Delivery::State;

namespace {

/// Brevo wants a UUID; the same key gives the same one.
QString idempotencyKeyOf(const QString &key)
{
    static const QUuid ours(u"6f0c6d5e-3f64-4c4e-9a52-2f4f0c1f6c7a"_s);
    return QUuid::createUuidV5(ours, key).toString(QUuid::WithoutBraces);
}

QJsonObject mailbox(const QString &name, const QString &address)
{
    QJsonObject box{{u"email"_s, address}};
    if (!name.isEmpty())
        box[u"name"_s] = name; // an empty one is refused
    return box;
}

} // namespace

QString BrevoDialect::home() const
{
    return u"https://api.brevo.com"_s;
}

void BrevoDialect::sign(net::HttpRequest &request, Timestamp) const
{
    request.fields.emplace_back("api-key", secret());
}

tl::expected<WireMessage, Delivery> BrevoDialect::write(const OutgoingMessage &message) const
{
    const auto fields = fieldsOf(message, Service::Brevo,
        {u"idempotencykey"_s, u"x-mailin-custom"_s, u"sender.ip"_s, u"x-sib-sandbox"_s});
    if (!fields)
        return tl::unexpected(fields.error());
    if (fields->html.isEmpty())
        return tl::unexpected(cannotCarry(
            u"Brevo takes no mail of plain text only. Use a design with HTML, or another way out."_s));
    QJsonObject headers = toObject(fields->headers);
    headers[u"X-Mailin-custom"_s] = QString::fromStdString(toJson({{u"hid"_s, fields->key}}));
    headers[u"idempotencyKey"_s] = idempotencyKeyOf(fields->key);
    QJsonObject body{{u"sender"_s, mailbox(fields->fromName, fields->from)},
        {u"to"_s, QJsonArray{mailbox(fields->toName, fields->to)}}, {u"subject"_s, fields->subject},
        {u"htmlContent"_s, fields->html}, {u"textContent"_s, fields->text}, {u"headers"_s, headers}};
    if (!fields->replyTo.isEmpty())
        body[u"replyTo"_s] = mailbox({}, fields->replyTo);
    if (!fields->campaign.isEmpty())
        body[u"tags"_s] = QJsonArray{fields->campaign};
    WireMessage wire;
    wire.body = toJson(body);
    wire.key = std::string(message.key);
    return wire;
}

net::HttpRequest BrevoDialect::request(const std::vector<const WireMessage *> &messages, Timestamp now) const
{
    net::HttpRequest request = to("POST", u"/v3/smtp/email"_s);
    sign(request, now);
    request.fields.emplace_back("Content-Type", messages.front()->contentType);
    request.body = messages.front()->body;
    return request;
}

std::vector<Delivery> BrevoDialect::accepted(const ServiceReply &reply, size_t) const
{
    const QJsonObject object = reply.object();
    QString id = object[u"messageId"_s].toString();
    if (id.isEmpty())
        id = object[u"messageIds"_s].toArray().first().toString();
    if (id.isEmpty())
        return {};
    return {takenAs(id, u"Accepted."_s, reply)};
}

ServiceError BrevoDialect::errorIn(const ServiceReply &reply) const
{
    const QJsonObject object = reply.object();
    const QString word = object[u"code"_s].toString();
    return {!word.isEmpty(), object[u"message"_s].toString(), word};
}

void BrevoDialect::refine(Delivery &delivery, const ServiceError &error, const ServiceReply &reply) const
{
    if (reply.status() / 100 != 4)
        return;
    if (error.word == u"duplicate_request"_s) {
        // It has seen the key. What became of the message then was told to nobody.
        delivery.state = State::Uncertain;
        delivery.concerns = Concerns::Message;
    } else if (error.word == u"not_enough_credits"_s || error.word == u"account_under_validation"_s
        || error.word == u"permission_denied"_s || error.word == u"unauthorized"_s
        || error.text.contains(u"sender"_s, Qt::CaseInsensitive)) {
        delivery.concerns = Concerns::Account;
    } else if (error.word == u"invalid_parameter"_s && error.text.contains(u"to is not valid"_s)) {
        delivery.concerns = Concerns::Recipient;
    }
}

net::HttpRequest BrevoDialect::question(Timestamp now) const
{
    net::HttpRequest request = to("GET", u"/v3/account"_s);
    sign(request, now);
    return request;
}

Delivery BrevoDialect::welcome(const ServiceReply &reply) const
{
    const QString email = reply.object()[u"email"_s].toString();
    if (email.isEmpty())
        return unfit(u"What answers is not Brevo. Check the address of the service."_s);
    return fit(u"Signed in at Brevo as %1."_s.arg(email));
}

} // namespace haberdash::deliver
