// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/analysis.h"
#include "core/experiment/words.h"
#include "core/import/outcome_file.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

#include <cmath>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::experiment;
using namespace Qt::Literals::StringLiterals;

/// Files with one row an arm, as mail services show a test.
class TestArmTable final : public QObject
{
    Q_OBJECT

    test::TemporaryWorkspace m_folder;
    NoProgress m_progress;

    Result<OutcomeFile> read(const QByteArray &content, const OutcomeFileOptions &options = {})
    {
        return readOutcomeFile(m_folder.write(u"arms.csv"_s, content), options, m_progress);
    }

private Q_SLOTS:
    void countsAreComparedLikeRecipients()
    {
        // METHODS, section 5: 120/5000 against 151/5000, p .056241
        const auto file
            = read("Variant,Recipients,Unique clicks,Orders\nNew,5000,151,20\nControl,5000,120,12\n");
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QVERIFY(file->hasSumsOnly);
        QCOMPARE(file->accepted, 2);
        const auto &outcomes = file->outcomes;
        QCOMPARE(outcomes.arms[0].name, u"Control"_s);
        QCOMPARE(outcomes.measures,
            (QList<Measure>{{u"Unique clicks"_s, Measure::Kind::Rate}, {u"Orders"_s, Measure::Kind::Rate}}));
        const auto analysis = analyze(outcomes);
        QVERIFY(analysis);
        QCOMPARE(analysis->comparisons[0].test, Test::PooledZ);
        QVERIFY(std::abs(*analysis->comparisons[0].p - 0.056241) < 5e-7);
    }

    void revenueWithItsDeviationIsTested_data()
    {
        QTest::addColumn<QByteArray>("content");
        // Hillstrom, womens against none: Welch t 3.25637, p .00112940 (README beside the data)
        QTest::newRow("total and deviation") << QByteArray(
            "segment,recipients,conversions,revenue,revenue sd\nNo E-Mail,21306,122,13908.33,11.588200\n"
            "Womens E-Mail,21387,189,23038.11,15.116106\n");
        QTest::newRow("mean and deviation") << QByteArray(
            "segment;sent;conversions;mean revenue;std\nNo E-Mail;21306;122;0,652789;11,588200\n"
            "Womens E-Mail;21387;189;1,077202;15,116106\n");
        const auto squares = [](double deviation, double total, double size) {
            return QByteArray::number(deviation * deviation * (size - 1) + total * total / size, 'f', 6);
        };
        QTest::newRow("total and sum of squares")
            << "segment,recipients,conversions,spend,sum_of_squares\nNo E-Mail,21306,122,13908.33,"
                + squares(11.588200, 13908.33, 21306) + "\nWomens E-Mail,21387,189,23038.11,"
                + squares(15.116106, 23038.11, 21387) + "\n";
    }
    void revenueWithItsDeviationIsTested()
    {
        QFETCH(QByteArray, content);
        const auto file = read(content);
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        const auto analysis = analyze(file->outcomes);
        QCOMPARE(analysis->measures.size(), 2);
        const auto &spend = analysis->comparisons[1];
        QCOMPARE(spend.test, Test::Welch);
        QVERIFY2(std::abs(*spend.p - 0.00112940) < 2e-7, qPrintable(QString::number(*spend.p, 'g', 9)));
        QVERIFY(std::abs(spend.difference - 0.424412) < 2e-6);
        QVERIFY(!spend.superiority && !spend.winsorisedRange); // need each amount
        QVERIFY(std::abs(analysis->arms[1].figures[1].perBuyer - 23038.11 / 189) < 1e-3);
    }

    void revenueWithoutDeviationIsShownOnly()
    {
        const auto file
            = read("arm,delivered,orders,revenue\nA,1000,50,\"1.250,50 €\"\nB,1000,60,\"1.900,00 €\"\n");
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QCOMPARE(file->outcomes.currency, u"EUR"_s);
        const auto analysis = analyze(file->outcomes);
        const auto &revenue = analysis->comparisons[1];
        QVERIFY(std::abs(revenue.difference - 0.6495) < 1e-9);
        QVERIFY(!revenue.p && !revenue.range && revenue.test == Test::None);
        QVERIFY2(revenue.reason.contains(u"can be shown but not tested"_s), qPrintable(revenue.reason));
        QVERIFY(!analysis->arms[0].figures[1].isSpreadKnown);
        QVERIFY(!analysis->arms[0].figures[1].meanRange);
        QVERIFY2(verdict(*analysis, 1).contains(u"cannot be compared"_s), qPrintable(verdict(*analysis, 1)));
    }

    void fewBuyersNeedEachAmount()
    {
        const auto file = read("arm,recipients,orders,revenue,sd\nA,1000,12,600,8\nB,1000,14,700,9\n");
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        const auto analysis = analyze(file->outcomes);
        QVERIFY(!analysis->comparisons[1].p);
        QVERIFY2(analysis->comparisons[1].reason.contains(u"fewer than 30"_s),
            qPrintable(analysis->comparisons[1].reason));
        // nobody says how many bought: enough recipients will do
        const auto unknown
            = analyze(read("arm,recipients,clicks,revenue,sd\nA,1000,12,600,8\nB,900,14,700,9\n")->outcomes);
        QVERIFY2(unknown->comparisons[1].reason.contains(u"fewer than 1,000"_s),
            qPrintable(unknown->comparisons[1].reason));
        QVERIFY(!unknown->arms[0].figures[1].isCountKnown);
        QVERIFY(
            analyze(read("arm,recipients,clicks,revenue,sd\nA,1000,12,600,8\nB,1000,14,700,9\n")->outcomes)
                ->comparisons[1]
                .p);
    }

    void armsOfAllSizesHaveAnAnswer()
    {
        const auto file = read("arm,recipients,orders,revenue,sd\nControl,1000,40,900,8\nNobody,0,0,0,0\nOne,"
                               "1,1,20,0\nNone,1000,0,0,0\n");
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        const auto analysis = analyze(file->outcomes);
        QVERIFY(analysis);
        QCOMPARE(analysis->comparisons.size(), 4); // two measures, two arms with somebody beside control
        for (const auto &one : analysis->comparisons) {
            QCOMPARE(one.p.has_value(), one.reason.isEmpty());
            QVERIFY(std::isfinite(one.difference) && (!one.p || std::isfinite(*one.p)));
            QVERIFY(!explain(*analysis, one).contains(u"nan"_s, Qt::CaseInsensitive));
        }
        QVERIFY(verdict(*analysis, 0).contains(u"Nobody is in “Nobody”"_s));
    }

    void whatIsGuessedReadsTheFile()
    {
        // As the window does it: it shows the guess and hands it back.
        const auto path = m_folder.write(u"guessed.csv"_s,
            "Variant,Recipients,Unique clicks,Click rate,Orders,Revenue,Revenue "
            "SD\nA,5000,120,0.024,60,1200,9.5\n"
            "B,5000,165,0.033,70,1500,10.1\n");
        const auto columns = guessOutcomeColumns(path);
        QVERIFY(columns);
        OutcomeFileOptions options;
        options.armColumn = columns->arm;
        options.measureColumns = columns->measures;
        const auto file = readOutcomeFile(path, options, m_progress);
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QVERIFY(file->hasSumsOnly);
        QStringList names;
        for (const auto &measure : file->outcomes.measures)
            names << measure.name;
        QCOMPARE(names, (QStringList{u"Unique clicks"_s, u"Orders"_s, u"Revenue"_s}));
        QCOMPARE(analyze(file->outcomes)->comparisons[2].test, Test::Welch);
    }

    void fortyArmsAreFine()
    {
        QByteArray content("arm,recipients,clicks\n");
        for (int i = 0; i < 40; ++i)
            content
                += "subject " + QByteArray::number(10 + i) + ",2000," + QByteArray::number(95 + i % 9) + '\n';
        const auto file = read(content);
        QVERIFY(file);
        const auto analysis = analyze(file->outcomes);
        QCOMPARE(analysis->comparisons.size(), 39);
        QVERIFY(std::none_of(analysis->comparisons.begin(), analysis->comparisons.end(),
            [](const auto &one) { return one.isDecided(); }));
        const QString text = verdict(*analysis, 0);
        QVERIFY2(text.size() < 300, qPrintable(text));
    }

    void recipientsMayHaveSuchColumnsToo()
    {
        const auto file = read("arm,size,people,order\nA,42,2,1\nB,44,1,0\nA,38,4,0\nB,40,2,1\n");
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QVERIFY(!file->hasSumsOnly);
        QCOMPARE(file->outcomes.arms[0].recipients, 2);
    }

    void whatCannotBeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("one row a day")
            << QByteArray("date,arm,sent,clicks\n2026-06-01,A,500,12\n2026-06-01,B,500,15\n"
                          "2026-06-03,A,510,9\n2026-06-03,B,490,11\n")
            << u"“A” has more than one row (line 4), for instance one a day"_s;
        QTest::newRow("one row a day, as many each day")
            << QByteArray("date,variant,recipients,conversions\n2026-01-01,A,1000,20\n2026-01-01,B,1000,40\n"
                          "2026-01-02,A,1000,21\n2026-01-02,B,1000,38\n")
            << u"“A” has more than one row (line 4), for instance one a day"_s;
        QTest::newRow("more clicks than people") << QByteArray("arm,sent,clicks\nA,100,20\nB,100,120\n")
                                                 << u"“B” has 120 in the column “clicks” but only 100"_s;
        QTest::newRow("half a click")
            << QByteArray("arm,sent,clicks\nA,100,2.5\nB,100,12\n") << u"no count of people"_s;
        QTest::newRow("fewer than none")
            << QByteArray("arm,sent,clicks\nA,100,-2\nB,100,12\n") << u"no count of people"_s;
        QTest::newRow("empty cell") << QByteArray("arm,sent,clicks\nA,100,\nB,100,12\n")
                                    << u"is empty in line 2"_s;
        QTest::newRow("word") << QByteArray(
            "arm,sent,clicks\nA,100,some\nB,100,12\nC,100,13\nD,100,1\nE,90,4\n")
                              << u"“some” in the column “clicks”, line 2, is not a number"_s;
        QTest::newRow("two currencies") << QByteArray("arm,sent,orders,revenue\nA,100,2,€20\nB,100,3,$30\n")
                                        << u"amounts in € and, in line 3, in $"_s;
        QTest::newRow("deviation of buyers only")
            << QByteArray("arm,sent,orders,revenue,sd\nA,1000,40,2000,3\nB,1000,40,2400,3\n")
            << u"must be per recipient"_s;
        QTest::newRow("no such control")
            << QByteArray("arm,sent,clicks\nA,100,2\nB,100,12\n") << u"no arm “Z”"_s;
    }
    void whatCannotBeIsRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        OutcomeFileOptions options;
        if (says.contains(u'Z'))
            options.control = u"Z"_s;
        const auto file = read(content, options);
        QVERIFY(!file);
        QCOMPARE(file.error().code, Error::Code::Invalid);
        QVERIFY2(file.error().detail.contains(says), qPrintable(file.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestArmTable)
#include "tst_arm_table.moc"
