// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coupon/pool_file.h"
#include "tests/support/temporary_workspace.h"

#include <QBuffer>
#include <QTest>

using namespace haberdash;
using namespace haberdash::coupon;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000)); // 2026-06-30T00:00:00Z

QString describe(const PoolImport &import)
{
    QString text = u"%1 rows, %2 added\n"_s.arg(import.rows).arg(import.added);
    for (const PoolFault &fault : import.faults)
        text += u"%1: “%2” %3\n"_s.arg(fault.line).arg(fault.text, inWords(fault.reason));
    return text;
}

} // namespace

class TestPoolFile final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    CouponSet m_pool;

    CouponSet make(const QString &name, CouponSet::Source source)
    {
        CouponSet set;
        set.name = name;
        set.value = 200;
        set.source = source;
        if (!createSet(m_shop->connection(), set, now))
            qFatal("no set");
        return store::couponSetByName(m_shop->connection(), name).value();
    }
    Result<PoolImport> take(QByteArray list)
    {
        QBuffer buffer(&list);
        buffer.open(QIODevice::ReadOnly);
        NoProgress progress;
        return importPool(m_shop->connection(), m_pool, buffer, progress);
    }
    QString codes()
    {
        return m_shop->lines(u"SELECT code FROM coupon_code WHERE given_at IS NULL ORDER BY id"_s);
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        m_pool = make(u"Pool"_s, CouponSet::Source::Pool);
    }

    void lists_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::newRow("one a line") << "AAA-1\nBBB-2\nCCC-3\n"_ba;
        QTest::newRow("no end to the last line") << "AAA-1\nBBB-2\nCCC-3"_ba;
        QTest::newRow("from Windows, with a mark in front") << "\xef\xbb\xbf"
                                                               "AAA-1\r\nBBB-2\r\n\r\nCCC-3\r\n"_ba;
        QTest::newRow("from an old Mac") << "AAA-1\rBBB-2\rCCC-3\r"_ba;
        QTest::newRow("blanks around") << "  AAA-1\t\n\n \nBBB-2  \n CCC-3"_ba;
        QTest::newRow("CSV with a head") << "Discount code,Value\nAAA-1,20\nBBB-2,20\nCCC-3,20\n"_ba;
        QTest::newRow("semicolons and quotes")
            << "\"Gutscheincode\";\"Wert\"\n\"AAA-1\";20\n\"BBB-2\";\"20\"\n\"CCC-3\""_ba;
        QTest::newRow("tabs") << "Code\tused\nAAA-1\tno\nBBB-2\tno\nCCC-3\tno"_ba;
    }
    void lists()
    {
        QFETCH(QByteArray, list);
        const auto import = take(list);
        QVERIFY(import);
        QCOMPARE(describe(*import), u"3 rows, 3 added\n"_s);
        QCOMPARE(codes(), u"AAA-1\nBBB-2\nCCC-3\n"_s);
    }

    void whatIsNoCodeIsToldLineByLine()
    {
        const auto import = take("AAA-1\nA\nBBB 2\n,empty\n\"BB\"\"B\"\nCODE\naaa-1\n"_ba
            + QByteArray(65, 'X') + "\n\xff\xfe\xff\xfe\nBBB-2\nBBB-2\n");
        QVERIFY(import);
        QCOMPARE(describe(*import),
            u"11 rows, 3 added\n2: “A” is no code\n3: “BBB 2” is no code\n4: “” is no code\n5: “BB\"B” is no "
            u"code\n"
            u"7: “aaa-1” stands in the list twice\n8: “%1” is no code\n9: “%2” is no code\n11: “BBB-2” stands in the list twice\n"_s
                .arg(QString(65, u'X'), QString(4, QChar::ReplacementCharacter)));
        QCOMPARE(codes(), u"AAA-1\nCODE\nBBB-2\n"_s); // a head is one only in front
    }

    void codesThatAreKnownOrUsedAreTold()
    {
        const CouponSet first = m_pool;
        QVERIFY(take("AAA-1\nAAA-2\n"));
        m_pool = make(u"Other pool"_s, CouponSet::Source::Pool);
        QVERIFY(take("BBB-1\n"));
        QVERIFY(m_shop->connection().execute(u"INSERT INTO customer (id) VALUES (1); INSERT INTO shop_order "
                                             u"(source, external_id, name, placed_at, "
                                             u"currency, subtotal, discount, shipping, tax, total, refunded, "
                                             u"coupon_code) VALUES ('s', '1', '#1', "
                                             u"1, 'USD', 1, 0, 0, 0, 1, 0, 'old-1')"_s));
        QVERIFY(giveCode(m_shop->connection(), m_pool, CustomerId(1), u"spring"_s, now));
        const auto import = take("aaa-1\nbbb-1\nOLD-1\nBBB-2\n");
        QVERIFY(import);
        QCOMPARE(describe(*import),
            u"4 rows, 1 added\n1: “aaa-1” is in another set already\n2: “bbb-1” is in this set already\n"
            u"3: “OLD-1” was used in an order already\n"_s);
        QCOMPARE(codes(), u"AAA-1\nAAA-2\nBBB-2\n"_s); // nothing was lost and nothing is free that was given
    }

    void whatIsNoListChangesNothing()
    {
        QVERIFY(take("AAA-1\n"));
        const auto blob = take("BBB-1\n" + QByteArray(200'000, 'x'));
        QVERIFY(!blob);
        QCOMPARE(blob.error().code, Error::Code::Invalid);
        QVERIFY(blob.error().detail.contains(u"Line 2"_s));
        NoProgress progress;
        const auto missing
            = importPoolFile(m_shop->connection(), m_pool, m_shop->path(u"none.csv"_s), progress);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, Error::Code::Io);
        QVERIFY(!importPoolFile(m_shop->connection(), m_pool, m_shop->path({}), progress));
        QCOMPARE(codes(), u"AAA-1\n"_s);
        QCOMPARE(describe(*take({})), u"0 rows, 0 added\n"_s);
    }

    void aFileIsTriedWithoutTakingAnything()
    {
        const QString path = m_shop->write(u"codes.csv"_s, "Code\nAAA-1\nno code\naaa-1\nBBB-2\n"_ba);
        NoProgress progress;
        CouponSet unsaved;
        unsaved.source = CouponSet::Source::Pool;
        const auto tried = tryPoolFile(m_shop->connection(), unsaved, path, progress);
        QVERIFY(tried);
        QCOMPARE(describe(*tried),
            u"4 rows, 2 added\n3: “no code” is no code\n4: “aaa-1” stands in the list twice\n"_s);
        QCOMPARE(tried->examples, QStringList({u"AAA-1"_s, u"BBB-2"_s}));
        QCOMPARE(codes(), QString());
        // What is said before is what happens then.
        QCOMPARE(importPoolFile(m_shop->connection(), m_pool, path, progress), tried);
        QVERIFY(!tryPoolFile(m_shop->connection(), m_pool, m_shop->path(u"none.csv"_s), progress));
    }

    void aPoolAndItsCodesAreMadeTogetherOrNotAtAll()
    {
        CouponSet set;
        set.name = u"Summer"_s;
        set.value = 100;
        set.source = CouponSet::Source::Pool;
        NoProgress progress;
        const auto make = [&](const QByteArray &list) {
            return createPoolFromFile(
                m_shop->connection(), set, m_shop->write(u"list.txt"_s, list), now, progress);
        };
        const auto nothing = make("a\nb c\n");
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().code, Error::Code::Invalid);
        QVERIFY(!make(QByteArray(200'000, 'x')));
        QVERIFY(!store::couponSetByName(m_shop->connection(), set.name));
        const auto made = make("AAA-1\nBBB-2\nb c\n");
        QVERIFY(made);
        QCOMPARE(describe(*made), u"3 rows, 2 added\n3: “b c” is no code\n"_s);
        QCOMPARE(codes(), u"AAA-1\nBBB-2\n"_s);
        QVERIFY(!make("CCC-3\n")); // the name is taken
        QCOMPARE(codes(), u"AAA-1\nBBB-2\n"_s);
    }

    void aGeneratorTakesNoList()
    {
        m_pool = make(u"Made"_s, CouponSet::Source::Generator);
        const auto import = take("AAA-1\n");
        QVERIFY(!import);
        QCOMPARE(import.error().code, Error::Code::Invalid);
        QCOMPARE(codes(), QString());
    }
};

QTEST_GUILESS_MAIN(TestPoolFile)
#include "tst_pool_file.moc"
