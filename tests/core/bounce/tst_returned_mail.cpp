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
