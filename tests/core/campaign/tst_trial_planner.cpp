// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/trial_planner.h"
#include "core/segment/rule_parser.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = fromMilliseconds(1'782'777'600'000);
constexpr qint64 hour = 3'600'000;

TrialBase rateOf(double rate)
{
    return {TrialBase::Source::Given, TrialMeasure::Orders, 24, 0, rate, 0, 0};
}

} // namespace

class TestTrialPlanner final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    store::Connection &connection() { return m_shop->connection(); }
    TrialOutlook look(TrialMeasure measure, int hours)
    {
        const segment::Context context{now, QTimeZone("Europe/Berlin"), *CurrencyCode::fromString(u"EUR")};
        auto outlook = lookAtPast(
            connection(), segment::parseRule(u"all()"_s).value(), context, measure, hours, {3, 7, 16});
        if (!outlook)
            qFatal("%s", qPrintable(outlook.error().detail));
        return *outlook;
    }
    void addPeople(int count)
    {
        QVERIFY(connection().execute(
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
            u"INSERT INTO customer (id, email, created_at) SELECT i, 'p' || i || '@example.com', 1 FROM n;"
            u"INSERT INTO identity (kind, key, customer_id) SELECT 'email', email, id FROM customer;"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"SELECT id, 'email', 'subscribed', 'form', 'test', 0 FROM customer"_s.arg(count)));
    }
    void addOrder(int customer, qint64 hoursAgo, int minor, const QString &more = u"NULL, 0"_s)
    {
        QVERIFY(connection().execute(
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, cancelled_at, refunded) "
            u"VALUES ('test', '%1', '%1', %2, %3, 'EUR', 0, 0, 0, 0, %4, %5)"_s.arg(m_orders++)
                .arg(customer)
                .arg(toMilliseconds(now) - hoursAgo * hour)
                .arg(minor)
                .arg(more)));
    }
    int m_orders = 1;

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin"); }

    void sizesAreThoseOfTheFormula_data()
    {
        QTest::addColumn<int>("arms");
        QTest::addColumn<double>("perArm");
        // As in tst_experiment_commands: 2 % to 2.5 %, two-sided 5 %, power 80 %; Bonferroni for three arms.
        QTest::newRow("two arms") << 2 << 13809.0;
        QTest::newRow("three arms") << 3 << 16723.0;
    }
    void sizesAreThoseOfTheFormula()
    {
        QFETCH(int, arms);
        QFETCH(double, perArm);
        const auto plan = planTrial(rateOf(0.02), {100'000, 0, {}}, {arms, 0.25});
        QVERIFY(plan && plan->size);
        QCOMPARE(plan->size->perArm, perArm);
        QCOMPARE(plan->size->inAll, perArm * arms);
        QCOMPARE(plan->size->mails, 1);
        QVERIFY(plan->isWorthMaking());
    }

    void fewPeopleAreToldPlainly()
    {
        const auto plan = planTrial(rateOf(0.02), {800, 0, {}}, {});
        QVERIFY(plan);
        QVERIFY(!plan->isWorthMaking());
        // 400 an arm: the formula of the sizes solved for the second rate, which is 5.8386 %.
        const QString text = sentenceFor(*plan, u"EUR"_s);
        QVERIFY2(text.startsWith(u"With 800 people you would see only a lift of 192 %: from 2 to 5.8 in a "
                                 u"hundred. You will not see less. Few mails do that much better"_s),
            qPrintable(text));
    }

    void whatASmallAudienceTakes()
    {
        // 27,618 of 10,000: three mails; 3 in 7 days and 16 hours apart are 3 a week, so the last is one week
        // after the first; 17,618 more people at 500 a week are 36 weeks.
        const auto plan = planTrial(rateOf(0.02), {10'000, 500, {3, 7, 16}}, {2, 0.25});
        QVERIFY(plan && plan->size);
        QCOMPARE(plan->size->mails, 3);
        QCOMPARE(plan->size->weeksByMails, 1);
        QCOMPARE(plan->size->weeksByGrowth, std::optional(36));
        QVERIFY(sentenceFor(*plan, u"EUR"_s)
                    .contains(u"27,618 in all. You have 10,000: that takes the same difference in 3 mails (1 "
                              u"week), or 36 weeks until enough people have joined."_s));
        // One mail in 14 days: two more take four weeks. Nobody joins: nothing is said of that.
        const auto seldom = planTrial(rateOf(0.02), {10'000, 0, {1, 14, 16}}, {2, 0.25});
        QCOMPARE(seldom->size->weeksByMails, 4);
        QCOMPARE(seldom->size->weeksByGrowth, std::nullopt);
    }

    void revenueGoesByItsDeviation()
    {
        const TrialBase base{TrialBase::Source::Mails, TrialMeasure::Revenue, 24, 1000, 0.02, 1.0, 10.0};
        // n = 2 (1.959964 + 0.841621)^2 (10 / 0.5)^2 = 6279.1 by the normal distribution, one more by t.
        const auto plan = planTrial(base, {20'000, 0, {}}, {2, 0.5});
        QVERIFY(plan && plan->size);
        QVERIFY(std::abs(plan->size->perArm - 6280) <= 1);
        // And back: 10,000 an arm show 10 sqrt(2) 2.801585 / 100 = 0.39620.
        QVERIFY(std::abs(*plan->visibleLift - 0.396204) < 1e-5);
        QVERIFY(sentenceFor(*plan, u"EUR"_s).contains(u"from 1.00 to 1.40 EUR for each person"_s));
    }

    void whatCannotBePlanned_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<qint64>("people");
        QTest::addColumn<int>("arms");
        QTest::addColumn<double>("lift");
        QTest::addColumn<QString>("says");
        QTest::newRow("one arm") << 0.02 << qint64(100) << 1 << 0.0 << u"at least two arms"_s;
        QTest::newRow("nobody") << 0.02 << qint64(1) << 2 << 0.0 << u"no recipients at all"_s;
        QTest::newRow("more than everybody") << 0.6 << qint64(100) << 2 << 1.0 << u"between 0 and 100 %"_s;
        QTest::newRow("a rate above one") << 2.0 << qint64(100) << 2 << 0.1 << u"between 0 and 100 %"_s;
    }
    void whatCannotBePlanned()
    {
        QFETCH(double, rate);
        QFETCH(qint64, people);
        QFETCH(int, arms);
        QFETCH(double, lift);
        QFETCH(QString, says);
        const auto plan = planTrial(rateOf(rate), {people, 0, {}}, {arms, lift});
        QVERIFY(!plan);
        QVERIFY2(plan.error().reason.contains(says), qPrintable(plan.error().reason));
    }

    void soFewThatNothingIsVisible()
    {
        const auto plan = planTrial(rateOf(0.9), {4, 0, {}}, {});
        QVERIFY(plan && !plan->visibleLift && !plan->isWorthMaking());
        QVERIFY(sentenceFor(*plan, u"EUR"_s).contains(u"no lift would be seen at all"_s));
    }

    void aShopWithoutMailsGoesByItsOrders()
    {
        addPeople(100);
        addOrder(1, 1, 1000);
        addOrder(1, 2, 500); // the same stretch of a day
        addOrder(2, 30, 2000); // the day before
        addOrder(3, 24 * 25, 700); // the last of 26 stretches
        addOrder(4, 24 * 27, 700); // too long ago
        addOrder(5, 1, 700, u"1, 0"_s); // cancelled
        addOrder(6, 1, 700, u"NULL, 700"_s); // all of it came back
        const auto outlook = look(TrialMeasure::Orders, 24);
        QCOMPARE(outlook.audience.people, 100);
        QVERIFY(outlook.base);
        QCOMPARE(outlook.base->source, TrialBase::Source::Orders);
        QCOMPARE(outlook.base->seen, 2600);
        QCOMPARE(outlook.base->rate, 3.0 / 2600);
        const auto revenue = look(TrialMeasure::Revenue, 24);
        QVERIFY(revenue.base);
        QCOMPARE(revenue.base->mean, (15.0 + 20.0 + 7.0) / 2600);
        // Squares 225 + 400 + 49 less 2600 times the mean squared, through 2599.
        QVERIFY(
            std::abs(revenue.base->deviation - std::sqrt((674.0 - 2600 * std::pow(42.0 / 2600, 2)) / 2599))
            < 1e-12);
        QVERIFY(!look(TrialMeasure::Clicks, 4).base);
    }

    void whoCameLaterIsNotCountedBefore()
    {
        addPeople(2);
        QVERIFY(connection().execute(
            u"UPDATE customer SET created_at = %1 WHERE id = 2"_s.arg(toMilliseconds(now) - 60 * hour)));
        addOrder(2, 59, 1000); // in the stretch in which they came: no mail could have brought it
        addOrder(2, 3, 1000);
        const auto outlook = look(TrialMeasure::Orders, 24);
        QVERIFY(outlook.base);
        QCOMPARE(outlook.base->seen, 26 + 2);
        QCOMPARE(outlook.base->rate, 1.0 / 28);
        QCOMPARE(outlook.audience.joiningPerWeek, 1.0 / 12);
    }

    void mailsOfThePastGoFirst()
    {
        addPeople(300);
        QVERIFY(connection().execute(
            u"INSERT INTO campaign (id, name, rule, state, salt, created_at) VALUES (1, 'News', 'all()', "
            u"'done', 's', 0);"
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at, claimed_at) "
            u"SELECT 1, id, 0, 'sent', 0, %1 FROM customer WHERE id <= 250;"
            u"INSERT INTO outbox (campaign_id, customer_id, variant, state, planned_at, claimed_at) "
            u"SELECT 1, id, 0, 'sent', 0, %2 FROM customer WHERE id > 250;" // the window is still open
            u"INSERT OR IGNORE INTO event_type (name, unit) VALUES ('email_click', 'none');"_s
                .arg(toMilliseconds(now) - 48 * hour)
                .arg(toMilliseconds(now) - 2 * hour)));
        for (int customer = 1; customer <= 5; ++customer)
            addOrder(customer, 47, 1000);
        addOrder(6, 20, 1000); // after its window
        QVERIFY(connection().execute(
            u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, reference) SELECT id, %1, "
            u"(SELECT id FROM event_type WHERE name = 'email_click'), id, 'News' FROM customer WHERE id <= 25"_s
                .arg(toMilliseconds(now) - 47 * hour)));
        const auto orders = look(TrialMeasure::Orders, 24);
        QVERIFY(orders.base);
        QCOMPARE(orders.base->source, TrialBase::Source::Mails);
        QCOMPARE(orders.base->seen, 250);
        QCOMPARE(orders.base->rate, 5.0 / 250);
        const auto clicks = look(TrialMeasure::Clicks, 4);
        QVERIFY(clicks.base);
        QCOMPARE(clicks.base->rate, 25.0 / 250);
        QCOMPARE(sentenceFor(*clicks.base, u"EUR"_s),
            u"Of a hundred people 10 click within 4 hours of a mail, counted over the last 250 mails."_s);
    }
};

QTEST_GUILESS_MAIN(TestTrialPlanner)
#include "tst_trial_planner.moc"
