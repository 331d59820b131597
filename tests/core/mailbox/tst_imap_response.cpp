// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mailbox/imap/imap_response.h"
#include "core/mailbox/imap/imap_text.h"
#include "core/mailbox/mailbox_state.h"
#include "core/mailbox/pop3/pop3_reader.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::mailbox;
using namespace Qt::Literals::StringLiterals;
using Status = ImapResponse::Status;

namespace {

std::vector<ImapResponse> answersIn(std::string_view bytes, ImapReader &reader)
{
    std::vector<ImapResponse> answers;
    for (const char each : bytes) {
        reader.add({&each, 1});
        while (auto answer = reader.take())
            answers.push_back(*answer);
    }
    return answers;
}

std::vector<ImapResponse> answersIn(std::string_view bytes)
{
    ImapReader reader({.line = 1000, .literal = 1000});
    return answersIn(bytes, reader);
}

} // namespace

class TestImapResponse final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mailsComeWithTheirBytes()
    {
        const auto answers
            = answersIn("* 3 FETCH (FLAGS (\\Seen \"a)b\") UID 12 BODY[] {7}\r\na{2}\r\nb RFC822.SIZE 9)\r\n"
                        "h1 ok [X] done\r\n");
        QCOMPARE(answers.size(), size_t(2));
        const auto items = fetchItems(answers[0]);
        QVERIFY(items);
        QCOMPARE(items->at("UID"), std::string("12"));
        QCOMPARE(items->at("BODY[]"), std::string("a{2}\r\nb"));
        QCOMPARE(items->at("RFC822.SIZE"), std::string("9"));
        QCOMPARE(items->size(), size_t(3));
        QCOMPARE(answers[1].tag, std::string("h1"));
        QCOMPARE(answers[1].status, Status::Ok);
        QCOMPARE(answers[1].code(), std::string("X"));
        QCOMPARE(answers[1].text(), std::string("done"));
    }

    void bytesMayStandInQuotesOrBeMissing()
    {
        const auto items = fetchItems(
            answersIn("* 1 FETCH (BODY[HEADER.FIELDS (TO CC)]<0> \"a \\\"b\\\\\" X NIL UID 1)\r\n").front());
        QVERIFY(items);
        QCOMPARE(items->at("BODY[HEADER.FIELDS (TO CC)]<0>"), std::string("a \"b\\"));
        QCOMPARE(items->at("X"), std::string());
        QCOMPARE(items->at("UID"), std::string("1"));
    }

    void wordsForPeopleAnnounceNothing()
    {
        const auto answers = answersIn("* OK so it is {5}\r\nh1 NO why {9}\r\n+ go on {3}\r\n");
        QCOMPARE(answers.size(), size_t(3));
        QCOMPARE(answers[0].text(), std::string("so it is {5}"));
        QCOMPARE(answers[1].status, Status::No);
        QCOMPARE(answers[2].tag, std::string("+"));
    }

    void anAnswerEndsWhereItsLineEnds()
    {
        // The line after the bytes is empty: the announcement before them does not count twice.
        const auto answers = answersIn("* 1 FETCH (BODY[] {1}\r\nx\r\nh1 OK\r\n");
        QCOMPARE(answers.size(), size_t(2));
        QCOMPARE(answers[0].literals, std::vector<std::string>{"x"});
    }

    void nonsenseIsSaidToBeSo_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("long line") << QByteArray(1001, 'x');
        QTest::newRow("line that grows by pieces")
            << QByteArray("* 1 FETCH (X {1}\r\ny").append(QByteArray(1000, 'x'));
        QTest::newRow("many bytes at once") << QByteArray("* 1 FETCH (X {1001}\r\n");
        QTest::newRow("too many bytes to count") << QByteArray("* 1 FETCH (X {9223372036854775807}\r\n");
        QTest::newRow("empty line") << QByteArray("\r\n");
        QTest::newRow("long name of a command") << QByteArray(100, 'x').append("\r\n");
        QTest::newRow("pieces without end")
            << QByteArray("* 1 FETCH (").append(QByteArray("{0}\r\n").repeated(200));
    }
    void nonsenseIsSaidToBeSo()
    {
        QFETCH(QByteArray, bytes);
        ImapReader reader({.line = 1000, .literal = 1000});
        const auto answers = answersIn({bytes.constData(), size_t(bytes.size())}, reader);
        QCOMPARE(answers.size(), size_t(0));
        QVERIFY(!reader.nonsense().empty());
        reader.add("* OK again\r\n");
        QVERIFY(!reader.take());
    }

    void numbersAreRead()
    {
        QCOMPARE(*searchNumbers(answersIn("* SEARCH 4 2 x -1 99999999999999999999 7\r\n").front()),
            (std::vector<qint64>{4, 2, 7}));
        QCOMPARE(*searchNumbers(answersIn("* search\r\n").front()), std::vector<qint64>());
        QVERIFY(!searchNumbers(answersIn("* 4 EXISTS\r\n").front()));
        QVERIFY(!fetchItems(answersIn("* x FETCH (UID 1)\r\n").front()));
        QVERIFY(!fetchItems(answersIn("* 1 FETCH UID 1\r\n").front()));
    }

    void foldersHaveTheirNamesOnTheWire_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("wire");
        QTest::newRow("plain") << u"INBOX/Returned mail"_s << u"INBOX/Returned mail"_s;
        QTest::newRow("and") << u"A & B"_s << u"A &- B"_s;
        // RFC 3501, 5.1.3.
        QTest::newRow("of the standard")
            << u"~peter/mail/台北/日本語"_s << u"~peter/mail/&U,BTFw-/&ZeVnLIqe-"_s;
        QTest::newRow("umlaut") << u"Entwürfe"_s << u"Entw&APw-rfe"_s;
        QTest::newRow("emoji") << u"\U0001F44D"_s << u"&2D3cTQ-"_s;
    }
    void foldersHaveTheirNamesOnTheWire()
    {
        QFETCH(QString, name);
        QFETCH(QString, wire);
        QCOMPARE(QString::fromStdString(imapFolderName(name)), wire);
        QCOMPARE(imapQuoted("a\"b\\c"), std::string("\"a\\\"b\\\\c\""));
    }

    void blocksEndWithADot()
    {
        Pop3Reader reader;
        reader.add("+OK 12 octets\r\n..a\r\n.\r\n-ERR [X] no\r\n+\r\n");
        QCOMPARE(reader.takeReply()->words, std::string("12 octets"));
        QCOMPARE(*reader.takeBlock(100), std::string(".a\r\n"));
        QCOMPARE(*reader.takeReply(), (Pop3Reply{Pop3Reply::Status::Error, "[X] no"}));
        QCOMPARE(reader.takeReply()->status, Pop3Reply::Status::Continue);
        QVERIFY(!reader.takeReply());
        reader.add("a\r\nb\r\nc\r\n");
        QVERIFY(!reader.takeBlock(5));
        QVERIFY(!reader.nonsense().empty());
    }

    void aStateComesBackFromItsText()
    {
        MailboxState state{7, 4294967295, {"a\"b", "\x7f~", "plain"}};
        QCOMPARE(*MailboxState::fromJson(state.toJson()), state);
        QCOMPARE(*MailboxState::fromJson({}), MailboxState());
        for (const char *json : {"x", "{}", "[]", "{\"last_uid\":\"1\"}"})
            QCOMPARE(MailboxState::fromJson(json).error().code, Error::Code::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestImapResponse)
#include "tst_imap_response.moc"
