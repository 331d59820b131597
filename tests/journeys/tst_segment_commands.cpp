// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// Segments as a script asks about them: counted, explained, followed through time, carried to another shop.
class TestSegmentCommands final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProgramFolder> m_folder;

    ProgramRun json(const QStringList &words)
    {
        return m_folder->runInShop(
            QStringList{u"--json"_s, u"--as-of"_s, u"2026-06-30T00:00:00Z"_s, u"segment"_s} + words);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<ProgramFolder>();
        QCOMPARE(m_folder->makeShop().exitCode, 0);
        const QString people = m_folder->write(u"people.csv"_s,
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent\n"
            "1,Ada,,ada@example.com,yes,,0\n2,Bob,,bob@example.com,no,,0\n3,Cy,,cy@example.com,yes,,0\n");
        const QString events = m_folder->write(u"events.csv"_s,
            "event_id,occurred_at,event_type,email,product,value,reference\n"
            "a,2026-06-01T10:00:00Z,cart_add,ada@example.com,,1,\n"
            "b,2026-06-20T10:00:00Z,cart_add,ada@example.com,,1,\n"
            "c,2026-03-20T10:00:00Z,cart_add,bob@example.com,,1,\n"
            "d,2026-06-20T10:00:00Z,email_open,cy@example.com,,,spring\n");
        QCOMPARE(m_folder->runInShop({u"import"_s, people, events}).exitCode, 0);
    }

    void aCountSaysWhoCannotBeWrittenTo()
    {
        const auto run = json({u"count"_s, u"--rule"_s, u"count cart_add >= 1"_s});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json()[u"matching"_s].toInt(), 2);
        QCOMPARE(run.json()[u"mailable"_s].toInt(), 1);
        QCOMPARE(run.json()[u"not_agreed"_s].toInt(), 1);
        QCOMPARE(run.json()[u"no_address"_s].toInt(), 0);
    }

    void wrongNamesAreNoSilentZero()
    {
        const auto event = json({u"count"_s, u"--rule"_s, u"all(\n  count cart_ad >= 1)"_s});
        QCOMPARE(event.exitCode, 3);
        QVERIFY2(event.messages.contains(u"line 2, column 3"_s) && event.messages.contains(u"“cart_add”"_s),
            qPrintable(event.messages));
        const auto value = json({u"count"_s, u"--rule"_s, u"country is \"XX\""_s});
        QCOMPARE(value.exitCode, 1);
        QCOMPARE(value.json()[u"warnings"_s].toArray().size(), 1);
        QCOMPARE(json({u"count"_s, u"Nobody"_s}).exitCode, 3);
    }

    void aRuleMayComeFromAFile()
    {
        const QString path = m_folder->write(u"rule.txt"_s, "count cart_add >= 2 # twice\n");
        QCOMPARE(json({u"count"_s, u"--file"_s, path}).json()[u"matching"_s].toInt(), 1);
        QCOMPARE(json({u"count"_s, u"--file"_s, u"nowhere.txt"_s}).exitCode, 3);
        const QString deep = m_folder->write(
            u"deep.txt"_s, QByteArray("all(").repeated(10'000) + "all()" + QByteArray(")").repeated(10'000));
        const auto refused = json({u"count"_s, u"--file"_s, deep});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY2(refused.messages.contains(u"column"_s), qPrintable(refused.messages));
        const QString big
            = m_folder->write(u"big.txt"_s, QByteArray("country is \"DE\" or ").repeated(560'000) + "all()");
        const auto tooBig = json({u"count"_s, u"--file"_s, big});
        QCOMPARE(tooBig.exitCode, 3);
        QVERIFY2(tooBig.messages.contains(u"characters"_s), qPrintable(tooBig.messages));
    }

    void explainTellsOfAllAndOfOne()
    {
        const QString rule = u"count cart_add >= 1 and none(email consent is not subscribed)"_s;
        const auto all = json({u"explain"_s, u"--rule"_s, rule}).json()[u"conditions"_s].toArray();
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0][u"matching"_s].toInt(), 2);
        QCOMPARE(all[1][u"remaining"_s].toInt(), 1);
        QCOMPARE(all[1][u"cost"_s].toInt(), 1);
        const auto one
            = json({u"explain"_s, u"--rule"_s, rule, u"--customer"_s, u"bob@example.com"_s}).json();
        QVERIFY(!one[u"member"_s].toBool());
        QCOMPARE(one[u"conditions"_s][0][u"holds"_s].toBool(), true);
        QCOMPARE(one[u"conditions"_s][0][u"value"_s].toString(), u"once"_s);
        QCOMPARE(one[u"conditions"_s][1][u"holds"_s].toBool(), false);
        QCOMPARE(json({u"explain"_s, u"--rule"_s, rule, u"--customer"_s, u"who@example.com"_s}).exitCode, 3);
    }

    void historyAndMovesFollowTime()
    {
        const QString rule = u"count cart_add in last 30 days >= 1"_s;
        const auto points
            = json({u"history"_s, u"--months"_s, u"4"_s, u"--rule"_s, rule}).json()[u"points"_s].toArray();
        QCOMPARE(points.size(), 5);
        QCOMPARE(points[0][u"matching"_s].toInt(), 0);
        QCOMPARE(points[1][u"matching"_s].toInt(), 1); // 1 April: Bob
        QCOMPARE(points[4][u"matching"_s].toInt(),
            json({u"count"_s, u"--rule"_s, rule}).json()[u"matching"_s].toInt());
        const auto moves = json({u"moves"_s, u"--rule"_s, rule, u"--from"_s, u"2026-04-01"_s}).json();
        QCOMPARE(moves[u"joined"_s].toInt(), 1);
        QCOMPARE(moves[u"left"_s].toInt(), 1);
        QCOMPARE(moves[u"moves"_s][0][u"at"_s].toString(), u"2026-06-01T10:00:00.001Z"_s);
        QVERIFY(moves[u"moves"_s][0][u"because"_s].toString().contains(u"added to the cart"_s));
        QCOMPARE(json({u"moves"_s, u"--rule"_s, rule, u"--from"_s, u"2026-07-01"_s}).exitCode, 3);
    }

    void readyMadeOnesAreCounted()
    {
        const auto segments = json({u"ready"_s}).json()[u"segments"_s].toArray();
        QVERIFY(segments.size() >= 25);
        for (const auto &segment : segments)
            QVERIFY(segment[u"matching"_s].toInt() >= segment[u"mailable"_s].toInt());
    }

    void segmentsTravelAsText()
    {
        QCOMPARE(json({u"save"_s, u"Carts"_s, u"--rule"_s, u"count cart_add >= 1"_s}).exitCode, 0);
        const QString file = m_folder->path(u"ours.segments.txt"_s);
        QCOMPARE(json({u"export"_s, u"--out"_s, file}).json()[u"segments"_s].toInt(), 1);
        QCOMPARE(json({u"import"_s, file}).json()[u"same"_s].toArray().size(), 1);
        const QString other = m_folder->write(u"other.txt"_s, "segment: Carts\nrule: count cart_add >= 2\n");
        QCOMPARE(json({u"import"_s, other}).exitCode, 3);
        QCOMPARE(json({u"import"_s, u"--keep-both"_s, other}).json()[u"renamed"_s][u"Carts"_s].toString(),
            u"Carts (2)"_s);
        const auto broken
            = json({u"import"_s, m_folder->write(u"broken.txt"_s, "segment: X\nrule: cuont\n")});
        QCOMPARE(broken.exitCode, 3);
        QVERIFY2(broken.messages.contains(u"line 2"_s), qPrintable(broken.messages));
    }

    void foreignRulesAreTranslated()
    {
        const QString shopify
            = m_folder->write(u"shopify.txt"_s, "number_of_orders >= 2 AND rfm_group = 'LOYAL'");
        const auto carried = json({u"translate"_s, shopify});
        QCOMPARE(carried.exitCode, 1);
        QCOMPARE(carried.json()[u"rule"_s].toString(), u"all(count orders >= 2)"_s);
        QVERIFY(!carried.json()[u"lost"_s].toArray().isEmpty());
        QCOMPARE(json({u"translate"_s, m_folder->write(u"poem.txt"_s, "Roses are red")}).exitCode, 3);
    }

    void membersComeWithChosenColumns()
    {
        const QString out = m_folder->path(u"members.xlsx"_s);
        const auto run = json({u"members"_s, u"--rule"_s, u"count cart_add >= 1"_s, u"--columns"_s,
            u"email, consent"_s, u"--out"_s, out});
        QCOMPARE(run.json()[u"matching"_s].toInt(), 2);
        QVERIFY(QFile::exists(out));
        QCOMPARE(json({u"members"_s, u"--rule"_s, u"all()"_s, u"--columns"_s, u"shoe"_s}).exitCode, 3);
        QCOMPARE(json({u"members"_s, u"--rule"_s, u"count cart_add >= 2"_s})
                     .json()[u"members"_s][0][u"email"_s]
                     .toString(),
            u"ada@example.com"_s);
    }
};

QTEST_GUILESS_MAIN(TestSegmentCommands)
#include "tst_segment_commands.moc"
