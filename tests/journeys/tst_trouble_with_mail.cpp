// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/transaction.h"
#include "tests/support/approved_campaign.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/mail_server.h"
#include "tests/support/scripted_smtp_server.h"

#include <QFileInfo>
#include <QSet>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Whom the server was given mail for, in the order of their messages.
QStringList recipientsOf(const ScriptedSmtpServer &server)
{
    QStringList recipients;
    for (const QByteArray &line : server.received()) {
        if (line.startsWith("RCPT TO:<"))
            recipients << QString::fromUtf8(line.mid(9)).section(u'>', 0, 0);
    }
    return recipients;
}

bool waitFor(const std::function<bool()> &happened)
{
    for (int i = 0; i < 3000 && !happened(); ++i)
        QThread::msleep(10);
    return happened();
}

} // namespace

/// A campaign and servers that misbehave: what the real program says, how it ends, that the books balance,
/// and that the campaign can be brought to its end without anybody getting two mails.
class TestTroubleWithMail final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin"); }

    void cleanup()
    {
        QCOMPARE(soundness(m_shop->file()), u"ok"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), m_people);
    }

    void aServerThatIsNotThere()
    {
        prepare(freePort());
        const auto run = send();
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(books(), u"deferred 3, planned 37"_s);
        const auto text = run.json()[u"stopped_because"_s].toString();
        QVERIFY2(text.contains(u"The mail server cannot be reached"_s), qPrintable(text));
        QVERIFY2(text.contains(u"refused"_s), qPrintable(text));
        QCOMPARE(run.json()[u"state"_s].toString(), u"paused"_s);
        const auto words = sendInWords();
        QVERIFY2(words.contains(u"40 still to send"_s) || words.contains(u"3 to be tried again"_s),
            qPrintable(words));
        QVERIFY2(words.contains(u"campaign send"_s), qPrintable(words));
        thenItGoesOut();
    }

    void anAccountThatCannotBeUsed()
    {
        prepare(freePort());
        const auto run
            = runHaberdash(folder(), {u"--workspace"_s, m_shop->file(), u"account"_s, u"test"_s, u"Sink"_s});
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.out.contains(u"“Sink” does not work"_s), qPrintable(run.out));
        QVERIFY2(run.out.contains(u"refused"_s), qPrintable(run.out));
        QVERIFY2(!run.out.contains(u": 0 "_s), qPrintable(run.out)); // there was no reply, so it has no code
    }

    void aSenderThatIsRefused()
    {
        ScriptedSmtpServer server({{"MAIL", {"553 5.7.1 Sender address rejected: not owned by user"}}});
        prepare(server.port());
        const auto run = send();
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(books(), u"planned 40"_s);
        const auto text = run.json()[u"stopped_because"_s].toString();
        QVERIFY2(text.contains(u"does not let this account send"_s), qPrintable(text));
        QVERIFY2(text.contains(u"Sender address rejected"_s), qPrintable(text));
        const auto words = sendInWords();
        QVERIFY2(words.contains(u"40 still to send"_s), qPrintable(words));
        QVERIFY2(words.contains(u"campaign send"_s), qPrintable(words));
        thenItGoesOut();
    }

    /// A server that relays for nobody says so for each recipient: the audience must not be used up on it.
    void allRecipientsAreRefused()
    {
        ScriptedSmtpServer server({{"RCPT", {"554 5.7.1 Relay access denied"}}});
        prepare(server.port());
        const auto run = send();
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(books(), u"failed 10, planned 30"_s);
        const auto text = run.json()[u"stopped_because"_s].toString();
        QVERIFY2(text.contains(u"refused 10 messages one after the other"_s), qPrintable(text));
        QVERIFY2(text.contains(u"Relay access denied"_s), qPrintable(text));
        QCOMPARE(run.json()[u"state"_s].toString(), u"paused"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM suppression"_s), 0);
        thenItGoesOut(30);
    }

    /// Nor may it put a whole audience on the list of dead addresses.
    void allMailboxesAreUnknown()
    {
        ScriptedSmtpServer server({{"RCPT", {"550 5.1.1 No such user"}}});
        prepare(server.port());
        QCOMPARE(send().exitCode, 1);
        QCOMPARE(books(), u"failed 10, planned 30"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM suppression"_s), 10);
    }

    void someRecipientsAreRefused()
    {
        ScriptedSmtpServer server({{"RCPT", {"550 5.1.1 No such user", "450 4.2.0 Later", "250 2.1.5 Ok"}}});
        prepare(server.port());
        const auto run = send();
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(books(), u"deferred 1, failed 1, sent 38"_s);
        QVERIFY(!run.json()[u"next_attempt"_s].toString().isEmpty());
        QCOMPARE(m_shop->lines(u"SELECT address_key, reason FROM suppression"_s),
            u"p1@example.com|hard_bounce\n"_s);
        const auto words = sendInWords(); // nothing is due yet
        QVERIFY2(words.contains(u"Those to be tried again are due from 20"_s), qPrintable(words));
    }

    void aServerThatStallsCanBeLeft_data()
    {
        QTest::addColumn<QByteArray>("where");
        QTest::addColumn<QString>("booksAfter");
        QTest::addColumn<int>("left");
        QTest::newRow("before a word") << QByteArray("CONNECT") << u"planned 40"_s << 40;
        QTest::newRow("before the message") << QByteArray("DATA") << u"planned 40"_s << 40;
        // It has the whole message and says nothing: nobody can know.
        QTest::newRow("after the message") << QByteArray(".") << u"planned 39, uncertain 1"_s << 39;
    }
    void aServerThatStallsCanBeLeft()
    {
        QFETCH(QByteArray, where);
        QFETCH(QString, booksAfter);
        QFETCH(int, left);
        ScriptedSmtpServer server({{where, {"stall"}}});
        prepare(server.port());
        const auto process = startSending();
        QVERIFY(waitFor([&] {
            return where == "CONNECT" ? server.connectionCount() == 1
                : where == "."        ? server.received().size() == 5 // EHLO, MAIL, RCPT, DATA, content
                                      : server.received().size() == 4;
        }));
        process->terminate();
        const auto run = finish(*process);
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.json()[u"stopped_because"_s].toString().left(8), u"Stopped."_s);
        QCOMPARE(books(), booksAfter);
        thenItGoesOut(left);
    }

    void aLineThatDropsInTheMiddle_data()
    {
        QTest::addColumn<QByteArray>("where");
        QTest::addColumn<QString>("booksAfter");
        QTest::addColumn<int>("left");
        QTest::newRow("at the greeting") << QByteArray("CONNECT") << u"deferred 3, planned 37"_s << 40;
        QTest::newRow("before the message") << QByteArray("DATA") << u"deferred 3, planned 37"_s << 40;
        QTest::newRow("after the message") << QByteArray(".") << u"planned 37, uncertain 3"_s << 37;
    }
    void aLineThatDropsInTheMiddle()
    {
        QFETCH(QByteArray, where);
        QFETCH(QString, booksAfter);
        QFETCH(int, left);
        ScriptedSmtpServer server({{where, {"drop"}}});
        prepare(server.port());
        const auto run = send();
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(books(), booksAfter);
        const auto text = run.json()[u"stopped_because"_s].toString();
        QVERIFY2(text.contains(u"closed the connection"_s), qPrintable(text));
        thenItGoesOut(left);
    }

    void aServerThatGoesAwayOnceIsTriedAgainAtOnce()
    {
        ScriptedSmtpServer server({{".", {"250 2.0.0 Ok", "drop", "250 2.0.0 Ok"}}});
        prepare(server.port());
        const auto run = send();
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(books(), u"sent 39, uncertain 1"_s);
        QCOMPARE(server.connectionCount(), 2);
    }

    void aSendThatIsStoppedGoesOnWhereItWas_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("asked to end") << SIGTERM;
        QTest::newRow("window closed") << SIGHUP;
    }
    void aSendThatIsStoppedGoesOnWhereItWas()
    {
        QFETCH(int, signal);
        // The seventh message gets no answer, so that there is a moment to stop in.
        QList<QByteArray> answers(6, "250 2.0.0 Ok");
        answers << "stall";
        ScriptedSmtpServer server({{".", answers}});
        prepare(server.port());
        const auto process = startSending();
        QVERIFY(waitFor([&] { return recipientsOf(server).size() == 7 && server.received().size() == 29; }));
        ::kill(pid_t(process->processId()), signal);
        const auto run = finish(*process);
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(books(), u"planned 33, sent 6, uncertain 1"_s);
        QCOMPARE(run.json()[u"remaining"_s].toInt(), 33);
        const QStringList first = recipientsOf(server);
        const QStringList second = thenItGoesOut(33);
        QVERIFY(!QSet<QString>(first.begin(), first.end()).intersects({second.begin(), second.end()}));
    }

    /// An import takes the store for a while; what the server said in the meantime must not be forgotten.
    void anotherProgramThatWritesForLongHoldsTheSendUpNoMore()
    {
        ScriptedSmtpServer server({});
        prepare(server.port(), 300);
        const auto process = startSending();
        QVERIFY(waitFor([&] { return recipientsOf(server).size() > 3; }));
        {
            const auto held = store::Transaction::begin(m_shop->connection());
            QVERIFY(held);
            QThread::sleep(7); // longer than anybody else waits for the store
            QCOMPARE(process->state(), QProcess::Running);
        }
        const auto run = finish(*process);
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages + run.out));
        QCOMPARE(books(), u"sent 300"_s);
        QCOMPARE(recipientsOf(server).size(), 300);
    }

    /// What was answered can no longer be written into the store: no more goes out, and nothing is forgotten.
    void aDiskThatFillsUpWhileSending()
    {
        ScriptedSmtpServer server({});
        prepare(server.port(), 150);
        QCOMPARE(m_shop->count(u"PRAGMA wal_checkpoint(TRUNCATE)"_s), 0);
        const auto limit = QFileInfo(m_shop->file()).size() + 100'000;
        const auto run
            = finish(*startHaberdash(folder(), QStringList{u"--json"_s} + words(), noFileAbove(limit)));
        QCOMPARE(run.exitCode, 1); // something was done, so it is not 3
        const auto text = run.json()[u"stopped_because"_s].toString();
        QVERIFY2(text.contains(u"Make room"_s), qPrintable(text));
        const auto first = recipientsOf(server);
        QVERIFY(!first.isEmpty() && first.size() < 150);
        QCOMPARE(run.json()[u"sent"_s].toInt(), first.size());
        QCOMPARE(run.json()[u"uncertain"_s].toInt(), 0);
        QCOMPARE(run.json()[u"remaining"_s].toInt(), 150 - first.size());
        QVERIFY2(books().startsWith(u"claimed "_s), qPrintable(books()));
        QCOMPARE(soundness(m_shop->file()), u"ok"_s);

        QCOMPARE(send().exitCode, 0);
        QCOMPARE(books(), u"sent 150"_s);
        QVERIFY(!QFile::exists(m_shop->file() + u".handover"_s));
        const auto all = recipientsOf(server);
        QCOMPARE(all.size(), 150);
        QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 150);
    }

private:
    [[nodiscard]] QString folder() const { return m_shop->path({}); }
    [[nodiscard]] QStringList words() const
    {
        return {u"--workspace"_s, m_shop->file(), u"campaign"_s, u"send"_s, u"News"_s};
    }
    [[nodiscard]] ProgramRun send() const
    {
        return runHaberdash(folder(), QStringList{u"--json"_s} + words());
    }
    [[nodiscard]] QString sendInWords() const { return runHaberdash(folder(), words()).out; }
    [[nodiscard]] std::unique_ptr<QProcess> startSending() const
    {
        auto process = startHaberdash(folder(), QStringList{u"--json"_s} + words());
        process->waitForStarted();
        return process;
    }

    void prepare(quint16 port, int people = 40)
    {
        m_people = people;
        const auto prepared = approveNews(*m_shop, people, port);
        QVERIFY2(prepared, prepared ? "" : qPrintable(prepared.error().detail));
    }

    /// How many messages are in which state; together they are the audience.
    [[nodiscard]] QString books() const
    {
        const QString states
            = m_shop->lines(u"SELECT state || ' ' || count(*) FROM outbox GROUP BY state ORDER BY state"_s)
                  .trimmed()
                  .replace(u'\n', u", "_s);
        const auto all = m_shop->count(u"SELECT count(*) FROM outbox"_s);
        return all == m_people ? states : u"%1 rows instead of %2: %3"_s.arg(all).arg(m_people).arg(states);
    }

    /// With a server that works, `left` more people get their mail, each one, and it is over. Gives who.
    QStringList thenItGoesOut(int left = 40)
    {
        ScriptedSmtpServer server({});
        const auto before
            = m_shop->count(u"SELECT count(*) FROM outbox WHERE state IN ('sent', 'uncertain', 'failed')"_s);
        [&] {
            QVERIFY(m_shop->connection().execute(u"UPDATE account SET port = %1"_s.arg(server.port())));
            QCOMPARE(runHaberdash(
                         folder(), {u"--workspace"_s, m_shop->file(), u"campaign"_s, u"retry"_s, u"News"_s})
                         .exitCode,
                0);
            const auto run = send();
            QCOMPARE(run.exitCode, 0);
            QCOMPARE(run.json()[u"state"_s].toString(), u"done"_s);
            QCOMPARE(run.json()[u"sent"_s].toInt(), left);
            QCOMPARE(before + left, m_people);
            QVERIFY(!books().contains(u"planned"_s) && !books().contains(u"deferred"_s));
            const QStringList recipients = recipientsOf(server);
            QCOMPARE(recipients.size(), left);
            QCOMPARE(QSet<QString>(recipients.begin(), recipients.end()).size(), left);
        }();
        return recipientsOf(server);
    }

    std::unique_ptr<TemporaryWorkspace> m_shop;
    int m_people = 0;
};

QTEST_GUILESS_MAIN(TestTroubleWithMail)
#include "tst_trouble_with_mail.moc"
