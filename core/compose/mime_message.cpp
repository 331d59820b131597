// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/mime_message.h"

#include "core/base/domain_name.h"
#include "core/base/stable_hash.h"
#include "core/base/wire_address.h"
#include "core/compose/mime_encoding.h"
#include "core/compose/mime_entity.h"

#include <algorithm>
#include <array>

#include <QDateTime>
#include <QLocale>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char byte) { return byte > 32 && byte < 127; });
}

tl::unexpected<Error> invalid(const QString &detail)
{
    return failure(Error::Code::Invalid, detail);
}

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString formatDate(Timestamp instant, const QTimeZone &zone)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone);
    const int minutes = time.offsetFromUtc() / 60;
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss "_s) + (minutes < 0 ? u"-"_s : u"+"_s)
        + u"%1%2"_s.arg(std::abs(minutes) / 60, 2, 10, QChar(u'0'))
              .arg(std::abs(minutes) % 60, 2, 10, QChar(u'0'));
}

class Composer
{
public:
    explicit Composer(const MessageParts &parts)
        : m_parts(parts)
    { }

    Result<std::string> compose()
    {
        HABERDASH_TRY(check());
        HABERDASH_TRY(writeHeaders());
        const std::string body = bodyEntity();
        m_out += body;
        return std::move(m_out);
    }

private:
    Result<> check() const
    {
        if (m_parts.text.empty())
            return invalid(u"The message has no plain text; every message needs one."_s);
        if (!m_parts.images.empty() && m_parts.html.empty())
            return invalid(u"Pictures inside a message need an HTML part that shows them."_s);
        const size_t at = m_parts.messageId.find('@');
        if (at == 0 || at == std::string::npos || m_parts.messageId.size() > 200
            || !isAscii(m_parts.messageId)
            || m_parts.messageId.find_first_of("<>()[]\\,;:\" ") != std::string::npos)
            return invalid(u"“%1” is no message id."_s.arg(shown(m_parts.messageId)));
        if (!m_parts.unsubscribeUrl.empty()
            && (!m_parts.unsubscribeUrl.starts_with("https://") || !isUri(m_parts.unsubscribeUrl)))
            return invalid(
                u"“%1” is no https address to unsubscribe at."_s.arg(shown(m_parts.unsubscribeUrl)));
        if (!m_parts.unsubscribeMailto.empty()
            && (!m_parts.unsubscribeMailto.starts_with("mailto:") || !isUri(m_parts.unsubscribeMailto)))
            return invalid(
                u"“%1” is no mailto address to unsubscribe at."_s.arg(shown(m_parts.unsubscribeMailto)));
        if (!m_parts.listId.empty() && (!isUri(m_parts.listId) || m_parts.listId.size() > 255))
            return invalid(u"“%1” is no list id."_s.arg(shown(m_parts.listId)));
        HABERDASH_TRY(checkKey(m_parts.feedbackId, u"Feedback-ID"));
        HABERDASH_TRY(checkKey(m_parts.haberdashId, u"X-Haberdash-Id"));
        return checkFiles();
    }

    Result<> checkFiles() const
    {
        for (const InlineImage &image : m_parts.images) {
            if (!isUri(image.contentId) || !isFileType(image.contentType))
                return invalid(
                    u"The picture “%1” has no usable content id or type."_s.arg(shown(image.fileName)));
        }
        for (const Attachment &file : m_parts.attachments) {
            if (!isFileType(file.contentType))
                return invalid(
                    u"The file “%1” cannot be attached as “%2”; application/octet-stream fits any file."_s
                        .arg(shown(file.fileName), shown(file.contentType)));
        }
        return {};
    }

    /// Keys are read by machines, which know no encoded words.
    static Result<> checkKey(const HeaderText &key, QStringView header)
    {
        if (key.utf8().size() > 250 || !isAscii(key.utf8()))
            return invalid(u"“%1” cannot be written as %2."_s.arg(shown(key.utf8()), header));
        return {};
    }

    /// Printable ASCII without blanks and brackets, short enough for one line.
    static bool isUri(std::string_view text)
    {
        return !text.empty() && text.size() <= 900 && isAscii(text)
            && text.find_first_of("<>\",\\") == std::string_view::npos;
    }

    Result<> writeMailbox(std::string_view header, const Mailbox &mailbox)
    {
        HABERDASH_TRY_ASSIGN(address, wireAddress(mailbox.address, m_parts.allowUtf8Addresses));
        HeaderWriter writer(header, m_out);
        writer.addName(mailbox.name.utf8());
        writer.addWord(mailbox.name.isEmpty() ? address : '<' + address + '>');
        writer.finish();
        return {};
    }

    void writeText(std::string_view header, std::string_view text)
    {
        HeaderWriter writer(header, m_out);
        writer.addText(text);
        writer.finish();
    }

    void writeWord(std::string_view header, std::string_view word)
    {
        HeaderWriter writer(header, m_out);
        writer.addWord(word);
        writer.finish();
    }

    Result<> writeHeaders()
    {
        writeText("Date", formatDate(m_parts.date, m_parts.zone).toStdString());
        HABERDASH_TRY(writeMailbox("From", m_parts.from));
        HABERDASH_TRY(writeMailbox("To", m_parts.to));
        if (m_parts.replyTo)
            HABERDASH_TRY(writeMailbox("Reply-To", *m_parts.replyTo));
        writeText("Subject", m_parts.subject.utf8());
        writeWord("Message-ID", '<' + m_parts.messageId + '>');
        m_out += "MIME-Version: 1.0\r\n";
        writeListHeaders();
        if (!m_parts.feedbackId.isEmpty())
            writeWord("Feedback-ID", m_parts.feedbackId.utf8());
        if (!m_parts.haberdashId.isEmpty())
            writeWord("X-Haberdash-Id", m_parts.haberdashId.utf8());
        return writeExtraHeaders();
    }

    void writeListHeaders()
    {
        if (!m_parts.unsubscribeUrl.empty() || !m_parts.unsubscribeMailto.empty()) {
            HeaderWriter writer("List-Unsubscribe", m_out);
            if (!m_parts.unsubscribeUrl.empty())
                writer.addWord('<' + m_parts.unsubscribeUrl + '>');
            if (!m_parts.unsubscribeUrl.empty() && !m_parts.unsubscribeMailto.empty())
                writer.addTight(",");
            if (!m_parts.unsubscribeMailto.empty())
                writer.addWord('<' + m_parts.unsubscribeMailto + '>');
            writer.finish();
        }
        if (!m_parts.unsubscribeUrl.empty())
            m_out += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
        if (!m_parts.listId.empty()) {
            HeaderWriter writer("List-Id", m_out);
            writer.addName(m_parts.listName.utf8());
            writer.addWord('<' + m_parts.listId + '>');
            writer.finish();
        }
    }

    Result<> writeExtraHeaders()
    {
        static constexpr std::array<std::string_view, 16> ours{"date", "from", "to", "reply-to", "subject",
            "message-id", "mime-version", "list-unsubscribe", "list-unsubscribe-post", "list-id",
            "feedback-id", "x-haberdash-id", "content-type", "content-transfer-encoding", "bcc", "cc"};
        for (const auto &[name, text] : m_parts.extraHeaders) {
            std::string lower = name;
            std::transform(lower.begin(), lower.end(), lower.begin(),
                [](unsigned char c) { return char(std::tolower(c)); });
            const bool isName
                = !name.empty() && name.size() < 60 && isAscii(name) && name.find(':') == std::string::npos;
            if (!isName || std::find(ours.begin(), ours.end(), lower) != ours.end())
                return invalid(u"“%1” cannot be added as a header of its own."_s.arg(shown(name)));
            writeText(name, text.utf8());
        }
        return {};
    }

    std::string bodyEntity() const
    {
        std::string body = readableEntity();
        if (m_parts.attachments.empty())
            return body.ends_with("\r\n") ? body : body + "\r\n";
        std::vector<std::string> entities{std::move(body)};
        for (const Attachment &file : m_parts.attachments)
            entities.push_back(fileEntity({file.contentType, file.fileName, file.bytes, {}}));
        return multipartEntity("multipart/mixed", "", m_parts.messageId, entities);
    }

    /// The texts and the pictures in them.
    std::string readableEntity() const
    {
        std::string text = textEntity("text/plain", m_parts.text);
        if (m_parts.html.empty())
            return text;
        std::string html = textEntity("text/html", m_parts.html);
        std::string alternative = multipartEntity(
            "multipart/alternative", "", m_parts.messageId, {std::move(text), std::move(html)});
        if (m_parts.images.empty())
            return alternative;
        std::vector<std::string> entities{std::move(alternative)};
        for (const InlineImage &image : m_parts.images)
            entities.push_back(fileEntity({image.contentType, image.fileName, image.bytes, image.contentId}));
        return multipartEntity(
            "multipart/related", " type=\"multipart/alternative\";", m_parts.messageId, entities);
    }

    const MessageParts &m_parts;
    std::string m_out;
};

} // namespace

Result<std::string> makeMessageId(quint64 high, quint64 low, const QString &sendingDomain)
{
    HABERDASH_TRY_ASSIGN(domain, domainToAscii(sendingDomain));
    return u"%1%2"_s.arg(high, 16, 16, QChar(u'0')).arg(low, 16, 16, QChar(u'0')).toStdString() + '@'
        + domain;
}

Result<std::string> composeMessage(const MessageParts &parts)
{
    return Composer(parts).compose();
}

} // namespace haberdash::compose
