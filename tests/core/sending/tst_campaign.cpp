// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/brand.h"
#include "core/campaign/campaign_planner.h"
#include "core/campaign/message_maker.h"
#include "core/coupon/coupons.h"
#include "core/sending/campaign_sender.h"
#include "core/sending/message_files.h"
#include "core/store/account_repository.h"
#include "tests/support/fake_transport.h"
#include "tests/support/temporary_workspace.h"

#include <QDir>
#include <QTest>

#include <functional>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;
using store::CampaignState;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));

/// Takes every message and answers as it was told for the address, else that it was sent.
Delivery answer(Delivery::State state, Delivery::Concerns concerns, int code, const QString &enhanced = {})
{
    return {state, Delivery::Stage::Recipient, concerns, code, enhanced, u"says the server"_s};
}

} // namespace

class TestCampaign final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    FixedClock m_clock{now};
    FakeTransport m_transport;
    NoProgress m_progress;

    store::Connection &connection() { return m_shop->connection(); }
    segment::Context context() const
    {
        return {now, QTimeZone("Europe/Berlin"), *CurrencyCode::fromString(u"EUR")};
    }

    /// a to f: a, b, c, d agreed to mail; e never did; f left.
    void makePeople()
    {
        QString sql;
        int id = 0;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s}) {
            ++id;
            sql += u"INSERT INTO customer (id, email, first_name) VALUES (%1, '%2@example.com', '%3');"_s
                       .arg(id)
                       .arg(name, name.toUpper());
            sql += u"INSERT INTO identity (kind, key, customer_id) VALUES ('email', '%2@example.com', %1);"_s
                       .arg(id)
                       .arg(name);
            const QString state = name == u"e"_s ? u"not_subscribed"_s
                : name == u"f"_s                 ? u"unsubscribed"_s
                                                 : u"subscribed"_s;
            sql += u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
                   u"VALUES (%1, 'email', '%2', 'form', 'test', 0);"_s.arg(id)
                       .arg(state);
        }
        QVERIFY(connection().execute(sql));
    }

    store::Campaign makeCampaign(const QString &body = u"Hello {{ customer.first_name }}"_s, int holdout = 0)
    {
        store::Account account;
        account.name = u"Mail"_s;
        account.host = u"localhost"_s;
        account.fromAddress = u"shop@example.com"_s;
        account.unsubscribeUrl = u"https://shop.example/u/{token}"_s;
        const auto known = store::accountByName(connection(), u"Mail"_s);
        const auto accountId = known ? known->id : store::saveAccount(connection(), account, now).value();
        store::Campaign campaign;
        campaign.name = u"News"_s;
        campaign.rule = u"all()"_s;
        campaign.account = accountId;
        campaign.salt = u"pepper"_s;
        campaign.holdoutPerMille = holdout;
        campaign.variants = {{u"A"_s, 1, {}, u"Subject A"_s, {}, body}};
        campaign.id = store::addCampaign(connection(), campaign, now).value();
        return campaign;
    }

    static OpenTransport lending(deliver::Transport &transport)
    {
        return [&transport](const store::Account &) -> Result<std::unique_ptr<deliver::Transport>> {
            return std::make_unique<BorrowedTransport>(transport);
        };
    }
    OpenTransport opener() { return lending(m_transport); }

    SendReport send(CampaignId id)
    {
        auto report = sendCampaign(connection(), id, opener(), m_clock, now, m_progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }

    QString states(CampaignId id)
    {
        return m_shop->lines(
            u"SELECT substr(address, 1, 1), state, reason FROM outbox WHERE campaign_id = %1 ORDER BY customer_id"_s
                .arg(id.value()));
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        m_transport = {};
        m_clock.set(now);
        makePeople();
        auto brand = readBrand(connection()).value();
        brand.postalAddress = u"Kontor, Kai 1, Hamburg"_s;
        QVERIFY(writeBrand(connection(), brand));
    }

    void whoMayNotBeWrittenToIsSkippedWithTheReason()
    {
        const auto campaign = makeCampaign();
        const auto plan = approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
        QCOMPARE(plan->matching, 6);
        QCOMPARE(plan->byVariant, QList<qint64>{4});
        const auto report = send(campaign.id);
        QCOMPARE(report.sent, 4);
        QCOMPARE(report.state, CampaignState::Done);
        QCOMPARE(states(campaign.id),
            u"a|sent|-\nb|sent|-\nc|sent|-\nd|sent|-\ne|skipped|no-consent\nf|skipped|unsubscribed\n"_s);
        QCOMPARE(m_transport.received.size(), 4);
        QCOMPARE(m_transport.received[0].recipient, u"a@example.com"_s);
        QVERIFY(m_transport.received[0].bytes.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
        QVERIFY(m_transport.received[0].bytes.contains("List-Unsubscribe: <https://shop.example/u/"));
        QVERIFY(m_transport.received[0].bytes.contains("Hello A"));
        QCOMPARE(m_transport.closed, 1);
        // What was sent is part of the customers' history.
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM event WHERE reference = 'News'"_s), 4);
    }

    void eachMailGivesACouponOfItsOwn()
    {
        store::CouponSet set;
        set.name = u"Spring"_s;
        set.value = 200;
        QVERIFY(coupon::createGenerator(connection(), set, 0, now, m_progress));
        auto campaign = makeCampaign(
            u"{\"haberdash\":1,\"blocks\":[{\"id\":\"b1\",\"kind\":\"coupon\",\"set\":\"Spring\",\"heading\":\"For you\"}]}"_s);
        campaign.variants[0].kind = u"design"_s;
        QVERIFY(store::updateCampaign(connection(), campaign));
        const auto plan = approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
        QCOMPARE(send(campaign.id).sent, 4);
        const auto codes = m_shop
                               ->lines(u"SELECT c.email, k.code FROM coupon_code k JOIN customer c ON c.id = "
                                       u"k.customer_id ORDER BY 1"_s)
                               .split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(codes.size(), 4);
        for (qsizetype i = 0; i < codes.size(); ++i) {
            QCOMPARE(m_transport.received[i].recipient, codes[i].section(u'|', 0, 0));
            QVERIFY(m_transport.received[i].bytes.contains(codes[i].section(u'|', 1).toUtf8()));
        }
    }

    void aSecondRunSendsNothingTwice()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        send(campaign.id);
        const auto again = sendCampaign(connection(), campaign.id, opener(), m_clock, now, m_progress);
        QVERIFY(!again);
        QCOMPARE(again.error().code, Error::Code::Refused);
        QCOMPARE(m_transport.received.size(), 4);
    }

    void theCapHoldsAcrossCampaigns()
    {
        const auto first = makeCampaign();
        QVERIFY(approve(connection(), first.id, context(), {u"Test"_s}, now, m_progress));
        send(first.id);
        auto second = first;
        second.name = u"Again"_s;
        second.id = store::addCampaign(connection(), second, now).value();
        const auto nobody = approve(connection(), second.id, context(), {u"Test"_s}, now, m_progress);
        QVERIFY(!nobody);
        QCOMPARE(nobody.error().code, Error::Code::Refused);
        m_clock.set(now + std::chrono::hours(17));
        const auto plan = approve(connection(), second.id, context(), {u"Test"_s}, m_clock.now(), m_progress);
        QVERIFY(plan);
        QCOMPARE(plan->byVariant, QList<qint64>{4});
    }

    void whoLeavesBetweenApprovalAndSendingGetsNothing()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        QVERIFY(connection().execute(
            u"INSERT INTO consent_entry (customer_id, channel, state, basis, source, recorded_at) "
            u"VALUES (2, 'email', 'unsubscribed', 'link', 'test', 0);"
            u"INSERT INTO suppression (address_key, reason, source, created_at, batch_id) VALUES ('c@example.com', 'complaint', 'test', 0, NULL)"_s));
        const auto report = send(campaign.id);
        QCOMPARE(report.sent, 2);
        QCOMPARE(report.skipped, 2);
        QVERIFY(states(campaign.id).contains(u"b|skipped|unsubscribed\nc|skipped|suppressed"_s));
    }

    void answersOfTheServerDecide()
    {
        m_transport.answers[u"a@example.com"_s]
            = answer(Delivery::State::Refused, Delivery::Concerns::Recipient, 550, u"5.1.1"_s);
        m_transport.answers[u"b@example.com"_s]
            = answer(Delivery::State::Deferred, Delivery::Concerns::Recipient, 450, u"4.2.0"_s);
        m_transport.answers[u"c@example.com"_s]
            = answer(Delivery::State::Uncertain, Delivery::Concerns::Connection, 0);
        m_transport.answers[u"d@example.com"_s]
            = answer(Delivery::State::Refused, Delivery::Concerns::Message, 554, u"5.7.1"_s);
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        const auto report = send(campaign.id);
        QVERIFY(
            states(campaign.id)
                .startsWith(
                    u"a|failed|recipient-refused\nb|deferred|recipient-deferred\nc|uncertain|answer-lost\nd|failed|message-refused\n"_s));
        QCOMPARE(report.state, CampaignState::Paused);
        QCOMPARE(report.nextAttempt, std::optional(now + std::chrono::minutes(5)));
        // A mailbox that does not exist is never tried again by anybody; a refused message says nothing about
        // the address.
        QCOMPARE(m_shop->lines(u"SELECT address_key, reason FROM suppression"_s),
            u"a@example.com|hard_bounce\n"_s);

        // Later the deferred one goes out; the uncertain one never does by itself.
        m_transport.answers.clear();
        m_transport.received.clear();
        m_clock.set(now + std::chrono::minutes(5));
        const auto later = send(campaign.id);
        QCOMPARE(later.sent, 1);
        QCOMPARE(later.state, CampaignState::Done);
        QCOMPARE(m_transport.received.size(), 1);
        QCOMPARE(m_transport.received[0].recipient, u"b@example.com"_s);
    }

    void aDeferredMessageIsGivenUpInTheEnd()
    {
        m_transport.answers[u"a@example.com"_s]
            = answer(Delivery::State::Deferred, Delivery::Concerns::Recipient, 450);
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        for (int i = 0; i < 7; ++i) {
            send(campaign.id);
            m_clock.set(m_clock.now() + std::chrono::hours(25));
        }
        QVERIFY(states(campaign.id).startsWith(u"a|failed|given-up\n"_s));
        QCOMPARE(m_shop->count(u"SELECT attempts FROM outbox WHERE customer_id = 1"_s), 7);
    }

    void anAccountThatIsRefusedStopsTheRunAndLosesNobody()
    {
        m_transport.answers[u"b@example.com"_s]
            = answer(Delivery::State::Refused, Delivery::Concerns::Account, 535, u"5.7.8"_s);
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        const auto report = send(campaign.id);
        QCOMPARE(report.sent, 1);
        QCOMPARE(report.remaining, 3);
        QCOMPARE(report.state, CampaignState::Paused);
        QVERIFY(report.stoppedBecause.contains(u"535"_s));
        m_transport.answers.clear();
        QCOMPARE(send(campaign.id).sent, 3);
        QCOMPARE(m_transport.received.size(), 5); // b was tried twice, and refused the first time
    }

    void aServerThatIsAwayStopsTheRun()
    {
        for (const char *name : {"a", "b", "c", "d"})
            m_transport.answers[QString::fromLatin1(name) + u"@example.com"_s]
                = answer(Delivery::State::Deferred, Delivery::Concerns::Connection, 0);
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        const auto report = send(campaign.id);
        QCOMPARE(m_transport.received.size(), 3);
        QVERIFY(report.stoppedBecause.contains(u"cannot be reached"_s));
        QCOMPARE(report.state, CampaignState::Paused);
    }

    void aRowThatACrashLeftClaimedIsUncertainAndNotSentAgain()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        QVERIFY(connection().execute(
            u"UPDATE outbox SET state = 'claimed', claimed_at = 1, attempts = 1 WHERE customer_id = 1"_s));
        const auto report = send(campaign.id);
        QCOMPARE(report.recovered, 1);
        QCOMPARE(report.sent, 3);
        QVERIFY(states(campaign.id).startsWith(u"a|uncertain|interrupted\n"_s));
    }

    void pausedFromElsewhereTheRunEndsAfterTheMessageAtHand()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        auto other = store::openWorkspace(m_shop->file());
        m_transport.onSend = [&](const QString &recipient) {
            if (recipient == u"b@example.com"_s)
                QVERIFY(pauseCampaign(*other, campaign.id, now));
        };
        const auto report = send(campaign.id);
        QCOMPARE(report.sent, 2);
        QCOMPARE(report.state, CampaignState::Paused);
        m_transport.onSend = {};
        QCOMPARE(send(campaign.id).sent, 2);
    }

    void twoProgramsDoNotSendAtOnce()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        auto other = store::openWorkspace(m_shop->file());
        int refused = 0;
        m_transport.onSend = [&](const QString &) {
            FakeTransport second;
            const auto report = sendCampaign(*other, campaign.id, lending(second), m_clock, now, m_progress);
            refused += !report && report.error().code == Error::Code::Refused && second.received.isEmpty();
        };
        QCOMPARE(send(campaign.id).sent, 4);
        QCOMPARE(refused, 4);
    }

    void aLockThatACrashLeftBehindHoldsNobodyUp()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        const QString lock = m_shop->write(u"shop.haberdash.sending"_s, {});
        QCOMPARE(send(campaign.id).sent, 4);
        QVERIFY(!QFile::exists(lock));
    }

    void whatWasChangedAfterApprovalIsNotSent()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        QVERIFY(!store::updateCampaign(connection(), campaign));
        QVERIFY(connection().execute(u"UPDATE campaign_variant SET subject = 'Another one'"_s));
        const auto report = sendCampaign(connection(), campaign.id, opener(), m_clock, now, m_progress);
        QVERIFY(!report);
        QVERIFY(report.error().detail.contains(u"changed after it was approved"_s));
        QVERIFY(m_transport.received.isEmpty());
        QVERIFY(withdrawApproval(connection(), campaign.id, now));
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        QCOMPARE(send(campaign.id).sent, 4);
    }

    void anAccountCanBeMendedWhileTheCampaignIsOnItsWay()
    {
        m_transport.answers[u"b@example.com"_s]
            = answer(Delivery::State::Refused, Delivery::Concerns::Account, 535, u"5.7.8"_s);
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        QCOMPARE(send(campaign.id).sent, 1);
        m_transport.answers.clear();
        QVERIFY(connection().execute(
            u"UPDATE account SET host = 'other.example', port = 465, security = 'tls', user_name = 'me'"_s));
        QCOMPARE(send(campaign.id).sent, 3);
    }

    void whomAMailComesFromIsPartOfTheApproval()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        QVERIFY(connection().execute(u"UPDATE account SET from_address = 'other@example.com'"_s));
        QVERIFY(!sendCampaign(connection(), campaign.id, opener(), m_clock, now, m_progress));
        QVERIFY(m_transport.received.isEmpty());
    }

    void aDraftIsNotSent()
    {
        const auto campaign = makeCampaign();
        const auto report = sendCampaign(connection(), campaign.id, opener(), m_clock, now, m_progress);
        QVERIFY(!report);
        QCOMPARE(report.error().code, Error::Code::Refused);
    }

    void anEmailWithAMistakeIsNotApproved()
    {
        const auto campaign = makeCampaign(u"Hello {{ customer.first_name"_s);
        const auto plan = approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, Error::Code::Invalid);
        QVERIFY2(plan.error().detail.contains(u"ine 1"_s), qPrintable(plan.error().detail));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM outbox"_s), 0);
    }

    void aRuleWithAMistakeIsNotApproved()
    {
        auto campaign = makeCampaign();
        campaign.rule = u"count orders >= many"_s;
        QVERIFY(store::updateCampaign(connection(), campaign));
        const auto plan = approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress);
        QVERIFY(!plan);
        QVERIFY(plan.error().detail.contains(u"line 1, column 17"_s));
    }

    void withoutAPostalAddressNothingIsApproved()
    {
        QVERIFY(store::writeSetting(connection(), u"brand"_s, u"{}"_s));
        const auto campaign = makeCampaign();
        QVERIFY(!approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
    }

    void whoIsHeldOutIsInTheOutboxAndGetsNothing()
    {
        const auto campaign = makeCampaign(u"Hello"_s, 250);
        const auto plan = approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress);
        QVERIFY(plan);
        QCOMPARE(plan->heldOut + plan->byVariant[0], 4);
        QVERIFY(plan->heldOut > 0);
        QCOMPARE(send(campaign.id).sent, plan->byVariant[0]);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM outbox WHERE state = 'held_out'"_s), plan->heldOut);
    }

    void theSameInputsGiveTheSameBytes()
    {
        const auto campaign = makeCampaign();
        const auto account = store::accountById(connection(), campaign.account).value();
        std::string first;
        for (int i = 0; i < 2; ++i) {
            auto maker = MessageMaker::create(
                connection(), designsOf(campaign), {campaign.id, campaign.salt, campaign.name, account, now});
            QVERIFY(maker);
            const auto message = maker->make(CustomerId(1), 0, now);
            QVERIFY(message);
            if (i == 0)
                first = message->mime;
            else
                QVERIFY(message->mime == first);
        }
    }

    void aDryRunWritesFilesAndChangesNothing()
    {
        auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        const QString before = states(campaign.id);
        const QString folder = m_shop->path(u"mails"_s);
        QCOMPARE(writeMessages(connection(), campaign, folder, m_clock, now, m_progress).value(), 4);
        QCOMPARE(QDir(folder).entryList({u"*.eml"_s}).size(), 4);
        QCOMPARE(states(campaign.id), before);
        const auto bad
            = writeMessages(connection(), campaign, m_shop->file() + u"/inside"_s, m_clock, now, m_progress);
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, Error::Code::Io);
    }

    void cancelledNothingMoreGoesOut()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        QVERIFY(cancelCampaign(connection(), campaign.id, now));
        QVERIFY(!sendCampaign(connection(), campaign.id, opener(), m_clock, now, m_progress));
        QVERIFY(!cancelCampaign(connection(), campaign.id, now));
        QVERIFY(m_transport.received.isEmpty());
    }

    void aFullDiskStopsBeforeTheWireNotAfter()
    {
        const auto campaign = makeCampaign();
        QVERIFY(approve(connection(), campaign.id, context(), {u"Test"_s}, now, m_progress));
        const auto pages = m_shop->count(u"PRAGMA page_count"_s);
        QVERIFY(connection().execute(u"PRAGMA max_page_count = %1"_s.arg(pages)));
        // Fill what is left on the pages, so that the claim itself cannot be written.
        QVERIFY(!connection().execute(u"CREATE TABLE ballast (x TEXT) STRICT"_s)
            || !connection().execute(u"INSERT INTO ballast VALUES (zeroblob(100000))"_s));
        const auto report = sendCampaign(connection(), campaign.id, opener(), m_clock, now, m_progress);
        // Either it could still write every step (then all is settled), or nothing was sent that is not at
        // least claimed.
        const auto known
            = m_shop->count(u"SELECT count(*) FROM outbox WHERE state IN ('claimed', 'sent', 'uncertain')"_s);
        QVERIFY(m_transport.received.size() <= known);
        if (!report)
            QVERIFY(report.error().detail.contains(u"disk is full"_s));
    }

    void tokensCannotBeGuessed()
    {
        const auto tokens = UnsubscribeTokens::open(connection()).value();
        const QString token = tokens.token(CampaignId(3), CustomerId(4));
        QCOMPARE(tokens.read(token)->customer, CustomerId(4));
        QCOMPARE(UnsubscribeTokens::open(connection())->token(CampaignId(3), CustomerId(4)), token);
        for (const QString &bad : QStringList{QString(), u"3-4"_s, QString(token).replace(u"3-4"_s, u"3-5"_s),
                 token + u"0"_s, token.left(token.size() - 1)})
            QVERIFY(!tokens.read(bad));
    }
};

QTEST_GUILESS_MAIN(TestCampaign)
#include "tst_campaign.moc"
