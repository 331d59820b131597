// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/history.h"
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/rule_walk.h"
#include "core/segment/segment_repository.h"
#include "core/segment/trace.h"
#include "tests/support/random_shop.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Rule ruleFrom(QStringView text)
{
    auto rule = parseRule(text);
    if (!rule)
        qFatal("%s", qPrintable(rule.error().toError().detail));
    return *rule;
}

constexpr Timestamp now = randomShopNow;
constexpr auto day = std::chrono::hours(24);

} // namespace

class TestSegmentHistory final : public QObject
{
    Q_OBJECT

    Context m_context{now, QTimeZone("America/New_York"), *CurrencyCode::fromString(u"USD")};

    /// Ada bought 40 and 10 days ago and once clicked; Bob bought 70 days ago and left the list 5 days ago.
    void makeShop(TemporaryWorkspace &shop)
    {
        const auto ago = [](int days) { return QString::number(toMilliseconds(now - days * day)); };
        const auto done = shop.connection().execute(
            u"INSERT INTO customer (id, email, first_name, country, created_at, attributes) VALUES (1, "
            u"'ada@example.com', 'Ada', 'DE', %1, '{\"latitude\": 52.5, \"longitude\": 13.4}'), (2, "
            u"'bob@example.com', 'Bob', 'US', %2, '{}');"
            u"INSERT INTO customer_tag VALUES (1, 'vip', NULL), (1, 'new', NULL);"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
            u"recorded_at) VALUES "
            u"(1, 'email', 'subscribed', 'form', 't', NULL, 0), (2, 'email', 'subscribed', 'form', 't', "
            u"NULL, 0), (2, "
            u"'email', 'unsubscribed', 'link', 't', %3, 0);"
            u"INSERT INTO shop_order (id, source, external_id, name, customer_id, placed_at, currency, "
            u"subtotal, "
            u"discount, shipping, tax, total, refunded) VALUES (1, 't', '1', '1', 1, %4, 'USD', 0, 0, 0, 0, "
            u"10000, 0), "
            u"(2, 't', '2', '2', 1, %5, 'USD', 0, 0, 0, 0, 5000, 0), (3, 't', '3', '3', 2, %6, 'USD', 0, 0, "
            u"0, 0, 8000, "
            u"3000);"
            u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key) SELECT 1, %7, id, 1 FROM "
            u"event_type "
            u"WHERE name = 'email_click'"_s.arg(
                ago(100), ago(90), ago(5), ago(40), ago(10), ago(70), ago(20)));
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }

    QStringList traced(TemporaryWorkspace &shop, QStringView rule, qint64 customer)
    {
        const auto lines = trace(shop.connection(), ruleFrom(rule), m_context, CustomerId(customer));
        if (!lines)
            return {lines.error().detail};
        QStringList texts;
        for (const TraceLine &line : *lines) {
            QString text(qsizetype(line.path.size()), u'.');
            text += line.holds ? u"yes"_s : u"no"_s;
            texts.append(line.value.isEmpty() ? text : text + u": "_s + line.value);
        }
        return texts;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void growthEndsWithToday()
    {
        TemporaryWorkspace shop;
        makeShop(shop);
        SegmentEvaluator evaluator(shop.connection(), m_context);
        const auto instants = monthsUntil(now, 4, m_context.timeZone);
        // 29 June, 20:00 in New York: March, April, May, June, and now.
        QCOMPARE(instants.size(), size_t(5));
        QCOMPARE(toIsoString(instants.front()), u"2026-03-01T05:00:00Z"_s);
        QCOMPARE(instants.back(), now);
        const auto everybody = growth(evaluator, ruleFrom(u"all()"), instants);
        QVERIFY(everybody);
        QCOMPARE(everybody->front().count, (Count{0, 0})); // nobody was known yet
        QCOMPARE(everybody->back().count, (Count{2, 1}));
        QCOMPARE(evaluator.context().asOf, now);
        const auto never = growth(evaluator, ruleFrom(u"count orders = 0"), instants);
        QCOMPARE(never->front().count.matching, 0); // who was not known did not "never buy"
        QCOMPARE((*never)[2].count.matching, 1); // 1 May: Ada is there and bought only on 21 May
        QCOMPARE(never->back().count.matching, 0);
        QCOMPARE(evaluator.count(ruleFrom(u"count orders = 0"))->whole, never->back().count);
    }

    void whoCameAndWentAndWhy()
    {
        TemporaryWorkspace shop;
        makeShop(shop);
        SegmentEvaluator evaluator(shop.connection(), m_context);
        const auto two
            = moves(shop.connection(), evaluator, ruleFrom(u"count orders >= 2"), now - 30 * day, now, 10);
        QVERIFY(two);
        QCOMPARE(two->joined, 1);
        QCOMPARE(two->left, 0);
        QCOMPARE(two->some.size(), size_t(1));
        QCOMPARE(two->some[0].at, now - 10 * day + std::chrono::milliseconds(1));
        QVERIFY2(two->some[0].because.startsWith(u"They bought on "_s), qPrintable(two->some[0].because));
        QVERIFY2(two->some[0].because.contains(u"“bought at least 2 times” became true"_s),
            qPrintable(two->some[0].because));
        // Thirty days after the order nobody did anything, and they are in.
        const auto lapsed = moves(shop.connection(), evaluator, ruleFrom(u"last order more than 30 days ago"),
            now - 60 * day, now - 20 * day, 10);
        QCOMPARE(lapsed->joined, 1);
        QCOMPARE(lapsed->some[0].customer, CustomerId(2));
        QCOMPARE(lapsed->some[0].at, now - 40 * day + std::chrono::milliseconds(1));
        QVERIFY2(lapsed->some[0].because.startsWith(u"Time went by"_s), qPrintable(lapsed->some[0].because));
        const auto mailable
            = moves(shop.connection(), evaluator, ruleFrom(u"mailable"), now - 30 * day, now, 10);
        QCOMPARE(mailable->left, 1);
        QVERIFY2(mailable->some[0].because.contains(u"answered whether they want mail"_s),
            qPrintable(mailable->some[0].because));
        // Places among others have no moment of their own.
        const auto best = moves(
            shop.connection(), evaluator, ruleFrom(u"top 50 % by sum orders.total"), now - 50 * day, now, 10);
        QVERIFY(best);
        QCOMPARE(best->joined, 1);
        QVERIFY2(best->some.at(0).because.contains(u"became true"_s), qPrintable(best->some[0].because));
    }

    /// A moment is right when the customer is on one side at it and on the other a millisecond before.
    void momentsAreExact()
    {
        std::mt19937 generator(3);
        int explained = 0;
        for (int round = 0; round < 6; ++round) {
            TemporaryWorkspace shop;
            const auto words = fillRandomShop(shop.connection(), generator, 60);
            QVERIFY(words);
            SegmentEvaluator evaluator(shop.connection(), m_context);
            for (int i = 0; i < 25; ++i) {
                const Rule rule = randomRule(generator, *words);
                if (needsEverybody(rule.root, {}))
                    continue;
                const Timestamp from = now - std::chrono::hours(24 * (1 + generator() % 90));
                const auto found = moves(shop.connection(), evaluator, rule, from, now, 3);
                QVERIFY2(found, qPrintable((found ? QString() : found.error().detail) + print(rule)));
                for (const Move &move : found->some) {
                    const auto isMember = [&](Timestamp at) {
                        Context then = m_context;
                        then.asOf = at;
                        const auto members = membersBySql(shop.connection(), rule, then).value();
                        return std::binary_search(members.begin(), members.end(), move.customer);
                    };
                    const QString what = u"customer %1 %2 at %3: %4\n%5"_s.arg(move.customer.value())
                                             .arg(move.joined ? u"joined"_s : u"left"_s, toIsoString(move.at),
                                                 move.because, print(rule));
                    QVERIFY2(isMember(move.at) == move.joined, qPrintable(what));
                    QVERIFY2(
                        isMember(move.at - std::chrono::milliseconds(1)) != move.joined, qPrintable(what));
                    ++explained;
                }
            }
        }
        QVERIFY2(explained > 100, qPrintable(QString::number(explained)));
    }

    void everyConditionSaysWhatDecidedIt_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<qint64>("customer");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *rule, qint64 customer, const char *expected) {
            QTest::addRow("%s of %lld", rule, customer)
                << QString::fromUtf8(rule) << customer << QString::fromUtf8(expected);
        };
        row("count orders >= 2", 1, "yes: 2 times");
        row("count orders in last 30 days >= 2", 1, "no: once");
        row("count cart_add >= 1", 1, "no: 0 times");
        row("sum orders.net >= 100", 2, "no: 50.00 USD");
        row("average orders.total >= 75", 1, "yes: 75.00 USD");
        row("days between orders <= 30", 1, "yes: 30 days");
        row("days between orders <= 30", 2, "no: nothing to measure");
        row("count orders since last email_click >= 1", 1, "yes: once");
        row("count orders since last email_click >= 1", 2, "no: nothing to measure");
        row("share count orders[value >= 60] >= 50 %", 1, "yes: 50.0 % (once of 2 times)");
        row("top 50 % by sum orders.total", 1, "yes: 150.00 USD; the limit is 150.00 USD");
        row("top 50 % by sum orders.total", 2, "no: 80.00 USD; the limit is 150.00 USD");
        row("last cart_add in last 7 days", 1, "no: never");
        row("sequence(email_click, then orders within 15 days)", 2, "no: did not happen in this order");
        row("country is \"DE\"", 1, "yes: “DE”");
        row("tag is \"vip\"", 1, "yes: “new, vip”");
        row("city is \"Berlin\"", 1, "no: not known");
        row("email consent is subscribed", 1, "yes: subscribed");
        row("sms consent is never given", 1, "yes: was never asked");
        row("mailable", 1, "yes: agreed");
        row("mailable", 2, "no: did not agree");
        row("distance from 52.5 13.4 <= 1 km", 1, "yes: 0 km");
        row("distance from 52.5 13.4 <= 1 km", 2, "no: where they live is not known");
    }
    void everyConditionSaysWhatDecidedIt()
    {
        QFETCH(QString, rule);
        QFETCH(qint64, customer);
        QFETCH(QString, expected);
        TemporaryWorkspace shop;
        makeShop(shop);
        QCOMPARE(traced(shop, rule, customer).value(1), u"."_s + expected);
    }

    void theTraceHasTheShapeOfTheRule()
    {
        TemporaryWorkspace shop;
        makeShop(shop);
        QVERIFY(saveSegment(shop.connection(), u"Germans"_s, {}, ruleFrom(u"country is \"DE\""), now));
        QCOMPARE(traced(shop, u"segment \"Germans\" and any(count orders = 1, none(tag is \"vip\"))", 1),
            (QStringList{u"no"_s, u".yes: is in it"_s, u".no"_s, u"..no: 2 times"_s, u"..no"_s,
                u"...yes: “new, vip”"_s}));
        QVERIFY(traced(shop, u"all()", 99).first().contains(u"no customer 99"_s));
        QVERIFY(traced(shop, u"segment \"Nobody\"", 1).first().contains(u"“Nobody”"_s));
    }
};

QTEST_GUILESS_MAIN(TestSegmentHistory)
#include "tst_segment_history.moc"
