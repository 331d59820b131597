// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_workspace.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
const QString newestConsent
    = u"SELECT email, state FROM (SELECT customer_id, state, max(consent_entry.id) FROM "
      u"consent_entry GROUP BY 1) JOIN customer ON customer.id = customer_id ORDER BY email"_s;

} // namespace

/// Exports of other platforms, told by their headers and read by their descriptions.
class TestFormats final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    FileReport take(const QString &name, const QByteArray &content)
    {
        NoProgress progress;
        const auto report
            = importFiles(m_shop->connection(), {m_shop->write(name, content)}, {}, now, progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return report->files.constFirst();
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>(); }

    void matrixifyTellsANoThatWasSaidFromOneThatWasNot()
    {
        const QByteArray header
            = "ID,Email,First Name,Last Name,Email Marketing: Status,Email Marketing: Updated At\n";
        const auto file = take(u"c.csv"_s,
            header
                + "1,a@example.com,Ada,L,subscribed,2026-01-02 10:00:00 +0100\n"
                  "2,b@example.com,Bo,L,unsubscribed,2026-01-03 10:00:00 +0100\n"
                  "3,c@example.com,Cy,L,not_subscribed,\n"
                  "4,d@example.com,Di,L,pending,\n"
                  "5,e@example.com,Ed,L,invalid,\n"
                  "6,f@example.com,Fay,L,perhaps,\n");
        QCOMPARE(file.format, u"Shopify customers by Matrixify"_s);
        QCOMPARE(file.accepted, 5);
        QCOMPARE(file.rejected, 1);
        QCOMPARE(m_shop->lines(newestConsent),
            u"a@example.com|subscribed\nb@example.com|unsubscribed\nc@example.com|not_subscribed\n"
            u"d@example.com|not_subscribed\ne@example.com|not_subscribed\n"_s);
        // When it was said: 3 January 2026, 09:00 UTC.
        QCOMPARE(m_shop->count(u"SELECT occurred_at FROM consent_entry WHERE state = 'unsubscribed'"_s),
            1767430800000);
        // What was said once holds against each later yes, even when the user lets the file raise consent.
        NoProgress progress;
        ImportOptions accept;
        accept.consentReason = u"Asked at the till"_s;
        QVERIFY(importFiles(m_shop->connection(),
            {m_shop->write(u"c.csv"_s, header + "2,b@example.com,Bo,L,subscribed,\n")}, accept, now,
            progress));
        QVERIFY(m_shop->lines(newestConsent).contains(u"b@example.com|unsubscribed"_s));
    }

    void mailchimpSaysItByTheNameOfTheFile()
    {
        const QByteArray header = "\"Email Address\",\"First Name\",OPTIN_TIME,CC,LEID,EUID\n";
        take(u"subscribed_members_export_1.csv"_s,
            header + "a@example.com,Ada,\"2015-03-16 14:40:47\",DE,1,x\n");
        take(u"Unsubscribed_members_export_1.csv"_s, header + "b@example.com,Bo,,GB,2,y\n");
        take(u"cleaned_members_export_1.csv"_s, header + "c@example.com,Cy,,GB,3,z\n");
        take(u"nonsubscribed_members_export_1.csv"_s, header + "d@example.com,Di,,GB,4,w\n");
        QCOMPARE(m_shop->lines(newestConsent),
            u"a@example.com|subscribed\nb@example.com|unsubscribed\nd@example.com|not_subscribed\n"_s);
        // A dead address: nobody unsubscribed.
        QCOMPARE(m_shop->lines(u"SELECT address_key, reason FROM suppression"_s),
            u"c@example.com|hard_bounce\n"_s);
        NoProgress progress;
        const auto renamed = importFiles(m_shop->connection(),
            {m_shop->write(u"list.csv"_s, header + "e@example.com,Ed,,GB,5,v\n")}, {}, now, progress);
        QVERIFY(!renamed);
        QVERIFY2(renamed.error().detail.contains(
                     u"begins with cleaned, nonsubscribed, subscribed, unsubscribed"_s),
            qPrintable(renamed.error().detail));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 4);
    }

    void klaviyoSuppressionsWinOverConsent()
    {
        take(u"k.csv"_s,
            "\xEF\xBB\xBF"
            "Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp,Email "
            "Suppressions\n"
            "a@example.com,K1,Ada,SUBSCRIBED,2024-01-01T10:00:00Z,[]\n"
            "b@example.com,K2,Bo,SUBSCRIBED,2024-01-01T10:00:00Z,SPAM_COMPLAINT\n"
            "c@example.com,K3,Cy,NEVER_SUBSCRIBED,,\n"
            "d@example.com,K4,Di,UNSUBSCRIBED,2024-05-01T10:00:00Z,\n");
        QCOMPARE(m_shop->lines(newestConsent),
            u"a@example.com|subscribed\nb@example.com|unsubscribed\nc@example.com|not_subscribed\nd@example.com|unsubscribed\n"_s);
    }

    void squarespaceOrdersHaveRowsForTheirLines()
    {
        const auto file = take(u"o.csv"_s,
            "Order ID,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Amount "
            "Refunded,Total,Created at,"
            "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem variant\n"
            "00012,ada@example.com,PAID,2018-07-25 21:06:14 -0400,USD,30.00,5.00,0.00,0.00,35.00,2018-07-25 "
            "21:06:14 -0400,1,Mug,10.00,M-1,Blue\n"
            "00012,,,,,,,,,,,2,Plate,10.00,P-1,\n");
        QCOMPARE(file.format, u"Squarespace orders"_s);
        QCOMPARE(m_shop->lines(u"SELECT external_id, total, financial_status FROM shop_order"_s),
            u"00012|3500|paid\n"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM order_line"_s), 2);
    }

    void etsyWritesTheMonthFirst()
    {
        const auto file = take(u"EtsySoldOrderItems2026-9.csv"_s,
            "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Currency,Transaction ID,Listing ID,Date "
            "Paid,Ship Name,Order ID,SKU\n"
            "09/29/26,Scarf,ada77,2,12.50,,USD,900,800,09/29/26,Ada Lind,3001,SC-1\n"
            "09/29/26,Hat,ada77,1,20.00,,USD,901,801,09/29/26,Ada Lind,3001,HA-1\n");
        QCOMPARE(file.accepted, 2);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM shop_order"_s), 1);
        QCOMPARE(m_shop->count(u"SELECT total FROM shop_order"_s), 4500);
    }

    void prestashopHasSemicolonsAndUnknownBirthdays()
    {
        const auto file = take(u"p.csv"_s,
            "Customer ID;Active (0/1);Titles ID (Mr = 1, Ms = 2, else 0);Email *;Password *;Birthday "
            "(yyyy-mm-dd);Last Name *;First Name *;Newsletter (0/1);Opt-in (0/1);Registration date "
            "(yyyy-mm-dd)\n"
            "1;1;1;ada@example.com;secret;0000-00-00;Lind;Ada;1;0;2020-05-01\n"
            "2;1;1;bo@example.com;secret;1980-02-03;Ek;Bo;0;1;2020-05-01\n");
        QCOMPARE(file.accepted, 2);
        QCOMPARE(
            m_shop->lines(newestConsent), u"ada@example.com|subscribed\nbo@example.com|not_subscribed\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT birthday FROM customer ORDER BY email"_s), u"-\n1980-02-03\n"_s);
        QFile bytes(m_shop->file());
        QVERIFY(bytes.open(QIODevice::ReadOnly));
        QVERIFY(!bytes.readAll().contains("secret")); // passwords are no business of ours
    }

    void passwordsAreInNoFileOfRejectedRows()
    {
        const auto file = take(u"p.csv"_s,
            "Customer ID;Email *;Password *;Last Name *;First Name *;Newsletter (0/1)\n"
            "1;nobody;hunter2;Lind;Ada;1\n2;bo@example.com;hunter2;Ek;Bo;1;more\n3;cy@example.com;hunter2;"
            "Roth;Cy;1\n");
        QCOMPARE(file.rejected, 2);
        QFile rejects(file.rejects);
        QVERIFY(rejects.open(QIODevice::ReadOnly));
        const QByteArray text = rejects.readAll();
        QVERIFY2(!text.contains("hunter2"), text.constData());
        QVERIFY2(text.contains(",1,nobody,,Lind,Ada,1\n"), text.constData());
    }

    void magentoSubscribersKnowTheirState()
    {
        take(u"s.csv"_s,
            "ID,Email,Type,Customer First Name,Customer Last Name,Status,Web Site,Store,Store View\n"
            "1,a@example.com,Customer,Ada,L,Subscribed,M,M,D\n2,b@example.com,Guest,,,Unsubscribed,M,M,D\n"
            "3,c@example.com,Guest,,,Not Activated,M,M,D\n");
        QCOMPARE(m_shop->lines(newestConsent),
            u"a@example.com|subscribed\nb@example.com|unsubscribed\nc@example.com|not_subscribed\n"_s);
    }

    void woocommerceCustomersHaveNoConsent()
    {
        take(u"w.csv"_s,
            "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / "
            "Region,City,Region,Postal Code\n"
            "Ada "
            "Lind,ada,2026-01-15T12:00:00,2025-01-15T12:00:00,ada@example.com,2,40.00,20.00,DE,Kiel,SH,"
            "24103\n"
            "Bo Ek,,2026-01-15T12:00:00,,bo@example.com,1,20.00,20.00,SE,Lund,,22100\n");
        QCOMPARE(m_shop->lines(u"SELECT first_name, last_name, city FROM customer ORDER BY email"_s),
            u"Ada|Lind|Kiel\nBo|Ek|Lund\n"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM consent_entry"_s), 0);
    }

    void shopifyWritesWhatIsTakenOffBelowZero()
    {
        take(u"d.csv"_s,
            "Name,Value,Value Type,Type,Times Used In Total,Usage Limit Per Code,Status,Start,End\n"
            "SPRING20,-20.0,percentage,Amount Off Order,12,,Active,2025-12-08 11:28:18 -0600,\n"
            "TAKE5,-5.0,fixed_amount,Amount Off Order,1,100,Active,2025-12-08 11:28:18 -0600,2026-01-08 "
            "11:28:18 -0600\n");
        QCOMPARE(m_shop->lines(u"SELECT code, kind, value, usage_limit FROM coupon ORDER BY code"_s),
            u"SPRING20|percentage|2000|-\nTAKE5|amount|500|100\n"_s);
    }

    void squareAndBigCommerceAndMagentoCustomersComeIn()
    {
        take(u"square.csv"_s,
            "Reference ID,First Name,Last Name,Email Address,Phone Number,City,Square Customer ID,Email "
            "Subscription Status\n"
            ",Ada,Lind,ada@example.com,,Kiel,SQ1,subscribed\n");
        take(u"big.csv"_s,
            "Customer ID,First Name,Last Name,Company,Email,Phone,Notes,Customer Group,Date Joined\n"
            "7,Bo,Ek,Ek AB,bo@example.com,,,Trade,2022-05-18\n");
        take(u"magento.csv"_s,
            "email,_website,_store,created_at,dob,firstname,lastname,password_hash,_address_city,_address_"
            "country_id\n"
            "cy@example.com,base,default,2015-10-30 12:49:47,1980-01-01,Cy,Roth,abc:1,Bern,CH\n");
        QCOMPARE(m_shop->lines(u"SELECT email, last_name, city, country FROM customer ORDER BY email"_s),
            u"ada@example.com|Lind|Kiel|-\nbo@example.com|Ek|-|-\ncy@example.com|Roth|Bern|CH\n"_s);
    }

    void shopifyCheckoutsAreEventsWithTheirGoods()
    {
        const auto file = take(u"checkouts_export_1.csv"_s,
            "Id,Email,Created at,Subtotal,Total,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
            "31,ada@example.com,2026-03-05 14:07:09 +0100,40.00,45.00,1,Mug,10.00,M-1\n"
            "31,,,,,3,Plate,10.00,P-1\n"
            "32,,2026-03-06 14:07:09 +0100,10.00,10.00,1,Mug,10.00,M-1\n");
        QCOMPARE(file.format, u"Shopify abandoned checkouts"_s);
        QCOMPARE(file.accepted, 2);
        QCOMPARE(file.rejected, 1); // nobody to remind
        QCOMPARE(
            m_shop->lines(
                u"SELECT event_type.name, event.value, product.handle, reference FROM event JOIN event_type "
                u"ON type_id = event_type.id JOIN product ON product.id = product_id ORDER BY 3"_s),
            u"checkout_start|4500|M-1|31\ncart_add|-|P-1|31\n"_s);
    }

    void klaviyoEventsBecomeOurs()
    {
        const auto file = take(u"events.csv"_s,
            "event,timestamp,email,value,currency,product_id,order_id\n"
            "Viewed Product,2026-03-05T14:07:09Z,ada@example.com,19.90,USD,MUG,\n"
            "Added to Cart,2026-03-05T14:08:09Z,ada@example.com,19.90,USD,MUG,\n"
            "Placed Order,2026-03-05T14:09:09Z,ada@example.com,24.90,USD,,1001\n"
            "Opened Email,2026-03-05T15:09:09Z,ada@example.com,,,,\n"
            "Unsubscribed,2026-03-05T16:09:09Z,ada@example.com,,,,\n"
            "Viewed Product,yesterday,ada@example.com,19.90,USD,MUG,\n");
        QCOMPARE(file.accepted, 5);
        QCOMPARE(
            m_shop->lines(
                u"SELECT event_type.name, event.value, reference FROM event JOIN event_type ON type_id = "
                u"event_type.id ORDER BY occurred_at"_s),
            u"product_view|1990|-\ncart_add|-|-\nPlaced Order|-|1001\nemail_open|-|-\nunsubscribe|-|-\n"_s);
        QCOMPARE(m_shop->lines(newestConsent), u"ada@example.com|unsubscribed\n"_s);
    }

    void woocommerceVariationsBelongToTheirParent()
    {
        const auto file = take(u"wc-product-export.csv"_s,
            "ID,Type,SKU,Name,Published,Is featured?,Short description,Stock,Sale price,Regular "
            "price,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s)\n"
            "44,variable,woo-hoodie,Hoodie &amp; more,1,0,,,,,\"Clothing > Hoodies, "
            "Sale\",\"https://x/1.jpg, https://x/2.jpg\",,Color,\"Blue, Red\"\n"
            "45,variation,woo-hoodie-blue,Hoodie - Blue,1,0,,3,42,45,,https://x/3.jpg,woo-hoodie,Color,Blue\n"
            "46,variation,woo-hoodie-red,Hoodie - Red,1,0,,,,45,,,woo-hoodie,Color,Red\n"
            "47,\"simple, virtual\",,Album,-1,0,,,,15.00,Music,,,Size,\"S, M\"\n");
        QCOMPARE(file.format, u"WooCommerce products"_s);
        QCOMPARE(file.accepted, 4);
        QCOMPARE(
            m_shop->lines(u"SELECT handle, title, category, image_url, status FROM product ORDER BY id"_s),
            u"woo-hoodie|Hoodie & more|Clothing > Hoodies|https://x/1.jpg|active\nid:47|Album|Music|-|draft\n"_s);
        QCOMPARE(
            m_shop->lines(u"SELECT title, sku, price, compare_at_price, stock FROM variant ORDER BY id"_s),
            u"Blue|woo-hoodie-blue|4200|4500|3\nRed|woo-hoodie-red|4500|4500|-\n|-|1500|1500|-\n"_s);
    }

    void woocommerceOrdersHaveTheirItemsInCells_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("items");
        QTest::newRow("in numbered columns")
            << QByteArray("line_item_1,line_item_2")
            << QByteArray("name:Beanie|product_id:48|sku:woo-beanie|quantity:1|total:20.00,name:Cap: "
                          "blue|product_id:49|sku:woo-cap|quantity:2|total:32.00");
        QTest::newRow("with semicolons")
            << QByteArray("line_items")
            << QByteArray("name:Beanie|product_id:48|sku:woo-beanie|quantity:1|total:20.00;name:Cap: "
                          "blue|product_id:49|sku:woo-cap|quantity:2|total:32.00");
        QTest::newRow("with two bars")
            << QByteArray("line_items")
            << QByteArray("name:Beanie|product_id:48|sku:woo-beanie|quantity:1|total:20.00||name:Cap: "
                          "blue|product_id:49|sku:woo-cap|quantity:2|total:32.00");
    }
    void woocommerceOrdersHaveTheirItemsInCells()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, items);
        const auto file = take(u"orders.csv"_s,
            "order_id,order_number,order_date,status,order_total,billing_email,billing_first_name,billing_"
            "last_name,customer_id,"
                + header + "\n7,W-7,2026-01-15 12:00:00,completed,52.00,ada@example.com,Ada,Lind,0," + items
                + "\n8,W-8,2026-01-16 12:00:00,wc-cancelled,52.00,bo@example.com,Bo,Ek,3," + items + '\n');
        QCOMPARE(file.accepted, 2);
        QCOMPARE(
            m_shop->lines(u"SELECT title, sku, quantity, unit_price FROM order_line WHERE order_id = 1"_s),
            u"Beanie|woo-beanie|1|2000\nCap: blue|woo-cap|2|1600\n"_s);
        QCOMPARE(
            m_shop->lines(
                u"SELECT name, total, financial_status, cancelled_at IS NULL FROM shop_order ORDER BY id"_s),
            u"W-7|5200|paid|1\nW-8|5200|voided|0\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT first_name, last_name FROM customer ORDER BY id"_s),
            u"Ada|Lind\nBo|Ek\n"_s);
    }

    void anOrderThatIsCancelledLaterIsCancelled()
    {
        const QByteArray header
            = "order_id,order_date,status,order_total,billing_email,line_items\n7,2026-01-15 12:00:00,";
        const QByteArray rest = ",52.00,ada@example.com,name:Beanie|quantity:1|total:52.00\n";
        take(u"orders.csv"_s, header + "processing" + rest);
        QCOMPARE(m_shop->lines(u"SELECT cancelled_at, refunded FROM shop_order"_s), u"-|0\n"_s);
        take(u"orders.csv"_s, header + "refunded" + rest);
        QCOMPARE(m_shop->lines(u"SELECT cancelled_at, refunded FROM shop_order"_s), u"-|5200\n"_s);
        take(u"orders.csv"_s, header + "cancelled" + rest);
        QCOMPARE(m_shop->lines(u"SELECT cancelled_at IS NULL, refunded FROM shop_order"_s), u"0|0\n"_s);
    }

    void woocommerceOrdersWithARowForEachItem()
    {
        const auto file = take(u"orders.csv"_s,
            "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email "
            "(Billing),Order Total Amount,Item "
            "Name,Quantity,Item Cost\n"
            "12,Completed,2026-01-15 12:00,Ada,Lind,ada@example.com,50.00,Mug,1,10.00\n"
            "12,Completed,2026-01-15 12:00,Ada,Lind,ada@example.com,50.00,Plate,2,20.00\n"
            "13,,2026-01-16 12:00,Bo,Ek,bo@example.com,20.00,Plate,1,20.00\n13,,,,,,,Cup,1,0.00\n");
        QCOMPARE(file.accepted, 4);
        QCOMPARE(m_shop->lines(u"SELECT external_id, total, count(*) FROM shop_order JOIN order_line ON "
                               u"order_id = shop_order.id "
                               u"GROUP BY 1 ORDER BY 1"_s),
            u"12|5000|2\n13|2000|2\n"_s);
    }

    void bigcommerceItemsAreSplitAtTheirLabels()
    {
        const auto file = take(u"orders.csv"_s,
            "\xEF\xBB\xBFOrder ID,Customer ID,Customer Name,Customer Email,Order Date,Order Status,Order "
            "Total (inc tax),Order "
            "Currency Code,Product Details\n"
            "100,0,Ada Lind,ada@example.com,18/05/2022,Completed,59.75,USD,\"Product ID: 2471, Product Qty: "
            "20, Product SKU: ELITE, "
            "Product Name: AA cell, 2000mAh: best, Product Weight: 0.0700, Product Variation Details: , "
            "Product Unit Price: 2.49, "
            "Product Total Price: 49.80|Product ID: 2, Product Qty: 1, Product SKU: , Product Name: Box, "
            "Product Weight: 1, Product "
            "Variation Details: Colour: red, Product Unit Price: 9.95, Product Total Price: 9.95\"\n"
            "101,5,Bo Ek,bo@example.com,03/06/2022,Cancelled,9.95,USD,\"Product ID: 2, Product Qty: 1, "
            "Product Name: Box, Product Unit "
            "Price: 9.95, Product Total Price: 9.95\"\n"
            "102,5,Bo Ek,bo@example.com,04/06/2022,Shipped,9.95,USD,Box (1)\n");
        QCOMPARE(file.accepted, 2);
        QCOMPARE(file.rejected, 1);
        QCOMPARE(file.reasons.firstKey(),
            u"product details: … is no item of an order as this format writes them"_s);
        QCOMPARE(
            m_shop->lines(
                u"SELECT title, sku, quantity, unit_price, discount FROM order_line ORDER BY order_id, line"_s),
            u"AA cell, 2000mAh: best|ELITE|20|249|0\nBox|-|1|995|0\nBox|-|1|995|0\n"_s);
        // 3 June 2022 in New York, as 18/05 tells of the first row
        QCOMPARE(m_shop->lines(
                     u"SELECT external_id, total, placed_at, cancelled_at FROM shop_order ORDER BY id"_s),
            u"100|5975|1652846400000|-\n101|995|1654228800000|1654228800000\n"_s);
    }

    void datesThatNothingSettlesAreAskedFor()
    {
        const QByteArray content
            = "Order ID,Customer Email,Order Date,Order Total (inc tax),Product Details\n"
              "100,ada@example.com,03/04/2022,9.95,\n101,ada@example.com,05/06/2022,9.95,\n";
        NoProgress progress;
        const QString path = m_shop->write(u"orders.csv"_s, content);
        const auto asked = importFiles(m_shop->connection(), {path}, {}, now, progress);
        QVERIFY(!asked);
        QVERIFY2(asked.error().detail.contains(u"whether “03/04/2022” has the day or the month first. "
                                               u"Nothing was imported. Say which: --dates "
                                               u"\"dd/MM/yyyy\" or --dates \"MM/dd/yyyy\""_s),
            qPrintable(asked.error().detail));
        ImportOptions options;
        options.dateFormat = u"MM/dd/yyyy"_s;
        QVERIFY(importFiles(m_shop->connection(), {path}, options, now, progress));
        QCOMPARE(m_shop->count(u"SELECT placed_at FROM shop_order WHERE external_id = '100'"_s),
            1646370000000); // 4 March
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM order_line"_s), 0);
    }

    void etsyOrdersAndItemsTellOfTheSameOrder()
    {
        const QByteArray items
            = "Sale Date,Item Name,Buyer,Quantity,Price,Currency,Transaction ID,Listing ID,Order ID,SKU\n"
              "09/29/26,Ada&#39;s scarf &amp; hat,ada77,2,12.50,USD,900,800,3001,SC-1\n";
        const QByteArray orders = "Sale Date,Order ID,Full Name,Currency,Order Value,Shipping,Sales "
                                  "Tax,Order Total,Order Net,Buyer,SKU\n"
                                  "09/29/26,3001,Ada Lind,USD,25.00,4.00,1.00,30.00,27.00,ada77,SC-1\n";
        const QString expected = u"3001|3000|400|Ada's scarf & hat|1250\n"_s;
        const QString sql
            = u"SELECT external_id, total, shipping, title, unit_price FROM shop_order JOIN order_line ON "
              u"order_id = shop_order.id"_s;
        take(u"EtsySoldOrderItems2026-9.csv"_s, items);
        take(u"EtsySoldOrders2026-9.csv"_s, orders);
        QCOMPARE(m_shop->lines(sql), expected);
        take(u"EtsySoldOrderItems2026-9.csv"_s, items);
        QCOMPARE(m_shop->lines(sql), expected);
        // The other way round
        m_shop = std::make_unique<TemporaryWorkspace>();
        take(u"EtsySoldOrders2026-9.csv"_s, orders);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM order_line"_s), 0);
        take(u"EtsySoldOrderItems2026-9.csv"_s, items);
        QCOMPARE(m_shop->lines(sql), expected);
    }

    void magentoOrdersHaveNoItemsAndMonthsInLetters()
    {
        const auto file = take(u"export.csv"_s,
            "ID,Purchase Point,Purchase Date,Bill-to Name,Grand Total (Base),Grand Total "
            "(Purchased),Status,Customer "
            "Email,Subtotal,Shipping and Handling,Total Refunded\n"
            "000000012,\"Main\n  Store\n    View\",\"Sep 16, 2026 7:13:27 AM\",Ada "
            "Lind,\"$1,234.50\",\"$1,234.50\",complete,ada@example.com,\"$1,230.00\",$4.50,$0.00\n"
            "000000013,Main,\"Sep 17, 2026 7:13:27 PM\",Ada "
            "Lind,$9.00,$9.00,canceled,ada@example.com,$9.00,$0.00,\n");
        QCOMPARE(file.accepted, 2);
        QCOMPARE(
            m_shop->lines(u"SELECT external_id, total, placed_at, cancelled_at IS NULL FROM shop_order"_s),
            u"000000012|123450|1789557207000|1\n000000013|900|1789686807000|0\n"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM order_line"_s), 0);
    }

    void magentoProductsAreReadOnceForAllStoreViews()
    {
        const auto file = take(u"catalog.csv"_s,
            "sku,store_view_code,attribute_set_code,product_type,categories,name,product_online,price,"
            "special_price,url_key,qty\n"
            "24-MB01,,Default,simple,\"Default Category/Gear,Default Category/Gear/Bags\",Joust "
            "Bag,1,34.0000,,joust-bag,100.0000\n"
            "24-MB01,de,Default,simple,,Tasche,,,,,\n"
            "24-MB02,,Default,simple,,Sling,2,20.0000,15.0000,,\n");
        QCOMPARE(file.accepted, 2);
        QCOMPARE(file.rejected, 1);
        QCOMPARE(
            m_shop->lines(
                u"SELECT handle, product.title, category, status, price, stock FROM product JOIN variant ON "
                u"product_id = product.id"_s),
            u"joust-bag|Joust Bag|Default Category/Gear|active|3400|100\n24-MB02|Sling|-|draft|1500|-\n"_s);
    }

    void prestashopPricesWithoutTaxAreNoPrices()
    {
        const auto file = take(u"products.csv"_s,
            "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax excluded;Wholesale "
            "price;Reference #;EAN13;Quantity;Image "
            "URLs (x,y,z...)\n"
            "1;1;Mug;Home,Kitchen;9.90;4.00;M-1;4006381333931;12;https://x/1.jpg,https://x/2.jpg\n");
        QCOMPARE(file.accepted, 1);
        QVERIFY(file.remark.contains(u"without tax"_s));
        QCOMPARE(m_shop->lines(u"SELECT handle, category, product.image_url, sku, price, cost, stock FROM "
                               u"product JOIN variant ON "
                               u"product_id = product.id"_s),
            u"prestashop-1|Home|https://x/1.jpg|M-1|-|400|12\n"_s);
    }

    void squareItemsHaveDateAndTimeApart()
    {
        const auto file = take(u"items.csv"_s,
            "Date,Time,Time Zone,Category,Item,Qty,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction "
            "ID,Event Type,Location,Customer "
            "ID,Customer Name\n"
            "03/05/26,14:07:09,Eastern "
            "Time,Home,Mug,2,M-1,\"$1,020.00\",-$20.00,\"$1,000.00\",$0.00,T1,Payment,Main St,SQ1,Ada Lind\n"
            "03/05/26,14:07:09,Eastern Time,Home,Plate,1,P-1,$5.00,$0.00,$5.00,$0.00,T1,Payment,Main "
            "St,SQ1,Ada Lind\n"
            "03/25/26,15:00:00,Eastern Time,Home,Plate,-1,P-1,($5.00),$0.00,($5.00),$0.00,T2,Refund,Main "
            "St,SQ1,Ada Lind\n");
        QCOMPARE(file.accepted, 3);
        QCOMPARE(m_shop->lines(u"SELECT external_id, total, placed_at, channel FROM shop_order"_s),
            u"T1|100500|1772737629000|Main St\nT2|-500|1774465200000|Main St\n"_s); // 5 March, 14:07:09
                                                                                    // -05:00
    }

    void squarespaceProfilesAndInstantProfilesOfSquare()
    {
        take(u"profiles.csv"_s,
            "Email Address,First Name,Last Name,Shipping City,Order Count,Total Spent,Accepts "
            "Marketing,Subscriber Since,Tags\n"
            "ada@example.com,Ada,Lind,Kiel,2,30.00,true,2024-05-01 "
            "10:00:00,vip\nbo@example.com,Bo,Ek,,0,0.00,false,,\n");
        QCOMPARE(
            m_shop->lines(newestConsent), u"ada@example.com|subscribed\nbo@example.com|not_subscribed\n"_s);
        const auto square = take(u"square.csv"_s,
            "First Name,Email Address,Square Customer ID,Email Subscription Status,Instant Profile\n"
            ",,SQ1,unknown,Yes\nCy,cy@example.com,SQ2,subscribed,\n");
        QCOMPARE(square.accepted, 1);
        QCOMPARE(square.reasons.firstKey(), u"an instant profile has neither a name nor an address"_s);
    }

    void filesOfNoUseAreRefusedWithWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        QTest::newRow("WooCommerce Analytics")
            << QByteArray("Date,Order #,N. Revenue (formatted),Status,Customer,Customer "
                          "type,Product(s),Items sold\n")
            << u"This is “WooCommerce Analytics, orders”. It has neither e-mail addresses nor ids"_s;
        QTest::newRow("Shopify gift cards")
            << QByteArray("Id,Last Characters,Customer Name,Email,Initial Balance,Current Balance\n")
            << u"This is “Shopify gift cards”. It has only the last four characters"_s;
        QTest::newRow("Klaviyo campaigns")
            << QByteArray("Campaign Name,Tags,Subject,List,Send Time,Unique Opens,Open Rate\n")
            << u"This is “Klaviyo campaign report”. It has one row for each campaign"_s;
        QTest::newRow("PrestaShop orders")
            << QByteArray("ID;Reference;New client;Delivery;Customer;Total;Payment;Status;Date\n")
            << u"This is “PrestaShop orders (list)”. It has neither e-mail addresses nor goods"_s;
    }
    void filesOfNoUseAreRefusedWithWhatToDo()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        NoProgress progress;
        const auto report
            = importFiles(m_shop->connection(), {m_shop->write(u"x.csv"_s, content)}, {}, now, progress);
        QVERIFY(!report);
        QVERIFY2(report.error().detail.startsWith(expected), qPrintable(report.error().detail));
        QVERIFY(report.error().detail.endsWith(u"Nothing was imported."_s));
    }

    void realSamplesComeIn_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("rows"); // as the README beside them says
        QTest::newRow("WooCommerce") << u"woocommerce_sample_products.csv"_s << u"WooCommerce products"_s
                                     << 24;
        QTest::newRow("PrestaShop") << u"prestashop_customers_import.csv"_s << u"PrestaShop customers"_s << 9;
        QTest::newRow("Magento") << u"magento_customer_composite.csv"_s << u"Magento customers"_s << 1;
    }
    void realSamplesComeIn()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/platform-samples");
        QFETCH(QString, name);
        QFETCH(int, rows);
        NoProgress progress;
        ImportOptions options;
        options.rejectFolder = m_shop->path(QString());
        const auto report
            = importFiles(m_shop->connection(), {QDir(folder).filePath(name)}, options, now, progress);
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        QTEST(report->files.constFirst().format, "format");
        QCOMPARE(report->files.constFirst().read, rows);
        QCOMPARE(report->files.constFirst().reasons.keys(), QStringList());
    }

    void woocommerceSampleHasItsProducts()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/platform-samples");
        NoProgress progress;
        QVERIFY(importFiles(m_shop->connection(),
            {QDir(folder).filePath(u"woocommerce_sample_products.csv"_s)}, {}, now, progress));
        // 24 rows less 9 variations; 9 variations and 13 products without any
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM product"_s), 15);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM variant"_s), 22);
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
