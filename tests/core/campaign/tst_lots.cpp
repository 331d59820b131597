// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/campaign/campaign_planner.h"
#include "core/campaign/left_out.h"
#include "core/campaign/strata.h"
#include "core/store/account_repository.h"
#include "core/store/control_group.h"
#include "core/store/experiment_repository.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = fromMilliseconds(1'782'777'600'000);
constexpr auto day = std::chrono::hours(24);
constexpr int people = 600;

} // namespace

/// Who is drawn for what: holdout, variants and the shop's control group.
class TestLots final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    NoProgress m_progress;
    store::Campaign m_campaign;

    store::Connection &connection() { return m_shop->connection(); }
    segment::Context context() const
    {
        return {now, QTimeZone("Europe/Berlin"), *CurrencyCode::fromString(u"EUR")};
    }
    Plan plan(Timestamp at = now)
    {
        auto made = makePlan(connection(), m_campaign, context(), at, m_progress);
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        return *made;
    }
    void addOrder(int customer, int daysAgo, int total, int number)
    {
        QVERIFY(connection().execute(
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, refunded) VALUES ('test', '%1', '%1', %2, %3, 'EUR', 0, 0, 0, 0, %4, 0)"_s
                .arg(number)
                .arg(customer)
                .arg(toMilliseconds(now - day * daysAgo))
                .arg(total)));
    }
    static QList<CustomerId> heldOut(const Plan &plan)
    {
        QList<CustomerId> found;
        for (const auto &row : plan.rows) {
            if (row.state == u"held_out"_s)
                found.append(row.customer);
        }
        return found;
    }

private Q_SLOTS:
    /// The first 200 never bought, the next 200 once, the others twice.
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        QVERIFY(connection().execute(
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
            u"INSERT INTO customer (id, email, first_name) SELECT i, 'p' || i || '@example.com', 'P' || i "
            u"FROM n;"
            u"INSERT INTO identity (kind, key, customer_id) SELECT 'email', email, id FROM customer;"
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"SELECT id, 'email', 'subscribed', 'form', 'test', 0 FROM customer;"
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, refunded) SELECT 'test', id, id, id, %2, 'EUR', 0, 0, 0, 0, "
            u"1000, 0 "
            u"FROM customer WHERE id > 200;"
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, refunded) SELECT 'again', id, id, id, %2, 'EUR', 0, 0, 0, 0, "
            u"1000, 0 "
            u"FROM customer WHERE id > 400"_s.arg(people)
                .arg(toMilliseconds(now - day * 30))));
        auto brand = readBrand(connection()).value();
        brand.postalAddress = u"Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(connection(), brand));
        store::Account account;
        account.name = u"Mail"_s;
        account.host = u"localhost"_s;
        account.fromAddress = u"shop@example.com"_s;
        m_campaign = {};
        m_campaign.name = u"News"_s;
        m_campaign.rule = u"all()"_s;
        m_campaign.account = store::saveAccount(connection(), account, now).value();
        m_campaign.salt = u"pepper"_s;
        m_campaign.variants
            = {{u"A"_s, 1, {}, u"One"_s, {}, u"Hello"_s}, {u"B"_s, 1, {}, u"Two"_s, {}, u"Hello"_s}};
        m_campaign.id = store::addCampaign(connection(), m_campaign, now).value();
    }

    void armsAreEvenAmongThoseWhoBuyAlike()
    {
        m_campaign.holdoutPerMille = 100;
        for (const QString &salt : {u"a"_s, u"b"_s, u"c"_s, u"d"_s}) {
            m_campaign.salt = salt;
            int counts[3][3] = {};
            for (const auto &row : plan().rows) {
                const int stratum = int((row.customer.value() - 1) / 200);
                ++counts[stratum][row.state == u"held_out"_s ? 2 : row.variant];
            }
            for (const auto &stratum : counts) {
                // 90, 90 and 20 of 200.
                QVERIFY(std::abs(stratum[0] - 90) <= 1);
                QVERIFY(std::abs(stratum[1] - 90) <= 1);
                QVERIFY(std::abs(stratum[2] - 20) <= 1);
            }
        }
    }

    void fewPeopleAreDividedFurther()
    {
        addOrder(1, 10, 500, 1); // once, lately, little
        addOrder(2, 200, 500, 2); // once, this year, little
        addOrder(3, 400, 5000, 3); // once, long ago, much
        std::vector<CustomerId> few;
        for (int i : {1, 2, 3, 4, 201, 202, 401})
            few.emplace_back(i);
        const auto cells = strataOf(connection(), few, now).value();
        QCOMPARE(cells[3], 0); // never bought
        QCOMPARE(cells[4], cells[5]);
        QCOMPARE(cells[0], cells[4]); // 1000 is the median, and not above it
        QCOMPARE(std::set<int>(cells.begin(), cells.end()).size(), size_t(5));
        std::vector<CustomerId> many;
        for (int i = 0; i < int(fewPeople); ++i)
            many.emplace_back(i % people + 1);
        const auto strata = strataOf(connection(), many, now).value();
        QCOMPARE(strata[0], 1); // customer 1 bought once by now
        QCOMPARE(strata[4], 0);
        QCOMPARE(strata[200], 1);
        QCOMPARE(strata[400], 2);
    }

    void whoIsDrawnStaysWhenOthersCome()
    {
        m_campaign.holdoutPerMille = 100;
        QVERIFY(store::updateCampaign(connection(), m_campaign));
        const auto approved
            = approve(connection(), m_campaign.id, context(), {u"Ada"_s, true}, now, m_progress);
        QVERIFY2(approved, approved ? "" : qPrintable(approved.error().detail));
        const QString before = m_shop->lines(u"SELECT customer_id, variant, state FROM outbox ORDER BY 1"_s);
        QVERIFY(connection().execute(u"DELETE FROM shop_order WHERE customer_id > 300;"
                                     u"INSERT INTO customer (id, email) VALUES (1000, 'new@example.com')"_s));
        QCOMPARE(m_shop->lines(u"SELECT customer_id, variant, state FROM outbox ORDER BY 1"_s), before);
        const auto campaign = store::campaignById(connection(), m_campaign.id).value();
        QCOMPARE(currentDigest(connection(), campaign).value(), campaign.digest);
    }

    void theHoldoutIsToldBeforeAndAfterTheApproval()
    {
        m_campaign.holdoutPerMille = 100;
        QVERIFY(store::updateCampaign(connection(), m_campaign));
        const auto out = heldOut(plan());
        QVERIFY(out.size() >= 59 && out.size() <= 61);
        const auto barrierOf = [this](CustomerId customer) {
            const auto campaign = store::campaignById(connection(), m_campaign.id).value();
            const auto why = whyNot(connection(), campaign, customer, context(), now).value();
            return why.obstacles.empty() ? QString() : consent::toWord(why.obstacles.front().barrier);
        };
        CustomerId mailed(1);
        while (out.contains(mailed))
            mailed = CustomerId(mailed.value() + 1);
        const auto look = [this, &out] {
            const auto campaign = store::campaignById(connection(), m_campaign.id).value();
            return lookAtLeftOut(connection(), campaign, {out.front()}, now, u"holdout"_s).value();
        };
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(barrierOf(out.front()), u"holdout"_s);
            QCOMPARE(barrierOf(mailed), QString());
            QVERIFY(look().front().obstacle(u"holdout"_s));
            if (i == 0)
                QVERIFY(approve(connection(), m_campaign.id, context(), {u"Ada"_s, true}, now, m_progress));
        }
    }

    void theControlGroupGetsNoMail()
    {
        QVERIFY(!store::setControlGroup(connection(), {501, 90}, u"x"_s, now));
        QVERIFY(!store::setControlGroup(connection(), {50, 0}, u"x"_s, now));
        QVERIFY(!store::setControlGroup(connection(), {50, 90}, {}, now));
        QCOMPARE(plan().planned(), people);
        QVERIFY(store::setControlGroup(connection(), {200, 90}, u"control"_s, now));
        const auto first = plan();
        const qint64 out = first.skipped[u"control-group"_s];
        QVERIFY(std::abs(double(out) - 120) < 5 * std::sqrt(people * 0.2 * 0.8));
        QCOMPARE(first.planned() + out, people);
        // The campaign's own holdout comes on top.
        m_campaign.holdoutPerMille = 100;
        const auto both = plan();
        QCOMPARE(both.skipped[u"control-group"_s], out);
        QVERIFY(std::abs(double(both.heldOut) - double(people - out) / 10) <= 3);
        // The same people until the draw is over, then others.
        const auto inGroup = [](const Plan &made) {
            QList<CustomerId> found;
            for (const auto &row : made.rows) {
                if (row.reason == u"control-group"_s)
                    found.append(row.customer);
            }
            return found;
        };
        QCOMPARE(inGroup(plan(now + day * 90 - std::chrono::milliseconds(1))), inGroup(first));
        const auto later = inGroup(plan(now + day * 90));
        QVERIFY(later != inGroup(first));
        QVERIFY(std::abs(double(later.size()) - 120) < 5 * std::sqrt(people * 0.2 * 0.8));
        // Why not, and until when.
        const auto why = whyNot(connection(), inGroup(first).front(), now).value();
        QCOMPARE(why.obstacles.front().barrier, consent::Barrier::ControlGroup);
        QCOMPARE(why.obstacles.front().until, std::optional(now + day * 90));
        QVERIFY(sentenceFor(why.obstacles.front(), QTimeZone::utc())
                    .contains(u"held out by the shop's control group"_s));
        // Over.
        QVERIFY(store::setControlGroup(connection(), {0, 90}, u"y"_s, now + day));
        QCOMPARE(plan(now + day).skipped.value(u"control-group"_s), 0);
    }

    /// What mail brings, with people who did what is known: by plain counting.
    void mailedAgainstTheControlGroup()
    {
        QVERIFY(store::setControlGroup(connection(), {200, 90}, u"control"_s, now));
        const auto asOf = now + day * 10;
        QVERIFY(!store::controlGroupOutcomes(connection(), now, asOf, asOf)); // no mail yet
        QVERIFY(!store::controlGroupOutcomes(connection(), now - day, asOf, asOf)); // no group yet
        QVERIFY(!store::controlGroupOutcomes(connection(), now, now, asOf));
        QVERIFY(approve(connection(), m_campaign.id, context(), {u"Ada"_s, true}, now, m_progress));
        const qint64 control = m_shop->count(u"SELECT count(*) FROM outbox WHERE reason = 'control-group'"_s);
        QVERIFY(
            connection().execute(u"UPDATE outbox SET state = 'sent', claimed_at = %1, finished_at = %1, "
                                 u"attempts = 1 WHERE state = 'planned'"_s.arg(toMilliseconds(now + day))));
        // One refused is still one who was to be mailed; one who left was skipped before and belongs to
        // nobody.
        QVERIFY(
            connection().execute(u"UPDATE outbox SET state = 'failed' WHERE id = (SELECT min(id) FROM outbox "
                                 u"WHERE state = 'sent')"_s));
        QVERIFY(connection().execute(
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, refunded) SELECT 'later', customer_id, customer_id, "
            u"customer_id, %1, "
            u"'EUR', 0, 0, 0, 0, 2500, 0 FROM outbox WHERE customer_id % 3 = 0 OR state = 'failed';"
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, refunded) SELECT 'before', id, id, id, %2, 'EUR', 0, 0, 0, 0, "
            u"9900, 0 "
            u"FROM customer"_s.arg(toMilliseconds(now + day * 2))
                .arg(toMilliseconds(now + std::chrono::hours(1)))));
        const auto found = store::controlGroupOutcomes(connection(), now, asOf, asOf);
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        const auto &arms = found->outcomes.arms;
        QCOMPARE(arms[0].recipients, control);
        QCOMPARE(arms[1].recipients, people - control);
        const QString bought
            = u"SELECT count(*) FROM outbox o WHERE o.reason %1 'control-group' AND EXISTS (SELECT 1 FROM "
              u"shop_order s WHERE s.customer_id = o.customer_id AND s.source = 'later')"_s;
        QCOMPARE(arms[0].measures[0].count, m_shop->count(bought.arg(u"IS"_s)));
        QCOMPARE(arms[1].measures[0].count, m_shop->count(bought.arg(u"IS NOT"_s)));
        QCOMPARE(found->mailedRevenue, 25.0 * double(arms[1].measures[0].count));
        QVERIFY(found->outcomes.isRunning);
        // Not over two draws.
        const auto two = store::controlGroupOutcomes(connection(), now, now + day * 91, now + day * 91);
        QVERIFY(!two);
        QVERIFY(two.error().detail.contains(u"others were drawn in between"_s));
    }
};

QTEST_GUILESS_MAIN(TestLots)
#include "tst_lots.moc"
