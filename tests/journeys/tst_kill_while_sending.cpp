// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/approved_campaign.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/smtp_sink.h"

#include <QProcess>
#include <QSet>
#include <QTest>
#include <QThread>

#include <random>

#include <csignal>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int people = 10'000;
constexpr int kills = 20;

/// Recipients of what the server took, with how often.
QMap<QString, int> recipientsOf(const SmtpSink &sink)
{
    QMap<QString, int> recipients;
    for (const QByteArray &message : sink.messages()) {
        for (const QByteArray &line : message.split('\n')) {
            if (line.startsWith("X-Rcpt-Args: <"))
                ++recipients[QString::fromUtf8(line.mid(14)).section(u'>', 0, 0)];
        }
    }
    return recipients;
}

} // namespace

class TestKillWhileSending final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAgainAndAgainNobodyGetsTwoMailsAndEachFateIsKnown()
    {
        SmtpSink sink;
        if (const auto started = sink.start(SmtpSink::Keep::Messages); !started)
            QSKIP(qPrintable(started.error().detail));
        TemporaryWorkspace shop("EUR", "Europe/Berlin");
        const auto filled = approveNews(shop, people, sink.port());
        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().detail));
        const QStringList arguments{u"--workspace"_s, shop.file(), u"campaign"_s, u"send"_s, u"News"_s};

        std::mt19937 random(20260630);
        int cutOff = 0;
        const auto isDone
            = [&shop] { return shop.count(u"SELECT count(*) FROM campaign WHERE state = 'done'"_s) == 1; };
        for (int i = 0; i < kills && !isDone(); ++i) {
            QProcess program;
            program.start(haberdashProgram(), arguments);
            QVERIFY(program.waitForStarted());
            // Any moment from before the first mail to somewhere in the middle.
            QThread::usleep(20000 + random() % 250000);
            program.kill();
            QVERIFY(program.waitForFinished());
            cutOff += program.exitStatus() == QProcess::CrashExit;
        }
        QVERIFY(cutOff > kills / 2); // else the kills came too late to say anything
        // A quick machine may have come to the end between two kills.
        if (!isDone()) {
            QProcess program;
            program.start(haberdashProgram(), arguments);
            QVERIFY(program.waitForFinished(300000));
            QCOMPARE(program.exitStatus(), QProcess::NormalExit);
            const QByteArray said = program.readAllStandardOutput() + program.readAllStandardError();
            QVERIFY2(said.contains("It is done now"), said.constData());
        }
        QVERIFY(isDone());

        const auto received = recipientsOf(sink);
        for (auto it = received.begin(); it != received.end(); ++it)
            QVERIFY2(it.value() == 1, qPrintable(it.key()));
        const auto inState = [&shop](const QString &state) {
            const auto lines = shop.lines(u"SELECT address FROM outbox WHERE state = '%1'"_s.arg(state))
                                   .split(u'\n', Qt::SkipEmptyParts);
            return QSet<QString>(lines.begin(), lines.end());
        };
        const auto sent = inState(u"sent"_s);
        const auto uncertain = inState(u"uncertain"_s);
        QCOMPARE(shop.count(u"SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'uncertain')"_s), 0);
        QCOMPARE(sent.size() + uncertain.size(), qsizetype(people));
        QVERIFY(uncertain.size() <= kills);
        // What is called sent was received; what was received is sent or uncertain, and nothing else.
        const QSet<QString> got(received.keyBegin(), received.keyEnd());
        QVERIFY((sent - got).isEmpty());
        QVERIFY((got - sent - uncertain).isEmpty());
        qInfo("%d kills: %lld sent, %lld uncertain, %lld received", cutOff, qint64(sent.size()),
            qint64(uncertain.size()), qint64(got.size()));
    }

    /// As a laptop that is closed for a while.
    void putToSleepNobodyIsForgottenOrGetsTwo()
    {
        SmtpSink sink;
        if (const auto started = sink.start(SmtpSink::Keep::Messages); !started)
            QSKIP(qPrintable(started.error().detail));
        TemporaryWorkspace shop("EUR", "Europe/Berlin");
        const auto filled = approveNews(shop, people, sink.port());
        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().detail));
        QProcess program;
        program.start(
            haberdashProgram(), {u"--workspace"_s, shop.file(), u"campaign"_s, u"send"_s, u"News"_s});
        QVERIFY(program.waitForStarted());
        const auto sent
            = [&shop] { return shop.count(u"SELECT count(*) FROM outbox WHERE state = 'sent'"_s); };
        QTRY_VERIFY_WITH_TIMEOUT(sent() > 100, 10'000);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(::kill(pid_t(program.processId()), SIGSTOP), 0);
            QThread::sleep(1);
            QCOMPARE(::kill(pid_t(program.processId()), SIGCONT), 0);
            QThread::msleep(50);
        }
        QVERIFY(program.waitForFinished(300'000));
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(sent(), people);
        const auto received = recipientsOf(sink);
        QCOMPARE(received.size(), people);
        for (auto it = received.begin(); it != received.end(); ++it)
            QVERIFY2(it.value() == 1, qPrintable(it.key()));
    }
};

QTEST_GUILESS_MAIN(TestKillWhileSending)
#include "tst_kill_while_sending.moc"
