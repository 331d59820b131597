// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/mapping.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace Qt::Literals::StringLiterals;

class TestMapping final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formatsAreRecognisedByTheirHeaders_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("expected");
        QTest::newRow("customers") << u"Customer ID,First Name,Last Name,Email,Accepts Email Marketing"_s
                                   << u"Shopify customers"_s;
        QTest::newRow("any case and order")
            << u"ACCEPTS EMAIL MARKETING, email ,first name"_s << u"Shopify customers"_s;
        QTest::newRow("orders") << u"Name,Email,Financial Status,Lineitem name"_s << u"Shopify orders"_s;
        QTest::newRow("products") << u"Handle,Title,Variant Price"_s << u"Shopify products"_s;
        QTest::newRow("new products")
            << u"Title,URL handle,Option1 name"_s << u"Shopify products (new template)"_s;
        QTest::newRow("events") << u"event_id,occurred_at,event_type,email"_s << u"Events"_s;
        const auto format = [](const char *name, const char *header) {
            QTest::newRow(name) << QString::fromUtf8(header) << QString::fromUtf8(name);
        };
        format("BigCommerce customers",
            "Customer ID,First Name,Last Name,Company,Email,Customer Group,Date Joined");
        format("Etsy sold items",
            "Sale Date,Item Name,Buyer,Quantity,Price,Currency,Transaction ID,Listing ID,Order ID");
        format("Klaviyo profiles",
            "\xEF\xBB\xBF"
            "Email,Klaviyo ID,First Name,Email Marketing Consent");
        format("Magento customers", "email,_website,_store,confirmation,created_at,firstname,lastname");
        format("Magento newsletter subscribers",
            "ID,Email,Type,Customer First Name,Customer Last Name,Status,Web Site,Store,Store View");
        format("Mailchimp members",
            "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID,NOTES,TAGS");
        format("PrestaShop customers", "Customer ID,Active (0/1),Email *,Newsletter (0/1),Opt-in (0/1)");
        format("Shopify customers by Matrixify",
            "ID,Email,First Name,Email Marketing: Status,Email Marketing: Level");
        format("Shopify discounts",
            "Name,Value,Value Type,Times Used In Total,Usage Limit Per Code,Status,Start,End");
        format("Square customers",
            "Reference ID,First Name,Email Address,Square Customer ID,Email Subscription Status");
        format("Squarespace orders",
            "Order ID,Email,Financial Status,Total,Lineitem quantity,Lineitem name,Lineitem variant,Created "
            "at");
        format("WooCommerce customers", "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV");
        format("Shopify abandoned checkouts",
            "Id,Email,Created at,Total,Lineitem quantity,Lineitem name,Lineitem sku");
        QTest::newRow("orders with all columns")
            << u"Name,Email,Financial Status,Total,Created at,Lineitem name,Id"_s << u"Shopify orders"_s;
        format("Shopify gift cards",
            "Id,Last Characters,Customer Name,Email,Initial Balance,Current Balance,Currency");
        format("Loyalty accounts", "email,points_balance,points_expiring,expires_on,tier");
        format("Yotpo loyalty", "email,points_balance,points_earned,vip_tier_name");
        format("Klaviyo events", "event,timestamp,email,value,currency,product_id,order_id");
        format("WooCommerce products",
            "ID,Type,SKU,Name,Published,Is featured?,Sale price,Regular price,Parent");
        format("WooCommerce orders", "order_id,order_number,order_date,status,billing_email,line_item_1");
        format("WooCommerce orders (one row an item)",
            "Order Number,Order Status,Order Date,Email (Billing),Item Name,Quantity,Item Cost");
        format("WooCommerce Analytics, orders",
            "Date,Order #,N. Revenue (formatted),Status,Customer,Customer "
            "type,Product(s),Items sold,Coupon(s),Net Sales,Attribution");
        format("BigCommerce orders",
            "Order ID,Customer ID,Customer Email,Order Date,Order Total (inc tax),Product Details");
        format("Magento products",
            "sku,store_view_code,attribute_set_code,product_type,categories,name,url_key,price");
        format("Magento orders",
            "ID,Purchase Point,Purchase Date,Bill-to Name,Grand Total (Base),Customer Email,Status");
        format("Magento customers (grid)",
            "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site");
        format("PrestaShop products", "Product ID,Active (0/1),Name *,Price tax excluded");
        format("Etsy sold orders",
            "Sale Date,Order ID,Buyer User ID,Full Name,Order Total,Status,Order Net,Buyer,SKU");
        format("Square items sold",
            "Date,Time,Time Zone,Category,Item,Qty,SKU,Gross Sales,Net Sales,Transaction ID");
        format("Squarespace profiles",
            "Email Address,First Name,Last Name,Order Count,Accepts Marketing,Subscriber Since");
        format("Shopify customers", "First Name,Last Name,Email,Accepts Marketing,Company,Address1,Zip");
        format("Shopify inventory", "Handle,Title,Option1 Value,SKU,Location,Available (not editable)");
        format("Shopify customers by Matrixify",
            "ID,Email,First Name,Tax Exempt,Total Spent,Email Marketing: Status,Email Marketing: Level");
        format("Klaviyo profiles", "Email,First Name,Email Marketing Consent,Date Added");
        format("Klaviyo campaign report", "Campaign Name,Subject,Send Time,Unique Opens,Open Rate");
        format("PrestaShop orders (list)",
            "ID,Reference,New client,Delivery,Customer,Total,Payment,Status,Date");
        format("WooCommerce products", "ID,Typ,Artikelnummer,Name,Ist hervorgehoben?,Regulärer Preis");
        QTest::newRow("nothing we know") << u"a,b,c"_s << QString();
        QTest::newRow("no columns") << QString() << QString();
    }
    void formatsAreRecognisedByTheirHeaders()
    {
        QFETCH(QString, header);
        QFETCH(QString, expected);
        QStringList keys;
        for (const QString &name : header.split(u','))
            keys.append(headerKey(name).remove(QChar(0xFEFF))); // as the reader does with the first one
        const Mapping *format = recognise(keys);
        QCOMPARE(format ? format->name : QString(), expected);
    }

    void listsOfAddressesAreToldByTheNameOfTheFile()
    {
        QVERIFY(!recognise({u"email"_s}));
        QVERIFY(!recognise({u"email"_s}, u"newsletter.csv"_s));
        const Mapping *list = recognise({u"email"_s}, u"lists/Klaviyo Suppressions.csv"_s);
        QVERIFY(list);
        QCOMPARE(list->name, u"Suppressed addresses"_s);
        // Where the headers say more, the name of the file does not matter.
        QCOMPARE(recognise({u"email"_s, u"klaviyo id"_s}, u"suppressed.csv"_s)->name, u"Klaviyo profiles"_s);
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *json, const char *expected) {
            QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(expected);
        };
        row("no JSON", "{\n  \"kind\": orders\n}", "line 2, column");
        row("nothing", "", "cannot be used");
        row("no kind", R"({"columns": {"a": "email"}})", "“kind” says what the rows are");
        row("unknown kind", R"({"kind": "people", "columns": {"a": "email"}})", "It says “people”");
        row("unknown part", R"({"kind": "orders", "colums": {}})", "“colums” is not a part of a mapping");
        row("no columns", R"({"kind": "orders"})", "“columns” is empty");
        row("unknown field", R"({"kind": "orders", "columns": {"Sum": "totl"}})",
            "“totl”, which is no field of orders. Did you mean total");
        row("field of another kind", R"({"kind": "products", "columns": {"x": "email"}})",
            "which is no field of products");
        row("field given twice", R"({"kind": "orders", "columns": {"a": "total", "b": "total"}})",
            "given to two columns");
        row("column given twice", R"({"kind": "customers", "columns": {"A": "email", " a": "attribute:x"}})",
            "the column “A” is there twice");
        row("recipe without a column",
            R"({"kind": "orders", "columns": {"a": "total"}, "made_of": {"order_id": "id"}})",
            "which names no column");
        row("recipe for no field",
            R"({"kind": "orders", "columns": {"a": "total"}, "made_of": {"ordr_id": "{a}"}})",
            "“made_of” names “ordr_id”");
        row("rule without a deed",
            R"({"kind": "orders", "columns": {"a": "total"}, "rows": [{"column": "a", "is": "x"}]})",
            "needs “set”, “leave_out” or “reject”");
        row("rule without words",
            R"({"kind": "orders", "columns": {"a": "total"}, "rows": [{"column": "a", "reject": "x"}]})",
            "needs “column” and “is”");
        row("items of events",
            R"({"kind": "events", "columns": {"a": "email"}, "items": {"column": "a", "labels": {"x": ""}}})",
            "“items” is for orders");
        row("items that are none",
            R"({"kind": "orders", "columns": {"a": "total"}, "items": {"column": "a", "labels": {"x": "total"}}})",
            "which is no field of an item");
        row("first of nothing", R"({"kind": "orders", "columns": {"a": "total"}, "first_of": {"total": ""}})",
            "says nothing for total");
        row("filled down by nothing",
            R"({"kind": "orders", "columns": {"a": "total"}, "fill_down": {"by": "a"}})",
            "needs “by” and “columns”");
        row("texts of another kind", R"({"kind": "orders", "columns": {"a": "total"}, "texts": "xml"})",
            "“plain” or “html”");
        row("a bad pattern among several",
            R"({"kind": "orders", "columns": {"a": "total"}, "dates": {"format": ["iso", "MM"]}})",
            "leaves the day open");
        row("fact without a name", R"({"kind": "orders", "columns": {"a": "attribute:"}})", "needs a name");
        row("column without a name", R"({"kind": "orders", "columns": {"a": 5}})",
            "needs the name of a field");
        row("unknown constant", R"({"kind": "orders", "columns": {"a": "total"}, "constants": {"x": "y"}})",
            "a constant names “x”");
        row("date format", R"({"kind": "orders", "columns": {"a": "total"}, "dates": {"format": "HH:mm"}})",
            "leaves the day open");
        row("time zone", R"({"kind": "orders", "columns": {"a": "total"}, "dates": {"time_zone": "Mars"}})",
            "is no time zone");
        row("separator", R"({"kind": "orders", "columns": {"a": "total"}, "numbers": {"decimal": "comma"}})",
            "is one character");
        row("negative", R"({"kind": "orders", "columns": {"a": "total"}, "numbers": {"negative": "yes"}})",
            "“accept” or “reject”");
        row("words", R"({"kind": "orders", "columns": {"a": "total"}, "words": {"sum": {"x": "y"}}})",
            "“words” names “sum”");
        row("file name",
            R"({"kind": "orders", "columns": {"a": "total"}, "by_file_name": {"x": {"email_consent": "no"}}})",
            "“by_file_name” names “email_consent”");
        row("names for two columns",
            R"({"kind": "orders", "columns": {"a": "total"}, "also_called": {"a": ["x"], "b": ["X"]}})",
            "gives “x” to two columns, “a” and “b”");
        row("no other names", R"({"kind": "orders", "columns": {"a": "total"}, "also_called": {"a": []}})",
            "“also_called” says nothing for “a”");
        row("told by nothing", R"({"kind": "orders", "columns": {"a": "total"}, "recognised_by": [[]]})",
            "a list of headers, or a list of such lists");
        row("a window without days",
            R"({"kind": "products", "columns": {"a": "price"}, "only_between": {"a": {}}})",
            "“only_between” needs “from” or “to”");
        row("sums of no field", R"({"kind": "products", "columns": {"a": "price"}, "sums": ["stok"]})",
            "“sums” names “stok”");
        row("tax on a text", R"({"kind": "products", "columns": {"a": "price"}, "add_tax": {"title": 20}})",
            "“add_tax” says how many percent");
        row("tax of no number",
            R"({"kind": "products", "columns": {"a": "price"}, "add_tax": {"price": "full"}})",
            "and not “full” to price");
        row("other columns of orders",
            R"({"kind": "orders", "columns": {"a": "total"}, "other_columns": {}})", "is for customers");
        row("zones that are none",
            R"({"kind": "orders", "columns": {"a": "total"}, "dates": {"time_zones": {"x": "Mars"}}})",
            "“Mars” is no time zone");
        row("join", R"({"kind": "orders", "columns": {"a": "total"}, "joins": [{"file": "x.csv"}]})",
            "a join needs");
    }
    void mistakesAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, expected);
        const auto mapping = parseMapping(json);
        QVERIFY(!mapping);
        QCOMPARE(mapping.error().code, Error::Code::Invalid);
        QVERIFY2(mapping.error().detail.contains(expected), qPrintable(mapping.error().detail));
    }

    void aMissingColumnIsNamed()
    {
        const auto mapping = parseMapping(
            R"({"name": "Till", "kind": "orders", "columns": {"No": "order_id", "Day": "placed_at", "Sum": "total"}})");
        QVERIFY(mapping);
        const auto checked = mapping->checkHeader({u"no"_s, u"sum"_s});
        QVERIFY(!checked);
        QVERIFY2(
            checked.error().detail.contains(u"placed_at"_s) && checked.error().detail.contains(u"“day”"_s),
            qPrintable(checked.error().detail));
        QVERIFY(mapping->checkHeader({u"no"_s, u"day"_s, u"sum"_s}));
    }

    void dates_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *pattern, const char *text, const char *expected) {
            QTest::newRow(qPrintable(u"%1 as %2"_s.arg(QString::fromUtf8(text), QString::fromUtf8(pattern))))
                << QString::fromUtf8(pattern) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("iso", "2026-06-25", "2026-06-24T22:00:00Z");
        row("iso", "2026-06-25T10:00:00Z", "2026-06-25T10:00:00Z");
        row("iso", "2026-06-25 10:00:00 +0200", "2026-06-25T08:00:00Z");
        row("iso", "2026-06-25 10:00:00-04:30", "2026-06-25T14:30:00Z");
        row("iso", "2026-06-25 10:00:00 UTC", "2026-06-25T10:00:00Z");
        row("iso", "2026-06-25 10:00", "2026-06-25T08:00:00Z");
        row("iso", "2026-06-25T10:00:00.25Z", "2026-06-25T10:00:00.250Z");
        row("iso", "2026-06-25T10:00:00.123456Z", "2026-06-25T10:00:00.123Z");
        row("iso", "2026-06-31T10:00:00Z", "");
        row("iso", "2026-13-45 99:00:00 -0400", "");
        row("iso", "0000-00-00 00:00:00 +0000", "");
        row("iso", "2026-06-2", "");
        row("iso", "26/6/27", "");
        row("iso", "1782000000000000", "");
        row("iso", "2026-06-25T25:61:00Z", "");
        row("iso", "0001-01-01T00:00:00+14:00", ""); // would be a day of the year 0
        row("iso", "9999-12-31T23:59:59-14:00", "");
        row("iso", "2026-06-25T10:00:00Zx", "");
        row("iso", "2026-06-25T10:00:00+99:00", "");
        row("iso", "yesterday", "");
        row("iso", "", "");
        row("M/d/yy", "9/5/26", "2026-09-04T22:00:00Z");
        row("dd/MM/yyyy", "31/12/2026", "2026-12-30T23:00:00Z");
        row("dd/MM/yyyy", "12/31/2026", "");
        row("M/d/yyyy h:mm AP", "7/25/2018 9:06 PM", "2018-07-25T19:06:00Z");
        row("M/d/yyyy h:mm AP", "7/25/2018 12:06 AM", "2018-07-24T22:06:00Z");
        row("M/d/yyyy h:mm AP", "7/25/2018 13:06 PM", "");
        row("MMM d, yyyy h:mm:ss AP", "Sep 16, 2026 7:13:27 AM", "2026-09-16T05:13:27Z");
        row("MMM d, yyyy h:mm:ss AP", "september 16, 2026 7:13:27 PM", "2026-09-16T17:13:27Z");
        row("d MMM yyyy", "1 May 2026", "2026-04-30T22:00:00Z");
        row("d MMM yyyy", "1 Sept 2026", "2026-08-31T22:00:00Z");
        row("d MMM yyyy", "1 Mai 2026", "");
        row("d MMM yyyy", "31 Jun 2026", "");
        row("yyyy-MM-dd HH:mm:ss zzz", "2026-01-01 00:00:00 -0500", "2026-01-01T05:00:00Z");
    }
    void dates()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const auto format = DateFormat::fromPattern(pattern);
        QVERIFY(format);
        const auto instant
            = format->parse({text.constData(), size_t(text.size())}, LocalClock(QTimeZone("Europe/Berlin")));
        QCOMPARE(instant ? toIsoString(*instant) : QString(), expected);
    }
};

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
