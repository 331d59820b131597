// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/approved_campaign.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/smtp_sink.h"

#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <QThread>

#include <random>

#include <csignal>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int people = 6'000;
constexpr int kills = 12;

/// Recipients of what the server took, with the subjects.
QMap<QString, QStringList> mailsOf(const SmtpSink &sink)
{
    QMap<QString, QStringList> mails;
    for (const QByteArray &message : sink.messages()) {
        QString recipient;
        QString subject;
        for (const QByteArray &line : message.split('\n')) {
            if (line.startsWith("X-Rcpt-Args: <"))
                recipient = QString::fromUtf8(line.mid(14)).section(u'>', 0, 0);
            if (line.startsWith("Subject: "))
                subject = QString::fromUtf8(line.mid(9)).trimmed();
        }
        mails[recipient].append(subject);
    }
    return mails;
}

} // namespace

class TestKillDuringTrial final : public QObject
{
    Q_OBJECT

    std::mt19937 m_random{20260630};

    /// Kills the program at some moment of a run, again and again, until `isOver` or often enough.
    int killAgain(const QStringList &arguments, const std::function<bool()> &isOver)
    {
        int cutOff = 0;
        for (int i = 0; i < kills && !isOver(); ++i) {
            QProcess program;
            program.start(haberdashProgram(), arguments);
            if (!program.waitForStarted())
                return 0;
            QThread::usleep(20000 + m_random() % 200000);
            program.kill();
            program.waitForFinished();
            cutOff += program.exitStatus() == QProcess::CrashExit;
        }
        return cutOff;
    }
    static void finish(const QStringList &arguments)
    {
        QProcess program;
        program.start(haberdashProgram(), arguments);
        QVERIFY(program.waitForFinished(300000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    }

private Q_SLOTS:
    void nobodyGetsTwoNorAnythingTooEarly()
    {
        SmtpSink sink;
        if (const auto started = sink.start(SmtpSink::Keep::Messages); !started)
            QSKIP(qPrintable(started.error().detail));
        TemporaryWorkspace shop("EUR", "Europe/Berlin");
        const auto filled
            = approveNews(shop, people, sink.port(), [](store::Account &, store::Campaign &campaign) {
                  campaign.variants = {{u"A"_s, 1, {}, u"First"_s, {}, u"Hello"_s},
                      {u"B"_s, 1, {}, u"Second"_s, {}, u"Hello"_s}};
                  campaign.settings.trial.perMille = 300;
              });
        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().detail));
        const QStringList send{u"--workspace"_s, shop.file(), u"campaign"_s, u"send"_s, u"News"_s};
        const auto count = [&shop](const QString &where) {
            return shop.count(u"SELECT count(*) FROM outbox WHERE "_s + where);
        };
        QCOMPARE(count(u"state = 'waiting'"_s), people * 7 / 10);

        // The trial, cut off again and again: the rest stays where it is.
        const auto trialIsOut = [&count] { return count(u"state IN ('planned', 'claimed')"_s) == 0; };
        int cutOff = killAgain(send, trialIsOut);
        finish(send);
        QVERIFY(trialIsOut());
        QCOMPARE(count(u"state = 'waiting'"_s), people * 7 / 10);
        QCOMPARE(
            shop.count(u"SELECT count(*) FROM campaign WHERE state = 'paused' AND resumes_at IS NOT NULL"_s),
            1);

        // Four hours later B has the clicks; deciding is cut off, too.
        QVERIFY(shop.connection().execute(
            u"UPDATE outbox SET claimed_at = claimed_at - 5 * 3600000 WHERE claimed_at IS NOT NULL;"
            u"UPDATE campaign SET resumes_at = resumes_at - 5 * 3600000;"
            u"INSERT OR IGNORE INTO event_type (name, unit) VALUES ('email_click', 'none');"
            u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, reference) SELECT "
            u"customer_id, "
            u"claimed_at + 1000, (SELECT id FROM event_type WHERE name = 'email_click'), customer_id, 'News' "
            u"FROM outbox WHERE variant = 1 AND claimed_at IS NOT NULL AND customer_id % 3 = 0"_s));
        const QStringList due{u"--workspace"_s, shop.file(), u"campaign"_s, u"send"_s, u"--due"_s};
        const auto isDone
            = [&shop] { return shop.count(u"SELECT count(*) FROM campaign WHERE state = 'done'"_s) == 1; };
        cutOff += killAgain(due, isDone);
        if (!isDone())
            finish(due);
        QVERIFY(isDone());
        QVERIFY(cutOff > kills / 2); // else the kills came too late to say anything
        QCOMPARE(shop.lines(u"SELECT decision, variant FROM campaign_trial"_s), u"winner|1\n"_s);
        QCOMPARE(count(u"is_rest AND variant <> 1"_s), 0);
        QCOMPARE(count(u"state NOT IN ('sent', 'uncertain')"_s), 0);
        const auto mails = mailsOf(sink);
        for (auto it = mails.begin(); it != mails.end(); ++it)
            QVERIFY2(it.value().size() == 1, qPrintable(it.key()));
        // Each got what the outbox says.
        const auto rows
            = shop.lines(u"SELECT address, variant, state FROM outbox"_s).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), people);
        int missing = 0;
        for (const QString &row : rows) {
            const auto cells = row.split(u'|');
            if (!mails.contains(cells[0])) {
                QCOMPARE(cells[2], u"uncertain"_s);
                ++missing;
                continue;
            }
            QCOMPARE(mails[cells[0]].front(), cells[1] == u"0"_s ? u"First"_s : u"Second"_s);
        }
        QVERIFY(missing <= 2 * kills);
    }
};

QTEST_GUILESS_MAIN(TestKillDuringTrial)
#include "tst_kill_during_trial.moc"
