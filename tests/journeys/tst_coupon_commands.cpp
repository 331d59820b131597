// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// Coupon codes as a script handles them: a pool of the shop's, and codes of ours for the shop.
class TestCouponCommands final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProgramFolder> m_folder;

    ProgramRun coupon(const QStringList &words)
    {
        return m_folder->runInShop(QStringList{u"--json"_s, u"coupon"_s} + words);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ProgramFolder>();
        QCOMPARE(m_folder->makeShop().exitCode, 0);
    }

    void codesOfTheShop()
    {
        const auto made = coupon({u"new"_s, u"Welcome"_s, u"--pool"_s, u"--kind"_s, u"amount"_s, u"--value"_s,
            u"5"_s, u"--minimum"_s, u"40"_s, u"--until"_s, u"2099-12-31"_s});
        QCOMPARE(made.exitCode, 0);
        QCOMPARE(made.json()[u"value"_s].toString(), u"5.00"_s);
        QCOMPARE(made.json()[u"ends_at"_s].toString(), u"2099-12-31T22:59:59.999Z"_s); // in Berlin
        const QString file
            = m_folder->write(u"codes.csv"_s, "Code,Used\nAAA-1,no\nAAA-2,no\nA A\naaa-1,no\n");
        const auto imported = coupon({u"import"_s, u"Welcome"_s, file});
        QCOMPARE(imported.exitCode, 1); // something was found wanting
        QCOMPARE(imported.json()[u"added"_s].toInt(), 2);
        QCOMPARE(imported.json()[u"faults"_s].toArray().size(), 2);
        QCOMPARE(imported.json()[u"faults"_s][0][u"line"_s].toInt(), 4);
        QCOMPARE(imported.json()[u"faults"_s][1][u"reason"_s].toString(), u"stands in the list twice"_s);
        const auto enough = coupon({u"stock"_s, u"welcome"_s, u"--recipients"_s, u"2"_s});
        QCOMPARE(enough.exitCode, 0);
        QCOMPARE(enough.json()[u"free"_s].toInt(), 2);
        const auto tooFew = coupon({u"stock"_s, u"Welcome"_s, u"--recipients"_s, u"5"_s});
        QCOMPARE(tooFew.exitCode, 1);
        QCOMPARE(tooFew.json()[u"shortfall"_s].toInt(), 3);
        QCOMPARE(coupon({u"generate"_s, u"Welcome"_s, u"5"_s}).exitCode, 3);
    }

    void aSetThatNobodyUsesIsRemoved()
    {
        QCOMPARE(coupon({u"new"_s, u"Old"_s, u"--value"_s, u"5"_s}).exitCode, 0);
        QCOMPARE(coupon({u"generate"_s, u"Old"_s, u"3"_s}).exitCode, 0);
        const auto removed = coupon({u"remove"_s, u"old"_s});
        QCOMPARE(removed.exitCode, 0);
        QCOMPARE(removed.json()[u"removed"_s].toString(), u"Old"_s);
        QCOMPARE(coupon({u"remove"_s, u"Old"_s}).exitCode, 3);
    }

    void codesForTheShop()
    {
        const auto made = coupon({u"new"_s, u"Spring"_s, u"--value"_s, u"12.5"_s, u"--prefix"_s, u"spring"_s,
            u"--days"_s, u"14"_s, u"--one-per-customer"_s});
        QCOMPARE(made.exitCode, 0);
        QCOMPARE(made.json()[u"value"_s].toString(), u"12.5"_s);
        QVERIFY(made.json()[u"sample"_s].toString().startsWith(u"SPRING-"_s));
        QCOMPARE(coupon({u"generate"_s, u"Spring"_s, u"50"_s}).json()[u"made"_s].toInt(), 50);
        QCOMPARE(
            coupon({u"export"_s, u"Spring"_s, m_folder->path(u"shop.csv"_s)}).json()[u"codes"_s].toInt(), 50);
        const QStringList lines
            = QString::fromUtf8(m_folder->read(u"shop.csv"_s)).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 50);
        static const QRegularExpression form(u"^SPRING-[2-9A-HJKMNPQRTV-Z]{8}$"_s);
        for (const QString &line : lines)
            QVERIFY2(form.match(line).hasMatch(), qPrintable(line));
        QCOMPARE(
            coupon({u"export"_s, u"Spring"_s, m_folder->path(u"table.csv"_s), u"--table"_s}).exitCode, 0);
        QVERIFY(m_folder->read(u"table.csv"_s)
                    .startsWith("code,customer_id,occasion,given_at,expires_at,redeemed\n"));
        const auto sets = coupon({u"list"_s}).json()[u"sets"_s].toArray();
        QCOMPARE(sets.size(), 1);
        QCOMPARE(sets[0][u"stock"_s][u"free"_s].toInt(), 50);
        QVERIFY(sets[0][u"one_per_customer"_s].toBool());
        const auto said = m_folder->runInShop({u"coupon"_s, u"list"_s});
        QCOMPARE(said.out,
            u"Spring: 12.5 % off, for 14 days. 50 codes: 0 given, 50 free and more as needed, 0 expired, 0 redeemed.\n"_s);
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        const auto row = [](const char *name, const char *line, int exitCode) {
            QTest::newRow(name) << QString::fromLatin1(line).split(u' ') << exitCode;
        };
        row("no verb", "", 2);
        row("no value", "new X", 3);
        row("not a number", "new X --value much", 3);
        row("more than all", "new X --value 120", 3);
        row("no day", "new X --value 10 --until 2026-02-30", 3);
        row("two ends", "new X --value 10 --until 2026-02-20 --days 3", 2);
        row("no kind", "new X --kind gift", 2);
        row("a pool with a prefix", "new X --value 10 --pool --prefix A", 2);
        row("too short", "new X --value 10 --letters 3", 3);
        row("no such set", "stock X", 3);
        row("no such file", "import X none.csv", 3);
        row("nowhere to write", "export X /nowhere/x.csv", 3);
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QStringList, words);
        QFETCH(int, exitCode);
        words.removeAll(QString());
        const auto run = coupon(words);
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY(!run.messages.isEmpty() || !run.out.isEmpty());
        QVERIFY(coupon({u"list"_s}).json()[u"sets"_s].toArray().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCouponCommands)
#include "tst_coupon_commands.moc"
