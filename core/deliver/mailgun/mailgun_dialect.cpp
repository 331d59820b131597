// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/mailgun/mailgun_dialect.h"

#include "core/base/domain_name.h"
#include "core/base/stable_hash.h"
#include "core/deliver/http/message_fields.h"

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;
using Concerns = Delivery::Concerns;
using State = Delivery::State;

namespace {

/// multipart/form-data (RFC 7578).
class Form
{
public:
    void add(const QString &name, const QString &value)
    {
        m_parts.emplace_back(head(name), value.toStdString());
    }
    void addFile(const QString &name, const QString &fileName, const compose::InlineImage &image)
    {
        m_parts.emplace_back(
            head(name, u"; filename=\"%1\""_s.arg(fileName)) + "\r\nContent-Type: " + image.contentType,
            image.bytes);
    }
    void writeTo(WireMessage &wire) const
    {
        const std::string boundary = makeBoundary();
        for (const auto &[head, content] : m_parts)
            wire.body.append("--")
                .append(boundary)
                .append("\r\n")
                .append(head)
                .append("\r\n\r\n")
                .append(content)
                .append("\r\n");
        wire.body.append("--").append(boundary).append("--\r\n");
        wire.contentType = "multipart/form-data; boundary=" + boundary;
    }

private:
    static std::string head(QString name, const QString &more = {})
    {
        return u"Content-Disposition: form-data; name=\"%1\"%2"_s.arg(name.replace(u'"', u"%22"_s), more)
            .toStdString();
    }
    /// Stands in no part.
    [[nodiscard]] std::string makeBoundary() const
    {
        for (qint64 attempt = 0;; ++attempt) {
            std::string boundary = "haberdash-" + std::to_string(stableHash(m_parts.front().second, attempt));
            if (std::none_of(m_parts.begin(), m_parts.end(),
                    [&](const auto &part) { return part.second.find(boundary) != std::string::npos; }))
                return boundary;
        }
    }

    std::vector<std::pair<std::string, std::string>> m_parts;
};

} // namespace

QString MailgunDialect::home() const
{
    return account().region == u"eu"_s ? u"https://api.eu.mailgun.net"_s : u"https://api.mailgun.net"_s;
}

QString MailgunDialect::ownFault() const
{
    const QString region = account().region;
    if (!region.isEmpty() && region != u"eu"_s && region != u"us"_s)
        return u"“%1” is no region of Mailgun; there are “eu” and “us”."_s.arg(region);
    if (account().domain.isEmpty() || !domainToAscii(account().domain))
        return u"Mailgun needs the domain that the mail is sent from, such as mail.shop.example."_s;
    return {};
}

void MailgunDialect::sign(net::HttpRequest &request, Timestamp) const
{
    request.fields.emplace_back("Authorization", "Basic " + base64Of("api:" + secret()).toStdString());
}

tl::expected<WireMessage, Delivery> MailgunDialect::write(const OutgoingMessage &message) const
{
    const auto fields = fieldsOf(message, Service::Mailgun);
    if (!fields)
        return tl::unexpected(fields.error());
    Form form;
    form.add(u"v:hid"_s, fields->key);
    form.add(u"from"_s, named(fields->fromName, fields->from));
    form.add(u"to"_s, named(fields->toName, fields->to));
    if (!fields->replyTo.isEmpty())
        form.add(u"h:Reply-To"_s, fields->replyTo);
    form.add(u"subject"_s, fields->subject);
    form.add(u"text"_s, fields->text);
    if (!fields->html.isEmpty())
        form.add(u"html"_s, fields->html);
    for (const auto &[name, value] : fields->headers)
        form.add(u"h:"_s + name, value);
    if (!fields->campaign.isEmpty())
        form.add(u"o:tag"_s, plainTag(fields->campaign, 128));
    // Its own links and pixels would count what we count, and lead through a domain that is not the shop's.
    for (const QString &each : {u"o:tracking"_s, u"o:tracking-clicks"_s, u"o:tracking-opens"_s})
        form.add(each, u"no"_s);
    for (const auto &image : message.parts->images)
        form.addFile(u"inline"_s, toText(image.contentId), image); // the name of the file is the cid
    WireMessage wire;
    form.writeTo(wire);
    wire.key = std::string(message.key);
    return wire;
}

net::HttpRequest MailgunDialect::request(
    const std::vector<const WireMessage *> &messages, Timestamp now) const
{
    const QString domain = QString::fromStdString(domainToAscii(account().domain).value_or(std::string()));
    net::HttpRequest request = to("POST", u"/v3/%1/messages"_s.arg(domain));
    sign(request, now);
    request.fields.emplace_back("Content-Type", messages.front()->contentType);
    request.body = messages.front()->body;
    return request;
}

std::vector<Delivery> MailgunDialect::accepted(const ServiceReply &reply, size_t) const
{
    QString id = reply.object()[u"id"_s].toString();
    if (id.isEmpty())
        return {};
    if (id.startsWith(u'<') && id.endsWith(u'>'))
        id = id.mid(1, id.size() - 2); // its events name it without
    return {takenAs(id, reply.object()[u"message"_s].toString(), reply)};
}

ServiceError MailgunDialect::errorIn(const ServiceReply &reply) const
{
    const QString text = reply.object()[u"message"_s].toString();
    return {!text.isEmpty(), text, {}};
}

void MailgunDialect::refine(Delivery &delivery, const ServiceError &error, const ServiceReply &reply) const
{
    // An address that is none of its own is greeted, with 200.
    if (reply.isSuccess() && reply.http.body.find("Magnificent API") != std::string::npos) {
        delivery.state = State::Refused;
        delivery.concerns = Concerns::Account;
        delivery.text = u"Mailgun does not know this address of its interface. Check domain and region."_s;
    }
    if (reply.status() == 420 || reply.status() == 429) {
        const auto after = error.text.indexOf(u"after "_s);
        if (const auto wait = waitUntil(QStringView(error.text).mid(after < 0 ? 0 : after + 6), reply.now))
            delivery.retryAfter = wait;
    }
    if (reply.status() == 400 && error.text.contains(u"'to'"_s))
        delivery.concerns = Concerns::Recipient;
    else if (reply.status() == 400
        && (error.text.contains(u"'from'"_s) || error.text.contains(u"not allowed to send"_s)))
        delivery.concerns = Concerns::Account;
}

net::HttpRequest MailgunDialect::question(Timestamp now) const
{
    const QString domain = QString::fromStdString(domainToAscii(account().domain).value_or(std::string()));
    net::HttpRequest request = to("GET", u"/v3/domains/%1"_s.arg(domain));
    sign(request, now);
    return request;
}

Delivery MailgunDialect::welcome(const ServiceReply &reply) const
{
    const QJsonObject domain = reply.object()[u"domain"_s].toObject();
    const QString state = domain[u"state"_s].toString();
    if (state.isEmpty())
        return unfit(u"What answers is not Mailgun. Check the address of the service."_s);
    if (state != u"active"_s)
        return unfit(
            u"Mailgun does not let %1 send: it calls the domain “%2”. Finish its DNS entries at Mailgun first."_s
                .arg(account().domain, state));
    return fit(u"Signed in at Mailgun; %1 may send."_s.arg(account().domain));
}

} // namespace haberdash::deliver
