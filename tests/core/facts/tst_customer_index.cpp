// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/customer_index.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::facts;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using store::CustomerOrder;

class TestCustomerIndex final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    QString find(const CustomerIndex::Query &query)
    {
        const auto index = CustomerIndex::load(m_shop->connection(), fromMilliseconds(1'000'000));
        if (!index)
            qFatal("%s", qPrintable(index.error().detail));
        const auto rows = (*index)->find(m_shop->connection(), query);
        if (!rows)
            qFatal("%s", qPrintable(rows.error().detail));
        QStringList ids;
        for (const quint32 row : *rows)
            ids.append(QString::number((*index)->idAt(row).value()));
        return ids.join(u' ');
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        // With a gap in the numbers, and one who has no name.
        QVERIFY(m_shop->connection().execute(
            u"INSERT INTO customer (id, first_name, last_name, email) VALUES "
            u"(2, 'Anna', 'Berg', 'anna@example.com'), (3, 'René', 'Ærø', 'r.a@web.example'), "
            u"(7, 'Carl', 'Rosenberg', NULL), (8, NULL, NULL, 'z@example.com'), (9, 'Ada', 'berg', "
            u"'ADA@Post.example');"
            u"INSERT INTO shop_order (source, external_id, name, kind, customer_id, placed_at, currency, "
            u"subtotal, "
            u"discount, shipping, tax, total, refunded, cancelled_at) VALUES "
            u"('s', '1', '#1001', 'sale', 7, 10, 'USD', 0, 0, 0, 0, 500, 100, NULL), "
            u"('s', '2', '#1002', 'sale', 7, 30, 'USD', 0, 0, 0, 0, 500, 0, NULL), "
            u"('s', '3', 'DE-77', 'sale', 2, 40, 'USD', 0, 0, 0, 0, 9000, 0, NULL), "
            u"('s', '4', '#1004', 'sale', 3, 50, 'USD', 0, 0, 0, 0, 100, 0, NULL), "
            u"('s', '5', '#1005', 'sale', 3, 60, 'USD', 0, 0, 0, 0, 99999, 0, 61), "
            u"('s', '6', '#1006', 'sale', 3, 1000001, 'USD', 0, 0, 0, 0, 99999, 0, NULL), "
            u"('s', '7', '#2001', 'sale', NULL, 5, 'USD', 0, 0, 0, 0, 1, 0, NULL)"_s));
    }

    void peopleAreFoundBySomeOfTheirNameAddressOrOrder_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ids");
        QTest::newRow("everybody, by family name") << u""_s << u"9 2 7 3 8"_s;
        QTest::newRow("in the middle of a name") << u"berg"_s << u"9 2 7"_s;
        QTest::newRow("capitals") << u"BERG"_s << u"9 2 7"_s;
        QTest::newRow("first and family name") << u"anna be"_s << u"2"_s;
        QTest::newRow("without the accent") << u"rene"_s << u"3"_s;
        QTest::newRow("with the accent") << u"René"_s << u"3"_s;
        QTest::newRow("address") << u"@post."_s << u"9"_s;
        QTest::newRow("two letters begin a word") << u"be"_s << u"9 2"_s;
        QTest::newRow("one letter") << u"c"_s << u"2 7 8"_s; // Carl, and the .com of two addresses
        QTest::newRow("number of an order") << u"#1001"_s << u"7"_s;
        QTest::newRow("its beginning, without the sign") << u"100"_s << u"7 3"_s;
        QTest::newRow("another way of numbering") << u"DE-77"_s << u"2"_s;
        QTest::newRow("an order of nobody") << u"#2001"_s << u""_s;
        QTest::newRow("nobody") << u"xyz"_s << u""_s;
        QTest::newRow("two people's texts do not run together") << u"com r"_s << u""_s;
        QTest::newRow("blanks around") << u"  anna  "_s << u"2"_s;
        QTest::newRow("a pattern is a text") << u"%"_s << u""_s;
    }
    void peopleAreFoundBySomeOfTheirNameAddressOrOrder()
    {
        QFETCH(QString, text);
        QFETCH(QString, ids);
        QCOMPARE(find({text, CustomerOrder::ByName, false, {}}), ids);
    }

    void unknownValuesComeLastEitherWay()
    {
        QCOMPARE(find({{}, CustomerOrder::BySpent, false, {}}), u"3 7 2 8 9"_s);
        QCOMPARE(find({{}, CustomerOrder::BySpent, true, {}}), u"2 7 3 8 9"_s);
        QCOMPARE(find({{}, CustomerOrder::ByOrders, true, {}}).left(1), u"7"_s);
        QCOMPARE(find({{}, CustomerOrder::ByLastOrder, true, {}}), u"3 2 7 8 9"_s);
        QCOMPARE(find({{}, CustomerOrder::ByName, true, {}}), u"3 7 2 9 8"_s);
    }

    void onlyThoseOfASegment()
    {
        const std::vector<CustomerId> some{CustomerId(9), CustomerId(7), CustomerId(3), CustomerId(999)};
        QCOMPARE(find({{}, CustomerOrder::ByName, false, some}), u"9 7 3"_s);
        QCOMPARE(find({u"berg"_s, CustomerOrder::ByName, false, some}), u"9 7"_s);
        QCOMPARE(find({{}, CustomerOrder::ByName, false, std::vector<CustomerId>{}}), u""_s);
    }

    void anEmptyShopHasNobody()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        QCOMPARE(find({}), u""_s);
        QCOMPARE(find({u"x"_s, CustomerOrder::BySpent, true, {}}), u""_s);
    }
};

QTEST_GUILESS_MAIN(TestCustomerIndex)
#include "tst_customer_index.moc"
