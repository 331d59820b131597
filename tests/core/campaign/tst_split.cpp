// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/split.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace Qt::Literals::StringLiterals;

class TestSplit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everybodyStaysWhereTheyAre()
    {
        const Split split{u"salt"_s, 100, {1, 1}};
        for (int i = 1; i < 1000; ++i)
            QCOMPARE(armOf(CustomerId(i), split), armOf(CustomerId(i), split));
        // Fixed for ever: a stored campaign must be divided the same way by every release.
        QString arms;
        for (int i = 1; i <= 20; ++i)
            arms += QString::number(armOf(CustomerId(i), split) + 1);
        QCOMPARE(arms, u"02111102212111102220"_s);
    }

    void sharesAreKept_data()
    {
        QTest::addColumn<int>("holdout");
        QTest::addColumn<QList<int>>("weights");
        QTest::newRow("halves") << 0 << QList<int>{1, 1};
        QTest::newRow("thirds and a tenth held out") << 100 << QList<int>{1, 1, 1};
        QTest::newRow("nine to one") << 0 << QList<int>{9, 1};
        QTest::newRow("one email, half held out") << 500 << QList<int>{1};
    }
    void sharesAreKept()
    {
        QFETCH(int, holdout);
        QFETCH(QList<int>, weights);
        constexpr int people = 100000;
        QList<int> counts(weights.size() + 1, 0);
        for (int i = 1; i <= people; ++i)
            ++counts[armOf(CustomerId(i), {u"another"_s, holdout, weights}) + 1];
        const double total = std::accumulate(weights.begin(), weights.end(), 0);
        // Five standard deviations of a binomial share.
        const auto near = [](int count, double share) {
            return std::abs(count - share * people) <= 5 * std::sqrt(people * share * (1 - share)) + 0.5;
        };
        QVERIFY(near(counts[0], holdout / 1000.0));
        for (int i = 0; i < weights.size(); ++i)
            QVERIFY(near(counts[i + 1], (1 - holdout / 1000.0) * weights[i] / total));
    }

    void twoCampaignsDivideIndependently()
    {
        int both = 0;
        constexpr int people = 40000;
        for (int i = 1; i <= people; ++i)
            both += armOf(CustomerId(i), {u"a"_s, 0, {1, 1}}) == 1
                && armOf(CustomerId(i), {u"b"_s, 0, {1, 1}}) == 1;
        QVERIFY(std::abs(both - people / 4) < 5 * std::sqrt(people * 0.25 * 0.75));
    }
};

QTEST_GUILESS_MAIN(TestSplit)
#include "tst_split.moc"
