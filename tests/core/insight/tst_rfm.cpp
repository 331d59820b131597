// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/rfm.h"
#include "core/insight/rfm_group.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <random>

using namespace haberdash::insight;
using namespace Qt::Literals::StringLiterals;

using Values = std::vector<double>;
using Scores = std::vector<quint8>;

namespace {

/// The definition of METHODS, word by word.
Scores counted(const Values &values, int bins, Better better)
{
    Scores scores;
    for (const double value : values) {
        const auto worse = std::count_if(values.begin(), values.end(),
            [&](double other) { return better == Better::High ? other < value : other > value; });
        scores.push_back(quint8(std::min<qint64>(bins, 1 + bins * worse / qint64(values.size()))));
    }
    return scores;
}

} // namespace

class TestRfm final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranksAreWhatCountingGives()
    {
        std::mt19937 engine(7);
        for (int round = 0; round < 300; ++round) {
            Values values(1 + engine() % 40);
            const auto different = 1 + engine() % 12; // few, so that many are equal
            for (double &value : values)
                value = double(engine() % different) - 3;
            for (const int bins : {3, 5}) {
                for (const Better better : {Better::High, Better::Low})
                    QCOMPARE(minRankScores(values, bins, better), counted(values, bins, better));
            }
        }
    }

    void oneCustomerHasTheLowestScore()
    {
        QCOMPARE(minRankScores(Values{12}, 5, Better::High), Scores{1});
        QCOMPARE(minRankScores(Values{12}, 3, Better::Low), Scores{1});
        QCOMPARE(scoresByCuts(Values{12}, quantileCuts(Values{12}, 5), Better::High), Scores{1});
        QCOMPARE(scoresByCuts(Values{12}, quantileCuts(Values{12}, 5), Better::Low), Scores{5});
        QVERIFY(minRankScores(Values{}, 5, Better::High).empty());
        QVERIFY(quantileCuts(Values{}, 5).empty());
    }

    void equalCustomersHaveEqualScores()
    {
        const Values same(1000, 30);
        QCOMPARE(minRankScores(same, 5, Better::High), Scores(1000, 1));
        QCOMPARE(minRankScores(same, 5, Better::Low), Scores(1000, 1));
        // METHODS: by quantiles all-equal data give F = M = 1 and R = 5
        QCOMPARE(scoresByCuts(same, quantileCuts(same, 5), Better::High), Scores(1000, 1));
        QCOMPARE(scoresByCuts(same, quantileCuts(same, 5), Better::Low), Scores(1000, 5));
    }

    void oneTimeBuyersStayAtTheBottom_data()
    {
        QTest::addColumn<int>("once");
        QTest::addColumn<std::vector<qint64>>("counts");
        // Of 100: twice and more rank behind 60, 70 or 80 one-time buyers, so they begin at 1 + 5 x 60 / 100
        // ...
        QTest::newRow("60 %") << 60 << std::vector<qint64>{60, 0, 0, 20, 20};
        QTest::newRow("70 %") << 70 << std::vector<qint64>{70, 0, 0, 10, 20};
        QTest::newRow("80 %") << 80 << std::vector<qint64>{80, 0, 0, 0, 20};
    }
    void oneTimeBuyersStayAtTheBottom()
    {
        QFETCH(int, once);
        QFETCH(std::vector<qint64>, counts);
        Values orders(size_t(once), 1);
        for (int i = once; i < 100; ++i)
            orders.push_back(2 + i);
        std::shuffle(orders.begin(), orders.end(), std::mt19937(1));
        QCOMPARE(countsByScore(minRankScores(orders, 5, Better::High), 5), counts);
    }

    void fixedCutsKeepTheirMeaning()
    {
        const Values cuts{1, 2, 3, 5}; // 1, 2, 3, 4 to 5, 6 and more
        QCOMPARE(
            scoresByCuts(Values{1, 2, 3, 4, 5, 6, 900}, cuts, Better::High), (Scores{1, 2, 3, 4, 4, 5, 5}));
        // days since the last order: up to a month, a quarter, half a year, a year
        const Values days{30, 90, 180, 365};
        QCOMPARE(scoresByCuts(Values{0, 30, 31, 365, 366}, days, Better::Low), (Scores{5, 5, 4, 2, 1}));
    }

    void groupsFollowTheTable_data()
    {
        QTest::addColumn<int>("recency");
        QTest::addColumn<QStringList>("byFrequency");
        QTest::newRow("R5") << 5
                            << QStringList{u"new"_s, u"potential_loyalist"_s, u"potential_loyalist"_s,
                                   u"champions"_s, u"champions"_s};
        QTest::newRow("R4") << 4
                            << QStringList{u"promising"_s, u"potential_loyalist"_s, u"potential_loyalist"_s,
                                   u"loyal"_s, u"loyal"_s};
        QTest::newRow("R3") << 3
                            << QStringList{u"about_to_sleep"_s, u"need_attention"_s, u"need_attention"_s,
                                   u"loyal"_s, u"loyal"_s};
        QTest::newRow("R2") << 2
                            << QStringList{u"hibernating"_s, u"hibernating"_s, u"at_risk"_s, u"at_risk"_s,
                                   u"cannot_lose"_s};
        QTest::newRow("R1") << 1
                            << QStringList{
                                   u"lost"_s, u"lost"_s, u"at_risk"_s, u"at_risk"_s, u"cannot_lose"_s};
    }
    void groupsFollowTheTable()
    {
        QFETCH(int, recency);
        QFETCH(QStringList, byFrequency);
        for (int frequency = 1; frequency <= 5; ++frequency) {
            for (int monetary = 1; monetary <= 5; ++monetary)
                QCOMPARE(toWord(groupOf({recency, frequency, monetary})), byFrequency[frequency - 1]);
        }
    }

    void withThreeScoresSpendBreaksTies()
    {
        QCOMPARE(groupOf({3, 3, 3}, 3), RfmGroup::Champions);
        QCOMPARE(groupOf({3, 3, 2}, 3), RfmGroup::Loyal);
        QCOMPARE(groupOf({1, 3, 3}, 3), RfmGroup::CannotLose);
        QCOMPARE(groupOf({1, 3, 1}, 3), RfmGroup::AtRisk);
        QCOMPARE(groupOf({1, 1, 1}, 3), RfmGroup::Lost);
        QCOMPARE(groupOf({1, 1, 3}, 3), RfmGroup::Hibernating);
        QCOMPARE(groupOf({2, 2, 3}, 3), RfmGroup::NeedAttention);
    }

    void everyGroupHasItsWords()
    {
        QSet<QString> names;
        for (const RfmGroup group : allRfmGroups) {
            QCOMPARE(rfmGroupFromWord(toWord(group)), std::optional(group));
            QVERIFY(meaningOf(group).endsWith(u'.'));
            names.insert(nameOf(group));
        }
        QCOMPARE(names.size(), 11);
        QVERIFY(!rfmGroupFromWord(u"of another house"));
    }
};

QTEST_GUILESS_MAIN(TestRfm)
#include "tst_rfm.moc"
