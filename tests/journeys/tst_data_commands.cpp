// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray header
    = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent\n";

} // namespace

/// Data as a script handles it: checked before, taken back after, doubles joined, one person exported and
/// erased.
class TestDataCommands final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProgramFolder> m_folder;

    ProgramRun json(const QStringList &words)
    {
        return m_folder->runInShop(QStringList{u"--json"_s} + words);
    }
    QString write(const QString &name, const QByteArray &rows)
    {
        return m_folder->write(name, header + rows);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ProgramFolder>();
        QCOMPARE(m_folder->makeShop().exitCode, 0);
    }

    void anImportIsTakenBack()
    {
        const QString first = write(u"one.csv"_s, "1,Ada,,ada@example.com,yes,,0\n");
        const QString second
            = write(u"two.csv"_s, "1,Adele,,ada@example.com,no,,0\n2,Bob,,bob@example.com,yes,,0\n");
        const auto dry = json({u"import"_s, u"--dry-run"_s, first});
        QCOMPARE(dry.json()[u"customers"_s][u"new"_s].toInt(), 1);
        QVERIFY(dry.json()[u"batch"_s].isNull());
        QCOMPARE(m_folder->customers(), 0);
        QCOMPARE(json({u"import"_s, first}).json()[u"batch"_s].toInt(), 1);
        const auto later = json({u"import"_s, second});
        QCOMPARE(later.json()[u"customers"_s][u"consent_lost"_s].toInt(), 1);

        const auto refused = json({u"undo"_s, u"1"_s});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY(!refused.json()[u"undone"_s].toBool());
        QVERIFY(!refused.json()[u"depends"_s].toArray().isEmpty());
        const auto plan = json({u"undo"_s, u"1"_s, u"--dry-run"_s});
        QCOMPARE(plan.exitCode, 1);

        const auto undone = json({u"undo"_s, u"2"_s});
        QCOMPARE(undone.exitCode, 0);
        QCOMPARE(undone.json()[u"removed"_s][u"customer"_s].toInt(), 1);
        QCOMPARE(undone.json()[u"restored"_s][u"customer"_s].toInt(), 1);
        QCOMPARE(json({u"customer"_s, u"show"_s, u"1"_s}).json()[u"name"_s].toString(), u"Ada"_s);
        QCOMPARE(json({u"undo"_s, u"1"_s}).exitCode, 0);
        QCOMPARE(m_folder->customers(), 0);
        const auto list = json({u"imports"_s}).json()[u"imports"_s].toArray();
        QCOMPARE(list.size(), 2);
        QVERIFY(list[0][u"undone"_s].toBool() && list[1][u"undone"_s].toBool());
    }

    void otherMoneyCountsByRates()
    {
        const QString orders = m_folder->write(u"orders.csv"_s,
            "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,"
            "Lineitem name,Lineitem price\n"
            "#1,ada@example.com,paid,GBP,10.00,0,0,10.00,2026-03-01 10:00:00 +0000,1,Hat,10.00\n"
            "#2,ada@example.com,paid,CHF,10.00,0,0,10.00,2026-03-01 10:00:00 +0000,1,Hat,10.00\n");
        const auto imported = json({u"import"_s, orders});
        QVERIFY(imported.json()[u"adopted_currency"_s].isNull());
        QVERIFY(imported.json()[u"remark"_s].toString().contains(u"1 in CHF, 1 in GBP"_s));
        const auto spent = [this] {
            return json({u"customer"_s, u"show"_s, u"ada@example.com"_s}).json()[u"spent"_s].toString();
        };
        QCOMPARE(spent(), u"0.00"_s);
        auto rates = json({u"rates"_s, u"list"_s});
        QCOMPARE(rates.exitCode, 1); // something was found wanting
        QCOMPARE(rates.json()[u"foreign"_s].toArray().size(), 2);

        QCOMPARE(json({u"rates"_s, u"set"_s, u"GBP"_s, u"1.25"_s}).exitCode, 0);
        QCOMPARE(json({u"rates"_s, u"set"_s, u"CHF"_s, u"2"_s, u"--from"_s, u"2026-03-02"_s}).exitCode, 0);
        QCOMPARE(spent(), u"12.50"_s); // the order in francs is a day older than the rate
        QCOMPARE(json({u"rates"_s, u"set"_s, u"CHF"_s, u"2"_s, u"--from"_s, u"2026-03-01"_s}).exitCode, 0);
        QCOMPARE(spent(), u"32.50"_s);
        rates = json({u"rates"_s, u"list"_s});
        QCOMPARE(rates.exitCode, 0);
        QCOMPARE(rates.json()[u"rates"_s].toArray().size(), 3);

        for (const QStringList &wrong :
            {QStringList{u"set"_s, u"GBP"_s, u"0"_s}, {u"set"_s, u"pound"_s, u"1"_s},
                {u"set"_s, u"EUR"_s, u"1"_s}, {u"set"_s, u"GBP"_s, u"1"_s, u"--from"_s, u"May"_s},
                {u"remove"_s, u"JPY"_s}, {u"import"_s, orders}}) {
            const auto run = json(QStringList{u"rates"_s} + wrong);
            QVERIFY2(run.exitCode == 3, qPrintable(wrong.join(u' ')));
            QVERIFY2(run.messages.contains(u"No rate was changed"_s) || run.messages.contains(u"Write"_s),
                qPrintable(run.messages));
        }
        QCOMPARE(json({u"rates"_s, u"remove"_s, u"GBP"_s}).exitCode, 0);
        QCOMPARE(spent(), u"20.00"_s);
    }

    void aYesOverANoNeedsAReason()
    {
        QCOMPARE(json({u"import"_s, write(u"one.csv"_s, "1,Ada,,ada@example.com,no,,0\n")}).exitCode, 0);
        const QString yes = write(u"two.csv"_s, "1,Ada,,ada@example.com,yes,,0\n");
        QCOMPARE(json({u"import"_s, yes}).json()[u"customers"_s][u"consent_kept"_s].toInt(), 1);
        const auto told = json({u"import"_s, u"--accept-consent"_s, u"Asked at the till"_s, yes});
        QCOMPARE(told.json()[u"customers"_s][u"consent_gained"_s].toInt(), 1);
        QCOMPARE(
            json({u"customer"_s, u"show"_s, u"1"_s}).json()[u"email_consent"_s].toString(), u"subscribed"_s);
        QCOMPARE(m_folder->runInShop({u"import"_s, u"--accept-consent"_s}).exitCode, 2); // without a reason
    }

    void doublesAreFoundMergedAndTakenApart()
    {
        QCOMPARE(json({u"import"_s,
                          write(u"one.csv"_s,
                              "1,Anna,Berg,anna@example.com,yes,+442079460018,0\n"
                              "2,Anna,Berg,berg@example.com,no,+44 20 7946 0018,0\n"
                              "3,Carl,Dorn,carl@example.com,yes,+442079460019,0\n")})
                     .exitCode,
            0);
        const auto found = json({u"duplicates"_s, u"find"_s});
        QCOMPARE(found.json()[u"certain"_s].toInt(), 1);
        const auto pairs = json({u"duplicates"_s, u"list"_s}).json()[u"pairs"_s].toArray();
        QCOMPARE(pairs.size(), 1);
        QCOMPARE(pairs[0][u"a"_s][u"email"_s].toString(), u"anna@example.com"_s);
        QVERIFY(!pairs[0][u"evidence"_s].toArray().isEmpty());
        const auto merged = json({u"duplicates"_s, u"merge"_s, u"--certain"_s});
        QCOMPARE(merged.json()[u"merged"_s].toInt(), 1);
        QCOMPARE(m_folder->customers(), 2);
        const auto anna = json({u"customer"_s, u"show"_s, u"berg@example.com"_s});
        QCOMPARE(anna.json()[u"email"_s].toString(), u"anna@example.com"_s);
        QCOMPARE(anna.json()[u"email_consent"_s].toString(), u"not_subscribed"_s); // the stricter of the two
        QCOMPARE(json({u"undo"_s, QString::number(merged.json()[u"first_batch"_s].toInt())}).exitCode, 0);
        QCOMPARE(m_folder->customers(), 3);
        QCOMPARE(json({u"duplicates"_s, u"apart"_s, u"1"_s, u"2"_s}).exitCode, 0);
        QCOMPARE(json({u"duplicates"_s, u"find"_s}).json()[u"proposed"_s].toInt(), 0);
        QCOMPARE(json({u"duplicates"_s, u"merge"_s, u"1"_s}).exitCode, 3);
        QCOMPARE(json({u"duplicates"_s, u"merge"_s, u"1"_s, u"nobody@example.com"_s}).exitCode, 3);
    }

    void oneRecordBecomesTwoPeople()
    {
        const QString file = write(
            u"one.csv"_s, "11,Ada,Hill,home@example.com,yes,,0\n12,Ben,Hill,home@example.com,yes,,0\n");
        QCOMPARE(json({u"import"_s, file}).exitCode, 0);
        const QString orders = m_folder->write(u"orders.csv"_s,
            "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,"
            "Lineitem price,Lineitem sku\n#1001,home@example.com,paid,EUR,30,30,2026-01-01 10:00:00 "
            "+0000,1,Mug,30,MUG\n#1002,home@example.com,paid,EUR,5,5,2026-01-02 10:00:00 "
            "+0000,1,Cup,5,CUP\n");
        QCOMPARE(json({u"import"_s, orders}).exitCode, 0);
        QCOMPARE(m_folder->customers(), 1);
        const QStringList verb{u"customer"_s, u"split"_s, u"home@example.com"_s};
        QCOMPARE(json(verb).exitCode, 3); // nothing chosen
        QCOMPARE(json(verb + QStringList{u"--take"_s, u"tag:vip"_s}).exitCode, 3);
        QCOMPARE(json(verb + QStringList{u"--take"_s, u"id:shopify:99"_s}).exitCode, 3);
        const auto split = json({u"customer"_s, u"split"_s, u"--take"_s, u"id:shopify:12"_s, u"--take"_s,
            u"order:#1001"_s, u"home@example.com"_s, u"--first-name"_s, u"Ben"_s});
        QVERIFY2(split.exitCode == 0, qPrintable(split.messages));
        QCOMPARE(split.json()[u"orders"_s].toInt(), 1);
        QCOMPARE(split.json()[u"identities"_s].toInt(), 1);
        QCOMPARE(m_folder->customers(), 2);
        QCOMPARE(json({u"import"_s, file, orders}).json()[u"customers"_s][u"new"_s].toInt(), 0);
        const auto ben = json({u"customer"_s, u"show"_s, u"shopify:12"_s});
        QCOMPARE(ben.json()[u"customer"_s], split.json()[u"person"_s]);
        QCOMPARE(ben.json()[u"name"_s].toString(), u"Ben Hill"_s);
        QCOMPARE(ben.json()[u"orders"_s].toInt(), 1);
        QCOMPARE(ben.json()[u"known_by"_s].toArray(), QJsonArray{u"id:shopify:12"_s});
        QCOMPARE(json({u"customer"_s, u"show"_s, u"home@example.com"_s}).json()[u"name"_s].toString(),
            u"Ada Hill"_s);
        // What a later import brought to the new person stands in the way; without it they are one again.
        const QString batch = QString::number(split.json()[u"batch"_s].toInt());
        QCOMPARE(json({u"undo"_s, batch}).exitCode, 3);
        QCOMPARE(json({u"undo"_s, QString::number(split.json()[u"batch"_s].toInt() + 1)}).exitCode, 0);
        QCOMPARE(json({u"undo"_s, batch}).exitCode, 0);
        QCOMPARE(m_folder->customers(), 1);
    }

    void onePersonIsExportedAndForgotten()
    {
        const QString file
            = write(u"one.csv"_s, "1,Zenobia,Quill,zq@example.com,yes,,0\n2,Bob,,bob@example.com,yes,,0\n");
        QCOMPARE(json({u"import"_s, file}).exitCode, 0);
        QCOMPARE(
            json({u"customer"_s, u"export"_s, u"zq@example.com"_s, u"--out"_s, m_folder->path(u"zq.json"_s)})
                .exitCode,
            0);
        QVERIFY(m_folder->read(u"zq.json"_s).contains("Zenobia"));
        QCOMPARE(json({u"customer"_s, u"erase"_s, u"zq@example.com"_s}).exitCode, 3); // it must be meant
        QCOMPARE(m_folder->customers(), 2);
        const auto erased = json({u"customer"_s, u"erase"_s, u"zq@example.com"_s, u"--yes"_s});
        QCOMPARE(erased.exitCode, 0);
        QVERIFY(!erased.json()[u"files"_s].toArray().isEmpty());
        QVERIFY(!m_folder->read(u"shop.haberdash"_s).toLower().contains("zenobia"));
        const auto again = json({u"import"_s, file});
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.json()[u"files"_s][0][u"rejected"_s].toInt(), 1);
        QCOMPARE(m_folder->customers(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDataCommands)
#include "tst_data_commands.moc"
