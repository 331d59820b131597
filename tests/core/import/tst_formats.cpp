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
            u"a@example.com|subscribed\nb@example.com|unsubscribed\nc@example.com|unsubscribed\nd@example.com|not_subscribed\n"_s);
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
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
