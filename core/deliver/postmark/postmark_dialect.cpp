// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/postmark/postmark_dialect.h"

#include "core/deliver/http/message_fields.h"

#include <algorithm>
#include <set>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Concerns = Delivery::Concerns;
using Stage = Delivery::Stage;
using State = Delivery::State;

namespace {

constexpr size_t longestBody = 5'000'000; // text and HTML each

/// What its own error codes say of whom, where that is not the message.
/// 10 key; 400, 401 sender; 405, 412, 413 account; 1221 to 1235 message streams.
bool isAboutAccount(int code)
{
    static const std::set<int> codes{10, 400, 401, 405, 412, 413};
    return codes.contains(code) || (code >= 1221 && code <= 1235);
}

} // namespace

QString PostmarkDialect::home() const
{
    return u"https://api.postmarkapp.com"_s;
}

QString PostmarkDialect::ownFault() const
{
    const QString stream = account().stream;
    if (stream.isEmpty() || plainTag(stream) != stream)
        return u"“%1” is no message stream of Postmark; mail to many goes through “broadcast”."_s.arg(stream);
    return {};
}

void PostmarkDialect::sign(net::HttpRequest &request, Timestamp) const
{
    request.fields.emplace_back("X-Postmark-Server-Token", secret());
}

tl::expected<WireMessage, Delivery> PostmarkDialect::write(const OutgoingMessage &message) const
{
    const auto fields = fieldsOf(message, Service::Postmark);
    if (!fields)
        return tl::unexpected(fields.error());
    if (message.parts->text.size() > longestBody || message.parts->html.size() > longestBody)
        return tl::unexpected(cannotCarry(u"The text of the message is longer than Postmark takes."_s));
    QJsonObject body{{u"From"_s, named(fields->fromName, fields->from)},
        {u"To"_s, named(fields->toName, fields->to)}, {u"Subject"_s, fields->subject},
        {u"TextBody"_s, fields->text}, {u"MessageStream"_s, account().stream},
        {u"Metadata"_s, QJsonObject{{u"hid"_s, fields->key}}},
        // Its own links and pixels would count what we count.
        {u"TrackOpens"_s, false}, {u"TrackLinks"_s, u"None"_s}};
    if (!fields->html.isEmpty())
        body[u"HtmlBody"_s] = fields->html;
    if (!fields->replyTo.isEmpty())
        body[u"ReplyTo"_s] = fields->replyTo;
    if (!fields->campaign.isEmpty())
        body[u"Tag"_s] = fields->campaign.left(1000);
    QJsonArray headers;
    for (const auto &[name, value] : fields->headers)
        headers.append(QJsonObject{{u"Name"_s, name}, {u"Value"_s, value}});
    body[u"Headers"_s] = headers;
    QJsonArray pictures;
    for (const auto &image : message.parts->images)
        pictures.append(QJsonObject{{u"Name"_s, fileNameOf(image)}, {u"Content"_s, base64Of(image.bytes)},
            {u"ContentType"_s, toText(image.contentType)},
            {u"ContentID"_s, QString(u"cid:"_s + toText(image.contentId))}});
    if (!pictures.isEmpty())
        body[u"Attachments"_s] = pictures;
    WireMessage wire;
    wire.body = toJson(body);
    wire.sharesCall = true;
    wire.key = std::string(message.key);
    return wire;
}

net::HttpRequest PostmarkDialect::request(
    const std::vector<const WireMessage *> &messages, Timestamp now) const
{
    // A single message is a batch of one: one form of the answer less to know.
    net::HttpRequest request = to("POST", u"/email/batch"_s);
    sign(request, now);
    request.fields.emplace_back("Content-Type", messages.front()->contentType);
    request.body = '[';
    for (const WireMessage *each : messages)
        request.body.append(request.body.size() > 1 ? "," : "").append(each->body);
    request.body += ']';
    return request;
}

std::vector<Delivery> PostmarkDialect::accepted(const ServiceReply &reply, size_t count) const
{
    std::vector<Delivery> answers;
    if (!reply.json.isArray())
        return answers;
    const QJsonArray items = reply.json.array();
    if (size_t(items.size()) > count)
        return answers; // an answer to something else
    for (const auto &each : items) {
        const QJsonObject item = each.toObject();
        const QString id = item[u"MessageID"_s].toString();
        const QString words = item[u"Message"_s].toString();
        const QJsonValue code = item[u"ErrorCode"_s];
        if (code.isDouble() && code.toInt() == 0 && !id.isEmpty()) {
            answers.push_back(takenAs(id, words, reply));
            continue;
        }
        const bool isRefusal = code.isDouble() && code.toInt() != 0;
        Delivery delivery = makeDelivery(isRefusal ? State::Refused : State::Uncertain, Stage::Content,
            isRefusal ? Concerns::Message : Concerns::Connection,
            words.isEmpty() ? u"Postmark answered without saying whether it took the message."_s : words);
        delivery.code = reply.status();
        if (isRefusal)
            refine(delivery, {true, words, QString::number(code.toInt())}, reply);
        answers.push_back(std::move(delivery));
    }
    return answers;
}

ServiceError PostmarkDialect::errorIn(const ServiceReply &reply) const
{
    const QJsonValue code = reply.object()[u"ErrorCode"_s];
    return {code.isDouble(), reply.object()[u"Message"_s].toString(),
        code.isDouble() ? QString::number(code.toInt()) : QString()};
}

void PostmarkDialect::refine(Delivery &delivery, const ServiceError &error, const ServiceReply &) const
{
    if (delivery.state != State::Refused)
        return;
    const int code = error.word.toInt();
    if (code == 406 || (code == 300 && error.text.contains(u"'To'"_s))) {
        delivery.stage = Stage::Recipient;
        delivery.concerns = Concerns::Recipient;
    } else if (isAboutAccount(code)) {
        delivery.stage = Stage::Sender;
        delivery.concerns = Concerns::Account;
    } else if (code == 100 || code == 429) { // maintenance, too many calls
        delivery.state = State::Deferred;
        delivery.concerns = Concerns::Connection;
    }
}

net::HttpRequest PostmarkDialect::question(Timestamp now) const
{
    net::HttpRequest request = to("GET", u"/server"_s);
    sign(request, now);
    return request;
}

Delivery PostmarkDialect::welcome(const ServiceReply &reply) const
{
    const QString server = reply.object()[u"Name"_s].toString();
    if (server.isEmpty())
        return unfit(u"What answers is not Postmark. Check the address of the service."_s);
    return fit(u"Signed in at Postmark, server “%1”; mail goes through the stream “%2”."_s.arg(
        server, account().stream));
}

} // namespace haberdash::deliver
