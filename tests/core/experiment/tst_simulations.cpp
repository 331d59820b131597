// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simulated_tests.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace haberdash::experiment;
using namespace haberdash::test;

Q_DECLARE_METATYPE(haberdash::test::Peeking)
Q_DECLARE_METATYPE(haberdash::test::SimulatedShop)

namespace {

SimulatedShop rate(double share, int arms = 2)
{
    return {Measure::Kind::Rate, share, 1, arms};
}

SimulatedShop revenue(double share, int arms = 2)
{
    return {Measure::Kind::Amount, share, 1, arms};
}

} // namespace

#define VERIFY_BETWEEN(value, low, high)                                                                     \
    do {                                                                                                     \
        const double is = value;                                                                             \
        QVERIFY2(is >= (low) && is <= (high), qPrintable(QString::number(is)));                              \
    } while (false)

/// Tests whose truth is known, through the program's own analysis, with fixed seeds. `bench_experiment
/// promises` does the same with more runs; its table stands in core/experiment/README.md.
class TestSimulations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lookingEveryDayRaisesNoFalseAlarms_data()
    {
        QTest::addColumn<Peeking>("peeking");
        QTest::newRow("rate, 14 looks") << Peeking{rate(0.1), 14, 500, true};
        QTest::newRow("rate, 50 looks") << Peeking{rate(0.1), 50, 150, true};
        QTest::newRow("rate, 50 looks, no size planned") << Peeking{rate(0.1), 50, 150, false};
        QTest::newRow("small rate, few recipients") << Peeking{rate(0.01), 50, 40, true};
        QTest::newRow("three rates") << Peeking{rate(0.05, 3), 14, 500, true};
        QTest::newRow("revenue, 14 looks") << Peeking{revenue(0.02), 14, 500, true};
        QTest::newRow("revenue, 50 looks") << Peeking{revenue(0.02), 50, 150, true};
    }
    void lookingEveryDayRaisesNoFalseAlarms()
    {
        QFETCH(Peeking, peeking);
        constexpr int runs = 2000;
        // 5 % and two standard errors of the simulation
        VERIFY_BETWEEN(falseAlarms(peeking, runs, 1), 0, 0.05 + 2 * std::sqrt(0.05 * 0.95 / runs));
    }

    void theIntervalHoldsAtAllLooksTogether()
    {
        VERIFY_BETWEEN(missedByAnyLook({rate(0.1), 50, 150, true}, 1000, 2), 0, 0.064);
        VERIFY_BETWEEN(missedByAnyLook({revenue(0.02), 50, 150, true}, 1000, 3), 0, 0.064);
    }

    void pValuesOfEqualArmsAreUniform()
    {
        VERIFY_BETWEEN(distanceFromUniform(pValues(rate(0.3), 1000, 2000, 4)), 0, 0.04);
        VERIFY_BETWEEN(distanceFromUniform(pValues(revenue(0.02), 20'000, 2000, 5)), 0, 0.04);
    }

    void intervalsHoldTheTruth_data()
    {
        QTest::addColumn<SimulatedShop>("shop");
        QTest::addColumn<uint>("perArm");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        // METHODS, section 5: 94 to 96 % for rates, 93 to 96 % for revenue; half a point for the simulation
        QTest::newRow("2 % of 2,000") << rate(0.02) << 2000U << 0.94 << 0.96;
        QTest::newRow("30 % of 200") << rate(0.3) << 200U << 0.94 << 0.96;
        QTest::newRow("revenue") << revenue(0.02) << 20'000U << 0.93 << 0.965;
    }
    void intervalsHoldTheTruth()
    {
        QFETCH(SimulatedShop, shop);
        QFETCH(uint, perArm);
        QFETCH(double, low);
        QFETCH(double, high);
        VERIFY_BETWEEN(coverage(shop, perArm, 4000, 6), low, high);
    }

    void resampledIntervalsHoldTheTruth()
    {
        VERIFY_BETWEEN(coverageOfBootstrap(revenue(0.02), 20'000, 300, 7, 2000), 0.89, 0.97);
    }

    void powerIsWhatThePlanSays()
    {
        VERIFY_BETWEEN(powerOfTest(0.2, 0.25, 1094, 4000, 8), 0.78, 0.82);
        VERIFY_BETWEEN(powerOfTest(0.02, 0.025, 13'809, 4000, 9), 0.78, 0.82);
    }

    void fewBuyersMakeNoWinners()
    {
        // Resampling alone gives 6 to 8 %: decision 0042.
        for (const double share : {0.02, 0.01}) {
            const auto p = pValues(revenue(share), 1000, 2000, 14);
            VERIFY_BETWEEN(
                double(std::lower_bound(p.begin(), p.end(), 0.05) - p.begin()) / double(p.size()), 0, 0.05);
        }
    }

    void equalArmsSeldomHaveAWinner()
    {
        // With two arms a probability of 95 % on either side is one in ten; more arms share it.
        VERIFY_BETWEEN(falseWinners(rate(0.05), 4000, 2000, 10), 0.08, 0.12);
        VERIFY_BETWEEN(falseWinners(rate(0.05, 10), 4000, 1000, 11), 0, 0.05);
    }

    void drawsAreWhatTheyShouldBe()
    {
        for (const auto &[size, share] :
            {std::pair(10U, 0.3), std::pair(400U, 0.001), std::pair(500'000U, 0.02), std::pair(7U, 0.99)}) {
            Draws draws(12);
            double sum = 0;
            double squares = 0;
            constexpr int runs = 20'000;
            for (int i = 0; i < runs; ++i) {
                const double one = draws.binomial(size, share);
                QVERIFY(one <= size);
                sum += one;
                squares += one * one;
            }
            const double mean = sum / runs;
            const double variance = size * share * (1 - share);
            VERIFY_BETWEEN(mean, size * share - 4 * std::sqrt(variance / runs),
                size * share + 4 * std::sqrt(variance / runs));
            VERIFY_BETWEEN((squares / runs - mean * mean) / variance, 0.9, 1.1);
        }
        Draws draws(13);
        QCOMPARE(draws.binomial(10, 0), 0U);
        QCOMPARE(draws.binomial(10, 1), 10U);
        QCOMPARE(draws.binomial(0, 0.5), 0U);
        QVERIFY(Draws(1, 0).unit() != Draws(1, 1).unit());
        QCOMPARE(Draws(1, 1).unit(), Draws(1, 1).unit());
    }
};

QTEST_GUILESS_MAIN(TestSimulations)
#include "tst_simulations.moc"
