// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/resend/resend_dialect.h"

#include "core/deliver/http/message_fields.h"

#include <QCryptographicHash>

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Concerns = Delivery::Concerns;
using Stage = Delivery::Stage;
using State = Delivery::State;

namespace {

/// The same messages give the same key, however often they are tried; a batch of others gives another.
std::string idempotencyKeyOf(const std::vector<const WireMessage *> &messages)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const WireMessage *each : messages)
        hash.addData(QByteArray::fromStdString(each->key + '\n'));
    return "haberdash-" + hash.result().toHex().toStdString(); // 256 characters are allowed
}

} // namespace

QString ResendDialect::home() const
{
    return u"https://api.resend.com"_s;
}

void ResendDialect::sign(net::HttpRequest &request, Timestamp) const
{
    request.fields.emplace_back("Authorization", "Bearer " + secret());
}

tl::expected<WireMessage, Delivery> ResendDialect::write(const OutgoingMessage &message) const
{
    const auto fields = fieldsOf(message, Service::Resend);
    if (!fields)
        return tl::unexpected(fields.error());
    QJsonArray tags{QJsonObject{{u"name"_s, u"hid"_s}, {u"value"_s, plainTag(fields->key)}}};
    if (!fields->campaign.isEmpty())
        tags.append(QJsonObject{{u"name"_s, u"campaign"_s}, {u"value"_s, plainTag(fields->campaign)}});
    QJsonObject body{{u"from"_s, named(fields->fromName, fields->from)},
        {u"to"_s, QJsonArray{named(fields->toName, fields->to)}}, {u"subject"_s, fields->subject},
        {u"text"_s, fields->text}, {u"headers"_s, toObject(fields->headers)}, {u"tags"_s, tags}};
    if (!fields->html.isEmpty())
        body[u"html"_s] = fields->html;
    if (!fields->replyTo.isEmpty())
        body[u"reply_to"_s] = fields->replyTo;
    QJsonArray pictures;
    for (const auto &image : message.parts->images)
        pictures.append(QJsonObject{{u"content"_s, base64Of(image.bytes)}, {u"filename"_s, fileNameOf(image)},
            {u"content_type"_s, toText(image.contentType)}, {u"content_id"_s, toText(image.contentId)}});
    if (!pictures.isEmpty())
        body[u"attachments"_s] = pictures;
    WireMessage wire;
    wire.body = toJson(body);
    wire.sharesCall = pictures.isEmpty(); // its batches take no attachments
    wire.key = std::string(message.key);
    return wire;
}

net::HttpRequest ResendDialect::request(const std::vector<const WireMessage *> &messages, Timestamp now) const
{
    const bool isBatch = messages.size() > 1;
    net::HttpRequest request = to("POST", isBatch ? u"/emails/batch"_s : u"/emails"_s);
    sign(request, now);
    request.fields.emplace_back("Content-Type", messages.front()->contentType);
    request.fields.emplace_back("Idempotency-Key", idempotencyKeyOf(messages));
    for (const WireMessage *each : messages)
        request.body.append(request.body.empty() ? "" : ",").append(each->body);
    if (isBatch)
        request.body = '[' + request.body + ']';
    return request;
}

std::vector<Delivery> ResendDialect::accepted(const ServiceReply &reply, size_t count) const
{
    const auto isTaken = [&](const QJsonObject &item) { return !item[u"id"_s].toString().isEmpty(); };
    if (count == 1 && isTaken(reply.object()))
        return {takenAs(reply.object()[u"id"_s].toString(), u"Accepted."_s, reply)};
    // Ids are in the order of the messages, so one that is missing leaves all of them without a name.
    const QJsonArray items = reply.object()[u"data"_s].toArray();
    std::vector<Delivery> answers;
    if (size_t(items.size()) != count)
        return answers;
    for (const auto &each : items) {
        if (!isTaken(each.toObject()))
            return {};
        answers.push_back(takenAs(each.toObject()[u"id"_s].toString(), u"Accepted."_s, reply));
    }
    return answers;
}

ServiceError ResendDialect::errorIn(const ServiceReply &reply) const
{
    const QJsonObject object = reply.object();
    const QString word = object[u"name"_s].toString();
    return {!word.isEmpty(), object[u"message"_s].toString(), word};
}

void ResendDialect::refine(Delivery &delivery, const ServiceError &error, const ServiceReply &reply) const
{
    if (error.word == u"invalid_idempotent_request"_s) {
        // The key was used for other words before: that message may have been taken.
        delivery.state = State::Uncertain;
        delivery.concerns = Concerns::Message;
    } else if (error.word == u"concurrent_idempotent_requests"_s) {
        delivery.state = State::Uncertain; // the first call is still at work
        delivery.concerns = Concerns::Connection;
    } else if (error.word.endsWith(u"_quota_exceeded"_s)) {
        delivery.state = State::Deferred;
        delivery.stage = Stage::Sender;
        delivery.concerns = Concerns::Account;
    } else if (reply.status() / 100 == 4 && error.text.contains(u"API key is invalid"_s)) {
        delivery.stage = Stage::Authentication;
        delivery.concerns = Concerns::Account;
    } else if (reply.status() == 422 && error.text.contains(u"`to`"_s)) {
        delivery.concerns = Concerns::Recipient;
    }
}

bool ResendDialect::isSignedIn(const ServiceError &error) const
{
    // A key that may only send is the best that an account can have; it just may not look around.
    return error.word == u"restricted_api_key"_s && error.text.contains(u"only send"_s);
}

net::HttpRequest ResendDialect::question(Timestamp now) const
{
    net::HttpRequest request = to("GET", u"/domains"_s);
    sign(request, now);
    return request;
}

Delivery ResendDialect::welcome(const ServiceReply &reply) const
{
    if (!reply.object()[u"data"_s].isArray())
        return unfit(u"What answers is not Resend. Check the address of the service."_s);
    const QJsonArray domains = reply.object()[u"data"_s].toArray();
    const bool canSend = std::any_of(domains.begin(), domains.end(),
        [](const auto &each) { return each.toObject()[u"status"_s].toString() == u"verified"_s; });
    if (!canSend)
        return unfit(
            u"Resend knows this key, but none of its domains is verified yet. Finish their DNS entries "
            u"at Resend first."_s);
    return fit(u"Signed in at Resend."_s);
}

} // namespace haberdash::deliver
