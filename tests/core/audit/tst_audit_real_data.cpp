// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit.h"
#include "core/import/import.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::audit;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Timestamp instant(const char *text)
{
    return *parseInstant(QString::fromLatin1(text), QTimeZone::utc());
}

Audit auditOf(TemporaryWorkspace &shop, Timestamp asOf)
{
    NoProgress progress;
    auto audit = runAudit(shop.connection(), asOf, progress);
    if (!audit)
        qFatal("%s", qPrintable(audit.error().detail));
    return std::move(*audit);
}

void import(TemporaryWorkspace &shop, const QStringList &files, const char *json = nullptr)
{
    importing::ImportOptions options;
    options.rejectFolder = shop.path({});
    if (json) {
        const auto mapping = importing::parseMapping(json);
        if (!mapping)
            qFatal("%s", qPrintable(mapping.error().detail));
        options.mapping = *mapping;
    }
    NoProgress progress;
    const auto report
        = importing::importFiles(shop.connection(), files, options, instant("2026-06-30"), progress);
    if (!report)
        qFatal("%s", qPrintable(report.error().detail));
}

QStringList namesOf(const Finding &finding)
{
    QStringList names;
    for (const Row &row : finding.others)
        names.append(row.name);
    return names;
}

} // namespace

/// Real data sets. The figures were counted from the raw files with Python's csv module.
class TestAuditRealData final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void online_retail()
    {
        HABERDASH_NEEDS_SHARED(path, "data/online-retail/online_retail_2010-12_to_2011-06.csv.gz");
        TemporaryWorkspace shop("GBP", "Europe/London");
        import(shop, {path}, R"({"name": "Online Retail", "kind": "orders", "source": "online-retail",
            "columns": {"InvoiceNo": "order_id", "StockCode": "line_product", "Description": "line_title", "Quantity": "line_quantity",
                        "InvoiceDate": "placed_at", "UnitPrice": "line_price", "CustomerID": "customer_id", "Country": "country"},
            "numbers": {"negative": "accept"}, "returns_begin_with": "C"})");
        const Audit audit = auditOf(shop, instant("2011-07-01"));
        const auto count
            = [&audit](const char *check) { return audit.finding(QString::fromLatin1(check))->count(); };
        QCOMPARE(count("orders.nobody"), 1986);
        QCOMPARE(audit.finding(u"orders.nobody"_s)->outOf, 10789);
        QCOMPARE(count("orders.line-negative"), 758);
        QCOMPARE(count("orders.value-outlier"), 387);
        QCOMPARE(audit.finding(u"orders.value-outlier"_s)->outOf, 9659);
        QCOMPARE(count("people.buyer-outlier"), 2);
        // "Unspecified" twice and "European Community"; "EIRE" and "Channel Islands" are places.
        QCOMPARE(count("people.country-unknown"), 3);
        QCOMPARE(count("people.email-missing"), 3002);
        QCOMPARE(count("goods.only-in-orders"), 3651);
        for (const char *silent : {"orders.twice", "orders.midnight", "orders.number-twice", "orders.sum",
                 "orders.no-lines", "orders.currency", "orders.date-impossible", "orders.total-negative"})
            QVERIFY2(count(silent) == 0, silent);
        // The days without an invoice that are no Saturday: the week of the new year, Easter, bank holidays.
        // The first four weeks are not judged.
        const QStringList closed{u"2010-12-29"_s, u"2010-12-30"_s, u"2010-12-31"_s, u"2011-01-02"_s,
            u"2011-01-03"_s, u"2011-04-22"_s, u"2011-04-24"_s, u"2011-04-25"_s, u"2011-04-29"_s,
            u"2011-05-02"_s, u"2011-05-30"_s};
        const QStringList found = namesOf(*audit.finding(u"orders.gap"_s));
        QVERIFY(found.size() >= 10);
        for (const QString &day : found)
            QVERIFY2(closed.contains(day), qPrintable(day));
        // Seen from today the shop went quiet long ago.
        QCOMPARE(namesOf(*auditOf(shop, instant("2026-06-30")).finding(u"sources.stale"_s)),
            QStringList{u"online-retail"_s});
    }

    void complete_journey()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/completejourney");
        TemporaryWorkspace shop("USD", "America/New_York");
        import(shop, {folder + u"/transactions_sample.csv.gz"_s},
            R"({"name": "transactions", "kind": "orders", "source": "journey", "columns":
            {"basket_id": "order_id", "household_id": "customer_id", "product_id": "line_product", "quantity": "line_quantity",
             "sales_value": "line_total", "transaction_timestamp": "placed_at"}})");
        const Audit audit = auditOf(shop, instant("2018-01-01"));
        // The one day on which the shops were closed.
        QCOMPARE(namesOf(*audit.finding(u"orders.gap"_s)), QStringList{u"2017-12-25"_s});
        QCOMPARE(audit.finding(u"orders.sum"_s)->count(), 0);
        QCOMPARE(audit.finding(u"sources.buyers-without-profile"_s)->count(), 2377);
        QCOMPARE(audit.finding(u"sources.stale"_s)->count(), 0);
    }

    void shopify_sample_products()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/shopify-products");
        TemporaryWorkspace shop;
        import(shop, {folder + u"/apparel.csv"_s, folder + u"/jewelery.csv"_s});
        const Audit audit = auditOf(shop, instant("2026-06-30"));
        // The Type column of apparel.csv is empty in all of its 20 products.
        QCOMPARE(audit.found().size(), 1);
        QCOMPARE(audit.finding(u"goods.no-category"_s)->count(), 20);
    }

    void prestashop_and_magento_samples()
    {
        HABERDASH_NEEDS_SHARED(folder, "data/platform-samples");
        TemporaryWorkspace shop;
        import(shop,
            {folder + u"/prestashop_customers_import.csv"_s, folder + u"/magento_customer_composite.csv"_s});
        const Audit audit = auditOf(shop, instant("2026-06-30"));
        // Magento's file has no column of consent; of PrestaShop's nine people five agreed.
        QCOMPARE(audit.finding(u"consent.missing"_s)->count(), 1);
        QCOMPARE(audit.finding(u"consent.undated"_s)->outOf, 5);
        for (const char *silent : {"people.email-invalid", "people.name-implausible",
                 "people.birthday-impossible", "people.sign-up-impossible", "people.twins"})
            QVERIFY2(audit.finding(QString::fromLatin1(silent))->count() == 0, silent);
    }
};

QTEST_GUILESS_MAIN(TestAuditRealData)
#include "tst_audit_real_data.moc"
