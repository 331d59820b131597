// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace.h"
#include "tests/support/haberdash_program.h"
#include "tests/support/shared_data.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Group
{
    QByteArray name;
    int recipients;
    int visits;
    int buyers;
    /// What buyer number `index` spent.
    double (*spent)(int index);
};

const Group groups[] = {
    {"Short", 1010, 160, 62, [](int index) { return 12 + index % 7 * 3.0; }},
    {"No mail", 1000, 100, 40, [](int index) { return 10 + index % 5 * 2.5; }},
    {"Long", 990, 130, 50, [](int index) { return 15 + index % 4 * 5.0; }},
};

/// One row per person; the buyers are among the visitors.
QByteArray resultsOfATest()
{
    QByteArray csv = "email,arm,visit,conversion,spend\n";
    int person = 0;
    for (const Group &group : groups) {
        for (int i = 0; i < group.recipients; ++i) {
            csv += "p" + QByteArray::number(++person) + "@example.com," + group.name + ','
                + (i < group.visits ? "1," : "0,") + (i < group.buyers ? "1," : "0,")
                + QByteArray::number(i < group.buyers ? group.spent(i) : 0.0) + '\n';
        }
    }
    return csv;
}

QJsonObject armOf(const QJsonObject &answer, const QString &name)
{
    for (const auto &arm : answer[u"arms"_s].toArray()) {
        if (arm[u"name"_s] == name)
            return arm.toObject();
    }
    return {};
}

QJsonObject figureOf(const QJsonObject &answer, const QString &arm, const QString &measure)
{
    for (const auto &figure : armOf(answer, arm)[u"measures"_s].toArray()) {
        if (figure[u"measure"_s] == measure)
            return figure.toObject();
    }
    return {};
}

QJsonObject comparisonOf(const QJsonObject &answer, const QString &variant, const QString &measure)
{
    for (const auto &one : answer[u"comparisons"_s].toArray()) {
        if (one[u"b"_s] == variant && one[u"measure"_s] == measure)
            return one.toObject();
    }
    return {};
}

/// The pooled z test of two rates, two-sided, from its textbook formula.
double pooledP(double control, double controls, double variant, double variants)
{
    const double both = (control + variant) / (controls + variants);
    const double error = std::sqrt(both * (1 - both) * (1 / controls + 1 / variants));
    return std::erfc(std::abs(variant / variants - control / controls) / error / std::sqrt(2.0));
}

} // namespace

#define VERIFY_NEAR(actual, expected, tolerance)                                                             \
    do {                                                                                                     \
        const double is = (actual).toDouble(std::nan(""));                                                   \
        QVERIFY2(std::abs(is - (expected)) <= (tolerance),                                                   \
            qPrintable(u"%1 is %2 and not %3"_s.arg(QStringLiteral(#actual))                                 \
                           .arg(is, 0, 'g', 12)                                                              \
                           .arg(expected, 0, 'g', 12)));                                                     \
    } while (false)

/// Planning and analysing tests with the real program. Expected figures were computed apart from it, from the
/// formulas named beside them and by numerical integration, with nothing but Python's standard library.
class TestExperimentCommands final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_folder.write(u"results.csv"_s, resultsOfATest()); }

    void ratesOfEachArm()
    {
        const auto run = analyze({});
        QCOMPARE(run.exitCode, 0);
        const auto answer = run.json();
        QCOMPARE(answer[u"control"_s].toString(), u"No mail"_s); // by its name
        QCOMPARE(answer[u"n"_s].toInt(), 3000);
        struct Expected
        {
            QString arm;
            QString measure;
            int count;
            double rate, low, high, best;
        };
        // Interval: Wilson. Best: integral of the Beta densities, flat prior.
        const Expected expected[] = {
            {u"No mail"_s, u"visit"_s, 100, 0.1, 0.0829094436, 0.1201519632, 2.2918e-5},
            {u"Long"_s, u"visit"_s, 130, 0.1313131313, 0.1116920306, 0.1537843756, 0.0427972},
            {u"Short"_s, u"visit"_s, 160, 0.1584158416, 0.1371972815, 0.1822229356, 0.9571799},
            {u"No mail"_s, u"conversion"_s, 40, 0.04, 0.0295109737, 0.0540096441, 0.0086901},
            {u"Long"_s, u"conversion"_s, 50, 0.0505050505, 0.0385175052, 0.0659674283, 0.1438769},
            {u"Short"_s, u"conversion"_s, 62, 0.0613861386, 0.0481793982, 0.0779167065, 0.8474330},
        };
        for (const auto &[arm, measure, count, rate, low, high, best] : expected) {
            const auto figure = figureOf(answer, arm, measure);
            QCOMPARE(figure[u"count"_s].toInt(), count);
            VERIFY_NEAR(figure[u"rate"_s], rate, 1e-9);
            VERIFY_NEAR(figure[u"rate_low"_s], low, 1e-9);
            VERIFY_NEAR(figure[u"rate_high"_s], high, 1e-9);
            VERIFY_NEAR(figure[u"p_best"_s], best, 1e-6);
        }
    }

    void differencesOfRates()
    {
        const auto answer = analyze({}).json();
        struct Expected
        {
            QString arm;
            QString measure;
            double difference, low, high, p, adjusted, better;
        };
        // Interval: Newcombe's hybrid score. p: pooled z. Adjusted: Holm over the two variants.
        const Expected expected[] = {
            {u"Long"_s, u"visit"_s, 0.0313131313, 0.0031868231, 0.0595450979, 0.0289261425, 0.0289261425,
                0.9854632},
            {u"Short"_s, u"visit"_s, 0.0584158416, 0.0291527434, 0.0877222375, 9.5413945e-5, 1.9082789e-4,
                0.9999538},
            {u"Long"_s, u"conversion"_s, 0.0105050505, -0.0079332620, 0.0291893969, 0.2595007808,
                0.2595007808, 0.8691335},
            {u"Short"_s, u"conversion"_s, 0.0213861386, 0.0021328760, 0.0409636601, 0.0289440756,
                0.0578881513, 0.9853797},
        };
        for (const auto &[arm, measure, difference, low, high, p, adjusted, better] : expected) {
            const auto one = comparisonOf(answer, arm, measure);
            QCOMPARE(one[u"a"_s].toString(), u"No mail"_s);
            VERIFY_NEAR(one[u"difference"_s], difference, 1e-9);
            VERIFY_NEAR(one[u"low"_s], low, 1e-9);
            VERIFY_NEAR(one[u"high"_s], high, 1e-9);
            VERIFY_NEAR(one[u"p"_s], p, 1e-9);
            VERIFY_NEAR(one[u"p_adjusted"_s], adjusted, 1e-9);
            VERIFY_NEAR(one[u"p_best"_s], better, 1e-6);
        }
    }

    void revenuePerRecipient()
    {
        const auto answer = analyze({}).json();
        struct Expected
        {
            QString arm;
            double total, mean, perBuyer;
        };
        // Sums of the amounts written above: 8 x (10 + 12.50 + 15 + 17.50 + 20), and so on.
        for (const auto &[arm, total, mean, perBuyer] :
            {Expected{u"No mail"_s, 600, 0.6, 15}, Expected{u"Long"_s, 1115, 1.1262626263, 22.3},
                Expected{u"Short"_s, 1293, 1.2801980198, 20.8548387097}}) {
            const auto figure = figureOf(answer, arm, u"spend"_s);
            VERIFY_NEAR(figure[u"total"_s], total, 1e-9);
            VERIFY_NEAR(figure[u"mean"_s], mean, 1e-9);
            VERIFY_NEAR(figure[u"per_buyer"_s], perBuyer, 1e-9);
        }
        // Welch's t over all recipients: t 2.81882 on 1615.66 and 3.57851 on 1621.06 degrees of freedom.
        const auto longOne = comparisonOf(answer, u"Long"_s, u"spend"_s);
        VERIFY_NEAR(longOne[u"difference"_s], 0.5262626263, 1e-9);
        VERIFY_NEAR(longOne[u"low"_s], 0.1600710056, 1e-7);
        VERIFY_NEAR(longOne[u"high"_s], 0.8924542469, 1e-7);
        VERIFY_NEAR(longOne[u"p"_s], 0.0048787818, 1e-8);
        const auto shortOne = comparisonOf(answer, u"Short"_s, u"spend"_s);
        VERIFY_NEAR(shortOne[u"difference"_s], 0.6801980198, 1e-9);
        VERIFY_NEAR(shortOne[u"low"_s], 0.3073728634, 1e-7);
        VERIFY_NEAR(shortOne[u"high"_s], 1.0530231762, 1e-7);
        VERIFY_NEAR(shortOne[u"p"_s], 3.5572179e-4, 1e-8);
        VERIFY_NEAR(shortOne[u"p_adjusted"_s], 7.1144359e-4, 1e-8);
    }

    void sizesOfArmsAreCheckedAgainstThePlan()
    {
        // 1000, 990 and 1010 where 1000 each were planned: chi-square 0.2 on two degrees, p = exp(-0.1).
        const auto equal = analyze({}).json();
        VERIFY_NEAR(equal[u"srm_p"_s], 0.9048374180, 1e-9);
        QCOMPARE(equal[u"srm_alarm"_s].toString(), u"none"_s);

        // Where 300, 1350 and 1350 were planned nothing may be concluded, and the exit code says so.
        const QStringList shares{
            u"--share"_s, u"No mail=10"_s, u"--share"_s, u"Long=45"_s, u"--share"_s, u"Short=45"_s};
        const auto blocked = analyze(shares);
        QCOMPARE(blocked.exitCode, 1);
        QCOMPARE(blocked.json()[u"srm_alarm"_s].toString(), u"blocked"_s);
        VERIFY_NEAR(armOf(blocked.json(), u"Long"_s)[u"planned_share"_s], 0.45, 1e-12);
        const auto text = m_folder.run(QStringList{u"experiment"_s, u"analyze"_s, u"results.csv"_s} + shares);
        QVERIFY2(text.out.contains(u"cannot answer anything yet"_s), qPrintable(text.out));
        QVERIFY(!text.out.contains(u"did better"_s));
    }

    void theTextSaysTheSameInWords()
    {
        const auto run = m_folder.run({u"experiment"_s, u"analyze"_s, u"results.csv"_s});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.messages, QString());
        for (const auto &words : {u"Visit: “Long” and “Short” did better than “No mail”."_s,
                 u"Conversion: “Long” and “Short” cannot be told from “No mail”."_s,
                 u"Spend: “Long” and “Short” did better than “No mail”."_s, u"160 of 1010, 15.8 %"_s,
                 u"50 of 990, 5.05 %"_s, u"50 of 990, 1.13"_s,
                 u"The difference is +3.13 points; values from +0.32 points to +5.95 points fit"_s,
                 u"would occur in 2.9 % of tests"_s, u"p\u00a00.0579"_s, u"has the higher rate is 98.5 %"_s,
                 u"(Welch’s t test)"_s, u"The sizes of the groups fit what was planned (p\u00a00.905)."_s})
            QVERIFY2(run.out.contains(words), qPrintable(words + u" is not in\n"_s + run.out));
    }

    void reportsAreWritten_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("PDF") << u"report.pdf"_s << QByteArray("%PDF-1.") << QByteArray("%%EOF\n");
        QTest::newRow("PNG") << u"report.png"_s << QByteArray("\x89PNG\r\n\x1a\n")
                             << QByteArray("IEND\xae\x42\x60\x82");
        QTest::newRow("over an older one")
            << u"older.pdf"_s << QByteArray("%PDF-1.") << QByteArray("%%EOF\n");
    }
    void reportsAreWritten()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, tail);
        m_folder.write(u"older.pdf"_s, "an older report");
        const auto run = analyze({u"--report"_s, name});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json()[u"report"_s].toString(), name);
        const QByteArray report = m_folder.read(name);
        QVERIFY(report.size() > 10'000);
        QVERIFY(report.startsWith(head));
        QVERIFY(report.endsWith(tail));
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("says");

        QTest::newRow("no such arm column")
            << QStringList{u"results.csv"_s, u"--arm"_s, u"cohort"_s} << 3
            << u"no column “cohort”. Its columns are: email, arm, visit, conversion, spend"_s;
        QTest::newRow("no column looks like arms")
            << QStringList{u"numbers.csv"_s} << 3 << u"No column looks like it says who got what"_s;
        QTest::newRow("no such control")
            << QStringList{u"results.csv"_s, u"--control"_s, u"Nobody"_s} << 3 << u"The arms are"_s;
        QTest::newRow("empty file") << QStringList{u"empty.csv"_s} << 3 << u"is empty"_s;
        QTest::newRow("only a header") << QStringList{u"header.csv"_s} << 3 << u"has no rows"_s;
        QTest::newRow("one arm") << QStringList{u"one.csv"_s} << 3 << u"There is only one arm"_s;
        QTest::newRow("not text") << QStringList{u"binary.csv"_s} << 3 << u"not text"_s;
        QTest::newRow("a folder") << QStringList{u"folder.csv"_s} << 3 << u"“folder.csv”"_s;
        QTest::newRow("no such file")
            << QStringList{u"reslts.csv"_s} << 3 << u"There is no file “reslts.csv”"_s;
        QTest::newRow("nothing named") << QStringList{} << 3 << u"Name one thing to analyse"_s;
        QTest::newRow("a share without a number")
            << QStringList{u"results.csv"_s, u"--share"_s, u"Long"_s} << 3 << u"“Long” is no share"_s;
        QTest::newRow("a share of nobody")
            << QStringList{u"results.csv"_s, u"--share"_s, u"Tall=50"_s} << 3 << u"arm “Tall”"_s;
        QTest::newRow("a method that there is not")
            << QStringList{u"results.csv"_s, u"--method"_s, u"astrology"_s} << 2 << u"--method"_s;
        QTest::newRow("a report of another kind") << QStringList{u"results.csv"_s, u"--report"_s,
            u"report.doc"_s} << 3 << u"A report is a .pdf, .html or .png"_s;
        QTest::newRow("a report nowhere") << QStringList{u"results.csv"_s, u"--report"_s,
            u"nowhere/report.pdf"_s} << 3 << u"cannot be written to “nowhere/report.pdf”"_s;
    }
    void mistakes()
    {
        m_folder.write(u"empty.csv"_s, {});
        m_folder.write(u"header.csv"_s, "arm,visit\n");
        m_folder.write(u"numbers.csv"_s, "x,y\n1.5,2\n2.5,3\n3.5,4\n");
        m_folder.write(u"one.csv"_s, "arm,visit\nA,1\nA,0\n");
        m_folder.write(u"binary.csv"_s, QByteArray::fromHex("89504e47010203ff0a1a0a0d"));
        QDir(m_folder.path()).mkpath(u"folder.csv"_s);
        QFETCH(QStringList, words);
        QFETCH(int, exitCode);
        QFETCH(QString, says);
        const QByteArray before = m_folder.read(u"results.csv"_s);
        const auto run = m_folder.run(QStringList{u"experiment"_s, u"analyze"_s} + words);
        QVERIFY2(run.messages.contains(says), qPrintable(run.messages));
        QCOMPARE(run.exitCode, exitCode);
        QCOMPARE(run.out, QString());
        QCOMPARE(m_folder.read(u"results.csv"_s), before);
        QVERIFY(!QFile::exists(m_folder.path(u"report.doc"_s)));
    }

    void aReportThatCannotBeReplacedStaysAsItIs()
    {
        const QString path = m_folder.write(u"kept.pdf"_s, "last month's report");
        QFile::setPermissions(path, QFileDevice::ReadOwner);
        if (!keepsFromWriting(withoutRootsRights(), path))
            QSKIP("this user may write everywhere");
        const auto run
            = m_folder.run({u"experiment"_s, u"analyze"_s, u"results.csv"_s, u"--report"_s, u"kept.pdf"_s},
                withoutRootsRights());
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.messages.contains(u"cannot be written to “kept.pdf”"_s), qPrintable(run.messages));
        QCOMPARE(m_folder.read(u"kept.pdf"_s), QByteArray("last month's report"));
    }

    void rowsThatCannotBeUsedAreNamed()
    {
        m_folder.write(u"rows.csv"_s, "arm,visit\nA,1\nB,perhaps\nA,0\nB,1\nB,0\n");
        const auto run = m_folder.run({u"--json"_s, u"experiment"_s, u"analyze"_s, u"rows.csv"_s});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.json()[u"rejected"_s].toInt(), 1);
        QCOMPARE(run.json()[u"n"_s].toInt(), 4);
        QVERIFY2(run.messages.contains(u"line 3: “perhaps” in the column “visit” is not a number"_s),
            qPrintable(run.messages));
    }

    void plansSaySizes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("perArm");
        QTest::addColumn<int>("inAll");
        // n = (z(1-a/2) sqrt(2 p q) + z(power) sqrt(p1 q1 + p2 q2))^2 / (p2 - p1)^2, rounded up; Bonferroni
        QTest::newRow("2 % to 2.5 %")
            << QStringList{u"--base"_s, u"0.02"_s, u"--lift"_s, u"0.25"_s} << 13809 << 27618;
        QTest::newRow("three arms") << QStringList{u"--base"_s, u"0.02"_s, u"--lift"_s, u"0.25"_s,
            u"--arms"_s, u"3"_s} << 16723
                                    << 50169;
        QTest::newRow("10 % to 12 %")
            << QStringList{u"--base"_s, u"0.1"_s, u"--lift"_s, u"0.2"_s} << 3841 << 7682;
    }
    void plansSaySizes()
    {
        QFETCH(QStringList, words);
        QFETCH(int, perArm);
        QFETCH(int, inAll);
        const auto run = m_folder.run(QStringList{u"--json"_s, u"experiment"_s, u"plan"_s} + words);
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json()[u"n_per_arm"_s].toInt(), perArm);
        QCOMPARE(run.json()[u"n_total"_s].toInt(), inAll);
        const auto text = m_folder.run(QStringList{u"experiment"_s, u"plan"_s} + words);
        QVERIFY2(text.out.contains(u"needs %1 recipients, %2 in all"_s.arg(perArm).arg(inAll)),
            qPrintable(text.out));
    }

    void plansSayWhatCanBeSeen()
    {
        // The same formula solved for the second rate: 2.5935 %, 29.7 % more; with 500 an arm 166 % more.
        const auto run = m_folder.run(
            {u"--json"_s, u"experiment"_s, u"plan"_s, u"--base"_s, u"0.02"_s, u"--recipients"_s, u"20000"_s});
        QCOMPARE(run.exitCode, 0);
        VERIFY_NEAR(run.json()[u"detectable"_s][u"rate"_s], 0.0259347649, 1e-8);
        VERIFY_NEAR(run.json()[u"detectable"_s][u"lift"_s], 0.2967382432, 1e-6);
        const auto few = m_folder.run(
            {u"experiment"_s, u"plan"_s, u"--base"_s, u"0.02"_s, u"--recipients"_s, u"1000"_s});
        QCOMPARE(few.exitCode, 1); // an answer, but not a test worth making
        QVERIFY2(few.out.contains(u"+166.2 %"_s), qPrintable(few.out));
        QVERIFY2(few.out.contains(u"too coarse"_s), qPrintable(few.out));
    }

    void plansThatCannotBe_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("says");
        QTest::newRow("no rate") << QStringList{u"--lift"_s, u"0.25"_s} << 2 << u"--base"_s;
        QTest::newRow("neither lift nor recipients")
            << QStringList{u"--base"_s, u"0.02"_s} << 3 << u"--lift 0.25"_s;
        QTest::newRow("one arm") << QStringList{u"--base"_s, u"0.02"_s, u"--lift"_s, u"0.25"_s, u"--arms"_s,
            u"1"_s} << 3 << u"at least two arms"_s;
        QTest::newRow("a rate of nothing")
            << QStringList{u"--base"_s, u"0"_s, u"--lift"_s, u"0.25"_s} << 3 << u"between 0 and 100 %"_s;
        QTest::newRow("per cent instead of a share")
            << QStringList{u"--base"_s, u"2"_s, u"--lift"_s, u"0.25"_s} << 3 << u"between 0 and 100 %"_s;
        QTest::newRow("more than everybody")
            << QStringList{u"--base"_s, u"0.6"_s, u"--lift"_s, u"1"_s} << 3 << u"between 0 and 100 %"_s;
        QTest::newRow("a power of 2") << QStringList{u"--base"_s, u"0.02"_s, u"--lift"_s, u"0.25"_s,
            u"--power"_s, u"2"_s} << 3 << u"power"_s;
        QTest::newRow("nobody at hand")
            << QStringList{u"--base"_s, u"0.02"_s, u"--recipients"_s, u"1"_s} << 3 << u"recipient"_s;
        QTest::newRow("a word for a number")
            << QStringList{u"--base"_s, u"few"_s, u"--lift"_s, u"0.25"_s} << 2 << u"--base"_s;
    }
    void plansThatCannotBe()
    {
        QFETCH(QStringList, words);
        QFETCH(int, exitCode);
        QFETCH(QString, says);
        const auto run = m_folder.run(QStringList{u"experiment"_s, u"plan"_s} + words);
        QVERIFY2(run.messages.contains(says), qPrintable(run.messages));
        QCOMPARE(run.exitCode, exitCode);
        QCOMPARE(run.out, QString());
    }

    /// The campaign of the sample shop, with two variants and a holdout; the same figures by plain SQL.
    void aCampaignOfTheSampleShop()
    {
        const auto tour = m_folder.run({u"--json"_s, u"demo"_s, u"tour"_s});
        QCOMPARE(tour.exitCode, 0);
        QVERIFY(m_folder.read(u"tour/quarter.pdf"_s).startsWith("%PDF-1."));
        QVERIFY(m_folder.read(u"tour/quarter.html"_s).contains("<svg"));
        const QString shop = u"tour/sample.haberdash"_s;
        const auto run = m_folder.run({u"--workspace"_s, shop, u"--json"_s, u"experiment"_s, u"analyze"_s,
            u"--campaign"_s, u"Early summer"_s, u"--measure"_s, u"orders"_s, u"--report"_s, u"summer.pdf"_s});
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        QVERIFY(m_folder.read(u"summer.pdf"_s).startsWith("%PDF-1."));
        const auto answer = run.json();
        QCOMPARE(answer[u"arms"_s].toArray().size(), 3);
        const auto counts = countBySql(m_folder.path(shop));
        QCOMPARE(counts.size(), 3);
        for (auto it = counts.begin(); it != counts.end(); ++it) {
            const QString arm = it.key().isEmpty() ? answer[u"control"_s].toString() : it.key();
            QCOMPARE(armOf(answer, arm)[u"n"_s].toInteger(), it->recipients);
            QCOMPARE(figureOf(answer, arm, u"orders"_s)[u"count"_s].toInteger(), it->buyers);
            VERIFY_NEAR(figureOf(answer, arm, u"revenue"_s)[u"total"_s], double(it->cents) / 100, 1e-6);
            if (!it.key().isEmpty())
                VERIFY_NEAR(comparisonOf(answer, arm, u"orders"_s)[u"p"_s],
                    pooledP(double(counts[QString()].buyers), double(counts[QString()].recipients),
                        double(it->buyers), double(it->recipients)),
                    1e-9);
        }
    }

    void whatTheWorkspaceDoesNotHave()
    {
        QCOMPARE(m_folder.makeShop().exitCode, 0);
        const auto campaign
            = m_folder.runInShop({u"experiment"_s, u"analyze"_s, u"--campaign"_s, u"Spring"_s});
        QCOMPARE(campaign.exitCode, 3);
        QVERIFY2(
            campaign.messages.contains(u"There is no campaign “Spring”"_s), qPrintable(campaign.messages));
        const auto saved = m_folder.runInShop({u"experiment"_s, u"analyze"_s, u"Spring"_s});
        QCOMPARE(saved.exitCode, 3);
        QVERIFY2(saved.messages.contains(u"neither a file nor a saved experiment “Spring”"_s),
            qPrintable(saved.messages));
    }

    /// Figures of the README beside the file, and Newcombe's intervals from their formula.
    void hillstrom()
    {
        HABERDASH_NEEDS_SHARED(path, "data/hillstrom/hillstrom.csv.gz");
        const auto run = m_folder.run({u"--json"_s, u"experiment"_s, u"analyze"_s, path});
        QCOMPARE(run.exitCode, 0);
        const auto answer = run.json();
        QCOMPARE(answer[u"control"_s].toString(), u"No E-Mail"_s);
        QCOMPARE(answer[u"n"_s].toInt(), 64000);
        QCOMPARE(armOf(answer, u"Mens E-Mail"_s)[u"n"_s].toInt(), 21307);
        QCOMPARE(figureOf(answer, u"Mens E-Mail"_s, u"visit"_s)[u"count"_s].toInt(), 3894);
        QCOMPARE(figureOf(answer, u"Womens E-Mail"_s, u"conversion"_s)[u"count"_s].toInt(), 189);
        VERIFY_NEAR(figureOf(answer, u"No E-Mail"_s, u"spend"_s)[u"total"_s], 13908.33, 1e-6);
        VERIFY_NEAR(figureOf(answer, u"Mens E-Mail"_s, u"spend"_s)[u"mean"_s], 1.422617, 5e-7);
        const auto mens = comparisonOf(answer, u"Mens E-Mail"_s, u"conversion"_s);
        VERIFY_NEAR(mens[u"difference"_s], 0.0068050065, 1e-9);
        VERIFY_NEAR(mens[u"low"_s], 0.0050143447, 1e-9);
        VERIFY_NEAR(mens[u"high"_s], 0.0086407234, 1e-9);
        VERIFY_NEAR(mens[u"p"_s], 1.5232235e-13, 1e-18);
        VERIFY_NEAR(comparisonOf(answer, u"Womens E-Mail"_s, u"conversion"_s)[u"p"_s], 0.000157105, 5e-10);
        VERIFY_NEAR(comparisonOf(answer, u"Womens E-Mail"_s, u"spend"_s)[u"p"_s], 0.00112940, 5e-9);
        VERIFY_NEAR(answer[u"srm_p"_s], 0.903693, 5e-7);
    }

    /// Visit uplift by "womens" as METHODS has it: 1.11 and 7.31 points.
    void hillstromByGroup()
    {
        HABERDASH_NEEDS_SHARED(path, "data/hillstrom/hillstrom.csv.gz");
        const QStringList words{u"experiment"_s, u"analyze"_s, path, u"--measure"_s, u"visit"_s, u"--by"_s,
            u"womens"_s, u"--by"_s, u"channel"_s, u"--targeting"_s};
        const auto run = m_folder.run(QStringList{u"--json"_s} + words);
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        const auto subgroups = run.json()[u"subgroups"_s].toObject();
        QVERIFY(subgroups[u"exploratory"_s].toBool());
        const auto tables = subgroups[u"by"_s].toArray();
        QCOMPARE(tables.size(), 4);
        QCOMPARE(tables[1][u"b"_s].toString(), u"Womens E-Mail"_s);
        const auto groups = tables[1][u"groups"_s].toArray();
        VERIFY_NEAR(groups[0][u"difference"_s], 0.0111, 5e-5);
        VERIFY_NEAR(groups[1][u"difference"_s], 0.0731, 5e-5);
        QCOMPARE(groups[1][u"n_a"_s].toInt(), 11668);
        QVERIFY(tables[1][u"heterogeneity_p"_s].toDouble() < 1e-10);
        const auto targeting = run.json()[u"targeting"_s].toArray();
        QCOMPARE(targeting.size(), 2);
        QCOMPARE(targeting[0][u"verdict"_s].toString(), u"not_above_zero"_s);
        QCOMPARE(targeting[1][u"verdict"_s].toString(), u"question_is_as_good"_s);
        QCOMPARE(targeting[1][u"rule"_s].toString(), u"“womens” is 1"_s);
        const auto text = m_folder.run(words);
        QVERIFY2(text.out.contains(u"a question for the next test"_s), qPrintable(text.out));
        QVERIFY2(text.out.contains(u"Targeting: No model finds"_s), qPrintable(text.out));
    }

    void aFileWithOneRowAnArm()
    {
        m_folder.write(u"arms.csv"_s,
            "Subject,Recipients,Orders,Revenue\nOld,5000,120,2400.00 EUR\nNew,5000,165,3500.00 "
            "EUR\nSpare,0,0,0\n");
        const QStringList words{u"experiment"_s, u"analyze"_s, u"arms.csv"_s, u"--control"_s, u"Old"_s};
        const auto run = m_folder.run(QStringList{u"--json"_s} + words);
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        QCOMPARE(run.json()[u"currency"_s].toString(), u"EUR"_s);
        const auto orders = comparisonOf(run.json(), u"New"_s, u"Orders"_s);
        VERIFY_NEAR(orders[u"p"_s], pooledP(120, 5000, 165, 5000), 1e-12);
        const auto revenue = comparisonOf(run.json(), u"New"_s, u"Revenue"_s);
        VERIFY_NEAR(revenue[u"difference"_s], 0.22, 1e-12);
        QVERIFY(revenue[u"p"_s].isNull() && revenue[u"low"_s].isNull());
        QCOMPARE(armOf(run.json(), u"Spare"_s)[u"n"_s].toInt(), 0);
        QVERIFY(armOf(run.json(), u"Spare"_s)[u"measures"_s].toArray().isEmpty());
        const auto text = m_folder.run(words);
        QVERIFY2(text.out.contains(u"can be shown but not tested"_s), qPrintable(text.out));
        QVERIFY2(text.out.contains(u"Nobody is in “Spare”"_s), qPrintable(text.out));
        QVERIFY2(text.out.contains(u"nobody\n"_s), qPrintable(text.out));
        QVERIFY(!text.out.contains(u"nan"_s, Qt::CaseInsensitive));
        const auto by = m_folder.run(words + QStringList{u"--by"_s, u"Subject"_s});
        QCOMPARE(by.exitCode, 3);
        QVERIFY2(by.messages.contains(u"one row an arm"_s), qPrintable(by.messages));
    }

private:
    struct Count
    {
        qint64 recipients = 0;
        qint64 buyers = 0;
        qint64 cents = 0;
    };

    [[nodiscard]] ProgramRun analyze(const QStringList &words) const
    {
        return m_folder.run(
            QStringList{u"--json"_s, u"experiment"_s, u"analyze"_s, u"results.csv"_s} + words);
    }

    /// By variant, the holdout under the empty name: who was drawn, and what they bought in two weeks.
    static QMap<QString, Count> countBySql(const QString &path)
    {
        QMap<QString, Count> counts;
        auto connection = store::openWorkspace(path);
        if (!connection)
            return counts;
        auto rows = connection->prepare(
            u"WITH addressee AS (SELECT customer_id, CASE state WHEN 'held_out' THEN '' ELSE "
            u"(SELECT name FROM campaign_variant v WHERE v.campaign_id = o.campaign_id AND v.position = "
            u"o.variant) "
            u"END AS arm, coalesce(claimed_at, (SELECT min(claimed_at) FROM outbox f WHERE f.campaign_id = "
            u"o.campaign_id)) AS start FROM outbox o WHERE state IN ('sent', 'held_out', 'failed', "
            u"'uncertain') "
            u"AND campaign_id = (SELECT id FROM campaign WHERE name = 'Early summer')) "
            u"SELECT arm, count(*), sum(bought > 0), sum(bought) FROM (SELECT arm, coalesce((SELECT "
            u"sum(total - refunded) FROM shop_order s WHERE s.customer_id = a.customer_id AND s.kind = "
            u"'sale' "
            u"AND s.cancelled_at IS NULL AND s.placed_at >= a.start AND s.placed_at < a.start + 14 * "
            u"86400000), 0) "
            u"AS bought FROM addressee a) GROUP BY arm"_s);
        if (!rows)
            qFatal("%s", qPrintable(rows.error().detail));
        while (rows->step().value_or(false))
            counts.insert(rows->text(0), {rows->integer(1), rows->integer(2), rows->integer(3)});
        return counts;
    }

    ProgramFolder m_folder;
};

QTEST_GUILESS_MAIN(TestExperimentCommands)
#include "tst_experiment_commands.moc"
