// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/cohorts.h"
#include "core/insight/month_calendar.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace haberdash;
using namespace haberdash::insight;
using namespace Qt::Literals::StringLiterals;

namespace {

Timestamp utc(const QString &text)
{
    return *parseInstant(text, QTimeZone::utc());
}

int month(int year, int number)
{
    return (year - 1970) * 12 + number - 1;
}

} // namespace

class TestCohorts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void monthsAreThoseOfTheShop_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("instant");
        QTest::addColumn<QString>("month");
        QTest::newRow("Berlin is ahead")
            << QByteArray("Europe/Berlin") << u"2024-01-31T23:30:00Z"_s << u"2024-02"_s;
        QTest::newRow("UTC") << QByteArray("UTC") << u"2024-01-31T23:30:00Z"_s << u"2024-01"_s;
        QTest::newRow("the last of it")
            << QByteArray("Europe/Berlin") << u"2024-01-31T22:59:59.999Z"_s << u"2024-01"_s;
        QTest::newRow("the first of it")
            << QByteArray("Europe/Berlin") << u"2024-01-31T23:00:00Z"_s << u"2024-02"_s;
        QTest::newRow("summer time") << QByteArray("Europe/Berlin") << u"2024-06-30T22:00:00Z"_s
                                     << u"2024-07"_s;
        QTest::newRow("New York is behind")
            << QByteArray("America/New_York") << u"2024-02-01T04:59:00Z"_s << u"2024-01"_s;
        QTest::newRow("a quarter hour off")
            << QByteArray("Asia/Kathmandu") << u"2023-12-31T18:15:00Z"_s << u"2024-01"_s;
        QTest::newRow("29 February") << QByteArray("UTC") << u"2024-02-29T23:59:59Z"_s << u"2024-02"_s;
        QTest::newRow("long ago") << QByteArray("Europe/Berlin") << u"1999-12-31T23:00:00Z"_s << u"2000-01"_s;
    }
    void monthsAreThoseOfTheShop()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, instant);
        QFETCH(QString, month);
        const MonthCalendar calendar(
            QTimeZone(zone), utc(u"1998-05-05T00:00:00Z"_s), utc(u"2026-06-30T12:00:00Z"_s));
        QCOMPARE(monthText(calendar.monthOf(utc(instant))), month);
        QCOMPARE(calendar.monthOf(utc(instant)), monthNumber(dayOf(utc(instant), QTimeZone(zone))));
    }

    void aCalendarCoversItsMonths()
    {
        const MonthCalendar calendar(
            QTimeZone("Europe/Berlin"), utc(u"2024-01-31T23:30:00Z"_s), utc(u"2024-04-30T21:59:00Z"_s));
        QCOMPARE(calendar.firstMonth(), month(2024, 2));
        QCOMPARE(calendar.lastMonth(), month(2024, 4));
        QCOMPARE(calendar.monthOf(utc(u"2020-01-01T00:00:00Z"_s)), month(2024, 2));
        QCOMPARE(calendar.monthOf(utc(u"2030-01-01T00:00:00Z"_s)), month(2024, 4));
        QCOMPARE(monthNumber(firstDayOf(-5)), -5);
    }

    void nothingHasNoCohorts()
    {
        QVERIFY(cohortsOf({}, 0, {month(2024, 1)}).empty());
        QVERIFY(cohortsOf({}, 3, {month(2024, 1)}).empty());
        QVERIFY(cohortsOf(std::vector<CohortOrder>{{0, month(2024, 2), 5}}, 1, {month(2024, 1)}).empty());
        QVERIFY(averageOf({}).empty());
    }

    void theMonthThatIsNotOverHasNoShares()
    {
        // Two buy in January, one of them again in March, which is not over; one begins in March.
        const std::vector<CohortOrder> orders{{0, month(2024, 1), 10}, {1, month(2024, 1), 30},
            {0, month(2024, 3), 7}, {0, month(2024, 3), 3}, {2, month(2024, 3), 8}};
        const auto cohorts = cohortsOf(orders, 4, {month(2024, 3), true});
        QCOMPARE(cohorts.size(), size_t(2)); // nobody began in February
        const Cohort &january = cohorts.front();
        QCOMPARE(january.size, 2);
        QCOMPARE(january.periods.size(), size_t(3));
        QCOMPARE(january.period(0)->retention, std::optional(1.0));
        QCOMPARE(january.period(0)->valuePerCustomer, std::optional(20.0));
        QCOMPARE(
            january.period(1)->retention, std::optional(0.0)); // a whole month in which nobody came: a real 0
        QCOMPARE(january.period(1)->valuePerCustomer, std::optional(20.0));
        QVERIFY(january.period(2)->isPartial);
        QVERIFY(!january.period(2)->retention);
        QVERIFY(!january.period(2)->valuePerCustomer);
        QCOMPARE(january.period(2)->buyers, 1); // twice in the month, one customer
        QCOMPARE(january.period(2)->net, 10.0);
        QVERIFY(!january.period(3));
        QVERIFY(!january.period(-1));
        const Cohort &march = cohorts.back();
        QCOMPARE(march.size, 1);
        QCOMPARE(march.period(0)->retention, std::optional(1.0)); // by definition
        QVERIFY(march.period(0)->isPartial && !march.period(0)->valuePerCustomer);
        // A month later the same is known for sure.
        const auto later = cohortsOf(orders, 4, {month(2024, 3), false});
        QCOMPARE(later.front().period(2)->retention, std::optional(0.5));
        QCOMPARE(later.front().period(2)->valuePerCustomer, std::optional(25.0));
    }

    void refundsLowerTheValue()
    {
        const auto cohorts = cohortsOf(std::vector<CohortOrder>{{0, 5, 40}, {0, 6, -15}}, 1, {6, false});
        QCOMPARE(cohorts.front().period(1)->valuePerCustomer, std::optional(25.0));
    }

    void averagesTakeWholeMonthsOnly()
    {
        const std::vector<CohortOrder> orders{{0, 0, 10}, {1, 0, 20}, {0, 1, 6}, {2, 1, 50}, {2, 2, 9}};
        const auto averages = averageOf(cohortsOf(orders, 3, {2, true}));
        QCOMPARE(averages.size(), size_t(2));
        QCOMPARE(averages[0].customers, 3);
        QCOMPARE(averages[0].retention, 1.0);
        QCOMPARE(averages[0].valuePerCustomer, 80.0 / 3);
        QCOMPARE(averages[1].customers, 2); // period 1 of the younger cohort is not over
        QCOMPARE(averages[1].retention, 0.5);
        QCOMPARE(averages[1].valuePerCustomer, 18.0);
    }

    void theOrderOfOrdersDoesNotMatter()
    {
        // Against sets and maps, over more months than fit one word of bits.
        std::mt19937 engine(3);
        std::vector<CohortOrder> orders;
        for (int i = 0; i < 4000; ++i)
            orders.push_back({quint32(engine() % 300), qint32(engine() % 150), double(engine() % 100)});
        const CohortEnd end{140, true};
        const auto cohorts = cohortsOf(orders, 300, end);
        std::map<quint32, int> firsts;
        for (const auto &order : orders) {
            if (order.month <= end.month)
                firsts[order.customer]
                    = std::min(firsts.try_emplace(order.customer, order.month).first->second, order.month);
        }
        std::map<std::pair<int, int>, std::set<quint32>> buyers;
        std::map<int, qint64> sizes;
        for (const auto &[customer, first] : firsts)
            ++sizes[first];
        for (const auto &order : orders) {
            if (order.month <= end.month)
                buyers[{firsts[order.customer], order.month - firsts[order.customer]}].insert(order.customer);
        }
        QCOMPARE(cohorts.size(), sizes.size());
        for (const Cohort &cohort : cohorts) {
            QCOMPARE(cohort.size, sizes[cohort.month]);
            for (int i = 0; i < int(cohort.periods.size()); ++i)
                QCOMPARE(cohort.period(i)->buyers, qint64(buyers[{cohort.month, i}].size()));
        }
        std::reverse(orders.begin(), orders.end());
        const auto again = cohortsOf(orders, 300, end);
        QCOMPARE(again.back().periods.back().buyers, cohorts.back().periods.back().buyers);
    }
};

QTEST_GUILESS_MAIN(TestCohorts)
#include "tst_cohorts.moc"
