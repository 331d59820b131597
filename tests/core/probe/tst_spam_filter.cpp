// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/spam_filter.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::probe;
using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr auto spam = "From: Shop <hello@shop.example.com>\r\nTo: Ada <ada@example.com>\r\n"
                      "Subject: GET VIAGRA FREE!!! $$$ money\r\nDate: Sat, 28 Nov 2026 09:00:00 +0000\r\n"
                      "Message-ID: <a1@shop.example.com>\r\nMIME-Version: 1.0\r\n"
                      "Content-Type: text/html; charset=utf-8\r\n\r\n"
                      "<p>Make money fast! Viagra, cialis. You have won $1,000,000.00 dear friend</p>\r\n";
constexpr auto letter = "From: Shop <hello@shop.example.com>\r\nTo: Ada <ada@example.com>\r\n"
                        "Subject: Your order has left\r\nDate: Sat, 28 Nov 2026 09:00:00 +0000\r\n"
                        "Message-ID: <20261128.a1b2c3d4e5f6@shop.example.com>\r\nMIME-Version: 1.0\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
                        "Hello Ada, your order has left our house and is on its way to you.\r\n";

constexpr auto report = "From: a@example.com\n"
                        "X-Spam-Status: Yes, score=6.9 required=5.0 tests=ONE,\n\tTWO autolearn=no\n"
                        "\n"
                        "Content analysis details:   (0.0 points, 5.0 required)\n\n"
                        " pts rule name              description\n"
                        "---- ---------------------- -----------\n"
                        " 9.9 FORGED                 by the mail itself\n\n"
                        "Content analysis details:   (6.9 points, 5.0 required)\n\n"
                        " pts rule name              description\n"
                        "---- ---------------------- -----------\n"
                        "-0.1 GOOD                   speaks for it\n"
                        " 0.0 NOTHING                counts nothing\n"
                        " 0.2 ONE                    URI: host has a dotted\n"
                        "                            address\n"
                        " 6.8 TWO                    BODY: is sold too loudly\n"
                        "\n"
                        "The rest\n";

} // namespace

class TestSpamFilter final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    NoProgress m_progress;

    /// A program of the shell in the place of the filter.
    [[nodiscard]] QString standIn(const QByteArray &script) const
    {
        const QString path = m_folder.filePath(u"filter"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return {};
        file.write("#!/bin/sh\n" + script + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

private Q_SLOTS:
    void itReadsTheLastTableOfAReport()
    {
        const auto verdict = readSpamReport(QString::fromUtf8(report));
        QVERIFY(verdict);
        QCOMPARE(verdict->score, 6.9);
        QCOMPARE(verdict->limit, 5.0);
        const std::vector<SpamVerdict::Reason> reasons{{u"TWO"_s, u"BODY: is sold too loudly"_s, 6.8},
            {u"ONE"_s, u"URI: host has a dotted address"_s, 0.2}};
        QCOMPARE(verdict->reasons, reasons);
        QVERIFY(!readSpamReport({}));
        QVERIFY(!readSpamReport(u"X-Spam-Status: perhaps"_s));
        const auto bare = readSpamReport(u"X-Spam-Status: No, score=-1.5 required=5.0 tests=none\n"_s);
        QVERIFY(bare);
        QCOMPARE(bare->score, -1.5);
        QVERIFY(bare->reasons.empty());
    }

    void theRealOneTellsALetterFromSpam()
    {
        const QString filter = findSpamFilter();
        if (filter.isEmpty())
            QSKIP("SpamAssassin is not installed");
        const auto bad = askSpamFilter(filter, spam, m_progress);
        QVERIFY2(bad, qPrintable(bad ? QString() : bad.error().detail));
        QVERIFY(bad->score >= bad->limit);
        QVERIFY(!bad->reasons.empty());
        QVERIFY(!bad->reasons.front().words.isEmpty());
        const auto good = askSpamFilter(filter, letter, m_progress);
        QVERIFY2(good, qPrintable(good ? QString() : good.error().detail));
        QVERIFY(good->score < good->limit);
    }

    void itGetsTheWholeMessage()
    {
        const QByteArray large(3'000'000, 'x'); // more than a pipe holds
        const auto verdict = askSpamFilter(
            standIn("n=$(wc -c); echo \"X-Spam-Status: No, score=1.0 required=$((n / 1000000)).0\""),
            std::string_view(large.constData(), size_t(large.size())), m_progress);
        QVERIFY2(verdict, qPrintable(verdict ? QString() : verdict.error().detail));
        QCOMPARE(verdict->limit, 3.0);
    }

    void troubleIsSaid_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("says");
        QTest::newRow("rubbish") << QByteArray("cat > /dev/null; echo hello") << u"no verdict"_s;
        QTest::newRow("nothing") << QByteArray("cat > /dev/null") << u"no verdict"_s;
        QTest::newRow("gives up") << QByteArray("echo 'no rules found' >&2; exit 2") << u"no rules found"_s;
        QTest::newRow("never ends") << QByteArray("exec sleep 60") << u"longer than 0.3 seconds"_s;
    }
    void troubleIsSaid()
    {
        QFETCH(const QByteArray, script);
        QFETCH(const QString, says);
        const auto verdict = askSpamFilter(
            standIn(script), letter, m_progress, milliseconds(says.contains(u"0.3"_s) ? 300 : 20'000));
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code, Error::Code::Io);
        QVERIFY2(verdict.error().detail.contains(says), qPrintable(verdict.error().detail));
    }

    void aFilterThatIsNotThere()
    {
        const auto verdict = askSpamFilter(m_folder.filePath(u"nothing"_s), letter, m_progress);
        QVERIFY(!verdict);
        QVERIFY2(verdict.error().detail.contains(u"cannot be started"_s), qPrintable(verdict.error().detail));
    }

    void itStopsWhenItIsToldTo()
    {
        class StopAtOnce final : public Progress
        {
        public:
            void report(qint64, qint64) override { }
            [[nodiscard]] bool isCancelled() const override { return true; }
        } progress;
        const auto verdict = askSpamFilter(standIn("exec sleep 60"), letter, progress);
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code, Error::Code::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSpamFilter)
#include "tst_spam_filter.moc"
