// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/bayes.h"
#include "core/experiment/bootstrap.h"
#include "core/experiment/distributions.h"
#include "core/experiment/exact_tests.h"
#include "core/experiment/multiplicity.h"
#include "core/experiment/power.h"
#include "core/experiment/rank_test.h"
#include "core/experiment/sample_ratio.h"
#include "core/experiment/sequential.h"
#include "core/experiment/single_rate.h"

#include <QTest>

#include <cmath>

using namespace haberdash::experiment;

/// Numbers without a result, and edges; agreement with other software is the business of tst_vectors.
class TestStatistics final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void armsWithoutAnAnswerHaveNone_data()
    {
        QTest::addColumn<double>("x1");
        QTest::addColumn<double>("n1");
        QTest::addColumn<double>("x2");
        QTest::addColumn<double>("n2");
        QTest::newRow("nobody in control") << 0. << 0. << 3. << 10.;
        QTest::newRow("nobody in the variant") << 3. << 10. << 0. << 0.;
        QTest::newRow("nobody at all") << 0. << 0. << 0. << 0.;
        QTest::newRow("more than there are") << 11. << 10. << 3. << 10.;
        QTest::newRow("fewer than none") << -1. << 10. << 3. << 10.;
    }
    void armsWithoutAnAnswerHaveNone()
    {
        QFETCH(double, x1);
        QFETCH(double, n1);
        QFETCH(double, x2);
        QFETCH(double, n2);
        const TwoRates rates{{x1, n1}, {x2, n2}};
        const Rate arms[] = {rates.control, rates.variant};
        QVERIFY(!pooledZ(rates));
        QVERIFY(!unpooledZ(rates));
        QVERIFY(!waldInterval(rates));
        QVERIFY(!newcombeInterval(rates));
        QVERIFY(!agrestiCaffoInterval(rates));
        QVERIFY(!miettinenNurminenInterval(rates));
        QVERIFY(!katzRatio(rates));
        QVERIFY(!liftOf(rates));
        QVERIFY(!fisherExact(rates));
        QVERIFY(!barnard(rates));
        QVERIFY(!chiSquare(rates));
        QVERIFY(!yatesChiSquare(rates));
        QVERIFY(!gTest(rates));
        QVERIFY(!bayesCompare(rates));
        QVERIFY(!probabilityBest(arms));
        QVERIFY(!mixtureTest(rates, 0.01));
        QVERIFY(!pooledZ(rates).error().reason.isEmpty());
    }

    void nobodyDidItMeansNoTestButAnInterval_data()
    {
        QTest::addColumn<double>("count");
        QTest::newRow("nobody") << 0.;
        QTest::newRow("everybody") << 50.;
    }
    void nobodyDidItMeansNoTestButAnInterval()
    {
        QFETCH(double, count);
        const TwoRates rates{{count, 50}, {count, 50}};
        QVERIFY(!pooledZ(rates));
        QVERIFY(!unpooledZ(rates));
        QVERIFY(!barnard(rates));
        QVERIFY(!chiSquare(rates));
        QCOMPARE(fisherExact(rates)->p, 1.0);
        const auto interval = newcombeInterval(rates);
        QVERIFY(interval && interval->low < 0 && interval->high > 0);
        const auto score = miettinenNurminenInterval(rates);
        QVERIFY(score && score->low < 0 && score->high > 0);
    }

    void ratiosNeedSomebodyInControl()
    {
        QVERIFY(!katzRatio({{0, 100}, {5, 100}}));
        QVERIFY(!liftOf(TwoRates{{0, 100}, {5, 100}}));
        QVERIFY(!katzRatio({{5, 100}, {0, 100}}));
        QCOMPARE(liftOf(TwoRates{{5, 100}, {0, 100}})->lift, -1.0);
    }

    void swappingTheArmsTurnsTheSign()
    {
        const TwoRates one{{7, 150}, {19, 148}};
        const TwoRates other{one.variant, one.control};
        QCOMPARE(barnard(one)->p, barnard(other)->p);
        QCOMPARE(fisherExact(one)->p, fisherExact(other)->p);
        QVERIFY(std::abs(newcombeInterval(one)->low + newcombeInterval(other)->high) < 1e-12);
        QVERIFY(
            std::abs(miettinenNurminenInterval(one)->low + miettinenNurminenInterval(other)->high) < 1e-9);
        QVERIFY(std::abs(bayesCompare(one)->probabilityBetter + bayesCompare(other)->probabilityBetter - 1)
            < 1e-9);
    }

    void barnardIsForFew()
    {
        QVERIFY(barnard({{5, 250}, {9, 250}}));
        QVERIFY(!barnard({{5, 250}, {9, 251}}));
        QCOMPARE(barnard({{5, 50}, {5, 50}})->p, 1.0);
    }

    /// METHODS, section 5: one common package gives .0587 here, below a value on its own grid.
    void barnardFindsTheTop() { QVERIFY(std::abs(barnard({{3, 9}, {8, 10}})->p - 0.064369) < 1e-6); }

    void tinyTailsDoNotBecomeNothing()
    {
        QVERIFY(normalTwoSided(37) > 0);
        QVERIFY(normalTwoSided(37) < 1e-290);
        QVERIFY(chiSquareAbove(1300, 1) > 0);
        QVERIFY(studentTwoSided(35, 1e6) > 0);
    }

    void meansWithoutSpreadHaveNoTest()
    {
        const std::vector<double> same{3, 3, 3};
        const std::vector<double> other{3, 4, 5};
        const std::vector<double> one{3};
        const std::vector<double> none;
        QVERIFY(!welch(TwoSamples{same, same}));
        QVERIFY(welch(TwoSamples{same, other}));
        QVERIFY(!welch(TwoSamples{one, other}));
        QVERIFY(!welch(TwoSamples{none, other}));
        QVERIFY(!mannWhitney({same, same}));
        QVERIFY(!mannWhitney({none, other}));
        QVERIFY(!exactMannWhitney({same, other}));
        QVERIFY(!bootstrapDifference({same, 3}, {same, 3}, 100, 1));
        QVERIFY(!bootstrapDifference({none, 0}, {other, 3}, 100, 1));
        QVERIFY(!liftOf(MeanSummary{0, 1, 10}, MeanSummary{1, 1, 10}));
        const std::vector<double> zeros{0, 0, 0};
        QVERIFY(!winsorisedWelch({zeros, zeros}));
        QVERIFY(!cuped({other, other}, {same, same}));
        QVERIFY(!ratioDifference({other, zeros}, {other, other}));
        QVERIFY(!holdoutIncrement({1, 10}, 5, {0, 0}, 0));
    }

    void zerosThatAreNotListedCountAll()
    {
        const std::vector<double> full{0, 0, 0, 0, 5, 7, 0, 12};
        const std::vector<double> sparse{5, 7, 12};
        const auto one = MeanSummary::of(full);
        const auto two = MeanSummary::of(sparse, 8);
        QVERIFY(std::abs(one.mean - two.mean) < 1e-12);
        QVERIFY(std::abs(one.deviation - two.deviation) < 1e-12);
        const std::vector<double> fullOther{0, 3, 0, 9, 0, 0};
        const std::vector<double> sparseOther{3, 9};
        QCOMPARE(superiority({sparse, sparseOther}, 8, 6), mannWhitney({full, fullOther})->superiority);
        QCOMPARE(sparseWinsorisedWelch({sparse, sparseOther}, 8, 6)->test.p,
            winsorisedWelch({full, fullOther})->test.p);
    }

    void theBootstrapIsTheSameEveryTime()
    {
        const std::vector<double> one{10, 20, 5, 8, 30, 12};
        const std::vector<double> two{15, 22, 9, 40, 8, 33, 27};
        const auto first = bootstrapDifference({one, 400}, {two, 410}, 2000, 7);
        const auto again = bootstrapDifference({one, 400}, {two, 410}, 2000, 7);
        QCOMPARE(first->bca, again->bca);
        QVERIFY(first->bca.low < first->difference && first->difference < first->bca.high);
        // Drawing how many first is the same as drawing each: the normal interval is near for this many.
        const auto normal = welch(MeanSummary::of(one, 400), MeanSummary::of(two, 410));
        QVERIFY(std::abs(first->standardError - (normal->range.high - normal->range.low) / 2 / 1.963)
            < 0.05 * first->standardError);
    }

    void plansThatCannotBeAreRefused()
    {
        QVERIFY(!recipientsPerArm(0, 0.1));
        QVERIFY(!recipientsPerArm(0.1, 1));
        QVERIFY(!recipientsPerArm(0.1, 0.1));
        QVERIFY(!recipientsPerArm(0.1, 0.2, {0, 0.8, 2}));
        QVERIFY(!recipientsPerArm(0.1, 0.2, {0.05, 1, 2}));
        QVERIFY(!recipientsPerArm(0.1, 0.2, {0.05, 0.8, 3}));
        QVERIFY(!recipientsOfControl(0.1, 0.2, 0));
        QVERIFY(!detectableRate(0.02, 1));
        QVERIFY(!detectableRate(0.02, 2));
        QVERIFY(!recipientsForMean(0, 1));
        QVERIFY(!recipientsForMean(1, 0));
        QCOMPARE(std::ceil(*recipientsPerArm(0.02, 0.025)), 13809.0); // METHODS, section 5
    }

    void sizesOfArmsAreChecked()
    {
        const double equal[] = {1, 1};
        const double fine[] = {5000, 5010};
        const double odd[] = {5000, 5280};
        const double bad[] = {5000, 5400};
        const double none[] = {0, 0};
        const double noShare[] = {1, 0};
        QCOMPARE(checkSampleRatio(fine, equal)->alarm, SampleRatioAlarm::None);
        QCOMPARE(checkSampleRatio(odd, equal)->alarm, SampleRatioAlarm::Warning);
        QCOMPARE(checkSampleRatio(bad, equal)->alarm, SampleRatioAlarm::Blocked);
        QVERIFY(!checkSampleRatio(none, equal));
        QVERIFY(!checkSampleRatio(fine, noShare));
        QVERIFY(!checkSampleRatio(std::span(fine, 1), std::span(equal, 1)));
    }

    void looksMustComeInOrder()
    {
        const double backwards[] = {0.5, 0.4};
        const double beyond[] = {0.5, 1.1};
        const double twice[] = {0.5, 0.5};
        const double zero[] = {0.0, 1.0};
        for (const auto &looks : {backwards, beyond, twice, zero})
            QVERIFY(!spendingBounds(std::span(looks, 2), {}));
        QVERIFY(!spendingBounds({}, {}));
        QVERIFY(!classicConstant(ClassicBounds::Pocock, 0));
        QVERIFY(!classicConstant(ClassicBounds::Pocock, 31));
        const double once[] = {1.0};
        QVERIFY(std::abs(spendingBounds(once, {})->z[0] - 1.959964) < 1e-5);
        QVERIFY(std::abs(*classicConstant(ClassicBounds::OBrienFleming, 1) - 1.959964) < 1e-5);
        QVERIFY(!confidenceSequence(0.1, 0, 100, 100));
        QVERIFY(!confidenceSequence(0.1, 0.1, 0, 100));
    }

    void nothingToAdjustIsNothing()
    {
        QVERIFY(holm({}).empty());
        const double one[] = {0.7};
        QCOMPARE(holm(one), (std::vector<double>{0.7}));
        const double many[] = {0.9, 0.8, 0.001};
        QCOMPARE(bonferroni(many)[0], 1.0);
        QCOMPARE(benjaminiYekutieli(many)[0], 1.0);
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
