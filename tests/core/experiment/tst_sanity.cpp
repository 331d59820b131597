// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/distributions.h"
#include "core/experiment/means.h"
#include "core/experiment/power.h"
#include "core/experiment/sequential.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace haberdash::experiment;

namespace {

class Draws
{
public:
    explicit Draws(quint64 seed)
        : m_engine(seed)
    { }
    double unit() { return (double(m_engine() >> 11) + 0.5) * 0x1p-53; }
    Rate rate(double share, int size)
    {
        int count = 0;
        for (int i = 0; i < size; ++i)
            count += unit() < share ? 1 : 0;
        return {double(count), double(size)};
    }
    double normal() { return normalQuantile(unit()); }

private:
    std::mt19937_64 m_engine;
};

} // namespace

/// Simulations with fixed seeds: do the methods keep what they promise? Figures from METHODS, section 5.
class TestSanity final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pValuesOfEqualArmsAreUniform()
    {
        Draws draws(1);
        std::vector<double> p;
        for (int run = 0; run < 2000; ++run)
            p.push_back(pooledZ({draws.rate(0.3, 1000), draws.rate(0.3, 1000)})->p);
        std::sort(p.begin(), p.end());
        double distance = 0;
        for (size_t i = 0; i < p.size(); ++i)
            distance = std::max({distance, std::abs(p[i] - double(i) / double(p.size())),
                std::abs(p[i] - double(i + 1) / double(p.size()))});
        QVERIFY2(distance < 0.04, qPrintable(QString::number(distance)));
    }

    void newcombeCoversTheTruth_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("size");
        QTest::newRow("2 % of 2,000") << 0.02 << 2000;
        QTest::newRow("30 % of 200") << 0.3 << 200;
    }
    void newcombeCoversTheTruth()
    {
        QFETCH(double, share);
        QFETCH(int, size);
        Draws draws(2);
        int covered = 0;
        constexpr int runs = 4000;
        for (int run = 0; run < runs; ++run) {
            const auto interval = newcombeInterval({draws.rate(share, size), draws.rate(share, size)});
            covered += interval->low <= 0 && interval->high >= 0 ? 1 : 0;
        }
        const double coverage = double(covered) / runs;
        QVERIFY2(coverage > 0.94 && coverage < 0.96, qPrintable(QString::number(coverage)));
    }

    void welchCoversTheTruthOfRevenue()
    {
        // 2 % of 20,000 buy, lognormal with sigma 1
        Draws draws(3);
        int covered = 0;
        constexpr int runs = 1000;
        const auto arm = [&draws] {
            std::vector<double> amounts;
            const int buyers = 400 + int(std::lround(draws.normal() * std::sqrt(400 * 0.98)));
            for (int i = 0; i < buyers; ++i)
                amounts.push_back(std::exp(3 + draws.normal()));
            return MeanSummary::of(amounts, 20'000);
        };
        for (int run = 0; run < runs; ++run) {
            const auto control = arm();
            const auto test = welch(control, arm());
            covered += test->range.low <= 0 && test->range.high >= 0 ? 1 : 0;
        }
        const double coverage = double(covered) / runs;
        QVERIFY2(coverage > 0.93 && coverage < 0.965, qPrintable(QString::number(coverage)));
    }

    void powerIsWhatThePlanSays()
    {
        const double size = std::ceil(*recipientsPerArm(0.2, 0.25)); // 1,094
        Draws draws(4);
        int seen = 0;
        constexpr int runs = 4000;
        for (int run = 0; run < runs; ++run)
            seen += pooledZ({draws.rate(0.2, int(size)), draws.rate(0.25, int(size))})->p < 0.05 ? 1 : 0;
        const double power = double(seen) / runs;
        QVERIFY2(std::abs(power - 0.8) < 0.02, qPrintable(QString::number(power)));
    }

    void lookingFiftyTimesDoesNotRaiseFalseAlarms()
    {
        Draws draws(5);
        int sequence = 0;
        int mixture = 0;
        int naive = 0;
        constexpr int runs = 2000;
        for (int run = 0; run < runs; ++run) {
            TwoRates rates;
            bool bySequence = false;
            bool byMixture = false;
            bool byZ = false;
            for (int look = 1; look <= 50; ++look) {
                const Rate a = draws.rate(0.1, 40);
                const Rate b = draws.rate(0.1, 40);
                rates.control = {rates.control.count + a.count, rates.control.size + a.size};
                rates.variant = {rates.variant.count + b.count, rates.variant.size + b.size};
                if (look < 5)
                    continue; // normal approximations need some to stand on
                const auto valid = confidenceSequence(
                    rates.difference(), rates.standardError(), rates.control.size + rates.variant.size, 4000);
                bySequence = bySequence || (valid && valid->p < 0.05);
                const auto mixed = mixtureTest(rates, 0.03);
                byMixture = byMixture || (mixed && mixed->p < 0.05);
                const auto z = pooledZ(rates);
                byZ = byZ || (z && z->p < 0.05);
            }
            sequence += bySequence ? 1 : 0;
            mixture += byMixture ? 1 : 0;
            naive += byZ ? 1 : 0;
        }
        QVERIFY2(double(sequence) / runs <= 0.061, qPrintable(QString::number(sequence)));
        QVERIFY2(double(mixture) / runs <= 0.061, qPrintable(QString::number(mixture)));
        QVERIFY(double(naive) / runs > 0.2); // the reason for all this
    }
};

QTEST_GUILESS_MAIN(TestSanity)
#include "tst_sanity.moc"
