// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_planner.h"
#include "core/sending/campaign_sender.h"
#include "core/sending/hand_over_journal.h"
#include "tests/support/approved_campaign.h"
#include "tests/support/fake_transport.h"

#include <QSet>
#include <QTest>

using namespace haberdash;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;
using store::CampaignState;

namespace {

constexpr auto now = fromMilliseconds(1'782'777'600'000); // 2026-06-30, midnight UTC

/// Each look at it is a while later, so that nothing has to wait in earnest.
class HastyClock final : public Clock
{
public:
    explicit HastyClock(std::chrono::milliseconds step)
        : m_step(step)
    { }
    [[nodiscard]] Timestamp now() const override { return m_now += m_step; }
    void set(Timestamp instant) { m_now = instant; }

private:
    std::chrono::milliseconds m_step;
    mutable Timestamp m_now = ::now;
};

} // namespace

/// When messages go out: limits, routes, hours, beginnings.
class TestSendingTimes final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    QMap<QString, FakeTransport *> m_ways; ///< by the name of the account
    std::vector<std::unique_ptr<FakeTransport>> m_owned;
    NoProgress m_progress;

    store::Connection &connection() { return m_shop->connection(); }
    FakeTransport &way(const QString &account)
    {
        if (!m_ways.contains(account)) {
            m_owned.push_back(std::make_unique<FakeTransport>());
            m_ways.insert(account, m_owned.back().get());
        }
        return *m_ways[account];
    }
    Result<SendReport> trySending(const Clock &clock, const SendOptions &options = {})
    {
        const auto open
            = [this](const store::Account &account) -> Result<std::unique_ptr<deliver::Transport>> {
            return std::make_unique<BorrowedTransport>(way(account.name));
        };
        return sendCampaign(connection(), CampaignId(1), open, clock, now, m_progress, options);
    }
    SendReport send(const Clock &clock, const SendOptions &options = {})
    {
        auto report = trySending(clock, options);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }
    void approve(int people, const EditNews &edit)
    {
        const auto approved = approveNews(*m_shop, people, 25, edit);
        QVERIFY2(approved, approved ? "" : qPrintable(approved.error().detail));
    }

private Q_SLOTS:
    void init()
    {
        m_ways.clear();
        m_owned.clear();
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
    }

    void anHourlyLimitHoldsOverRestarts()
    {
        approve(10, [](store::Account &account, store::Campaign &) { account.limits.perHour = 4; });
        FixedClock clock(now);
        const auto first = send(clock);
        QCOMPARE(first.sent, 4);
        QCOMPARE(first.state, CampaignState::Paused);
        QCOMPARE(first.stoppedBecause, QString());
        QCOMPARE(first.resumesAt, std::optional(now + std::chrono::hours(1)));
        QCOMPARE(send(clock).sent, 0); // nothing is remembered but what the store knows
        clock.set(now + std::chrono::minutes(59));
        QCOMPARE(send(clock).sent, 0);
        clock.set(now - std::chrono::hours(48)); // a clock that was set back
        QCOMPARE(send(clock).sent, 0);
        clock.set(now + std::chrono::hours(1));
        QCOMPARE(send(clock).sent, 4);
        clock.set(now + std::chrono::hours(2));
        const auto last = send(clock);
        QCOMPARE(last.sent, 2);
        QCOMPARE(last.state, CampaignState::Done);
        QCOMPARE(way(u"Sink"_s).received.size(), 10);
    }

    void aShortWaitIsWaited()
    {
        approve(6, [](store::Account &account, store::Campaign &) { account.limits.perMinute = 2; });
        const HastyClock clock(std::chrono::seconds(5));
        const auto report = send(clock, {std::chrono::minutes(2)});
        QCOMPARE(report.sent, 6);
        QCOMPARE(report.state, CampaignState::Done);
    }

    void oneDomainHoldsNobodyElseUp()
    {
        approve(6, [this](store::Account &account, store::Campaign &) {
            account.limits.perHourAndDomain = 1;
            QVERIFY(connection().execute(
                u"UPDATE customer SET email = replace(email, 'example.com', 'other.example') WHERE id > 3"_s));
        });
        FixedClock clock(now);
        const auto report = send(clock);
        QCOMPARE(report.sent, 2);
        QCOMPARE(way(u"Sink"_s).received[0].recipient, u"p1@example.com"_s);
        QCOMPARE(way(u"Sink"_s).received[1].recipient, u"p4@other.example"_s);
        QCOMPARE(report.resumesAt, std::optional(now + std::chrono::hours(1)));
        clock.set(now + std::chrono::hours(1));
        QCOMPARE(send(clock).sent, 2);
    }

    void routesByDomainAndSharesTheRest()
    {
        approve(9, [this](store::Account &account, store::Campaign &campaign) {
            auto second = account;
            second.name = u"Second"_s;
            second.fromAddress = u"second@example.com"_s;
            auto gmail = account;
            gmail.name = u"Gmail"_s;
            gmail.onlyDomains = u"gmail.com googlemail.com"_s;
            campaign.settings.furtherAccounts = {store::saveAccount(connection(), second, now).value(),
                store::saveAccount(connection(), gmail, now).value()};
            account.limits.perHour = 2;
            QVERIFY(connection().execute(
                u"UPDATE customer SET email = replace(email, 'example.com', 'GMail.com') WHERE id > 5"_s));
        });
        const auto report = send(FixedClock(now));
        QCOMPARE(report.sent, 9);
        QCOMPARE(way(u"Sink"_s).received.size(), 2);
        QCOMPARE(way(u"Second"_s).received.size(), 3);
        QCOMPARE(way(u"Gmail"_s).received.size(), 4);
        for (const auto &message : way(u"Gmail"_s).received)
            QVERIFY(message.recipient.endsWith(u"@GMail.com"_s));
        QVERIFY(way(u"Second"_s).received[0].bytes.contains("second@example.com"));
        QCOMPARE(m_shop->lines(u"SELECT a.name, count(*) FROM outbox o JOIN account a ON a.id = o.account_id "
                               u"GROUP BY 1 ORDER BY 1"_s),
            u"Gmail|4\nSecond|3\nSink|2\n"_s);
    }

    void anAccountThatMayNotSendLeavesTheRestToOthers()
    {
        approve(5, [this](store::Account &account, store::Campaign &campaign) {
            auto second = account;
            second.name = u"Second"_s;
            campaign.settings.furtherAccounts = {store::saveAccount(connection(), second, now).value()};
        });
        Delivery refused;
        refused.state = Delivery::State::Refused;
        refused.concerns = Delivery::Concerns::Account;
        refused.code = 535;
        way(u"Sink"_s).answers.insert(u"p1@example.com"_s, refused);
        const auto report = send(FixedClock(now));
        QCOMPARE(report.sent, 5);
        QCOMPARE(way(u"Sink"_s).received.size(), 1);
        QCOMPARE(way(u"Second"_s).received.size(), 5); // the first one once more: it was certainly not taken
        QCOMPARE(report.state, CampaignState::Done);
    }

    void aBatchIsClaimedAndSettledAsAWhole()
    {
        approve(10, {});
        auto &sink = way(u"Sink"_s);
        sink.capabilities.batch = 4;
        Delivery unknown;
        unknown.state = Delivery::State::Uncertain;
        sink.answers.insert(u"p3@example.com"_s, unknown);
        auto other = store::openWorkspace(m_shop->file());
        QVERIFY(other);
        QString states;
        sink.onSend = [&](const QString &recipient) {
            states += linesOf(
                *other, u"SELECT state, attempts FROM outbox WHERE address = '%1'"_s.arg(recipient));
        };
        const auto report = send(FixedClock(now));
        QCOMPARE(report.sent, 9);
        QCOMPARE(report.uncertain, 1);
        QCOMPARE(sink.calls, 3);
        QCOMPARE(states, u"claimed|1\n"_s.repeated(10));
        QCOMPARE(m_shop->lines(u"SELECT outcome, count(*) FROM send_attempt GROUP BY 1 ORDER BY 1"_s),
            u"sent|9\nuncertain|1\n"_s);
        QSet<QString> everybody;
        for (const auto &message : sink.received)
            everybody.insert(message.recipient);
        QCOMPARE(everybody.size(), 10);
    }

    void aServerThatWantsLessGetsLess()
    {
        approve(3, {});
        Delivery busy;
        busy.state = Delivery::State::Deferred;
        busy.stage = Delivery::Stage::Content;
        busy.concerns = Delivery::Concerns::Connection;
        busy.code = 429;
        busy.retryAfter = std::chrono::seconds(900);
        way(u"Sink"_s).answers.insert(u"p1@example.com"_s, busy);
        FixedClock clock(now);
        const auto report = send(clock);
        QCOMPARE(report.deferred, 1);
        QCOMPARE(report.sent, 0);
        QCOMPARE(report.resumesAt, std::optional(now + std::chrono::seconds(900)));
        // A restart does not make anybody forget it.
        clock.set(now + std::chrono::minutes(14));
        QCOMPARE(send(clock).sent, 0);
        way(u"Sink"_s).answers.clear();
        clock.set(now + std::chrono::minutes(15));
        QCOMPARE(send(clock).sent, 1); // the pace: one now, the next a second later
        clock.set(now + std::chrono::minutes(16));
        QCOMPARE(send(clock).sent, 1);
    }

    void whatNeverLeftCostsNoAttempt()
    {
        approve(2, {});
        Delivery busy;
        busy.state = Delivery::State::Deferred;
        busy.stage = Delivery::Stage::Connect;
        busy.concerns = Delivery::Concerns::Connection;
        busy.retryAfter = std::chrono::seconds(600);
        way(u"Sink"_s).otherwise = busy;
        FixedClock clock(now);
        const auto report = send(clock);
        QCOMPARE(report.remaining, 2);
        QCOMPARE(report.deferred, 0);
        QCOMPARE(way(u"Sink"_s).received.size(), 1); // the account rests after the first
        QCOMPARE(report.resumesAt, std::optional(now + std::chrono::seconds(600)));
    }

    void mailArrivesInTheHoursOfTheCustomer()
    {
        approve(3, [this](store::Account &, store::Campaign &campaign) {
            campaign.settings.schedule.window = {8 * 60, 21 * 60};
            QVERIFY(
                connection().execute(u"UPDATE customer SET country = 'JP' WHERE id = 1;"
                                     u"UPDATE customer SET country = 'US', region = 'NY' WHERE id = 2"_s));
        });
        // Midnight UTC: nine in Tokyo, eight in the evening in New York, two at night in Berlin.
        FixedClock clock(now);
        const auto night = send(clock);
        QCOMPARE(night.sent, 2);
        QCOMPARE(night.state, CampaignState::Paused);
        QCOMPARE(night.resumesAt, std::optional(now + std::chrono::hours(6)));
        clock.set(now + std::chrono::hours(6));
        const auto morning = send(clock);
        QCOMPARE(morning.sent, 1);
        QCOMPARE(morning.state, CampaignState::Done);
    }

    void whoApprovedInTheMorningDoesNotSendAtNight()
    {
        approve(1, [](store::Account &, store::Campaign &campaign) {
            campaign.settings.schedule.window = {0, 21 * 60};
        });
        FixedClock clock(now + std::chrono::hours(20)); // ten in the evening in Berlin
        const auto report = send(clock);
        QCOMPARE(report.sent, 0);
        QCOMPARE(report.skipped, 0);
        QCOMPARE(report.resumesAt, std::optional(now + std::chrono::hours(22)));
    }

    void atATimeWhereverTheyAre()
    {
        approve(3, [this](store::Account &, store::Campaign &campaign) {
            campaign.settings.schedule.startsAt = now + std::chrono::hours(31); // nine in Berlin
            campaign.settings.schedule.inLocalTime = true;
            QVERIFY(
                connection().execute(u"UPDATE customer SET country = 'JP' WHERE id = 1;"
                                     u"UPDATE customer SET country = 'US', region = 'NY' WHERE id = 2"_s));
        });
        QCOMPARE(
            m_shop->lines(u"SELECT customer_id, (due_at - 1782777600000) / 3600000 FROM outbox ORDER BY 1"_s),
            u"1|24\n2|37\n3|31\n"_s);
        FixedClock clock(now + std::chrono::hours(24));
        QCOMPARE(send(clock).sent, 1);
    }

    void graduallyIsSpreadEvenlyAndAlwaysAlike()
    {
        approve(200, [](store::Account &, store::Campaign &campaign) {
            campaign.settings.schedule.spreadMinutes = 100;
        });
        for (int tenth = 0; tenth < 10; ++tenth) {
            const qint64 inside = m_shop->count(
                u"SELECT count(*) FROM outbox WHERE (due_at - 1782777600000) / 600000 = %1"_s.arg(tenth));
            QVERIFY2(inside >= 8 && inside <= 35, qPrintable(QString::number(inside)));
        }
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM outbox WHERE due_at >= 1782777600000 + 6000000"_s), 0);
    }

    void aNewSenderBeginsWithThoseWhoWantItsMail()
    {
        approve(6, [this](store::Account &account, store::Campaign &) {
            account.limits.warmUpFirstDay = 2;
            QVERIFY(connection().execute(
                u"INSERT OR IGNORE INTO event_type (name, unit) VALUES ('email_click', 'none'), "
                u"('email_open', 'none');"
                u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key) SELECT c, t, (SELECT id "
                u"FROM "
                u"event_type WHERE name = n), t FROM (SELECT 5 AS c, 1000 AS t, 'email_open' AS n UNION ALL "
                u"SELECT 2, 3000, 'email_click' UNION ALL SELECT 4, 2000, 'email_click')"_s));
        });
        FixedClock clock(now);
        const auto first = send(clock);
        QCOMPARE(first.sent, 2);
        QCOMPARE(way(u"Sink"_s).received[0].recipient, u"p2@example.com"_s);
        QCOMPARE(way(u"Sink"_s).received[1].recipient, u"p4@example.com"_s);
        QCOMPARE(first.resumesAt, std::optional(now + std::chrono::hours(24)));
        clock.set(now + std::chrono::hours(24));
        QCOMPARE(send(clock).sent, 4);
        QCOMPARE(way(u"Sink"_s).received[2].recipient, u"p5@example.com"_s);
    }

    void whatIsDueIsSaid()
    {
        approve(2, [](store::Account &account, store::Campaign &campaign) {
            campaign.settings.schedule.startsAt = now + std::chrono::hours(3);
            account.limits.perHour = 1;
        });
        const auto due = [this](Timestamp at) { return campaignsDue(connection(), at).value().size(); };
        QCOMPARE(due(now + std::chrono::hours(2)), 0);
        QCOMPARE(due(now + std::chrono::hours(3)), 1);
        FixedClock clock(now + std::chrono::hours(3));
        QCOMPARE(send(clock).sent, 1);
        QCOMPARE(due(now + std::chrono::hours(3)), 0);
        QCOMPARE(due(now + std::chrono::hours(4)), 1);
        // Whom a person paused waits for that person.
        QVERIFY(pauseCampaign(connection(), CampaignId(1), now));
        QCOMPARE(due(now + std::chrono::hours(4)), 0);
    }

    void beforeItsTimeNothingGoes()
    {
        approve(2, [](store::Account &, store::Campaign &campaign) {
            campaign.settings.schedule.startsAt = now + std::chrono::hours(3);
        });
        const auto report = send(FixedClock(now));
        QCOMPARE(report.sent, 0);
        QCOMPARE(report.state, CampaignState::Paused);
        QCOMPARE(report.resumesAt, std::optional(now + std::chrono::hours(3)));
    }

    void theStrongerCampaignWins()
    {
        approve(2, [this](store::Account &account, store::Campaign &campaign) {
            campaign.settings.gate.priority = 80;
            QVERIFY(store::saveAccount(connection(), account, now));
            store::Campaign weaker = campaign;
            weaker.name = u"Weaker"_s;
            weaker.settings.gate.priority = 40;
            weaker.account = AccountId(1);
            account.id = AccountId(1);
            QVERIFY(store::addCampaign(connection(), weaker, now));
        });
        // The weaker one came first into the store: it has the number 1, and nobody is left for it.
        const auto info = store::readWorkspaceInfo(connection()).value();
        const auto weaker = store::campaignByName(connection(), u"Weaker"_s).value();
        const auto plan
            = campaign::makePlan(connection(), weaker, {now, info.timeZone, info.currency}, now, m_progress);
        QVERIFY(plan);
        QCOMPARE(plan->skipped.value(u"stronger-mail"_s), 2);
    }

    void manyDeadAddressesStopTheRun()
    {
        approve(200, {});
        Delivery gone;
        gone.state = Delivery::State::Refused;
        gone.concerns = Delivery::Concerns::Recipient;
        gone.code = 550;
        gone.enhancedCode = u"5.1.1"_s;
        for (int i = 1; i <= 200; i += 10)
            way(u"Sink"_s).answers.insert(u"p%1@example.com"_s.arg(i), gone);
        // One by one; a quick server takes the ones that are claimed with it, too.
        const auto report = send(FixedClock(now), {{}, std::chrono::milliseconds(0)});
        QCOMPARE(report.sent + report.failed, 100);
        QVERIFY2(report.stoppedBecause.contains(u"do not exist"_s), qPrintable(report.stoppedBecause));
        QCOMPARE(report.state, CampaignState::Paused);
        QCOMPARE(report.resumesAt, std::nullopt);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM suppression WHERE reason = 'hard_bounce'"_s), 10);
        QCOMPARE(
            store::campaignById(connection(), CampaignId(1)).value().pausedBecause, report.stoppedBecause);
    }

    void whatWasClaimedAndNotBegunIsPlannedAsBefore()
    {
        approve(120, [](store::Account &account, store::Campaign &) { account.limits.perDay = 500; });
        Delivery refused;
        refused.state = Delivery::State::Refused;
        refused.concerns = Delivery::Concerns::Account;
        refused.code = 535;
        auto &sink = way(u"Sink"_s);
        sink.answers.insert(u"p50@example.com"_s, refused);
        const auto report = send(FixedClock(now));
        QCOMPARE(report.sent, 49);
        QCOMPARE(report.remaining, 71);
        QCOMPARE(sink.received.size(), 50);
        // Only what was begun is an attempt, and counts for limits.
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM send_attempt"_s), 50);
        QCOMPARE(m_shop->lines(u"SELECT state, attempts, claimed_at IS NULL, account_id IS NULL, count(*) "
                               u"FROM outbox WHERE state = 'planned' GROUP BY 1, 2, 3, 4 ORDER BY 2"_s),
            u"planned|0|1|1|70\nplanned|1|0|0|1\n"_s);
        QVERIFY(!QFile::exists(m_shop->file() + u".handover"_s));
        sink.answers.clear();
        QCOMPARE(send(FixedClock(now)).sent, 71);
    }

    void aPauseIsSeenWhileManyAreClaimed()
    {
        approve(300, {});
        auto other = store::openWorkspace(m_shop->file());
        QVERIFY(other);
        way(u"Sink"_s).onSend = [&](const QString &recipient) {
            if (recipient == u"p100@example.com"_s)
                QVERIFY(pauseCampaign(*other, CampaignId(1), now));
        };
        const auto report = send(FixedClock(now));
        QCOMPARE(report.state, CampaignState::Paused);
        // The message at hand is among those that were claimed with it.
        QVERIFY2(report.sent >= 100 && report.sent < 100 + HandOverJournal::sectionSize,
            qPrintable(QString::number(report.sent)));
        QCOMPARE(report.sent, way(u"Sink"_s).received.size());
        QCOMPARE(report.remaining, 300 - report.sent);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM outbox WHERE state = 'claimed'"_s), 0);
    }

    void onlyAPersonSendsAnUncertainMessageAgain()
    {
        approve(2, {});
        Delivery unknown;
        unknown.state = Delivery::State::Uncertain;
        unknown.text = u"the connection closed after the message"_s;
        auto &sink = way(u"Sink"_s);
        sink.answers.insert(u"p1@example.com"_s, unknown);
        sink.answers.insert(u"p2@example.com"_s, unknown);
        QCOMPARE(send(FixedClock(now)).uncertain, 2);
        sink.answers.clear();
        QVERIFY(!trySending(FixedClock(now))); // done: nothing is planned
        QVERIFY(settleUncertain(connection(), MessageId(1), Fate::Arrived, u"Ada"_s, now));
        QVERIFY(settleUncertain(connection(), MessageId(2), Fate::DidNotArrive, u"Ada"_s, now));
        const auto twice = settleUncertain(connection(), MessageId(1), Fate::DidNotArrive, u"Ada"_s, now);
        QVERIFY(!twice);
        QCOMPARE(twice.error().code, Error::Code::Refused);
        // It was handed over a moment ago, as far as the caps know: later.
        FixedClock clock(now + std::chrono::hours(20));
        QCOMPARE(send(clock).sent, 1);
        QCOMPARE(sink.received.last().recipient, u"p2@example.com"_s);
        QCOMPARE(m_shop->lines(u"SELECT state, count(*) FROM outbox GROUP BY 1"_s), u"sent|2\n"_s);
    }
};

QTEST_GUILESS_MAIN(TestSendingTimes)
#include "tst_sending_times.moc"
