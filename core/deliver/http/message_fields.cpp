// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/http/message_fields.h"

#include "core/base/wire_address.h"

#include <QJsonDocument>
#include <QMap>

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What every service writes itself, from the fields or because it is the one that sends.
const std::set<QString> &written()
{
    static const std::set<QString> names{u"date"_s, u"from"_s, u"to"_s, u"cc"_s, u"bcc"_s, u"reply-to"_s,
        u"subject"_s, u"message-id"_s, u"mime-version"_s, u"content-type"_s, u"content-transfer-encoding"_s};
    return names;
}

/// What none of them lets others write; a header like that was added on purpose and cannot be left out
/// silently (DELIVERY 9.3 for SendGrid; the others are no different).
const std::set<QString> &forbidden()
{
    static const std::set<QString> names{
        u"received"_s, u"dkim-signature"_s, u"return-path"_s, u"sender"_s, u"x-sg-id"_s, u"x-sg-eid"_s};
    return names;
}

std::vector<std::pair<QString, QString>> readHead(std::string_view mime)
{
    std::vector<std::pair<QString, QString>> headers;
    const std::string_view head = mime.substr(0, mime.find("\r\n\r\n"));
    for (size_t from = 0; from < head.size();) {
        const size_t end = std::min(head.find("\r\n", from), head.size());
        const QString line = toText(head.substr(from, end - from));
        if (line.startsWith(u' ') && !headers.empty())
            headers.back().second += line; // the blank at which it was folded
        else
            headers.emplace_back(line.section(u':', 0, 0), line.section(u':', 1).trimmed());
        from = end + 2;
    }
    return headers;
}

Delivery refusal(Delivery::Stage stage, Delivery::Concerns concerns, const QString &why)
{
    return makeDelivery(Delivery::State::Refused, stage, concerns, why);
}

} // namespace

QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

tl::expected<MessageFields, Delivery> fieldsOf(
    const OutgoingMessage &message, Service service, const std::set<QString> &reserved)
{
    using Stage = Delivery::Stage;
    using Concerns = Delivery::Concerns;
    const auto &parts = *message.parts;
    const auto can = capabilitiesOf(service);
    const auto from = wireAddress(parts.from.address);
    if (!from)
        return tl::unexpected(refusal(Stage::Sender, Concerns::Account, from.error().detail));
    const auto to = wireAddress(message.envelope.recipient);
    if (!to)
        return tl::unexpected(refusal(Stage::Recipient, Concerns::Recipient, to.error().detail));
    if (can.messageBytes > 0 && qint64(message.mime.size()) > can.messageBytes)
        return tl::unexpected(cannotCarry(
            u"The message has %1 bytes; %2 takes %3 at most. Use smaller pictures."_s.arg(message.mime.size())
                .arg(nameOf(service))
                .arg(can.messageBytes)));
    if (!can.inlineImages && !parts.images.empty())
        return tl::unexpected(cannotCarry(
            u"%1 cannot carry pictures inside a mail. Use pictures with a web address instead."_s.arg(
                nameOf(service))));
    // Amazon's takes the bytes, which have everything; the others would leave the files out without a word.
    if (service != Service::Ses && !parts.attachments.empty())
        return tl::unexpected(cannotCarry(
            u"%1 gets no files beside the text from us. Send this message by SMTP, or link to the files."_s
                .arg(nameOf(service))));
    MessageFields fields;
    fields.from = QString::fromStdString(*from);
    fields.fromName = toText(parts.from.name.utf8());
    fields.to = QString::fromStdString(*to);
    fields.toName = toText(parts.to.name.utf8());
    if (parts.replyTo) {
        const auto replyTo = wireAddress(parts.replyTo->address);
        if (!replyTo)
            return tl::unexpected(refusal(Stage::Sender, Concerns::Account, replyTo.error().detail));
        fields.replyTo = QString::fromStdString(*replyTo);
    }
    fields.subject = toText(parts.subject.utf8());
    fields.text = toText(parts.text);
    fields.html = toText(parts.html);
    fields.key = toText(message.key);
    fields.campaign = toText(message.campaign);
    for (auto &header : readHead(message.mime)) {
        const QString name = header.first.toLower();
        if (written().contains(name))
            continue;
        if (forbidden().contains(name) || reserved.contains(name))
            return tl::unexpected(cannotCarry(
                u"%1 does not let others write the header “%2”."_s.arg(nameOf(service), header.first)));
        fields.headers.push_back(std::move(header));
    }
    return fields;
}

QString named(const QString &name, const QString &address)
{
    if (name.isEmpty())
        return address;
    QString quoted = name;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u"\"%1\" <%2>"_s.arg(quoted, address);
}

QString plainTag(const QString &text, qsizetype longest)
{
    QString tag = text.left(longest);
    for (QChar &each : tag) {
        const char16_t code = each.unicode();
        const bool isPlain = (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z')
            || (code >= u'0' && code <= u'9') || code == u'-' || code == u'_';
        if (!isPlain)
            each = u'_';
    }
    return tag;
}

QString fileNameOf(const compose::InlineImage &image)
{
    static const QMap<QString, QStringList> endings{{u"image/png"_s, {u"png"_s}},
        {u"image/jpeg"_s, {u"jpg"_s, u"jpeg"_s}}, {u"image/gif"_s, {u"gif"_s}},
        {u"image/webp"_s, {u"webp"_s}}, {u"image/svg+xml"_s, {u"svg"_s}}};
    const QString name = image.fileName.empty() ? u"picture"_s : toText(image.fileName);
    const QStringList right = endings.value(toText(image.contentType).toLower());
    const bool isRight = right.isEmpty() || std::any_of(right.begin(), right.end(), [&](const QString &each) {
        return name.endsWith(u'.' + each, Qt::CaseInsensitive);
    });
    return isRight ? name : QString(name + u'.' + right.front());
}

QString base64Of(std::string_view bytes)
{
    return QString::fromLatin1(QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())).toBase64());
}

QJsonObject toObject(const std::vector<std::pair<QString, QString>> &headers)
{
    QJsonObject object;
    for (const auto &[name, value] : headers)
        object[name] = value;
    return object;
}

std::string toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace haberdash::deliver
