// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/lifecycle.h"

#include <QTest>

#include <cmath>

using namespace haberdash::insight;
using namespace Qt::Literals::StringLiterals;

class TestLifecycle final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutGapsTheGroupSpeaks()
    {
        QVERIFY(std::abs(expectedGap({}, 24) - 24) < 1e-9);
        QCOMPARE(expectedGap({}, 0), 0.0);
    }

    void oneLongGapIsDrawnToTheGroup()
    {
        // METHODS: sqrt[3](401 x 25^2) - 1, not 400
        const double expected = std::cbrt(401.0 * 25 * 25) - 1;
        QVERIFY(std::abs(expectedGap(GapHistory::of(std::vector<double>{400}), 24) - expected) < 1e-9);
    }

    void theGroupIsTheCategoryOnceItIsKnown()
    {
        const std::vector<double> shop{10, 20, 30, 40};
        std::vector<double> category(29, 5);
        QCOMPARE(*groupGap(category, shop), 25.0);
        category.push_back(5);
        QCOMPARE(*groupGap(category, shop), 5.0);
        QCOMPARE(*groupGap({}, std::vector<double>{3, 1, 2}), 2.0);
        const auto none = groupGap({}, {});
        QVERIFY(!none);
        QVERIFY(none.error().reason.contains(u"two different days"_s));
    }

    void stagesChangeAtTheirLimits_data()
    {
        QTest::addColumn<int>("orders");
        QTest::addColumn<double>("days");
        QTest::addColumn<double>("lastGap"); // below 0: none
        QTest::addColumn<QString>("stage");
        QTest::newRow("never bought") << 0 << 900.0 << -1.0 << u"prospect"_s;
        QTest::newRow("bought today") << 1 << 0.0 << -1.0 << u"new"_s;
        QTest::newRow("one order, just in time") << 1 << 30.0 << -1.0 << u"new"_s;
        QTest::newRow("one order, a day late") << 1 << 31.0 << -1.0 << u"cooling"_s;
        QTest::newRow("two orders") << 2 << 30.0 << 30.0 << u"active"_s;
        QTest::newRow("back after exactly four") << 2 << 1.0 << 120.0 << u"active"_s;
        QTest::newRow("back after more than four") << 2 << 1.0 << 121.0 << u"reactivated"_s;
        QTest::newRow("twice the gap") << 5 << 60.0 << 30.0 << u"cooling"_s;
        QTest::newRow("more than twice") << 5 << 61.0 << 30.0 << u"at_risk"_s;
        QTest::newRow("four times") << 5 << 120.0 << 30.0 << u"at_risk"_s;
        QTest::newRow("more than four times") << 5 << 121.0 << 200.0 << u"lapsed"_s;
    }
    void stagesChangeAtTheirLimits()
    {
        QFETCH(int, orders);
        QFETCH(double, days);
        QFETCH(double, lastGap);
        QFETCH(QString, stage);
        PurchaseState state{orders, days, std::nullopt, 30};
        if (lastGap >= 0)
            state.lastGap = lastGap;
        QCOMPARE(toWord(stageOf(state)), stage);
    }

    void anExpectedGapOfNoDaysHasAStage()
    {
        QCOMPARE(stageOf({1, 0, std::nullopt, 0}), LifecycleStage::New);
        QCOMPARE(stageOf({3, 0, 0.0, 0}), LifecycleStage::Active);
        QCOMPARE(stageOf({3, 1, 0.0, 0}), LifecycleStage::Lapsed);
    }

    void limitsAreSettings()
    {
        const LifecycleLimits limits{.cooling = 1.5, .atRisk = 3, .lapsed = 6, .comeback = 2};
        QCOMPARE(stageOf({2, 45, 20.0, 30}, limits), LifecycleStage::Active);
        QCOMPARE(stageOf({2, 46, 20.0, 30}, limits), LifecycleStage::Cooling);
        QCOMPARE(stageOf({2, 91, 20.0, 30}, limits), LifecycleStage::AtRisk);
        QCOMPARE(stageOf({2, 181, 20.0, 30}, limits), LifecycleStage::Lapsed);
        QCOMPARE(stageOf({2, 1, 61.0, 30}, limits), LifecycleStage::Reactivated);
    }

    void everyStageHasItsWords()
    {
        for (const LifecycleStage stage : allLifecycleStages) {
            QCOMPARE(lifecycleStageFromWord(toWord(stage)), std::optional(stage));
            QVERIFY(!nameOf(stage).isEmpty() && meaningOf(stage).endsWith(u'.'));
        }
        QVERIFY(!lifecycleStageFromWord(u"asleep"));
    }
};

QTEST_GUILESS_MAIN(TestLifecycle)
#include "tst_lifecycle.moc"
