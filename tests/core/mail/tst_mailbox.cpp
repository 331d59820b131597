// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/mailbox.h"

#include <QTest>

using namespace haberdash;

class TestMailbox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mailboxesAreCut_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("mails");
        const QByteArray first
            = "From ada@a.example Sat Jan  3 01:05:34 1996\nSubject: 1\n\nFrom me to you: hello\n";
        QTest::newRow("one") << first << 1;
        QTest::newRow("two") << QByteArray(first + "\nFrom b Sat Jan  3 01:05:35 1996\nSubject: 2\n\n") << 2;
        QTest::newRow("CRLF") << QByteArray("From a 1:0\r\n\r\nHello\r\n\r\nFrom b 1:1\r\n\r\n") << 2;
        QTest::newRow("without a blank line") << QByteArray(first + "From b Sat Jan  3 01:05:35 1996\n") << 1;
        QTest::newRow("escaped") << QByteArray(first + "\n>From b Sat Jan  3 01:05:35 1996\n") << 1;
        QTest::newRow("no mailbox") << QByteArray("Subject: 1\n\n\nFrom b Sat Jan  3 01:05:35 1996\n") << 1;
        QTest::newRow("empty") << QByteArray() << 1;
    }
    void mailboxesAreCut()
    {
        QFETCH(QByteArray, file);
        const auto mails = mail::mailsIn({file.constData(), size_t(file.size())});
        size_t sum = 0;
        for (const auto each : mails)
            sum += each.size();
        QTEST(int(mails.size()), "mails");
        QCOMPARE(sum, size_t(file.size())); // nothing is lost
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
