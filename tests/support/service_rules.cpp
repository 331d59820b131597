// SPDX-License-Identifier: GPL-3.0-or-later
// What the services want of a call, from DELIVERY 9.3 to 9.12. Written apart from the code that makes calls.
#include "tests/support/fake_mail_service.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>

#include <algorithm>

namespace haberdash::test {

using namespace Qt::Literals::StringLiterals;
using deliver::Service;
using Request = ScriptedHttpServer::Request;
using Message = ServiceCall::Message;

namespace {

QByteArray field(const Request &request, const QByteArray &name)
{
    for (const QByteArray &line : request.head.split('\n')) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).toLower() == name)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

/// Throws what is wrong.
void want(bool holds, const QString &complaint)
{
    if (!holds)
        throw complaint;
}

bool isAddress(const QString &text)
{
    static const QRegularExpression shape(u"^[!-~]+@[a-z0-9.-]+$"_s);
    return shape.match(text).hasMatch();
}

/// "Name <address>" or the address alone.
QString addressIn(const QString &text)
{
    const auto open = text.lastIndexOf(u'<');
    const QString address = open < 0 ? text : text.mid(open + 1, text.size() - open - 2);
    want(isAddress(address), u"no address: "_s + text);
    if (open > 0)
        want(text.startsWith(u'"') && text.at(open - 2) == u'"', u"a name without quotes: "_s + text);
    return address;
}

void wantHeaders(const QMap<QString, QString> &headers)
{
    static const QStringList own{u"to"_s, u"from"_s, u"subject"_s, u"reply-to"_s, u"cc"_s, u"bcc"_s,
        u"received"_s, u"dkim-signature"_s, u"content-type"_s, u"content-transfer-encoding"_s, u"x-sg-id"_s,
        u"x-sg-eid"_s, u"message-id"_s, u"date"_s, u"mime-version"_s};
    for (auto each = headers.begin(); each != headers.end(); ++each) {
        want(!own.contains(each.key().toLower()), u"a header that is the service's: "_s + each.key());
        for (const QChar character : each.value())
            want(character >= u' ' && character <= u'~', u"a header that is no ASCII: "_s + each.key());
    }
    want(headers.contains(u"X-Haberdash-Id"_s), u"no X-Haberdash-Id"_s);
    want(headers.value(u"List-Unsubscribe"_s).startsWith(u"<https://"_s), u"no List-Unsubscribe"_s);
    want(headers.value(u"List-Unsubscribe-Post"_s) == u"List-Unsubscribe=One-Click"_s, u"no One-Click"_s);
    want(
        headers.contains(u"List-Id"_s) && headers.contains(u"Feedback-ID"_s), u"no List-Id or Feedback-ID"_s);
}

QMap<QString, QString> toMap(const QJsonObject &object)
{
    QMap<QString, QString> map;
    for (auto each = object.begin(); each != object.end(); ++each) {
        want(each->isString(), u"no text: "_s + each.key());
        map[each.key()] = each->toString();
    }
    return map;
}

void wantPicture(const QJsonObject &picture, const QString &content, const QString &cid)
{
    want(!QByteArray::fromBase64(
             picture[content].toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors)
              .isEmpty(),
        u"a picture without content"_s);
    want(!picture[cid].toString().isEmpty(), u"a picture without a content id"_s);
}

QJsonObject objectIn(const QByteArray &body)
{
    QJsonParseError error;
    const auto json = QJsonDocument::fromJson(body, &error);
    want(json.isObject(), u"no JSON object: "_s + error.errorString());
    return json.object();
}

Message readSendGrid(const QJsonObject &body)
{
    const QJsonArray people = body[u"personalizations"_s].toArray();
    want(people.size() == 1, u"one person at a time"_s);
    const QJsonObject person = people.first().toObject();
    const QJsonArray to = person[u"to"_s].toArray();
    want(to.size() == 1, u"one address at a time"_s);
    want(isAddress(body[u"from"_s].toObject()[u"email"_s].toString()), u"no sender"_s);
    want(!body[u"subject"_s].toString().isEmpty(), u"no subject"_s);
    const QJsonArray content = body[u"content"_s].toArray();
    want(!content.isEmpty() && content.first().toObject()[u"type"_s] == u"text/plain"_s,
        u"plain text first"_s);
    wantHeaders(toMap(body[u"headers"_s].toObject()));
    want(body[u"categories"_s].toArray().size() <= 10, u"too many categories"_s);
    const QJsonObject tracking = body[u"tracking_settings"_s].toObject();
    for (const QString &each : {u"click_tracking"_s, u"open_tracking"_s, u"subscription_tracking"_s})
        want(tracking[each].toObject()[u"enable"_s] == false, u"tracking is on: "_s + each);
    want(!body.contains(u"mail_settings"_s), u"a rehearsal"_s);
    for (const auto &each : body[u"attachments"_s].toArray()) {
        wantPicture(each.toObject(), u"content"_s, u"content_id"_s);
        want(each.toObject()[u"disposition"_s] == u"inline"_s, u"not inline"_s);
    }
    return {person[u"custom_args"_s].toObject()[u"hid"_s].toString(),
        to.first().toObject()[u"email"_s].toString(), body};
}

/// The parts of a form by name; files by "inline:<file name>".
QJsonObject readForm(const Request &request)
{
    const QByteArray type = field(request, "content-type");
    want(type.startsWith("multipart/form-data; boundary="), u"no form"_s);
    const QByteArray line = "--" + type.mid(30);
    const QByteArray next = "\r\n" + line;
    want(request.body.startsWith(line) && request.body.endsWith(QByteArray(next + "--\r\n")),
        u"a form without end"_s);
    QJsonObject parts;
    static const QRegularExpression shape(
        u"^Content-Disposition: form-data; name=\"([^\"]+)\"(?:; filename=\"([^\"]+)\")?"_s);
    qsizetype from = line.size() + 2;
    for (;;) {
        const auto end = request.body.indexOf(next, from);
        want(end >= 0, u"a part without end"_s);
        const QByteArray part = request.body.mid(from, end - from);
        const auto head = part.indexOf("\r\n\r\n");
        const auto match = shape.match(QString::fromUtf8(part.left(head)));
        want(match.hasMatch(), u"a part without name"_s);
        const QString name = match.captured(2).isEmpty()
            ? match.captured(1)
            : QString(match.captured(1) + u':' + match.captured(2));
        parts[name] = QString::fromUtf8(part.mid(head + 4));
        from = end + line.size() + 4;
        if (request.body.mid(from - 2, 2) == "--")
            return parts;
    }
}

Message readMailgun(const Request &request)
{
    const QJsonObject parts = readForm(request);
    addressIn(parts[u"from"_s].toString());
    for (const QString &each : {u"subject"_s, u"text"_s})
        want(!parts[each].toString().isEmpty(), u"no "_s + each);
    for (const QString &each : {u"o:tracking"_s, u"o:tracking-clicks"_s, u"o:tracking-opens"_s})
        want(parts[each] == u"no"_s, u"tracking is on: "_s + each);
    want(!parts.contains(u"o:testmode"_s), u"a rehearsal"_s);
    QMap<QString, QString> headers;
    for (auto each = parts.begin(); each != parts.end(); ++each) {
        if (each.key().startsWith(u"h:"_s) && each.key() != u"h:Reply-To"_s)
            headers[each.key().mid(2)] = each->toString();
    }
    wantHeaders(headers);
    return {parts[u"v:hid"_s].toString(), addressIn(parts[u"to"_s].toString()), parts};
}

Message readPostmark(const QJsonObject &body)
{
    addressIn(body[u"From"_s].toString());
    want(body[u"MessageStream"_s] == u"broadcast"_s, u"not the stream for many"_s);
    want(body[u"TrackOpens"_s] == false && body[u"TrackLinks"_s] == u"None"_s, u"tracking is on"_s);
    want(!body[u"TextBody"_s].toString().isEmpty(), u"no text"_s);
    QMap<QString, QString> headers;
    for (const auto &each : body[u"Headers"_s].toArray())
        headers[each.toObject()[u"Name"_s].toString()] = each.toObject()[u"Value"_s].toString();
    wantHeaders(headers);
    for (const auto &each : body[u"Attachments"_s].toArray()) {
        wantPicture(each.toObject(), u"Content"_s, u"ContentID"_s);
        want(
            each.toObject()[u"ContentID"_s].toString().startsWith(u"cid:"_s), u"a content id without cid:"_s);
    }
    return {body[u"Metadata"_s].toObject()[u"hid"_s].toString(), addressIn(body[u"To"_s].toString()), body};
}

QString tagOf(
    const QJsonArray &tags, const QString &name, const QString &nameField, const QString &valueField)
{
    static const QRegularExpression shape(u"^[A-Za-z0-9_-]{1,256}$"_s);
    QString found;
    for (const auto &each : tags) {
        const QString value = each.toObject()[valueField].toString();
        want(shape.match(value).hasMatch(), u"no tag: "_s + value);
        if (each.toObject()[nameField] == name)
            found = value;
    }
    return found;
}

Message readSes(const QJsonObject &body)
{
    want(isAddress(body[u"FromEmailAddress"_s].toString()), u"no sender"_s);
    const QJsonArray to = body[u"Destination"_s].toObject()[u"ToAddresses"_s].toArray();
    want(to.size() == 1, u"one address at a time"_s);
    const QByteArray raw = QByteArray::fromBase64(
        body[u"Content"_s].toObject()[u"Raw"_s].toObject()[u"Data"_s].toString().toLatin1());
    want(raw.contains("\r\nX-Haberdash-Id: ") && raw.contains("\r\nList-Unsubscribe-Post: "),
        u"headers are missing"_s);
    return {
        tagOf(body[u"EmailTags"_s].toArray(), u"hid"_s, u"Name"_s, u"Value"_s), to.first().toString(), body};
}

Message readBrevo(const QJsonObject &body)
{
    want(isAddress(body[u"sender"_s].toObject()[u"email"_s].toString()), u"no sender"_s);
    const QJsonArray to = body[u"to"_s].toArray();
    want(to.size() == 1, u"one address at a time"_s);
    want(!body[u"htmlContent"_s].toString().isEmpty(), u"no HTML"_s);
    want(!body.contains(u"attachment"_s), u"pictures cannot be shown"_s);
    auto headers = toMap(body[u"headers"_s].toObject());
    static const QRegularExpression uuid(u"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s);
    want(uuid.match(headers.value(u"idempotencyKey"_s)).hasMatch(), u"no UUID"_s);
    wantHeaders(headers);
    const QJsonObject custom = objectIn(headers.value(u"X-Mailin-custom"_s).toLatin1());
    return {custom[u"hid"_s].toString(), to.first().toObject()[u"email"_s].toString(), body};
}

Message readResend(const QJsonObject &body, bool isBatch)
{
    addressIn(body[u"from"_s].toString());
    const QJsonArray to = body[u"to"_s].toArray();
    want(to.size() == 1, u"one address at a time"_s);
    want(!body[u"text"_s].toString().isEmpty(), u"no text"_s);
    wantHeaders(toMap(body[u"headers"_s].toObject()));
    for (const auto &each : body[u"attachments"_s].toArray()) {
        want(!isBatch, u"no pictures in a batch"_s);
        wantPicture(each.toObject(), u"content"_s, u"content_id"_s);
        const QString type = each.toObject()[u"content_type"_s].toString().section(u'/', 1);
        want(each.toObject()[u"filename"_s].toString().endsWith(u'.' + type),
            u"an ending that is none of its type"_s);
    }
    return {tagOf(body[u"tags"_s].toArray(), u"hid"_s, u"name"_s, u"value"_s),
        addressIn(to.first().toString()), body};
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

/// Signs the request once more with what it says that it signed.
void wantSignature(const Request &request)
{
    static const QRegularExpression shape(
        u"^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/(\\d{8})/([a-z0-9-]+)/ses/aws4_request, "
        u"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$"_s);
    const auto match = shape.match(QString::fromLatin1(field(request, "authorization")));
    want(match.hasMatch(), u"no signature"_s);
    const QByteArray day = match.captured(1).toLatin1();
    const QByteArray region = match.captured(2).toLatin1();
    const QByteArray names = match.captured(3).toLatin1();
    for (const char *each : {"host", "x-amz-date"})
        want(names.split(';').contains(each), u"not signed: "_s + QString::fromLatin1(each));
    const QByteArray moment = field(request, "x-amz-date");
    want(moment.startsWith(QByteArray(day + 'T')) && moment.size() == 16, u"a moment of another day"_s);
    QByteArray fields;
    for (const QByteArray &name : names.split(';'))
        fields += name + ':' + field(request, name) + '\n';
    const auto hash = [](const QByteArray &bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    };
    const auto mark = request.path.indexOf('?');
    QByteArrayList parameters
        = mark < 0 ? QByteArrayList() : request.path.mid(mark + 1).split('&'); // encoded already
    std::sort(parameters.begin(), parameters.end());
    const QByteArray canonical = request.method + '\n'
        + request.path.left(mark < 0 ? request.path.size() : mark) + '\n' + parameters.join('&') + '\n'
        + fields + '\n' + names + '\n' + hash(request.body);
    QByteArray key = "AWS4" + QByteArray::fromStdString(FakeMailService::secret);
    for (const QByteArray &each : {day, region, QByteArray("ses"), QByteArray("aws4_request")})
        key = hmac(key, each);
    const QByteArray toSign
        = "AWS4-HMAC-SHA256\n" + moment + '\n' + day + '/' + region + "/ses/aws4_request\n" + hash(canonical);
    want(hmac(key, toSign).toHex() == match.captured(4).toLatin1(), u"a signature that is wrong"_s);
}

void wantKey(Service service, const Request &request)
{
    const QByteArray secret = QByteArray::fromStdString(FakeMailService::secret);
    switch (service) {
    case Service::SendGrid:
    case Service::Resend:
        return want(field(request, "authorization") == "Bearer " + secret, u"a wrong key"_s);
    case Service::Mailgun:
        return want(field(request, "authorization") == "Basic " + QByteArray("api:" + secret).toBase64(),
            u"a wrong key"_s);
    case Service::Postmark:
        return want(field(request, "x-postmark-server-token") == secret, u"a wrong key"_s);
    case Service::Brevo:
        return want(field(request, "api-key") == secret, u"a wrong key"_s);
    case Service::Ses:
        return wantSignature(request);
    }
}

QByteArray pathOf(Service service)
{
    switch (service) {
    case Service::SendGrid:
        return "/v3/mail/send";
    case Service::Mailgun:
        return "/v3/mail.shop.example/messages";
    case Service::Postmark:
        return "/email/batch";
    case Service::Ses:
        return "/v2/email/outbound-emails";
    case Service::Brevo:
        return "/v3/smtp/email";
    case Service::Resend:
        return "/emails";
    }
    return {};
}

void readMessages(Service service, const Request &request, ServiceCall &call)
{
    const bool isBatch = request.path == "/emails/batch" || service == Service::Postmark;
    if (isBatch) {
        const QJsonArray items = QJsonDocument::fromJson(request.body).array();
        want(!items.isEmpty() && items.size() <= (service == Service::Postmark ? 500 : 100), u"no batch"_s);
        for (const auto &each : items)
            call.messages.append(service == Service::Postmark ? readPostmark(each.toObject())
                                                              : readResend(each.toObject(), true));
        return;
    }
    if (service == Service::Mailgun) {
        call.messages.append(readMailgun(request));
        return;
    }
    const QJsonObject body = objectIn(request.body);
    call.messages.append(service == Service::SendGrid ? readSendGrid(body)
            : service == Service::Ses                 ? readSes(body)
            : service == Service::Brevo               ? readBrevo(body)
                                                      : readResend(body, false));
}

} // namespace

QString keyComplaint(Service service, const Request &request)
{
    try {
        wantKey(service, request);
    } catch (const QString &complaint) {
        return complaint;
    }
    return {};
}

ServiceCall readCall(Service service, const Request &request)
{
    ServiceCall call;
    try {
        want(request.method == "POST", u"no POST"_s);
        want(request.path == pathOf(service)
                || (service == Service::Resend && request.path == "/emails/batch"),
            u"nothing is sent there: "_s + QString::fromLatin1(request.path));
        wantKey(service, request);
        if (service != Service::Mailgun)
            want(field(request, "content-type") == "application/json", u"no JSON"_s);
        readMessages(service, request, call);
        for (const Message &each : call.messages) {
            want(!each.key.isEmpty(), u"our key is missing"_s);
            want(isAddress(each.recipient), u"no recipient: "_s + each.recipient);
        }
        if (service == Service::Brevo)
            call.idempotencyKey
                = call.messages.front().fields[u"headers"_s].toObject()[u"idempotencyKey"_s].toString();
        if (service == Service::Resend) {
            call.idempotencyKey = QString::fromLatin1(field(request, "idempotency-key"));
            want(
                !call.idempotencyKey.isEmpty() && call.idempotencyKey.size() <= 256, u"no idempotency key"_s);
        }
    } catch (const QString &complaint) {
        call.complaint = complaint;
    }
    return call;
}

} // namespace haberdash::test
