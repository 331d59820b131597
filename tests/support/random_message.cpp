// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/random_message.h"

#include "core/base/domain_name.h"
#include "core/compose/mime_entity.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <array>
#include <random>

namespace haberdash::test {

using namespace compose;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::array<std::string_view, 28> words{"Hello", "thread", "50% off!", "Größe", "café", "Œuvre", "Żółć",
    "Здравствуйте", "мир", "مرحبا", "بالعالم", "שלום", "\u200fABC\u200e", "こんにちは", "世界", "안녕하세요",
    "नमस्ते", "क्षत्रिय", "สวัสดี", "\U0001F469\u200D\U0001F680", "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7",
    "\U0001F44D\U0001F3FD", "e\u0301\u0323", "=?utf-8?Q?x?=", "=?", "a=b", "\u2019s",
    "\U00020BB7\u91CE\u5BB6"};
const std::array<std::string_view, 10> nameSigns{
    "\"", "\\", ",", ";", "<x@y.example>", "(the first)", "@", ":", "[a]", "."};
const std::array<std::string_view, 8> smuggled{"\r\nBcc: x@y.example", "\nSubject: other", "\rX-A: b",
    "\r\n\r\n<script>", "\u0085X: y", "\u2028X: y", "\v\f\b", "\x7f"};
const std::array<std::string_view, 14> lines{".", "..", ". dot", ".\r\nQUIT", "From here", ">From there",
    "blank at the end ", "tab\t", "--", "--=_", "=3D = =", "\tindented", "", "QUIT"};
const std::array<QStringView, 4> domains{
    u"shop.example", u"bücher.example", u"пример.испытание", u"例え.テスト"};

class Maker
{
public:
    explicit Maker(quint64 seed)
        : m_random(seed)
    { }

    MessageParts make()
    {
        MessageParts parts;
        parts.from = {name(), address()};
        parts.to = {name(), address()};
        if (oneIn(3))
            parts.replyTo = Mailbox{name(), address()};
        parts.subject = headerText(oneIn(6) ? 120 : 8);
        parts.date = fromMilliseconds(qint64(below(2'000'000'000)) * 1000);
        parts.zone = QTimeZone(int(below(53)) * 1800 - 12 * 3600);
        // One after the other: the order in which arguments are drawn is the compiler's choice.
        const quint64 high = m_random();
        const quint64 low = m_random();
        parts.messageId = *makeMessageId(high, low, anyOf(domains).toString());
        if (oneIn(2))
            parts.unsubscribeUrl = "https://shop.example/u/" + std::string(below(oneIn(5) ? 870 : 60), 'x');
        if (oneIn(2))
            parts.unsubscribeMailto = "mailto:leave@shop.example?subject=unsubscribe%20abc";
        if (oneIn(2)) {
            parts.listName = name();
            parts.listId = "news.shop.example";
        }
        if (oneIn(2))
            parts.feedbackId = *HeaderText::fromUtf8("campaign12:shop:sale:shopexample");
        if (oneIn(2))
            parts.haberdashId = *HeaderText::fromUtf8("a-7-" + std::string(below(60), '0'));
        if (oneIn(3))
            parts.extraHeaders = {{"X-PM-Tag", headerText(5)}, {"Keywords", headerText(30)}};
        parts.text = text();
        if (!oneIn(4)) {
            parts.html = "<p>" + text() + "</p>";
            for (size_t i = below(4); i > 0; --i)
                parts.images.push_back({"picture-" + std::to_string(i) + "@haberdash",
                    oneIn(2) ? "image/png" : "image/jpeg", fileName(), bytes()});
        }
        for (size_t i = oneIn(3) ? 1 + below(3) : 0; i > 0; --i)
            parts.attachments.push_back(
                {oneIn(2) ? "application/pdf" : "text/csv", fileName() + "x", bytes()});
        return parts;
    }

private:
    size_t below(size_t end) { return end == 0 ? 0 : size_t(m_random() % end); }
    bool oneIn(size_t count) { return below(count) == 0; }
    template<typename Values>
    typename Values::value_type anyOf(const Values &values)
    {
        return values[below(values.size())];
    }

    HeaderText headerText(size_t most)
    {
        std::string text;
        for (size_t count = below(most + 1); count > 0; --count) {
            text += anyOf(words);
            if (oneIn(12))
                text += anyOf(smuggled);
            if (oneIn(20))
                text += std::string(1, '\0');
            if (oneIn(30))
                text += std::string(below(1100), 'y');
            text += oneIn(4) ? "" : " ";
        }
        return HeaderText::cleaned(text);
    }

    HeaderText name()
    {
        if (oneIn(6))
            return {};
        std::string text = headerText(oneIn(8) ? 40 : 3).utf8();
        while (oneIn(3))
            text += std::string(anyOf(nameSigns)) + (oneIn(2) ? " " : "");
        if (oneIn(10))
            text = "Lovelace, \"Ada\" \\ the (first)";
        return HeaderText::cleaned(text);
    }

    EmailAddress address()
    {
        constexpr std::array<QStringView, 5> locals{
            u"ada", u"ada.lovelace+news", u"o'hara", u"a=b_c", u"x-1"};
        const QStringView local = anyOf(locals);
        return *EmailAddress::fromString(QString(local + u'@' + anyOf(domains)));
    }

    std::string text()
    {
        std::string text = oneIn(20) ? std::string(1, '\0') : "x";
        const size_t count = oneIn(10) ? 800 : below(12);
        for (size_t i = 0; i < count; ++i) {
            if (oneIn(3))
                text += anyOf(lines);
            if (oneIn(15))
                text += std::string(
                    below(2) == 0 ? 998 + below(10) : below(5000), anyOf(std::string_view("z.F =")));
            for (size_t pieces = below(8); pieces > 0; --pieces)
                text += std::string(anyOf(words)) + ' ';
            text += oneIn(10) ? "\r\n" : oneIn(20) ? "\r" : "\n";
        }
        if (oneIn(2))
            text += "no line end";
        return text;
    }

    std::string fileName()
    {
        std::string name = headerText(oneIn(5) ? 60 : 2).utf8();
        if (oneIn(5))
            name += anyOf(smuggled);
        return name + (oneIn(4) ? "/../x\"y;z.png" : ".png");
    }

    std::string bytes()
    {
        std::string all(oneIn(10) ? 60'000 : below(300), '\0');
        for (char &each : all)
            each = char(m_random());
        return all;
    }

    std::mt19937_64 m_random;
};

QString shown(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonArray meantBy(const Mailbox &mailbox)
{
    const QString domain = shown(*domainToAscii(mailbox.address.domain()));
    return {shown(mailbox.name.utf8()), QString(mailbox.address.localPart() + u'@' + domain)};
}

QJsonArray meantBy(
    const std::string &contentId, const std::string &type, const std::string &name, const std::string &bytes)
{
    const auto digest
        = QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256);
    return {contentId.empty() ? QString() : QString(u'<' + shown(contentId) + u'>'), shown(type),
        shown(safeFileName(name)), QString::fromLatin1(digest.toHex())};
}

QString meantText(const std::string &text, bool isAlone)
{
    QString meant = shown(text).replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    return isAlone && !meant.endsWith(u'\n') ? QString(meant + u'\n') : meant;
}

QJsonArray headersMeantBy(const MessageParts &parts)
{
    QJsonArray names{u"Date"_s, u"From"_s, u"To"_s};
    const auto add = [&names](bool isThere, const QString &name) {
        if (isThere)
            names.append(name);
    };
    add(parts.replyTo.has_value(), u"Reply-To"_s);
    for (const auto *name : {u"Subject", u"Message-ID", u"MIME-Version"})
        names.append(QString::fromUtf16(name));
    add(!parts.unsubscribeUrl.empty() || !parts.unsubscribeMailto.empty(), u"List-Unsubscribe"_s);
    add(!parts.unsubscribeUrl.empty(), u"List-Unsubscribe-Post"_s);
    add(!parts.listId.empty(), u"List-Id"_s);
    add(!parts.feedbackId.isEmpty(), u"Feedback-ID"_s);
    add(!parts.haberdashId.isEmpty(), u"X-Haberdash-Id"_s);
    for (const auto &[name, text] : parts.extraHeaders)
        names.append(shown(name));
    names.append(u"Content-Type"_s);
    add(parts.html.empty() && parts.attachments.empty(), u"Content-Transfer-Encoding"_s);
    return names;
}

} // namespace

MessageParts randomParts(quint64 seed)
{
    return Maker(seed).make();
}

QJsonObject meantBy(const MessageParts &parts)
{
    const bool isAlone = parts.html.empty() && parts.attachments.empty();
    QJsonArray files;
    for (const InlineImage &image : parts.images)
        files.append(meantBy(image.contentId, image.contentType, image.fileName, image.bytes));
    for (const Attachment &file : parts.attachments)
        files.append(meantBy({}, file.contentType, file.fileName, file.bytes));
    QJsonArray extra;
    for (const auto &[name, text] : parts.extraHeaders)
        extra.append(shown(text.utf8()));
    return {{u"subject"_s, shown(parts.subject.utf8())}, {u"from"_s, meantBy(parts.from)},
        {u"to"_s, meantBy(parts.to)}, {u"replyTo"_s, parts.replyTo ? meantBy(*parts.replyTo) : QJsonArray()},
        {u"date"_s, toMilliseconds(parts.date) / 1000},
        {u"messageId"_s, QString(u'<' + shown(parts.messageId) + u'>')},
        {u"text"_s, meantText(parts.text, isAlone)}, {u"html"_s, meantText(parts.html, false)},
        {u"files"_s, files}, {u"extra"_s, extra}, {u"headers"_s, headersMeantBy(parts)}};
}

QString wireFault(std::string_view message)
{
    constexpr size_t longestLine = 998;
    constexpr size_t longestBodyLine = 76;
    bool isHeader = true;
    for (size_t start = 0; start < message.size();) {
        const size_t end = message.find("\r\n", start);
        if (end == std::string_view::npos)
            return u"the last line has no end"_s;
        const auto line = message.substr(start, end - start);
        isHeader = isHeader && !line.empty();
        if (line.size() > (isHeader || line.starts_with(' ') || line.starts_with("Content-")
                    ? longestLine
                    : longestBodyLine))
            return u"a line of %1 bytes"_s.arg(line.size());
        for (const char each : line) {
            if ((each < ' ' && each != '\t') || each == 0x7f)
                return u"byte %1 in a line"_s.arg(int(static_cast<unsigned char>(each)));
        }
        start = end + 2;
    }
    return {};
}

} // namespace haberdash::test
