// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

class TestRuleText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readAndWrittenBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char *text, const char *canonical) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
        };
        row("count orders = 1", "all(count orders = 1)");
        row("COUNT Orders >= 2.50", "all(count orders >= 2.5)");
        row("any(count order = 1)", "any(count orders = 1)");
        row("count orders in last 1 day >= 1", "all(count orders in last 1 day >= 1)");
        row("count orders in last 3 weeks >= 1 # a remark", "all(count orders in last 3 weeks >= 1)");
        row("not count orders = 1", "none(count orders = 1)");
        row("last order between 60 and 90 days ago", "all(last order between 60 and 90 days ago)");
        row("last order between 2 weeks and 3 months ago",
            "all(last order between 2 weeks and 3 months ago)");
        row("tag is any of \"a\", \"b\", \"c\"", "all(tag is any of \"a\", \"b\", \"c\")");
        row("note contains \"say \\\"hi\\\" \\\\ bye\"", "all(note contains \"say \\\"hi\\\" \\\\ bye\")");
        row("sum points_change.value <= -5", "all(sum points_change.value <= -5)");
        row("count \"Placed Order\" >= 1", "all(count \"Placed Order\" >= 1)");
        row("count \"orders\" >= 1", "all(count \"orders\" >= 1)");
        row("count \"view\n\" >= 1", "all(count \"view\n\" >= 1)");
        row("attribute \"Lieblings\u00ADfarbe\" is \"blau\"",
            "all(attribute \"Lieblings\u00ADfarbe\" is \"blau\")");
        row("last order at any time", "all(last order at any time)");
        row("all()", "all()");
        row("count orders >= 5 or sum orders.net >= 1000 and not segment \"Refunds\"",
            "any(\n  count orders >= 5,\n  all(\n    sum orders.net >= 1000,\n    none(segment "
            "\"Refunds\")\n  )\n)");
        row("count orders[category is any of \"Shoes\", \"Bags\", coupon is known, value > 10] since last "
            "cart_add[product is \"x\"] = 0",
            "all(count orders[category is any of \"Shoes\", \"Bags\", coupon is known, value > 10] since "
            "last cart_add[product is \"x\"] = 0)");
    }
    void readAndWrittenBack()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto rule = parseRule(text);
        QVERIFY2(rule, rule ? "" : qPrintable(rule.error().toError().detail));
        QCOMPARE(print(*rule), canonical);
        const auto again = parseRule(canonical);
        QVERIFY(again);
        QVERIFY(*again == *rule);
    }

    void faultsNameThePlaceAndWhatWasExpected_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, int line, int column, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << line << column << QString::fromUtf8(expected);
        };
        row("", 1, 1, "a condition");
        row("count", 1, 6, "orders or the name of an event");
        row("count orders", 1, 13, "=, !=");
        row("count \"\" >= 1", 1, 7, "the name of an event");
        row("count orders >=", 1, 16, "a number");
        row("count orders >= many", 1, 17, "a number");
        row("count orders >= 1.2345", 1, 17, "three digits");
        row("count orders >= 99999999999999999999", 1, 17, "a number");
        row("count orders in last days >= 1", 1, 22, "a whole number");
        row("count orders in last 30 >= 1", 1, 25, "hours, days");
        row("count orders in last 1.5 days >= 1", 1, 22, "a whole number");
        row("count orders in last 100001 days >= 1", 1, 22, "100000");
        row("last order", 1, 11, "a time");
        row("last order between 2026-02-30 and 2026-03-01", 1, 20, "a day");
        row("sum orders >= 5", 1, 12, ".total or .net");
        row("sum cart_add.total >= 5", 1, 14, "value");
        row("segment VIP", 1, 9, "in quotes");
        row("country = \"DE\"", 1, 9, "is, contains");
        row("country is DE", 1, 12, "a text in quotes");
        row("country is \"DE", 1, 12, "closing");
        row("favourite is \"x\"", 1, 1, "a condition");
        row("all(count orders = 1", 1, 21, ", or )");
        row("all(\n  count orders = 1\n  count orders = 2)", 3, 3, ", or )");
        row("count orders = 1 country is \"DE\"", 1, 18, "and, or");
        row("count orders = 1 and", 1, 21, "a condition");
        row("(count orders = 1", 1, 18, ")");
        row("count orders[reference is \"x\"] = 1", 1, 14, "product, category");
        row("email consent is yes", 1, 18, "subscribed");
        row("count orders = 1 ; drop", 1, 18, "means nothing");
        row("tag is \"\xF0\x9F\x98\x80\" !", 1, 12, "means nothing");
    }
    void faultsNameThePlaceAndWhatWasExpected()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, expected);
        const auto rule = parseRule(text);
        QVERIFY(!rule);
        QVERIFY2(rule.error().message.contains(expected), qPrintable(rule.error().message));
        QCOMPARE(rule.error().line, line);
        QCOMPARE(rule.error().column, column);
    }

    void groupsNestOnlySoDeep()
    {
        QString text = u"count orders = 1"_s;
        for (int i = 0; i < 40; ++i)
            text = u"all(%1)"_s.arg(text);
        QVERIFY(parseRule(text));
        for (int i = 0; i < 100000; ++i)
            text.prepend(u'(');
        const auto rule = parseRule(text);
        QVERIFY(!rule);
        QVERIFY(rule.error().message.contains(u"inside each other"_s));
    }

    void groupsWithoutBracketsNestOnlySoDeep()
    {
        // Each pair of brackets makes two groups: what is read must be short enough to be read again.
        QString text = u"count orders = 1"_s;
        for (int i = 0; i < 25; ++i)
            text = u"(%1 or tag is \"a\") and tag is \"b\""_s.arg(text);
        const auto rule = parseRule(text);
        QVERIFY(rule);
        QVERIFY(parseRule(print(*rule)));
        const auto deeper = parseRule(u"(%1 or tag is \"a\") and tag is \"b\""_s.arg(text));
        QVERIFY(!deeper);
        QVERIFY(deeper.error().message.contains(u"inside each other"_s));
    }

    void sentences_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("all()", "All customers");
        row("count orders = 1 and last order more than 30 days ago",
            "Customers who bought exactly once and last bought more than 30 days ago");
        row("count orders in last 30 days >= 2", "Customers who bought at least 2 times in the last 30 days");
        row("count orders in last 30 days = 0", "Customers who never bought in the last 30 days");
        row("last cart_add in last 7 days and count orders since last cart_add = 0",
            "Customers who last added to the cart in the last 7 days and never bought since they last added "
            "to the cart");
        row("sum orders.net >= 1000", "Customers who spent at least 1,000 after refunds");
        row("sum points_change.value >= 5000", "Customers who have a points balance of at least 5,000");
        row("(segment \"A\" or country is \"DE\") and not email consent is subscribed",
            "Customers who (are in “A” or have a country that is “DE”) and not (agreed to get e-mail)");
        row("count \"Placed Order\" >= 1", "Customers who did “Placed Order”");
    }
    void sentences()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(sentence(parseRule(text).value()), expected);
    }
};

QTEST_GUILESS_MAIN(TestRuleText)
#include "tst_rule_text.moc"
