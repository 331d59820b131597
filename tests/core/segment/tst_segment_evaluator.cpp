// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/segment_evaluator.h"
#include "core/segment/segment_repository.h"
#include "tests/support/generated_shop.h"
#include "tests/support/shop_rules.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto asOf = Timestamp(std::chrono::milliseconds(1782777600000)); // 2026-06-30T00:00:00Z

Rule ruleFrom(QStringView text)
{
    auto rule = parseRule(text);
    if (!rule)
        qFatal("%s", qPrintable(rule.error().toError().detail));
    return *rule;
}

/// The members, asked of the store by conditions, of the store by one query, and of the columns with one
/// thread and with two: an error where two answers differ.
Result<std::vector<CustomerId>> everyWay(
    store::Connection &connection, const Rule &rule, const Context &context)
{
    HABERDASH_TRY_ASSIGN(bySql, membersBySql(connection, rule, context));
    SegmentEvaluator byCondition(connection, context);
    HABERDASH_TRY_ASSIGN(conditions, byCondition.members(rule));
    if (conditions != bySql)
        return failure(Error::Code::Invalid, u"One query and several differ: "_s + print(rule));
    HABERDASH_TRY_ASSIGN(facts, facts::Facts::load(connection, 2));
    HABERDASH_TRY_ASSIGN(rules, savedRules(connection));
    for (const int threads : {1, 2}) {
        SegmentEvaluator byColumns(facts, context, rules, threads);
        HABERDASH_TRY_ASSIGN(columns, byColumns.members(rule));
        if (columns != bySql)
            return failure(Error::Code::Invalid,
                u"The columns give %1, the store %2: "_s.arg(columns.size()).arg(bySql.size()) + print(rule));
    }
    return bySql;
}

} // namespace

class TestSegmentEvaluator final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    Context m_context{asOf, QTimeZone("America/New_York"), *CurrencyCode::fromString(u"USD")};

    /// A small shop whose every number is known: 1 bought twice, 2 once with a refund, 3 never.
    void makeSmallShop(TemporaryWorkspace &shop)
    {
        const auto sql = [&shop](const QString &text) {
            auto done = shop.connection().execute(text);
            if (!done)
                qFatal("%s", qPrintable(done.error().detail));
        };
        const auto day
            = [](int daysAgo) { return QString::number(toMilliseconds(asOf) - qint64(daysAgo) * 86400000); };
        sql(u"INSERT INTO customer (id, email, first_name, country, attributes) VALUES (1, "
            u"'ada@example.com', 'Ada', 'DE', '{\"size\":\"M\"}'), "
            u"(2, 'bob@example.com', 'Bob 100%', 'US', '{}'), (3, NULL, 'Cy_d', NULL, '{}')"_s);
        sql(u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', 'ada@example.com', 1), ('email', 'bob@example.com', 2)"_s);
        sql(u"INSERT INTO customer_tag VALUES (1, 'vip', NULL), (1, 'new', NULL), (2, 'wholesale', NULL)"_s);
        sql(u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
            u"recorded_at) VALUES "
            u"(1, 'email', 'subscribed', 'form', 'test', NULL, 0), (2, 'email', 'subscribed', 'form', "
            u"'test', NULL, 0), "
            u"(2, 'email', 'unsubscribed', 'link', 'test', %1, 0)"_s.arg(day(5)));
        sql(u"INSERT INTO shop_order (id, source, external_id, name, kind, customer_id, placed_at, currency, "
            u"subtotal, discount, shipping, "
            u"tax, total, refunded, coupon_code) VALUES "
            u"(1, 't', '1', '1', 'sale', 1, %1, 'USD', 0, 0, 0, 0, 10000, 0, 'SAVE10'), "
            u"(2, 't', '2', '2', 'sale', 1, %2, 'USD', 0, 0, 0, 0, 5000, 0, NULL), "
            u"(3, 't', '3', '3', 'sale', 2, %3, 'USD', 0, 0, 0, 0, 8000, 3000, NULL), "
            u"(4, 't', '4', '4', 'return', 2, %2, 'USD', 0, 0, 0, 0, -1000, 0, NULL)"_s.arg(
                day(40), day(10), day(70)));
        sql(u"DELETE FROM event_type"_s);
        sql(u"INSERT INTO event_type (id, name, unit) VALUES (1, 'cart_add', 'count'), (2, 'points_change', 'points'), (3, 'refund', 'money')"_s);
        sql(u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, value) VALUES (1, %1, 1, 1, "
            u"1), (2, %2, 1, 1, 3), "
            u"(1, %1, 2, 1, 700), (1, %2, 2, 2, -200), (2, %1, 3, 1, 3000)"_s.arg(day(20), day(3)));
    }

    QString matches(TemporaryWorkspace &shop, QStringView text)
    {
        const auto rule = ruleFrom(text);
        const auto members = everyWay(shop.connection(), rule, m_context);
        if (!members)
            return members.error().detail;
        QString ids;
        for (const CustomerId id : *members)
            ids += QString::number(id.value());
        return ids;
    }

private Q_SLOTS:
    void conditions_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *rule, const char *expected) {
            QTest::newRow(rule) << QString::fromUtf8(rule) << QString::fromLatin1(expected);
        };
        row("all()", "123");
        row("any()", "");
        row("none()", "123");
        row("count orders = 2", "1");
        row("count orders = 1", "2"); // the credit note is no order
        row("count orders = 0", "3");
        row("count orders < 2", "23");
        row("count orders != 2", "23");
        row("count orders <= 0", "3");
        row("count orders > 0.5", "12");
        row("count orders = 0.5", "");
        row("count orders != 0.5", "123");
        row("count orders in last 30 days >= 1", "1");
        row("count orders in last 10 days = 1", "1"); // exactly 10 days ago is in
        row("count orders in last 9 days = 0", "123");
        row("count orders more than 30 days ago >= 1", "12");
        row("count orders between 60 and 80 days ago = 1", "2");
        row("count orders in last 2 months >= 2", "1");
        row("count orders[coupon is \"save10\"] >= 1", "1");
        row("count orders[coupon is known] = 0", "23");
        row("count orders[value >= 80] >= 1", "12");
        row("count orders since last cart_add = 0", "2");
        row("count orders since last cart_add >= 1", "1");
        row("count cart_add since last order = 1", "2");
        row("count cart_add[value >= 2] >= 1", "2");
        row("sum orders.total >= 150", "1");
        row("sum orders.net = 40", "2"); // 80 - 30 - 10
        row("sum orders.net < 1", "3");
        row("average orders.total >= 76", "2");
        row("average orders.total >= 75", "12");
        row("average orders.total < 1000", "12"); // nobody's average is not zero
        row("sum points_change.value = 500", "1");
        row("sum points_change.value <= 0", "23");
        row("sum refund.value = 30.00", "2");
        row("last order in last 30 days", "1");
        row("first order more than 30 days ago", "12");
        row("last order between 60 and 90 days ago", "2");
        row("last order at any time", "12");
        row("last order before 2026-05-01", "2");
        row("last order on or after 2026-05-01", "1");
        row("last order between 2026-06-19 and 2026-06-19", "1");
        row("country is \"de\"", "1");
        row("country is any of \"DE\", \"US\"", "12");
        row("country is not \"DE\"", "23");
        row("country is unknown", "3");
        row("email is known", "12");
        row("first_name contains \"%\"", "2");
        row("first_name contains \"_\"", "3");
        row("first_name starts with \"a\"", "1");
        row("first_name ends with \"00%\"", "2");
        row("first_name contains not \"o\"", "13");
        row("tag is \"VIP\"", "1");
        row("tag is not \"vip\"", "23");
        row("tag is known", "12");
        row("tag is unknown", "3");
        row("attribute \"size\" is any of \"S\", \"m\"", "1");
        row("attribute \"size\" is unknown", "23");
        row("email consent is subscribed", "1");
        row("email consent is not subscribed", "23");
        row("sms consent is subscribed", "");
        row("country is \"DE\" or country is \"US\" and count orders = 1", "12");
        row("(country is \"DE\" or country is \"US\") and not count orders = 1", "1");
        row("none(country is \"DE\", count orders = 1)", "3");
        row("count nothing_of_the_kind = 0", "123");
        row("count \"Placed Order\" >= 1", "");
    }
    void conditions()
    {
        QFETCH(QString, rule);
        QFETCH(QString, expected);
        if (!m_shop) {
            m_shop = std::make_unique<TemporaryWorkspace>();
            makeSmallShop(*m_shop);
        }
        QCOMPARE(matches(*m_shop, rule), expected);
    }

    void thePastIsAnsweredAsItWas()
    {
        TemporaryWorkspace shop;
        makeSmallShop(shop);
        auto context = m_context;
        context.asOf = asOf - std::chrono::hours(24 * 15);
        SegmentEvaluator evaluator(shop.connection(), context);
        QCOMPARE(
            evaluator.members(ruleFrom(u"count orders = 1"))->size(), size_t(2)); // before 1's second order
        QCOMPARE(
            evaluator.members(ruleFrom(u"email consent is subscribed"))->size(), size_t(2)); // before 2 left
        evaluator.setAsOf(asOf);
        QCOMPARE(evaluator.members(ruleFrom(u"count orders = 1"))->size(), size_t(1));
    }

    void countsComeForEachCondition()
    {
        TemporaryWorkspace shop;
        makeSmallShop(shop);
        SegmentEvaluator evaluator(shop.connection(), m_context);
        const auto count
            = evaluator.count(ruleFrom(u"all(count orders >= 1, any(country is \"DE\", country is \"US\"))"));
        QVERIFY(count);
        QCOMPARE(count->whole, (Count{2, 1}));
        QCOMPARE(count->root.children.size(), size_t(2));
        QCOMPARE(count->root.children[0].matching, 2);
        QCOMPARE(count->root.children[1].children[0].matching, 1);
        // A suppressed address cannot be mailed, and the answer follows the store.
        QVERIFY(shop.connection().execute(
            u"INSERT INTO suppression (address_key, reason, source, created_at, batch_id) VALUES ('ada@example.com', 'manual', 'test', 0, NULL)"_s));
        QCOMPARE(evaluator.count(ruleFrom(u"count orders >= 1"))->whole, (Count{2, 0}));
    }

    void segmentsReferToEachOtherButNotInCircles()
    {
        TemporaryWorkspace shop;
        makeSmallShop(shop);
        auto &connection = shop.connection();
        QVERIFY(saveSegment(connection, u"Buyers"_s, {}, ruleFrom(u"count orders >= 1"), asOf));
        QVERIFY(saveSegment(
            connection, u"German buyers"_s, {}, ruleFrom(u"segment \"buyers\" and country is \"DE\""), asOf));
        QCOMPARE(matches(shop, u"segment \"GERMAN BUYERS\""), u"1"_s);
        const auto circle
            = saveSegment(connection, u"Buyers"_s, {}, ruleFrom(u"segment \"German buyers\""), asOf);
        QVERIFY(!circle);
        QCOMPARE(circle.error().code, Error::Code::Refused);
        QVERIFY(!saveSegment(connection, u"X"_s, {}, ruleFrom(u"segment \"x\""), asOf));
        QVERIFY(!saveSegment(connection, u"X"_s, {}, ruleFrom(u"segment \"nobody\""), asOf));
        QVERIFY(!saveSegment(connection, u"  "_s, {}, ruleFrom(u"all()"), asOf));
        const auto used = deleteSegment(connection, u"Buyers"_s);
        QVERIFY(!used);
        QVERIFY(used.error().detail.contains(u"German buyers"_s));
        QVERIFY(deleteSegment(connection, u"German buyers"_s));
        QVERIFY(deleteSegment(connection, u"Buyers"_s));
        QCOMPARE(deleteSegment(connection, u"Buyers"_s).error().code, Error::Code::NotFound);
        SegmentEvaluator evaluator(connection, m_context);
        QCOMPARE(evaluator.members(ruleFrom(u"segment \"Buyers\"")).error().code, Error::Code::NotFound);
    }

    void aSavedSegmentComesBackTheSame()
    {
        TemporaryWorkspace shop;
        const auto rule
            = ruleFrom(u"count orders in last 30 days >= 2 and none(tag is \"vip\", country is \"DE\")");
        QVERIFY(saveSegment(shop.connection(), u"Nosy"_s, u"why"_s, rule, asOf));
        const auto segment = segmentByName(shop.connection(), u"nosy"_s);
        QVERIFY(segment);
        QCOMPARE(segment->name, u"Nosy"_s);
        QCOMPARE(segment->description, u"why"_s);
        QVERIFY(segment->rule == rule);
    }

    void generatedShop_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3})
            QTest::addRow("seed %d", seed) << seed;
    }
    /// To the member, and whichever way it is asked. HABERDASH_CUSTOMERS=100000 asks a larger shop.
    void generatedShop()
    {
        QFETCH(int, seed);
        TemporaryWorkspace shop;
        bool asked = false;
        const int customers = qEnvironmentVariableIntValue("HABERDASH_CUSTOMERS", &asked);
        const auto generated = generateShop(shop.path(u"shop"_s), asked ? customers : 3000, seed);
        if (generated.folder.isEmpty())
            QSKIP("the generator is not here");
        NoProgress progress;
        importing::ImportOptions options;
        options.rejectFolder = shop.path({});
        QVERIFY(importing::importFiles(shop.connection(), generated.files(), options, asOf, progress));
        const auto truth = generated.members();
        QCOMPARE(shopRules().size(), size_t(18));
        auto email = shop.connection().prepare(u"SELECT lower(email) FROM customer WHERE id = ?1"_s);
        const auto emailsOf = [&](const std::vector<CustomerId> &members) {
            QSet<QString> emails;
            for (const CustomerId id : members) {
                if (email->bind(1, id).step().value())
                    emails.insert(email->text(0));
                email->reset();
            }
            return emails;
        };
        for (const auto &[name, text] : shopRules()) {
            const auto rule = ruleFrom(text);
            const auto members = everyWay(shop.connection(), rule, m_context);
            QVERIFY2(members, qPrintable(name + u": "_s + (members ? QString() : members.error().detail)));
            const auto emails = emailsOf(*members);
            QVERIFY2(emails == truth[name],
                qPrintable(u"%1: %2 of %3"_s.arg(name).arg(emails.size()).arg(truth[name].size())));
            QVERIFY(saveSegment(shop.connection(), name, {}, rule, asOf));
        }
    }
};

QTEST_GUILESS_MAIN(TestSegmentEvaluator)
#include "tst_segment_evaluator.moc"
