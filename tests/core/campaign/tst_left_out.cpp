// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/campaign/left_out.h"
#include "core/store/account_repository.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
}

class TestLeftOut final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    store::Campaign m_campaign;
    NoProgress m_progress;

    store::Connection &connection() { return m_shop->connection(); }
    static segment::Context context()
    {
        return {now, QTimeZone("Europe/Berlin"), *CurrencyCode::fromString(u"EUR")};
    }
    /// Forty people: every fourth did not agree, number 3 unsubscribed, number 5 has the address of an
    /// office.
    void makePeople()
    {
        for (int id = 1; id <= 40; ++id) {
            const QString state = id % 4 == 0 ? u"not_subscribed"_s
                : id == 3                     ? u"unsubscribed"_s
                                              : u"subscribed"_s;
            const QString address = id == 5 ? u"info@example.com"_s : u"p%1@example.com"_s.arg(id);
            QVERIFY(connection().execute(
                u"INSERT INTO customer (id, email, first_name) VALUES (%1, '%2', 'P%1');"
                u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', '%2', %1);"
                u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
                u"VALUES (%1, 'email', '%3', 'form', 'test', 0)"_s.arg(id)
                    .arg(address, state)));
        }
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        makePeople();
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
        m_campaign.holdoutPerMille = 200;
        m_campaign.variants = {{u"A"_s, 1, {}, u"Subject"_s, {}, u"Hello {{ customer.first_name }}"_s}};
        m_campaign.id = store::addCampaign(connection(), m_campaign, now).value();
    }

    void theCountsAddUpBeforeAndAfterApproval()
    {
        const auto plan = makePlan(connection(), m_campaign, context(), now, m_progress);
        QVERIFY(plan);
        const LeftOut draft = leftOutOf(*plan);
        QCOMPARE(draft.audience, 40);
        QCOMPARE(draft.byReason[u"no-consent"_s], 10);
        QCOMPARE(draft.byReason[u"unsubscribed"_s], 1);
        QCOMPARE(draft.byReason[u"role-address"_s], 1);
        QVERIFY(draft.byReason[u"holdout"_s] > 0);
        qint64 sum = draft.mailable;
        for (const qint64 count : draft.byReason)
            sum += count;
        QCOMPARE(sum, draft.audience);

        QVERIFY(approve(connection(), m_campaign.id, context(), {u"Ada"_s}, now, m_progress));
        auto outbox = store::Outbox::open(connection());
        QVERIFY(outbox);
        QCOMPARE(leftOutOf(*outbox->counts(m_campaign.id)), draft);
        // A refusal by a server is not the gate's: these stay among those who may be written to.
        QVERIFY(connection().execute(u"UPDATE outbox SET state = 'failed', reason = 'recipient-refused' "
                                     u"WHERE state = 'planned' AND customer_id < 10"_s));
        QVERIFY(m_shop->count(u"SELECT count(*) FROM outbox WHERE state = 'failed'"_s) > 0);
        QCOMPARE(leftOutOf(*outbox->counts(m_campaign.id)), draft);
    }

    void thePeopleOfEachReasonAreAsManyAsAreCounted()
    {
        const auto plan = makePlan(connection(), m_campaign, context(), now, m_progress);
        QVERIFY(plan);
        const auto people = peopleLeftOut(*plan);
        const auto counts = leftOutOf(*plan).byReason;
        QCOMPARE(people.keys(), counts.keys());
        QVERIFY(approve(connection(), m_campaign.id, context(), {u"Ada"_s}, now, m_progress));
        auto outbox = store::Outbox::open(connection());
        QVERIFY(outbox);
        for (auto it = counts.begin(); it != counts.end(); ++it) {
            QCOMPARE(people[it.key()].size(), it.value());
            QCOMPARE(*outbox->leftOut(m_campaign.id, it.key(), 1000), people[it.key()]);
        }
        QCOMPARE(outbox->leftOut(m_campaign.id, u"no-consent"_s, 3)->size(), 3);
    }

    void eachOfThemHasEverythingThatStandsInTheWay()
    {
        QVERIFY(connection().execute(u"INSERT INTO suppression (address_key, reason, source, created_at) "
                                     u"VALUES ('p4@example.com', 'hard_bounce', 'test', 0)"_s));
        const auto people = lookAtLeftOut(
            connection(), m_campaign, {CustomerId(5), CustomerId(4), CustomerId(999), CustomerId(2)}, now);
        QVERIFY2(people, people ? "" : qPrintable(people.error().detail));
        QCOMPARE(people->size(), 3); // 999 is nobody
        QCOMPARE(people->at(0).name, u"P5"_s);
        QCOMPARE(people->at(0).why.address, u"info@example.com"_s);
        QVERIFY(people->at(0).obstacle(u"role-address"_s));
        QVERIFY(!people->at(0).obstacle(u"no-consent"_s));
        QVERIFY(people->at(1).obstacle(u"suppressed"_s));
        QVERIFY(people->at(1).obstacle(u"no-consent"_s));
        QCOMPARE(people->at(1).why.obstacles.front().barrier, consent::Barrier::Suppressed);
    }

    void whatIsOverByNowIsToldAsItWasAtTheApproval()
    {
        using namespace std::chrono_literals;
        QVERIFY(approve(connection(), m_campaign.id, context(), {u"Ada"_s}, now, m_progress));
        QVERIFY(connection().execute(
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, occurred_at, "
            u"recorded_at) "
            u"VALUES (4, 'email', 'subscribed', 'form', 'test', %1, %1)"_s.arg(toMilliseconds(now + 1h))));
        const auto approved = store::campaignById(connection(), m_campaign.id);
        QVERIFY(approved);
        const auto people = lookAtLeftOut(connection(), *approved, {CustomerId(4), CustomerId(8)}, now + 2h);
        QVERIFY(people);
        QVERIFY(!people->at(0).obstacle(u"no-consent"_s));
        QVERIFY(people->at(0).pastObstacle(u"no-consent"_s));
        QVERIFY(people->at(1).obstacle(u"no-consent"_s));
        QVERIFY(!people->at(1).pastObstacle(u"no-consent"_s));
    }
};

QTEST_GUILESS_MAIN(TestLeftOut)
#include "tst_left_out.moc"
