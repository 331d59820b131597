// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/ses/ses_dialect.h"

#include "core/deliver/http/message_fields.h"
#include "core/deliver/ses/signature_v4.h"

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Concerns = Delivery::Concerns;
using Stage = Delivery::Stage;
using State = Delivery::State;

QString SesDialect::home() const
{
    return u"https://email.%1.amazonaws.com"_s.arg(account().region);
}

QString SesDialect::ownFault() const
{
    const QString region = account().region;
    const bool isRegion = !region.isEmpty() && std::all_of(region.begin(), region.end(), [](QChar each) {
        return (each >= u'a' && each <= u'z') || (each >= u'0' && each <= u'9') || each == u'-';
    });
    if (!isRegion)
        return u"“%1” is no region of Amazon; they look like eu-central-1."_s.arg(region);
    const QString user = account().user;
    if (user.isEmpty() || plainTag(user) != user)
        return u"Amazon SES needs the id of the access key beside the key itself; it begins with AKIA."_s;
    return {};
}

void SesDialect::sign(net::HttpRequest &request, Timestamp now) const
{
    signV4(request,
        {account().user.toLatin1(), QByteArray::fromStdString(secret()), account().region.toLatin1(), "ses"},
        now);
}

tl::expected<WireMessage, Delivery> SesDialect::write(const OutgoingMessage &message) const
{
    const auto fields = fieldsOf(message, Service::Ses);
    if (!fields)
        return tl::unexpected(fields.error());
    // Our own bytes rather than Content.Simple: its headers have limits that List-Unsubscribe can exceed, and
    // what was checked before sending is what arrives. SES writes Message-ID and Date anew.
    QJsonArray tags{QJsonObject{{u"Name"_s, u"hid"_s}, {u"Value"_s, plainTag(fields->key)}}};
    if (!fields->campaign.isEmpty())
        tags.append(QJsonObject{{u"Name"_s, u"campaign"_s}, {u"Value"_s, plainTag(fields->campaign)}});
    WireMessage wire;
    wire.body = toJson({
        {u"FromEmailAddress"_s, fields->from},
        {u"Destination"_s, QJsonObject{{u"ToAddresses"_s, QJsonArray{fields->to}}}},
        {u"Content"_s, QJsonObject{{u"Raw"_s, QJsonObject{{u"Data"_s, base64Of(message.mime)}}}}},
        {u"EmailTags"_s, tags},
    });
    wire.key = std::string(message.key);
    return wire;
}

net::HttpRequest SesDialect::request(const std::vector<const WireMessage *> &messages, Timestamp now) const
{
    net::HttpRequest request = to("POST", u"/v2/email/outbound-emails"_s);
    request.fields.emplace_back("Content-Type", messages.front()->contentType);
    request.body = messages.front()->body;
    sign(request, now);
    return request;
}

std::vector<Delivery> SesDialect::accepted(const ServiceReply &reply, size_t) const
{
    const QString id = reply.object()[u"MessageId"_s].toString();
    if (id.isEmpty())
        return {};
    return {takenAs(id, u"Accepted."_s, reply)};
}

ServiceError SesDialect::errorIn(const ServiceReply &reply) const
{
    // "MessageRejected:http://internal.amazon.com/...", or with a prefix before "#" in the body.
    QString word = reply.field("x-amzn-errortype").section(u':', 0, 0);
    if (word.isEmpty())
        word = reply.object()[u"__type"_s].toString().section(u'#', -1);
    const QJsonObject object = reply.object();
    const QString text = object[object.contains(u"message"_s) ? u"message"_s : u"Message"_s].toString();
    return {!word.isEmpty() || !text.isEmpty(), text, word};
}

void SesDialect::refine(Delivery &delivery, const ServiceError &error, const ServiceReply &reply) const
{
    const QString word = error.word;
    const auto concernsAccount = [&](State state) {
        delivery.state = state;
        delivery.stage = Stage::Sender;
        delivery.concerns = Concerns::Account;
    };
    if (reply.status() / 100 != 4)
        return;
    if (word.startsWith(u"LimitExceeded"_s) || error.text.contains(u"Daily message quota"_s))
        concernsAccount(State::Deferred);
    else if (word.startsWith(u"SendingPaused"_s) || word.startsWith(u"AccountSuspended"_s)
        || word.startsWith(u"MailFromDomainNotVerified"_s) || error.text.contains(u"is not verified"_s))
        concernsAccount(State::Refused);
    else if (word.startsWith(u"TooManyRequests"_s) || word.startsWith(u"Throttling"_s)) {
        delivery.state = State::Deferred;
        delivery.concerns = Concerns::Connection;
    }
    if (error.text.contains(u"Signature expired"_s) || error.text.contains(u"not yet current"_s))
        delivery.text
            = u"The clock of this computer is wrong. Set it, then go on. Amazon says: %1"_s.arg(error.text);
}

net::HttpRequest SesDialect::question(Timestamp now) const
{
    net::HttpRequest request = to("GET", u"/v2/email/account"_s);
    sign(request, now);
    return request;
}

Delivery SesDialect::welcome(const ServiceReply &reply) const
{
    const QJsonObject account = reply.object();
    if (!account[u"SendingEnabled"_s].isBool())
        return unfit(u"What answers is not Amazon SES. Check region and address of the service."_s);
    if (!account[u"SendingEnabled"_s].toBool())
        return unfit(
            u"Amazon has switched sending off for this account in this region. Look into its SES console."_s);
    const QJsonObject quota = account[u"SendQuota"_s].toObject();
    const double most = quota[u"Max24HourSend"_s].toDouble(-1);
    QString text = u"Signed in at Amazon SES."_s;
    if (!account[u"ProductionAccessEnabled"_s].toBool())
        text += u" The account is still in the sandbox: it sends to verified addresses only, until you ask "
                u"Amazon for production access."_s;
    if (most >= 0) {
        const double left = most - quota[u"SentLast24Hours"_s].toDouble();
        if (left < 1)
            return unfit(
                u"Amazon lets this account send %1 mails in 24 hours, and they are used up."_s.arg(most));
        text += u" It may send %1 more mails within 24 hours."_s.arg(qint64(left));
    }
    return fit(text);
}

} // namespace haberdash::deliver
