// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/ready_made.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"

#include <QSet>
#include <QTest>

using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

class TestReadyMade final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCanBeReadAndSaid_data()
    {
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("text");
        for (const ReadyMade &entry : readyMadeSegments())
            QTest::newRow(qPrintable(entry.id)) << entry.why << entry.rule;
    }
    void eachCanBeReadAndSaid()
    {
        QFETCH(QString, why);
        QFETCH(QString, text);
        const auto rule = parseRule(text);
        QVERIFY2(rule, rule ? "" : qPrintable(rule.error().toError().detail));
        QCOMPARE(parseRule(print(*rule)).value(), *rule);
        QVERIFY(!rule->root.children.empty());
        // Only kinds of events that we have words for: those that every workspace has.
        QVERIFY2(!sentence(*rule).contains(u"did “"_s), qPrintable(sentence(*rule)));
        QVERIFY(why.endsWith(u'.'));
        QCOMPARE(why.count(u'.'), 1);
    }

    void noneComesTwice()
    {
        QSet<QString> ids;
        QSet<QString> names;
        QSet<QString> rules;
        for (const ReadyMade &entry : readyMadeSegments()) {
            QVERIFY2(!ids.contains(entry.id), qPrintable(entry.id));
            QVERIFY2(!names.contains(entry.name), qPrintable(entry.name));
            const QString rule = print(parseRule(entry.rule).value());
            QVERIFY2(!rules.contains(rule), qPrintable(rule));
            ids.insert(entry.id);
            names.insert(entry.name);
            rules.insert(rule);
        }
        QVERIFY(ids.size() >= 30);
    }

    void theyStandTogetherByGoal()
    {
        QList<Goal> order;
        for (const ReadyMade &entry : readyMadeSegments()) {
            if (order.isEmpty() || order.last() != entry.goal)
                order.append(entry.goal);
        }
        QCOMPARE(order.size(), 8);
        QCOMPARE(inWords(Goal::WinBack), u"Win back"_s);
    }
};

QTEST_GUILESS_MAIN(TestReadyMade)
#include "tst_ready_made.moc"
