// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/foreign_rules.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString midnight
    = u"Times such as -30d begin at midnight there; here they count back from the moment on."_s;

/// Compares rules as lines of text, and what was lost.
void compare(
    const tl::expected<Carried, RuleError> &carried, const QString &expected, const QStringList &lost)
{
    QVERIFY2(carried, carried ? "" : qPrintable(carried.error().toError().detail));
    QCOMPARE(print(carried->rule), print(parseRule(expected).value()));
    QCOMPARE(parseRule(print(carried->rule)).value(), carried->rule);
    QCOMPARE(carried->lost, lost);
}

} // namespace

class TestShopifyRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shopifyFilters_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QStringList>("lost");
        const auto row = [](const char *query, const char *expected, const QStringList &lost = {}) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(expected) << lost;
        };
        row("abandoned_checkout_date >= -7d",
            "last checkout_start in last 7 days and count orders since last checkout_start = 0", {midnight});
        row("abandoned_checkout_date IS NOT NULL", "count orders since last checkout_start = 0");
        row("anniversary('metafields.facts.birth_date') = today", "birthday anniversary today");
        row("anniversary() MATCHES (date = today, attribute = 'birth_date')", "birthday anniversary today");
        row("anniversary(metafields.custom.wedding) BETWEEN today AND +7d",
            "attribute \"custom.wedding\" anniversary in next 7 days", {midnight});
        row("amount_spent >= 999.99", "sum orders.net >= 999.99");
        row("amount_spent BETWEEN 100 AND 1000.5", "sum orders.net >= 100 and sum orders.net <= 1000.5");
        row("customer_cities CONTAINS 'US-CA-LosAngeles'",
            "country is \"US\" and region is \"CA\" and city is \"Los Angeles\"",
            {u"The city “Los Angeles” has lost its blanks there; compare it with your customers' cities."_s});
        row("customer_countries CONTAINS 'CA'", "country is \"CA\"");
        row("customer_countries NOT CONTAINS 'CA'", "country is not \"CA\"");
        row("customer_regions NOT CONTAINS 'US-NY'", "not (country is \"US\" and region is \"NY\")");
        row("customer_added_date > 2024-12-31", "created on or after 2025-01-01");
        row("customer_email_domain != 'gmail.com'", "email_domain is not \"gmail.com\"");
        row("customer_language = 'en'", "language is \"en\"");
        row("customer_tags CONTAINS '\\'VIP\\''", "tag is \"'VIP'\"");
        row("customer_within_distance(coordinates: (37.77, -122.43), distance_km: 10) = true",
            "distance from 37.77 -122.43 <= 10 km");
        row("customer_within_distance MATCHES (coordinates = (37.77, -122.43), distance_mi = 6.2)",
            "distance from 37.77 -122.43 <= 9.978 km");
        row("shopify_email.opened MATCHES ()", "count email_open >= 1");
        row("shopify_email.clicked() = true", "count email_click >= 1");
        row("shopify_email.bounced NOT MATCHES (date BETWEEN -12m AND today)",
            "not count email_bounce in last 12 months >= 1", {midnight});
        row("shopify_email.delivered MATCHES (count < 3)", "count email_delivered < 3");
        row("shopify_email.marked_as_spam MATCHES (date = today)", "count email_complaint today >= 1");
        row("shopify_email.unsubscribed MATCHES (date > yesterday)", "count unsubscribe today >= 1");
        row("email_subscription_status = 'SUBSCRIBED'", "email consent is subscribed");
        row("email_subscription_status != 'NOT_SUBSCRIBED'",
            "not (email consent is declined or email consent is never given)");
        row("sms_subscription_status = 'PENDING'", "sms consent is pending");
        row("last_order_date < -90d", "last order more than 90 days ago", {midnight});
        row("last_order_date < 90_days_ago", "last order more than 90 days ago", {midnight});
        row("last_order_date = 2020-05-30", "last order on 2020-05-30");
        row("last_order_date != 2020-05-30", "last order at any time and not last order on 2020-05-30");
        row("last_order_date > 2020-05-30", "last order on or after 2020-05-31");
        row("last_order_date <= 2020-05-30", "last order before 2020-05-31");
        row("last_order_date = -1w", "last order on the day 7 days ago");
        row("last_order_date < today", "last order at any time and not last order today");
        row("last_order_date BETWEEN -60d AND -30d", "last order between 30 and 60 days ago", {midnight});
        row("last_order_date BETWEEN 2021-01-01 AND today", "last order on or after 2021-01-01");
        row("last_order_date BETWEEN 2020-01-01 AND -7d",
            "last order on or after 2020-01-01 and last order more than 7 days ago", {midnight});
        row("last_order_date IS NULL", "not count orders >= 1");
        row("first_order_date >= 2020-05-30", "first order on or after 2020-05-30");
        row("number_of_orders > 5", "count orders > 5");
        row("orders_placed MATCHES (date >= -90d, amount > 50, count >= 2, sum_amount < 500)",
            "count orders[value > 50] in last 90 days >= 2 and sum orders[value > 50].total in last 90 days "
            "< 500",
            {midnight});
        row("products_purchased MATCHES (tag = 'Sports wear', date >= -12m)",
            "count items[product_tag is \"Sports wear\"] in last 12 months >= 1", {midnight});
        row("products_purchased NOT MATCHES (category = 'Shoes', sum_quantity > 1)",
            "not sum items[category is \"Shoes\"].quantity > 1");
        row("rfm_group = 'PROSPECTS'", "count orders = 0");
        row("storefront.product_viewed MATCHES (count >= 3)", "count product_view >= 3");
        row("storefront_event.collection_viewed NOT MATCHES ()", "not count category_view >= 1");
        row("customer.metafields.custom.size = 'M'", "attribute \"custom.size\" is \"M\"");
        row("metafields.custom.shoe_size BETWEEN 42 AND 43.5",
            "attribute \"custom.shoe_size\" >= 42 and attribute \"custom.shoe_size\" <= 43.5");
        row("metafields.custom.renewal <= 2026-01-01", "attribute \"custom.renewal\" before 2026-01-02");
        row("metafields.custom.size IS NULL", "attribute \"custom.size\" is unknown");
        // Grouping
        row("email_subscription_status = 'SUBSCRIBED' AND customer_countries CONTAINS 'CA' OR amount_spent > "
            "9",
            "email consent is subscribed and country is \"CA\" or sum orders.net > 9");
        row("email_subscription_status = 'SUBSCRIBED' AND (customer_countries CONTAINS 'CA' OR amount_spent "
            "> 9)",
            "email consent is subscribed and (country is \"CA\" or sum orders.net > 9)");
        row("NOT (number_of_orders = 0 OR amount_spent < 5)", "none(count orders = 0 or sum orders.net < 5)");
        row("FROM customers\n SHOW customer_name, note\n WHERE number_of_orders > 5 -- regulars\n ORDER BY "
            "updated_at",
            "count orders > 5");
    }
    void shopifyFilters()
    {
        QFETCH(QString, query);
        QFETCH(QString, expected);
        QFETCH(QStringList, lost);
        compare(fromShopifyText(query), expected, lost);
        QCOMPARE(recogniseForeign(query), ForeignRules::Shopify);
    }

    void whatIsLostSaysWhatThatDoes_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("lost");
        const auto row = [](const char *query, const char *expected, const char *lost) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(expected)
                                 << QString::fromUtf8(lost);
        };
        row("number_of_orders > 1 AND rfm_group = 'LOYAL'", "count orders > 1",
            "“rfm_group = 'LOYAL'” was left out: rules know no RFM groups. Without it the segment takes in "
            "more "
            "people.");
        row("number_of_orders > 1 OR companies = 12", "count orders > 1",
            "“companies = 12” was left out: rules know no companies by their numbers in Shopify. Without it "
            "the "
            "segment takes in fewer people.");
        row("number_of_orders > 1 AND (companies = 12 OR created_by_app_id = 5)", "count orders > 1",
            "“companies = 12” was left out: rules know no companies by their numbers in Shopify. Without it "
            "the "
            "segment takes in more people.|“created_by_app_id = 5” was left out: no app is known here. "
            "Without it "
            "the segment takes in more people.");
        row("number_of_orders > 1 AND NOT (number_of_orders > 5 AND customer_account_status = 'ENABLED')",
            "count orders > 1 and not count orders > 5",
            "“customer_account_status = 'ENABLED'” was left out: rules know no accounts of customers. "
            "Without it "
            "the segment takes in fewer people.");
        row("number_of_orders > 1 AND NOT predicted_spend_tier = 'HIGH'", "count orders > 1",
            "“predicted_spend_tier = 'HIGH'” was left out: rules know no predictions. Without it the segment "
            "takes in more people.");
        row("number_of_orders > 1 AND products_purchased MATCHES (id IN (5, 6))", "count orders > 1",
            "“products_purchased MATCHES (id IN (5, 6))” was left out: the numbers that Shopify gives to "
            "products and campaigns are not known here. Without it the segment takes in more people.");
        row("number_of_orders > 1 AND orders_placed MATCHES (count > 2, location_id = 5)", "count orders > 1",
            "“orders_placed MATCHES (count > 2, location_id = 5)” was left out: “location_id” is not known "
            "here. "
            "Without it the segment takes in more people.");
        row("number_of_orders > 1 AND store_credit_accounts MATCHES (balance > 0)", "count orders > 1",
            "“store_credit_accounts MATCHES (balance > 0)” was left out: rules know no store credit. Without "
            "it "
            "the segment takes in more people.");
        row("number_of_orders > 1 AND product_subscription_status = 'SUBSCRIBED'", "count orders > 1",
            "“product_subscription_status = 'SUBSCRIBED'” was left out: rules know no subscriptions to "
            "products. "
            "Without it the segment takes in more people.");
        row("number_of_orders > 1 AND last_order_date > 2020-05-30T16:00:00", "count orders > 1",
            "“last_order_date > 2020-05-30T16:00:00” was left out: that time cannot be said here. Without it "
            "the "
            "segment takes in more people.");
        row("number_of_orders > 1 AND last_order_date = -1m", "count orders > 1",
            "“last_order_date = -1m” was left out: that time cannot be said here. Without it the segment "
            "takes in "
            "more people.");
        row("number_of_orders > 1 AND last_order_date BETWEEN 2020-02-02 AND 2020-01-01", "count orders > 1",
            "“last_order_date BETWEEN 2020-02-02 AND 2020-01-01” was left out: the window is empty: it "
            "begins on "
            "2020-02-02 and ends on 2020-01-01. Without it the segment takes in more people.");
        row("number_of_orders > 1 AND something_new = 'x'", "count orders > 1",
            "“something_new = 'x'” was left out: “something_new” is not known here. Without it the segment "
            "takes "
            "in more people.");
        row("number_of_orders > 1 AND email_subscription_status = 'INVALID'", "count orders > 1",
            "“email_subscription_status = 'INVALID'” was left out: no consent has the state “INVALID” here. "
            "Without it the segment takes in more people.");
    }
    void whatIsLostSaysWhatThatDoes()
    {
        QFETCH(QString, query);
        QFETCH(QString, expected);
        QFETCH(QString, lost);
        compare(fromShopifyText(query), expected, lost.split(u'|'));
    }

    void brokenQueriesAreRefused_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *query, int line, int column, const char *expected) {
            QTest::newRow(query) << QString::fromUtf8(query) << line << column << QString::fromUtf8(expected);
        };
        row("", 1, 1, "a filter");
        row("FROM customers SHOW note", 1, 25, "a filter");
        row("number_of_orders", 1, 17, "an operator");
        row("number_of_orders >", 1, 19, "a value");
        row("number_of_orders BETWEEN 5 OR 6", 1, 28, "AND");
        row("number_of_orders > 5 number_of_orders < 9", 1, 22, "AND, OR or the end");
        row("(number_of_orders > 5", 1, 22, ")");
        row("customer_tags CONTAINS 'vip", 1, 24, "closing '");
        row("orders_placed MATCHES (count 5)", 1, 30, "an operator");
        row("orders_placed MATCHES\n(count > 5", 2, 11, ", or )");
        row("products_purchased(id: 5) = maybe", 1, 29, "true or false");
        row("last_order_date IS 5", 1, 20, "NULL");
        row("number_of_orders ; drop", 1, 18, "means nothing");
        row("rfm_group = 'LOYAL' AND companies = 5", 1, 1,
            "nothing of this segment can be said here. “rfm_group = 'LOYAL'”: rules know no RFM groups.");
    }
    void brokenQueriesAreRefused()
    {
        QFETCH(QString, query);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, expected);
        const auto carried = fromShopifyText(query);
        QVERIFY(!carried);
        QVERIFY2(carried.error().message.contains(expected), qPrintable(carried.error().message));
        QCOMPARE(carried.error().line, line);
        QCOMPARE(carried.error().column, column);
    }

    void aMillionBracketsAreRefused()
    {
        QVERIFY(!fromShopifyText(u"("_s.repeated(1'000'000)));
        const auto carried = fromShopifyText(QString(u"NOT "_s.repeated(20'000) + u"amount_spent > 1"));
        QVERIFY(!carried);
        QVERIFY(carried.error().message.contains(u"inside each other"_s));
    }

    void ourOwnRulesAreNotForeign()
    {
        for (const QString &text : {u"count orders >= 2"_s, u""_s, u"all(segment \"number_of_orders\")"_s,
                 u"{\"a\": 5}"_s, u"tag is \"x\" # number_of_orders > 5"_s, u"rubbish"_s})
            QCOMPARE(recogniseForeign(text), ForeignRules::None);
    }
};

QTEST_GUILESS_MAIN(TestShopifyRules)
#include "tst_shopify_rules.moc"
