// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import.h"
#include "tests/support/temporary_workspace.h"

#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000)); // 30 June 2026

struct File
{
    QString name;
    QByteArray content;
};
using Files = QList<File>;

const QString consent = u"SELECT email, (SELECT state FROM consent_entry e WHERE e.customer_id = c.id "
                        u"ORDER BY id DESC LIMIT 1), (SELECT reason FROM suppression WHERE address_key = "
                        u"lower(email)) FROM customer c ORDER BY email"_s;
const QString orders = u"SELECT external_id, total FROM shop_order ORDER BY external_id"_s;
const QString lines = u"SELECT external_id, title, quantity, unit_price, l.discount FROM order_line l JOIN "
                      u"shop_order o ON o.id = order_id ORDER BY external_id, line"_s;
const QString goods = u"SELECT handle, p.title, status, v.title, price, stock FROM product p JOIN variant v "
                      u"ON product_id = p.id ORDER BY v.id"_s;
const QString people = u"SELECT email, first_name, phone, country FROM customer ORDER BY id"_s;

const QByteArray shopifyOrders = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem "
                                 "quantity,Lineitem name,Lineitem price,Billing Country,Phone\n";

} // namespace

Q_DECLARE_METATYPE(Files)

/// What people do to exports before they import them, and what platforms write that one would not think of.
/// Each row was once read wrongly, or not at all.
class TestFormatTraps final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    ImportReport take(const Files &files)
    {
        QStringList paths;
        for (const File &file : files)
            paths.append(m_shop->write(file.name, file.content));
        NoProgress progress;
        const auto report = importFiles(m_shop->connection(), paths, {}, now, progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin"); }

    void filesAreReadAsTheyWereMeant_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Files &files, const QString &sql, const char *expected) {
            QTest::newRow(name) << files << sql << QString::fromUtf8(expected);
        };

        row("Shopify customers of 2022",
            {{u"c.csv"_s,
                "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,City,Province "
                "Code,Country Code,Zip,Phone,Total Spent,Tax Exempt\n"
                "Ada,Lind,ada@example.com,yes,Lind,High St 1,London,ENG,GB,SW1A "
                "1AA,'+442079460018,1.00,no\n"}},
            u"SELECT c.email, c.phone, a.company, line1, a.city, a.region, a.country FROM customer c JOIN "
            u"postal_address a ON customer_id = c.id"_s,
            "ada@example.com|+442079460018|Lind|High St 1|London|ENG|GB\n");
        row("Shopify customers before that",
            {{u"c.csv"_s,
                "First Name,Last Name,Email,Phone,Accepts Marketing,Total Spent,Tax Exempt\n"
                "Ada,Lind,ada@example.com,,yes,1.00,no\nBo,Ek,bo@example.com,,no,1.00,no\n"}},
            consent, "ada@example.com|subscribed|-\nbo@example.com|not_subscribed|-\n");
        row("the phone of an address",
            {{u"c.csv"_s,
                "First Name,Email,Accepts Email Marketing,Default Address Phone,Phone\n"
                "Ada,ada@example.com,yes,'+4943112345678,\n"}},
            people, "ada@example.com|Ada|+4943112345678|-\n");
        row("a customer with only a phone, twice",
            {{u"a.csv"_s, "First Name,Email,Accepts Email Marketing,Phone\nAda,,no,+436641234567\n"},
                {u"b.csv"_s, "First Name,Email,Accepts Email Marketing,Phone\nAda,,no,0664 1234567\n"}},
            u"SELECT count(*) FROM customer WHERE phone = '+436641234567'"_s, "1\n");
        row("an id that a statistics program wrote, exactly",
            {{u"c.csv"_s,
                "Customer ID,First Name,Email,Accepts Email Marketing\n1e+05,A,a@example.com,yes\n"}},
            u"SELECT key FROM identity WHERE kind = 'id'"_s, "shopify:1e+05\n");
        row("point of sale: a phone and no address",
            {{u"o.csv"_s,
                shopifyOrders
                    + "#1,,paid,EUR,1.00,1.00,2026-03-05 14:07:09 +0100,1,Mug,1.00,Austria,'0664 1234567\n"
                      "#2,,paid,EUR,1.00,1.00,2026-03-05 14:07:09 +0100,1,Mug,1.00,,+436641234567\n"
                      "#3,,paid,EUR,1.00,1.00,2026-03-05 14:07:09 +0100,1,Mug,1.00,,\n"}},
            u"SELECT external_id, c.phone, c.country FROM shop_order o LEFT JOIN customer c ON c.id = "
            u"customer_id"_s,
            "#1|+436641234567|AT\n#2|+436641234567|AT\n#3|-|-\n");
        const QByteArray first = shopifyOrders
            + "#1,a@example.com,paid,EUR,8.00,8.00,2026-03-05 14:07:09 +0100,1,Mug,1.00,,\n"
              "#2,b@example.com,paid,EUR,8.00,8.00,2026-03-05 14:07:09 +0100,1,Mug,1.00,,\n";
        const QByteArray second = shopifyOrders
            + "#2,,,,,,,2,Cup,3.00,,\n#2,b@example.com,,,,,2026-03-05 14:07:09 +0100,1,Pen,1.00,,\n"
              "#3,c@example.com,paid,EUR,8.00,8.00,2026-03-05 14:07:09 +0100,1,Mug,1.00,,\n";
        const char *const whole = "#1|Mug|1|100|0\n#2|Mug|1|100|0\n#2|Cup|2|300|0\n#2|Pen|1|100|0\n"
                                  "#3|Mug|1|100|0\n";
        row("an order cut in two", {{u"orders_1.csv"_s, first}, {u"orders_2.csv"_s, second}}, lines, whole);
        row("an order cut in two, the second part first",
            {{u"orders_10.csv"_s, second}, {u"orders_9.csv"_s, first}}, lines, whole);
        row("an order cut in two, both parts twice",
            {{u"orders_1.csv"_s, first}, {u"orders_2.csv"_s, second}, {u"orders.csv"_s, first},
                {u"orders_2_again.csv"_s, second}},
            lines, whole);
        row("dates and amounts of a German spreadsheet",
            {{u"o.csv"_s,
                "Name;Email;Financial Status;Currency;Total;Created at;Lineitem quantity;Lineitem "
                "name;Lineitem price\r\n"
                "#1;a@example.com;paid;EUR;1.049,90;25.07.2018 21:06;1;M\xFCtze;1.049,90\r\n"
                "#2;b@example.com;paid;EUR;2.000;01.08.2018 21:06;1;Hut;2.000\r\n"}},
            u"SELECT external_id, total, placed_at, title FROM shop_order o JOIN order_line ON order_id = o.id"_s,
            "#1|104990|1532545560000|Mütze\n#2|200000|1533150360000|Hut\n");
        row("dates of an American spreadsheet",
            {{u"o.csv"_s,
                shopifyOrders
                    + "#1,a@example.com,paid,EUR,1.00,1.00,7/25/2018 21:06,1,Mug,1.00,,\n"
                      "#2,a@example.com,paid,EUR,1.00,1.00,8/1/2018 9:06,1,Mug,1.00,,\n"}},
            u"SELECT placed_at FROM shop_order"_s, "1532545560000\n1533107160000\n");

        row("stock of several places adds up, and the file twice changes nothing",
            {{u"p.csv"_s,
                 "Handle,Title,Option1 Value,Variant SKU,Variant Inventory Qty,Variant "
                 "Price,Published\ntee,Tee,S,T-S,99,10.00,FALSE\ntee,,M,T-M,5,10.00,\n"},
                {u"i.csv"_s,
                    "Handle,Title,Option1 Value,SKU,Location,Available (not editable)\n"
                    "tee,Tee,S,T-S,Kiel,4\ntee,Tee,S,T-S,Bonn,6\ntee,Tee,M,T-M,Kiel,not "
                    "stocked\ntee,Tee,M,T-M,Bonn,2\n"},
                {u"i2.csv"_s,
                    "Handle,Title,Option1 Value,SKU,Location,Available (not editable)\n"
                    "tee,Tee,S,T-S,Kiel,4\ntee,Tee,S,T-S,Bonn,6\n"}},
            goods, "tee|Tee|draft|S|1000|10\ntee|Tee|draft|M|1000|2\n");
        row("what is not published, or archived, is not for sale",
            {{u"p.csv"_s,
                "URL handle,Title,Option1 name,Published on online store,Status,Price\n"
                "a,A,,FALSE,active,1.00\nb,B,,FALSE,archived,1.00\nc,C,,TRUE,active,1.00\n"}},
            u"SELECT handle, status FROM product"_s, "a|draft\nb|archived\nc|active\n");
        row("free shipping is a kind of its own",
            {{u"d.csv"_s,
                "Name,Value,Value Type,Type,Times Used In Total,Start\n"
                "FREE,-100.0,percentage,Free Shipping,0,2025-12-08 11:28:18 -0600\n"}},
            u"SELECT code, kind FROM coupon"_s, "FREE|shipping\n");

        const QByteArray woo
            = "ID,Type,SKU,Name,Published,Is featured?,Date sale price starts,Date sale price "
              "ends,Sale price,Regular price,Parent,Attribute 1 value(s),Stock\n";
        row("variations that name their parent by number, or stand far below it",
            {{u"p.csv"_s,
                woo
                    + "44,variable,hoodie,Hoodie,1,0,,,,,,,\n45,simple,cap,Cap,1,0,,,,9,,,\n"
                      "46,variation,h-b,Hoodie - Blue,1,0,,,,45,hoodie,Blue,1\n"
                      "47,variation,h-r,Hoodie - Red,1,0,,,,45,id:44,Red,2\n"}},
            goods,
            "cap|Cap|active||900|-\nhoodie|Hoodie|active|Blue|4500|1\nhoodie|Hoodie|active|Red|4500|2\n");
        row("sales that are over, or have not begun",
            {{u"p.csv"_s,
                woo
                    + "1,simple,a,A,1,0,,2026-06-28,5,9,,,\n2,simple,b,B,1,0,2026-07-01,,5,9,,,\n"
                      "3,simple,c,C,1,0,2026-06-01,2026-06-30,5,9,,,\n"}},
            u"SELECT sku, price FROM variant"_s, "a|900\nb|900\nc|500\n");
        row("headers in German",
            {{u"p.csv"_s,
                "ID,Typ,Artikelnummer,Name,Veröffentlicht,\"Ist hervorgehoben?\",Angebotspreis,\"Regulärer "
                "Preis\"\n1,simple,a,Mütze,1,0,,\"9,50\"\n"}},
            goods, "a|Mütze|active||950|-\n");
        row("headers in French",
            {{u"p.csv"_s,
                "ID,Type,UGS,Nom,Publié,\"Mis en avant ?\",\"Tarif promo\",\"Tarif régulier\"\n"
                "1,simple,a,Bonnet,1,0,,\"9,50\"\n"}},
            goods, "a|Bonnet|active||950|-\n");
        row("headers in Spanish",
            {{u"p.csv"_s,
                "ID,Tipo,SKU,Nombre,Publicado,\"¿Está destacado?\",\"Precio rebajado\",\"Precio normal\"\n"
                "1,simple,a,Gorra,1,0,,\"9,50\"\n"}},
            goods, "a|Gorra|active||950|-\n");
        row("an entity between two items",
            {{u"o.csv"_s,
                "order_id,order_date,status,order_total,billing_email,line_items\n"
                "7,2026-01-15 12:00:00,wc-completed,52.00,a@example.com,name:Salt &amp; "
                "Pepper|quantity:1|total:"
                "20.00;name:Cap|quantity:2|total:32.00\n"}},
            lines, "7|Salt & Pepper|1|2000|0\n7|Cap|2|1600|0\n");
        row("a status in the language of the shop",
            {{u"o.csv"_s,
                "order_id,order_date,status,order_total,billing_email\n1,2026-01-15 "
                "12:00:00,Abgeschlossen,5.00,a@example.com\n2,2026-01-15 "
                "12:00:00,Storniert,5.00,a@example.com\n3,2026-01-15 12:00:00,Échouée,5.00,a@example.com\n"}},
            u"SELECT financial_status, cancelled_at IS NULL FROM shop_order"_s,
            "paid|1\nvoided|0\nvoided|0\n");
        row("items below an order whose number they leave out",
            {{u"o.csv"_s,
                "Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,Item "
                "Name,Quantity,Item "
                "Cost\n12,Completed,2026-01-15 12:00,a@example.com,50.00,Mug,1,10.00\n,,,,,Plate,2,20.00\n"}},
            lines, "12|Mug|1|1000|0\n12|Plate|2|2000|0\n");

        row("an address of the person above is nobody",
            {{u"m.csv"_s,
                "email,_website,firstname,_address_city,_address_telephone\n"
                "cy@example.com,base,Cy,Bern,+41311234567\n,,,Basel,+41611234567\n"}},
            people, "cy@example.com|Cy|+41311234567|-\n");
        row("subscribers in Dutch",
            {{u"s.csv"_s,
                "ID,E-mail,Type,Voornaam klant,Achternaam klant,Status,Winkelweergave\n"
                "1,a@example.com,Klant,A,L,Geabonneerd,D\n2,b@example.com,Gast,,,Uitgeschreven,D\n"}},
            consent, "a@example.com|subscribed|-\nb@example.com|unsubscribed|-\n");
        row("PrestaShop in French",
            {{u"p.csv"_s,
                "ID client;E-mail *;Mot de passe *;Nom *;Prénom *;Newsletter (0/1);Opt-in (0/1)\n"
                "1;a@example.com;secret;L;A;1;0\n2;b@example.com;secret;L;B;0;1\n"}},
            consent, "a@example.com|subscribed|-\nb@example.com|not_subscribed|-\n");
        const QByteArray etsy
            = "Sale Date,Item Name,Buyer,Quantity,Price,Discount Amount,Order Shipping,Order "
              "Sales Tax,Currency,Transaction ID,Listing ID,Order ID\n"
              "09/29/26,Scarf,ada77,2,12.50,2.50,4.00,1.00,USD,900,800,3001\n"
              "09/29/26,Hat,ada77,1,20.00,2.00,4.00,1.00,USD,901,801,3001\n";
        row("Etsy items know what the order cost, once", {{u"i.csv"_s, etsy}}, orders, "3001|4550\n");
        row("Etsy orders and items",
            {{u"i.csv"_s, etsy},
                {u"o.csv"_s,
                    "Sale Date,Order ID,Full Name,Currency,Order Value,Order Total,Order Net,Buyer\n"
                    "09/29/26,3001,Ada Lind,USD,45.00,45.50,41.00,ada77\n"}},
            lines, "3001|Scarf|2|1250|250\n3001|Hat|1|2000|200\n");
        row("refunds at the till are returns, times are those of the till, and tax is paid",
            {{u"s.csv"_s,
                "Date,Time,Time Zone,Item,Qty,Gross Sales,Net Sales,Tax,Transaction ID,Event Type\n"
                "03/25/26,14:07:09,Eastern Time (US & "
                "Canada),Mug,2,\"$1,000.00\",\"$1,000.00\",$80.00,T1,Payment\n"
                "03/25/26,14:07:09,Eastern Time (US & Canada),Cup,1,$5.00,$5.00,$0.40,T1,Payment\n"
                "03/26/26,14:07:09,Europe/London,Cup,-1,($5.00),-$5.00,-$0.40,T2,Refund\n"}},
            u"SELECT external_id, kind, tax, total, placed_at FROM shop_order"_s,
            "T1|sale|8040|108540|1774462029000\nT2|return|-40|-540|1774534029000\n");
        row("a refund at the till under the number of its sale, the newest first",
            {{u"s.csv"_s,
                "Date,Time,Time Zone,Item,Qty,Gross Sales,Net Sales,Tax,Transaction ID,Event Type\n"
                "03/26/26,14:07:09,Europe/London,Cup,-1,($5.00),-$5.00,-$0.40,T1,Refund\n"
                "03/25/26,14:07:09,Europe/London,Cup,2,$10.00,$10.00,$0.80,T1,Payment\n"}},
            u"SELECT external_id, kind, tax, total, placed_at FROM shop_order"_s,
            "T1|sale|40|540|1774447629000\n");
        row("a date and a time apart",
            {{u"o.csv"_s,
                "Order ID,Order Date,Order Time,Order Status,Order Total (inc tax),Product Details,Billing "
                "Email\n1,18/05/2022,14:07:09,Completed,1.00,,a@example.com\n"}},
            u"SELECT placed_at, email FROM shop_order JOIN customer c ON c.id = customer_id"_s,
            "1652875629000|a@example.com\n");

        row("suppressions keep their reasons",
            {{u"k.csv"_s,
                "Email,Klaviyo ID,Email Marketing Consent,Email Suppressions\n"
                "a@example.com,1,SUBSCRIBED,\"[\"\"SPAM_COMPLAINT\"\"]\"\nb@example.com,2,SUBSCRIBED,HARD_"
                "BOUNCE\n"
                "c@example.com,3,SUBSCRIBED,USER_SUPPRESSED\nd@example.com,4,SUBSCRIBED,[]\n"}},
            consent,
            "a@example.com|unsubscribed|complaint\nb@example.com|subscribed|hard_bounce\n"
            "c@example.com|unsubscribed|manual\nd@example.com|subscribed|-\n");
        row("a list of addresses and nothing else",
            {{u"k.csv"_s, "Email,Klaviyo ID,Email Marketing Consent\nA@example.com,1,SUBSCRIBED\n"},
                {u"Klaviyo suppressions.csv"_s, "Email\na@example.com\n"}},
            consent, "A@example.com|unsubscribed|manual\n");
        row("Klaviyo without its ids",
            {{u"k.csv"_s, "Email,Email Marketing Consent,Date Added\na@example.com,SUBSCRIBED,2024-01-01\n"}},
            consent, "a@example.com|subscribed|-\n");
        row("consent as a list of channels",
            {{u"k.csv"_s,
                "Email,Klaviyo ID,Consent\na@example.com,1,\"[\"\"email\"\"]\"\nb@example.com,2,[]\n"}},
            consent, "a@example.com|subscribed|-\nb@example.com|not_subscribed|-\n");
        row("tags in quotes, and as a JSON list",
            {{u"subscribed_1.csv"_s,
                 "Email Address,LEID,EUID,TAGS\na@example.com,1,x,\"\"\"VIP\"\",\"\"Blog, daily\"\"\"\n"},
                {u"k.csv"_s,
                    "Email,Klaviyo ID,Shopify Tags\na@example.com,1,\"[\"\"b2b\"\", \"\"VIP\"\"]\"\n"}},
            u"SELECT tag FROM customer_tag ORDER BY tag"_s, "Blog, daily\nVIP\nb2b\n");
        row("columns that only this shop has",
            {{u"c.csv"_s,
                "First Name,Email,Accepts Email Marketing,Tax Exempt,Shoe size "
                "(customer.metafields.custom.shoe_size)\nAda,a@example.com,yes,no,42\n"}},
            u"SELECT attributes FROM customer"_s,
            "{\"shoe size (customer.metafields.custom.shoe_size)\":\"42\"}\n");
        row("a time of confirmation is proof of consent",
            {{u"subscribed_1.csv"_s,
                "Email Address,OPTIN_TIME,CONFIRM_TIME,CONFIRM_IP,LEID,EUID\n"
                "a@example.com,,2015-03-16 14:40:47,192.0.2.7,1,x\n"}},
            u"SELECT state, occurred_at, proof FROM consent_entry"_s,
            "subscribed|1426516847000|confirmed 2015-03-16 14:40:47 from 192.0.2.7\n");
        row("an unsubscribe has a time of its own",
            {{u"unsubscribed_1.csv"_s,
                "Email Address,UNSUB_TIME,UNSUB_REASON,OPTIN_TIME,LEID,EUID\n"
                "a@example.com,2026-02-01 08:00:00,NORMAL,2015-03-16 14:40:47,1,x\n"}},
            u"SELECT state, occurred_at, proof FROM consent_entry"_s,
            "unsubscribed|1769932800000|unsubscribed: NORMAL\n");
        row("cleaned is a dead address and no unsubscribe",
            {{u"cleaned_1.csv"_s, "Email Address,LEID,EUID\na@example.com,1,x\n"},
                {u"subscribed_1.csv"_s, "Email Address,LEID,EUID\nb@example.com,2,y\n"}},
            consent, "a@example.com|-|hard_bounce\nb@example.com|subscribed|-\n");
    }
    void filesAreReadAsTheyWereMeant()
    {
        QFETCH(Files, files);
        QFETCH(QString, sql);
        QFETCH(QString, expected);
        take(files);
        QCOMPARE(m_shop->lines(sql), expected);
    }

    void taxIsAddedWhereADescriptionSaysHowMuch()
    {
        ImportOptions options;
        const auto described = parseMapping(
            R"({"name": "PrestaShop with tax", "kind": "products", "columns": {"Reference #": "handle", )"
            R"("Price tax excluded": "price", "Wholesale price": "cost"}, "add_tax": {"price": 20}})");
        QVERIFY2(described, described ? "" : qPrintable(described.error().detail));
        options.mapping = *described;
        NoProgress progress;
        // 8.325 with 20 % is 9.99; rounded to cents before, it would be 10.00.
        QVERIFY(importFiles(m_shop->connection(),
            {m_shop->write(u"p.csv"_s, "Reference #;Price tax excluded;Wholesale price\na;8.325000;4.00\n")},
            options, now, progress));
        QCOMPARE(
            m_shop->lines(u"SELECT handle, price, cost FROM product p JOIN variant ON product_id = p.id"_s),
            u"a|999|400\n"_s);
    }

    void idsThatASpreadsheetShortenedAreNotTaken()
    {
        const auto report = take({{u"c.csv"_s,
            "Customer ID,First Name,Email,Accepts Email Marketing\n9.01381E+12,A,a@example.com,yes\n"
            "9.01381E+12,B,b@example.com,no\n"}});
        QCOMPARE(report.files[0].rejected, 2);
        QVERIFY2(report.files[0].reasons.firstKey().contains(u"shortened by a spreadsheet"_s),
            qPrintable(report.files[0].reasons.firstKey()));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 0);
    }

    void whatASpreadsheetDidIsSaid()
    {
        const auto report = take({{u"o.csv"_s,
            "Name;Email;Financial Status;Total;Created at;Lineitem "
            "name\n#1;a@example.com;paid;9,90;25.07.2018 "
            "21:06;Mug\n"}});
        QCOMPARE(report.files[0].remark,
            u"Its dates were written anew by a spreadsheet and are read as dd.MM.yyyy HH:mm; offsets and "
            u"often "
            u"seconds are lost. Its amounts were written anew by a spreadsheet and are read with “,” before the cents."_s);
    }

    void partsThatComeInTheWrongOrderSaySo()
    {
        const QByteArray second = shopifyOrders + "#2,,,,,,,2,Cup,3.00,,\n";
        const auto report = take({{u"orders_2.csv"_s, second}});
        QCOMPARE(report.files[0].rejected, 1);
        QVERIFY(report.files[0].reasons.firstKey().contains(u"import the one before"_s));
        take({{u"orders_1.csv"_s,
            shopifyOrders + "#2,b@example.com,paid,EUR,8.00,8.00,2026-03-05 14:07:09 +0100,1,Mug,1.00,,\n"}});
        NoProgress progress;
        QVERIFY(importFiles(m_shop->connection(), {report.files[0].rejects}, {}, now, progress));
        QCOMPARE(m_shop->lines(lines), u"#2|Mug|1|100|0\n#2|Cup|2|300|0\n"_s);
    }
};

QTEST_GUILESS_MAIN(TestFormatTraps)
#include "tst_format_traps.moc"
