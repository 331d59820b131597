// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bounce/reason_rules.h"
#include "core/bounce/returned_mail.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::bounce;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(HABERDASH_BOUNCES) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<ReturnedMail> readFile(const QString &name)
{
    const QByteArray bytes = dataFile(name);
    return readReturnedMail({bytes.constData(), size_t(bytes.size())});
}

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

ServerWords saidAt(Stage stage, const std::string &words)
{
    ServerWords server;
    server.words = words;
    server.plain = plainWords(words);
    server.status = statusIn(words);
    server.replyCode = replyCodeIn(words);
    server.stage = stage;
    return server;
}

} // namespace

class TestReturnedMail final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mailsAreReadAsExpected_data()
    {
        QTest::addColumn<QStringList>("expected");
        QMap<QString, QStringList> expected;
        const QStringList lines
            = QString::fromUtf8(dataFile(u"expected.csv"_s)).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(lines.size() > 40);
        for (const QString &line : lines.mid(1))
            expected[line.section(u',', 0, 0)] += line.section(u',', 2);
        for (auto each = expected.begin(); each != expected.end(); ++each)
            QTest::newRow(qPrintable(each.key())) << each.value();
    }
    void mailsAreReadAsExpected()
    {
        QFETCH(QStringList, expected);
        QStringList found;
        for (const ReturnedMail &mail : readFile(QString::fromUtf8(QTest::currentDataTag())))
            found += QStringList{text(toWord(mail.kind)), text(toWord(mail.severity)),
                text(toWord(mail.reason)), text(mail.recipient), text(mail.status)}
                         .join(u',');
        QCOMPARE(found, expected);
    }

    void whatCameBackLeadsToTheOutbox_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *each : {"crlf.eml", "cr_only.eml", "qmail.eml", "complaint.eml",
                 "complaint_redacted.eml", "wrong_boundary.eml", "no_boundary.eml"})
            QTest::newRow(each) << QString::fromUtf8(each);
    }
    void whatCameBackLeadsToTheOutbox()
    {
        QFETCH(QString, file);
        for (const ReturnedMail &mail : readFile(file)) {
            QCOMPARE(text(mail.haberdashId), u"c7-r1042"_s);
            QCOMPARE(text(mail.messageId), u"1790.42@shop.example"_s);
        }
    }

    /// A notice with headers and a report of the test's own.
    static std::string noticeWith(
        const std::string &headers, const std::string &perMessage = {}, const std::string &perRecipient = {})
    {
        return headers
            + "Subject: Undelivered Mail Returned to Sender\nFrom: MAILER-DAEMON@mx.example\n"
              "Content-Type: multipart/report; report-type=delivery-status; "
              "boundary=b\n\n--b\n\nFailed.\n--b\n"
              "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n"
            + perMessage + "\n" + perRecipient
            + "Final-Recipient: rfc822; ada@elsewhere.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
    }

    void keysOfOursAreFound()
    {
        const auto mail = readReturnedMail(
            noticeWith("Delivered-To: b+x7q2-4f@shop.example\nTo: news+a@shop.example\n",
                "Original-Envelope-Id: c7-r1042\nOriginal-Message-ID: <17.42@shop.example>\n",
                "Original-Recipient: rfc822; ada@customer.example\n"))
                              .front();
        QCOMPARE(text(mail.returnToken), u"x7q2-4f"_s);
        QCOMPARE(text(mail.envelopeId), u"c7-r1042"_s);
        QCOMPARE(text(mail.messageId), u"17.42@shop.example"_s);
        QCOMPARE(text(mail.recipient), u"ada@elsewhere.example"_s);
        QCOMPARE(text(mail.originalRecipient), u"ada@customer.example"_s);
        QCOMPARE(text(mail.unsubscribeToken), QString());
    }

    void tokensOfAddressesAreFound_data()
    {
        QTest::addColumn<QString>("headers");
        QTest::addColumn<QString>("token");
        QTest::newRow("Postfix") << u"X-Original-To: b+abc=d@shop.example\n"_s << u"abc=d"_s;
        QTest::newRow("Exim") << u"Envelope-To: b+abc@shop.example\n"_s << u"abc"_s;
        QTest::newRow("To only") << u"To: \"Shop\" <b+abc@shop.example>\n"_s << u"abc"_s;
        QTest::newRow("second of To") << u"To: news@shop.example, b+abc@shop.example\n"_s << u"abc"_s;
        QTest::newRow("none") << u"To: news@shop.example\n"_s << QString();
        QTest::newRow("plus in the domain") << u"To: news@a+b.example\n"_s << QString();
        QTest::newRow("nothing behind it") << u"To: b+@shop.example\n"_s << QString();
        QTest::newRow("too long") << QString(u"To: b+"_s + QString(300, u'a') + u"@shop.example\n"_s)
                                  << QString();
    }
    void tokensOfAddressesAreFound()
    {
        QFETCH(QString, headers);
        const auto mails = readReturnedMail(noticeWith(headers.toStdString()));
        QTEST(text(mails.front().returnToken), "token");
    }

    void unsubscribeMailsCarryTheirToken_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("token");
        QTest::newRow("as our links say")
            << u"unsubscribe c-2f-0a1b2c3d4e5f6789"_s << u"c-2f-0a1b2c3d4e5f6789"_s;
        QTest::newRow("capital letters") << u"Unsubscribe c-2F"_s << u"c-2F"_s;
        QTest::newRow("colon") << u"unsubscribe: c-2f"_s << u"c-2f"_s;
        QTest::newRow("encoded") << u"=?utf-8?Q?unsubscribe_c-2f?="_s << u"c-2f"_s;
        QTest::newRow("no token") << u"unsubscribe"_s << QString();
        QTest::newRow("a sentence") << u"unsubscribe me from everything"_s << QString();
        QTest::newRow("strange signs") << u"unsubscribe c-2f'; DROP"_s << QString();
        QTest::newRow("too long") << QString(u"unsubscribe "_s + QString(300, u'a')) << QString();
    }
    void unsubscribeMailsCarryTheirToken()
    {
        QFETCH(QString, subject);
        const std::string mail = "From: Ada <ada@customer.example>\nTo: leave@shop.example\nSubject: "
            + subject.toStdString() + "\n\n\n";
        const auto read = readReturnedMail(mail).front();
        QCOMPARE(read.kind, ReturnedMail::Kind::UnsubscribeRequest);
        QCOMPARE(text(read.recipient), u"ada@customer.example"_s);
        QTEST(text(read.unsubscribeToken), "token");
    }

    void whatIsAnsweredIsKnown()
    {
        const std::string mail
            = "From: ada@customer.example\nTo: news@shop.example\nSubject: Out of office\n";
        QCOMPARE(
            text(readReturnedMail(mail + "In-Reply-To: <1.2@shop.example>\n\nAway.\n").front().messageId),
            u"1.2@shop.example"_s);
        QCOMPARE(text(readReturnedMail(mail + "References: <0@x.example>\n <1.2@shop.example>\n\nAway.\n")
                          .front()
                          .messageId),
            u"1.2@shop.example"_s);
        QCOMPARE(
            text(readReturnedMail(mail + "In-Reply-To: your mail\n\nAway.\n").front().messageId), QString());
    }

    void complaintsHaveTheirKeysToo()
    {
        const std::string mail
            = "From: feedback@mx.example\nTo: abuse+t9@shop.example\nSubject: complaint\n"
              "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nA "
              "complaint.\n"
              "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n"
              "Original-Envelope-Id: c7-r1042\nOriginal-Rcpt-To: <ada@customer.example>\n\n--b--\n";
        const auto read = readReturnedMail(mail).front();
        QCOMPARE(read.kind, ReturnedMail::Kind::Complaint);
        QCOMPARE(text(read.envelopeId), u"c7-r1042"_s);
        QCOMPARE(text(read.returnToken), u"t9"_s);
    }

    void codesAreFoundInWords_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("code");
        QTest::newRow("plain") << u"550 5.1.1 unknown"_s << u"5.1.1"_s << 550;
        QTest::newRow("no status") << u"550 unknown"_s << u""_s << 550;
        QTest::newRow("behind brackets") << u"sorry (#5.7.1)"_s << u"5.7.1"_s << 0;
        QTest::newRow("IP address") << u"host 5.1.1.7 refused"_s << u""_s << 0;
        QTest::newRow("version") << u"qmail v5.1.1 and exim/4.9.2"_s << u""_s << 0;
        QTest::newRow("number in a sentence") << u"after 550 days"_s << u""_s << 0;
        QTest::newRow("said") << u"host mx.example said: 421 4.7.0 later"_s << u"4.7.0"_s << 421;
        QTest::newRow("quoted by the next")
            << u"554 4.4.7 expired <421 4.4.2 timed out>"_s << u"4.4.2"_s << 421;
        QTest::newRow("general, then exact") << u"550 5.0.0 x: 5.7.1 no relay"_s << u"5.7.1"_s << 550;
        QTest::newRow("three digits") << u"550 5.7.509 no"_s << u"5.7.509"_s << 550;
        QTest::newRow("four digits") << u"550 5.7.5091 no"_s << u""_s << 550;
        QTest::newRow("end of text") << u"5.1"_s << u""_s << 0;
        QTest::newRow("nothing") << u""_s << u""_s << 0;
    }
    void codesAreFoundInWords()
    {
        QFETCH(QString, words);
        QTEST(text(statusIn(words.toStdString())), "status");
        QTEST(replyCodeIn(words.toStdString()), "code");
    }

    void theSameWordsMeanLessLater()
    {
        const std::string words = "550 no such user";
        QCOMPARE(reasonOf(saidAt(Stage::Recipient, words)), Reason::UnknownMailbox);
        QCOMPARE(reasonOf(saidAt(Stage::Data, words)), Reason::Filtered);
        QCOMPARE(reasonOf(saidAt(Stage::Sender, words)), Reason::SenderRefused);
        QCOMPARE(reasonOf(saidAt(Stage::Connect, words)), Reason::Blocked);
        QCOMPARE(reasonOf(saidAt(Stage::Data, "550 5.1.1 no such user")), Reason::UnknownMailbox);
    }

    void addressesAndLinksAreNoReasons()
    {
        const std::string words = "554 <user.unknown@over.quota.example>: no, see "
                                  "https://mx.example/mailbox-full/spam?user=unknown";
        QCOMPARE(reasonOf(saidAt(Stage::Recipient, words)), Reason::NotSaid);
    }

    void phrasesReachOverAFewWordsOnly()
    {
        QVERIFY(holds("account of ada is disabled", "account * disabled"));
        QVERIFY(!holds("disabled account", "account * disabled"));
        QVERIFY(!holds("account " + std::string(200, 'x') + " disabled", "account * disabled"));
        QVERIFY(holds("address rejected.", "rejected$"));
        QVERIFY(!holds("address rejected: spam", "rejected$"));
    }

    void hugeMailsAreReadInTime_data()
    {
        QTest::addColumn<QByteArray>("mail");
        const QByteArray head = "From: MAILER-DAEMON@a.example\nSubject: failure notice\n\n";
        QTest::newRow("at signs") << QByteArray(head + QByteArray(8'000'000, '@'));
        QTest::newRow("quotes") << QByteArray(head + QByteArray("\"a@").repeated(2'000'000));
        QTest::newRow("addresses") << QByteArray(
            head + QByteArray("a@b.example: 550 no\n").repeated(300'000));
        QTest::newRow("codes") << QByteArray(
            head + "<a@b.example>:\n" + QByteArray("550 5.1.").repeated(1'000'000));
        QTest::newRow("tags") << QByteArray(
            "Content-Type: text/html\n" + head + QByteArray("<p").repeated(3'000'000));
        QTest::newRow("first halves")
            << QByteArray(head + "a@b.example: " + QByteArray("account mailbox user ").repeated(300'000));
        const QByteArray inner
            = QByteArray("--y\nContent-Type: multipart/mixed; boundary=z\n\n").repeated(90'000);
        QTest::newRow("boundaries") << QByteArray(
            "Content-Type: multipart/mixed; boundary=x\n" + head + inner);
    }
    void hugeMailsAreReadInTime()
    {
        QFETCH(QByteArray, mail);
        QElapsedTimer timer;
        timer.start();
        const auto found = readReturnedMail({mail.constData(), size_t(mail.size())});
        QVERIFY(!found.empty() && found.size() <= 100);
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    }

    void reasonsHaveWordsAndSentences()
    {
        for (int each = 0; each <= int(Reason::NotSaid); ++each) {
            QVERIFY(!toWord(Reason(each)).empty());
            QVERIFY(toSentence(Reason(each)).ends_with('.'));
        }
    }
};

QTEST_GUILESS_MAIN(TestReturnedMail)
#include "tst_returned_mail.moc"
