// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_shop.h"
#include "core/store/workspace.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;

class TestSampleShop final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<store::Connection> m_shop;

    qint64 count(const QString &sql) { return m_shop->integer(sql).value_or(-1); }

private Q_SLOTS:
    void initTestCase()
    {
        NoProgress progress;
        QVERIFY(sample::makeSampleShop(m_folder.filePath(u"a.haberdash"_s), progress));
        auto opened = store::openWorkspace(m_folder.filePath(u"a.haberdash"_s));
        QVERIFY(opened);
        m_shop.emplace(std::move(*opened));
    }

    void itHasWhatAShopHas()
    {
        QCOMPARE(count(u"SELECT count(*) FROM customer"_s), 2000);
        QVERIFY(count(u"SELECT count(*) FROM shop_order"_s) > 3000);
        QVERIFY(count(u"SELECT count(*) FROM event"_s) > 30000);
        QVERIFY(count(u"SELECT count(*) FROM product WHERE picture_id IS NOT NULL"_s) > 30);
        QVERIFY(count(u"SELECT count(*) FROM consent_entry WHERE state = 'unsubscribed'"_s) > 20);
        QVERIFY(count(u"SELECT count(*) FROM segment"_s) >= 5);
        QVERIFY(count(u"SELECT count(DISTINCT country) FROM customer"_s) >= 8);
        QCOMPARE(count(u"SELECT count(*) FROM pragma_foreign_key_check"_s), 0);
        QCOMPARE(
            count(u"SELECT count(*) FROM shop_order WHERE total <> subtotal - discount + shipping"_s), 0);
        QCOMPARE(count(u"SELECT count(*) FROM shop_order o WHERE subtotal <> "
                       u"(SELECT sum(quantity * unit_price) FROM order_line WHERE order_id = o.id)"_s),
            0);
        QCOMPARE(count(u"SELECT count(*) FROM identity WHERE key <> lower(key)"_s), 0);
    }

    void nothingLiesInItsFutureOrBeforeItsCustomers()
    {
        const auto now = QString::number(toMilliseconds(sample::sampleAsOf()));
        QCOMPARE(count(u"SELECT count(*) FROM event WHERE occurred_at >= %1"_s.arg(now)), 0);
        QCOMPARE(count(u"SELECT count(*) FROM shop_order WHERE placed_at >= %1"_s.arg(now)), 0);
        QCOMPARE(
            count(
                u"SELECT count(*) FROM shop_order o JOIN customer c ON c.id = o.customer_id WHERE o.placed_at < c.created_at"_s),
            0);
        QCOMPARE(store::defaultAsOf(*m_shop, Timestamp()).value(), sample::sampleAsOf());
    }

    void mailWentOnlyToThoseWhoAgreed()
    {
        QCOMPARE(
            count(
                u"SELECT count(*) FROM outbox o WHERE state = 'sent' AND 'subscribed' <> (SELECT state FROM "
                u"consent_entry c "
                u"WHERE c.customer_id = o.customer_id AND c.occurred_at <= o.claimed_at ORDER BY id DESC LIMIT 1)"_s),
            0);
        QVERIFY(count(u"SELECT count(*) FROM outbox WHERE state = 'sent'"_s) > 600);
        QVERIFY(count(u"SELECT count(*) FROM outbox WHERE state = 'held_out'"_s) > 50);
    }

    void picturesCanBeShown()
    {
        auto picture = m_shop->prepare(u"SELECT bytes, width FROM picture"_s);
        while (picture->step().value()) {
            const auto image = QImage::fromData(picture->blob(0), "PNG");
            QCOMPARE(image.width(), int(picture->integer(1)));
        }
    }

    void itIsTheSameEveryTime()
    {
        NoProgress progress;
        const auto path = m_folder.filePath(u"b.haberdash"_s);
        QVERIFY(sample::makeSampleShop(path, progress));
        QVERIFY(m_shop->execute(u"ATTACH '%1' AS other"_s.arg(path)));
        for (const QString &table : {u"customer"_s, u"shop_order"_s, u"order_line"_s, u"event"_s,
                 u"consent_entry"_s, u"outbox"_s, u"picture"_s})
            QCOMPARE(
                count(u"SELECT count(*) FROM (SELECT * FROM main.%1 EXCEPT SELECT * FROM other.%1)"_s.arg(
                    table)),
                0);
        QVERIFY(m_shop->execute(u"DETACH other"_s));
    }

    void aFileThatIsThereIsLeftAlone()
    {
        NoProgress progress;
        const auto again = sample::makeSampleShop(m_folder.filePath(u"a.haberdash"_s), progress);
        QVERIFY(!again);
        QCOMPARE(again.error().code, Error::Code::Refused);
        QCOMPARE(count(u"SELECT count(*) FROM customer"_s), 2000);
    }

    void stoppedHalfWayNothingIsLeft()
    {
        class Stop final : public Progress
        {
        public:
            void report(qint64 done, qint64) override { m_done = done; }
            bool isCancelled() const override { return m_done > 500; }

        private:
            qint64 m_done = 0;
        } progress;
        const auto path = m_folder.filePath(u"c.haberdash"_s);
        const auto stopped = sample::makeSampleShop(path, progress);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, Error::Code::Cancelled);
        QVERIFY(!QFile::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestSampleShop)
#include "tst_sample_shop.moc"
