// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/analysis.h"
#include "core/experiment/words.h"
#include "core/import/outcome_file.h"
#include "tests/support/shared_data.h"

#include <QTest>

#include <cmath>

using namespace haberdash;
using namespace haberdash::experiment;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(haberdash::experiment::Test)
Q_DECLARE_METATYPE(haberdash::experiment::Outcomes)

namespace {

Outcomes rates(std::initializer_list<std::pair<qint64, qint64>> arms)
{
    Outcomes outcomes;
    outcomes.measures = {{u"orders"_s, Measure::Kind::Rate}};
    for (const auto &[count, size] : arms)
        outcomes.arms.append({QString(QChar(u'A' + int(outcomes.arms.size()))), 1, size, {{count, {}}}});
    return outcomes;
}

/// `buyers` different amounts in each arm, the second arm's larger.
Outcomes amounts(int buyers, qint64 size)
{
    Outcomes outcomes;
    outcomes.measures = {{u"revenue"_s, Measure::Kind::Amount}};
    outcomes.currency = u"EUR"_s;
    for (int arm = 0; arm < 2; ++arm) {
        MeasureOfArm values;
        values.count = buyers;
        for (int i = 0; i < buyers; ++i)
            values.amounts.push_back(20 + i % 17 + arm * 5);
        outcomes.arms.append({arm == 0 ? u"A"_s : u"B"_s, 1, size, {values}});
    }
    return outcomes;
}

bool isNear(double one, double other, double tolerance)
{
    return std::abs(one - other) <= tolerance;
}

} // namespace

class TestAnalysis final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Figures of the README beside the file, computed there with other software.
    void hillstromIsFoundAsPublished()
    {
        HABERDASH_NEEDS_SHARED(path, "data/hillstrom/hillstrom.csv.gz");
        NoProgress progress;
        const auto file = importing::readOutcomeFile(path, {}, progress);
        QVERIFY(file);
        QCOMPARE(file->read, 64000);
        QCOMPARE(file->rejected, 0);
        QCOMPARE(file->armColumn, u"segment"_s);
        const auto analysis = analyze(file->outcomes, {.comparesAllPairs = true});
        QVERIFY(analysis);
        QStringList names;
        for (const auto &measure : analysis->measures)
            names << measure.name;
        QCOMPARE(names, (QStringList{u"visit"_s, u"conversion"_s, u"spend"_s}));
        QCOMPARE(analysis->measures[2].kind, Measure::Kind::Amount);

        struct Published
        {
            QString name;
            qint64 recipients, visits, conversions;
            double visitRate, conversionRate, spend, perCustomer, deviation;
        };
        const Published published[] = {
            {u"No E-Mail"_s, 21306, 2262, 122, 0.106167, 0.005726, 13908.33, 0.652789, 11.588200},
            {u"Mens E-Mail"_s, 21307, 3894, 267, 0.182757, 0.012531, 30311.69, 1.422617, 17.754205},
            {u"Womens E-Mail"_s, 21387, 3238, 189, 0.151400, 0.008837, 23038.11, 1.077202, 15.116106},
        };
        for (int i = 0; i < 3; ++i) {
            const auto &arm = analysis->arms[i];
            QCOMPARE(arm.name, published[i].name);
            QCOMPARE(arm.recipients, published[i].recipients);
            QCOMPARE(arm.figures[0].count, published[i].visits);
            QCOMPARE(arm.figures[1].count, published[i].conversions);
            QCOMPARE(arm.figures[2].count, published[i].conversions);
            QVERIFY(isNear(arm.figures[0].share, published[i].visitRate, 5e-7));
            QVERIFY(isNear(arm.figures[1].share, published[i].conversionRate, 5e-7));
            QVERIFY(isNear(arm.figures[2].total, published[i].spend, 1e-6));
            QVERIFY(isNear(arm.figures[2].mean, published[i].perCustomer, 5e-7));
            QVERIFY(isNear(arm.figures[2].deviation, published[i].deviation, 5e-7));
        }
        const auto comparison = [&](int a, int b, int measure) {
            return *std::find_if(analysis->comparisons.begin(), analysis->comparisons.end(),
                [&](const auto &one) { return one.a == a && one.b == b && one.measure == measure; });
        };
        const auto mensVisit = comparison(0, 1, 0);
        QVERIFY(isNear(mensVisit.difference, 0.076590, 5e-7));
        QVERIFY(*mensVisit.p > 5.6e-112 && *mensVisit.p < 5.8e-112);
        QVERIFY(isNear(mensVisit.range->low, 0.069954, 2e-6)); // published: Wald; ours: Newcombe
        QVERIFY(isNear(mensVisit.range->high, 0.083226, 2e-6));
        QVERIFY(isNear(comparison(0, 2, 1).difference, 0.003111, 5e-7));
        QVERIFY(isNear(*comparison(0, 2, 1).p, 0.000157105, 5e-10));
        QVERIFY(isNear(*comparison(1, 2, 1).p, 0.000205154, 5e-10));
        QVERIFY(*comparison(1, 2, 0).p > 3.7e-18 && *comparison(1, 2, 0).p < 3.9e-18);
        QVERIFY(isNear(comparison(0, 1, 2).difference, 0.769827, 5e-7));
        QVERIFY(isNear(*comparison(0, 1, 2).p, 1.16e-7, 5e-10));
        QVERIFY(isNear(*comparison(0, 2, 2).p, 0.00112940, 5e-9));
        QVERIFY(isNear(analysis->sampleRatio->test.value, 0.202531, 5e-7));
        QVERIFY(isNear(analysis->sampleRatio->test.p, 0.903693, 5e-7));
    }

    void theTestFitsTheCounts_data()
    {
        QTest::addColumn<qint64>("x1");
        QTest::addColumn<qint64>("n1");
        QTest::addColumn<qint64>("x2");
        QTest::addColumn<qint64>("n2");
        QTest::addColumn<Test>("test");
        QTest::newRow("many") << qint64(120) << qint64(5000) << qint64(151) << qint64(5000) << Test::PooledZ;
        QTest::newRow("few of few") << qint64(1) << qint64(60) << qint64(6) << qint64(60) << Test::Barnard;
        QTest::newRow("few of many") << qint64(1) << qint64(600) << qint64(6) << qint64(600) << Test::Fisher;
        QTest::newRow("just enough") << qint64(4) << qint64(100) << qint64(6) << qint64(100) << Test::PooledZ;
        QTest::newRow("nobody") << qint64(0) << qint64(600) << qint64(0) << qint64(600) << Test::None;
        QTest::newRow("everybody") << qint64(60) << qint64(60) << qint64(60) << qint64(60) << Test::None;
    }
    void theTestFitsTheCounts()
    {
        QFETCH(qint64, x1);
        QFETCH(qint64, n1);
        QFETCH(qint64, x2);
        QFETCH(qint64, n2);
        QFETCH(Test, test);
        const auto analysis = analyze(rates({{x1, n1}, {x2, n2}}));
        QVERIFY(analysis);
        const auto &comparison = analysis->comparisons.front();
        QCOMPARE(comparison.test, test);
        QCOMPARE(comparison.p.has_value(), test != Test::None);
        QCOMPARE(comparison.reason.isEmpty(), test != Test::None);
        QVERIFY(comparison.range); // a difference always has its interval
        QCOMPARE(comparison.fisherP.has_value(), test == Test::Barnard);
    }

    void theTestFitsTheNumberOfBuyers_data()
    {
        QTest::addColumn<int>("buyers");
        QTest::addColumn<Test>("test");
        QTest::newRow("none") << 0 << Test::None;
        QTest::newRow("four") << 4 << Test::None;
        QTest::newRow("five") << 5 << Test::Bootstrap;
        QTest::newRow("29") << 29 << Test::Bootstrap;
        QTest::newRow("30") << 30 << Test::Welch;
    }
    void theTestFitsTheNumberOfBuyers()
    {
        QFETCH(int, buyers);
        QFETCH(Test, test);
        const auto analysis = analyze(amounts(buyers, 1000));
        QVERIFY(analysis);
        const auto &comparison = analysis->comparisons.front();
        QCOMPARE(comparison.test, test);
        QCOMPARE(comparison.range.has_value(), test != Test::None);
        QCOMPARE(comparison.winsorisedRange.has_value(), test == Test::Welch);
        const auto &figure = analysis->arms.back().figures.front();
        QVERIFY(isNear(figure.mean, figure.share * figure.perBuyer, 1e-9));
        QVERIFY(!verdict(*analysis, 0).contains(u"nan"_s, Qt::CaseInsensitive));
    }

    void severalVariantsAreAdjusted()
    {
        const auto analysis = analyze(rates({{100, 2000}, {132, 2000}, {128, 2000}}));
        const auto &first = analysis->comparisons[0];
        const auto &second = analysis->comparisons[1];
        QCOMPARE(*first.adjustedP, 2 * *first.p); // Holm: the smallest times two
        QCOMPARE(*second.adjustedP, std::max(*second.p, 2 * *first.p));
        QCOMPARE(analyze(rates({{100, 2000}, {132, 2000}}))->comparisons[0].adjustedP,
            analyze(rates({{100, 2000}, {132, 2000}}))->comparisons[0].p);
    }

    void whatCouldBeSeenIsToldOfTheLargestArms()
    {
        // A small holdout does not make the comparison of the two large arms blind. The lift by bisecting the
        // power of the two-sided test at 2.5 % in python3, for 2 / (1 / 531 + 1 / 523) recipients per arm.
        const auto analysis = analyze(rates({{44, 531}, {81, 523}, {4, 111}}));
        QVERIFY(analysis && analysis->detectable);
        QCOMPARE(analysis->detectable->arm, 1);
        QVERIFY2(isNear(analysis->detectable->lift, 0.724437, 1e-5),
            qPrintable(QString::number(analysis->detectable->lift)));
        QVERIFY2(
            sampleWords(*analysis).contains(u"Between “A” and “B”"_s), qPrintable(sampleWords(*analysis)));
    }

    void aRunningTestGivesOnlyWhatHoldsAnyTime()
    {
        auto outcomes = rates({{120, 5000}, {165, 5000}});
        const auto done = analyze(outcomes);
        outcomes.isRunning = true;
        outcomes.plannedRecipients = 20000;
        const auto running = analyze(outcomes);
        const auto &comparison = running->comparisons.front();
        QCOMPARE(comparison.test, Test::AlwaysValid);
        QCOMPARE(comparison.method, IntervalMethod::ConfidenceSequence);
        QVERIFY(*comparison.p > *done->comparisons.front().p);
        QVERIFY(comparison.range->low < done->comparisons.front().range->low);
        QVERIFY(!running->pick);
        QVERIFY(!comparison.probabilityBetter && !running->arms[1].figures[0].probabilityBest);
        QVERIFY(done->comparisons.front().probabilityBetter && done->arms[1].figures[0].probabilityBest);
        QVERIFY(sampleWords(*running).contains(u"10,000 of 20,000"_s));
    }

    void aRunningTestOfVeryFewSaysThatItIsTooEarly()
    {
        auto outcomes = rates({{1, 1}, {20, 1000}}); // without a word of caution the one recipient would win
        outcomes.isRunning = true;
        outcomes.arms[0].weight = 0.001;
        const auto few = analyze(outcomes);
        QVERIFY(!few->comparisons.front().p && !few->isBlocked());
        QVERIFY2(verdict(*few, 0).contains(u"It is too early"_s), qPrintable(verdict(*few, 0)));
        auto buyers = amounts(4, 1000);
        buyers.isRunning = true;
        QVERIFY(!analyze(buyers)->comparisons.front().p);
        QVERIFY(analyze(buyers)->comparisons.front().reason.contains(u"too early"_s));
        buyers = amounts(5, 1000);
        buyers.isRunning = true;
        QVERIFY(analyze(buyers)->comparisons.front().p);
    }

    void brokenGroupsBlockTheAnswer()
    {
        const auto blocked = analyze(rates({{120, 5000}, {190, 5600}}));
        QVERIFY(blocked->isBlocked());
        QVERIFY(verdict(*blocked, 0).contains(u"cannot answer"_s));
        QVERIFY(sampleRatioWords(*blocked).contains(u"do not fit"_s));
        auto planned = rates({{120, 5000}, {190, 5600}});
        planned.arms[1].weight = 1.12;
        QVERIFY(!analyze(planned)->isBlocked());
    }

    void wordsNeverSayHowSureOneIs()
    {
        const auto analysis = analyze(rates({{120, 5000}, {165, 5000}}));
        const QString text = explain(*analysis, analysis->comparisons.front());
        QVERIFY(text.contains(u"If both were equal, a difference this large would occur in"_s));
        QVERIFY(text.contains(u"given a flat prior"_s));
        QVERIFY(!text.contains(u"95 % sure"_s));
        QVERIFY(verdict(*analysis, 0).contains(u"did better"_s));
        QVERIFY(verdict(*analyze(rates({{120, 5000}, {122, 5000}})), 0).contains(u"cannot be told apart"_s));
        QVERIFY(verdict(*analyze(rates({{165, 5000}, {120, 5000}})), 0).contains(u"did worse"_s));
    }

    void anEmptyArmIsLeftOut()
    {
        const auto three = analyze(rates({{120, 5000}, {0, 0}, {165, 5000}}));
        QVERIFY(three);
        QCOMPARE(three->comparisons.size(), 1);
        QCOMPARE(three->comparisons.front().b, 2);
        QVERIFY(three->arms[1].isEmpty());
        QVERIFY(!three->isBlocked()); // the sizes of the others fit
        QCOMPARE(three->pick->pick, std::optional(2));
        QVERIFY2(verdict(*three, 0).contains(u"Nobody is in “B”, so it is left out"_s),
            qPrintable(verdict(*three, 0)));
        const auto control = analyze(rates({{0, 0}, {120, 5000}, {165, 5000}}));
        QCOMPARE(control->control, 1);
        QCOMPARE(control->comparisons.front().a, 1);
        QVERIFY2(verdict(*control, 0).contains(u"better than “B”"_s), qPrintable(verdict(*control, 0)));
        const auto two = analyze(rates({{1, 10}, {0, 0}}), {.comparesAllPairs = true});
        QVERIFY(two);
        QVERIFY(two->comparisons.isEmpty() && !two->pick && !two->sampleRatio && !two->detectable);
        QVERIFY2(verdict(*two, 0).contains(u"nothing to compare"_s), qPrintable(verdict(*two, 0)));
        const auto none = analyze(rates({{0, 0}, {0, 0}}));
        QVERIFY(none && none->comparisons.isEmpty());
        QVERIFY2(verdict(*none, 0).contains(u"Nobody is in “A” and “B”"_s), qPrintable(verdict(*none, 0)));
    }

    void aVerdictHasItsReason_data()
    {
        QTest::addColumn<Outcomes>("outcomes");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("better")
            << rates({{120, 5000}, {165, 5000}})
            << QStringList{u"“B” did better than “A” by 0.25 to 1.56 points, 3.30 % against 2.40 %"_s};
        QTest::newRow("worse") << rates({{165, 5000}, {120, 5000}})
                               << QStringList{u"“B” did worse than “A” by 0.25 to 1.56 points"_s};
        // intervals and what can be seen: the formulas of METHODS, section 5, in numpy
        QTest::newRow("nothing seen")
            << rates({{120, 5000}, {122, 5000}})
            << QStringList{u"cannot be told apart"_s,
                   u"A difference of 0.94 points or more would have been seen in 80 %"_s};
        QTest::newRow("groups of other sizes")
            << rates({{120, 5000}, {190, 5600}}) << QStringList{u"cannot answer anything yet"_s};
        auto running = rates({{120, 5000}, {122, 5000}});
        running.isRunning = true;
        QTest::newRow("running") << running
                                 << QStringList{
                                        u"Orders so far"_s, u"It is too early: the test is still running"_s};
        running.plannedRecipients = 20'000;
        QTest::newRow("running, planned")
            << running << QStringList{u"It is too early: 10,000 of 20,000 planned recipients are in"_s};
        QTest::newRow("several") << rates({{120, 5000}, {185, 5000}, {160, 5000}, {121, 5000}})
                                 << QStringList{u"“B” and “C” did better than “A”"_s,
                                        u"“D” cannot be told from it"_s,
                                        u"“B” leads “A” by 0.63 to 1.98 points"_s,
                                        u"or more would have been seen"_s};
        QTest::newRow("too few buyers") << amounts(4, 1000) << QStringList{u"too few to say anything"_s};
        QTest::newRow("nobody did it") << rates({{0, 600}, {0, 600}}) << QStringList{u"cannot be compared"_s};
    }
    void aVerdictHasItsReason()
    {
        QFETCH(Outcomes, outcomes);
        QFETCH(QStringList, says);
        const auto analysis = analyze(outcomes);
        QVERIFY(analysis);
        const QString text = verdict(*analysis, 0);
        for (const QString &part : says)
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY2(text.endsWith(u'.'), qPrintable(text));
    }

    void picturesAreReadInOneSentence_data()
    {
        QTest::addColumn<Outcomes>("outcomes");
        QTest::addColumn<QString>("says");
        auto revenue = amounts(200, 1000);
        revenue.arms[1].recipients = 900;
        revenue.arms[1].weight = 0.9;
        QTest::newRow("more") << revenue << u"“B” earned 0.58 to 2.88 EUR more per recipient than “A”."_s;
        std::swap(revenue.arms[0], revenue.arms[1]);
        QTest::newRow("less") << revenue << u"“A” earned 0.58 to 2.88 EUR less per recipient than “B”."_s;
        QTest::newRow("perhaps") << amounts(40, 1000) << u"“B” may have earned anything from"_s;
        QTest::newRow("rate") << rates({{120, 5000}, {165, 5000}})
                              << u"“B” lies 0.25 to 1.56 points above “A” in “orders”."_s;
        QTest::newRow("rate, perhaps")
            << rates({{120, 5000}, {122, 5000}}) << u"“B” may lie anywhere from 0."_s;
        QTest::newRow("several") << rates({{120, 5000}, {152, 5000}, {152, 5000}, {152, 5000}})
                                 << u"with several variants compared this can be chance."_s;
        QTest::newRow("too few") << amounts(4, 1000) << u"too few to say anything."_s;
        QTest::newRow("groups of other sizes")
            << rates({{120, 5000}, {190, 5600}}) << u"cannot be compared yet."_s;
    }
    void picturesAreReadInOneSentence()
    {
        QFETCH(Outcomes, outcomes);
        QFETCH(QString, says);
        const auto analysis = analyze(outcomes);
        const QString text = reading(*analysis, analysis->comparisons.front());
        QVERIFY2(text.contains(says), qPrintable(text));
    }

    void refundsAreAmountsToo()
    {
        auto outcomes = amounts(60, 1000);
        for (auto &arm : outcomes.arms) {
            for (int i = 0; i < 20; ++i)
                arm.measures[0].amounts.push_back(-30);
            arm.measures[0].count += 20;
        }
        const auto analysis = analyze(outcomes);
        const auto &figure = analysis->arms[0].figures[0];
        QVERIFY(isNear(
            figure.total, 60 * 20 + (60 / 17) * 136 + 36 - 600, 1e-9)); // 20 + i % 17, less 20 refunds of 30
        QVERIFY(figure.topFiveShare > 0 && figure.topFiveShare < 1);
        QVERIFY(analysis->comparisons[0].p);
        // More back than in: no share of a total, no lift on what is below zero
        auto lost = amounts(30, 1000);
        for (auto &amount : lost.arms[0].measures[0].amounts)
            amount = -amount;
        const auto losing = analyze(lost);
        QVERIFY(!losing->comparisons[0].lift);
        QCOMPARE(losing->arms[0].figures[0].topFiveShare, 0.0);
        QVERIFY(!explain(*losing, losing->comparisons[0]).contains(u"nan"_s));
    }

    void resamplesAreTheSameOnAnyNumberOfThreads()
    {
        const auto outcomes = amounts(200, 3000);
        AnalysisOptions options;
        options.bootstrapsAmounts = true;
        options.resamples = 1000;
        options.threads = 1;
        const auto one = analyze(outcomes, options);
        options.threads = 3;
        const auto three = analyze(outcomes, options);
        const auto &range = one->comparisons.front().bootstrapRange;
        QVERIFY(range);
        QCOMPARE(range, three->comparisons.front().bootstrapRange);
        // beside Welch's, not far from it
        const auto &welch = *one->comparisons.front().range;
        QVERIFY(isNear(range->low, welch.low, 0.1 * (welch.high - welch.low)));
        QVERIFY(isNear(range->high, welch.high, 0.1 * (welch.high - welch.low)));
        options.seed = 2;
        QVERIFY(range != analyze(outcomes, options)->comparisons.front().bootstrapRange);
        QVERIFY(!analyze(outcomes)->comparisons.front().bootstrapRange);
    }

    void resamplingCanBeStopped()
    {
        class Stop final : public Progress
        {
        public:
            void report(qint64 done, qint64 total) override
            {
                isInOrder = isInOrder && done > 0 && done <= total;
            }
            [[nodiscard]] bool isCancelled() const override { return true; }
            bool isInOrder = true;
        } stop;
        const auto analysis = analyze(amounts(20, 3000), {}, stop);
        QVERIFY(!analysis);
        QCOMPARE(analysis.error().code, Error::Code::Cancelled);
        QVERIFY(stop.isInOrder);
    }

    void whatCannotBeComparedIsRefused()
    {
        QVERIFY(!analyze({}));
        QVERIFY(!analyze(rates({{1, 10}})));
        auto unmeasured = rates({{1, 10}, {1, 10}});
        unmeasured.measures.clear();
        QVERIFY(!analyze(unmeasured));
    }
};

QTEST_GUILESS_MAIN(TestAnalysis)
#include "tst_analysis.moc"
