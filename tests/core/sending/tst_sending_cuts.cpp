// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/account_transport.h"
#include "core/sending/campaign_sender.h"
#include "tests/support/approved_campaign.h"
#include "tests/support/cutting_proxy.h"
#include "tests/support/scripted_smtp_server.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using Direction = CuttingProxy::Direction;

namespace {

constexpr auto start = fromMilliseconds(1'782'777'600'000);

struct NoSecrets final : public deliver::SecretStore
{
    Result<std::string> read(const QString &) override { return std::string(); }
    Result<> write(const QString &, const std::string &) override { return {}; }
};

/// Who was taken by a server, with how often: contents that came to their final dot.
QMap<QString, int> takenBy(const ScriptedSmtpServer &server)
{
    QMap<QString, int> taken;
    for (const QByteArray &entry : server.received()) {
        if (!entry.startsWith("Date: "))
            continue;
        const qsizetype to = entry.indexOf("<p", entry.indexOf("\nTo: "));
        ++taken[QString::fromUtf8(entry.mid(to + 1, entry.indexOf('>', to) - to - 1))];
    }
    return taken;
}

} // namespace

/// The line breaks at every byte of the dialogue, in both directions, in the middle of a campaign.
class TestSendingCuts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineThatBreaksAnywhere_data()
    {
        QTest::addColumn<bool>("pipelining");
        QTest::newRow("with pipelining") << true;
        QTest::newRow("one command at a time") << false;
    }
    void aLineThatBreaksAnywhere()
    {
        QFETCH(bool, pipelining);
        ScriptedSmtpServer server(pipelining
                ? ScriptedSmtpServer::Script()
                : ScriptedSmtpServer::Script{{"EHLO", {"250-test\r\n250 SIZE 1000000"}}});
        CuttingProxy proxy(server.port());
        TemporaryWorkspace shop;
        constexpr int people = 500;
        const auto approved
            = approveNews(shop, people, proxy.port(), [](store::Account &account, store::Campaign &) {
                  account.limits.perHour = 1; // one hand-over in each run
              });
        QVERIFY2(approved, approved ? "" : qPrintable(approved.error().detail));
        FixedClock clock(start);
        int runs = 0;
        const auto run = [&] {
            ++runs;
            clock.set(clock.now() + std::chrono::minutes(61));
            NoProgress progress;
            const auto open = [&](const store::Account &account) {
                return openAccount(account, shop.file(), std::make_shared<NoSecrets>(), clock);
            };
            const auto report = sendCampaign(shop.connection(), CampaignId(1), open, clock, start, progress);
            QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
            check(shop, takenBy(server), people);
        };
        run();
        const qint64 lengths[] = {proxy.carried(Direction::ToServer), proxy.carried(Direction::ToClient)};
        QVERIFY(lengths[0] > 500 && lengths[1] > 80);
        for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
            const qint64 length = lengths[int(direction)];
            for (qint64 bytes = 0; bytes <= length; ++bytes) {
                // Within the content one byte is like the next.
                const bool isContent = direction == Direction::ToServer && bytes > 150 && bytes < length - 20;
                if (isContent && bytes % 31 != 0)
                    continue;
                proxy.cutNext(direction, bytes);
                run();
                if (QTest::currentTestFailed())
                    QFAIL(qPrintable(u"cut after %1 bytes"_s.arg(bytes)));
            }
        }
        const QString states
            = shop.lines(u"SELECT state, count(*) FROM outbox WHERE attempts > 0 GROUP BY 1 ORDER BY 1"_s);
        qInfo("%d runs: %s", runs, qPrintable(states.simplified()));
        QVERIFY(states.contains(u"sent|"_s) && states.contains(u"uncertain|"_s));
    }

private:
    /// What must hold after each run.
    static void check(TemporaryWorkspace &shop, const QMap<QString, int> &taken, int people)
    {
        for (auto it = taken.begin(); it != taken.end(); ++it)
            QVERIFY2(it.value() == 1, qPrintable(it.key()));
        QCOMPARE(shop.count(u"SELECT count(*) FROM outbox"_s), people);
        QCOMPARE(shop.count(u"SELECT count(*) FROM outbox WHERE state = 'claimed'"_s), 0);
        const auto rows = shop.lines(u"SELECT state, address FROM outbox WHERE attempts > 0"_s)
                              .split(u'\n', Qt::SkipEmptyParts);
        for (const QString &row : rows) {
            const QString state = row.section(u'|', 0, 0);
            const bool isTaken = taken.contains(row.section(u'|', 1));
            if (state == u"sent"_s)
                QVERIFY2(isTaken, qPrintable(row));
            else if (state != u"uncertain"_s)
                QVERIFY2(!isTaken, qPrintable(row));
        }
        QCOMPARE(shop.count(u"SELECT count(*) FROM send_attempt WHERE outcome = 'sent'"_s),
            shop.count(u"SELECT count(*) FROM outbox WHERE state = 'sent'"_s));
    }
};

QTEST_GUILESS_MAIN(TestSendingCuts)
#include "tst_sending_cuts.moc"
