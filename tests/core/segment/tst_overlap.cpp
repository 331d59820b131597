// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/overlap.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace haberdash;
using namespace haberdash::segment;
using facts::RowSet;
using namespace Qt::Literals::StringLiterals;

namespace {

RowSet setOf(size_t rows, const std::vector<size_t> &members)
{
    RowSet set(rows);
    for (const size_t row : members)
        set.set(row);
    return set;
}

/// "5:3 2:1": mask and count.
QString told(const std::vector<Intersection> &intersections)
{
    QStringList parts;
    for (const Intersection &one : intersections)
        parts.append(u"%1:%2"_s.arg(one.mask).arg(one.count));
    return parts.join(u' ');
}

} // namespace

class TestOverlap final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_each_row_once_data()
    {
        QTest::addColumn<std::vector<RowSet>>("sets");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no sets") << std::vector<RowSet>{} << QString();
        QTest::newRow("no rows") << std::vector<RowSet>{RowSet(0), RowSet(0)} << QString();
        QTest::newRow("nobody") << std::vector<RowSet>{RowSet(70), RowSet(70)} << QString();
        QTest::newRow("one") << std::vector{setOf(70, {0, 69})} << u"1:2"_s;
        QTest::newRow("the same") << std::vector{setOf(70, {1, 2}), setOf(70, {1, 2})} << u"3:2"_s;
        QTest::newRow("apart") << std::vector{setOf(70, {1, 2}), setOf(70, {3})} << u"1:2 2:1"_s;
        QTest::newRow("inside") << std::vector{setOf(70, {1, 2, 3, 64}), setOf(70, {64})} << u"1:3 3:1"_s;
        QTest::newRow("equal ones: fewer sets first, then earlier sets")
            << std::vector{setOf(9, {0, 3}), setOf(9, {1, 3}), setOf(9, {2, 4})} << u"4:2 1:1 2:1 3:1"_s;
        QTest::newRow("last row of a word")
            << std::vector{setOf(129, {63, 64, 127, 128}), setOf(129, {63, 128})} << u"1:2 3:2"_s;
    }
    void counts_each_row_once()
    {
        QFETCH(std::vector<RowSet>, sets);
        QTEST(told(intersections(sets)), "expected");
    }

    void agrees_with_a_look_at_each_row()
    {
        QRandomGenerator random(20260630);
        for (const size_t howMany : {2, 5, 8, 16}) {
            const size_t rows = 1000 + random.bounded(200);
            std::vector<RowSet> sets(howMany, RowSet(rows));
            std::map<quint32, qint64> expected;
            for (size_t row = 0; row < rows; ++row) {
                quint32 mask = 0;
                for (size_t i = 0; i < howMany; ++i) {
                    if (random.bounded(3) != 0)
                        continue;
                    sets[i].set(row);
                    mask |= quint32(1) << i;
                }
                if (mask != 0)
                    ++expected[mask];
            }
            const auto found = intersections(sets);
            QCOMPARE(found.size(), expected.size());
            for (const Intersection &one : found)
                QCOMPARE(one.count, expected[one.mask]);
            QVERIFY(std::is_sorted(found.begin(), found.end(),
                [](const Intersection &a, const Intersection &b) { return a.count > b.count; }));
        }
    }

    void an_intersection_becomes_a_rule()
    {
        const QStringList names{u"VIP"_s, u"Regulars"_s, u"Wait \"list\""_s};
        const auto rule
            = parseRule(u"all(segment \"VIP\", segment \"Regulars\", none(segment \"Wait \\\"list\\\"\"))"_s);
        QVERIFY(rule);
        QCOMPARE(ruleOf(0b011, names), *rule);
        QCOMPARE(print(ruleOf(0b111, names)).count(u"none"_s), 0);
        QCOMPARE(print(ruleOf(0b100, names)).count(u"segment"_s), 3);
    }
};

QTEST_GUILESS_MAIN(TestOverlap)
#include "tst_overlap.moc"
