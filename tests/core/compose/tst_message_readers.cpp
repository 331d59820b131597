// SPDX-License-Identifier: GPL-3.0-or-later
// What a message says is what readers that nobody here wrote find in it: python's email package and GMime.
#include "tests/support/python_reader.h"
#include "tests/support/random_message.h"
#ifdef HABERDASH_GMIME
#include "tests/support/gmime_reader.h"
#endif

#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace haberdash;
using namespace haberdash::compose;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

class TestMessageReaders final : public QObject
{
    Q_OBJECT

    static constexpr quint64 count = 400;
    std::vector<MessageParts> m_parts;
    std::vector<std::string> m_messages;

    /// The first key in which a reader found something else, with both.
    void requireSame(size_t number, const QJsonObject &found)
    {
        const QJsonObject meant = meantBy(m_parts[number]);
        for (const QString &key : meant.keys() + found.keys()) {
            const QByteArray expected = QJsonDocument(QJsonArray{meant[key]}).toJson();
            const QByteArray read = QJsonDocument(QJsonArray{found[key]}).toJson();
            if (expected != read)
                QFAIL(qPrintable(u"message %1, %2\nmeant: %3read: %4"_s.arg(
                    QString::number(number), key, QString::fromUtf8(expected), QString::fromUtf8(read))));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (quint64 seed = 0; seed < count; ++seed) {
            m_parts.push_back(randomParts(seed));
            const auto message = composeMessage(m_parts.back());
            QVERIFY2(message, message ? "" : qPrintable(message.error().detail));
            m_messages.push_back(*message);
        }
    }

    void messagesAreFitForTheWire()
    {
        for (size_t i = 0; i < m_messages.size(); ++i)
            QVERIFY2(wireFault(m_messages[i]).isEmpty(),
                qPrintable(QString::number(i) + u": " + wireFault(m_messages[i])));
    }

    void samePartsGiveTheSameBytes()
    {
        for (size_t i = 0; i < m_messages.size(); ++i)
            QCOMPARE(*composeMessage(randomParts(i)), m_messages[i]);
    }

    void pythonReadsWhatWasMeant()
    {
        const auto found = readWithPython(m_messages);
        if (!found && found.error().code == Error::Code::NotFound)
            QSKIP(qPrintable(found.error().detail));
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        QCOMPARE(size_t(found->size()), m_messages.size());
        for (size_t i = 0; i < m_messages.size(); ++i) {
            requireSame(i, (*found)[qsizetype(i)].toObject());
            if (QTest::currentTestFailed())
                return;
        }
    }

    void gmimeReadsWhatWasMeant()
    {
#ifdef HABERDASH_GMIME
        for (size_t i = 0; i < m_messages.size(); ++i) {
            requireSame(i, readWithGMime(m_messages[i]));
            if (QTest::currentTestFailed())
                return;
        }
#else
        QSKIP("GMime is not here");
#endif
    }

    void nobodySmugglesAnythingInAnywhere()
    {
        using Set = std::function<void(MessageParts &, const std::string &)>;
        const std::vector<std::pair<const char *, Set>> fields{
            {"from",
                [](MessageParts &parts, const std::string &bad) {
                    parts.from.name = HeaderText::cleaned(bad);
                }},
            {"subject",
                [](MessageParts &parts, const std::string &bad) {
                    parts.subject = HeaderText::cleaned(bad);
                }},
            {"list name",
                [](MessageParts &parts, const std::string &bad) {
                    parts.listName = HeaderText::cleaned(bad);
                }},
            {"list id", [](MessageParts &parts, const std::string &bad) { parts.listId = bad; }},
            {"message id",
                [](MessageParts &parts, const std::string &bad) { parts.messageId = "a@b.example" + bad; }},
            {"link",
                [](MessageParts &parts, const std::string &bad) {
                    parts.unsubscribeUrl = "https://x.example/" + bad;
                }},
            {"address",
                [](MessageParts &parts, const std::string &bad) {
                    parts.unsubscribeMailto = "mailto:a@b.example" + bad;
                }},
            {"feedback",
                [](MessageParts &parts, const std::string &bad) {
                    parts.feedbackId = HeaderText::cleaned(bad);
                }},
            {"our id",
                [](MessageParts &parts, const std::string &bad) {
                    parts.haberdashId = HeaderText::cleaned(bad);
                }},
            {"header's name",
                [](MessageParts &parts, const std::string &bad) {
                    parts.extraHeaders = {{"X-A" + bad, {}}};
                }},
            {"header's text",
                [](MessageParts &parts, const std::string &bad) {
                    parts.extraHeaders = {{"X-PM-Tag", HeaderText::cleaned(bad)}};
                }},
            {"content id",
                [](MessageParts &parts, const std::string &bad) {
                    parts.images = {{"a" + bad, "image/png", "a.png", "x"}};
                }},
            {"picture's type",
                [](MessageParts &parts, const std::string &bad) {
                    parts.images = {{"a", "image/png" + bad, "a.png", "x"}};
                }},
            {"picture's name",
                [](MessageParts &parts, const std::string &bad) {
                    parts.images = {{"a", "image/png", "a.png" + bad, "x"}};
                }},
            {"file's type",
                [](MessageParts &parts, const std::string &bad) {
                    parts.attachments = {{"text/csv" + bad, "a.csv", "x"}};
                }},
            {"file's name",
                [](MessageParts &parts, const std::string &bad) {
                    parts.attachments = {{"text/csv", "a.csv" + bad, "x"}};
                }},
            {"file",
                [](MessageParts &parts, const std::string &bad) {
                    parts.attachments = {{"text/csv", "a.csv", bad}};
                }},
            {"text", [](MessageParts &parts, const std::string &bad) { parts.text += bad; }},
            {"page", [](MessageParts &parts, const std::string &bad) { parts.html += bad; }}};
        const std::string smuggled[]{"\r\nBcc: x@y.example", "\nBcc: x@y.example", "\rBcc: x@y.example",
            "\r\n\r\n--=_\r\nContent-Type: text/html\r\n\r\nx", std::string("\0\r\nBcc: x@y.example", 19),
            "\r\n.\r\nMAIL FROM:<x@y.example>\r\n", ">\r\nBcc: x@y.example", "\"\r\nBcc: x@y.example",
            ";\r\n x=y"};
        m_parts.clear();
        m_messages.clear();
        for (const auto &[name, set] : fields) {
            for (const std::string &bad : smuggled) {
                MessageParts parts = randomParts(1);
                parts.html = "<p>x</p>";
                parts.images.clear();
                parts.attachments.clear();
                parts.extraHeaders.clear();
                set(parts, bad);
                const auto message = composeMessage(parts);
                if (!message)
                    continue; // refused, with the reason
                QVERIFY2(wireFault(*message).isEmpty(), name);
                m_parts.push_back(parts);
                m_messages.push_back(*message);
            }
        }
        QVERIFY(m_messages.size() > 60 && m_messages.size() < fields.size() * std::size(smuggled));
        pythonReadsWhatWasMeant();
        gmimeReadsWhatWasMeant();
    }
};

QTEST_GUILESS_MAIN(TestMessageReaders)
#include "tst_message_readers.moc"
