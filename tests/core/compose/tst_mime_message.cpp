// SPDX-License-Identifier: GPL-3.0-or-later
// Messages are read back by python3's email package, which nobody here wrote.
#include "core/compose/mime_entity.h"
#include "core/compose/mime_message.h"
#include "tests/support/python_reader.h"
#include "tests/support/random_message.h"

#include <QJsonDocument>
#include <QTest>

using namespace haberdash;
using namespace haberdash::compose;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

HeaderText header(const QString &text)
{
    return *HeaderText::fromString(text);
}

MessageParts parts()
{
    MessageParts parts;
    parts.from = {header(u"Thread & Co"_s), *EmailAddress::fromString(u"news@shop.example"_s)};
    parts.to = {header(u"Ada"_s), *EmailAddress::fromString(u"ada@customer.example"_s)};
    parts.subject = header(u"Hello"_s);
    parts.date = *parseInstant(u"2026-03-03T08:30:00Z", QTimeZone::utc());
    parts.zone = QTimeZone("Europe/Berlin");
    parts.messageId = *makeMessageId(1, 2, u"shop.example"_s);
    parts.unsubscribeUrl = "https://shop.example/u/abc";
    parts.unsubscribeMailto = "mailto:leave@shop.example?subject=abc";
    parts.listName = header(u"News, weekly"_s);
    parts.listId = "news.shop.example";
    parts.text = "Hello\n";
    parts.html = "<p>Hello</p>\n";
    return parts;
}

QJsonObject readBack(const std::string &message)
{
    const auto found = readWithPython({message});
    if (!found)
        qWarning("%s", qPrintable(found.error().detail));
    return found ? found->first().toObject() : QJsonObject();
}

/// 7-bit, CRLF only, no line above 998; headers folded at 78.
void checkLines(const std::string &message)
{
    bool inHeaders = true;
    for (const QByteArray &line : QByteArray::fromStdString(message).split('\n')) {
        if (line.isEmpty())
            continue;
        QVERIFY(line.endsWith('\r'));
        QCOMPARE(line.count('\r'), 1);
        inHeaders = inHeaders && line != "\r";
        QVERIFY2(line.size() <= (inHeaders ? 79 : 77), line.constData());
        for (const char byte : line)
            QVERIFY(byte > 0 || byte == '\t');
    }
}

} // namespace

class TestMimeMessage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyScriptComesBack_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *label, const QString &name, const QString &subject,
                             const QString &text) { QTest::newRow(label) << name << subject << text; };
        row("plain", u"Ada"_s, u"Hello there"_s, u"Hello\n"_s);
        row("nothing", {}, {}, u"x\n"_s);
        row("accents", u"Jörg Müller"_s, u"Für Sie: Größe über alles"_s, u"Grüße\n"_s);
        row("quotes and comma", u"Lovelace, \"Ada\" (the) <first>"_s, u"\"Quoted\", <angle>"_s, u"a\n"_s);
        row("backslash", u"A\\B"_s, u"A\\B"_s, u"a\n"_s);
        row("Japanese", u"織田 信長"_s,
            u"こんにちは世界、これはとても長い件名です。こんにちは世界、これはとても長い件名です。"_s,
            u"日本語\n"_s);
        row("Arabic", u"محمد"_s, u"مرحبا بالعالم"_s, u"مرحبا\n"_s);
        row("Hebrew with marks", u"דוד"_s, u"שלום \u200fABC"_s, u"שלום\n"_s);
        row("Hindi", u"राम"_s, u"नमस्ते दुनिया"_s, u"नमस्ते\n"_s);
        row("emoji", u"Ada \U0001F469\U0000200D\U0001F680"_s,
            u"\U0001F381\U0001F381\U0001F381 \U0001F1E9\U0001F1EA"_s.repeated(6), u"\U0001F600\n"_s);
        row("long subject", u"Ada"_s, u"word "_s.repeated(60).trimmed(), u"a\n"_s);
        row("long word", u"x"_s.repeated(44), u"y"_s.repeated(500), u"a\n"_s);
        row("looks encoded", u"=?utf-8?Q?x?="_s, u"=?utf-8?B?eA==?="_s, u"=?x\n"_s);
        row("blanks at the ends", u"Ada"_s, u"two  blanks"_s, u"a \n b\t\n"_s);
        row("dots and From", u"Ada"_s, u"."_s, u".\n..\nFrom me\n.From\n"_s);
        row("long lines", u"Ada"_s, u"a"_s,
            u"z"_s.repeated(10'000) + u"\n"_s + u". "_s.repeated(5'000) + u"From \n"_s
                + u"From "_s.repeated(2'000) + u"\n"_s);
        row("signs", u"Ada"_s, u"a=b & c"_s, u"=3D = =\n\tTab\n\n\nend\n"_s);
    }
    void everyScriptComesBack()
    {
        if (pythonWith(u"email"_s).isEmpty())
            QSKIP("python3 is not here");
        QFETCH(QString, name);
        QFETCH(QString, subject);
        QFETCH(QString, text);
        MessageParts given = parts();
        given.from.name = given.to.name = header(name);
        given.subject = header(subject);
        given.text = text.toStdString();
        given.html = "<p>" + given.text + "</p>\n";
        const auto message = composeMessage(given);
        QVERIFY(message);
        checkLines(*message);
        QCOMPARE(*composeMessage(given), *message);
        const QJsonObject read = readBack(*message);
        QVERIFY2(!read.contains(u"defects"_s), QJsonDocument(read).toJson().constData());
        QCOMPARE(read[u"subject"_s].toString(), subject);
        QCOMPARE(read[u"from"_s][0].toString(), name);
        QCOMPARE(read[u"to"_s][0].toString(), name);
        QCOMPARE(read[u"text"_s].toString(), text);
        QCOMPARE(read[u"html"_s].toString(), u"<p>%1</p>\n"_s.arg(text));
        QCOMPARE(read[u"date"_s].toInteger(), toMilliseconds(given.date) / 1000);
        QVERIFY(message->find("Date: Tue, 03 Mar 2026 09:30:00 +0100\r\n") != std::string::npos);
        QStringList keys;
        for (const auto &key : read[u"headers"_s].toArray())
            keys << key.toString();
        QCOMPARE(keys,
            (QStringList{u"Date"_s, u"From"_s, u"To"_s, u"Subject"_s, u"Message-ID"_s, u"MIME-Version"_s,
                u"List-Unsubscribe"_s, u"List-Unsubscribe-Post"_s, u"List-Id"_s, u"Content-Type"_s}));
    }

    void picturesComeBack()
    {
        if (pythonWith(u"email"_s).isEmpty())
            QSKIP("python3 is not here");
        MessageParts given = parts();
        given.images = {{"logo@shop.example", "image/png", "logo.png", std::string(5000, '\xFF')},
            {"b@shop.example", "image/jpeg", "Größe und noch viel mehr Text für einen langen Namen.jpg",
                std::string("\0\1\r\n", 4)}};
        const auto message = composeMessage(given);
        QVERIFY(message);
        checkLines(*message);
        const QJsonObject read = readBack(*message);
        QVERIFY2(!read.contains(u"defects"_s), QJsonDocument(read).toJson().constData());
        QCOMPARE(read[u"files"_s], meantBy(given)[u"files"_s]);
        QCOMPARE(read[u"files"_s].toArray().size(), 2);
        QCOMPARE(read[u"html"_s].toString(), u"<p>Hello</p>\n"_s);
    }

    void filesStandBesideTheText()
    {
        MessageParts given = parts();
        given.attachments = {{"application/pdf", "Größen.pdf", "%PDF"}};
        const auto message = composeMessage(given);
        QVERIFY(message);
        checkLines(*message);
        const QString text = QString::fromStdString(*message);
        const auto mixed = text.indexOf(u"multipart/mixed"_s);
        QVERIFY(mixed > 0 && mixed < text.indexOf(u"multipart/alternative"_s));
        const QString file = u"Content-Type: application/pdf;\r\n name=\"Gr__en.pdf\"\r\n"
                             u"Content-Transfer-Encoding: base64\r\n"
                             u"Content-Disposition: attachment;\r\n"
                             u" filename*0*=utf-8''Gr%C3%B6%C3%9Fen.pdf\r\n\r\nJVBERg=="_s;
        QVERIFY2(text.contains(file), message->c_str());
    }

    void aTextAloneEndsWithItsOwnLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("end");
        QTest::newRow("with an end") << u"Hello\n"_s << u"\r\n\r\nHello\r\n"_s;
        QTest::newRow("without") << u"Hello"_s << u"\r\n\r\nHello\r\n"_s;
        QTest::newRow("blank line") << u"Hello\r\n\r\n"_s << u"\r\n\r\nHello\r\n\r\n"_s;
    }
    void aTextAloneEndsWithItsOwnLine()
    {
        QFETCH(QString, text);
        QFETCH(QString, end);
        MessageParts given = parts();
        given.html.clear();
        given.text = text.toStdString();
        const auto message = composeMessage(given);
        QVERIFY(message);
        QVERIFY2(message->ends_with(end.toStdString()), message->c_str());
    }

    void fileNamesAreMadeSafe_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("safe");
        QTest::newRow("plain") << u"a.png"_s << u"a.png"_s;
        QTest::newRow("folders") << u"../..\\x/a.png"_s << u".._.._x_a.png"_s;
        QTest::newRow("line breaks") << u"a\r\nBcc: b.png"_s << u"a Bcc: b.png"_s;
        QTest::newRow("long") << QString(QString(300, u'a') + u".png"_s)
                              << QString(QString(251, u'a') + u".png"_s);
        QTest::newRow("long in two bytes")
            << QString(QString(300, u'ä') + u".png"_s) << QString(QString(125, u'ä') + u".png"_s);
        QTest::newRow("long without an ending") << QString(300, u'ä') << QString(127, u'ä');
    }
    void fileNamesAreMadeSafe()
    {
        QFETCH(QString, name);
        QFETCH(QString, safe);
        QCOMPARE(QString::fromStdString(safeFileName(name.toStdString())), safe);
    }

    /// GMime joins encoded words before it decodes them, and stops at padding.
    void encodedWordsComeOutEven_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::newRow("three bytes each") << u"世"_s.repeated(60);
        QTest::newRow("one before three each") << QString(u"a"_s + u"世"_s.repeated(60));
        QTest::newRow("two each") << u"ä"_s.repeated(90);
        QTest::newRow("four each") << u"\U0001F381"_s.repeated(40);
        QTest::newRow("one and two in turn") << u"aä"_s.repeated(60);
        QTest::newRow("never even") << u"aéaé"_s.repeated(60);
    }
    void encodedWordsComeOutEven()
    {
        QFETCH(QString, subject);
        MessageParts given = parts();
        given.subject = header(subject);
        const auto message = composeMessage(given);
        QVERIFY(message);
        checkLines(*message);
        const auto headers = QString::fromStdString(*message).section(u"\r\nMessage-ID"_s, 0, 0);
        const auto words = headers.section(u"Subject:"_s, 1).split(u"\r\n"_s);
        for (qsizetype i = 0; i + 1 < words.size(); ++i)
            QVERIFY2(!words[i].endsWith(u"=?="_s), qPrintable(words[i]));
    }

    void addressesAreTranslated()
    {
        MessageParts given = parts();
        given.to.address = *EmailAddress::fromString(u"ada@bücher.example"_s);
        const auto message = composeMessage(given);
        QVERIFY(message && message->find("ada@xn--bcher-kva.example") != std::string::npos);
        given.to.address = *EmailAddress::fromString(u"jörg@example.com"_s);
        QVERIFY(!composeMessage(given));
    }

    void nobodySmugglesAHeader_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto &text : {u"a\r\nBcc: x@y.example"_s, u"a\nb"_s, u"a\rb"_s, u"a\u0085b"_s,
                 u"a\u2028b"_s, QString(u"a"_s + QChar(0) + u"b"_s)})
            QTest::newRow(qPrintable(QString::fromLatin1(text.toUtf8().toHex()))) << text;
    }
    void nobodySmugglesAHeader()
    {
        QFETCH(QString, text);
        QVERIFY(!HeaderText::fromString(text));
        const HeaderText cleaned = HeaderText::cleaned(text.toStdString());
        QVERIFY(HeaderText::fromUtf8(cleaned.utf8()));
    }

    void whatCannotBeWrittenIsRefused_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 16; ++i)
            QTest::addRow("%d", i) << i;
    }
    void whatCannotBeWrittenIsRefused()
    {
        QFETCH(int, which);
        MessageParts given = parts();
        const std::vector<std::function<void()>> changes{[&] { given.text.clear(); },
            [&] { given.messageId = "a\r\nb@c"; }, [&] { given.messageId = "nobody"; },
            [&] { given.unsubscribeUrl = "http://shop.example/"; },
            [&] { given.unsubscribeUrl = "https://shop.example/>\r\nX: y"; },
            [&] { given.unsubscribeMailto = "ada@x.example"; }, [&] { given.listId = "a\nb"; },
            [&] {
                given.extraHeaders = {{"Subject", header(u"x"_s)}};
            },
            [&] {
                given.extraHeaders = {{"X: y\r\nZ", header(u"x"_s)}};
            },
            [&] {
                given.images = {{"a\r\nb", "image/png", "x", "y"}};
            },
            [&] {
                given.attachments = {{"application/pdf\r\nX: y", "x", "y"}};
            },
            [&] {
                given.attachments = {{"pdf", "x", "y"}};
            },
            [&] {
                given.attachments = {{"message/rfc822", "x", "y"}};
            },
            [&] { given.feedbackId = header(u"two words"_s); },
            [&] { given.haberdashId = header(u"größer"_s); }, [&] { given.listId = std::string(300, 'x'); }};
        changes.at(size_t(which))();
        QVERIFY(!composeMessage(given));
    }
};

QTEST_GUILESS_MAIN(TestMimeMessage)
#include "tst_mime_message.moc"
