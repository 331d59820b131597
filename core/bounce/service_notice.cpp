// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/service_notice.h"

#include "core/bounce/reason_rules.h"
#include "core/mail/text_piece.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace haberdash::bounce {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ReturnedMail::Kind;

constexpr qsizetype mostRecipients = 100;

/// The object that the text begins with; empty where it is none.
QJsonObject objectIn(std::string_view text)
{
    text = mail::trimmed(text);
    const size_t end = text.rfind('}');
    if (!text.starts_with('{') || end == std::string_view::npos)
        return {};
    QByteArray bytes(text.data(), qsizetype(end + 1));
    // Mail breaks long lines, and JSON knows no line ends in its texts.
    bytes.replace('\n', "");
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    const QString message = object.value(u"Message"_s).toString();
    return message.isEmpty() ? object : QJsonDocument::fromJson(message.toUtf8()).object();
}

std::string textOf(const QJsonObject &object, const QString &name)
{
    return object.value(name).toString().toStdString();
}

ReturnedMail bounceOf(const QJsonObject &recipient, bool isTransient)
{
    ReturnedMail mail;
    mail.kind = Kind::Bounce;
    mail.recipient = textOf(recipient, u"emailAddress"_s);
    ServerWords server;
    server.words = textOf(recipient, u"diagnosticCode"_s);
    server.plain = plainWords(server.words);
    server.status = statusIn(server.words);
    if (server.status.empty())
        server.status = statusIn(textOf(recipient, u"status"_s));
    server.replyCode = replyCodeIn(server.words);
    // The service knows how it ended: what it gives up for good was refused at RCPT.
    server.stage = Stage::Recipient;
    mail.reason = reasonOf(server);
    mail.status = server.status;
    mail.replyCode = server.replyCode;
    mail.diagnostic = server.words.substr(0, 1000);
    mail.severity = !isTransient && isForEver(mail.reason) ? ReturnedMail::Severity::Hard
                                                           : ReturnedMail::Severity::Soft;
    return mail;
}

} // namespace

std::vector<ReturnedMail> readServiceNotice(const Notice &notice)
{
    const QJsonObject object = objectIn(notice.text);
    const QString type
        = object.value(u"notificationType"_s).toString(object.value(u"eventType"_s).toString());
    std::vector<ReturnedMail> mails;
    if (type == u"Bounce") {
        const QJsonObject bounce = object.value(u"bounce"_s).toObject();
        const bool isTransient = bounce.value(u"bounceType"_s) == u"Transient"_s;
        for (const QJsonValue each : bounce.value(u"bouncedRecipients"_s).toArray())
            mails.push_back(bounceOf(each.toObject(), isTransient));
    } else if (type == u"Complaint") {
        const QJsonObject complaint = object.value(u"complaint"_s).toObject();
        for (const QJsonValue each : complaint.value(u"complainedRecipients"_s).toArray()) {
            ReturnedMail mail;
            mail.kind = Kind::Complaint;
            mail.reason = Reason::Feedback;
            mail.recipient = textOf(each.toObject(), u"emailAddress"_s);
            mail.feedbackType = textOf(complaint, u"complaintFeedbackType"_s);
            mails.push_back(mail);
        }
    } else if (type == u"Delivery") {
        const QJsonObject delivery = object.value(u"delivery"_s).toObject();
        for (const QJsonValue each : delivery.value(u"recipients"_s).toArray()) {
            ReturnedMail mail;
            mail.kind = Kind::Delivered;
            mail.reason = Reason::Delivered;
            mail.recipient = each.toString().toStdString();
            mail.diagnostic = textOf(delivery, u"smtpResponse"_s).substr(0, 1000);
            mail.status = statusIn(mail.diagnostic);
            mails.push_back(mail);
        }
    }
    if (qsizetype(mails.size()) > mostRecipients)
        mails.resize(size_t(mostRecipients));
    return mails;
}

} // namespace haberdash::bounce
