// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_shop.h"
#include "tests/support/haberdash_program.h"

#include <QJsonArray>
#include <QTest>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

/// What mail brought, as a script asks for it.
class TestAnalysisCommands final : public QObject
{
    Q_OBJECT

    ProgramFolder m_folder;
    QJsonObject ask(const QStringList &words, int expected = 0) { return m_folder.ask(words, expected); }

private Q_SLOTS:
    void initTestCase()
    {
        NoProgress progress;
        QVERIFY(sample::makeSampleShop(m_folder.path(u"shop.haberdash"_s), progress));
    }

    void theDictionaryIsTold()
    {
        const auto measures = ask({u"analysis"_s, u"measures"_s})[u"measures"_s].toArray();
        QCOMPARE(measures.size(), 15);
        for (const auto &measure : measures)
            QVERIFY(measure[u"meaning"_s].toString().size() > 20);
    }

    void theOverviewAddsUp()
    {
        const auto answer = ask({u"analysis"_s, u"overview"_s, u"--credit"_s, u"last-touch"_s});
        double weeks = 0;
        for (const auto &week : answer[u"weeks"_s].toArray())
            weeks += week[u"mail"_s][u"revenue"_s].toDouble();
        QVERIFY(std::abs(weeks - answer[u"mail"_s][u"revenue"_s].toDouble()) < 0.01);
        QVERIFY(answer[u"mail"_s][u"revenue"_s].toDouble() > 0);
        QVERIFY(answer[u"all"_s][u"revenue"_s].toDouble() >= answer[u"mail"_s][u"revenue"_s].toDouble());
        QVERIFY(!answer[u"traits"_s][u"note"_s].toString().isEmpty());
        QVERIFY(answer[u"mail"_s][u"margin"_s].isNull()); // no cost is known
    }

    void everyOrderCountsOnceWhenShared()
    {
        const auto cells
            = ask({u"analysis"_s, u"attribution"_s, u"--days"_s, u"365"_s})[u"cells"_s].toArray();
        QCOMPARE(cells.size(), 30);
        QHash<QString, double> orders;
        for (const auto &cell : cells)
            orders.insert(cell[u"credit"_s].toString() + QString::number(cell[u"days"_s].toInt()),
                cell[u"orders"_s].toDouble());
        for (const int days : {1, 3, 5, 7, 30})
            QVERIFY(std::abs(orders[u"fractional%1"_s.arg(days)] - orders[u"open-or-click%1"_s.arg(days)])
                < 1e-6);
        QVERIFY(orders[u"click30"_s] > 0);
    }

    void aMailingAndItsRows()
    {
        const auto answer
            = ask({u"analysis"_s, u"mailing"_s, u"early summer"_s, u"--by"_s, u"domain"_s, u"--credit"_s,
                u"open-or-click"_s, u"--window"_s, u"30"_s, u"--rows"_s, m_folder.path(u"o.csv"_s)});
        QCOMPARE(answer[u"variants"_s].toArray().size(), 2);
        QVERIFY(answer[u"groups"_s].toArray().size() > 2);
        QCOMPARE(answer[u"holdouts"_s].toArray().size(), 5);
        QCOMPARE(m_folder.read(u"o.csv"_s).count('\n'), answer[u"rows"_s].toInt() + 1);
        double delivered = 0;
        for (const auto &group : answer[u"groups"_s].toArray())
            delivered += group[u"delivered"_s].toDouble();
        QCOMPARE(delivered, answer[u"delivered"_s].toDouble());
        for (const char *by : {"segment", "country", "device", "rfm", "stage"})
            ask({u"analysis"_s, u"mailing"_s, u"Early summer"_s, u"--by"_s, QString::fromLatin1(by)});
    }

    void groupsCohortsAndKinds()
    {
        const auto rfm = ask({u"analysis"_s, u"rfm"_s, u"--group"_s, u"champions"_s, u"--rows"_s,
            m_folder.path(u"champions.csv"_s)});
        qint64 people = 0;
        qint64 champions = 0;
        for (const auto &group : rfm[u"groups"_s].toArray()) {
            people += group[u"people"_s].toInteger();
            if (group[u"group"_s].toString() == u"champions"_s)
                champions = group[u"people"_s].toInteger();
        }
        QCOMPARE(people, rfm[u"buyers"_s].toInteger());
        QCOMPARE(m_folder.read(u"champions.csv"_s).count('\n'), int(champions) + 1);
        const auto cohorts = ask({u"analysis"_s, u"cohorts"_s})[u"cohorts"_s].toArray();
        qint64 size = 0;
        for (const auto &cohort : cohorts)
            size += cohort[u"size"_s].toInteger();
        QCOMPARE(size, people);
        QVERIFY(cohorts.last()[u"periods"_s].toArray().last()[u"partial"_s].toBool());
        const auto cycles = ask({u"analysis"_s, u"cycles"_s})[u"cycles"_s].toArray();
        QVERIFY(cycles.size() > 3);
        QVERIFY(cycles.first()[u"median_days"_s].toDouble() > 1 && cycles.first()[u"steady"_s].toBool());
        QVERIFY(ask({u"analysis"_s, u"kinds"_s})[u"by_lot"_s].toBool());
        const auto kinds = ask({u"analysis"_s, u"kinds"_s, u"--personal"_s, u"Early summer/personal"_s,
            u"--generic"_s, u"newsletter-20"_s});
        QVERIFY(!kinds[u"by_lot"_s].toBool());
        QVERIFY(kinds[u"kinds"_s].toArray().first()[u"months"_s].toArray().size() > 1);
    }

    void reportsAreFiles()
    {
        ask({u"report"_s, u"campaign"_s, u"Early summer"_s, u"--out"_s, m_folder.path(u"c.html"_s)});
        QVERIFY(m_folder.read(u"c.html"_s).contains("Early summer"));
        const auto month = ask({u"report"_s, u"month"_s, u"--out"_s, m_folder.path(u"m.pdf"_s)});
        QCOMPARE(month[u"title"_s].toString(), u"What mail brought in May 2026"_s);
        QVERIFY(m_folder.read(u"m.pdf"_s).startsWith("%PDF-"));
        const auto quarter
            = ask({u"report"_s, u"quarter"_s, u"2026-Q2"_s, u"--out"_s, m_folder.path(u"q.html"_s)});
        QCOMPARE(quarter[u"title"_s].toString(), u"Audit of the 2nd quarter of 2026"_s);
        QVERIFY(m_folder.read(u"q.html"_s).contains("2026-06"));
    }

    void mistakesAreNamed()
    {
        const auto fails = [this](const QStringList &words, const QString &said) {
            const auto run = m_folder.runInShop(words);
            return run.exitCode == 3 && run.messages.contains(said);
        };
        QVERIFY(fails({u"analysis"_s, u"mailing"_s, u"Winter"_s}, u"There is no mailing “Winter”"_s));
        QVERIFY(fails(
            {u"analysis"_s, u"overview"_s, u"--credit"_s, u"luck"_s}, u"There are: click, open-or-click"_s));
        QVERIFY(fails({u"analysis"_s, u"rfm"_s, u"--bins"_s, u"4"_s}, u"3 or 5 bins"_s));
        QVERIFY(fails({u"analysis"_s, u"rfm"_s, u"--rows"_s, m_folder.path(u"x.csv"_s)}, u"Name a group"_s));
        QVERIFY(fails(
            {u"analysis"_s, u"cohorts"_s, u"--cohort"_s, u"soon"_s, u"--rows"_s, m_folder.path(u"x.csv"_s)},
            u"Name a month"_s));
        QVERIFY(fails(
            {u"analysis"_s, u"mailing"_s, u"Early summer"_s, u"--by"_s, u"mood"_s}, u"not by “mood”"_s));
        QVERIFY(
            fails({u"analysis"_s, u"kinds"_s, u"--generic"_s, u"Early summer/Loud"_s}, u"Plain, Personal"_s));
        const QString out = m_folder.path(u"x.csv"_s);
        QVERIFY(fails({u"report"_s, u"month"_s, u"2026-13"_s, u"--out"_s, out}, u"“2026-13” is no month"_s));
        QVERIFY(fails({u"report"_s, u"quarter"_s, u"2027-Q1"_s, u"--out"_s, out}, u"has not begun yet"_s));
        QVERIFY(fails({u"report"_s, u"month"_s, u"--out"_s, out}, u"A report is a .pdf, .html or .png"_s));
        QVERIFY(fails({u"report"_s, u"campaign"_s, u"Winter"_s, u"--out"_s, out}, u"There is no mailing"_s));
        QVERIFY(!QFile::exists(m_folder.path(u"x.csv"_s)));
    }
};

QTEST_GUILESS_MAIN(TestAnalysisCommands)
#include "tst_analysis_commands.moc"
