// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/split.h"

#include <QTest>

#include <cmath>
#include <map>
#include <numeric>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Number n is in stratum n mod 3 where that is 0 or 1, and else in one of 17 small ones.
std::vector<DrawnPerson> crowd(int size)
{
    std::vector<DrawnPerson> people;
    for (int i = 1; i <= size; ++i)
        people.push_back({CustomerId(i), i % 3 < 2 ? i % 3 : 2 + i % 17});
    return people;
}

double shareOf(int arm, const Split &split)
{
    const double holdout = split.holdoutPerMille / 1000.0;
    const double trial = (1 - holdout) * split.trialPerMille / 1000.0;
    if (arm == Split::heldOut)
        return holdout;
    if (arm == Split::rest)
        return 1 - holdout - trial;
    return trial * split.weights[arm] / std::accumulate(split.weights.begin(), split.weights.end(), 0.0);
}

} // namespace

class TestSplit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameSaltDrawsTheSame()
    {
        const Split split{u"salt"_s, 100, 1000, {1, 1}};
        auto people = crowd(500);
        const auto arms = drawArms(people, split);
        QCOMPARE(drawArms(people, split), arms);
        // The order of the people does not matter.
        std::reverse(people.begin(), people.end());
        auto reversed = drawArms(people, split);
        std::reverse(reversed.begin(), reversed.end());
        QCOMPARE(reversed, arms);
        // Fixed for ever: what was drawn must be found again by every release.
        QString text;
        for (int i = 0; i < 20; ++i)
            text += QString::number(arms[size_t(i)] + 1);
        QCOMPARE(text, u"02111112222111112220"_s);
        Split other = split;
        other.salt = u"pepper"_s;
        QVERIFY(drawArms(people, other) != arms);
    }

    void everyShareIsKeptInEachStratum_data()
    {
        QTest::addColumn<int>("holdout");
        QTest::addColumn<int>("trial");
        QTest::addColumn<int>("arms");
        QTest::addColumn<bool>("isEven");
        for (const int arms : {2, 3, 7, 40}) {
            QTest::addRow("%d arms", arms) << 0 << 1000 << arms << true;
            QTest::addRow("%d arms, uneven, a tenth held out", arms) << 100 << 1000 << arms << false;
            QTest::addRow("%d arms, a fifth tried, 5 %% held out", arms) << 50 << 200 << arms << true;
        }
        QTest::newRow("one email, half held out") << 500 << 1000 << 1 << true;
    }
    void everyShareIsKeptInEachStratum()
    {
        QFETCH(int, holdout);
        QFETCH(int, trial);
        QFETCH(int, arms);
        QFETCH(bool, isEven);
        QList<int> weights;
        for (int i = 0; i < arms; ++i)
            weights.append(isEven ? 1 : 1 + i % 5);
        const auto people = crowd(997);
        std::map<int, double> sizes;
        for (const auto &person : people)
            ++sizes[person.stratum];
        for (int seed = 0; seed < 200; ++seed) {
            const Split split{QString::number(seed), holdout, trial, weights};
            const auto drawn = drawArms(people, split);
            std::map<std::pair<int, int>, int> counts;
            for (size_t i = 0; i < people.size(); ++i)
                ++counts[{people[i].stratum, drawn[i]}];
            for (const auto &[stratum, size] : sizes) {
                for (int arm = Split::rest; arm < arms; ++arm) {
                    const double planned = size * shareOf(arm, split);
                    const double away = std::abs(counts[{stratum, arm}] - planned);
                    QVERIFY2(away < 1 + 1e-9,
                        qPrintable(u"seed %1, stratum %2, arm %3: %4 away from %5"_s.arg(seed)
                                       .arg(stratum)
                                       .arg(arm)
                                       .arg(away)
                                       .arg(planned)));
                }
            }
        }
    }

    /// Also where a stratum is too small for every arm.
    void everybodyHasThePlannedChance()
    {
        const std::vector<DrawnPerson> few{{CustomerId(1), 0}, {CustomerId(2), 1}, {CustomerId(3), 1}};
        constexpr int seeds = 20000;
        std::map<std::pair<size_t, int>, int> counts;
        for (int seed = 0; seed < seeds; ++seed) {
            const auto arms = drawArms(few, {QString::number(seed), 100, 500, {3, 1}});
            for (size_t i = 0; i < few.size(); ++i)
                ++counts[{i, arms[i]}];
        }
        const Split split{{}, 100, 500, {3, 1}};
        for (size_t i = 0; i < few.size(); ++i) {
            for (int arm = Split::rest; arm < 2; ++arm) {
                const double share = shareOf(arm, split);
                const double deviation = std::sqrt(seeds * share * (1 - share));
                QVERIFY2(std::abs(counts[{i, arm}] - seeds * share) < 5 * deviation,
                    qPrintable(u"person %1, arm %2: %3"_s.arg(i).arg(arm).arg(counts[{i, arm}])));
            }
        }
    }

    void twoCampaignsDivideIndependently()
    {
        constexpr int people = 40000;
        const auto everybody = crowd(people);
        const auto a = drawArms(everybody, {u"a"_s, 0, 1000, {1, 1}});
        const auto b = drawArms(everybody, {u"b"_s, 0, 1000, {1, 1}});
        int both = 0;
        for (size_t i = 0; i < a.size(); ++i)
            both += a[i] == 1 && b[i] == 1;
        QVERIFY(std::abs(both - people / 4) < 5 * std::sqrt(people * 0.25 * 0.75));
    }

    void nobodyIsDrawnFromNobody() { QVERIFY(drawArms({}, {}).empty()); }
};

QTEST_GUILESS_MAIN(TestSplit)
#include "tst_split.moc"
