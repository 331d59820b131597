// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import.h"
#include "tests/support/generated_shop.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_workspace.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000)); // 2026-06-30

ImportReport importAll(
    TemporaryWorkspace &shop, const QStringList &files, std::optional<Mapping> mapping = std::nullopt)
{
    NoProgress progress;
    ImportOptions options;
    options.mapping = std::move(mapping);
    options.rejectFolder = shop.path({});
    auto report = importFiles(shop.connection(), files, options, now, progress);
    if (!report)
        qFatal("%s", qPrintable(report.error().detail));
    return *report;
}

Mapping mappingFrom(const char *json)
{
    auto mapping = parseMapping(json);
    if (!mapping)
        qFatal("%s", qPrintable(mapping.error().detail));
    return *mapping;
}

/// Everything that an import may touch, as text.
QString contentOf(TemporaryWorkspace &shop)
{
    QString content;
    for (const QString &table :
        {u"customer"_s, u"identity"_s, u"postal_address"_s, u"customer_tag"_s, u"consent_entry"_s,
            u"suppression"_s, u"product"_s, u"variant"_s, u"coupon"_s, u"coupon_product"_s, u"shop_order"_s,
            u"order_line"_s, u"refund"_s, u"event_type"_s, u"event"_s, u"change_log"_s})
        content += shop.lines(u"SELECT '%1', * FROM %1 ORDER BY 2, 3, 4"_s.arg(table));
    return content;
}

} // namespace

class TestImportRealData final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGeneratedShopGoesInExactly_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3})
            QTest::addRow("seed %d", seed) << seed;
    }
    void aGeneratedShopGoesInExactly()
    {
        QFETCH(int, seed);
        TemporaryWorkspace shop;
        const auto generated = generateShop(shop.path(u"shop"_s), 2000, seed);
        if (generated.folder.isEmpty())
            QSKIP("the generator is not here");
        const auto report = importAll(shop, generated.files());

        const auto truth = generated.truth;
        const auto files = truth[u"files"_s].toObject();
        QCOMPARE(report.files.size(), 4);
        for (const FileReport &file : report.files) {
            const auto expected = files[QFileInfo(file.path).fileName()].toObject();
            QCOMPARE(file.accepted, expected[u"good_records"_s].toInteger());
            QCOMPARE(file.rejected, expected[u"bad_records"_s].toInteger());
            QCOMPARE(file.accepted + file.rejected, file.read);
        }
        const auto people = truth[u"people"_s].toObject();
        QCOMPARE(shop.count(u"SELECT count(*) FROM identity WHERE kind = 'email'"_s),
            people[u"distinct_email_keys"_s].toInteger());
        QCOMPARE(
            shop.count(u"SELECT count(*) FROM customer"_s), people[u"distinct_email_keys"_s].toInteger());
        const auto orders = truth[u"orders"_s].toObject();
        QCOMPARE(shop.count(u"SELECT count(*) FROM shop_order"_s), orders[u"good"_s].toInteger());
        QCOMPARE(shop.count(u"SELECT count(*) FROM shop_order WHERE cancelled_at IS NOT NULL"_s),
            orders[u"cancelled"_s].toInteger());
        QCOMPARE(shop.count(u"SELECT count(*) FROM shop_order WHERE customer_id IS NULL"_s),
            orders[u"without_email"_s].toInteger());
        QCOMPARE(shop.count(u"SELECT count(*) FROM order_line"_s), orders[u"line_items"_s].toInteger());
        QCOMPARE(
            shop.count(
                u"SELECT count(*) FROM (SELECT 1 FROM order_line GROUP BY order_id HAVING count(*) > 1)"_s),
            orders[u"multi_line"_s].toInteger());
        QCOMPARE(shop.count(u"SELECT sum(total) FROM shop_order WHERE cancelled_at IS NULL"_s),
            orders[u"revenue_cents_not_cancelled"_s].toInteger());
        QCOMPARE(shop.count(u"SELECT sum(refunded) FROM shop_order WHERE cancelled_at IS NULL"_s),
            orders[u"refunded_cents"_s].toInteger());
        QCOMPARE(shop.count(u"SELECT count(*) FROM product"_s), truth[u"products"_s].toInteger());
        QCOMPARE(shop.count(u"SELECT count(*) FROM order_line WHERE product_id IS NULL"_s), 0);
        const auto types = truth[u"events_by_type"_s].toObject();
        for (auto it = types.begin(); it != types.end(); ++it)
            QCOMPARE(
                shop.count(
                    u"SELECT count(*) FROM event JOIN event_type t ON t.id = type_id WHERE name = '%1'"_s.arg(
                        it.key())),
                it->toInteger());
        for (const auto &month : truth[u"months_utc_not_cancelled"_s].toArray()) {
            const auto row = month.toObject();
            QCOMPARE(shop.lines(u"SELECT count(*), sum(total) FROM shop_order WHERE cancelled_at IS NULL AND "
                                u"strftime('%Y-%m', placed_at / 1000, 'unixepoch') = '%1'"_s.arg(
                                    row[u"month"_s].toString())),
                u"%1|%2\n"_s.arg(row[u"orders"_s].toInteger()).arg(row[u"revenue_cents"_s].toInteger()));
        }

        // Each rejected row is in a file, with its line and why.
        qint64 listed = 0;
        for (const FileReport &file : report.files) {
            QFile rejects(file.rejects);
            QVERIFY(rejects.open(QIODevice::ReadOnly));
            listed += rejects.readAll().count('\n') - 1;
        }
        qint64 rejected = 0;
        for (const FileReport &file : report.files)
            rejected += file.rejected;
        QCOMPARE(listed, rejected);

        const QString before = contentOf(shop);
        const auto again = importAll(shop, generated.files());
        QCOMPARE(again.customersNew, 0);
        QCOMPARE(again.customersChanged, 0);
        QVERIFY(contentOf(shop) == before); // not QCOMPARE: it would print megabytes
    }

    void onlineRetailGoesInCompletely()
    {
        HABERDASH_NEEDS_SHARED(path, "data/online-retail/online_retail_2010-12_to_2011-06.csv.gz");
        TemporaryWorkspace shop("GBP", "Europe/London");
        const auto mapping
            = mappingFrom(R"({"name": "Online Retail", "kind": "orders", "source": "online-retail",
            "columns": {"InvoiceNo": "order_id", "StockCode": "line_product", "Description": "line_title", "Quantity": "line_quantity",
                        "InvoiceDate": "placed_at", "UnitPrice": "line_price", "CustomerID": "customer_id", "Country": "country"},
            "numbers": {"negative": "accept"}, "returns_begin_with": "C"})");
        const auto report = importAll(shop, {path}, mapping);
        // Figures from the data's README.
        QCOMPARE(report.files[0].read, 245903);
        QCOMPARE(report.files[0].rejected, 0);
        QCOMPARE(shop.count(u"SELECT count(*) FROM shop_order"_s), 12795);
        QCOMPARE(shop.count(u"SELECT count(*) FROM shop_order WHERE kind = 'return'"_s), 2006);
        QCOMPARE(
            shop.count(
                u"SELECT count(*) FROM order_line l JOIN shop_order o ON o.id = l.order_id WHERE o.kind = 'return'"_s),
            4494);
        QCOMPARE(shop.count(u"SELECT count(*) FROM customer"_s), 3002);
        QCOMPARE(shop.count(u"SELECT count(*) FROM product"_s), 3651);
        QCOMPARE(shop.count(u"SELECT sum(total) FROM shop_order"_s), 439795076);
        QCOMPARE(shop.count(u"SELECT sum(quantity * unit_price) FROM order_line"_s), 439795076);
        QCOMPARE(
            shop.count(u"SELECT count(DISTINCT country) FROM customer WHERE country <> ''"_s) > 30, true);
        const QString before = contentOf(shop);
        importAll(shop, {path}, mapping);
        QVERIFY(contentOf(shop) == before);
    }

    void completeJourneyGoesInCompletely()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/completejourney");
        TemporaryWorkspace shop("USD", "America/New_York");
        const auto take = [&](const QString &file, const char *json) {
            const auto report = importAll(shop, {folder + u'/' + file}, mappingFrom(json));
            if (report.files[0].rejected != 0)
                qFatal("%s: %s", qPrintable(file), qPrintable(report.files[0].reasons.firstKey()));
            return report.files[0].accepted;
        };
        // Figures from the data's README.
        QCOMPARE(take(u"products.csv.gz"_s,
                     R"({"name": "products", "kind": "products", "source": "journey", "columns":
            {"product_id": "handle", "product_type": "title", "product_category": "category", "brand": "vendor"}})"),
            92331);
        const char *transactions
            = R"({"name": "transactions", "kind": "orders", "source": "journey", "columns":
            {"basket_id": "order_id", "household_id": "customer_id", "product_id": "line_product", "quantity": "line_quantity",
             "sales_value": "line_total", "transaction_timestamp": "placed_at"}})";
        QCOMPARE(take(u"transactions_sample.csv.gz"_s, transactions), 75000);
        QCOMPARE(shop.count(u"SELECT count(*) FROM shop_order"_s), 47243);
        QCOMPARE(shop.count(u"SELECT sum(total) FROM shop_order"_s), 23393524);
        QCOMPARE(shop.count(u"SELECT count(DISTINCT customer_id) FROM shop_order"_s), 2377);
        QCOMPARE(shop.count(u"SELECT count(DISTINCT product_id) FROM order_line"_s), 20902);
        QCOMPARE(take(u"coupons.csv.gz"_s, R"({"name": "coupons", "kind": "coupons", "columns":
            {"coupon_upc": "code", "product_id": "product", "campaign_id": "campaign"}})"),
            116204);
        QCOMPARE(take(u"campaigns.csv"_s,
                     R"({"name": "campaigns", "kind": "events", "source": "journey", "columns":
            {"household_id": "customer_id", "campaign_id": "reference"}, "constants": {"type": "coupon_received"},
            "joins": [{"file": "campaign_descriptions.csv", "on": "campaign_id", "columns": {"start_date": "occurred_at"}}]})"),
            6589);
        QCOMPARE(take(u"coupon_redemptions.csv"_s,
                     R"({"name": "redemptions", "kind": "events", "source": "journey", "columns":
            {"household_id": "customer_id", "coupon_upc": "reference", "redemption_date": "occurred_at"},
            "constants": {"type": "coupon_used"}})"),
            2102);
        QCOMPARE(take(u"demographics.csv"_s,
                     R"({"name": "households", "kind": "customers", "source": "journey", "columns":
            {"household_id": "customer_id", "age": "attribute:age", "income": "attribute:income"}})"),
            801);
        QCOMPARE(
            shop.count(
                u"SELECT count(*) FROM event JOIN event_type t ON t.id = type_id WHERE name = 'coupon_received'"_s),
            6589);
        QCOMPARE(
            shop.count(
                u"SELECT count(DISTINCT customer_id) FROM event JOIN event_type t ON t.id = type_id WHERE name = 'coupon_received'"_s),
            1559);
        QCOMPARE(
            shop.count(
                u"SELECT count(DISTINCT customer_id) FROM event JOIN event_type t ON t.id = type_id WHERE name = 'coupon_used'"_s),
            410);
        const QString before = contentOf(shop);
        take(u"transactions_sample.csv.gz"_s, transactions);
        QVERIFY(contentOf(shop) == before);
    }

    void shopifySampleProductsGoIn()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/shopify-products");
        TemporaryWorkspace shop;
        const auto report = importAll(shop, {folder + u"/apparel.csv"_s, folder + u"/jewelery.csv"_s});
        QCOMPARE(report.files[0].accepted, 22);
        QCOMPARE(report.files[1].accepted, 41);
        QCOMPARE(shop.count(u"SELECT count(*) FROM product"_s), 40);
        QCOMPARE(
            shop.count(
                u"SELECT min(price) FROM variant v JOIN product p ON p.id = product_id WHERE p.id <= 20"_s),
            3000);
        QCOMPARE(
            shop.count(
                u"SELECT max(price) FROM variant v JOIN product p ON p.id = product_id WHERE p.id > 20"_s),
            7999);
    }
};

QTEST_GUILESS_MAIN(TestImportRealData)
#include "tst_import_real_data.moc"
