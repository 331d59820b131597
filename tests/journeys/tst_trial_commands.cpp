// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/approved_campaign.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/smtp_sink.h"

#include <QJsonArray>
#include <QTest>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// Trials from the command line: planned by the shop's past, tried on some, decided.
class TestTrialCommands final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    QTemporaryDir m_folder;

    ProgramRun run(const QStringList &words)
    {
        return runHaberdash(
            m_folder.path(), QStringList{u"--json"_s, u"--workspace"_s, m_shop->file()} + words);
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        const auto filled = approveNews(*m_shop, 400, 1);
        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().detail));
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO email (name, subject, preheader, body, created_at, updated_at) "
            u"VALUES ('Spring', 'Spring', '', 'Dear {{ customer.first_name }}', 0, 0), ('Sale', 'Sale', '', 'Buy', 0, 0)"_s));
    }

    void aPlanComesFromTheShopsPast()
    {
        const auto nothing = run({u"experiment"_s, u"plan"_s, u"--rule"_s, u"all()"_s});
        QCOMPARE(nothing.exitCode, 3);
        QVERIFY2(nothing.messages.contains(u"--base 0.02"_s) || nothing.out.contains(u"--base 0.02"_s),
            qPrintable(nothing.out + nothing.messages));
        QVERIFY(m_shop->connection().execute(
            u"UPDATE customer SET created_at = 1;"
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, refunded) SELECT 'test', id, id, id, "
            u"(unixepoch('now') - 3600 * 30) * 1000, 'EUR', 0, 0, 0, 0, 1000, 0 FROM customer WHERE id <= 104"_s));
        const auto plan = run({u"experiment"_s, u"plan"_s, u"--rule"_s, u"all()"_s, u"--lift"_s, u"0.25"_s});
        QCOMPARE(plan.exitCode, 1); // an answer, but not a test worth making
        const auto json = plan.json();
        QCOMPARE(json[u"source"_s].toString(), u"orders"_s);
        QCOMPARE(json[u"counted_over"_s].toInt(), 400 * 26);
        QCOMPARE(json[u"base"_s].toDouble(), 0.01);
        QCOMPARE(json[u"people"_s].toInt(), 400);
        QCOMPARE(json[u"worth_making"_s].toBool(), false);
        QVERIFY(json[u"sentence"_s].toString().contains(u"With 400 people you would see only a lift of"_s));
        const auto wide = run({u"experiment"_s, u"plan"_s, u"--rule"_s, u"all()"_s, u"--measure"_s,
            u"clicks"_s, u"--base"_s, u"0.4"_s, u"--window-hours"_s, u"8"_s});
        QCOMPARE(wide.exitCode, 0);
        QCOMPARE(wide.json()[u"window_hours"_s].toInt(), 8);
        QCOMPARE(
            run({u"experiment"_s, u"plan"_s, u"--rule"_s, u"all()"_s, u"--measure"_s, u"opens"_s}).exitCode,
            2);
        QCOMPARE(run({u"experiment"_s, u"plan"_s, u"--segment"_s, u"Nobody"_s}).exitCode, 3);
    }

    void armsAreMadeAndNamed()
    {
        QCOMPARE(run({u"campaign"_s, u"new"_s, u"Try"_s, u"--rule"_s, u"all()"_s, u"--email"_s, u"Spring"_s,
                         u"--email"_s, u"Spring"_s, u"--generic"_s, u"Spring (2)"_s})
                     .exitCode,
            0);
        const auto check = run({u"campaign"_s, u"check"_s, u"Try"_s}).json();
        const auto difference = check[u"differences"_s].toArray().first().toObject();
        QCOMPARE(difference[u"differ_in"_s].toArray(), QJsonArray{u"personalisation"_s});
        QCOMPARE(run({u"campaign"_s, u"set"_s, u"Try"_s, u"--from-name"_s, u"Spring (2)=Kim"_s}).exitCode, 0);
        const auto two = run({u"campaign"_s, u"check"_s, u"Try"_s}).json();
        QVERIFY(two[u"differences"_s].toArray().first()[u"sentence"_s].toString().contains(
            u"you will not know"_s));
        QCOMPARE(run({u"campaign"_s, u"set"_s, u"Try"_s, u"--generic"_s, u"Autumn"_s}).exitCode, 3);
        QCOMPARE(run({u"campaign"_s, u"set"_s, u"Try"_s, u"--from-name"_s, u"Kim"_s}).exitCode, 3);
    }

    void aTestIsSentDecidedByHandAndSentOn()
    {
        SmtpSink sink;
        if (const auto started = sink.start(SmtpSink::Keep::Messages); !started)
            QSKIP(qPrintable(started.error().detail));
        QVERIFY(m_shop->connection().execute(u"UPDATE account SET port = %1;"
                                             u"UPDATE campaign SET state = 'cancelled'"_s.arg(sink.port())));
        QCOMPARE(run({u"campaign"_s, u"new"_s, u"Try"_s, u"--rule"_s, u"all()"_s, u"--email"_s, u"Spring"_s,
                         u"--email"_s, u"Sale"_s, u"--account"_s, u"Sink"_s, u"--test-share"_s, u"25"_s,
                         u"--test-by"_s, u"orders"_s, u"--test-picks"_s, u"me"_s})
                     .exitCode,
            0);
        const auto check = run({u"campaign"_s, u"check"_s, u"Try"_s}).json();
        QCOMPARE(check[u"waiting"_s].toInt(), 300);
        QCOMPARE(run({u"campaign"_s, u"approve"_s, u"Try"_s}).exitCode, 0);
        QCOMPARE(run({u"campaign"_s, u"winner"_s, u"Try"_s, u"--pick"_s, u"Sale"_s}).exitCode, 3);
        const auto sent = run({u"campaign"_s, u"send"_s, u"Try"_s});
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(sent.json()[u"sent"_s].toInt(), 100);
        QCOMPARE(sent.json()[u"waiting"_s].toInt(), 300);
        const auto trial = run({u"campaign"_s, u"status"_s, u"Try"_s}).json()[u"trial"_s].toObject();
        QCOMPARE(trial[u"measure"_s].toString(), u"orders"_s);
        QCOMPARE(trial[u"hours"_s].toInt(), 24);
        QCOMPARE(trial[u"drawn"_s].toInt(), 100);
        QCOMPARE(trial[u"is_over"_s].toBool(), false);
        QCOMPARE(trial[u"decision"_s], QJsonValue(QJsonValue::Null));
        QCOMPARE(trial[u"arms"_s].toArray().size(), 2);
        const auto picked = run({u"campaign"_s, u"winner"_s, u"Try"_s, u"--pick"_s, u"Sale"_s});
        QCOMPARE(picked.exitCode, 0);
        QCOMPARE(picked.json()[u"trial"_s][u"decision"_s][u"winner"_s].toString(), u"Sale"_s);
        QCOMPARE(picked.json()[u"trial"_s][u"decision"_s][u"decision"_s].toString(), u"by_hand"_s);
        const auto due = run({u"campaign"_s, u"send"_s, u"--due"_s});
        QCOMPARE(due.exitCode, 0);
        QCOMPARE(due.json()[u"campaigns"_s].toArray().first()[u"sent"_s].toInt(), 300);
        QCOMPARE(sink.messages().size(), 400);
        QCOMPARE(run({u"campaign"_s, u"winner"_s, u"News"_s}).exitCode, 3); // has no test
    }

    void theControlGroupIsSetAndSaid()
    {
        const auto none = run({u"experiment"_s, u"holdout"_s}).json();
        QCOMPARE(none[u"control_group"_s][u"per_mille"_s].toInt(), 0);
        const auto set = run({u"experiment"_s, u"holdout"_s, u"--set"_s, u"12.5"_s, u"--days"_s, u"30"_s});
        QCOMPARE(set.exitCode, 0);
        QCOMPARE(set.json()[u"control_group"_s][u"per_mille"_s].toInt(), 125);
        QCOMPARE(set.json()[u"control_group"_s][u"days"_s].toInt(), 30);
        const auto early = run({u"experiment"_s, u"holdout"_s});
        QCOMPARE(early.exitCode, 3); // no mail went out yet
        QCOMPARE(run({u"experiment"_s, u"holdout"_s, u"--set"_s, u"60"_s}).exitCode, 2);
        QCOMPARE(run({u"campaign"_s, u"new"_s, u"Try"_s, u"--rule"_s, u"all()"_s, u"--email"_s, u"Spring"_s})
                     .exitCode,
            0);
        QVERIFY(
            m_shop->connection().execute(u"UPDATE campaign SET state = 'cancelled' WHERE name = 'News'"_s));
        const auto check = run({u"campaign"_s, u"check"_s, u"Try"_s}).json();
        const int out = check[u"skipped"_s][u"control-group"_s].toInt();
        QVERIFY(out > 20 && out < 85); // 50 of 400, five deviations
        QCOMPARE(check[u"mailable"_s].toInt(), 400 - out);
    }
};

QTEST_GUILESS_MAIN(TestTrialCommands)
#include "tst_trial_commands.moc"
