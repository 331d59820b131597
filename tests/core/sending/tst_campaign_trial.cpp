// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_planner.h"
#include "core/campaign/campaign_trial.h"
#include "core/sending/campaign_sender.h"
#include "tests/support/approved_campaign.h"
#include "tests/support/fake_transport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace haberdash;
using namespace haberdash::campaign;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using store::CampaignState;
using store::TrialDecision;

namespace {

constexpr auto now = fromMilliseconds(1'782'777'600'000);
constexpr int people = 1000;

} // namespace

/// Small first, then the winner to the rest.
class TestCampaignTrial final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    FixedClock m_clock{now};
    FakeTransport m_transport;
    NoProgress m_progress;

    store::Connection &connection() { return m_shop->connection(); }
    store::Campaign campaign() { return store::campaignById(connection(), CampaignId(1)).value(); }
    qint64 count(const QString &where)
    {
        return m_shop->count(u"SELECT count(*) FROM outbox WHERE "_s + where);
    }
    /// The approved campaign "News" to 1,000 people, of whom 400 try A and B.
    void approveTrial(const std::function<void(store::Campaign &)> &edit = {})
    {
        const auto approved
            = approveNews(*m_shop, people, 25, [&edit](store::Account &, store::Campaign &campaign) {
                  campaign.variants = {{u"A"_s, 1, {}, u"Subject A"_s, {}, u"Hello"_s},
                      {u"B"_s, 1, {}, u"Subject B"_s, {}, u"Hello"_s}};
                  campaign.settings.trial.perMille = 400;
                  if (edit)
                      edit(campaign);
              });
        QVERIFY2(approved, approved ? "" : qPrintable(approved.error().detail));
    }
    SendReport send()
    {
        const auto open = [this](const store::Account &) -> Result<std::unique_ptr<deliver::Transport>> {
            return std::make_unique<BorrowedTransport>(m_transport);
        };
        auto report = sendCampaign(connection(), CampaignId(1), open, m_clock, now, m_progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }
    /// So many of an arm's people click half an hour after their mail.
    void click(int variant, int howMany)
    {
        QVERIFY(connection().execute(
            u"INSERT OR IGNORE INTO event_type (name, unit) VALUES ('email_click', 'none');"
            u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, reference) SELECT "
            u"customer_id, "
            u"claimed_at + 1800000, (SELECT id FROM event_type WHERE name = 'email_click'), customer_id, "
            u"'News' "
            u"FROM outbox WHERE variant = %1 AND NOT is_rest AND claimed_at IS NOT NULL ORDER BY customer_id LIMIT %2"_s
                .arg(variant)
                .arg(howMany)));
    }
    void buy(int variant, int howMany, int total)
    {
        QVERIFY(connection().execute(
            u"INSERT INTO shop_order (source, external_id, name, customer_id, placed_at, currency, subtotal, "
            u"discount, shipping, tax, total, refunded) SELECT 'test', customer_id, customer_id, "
            u"customer_id, "
            u"claimed_at + 1800000, (SELECT value FROM setting WHERE key = 'currency'), 0, 0, 0, 0, %3 + "
            u"customer_id % 7, 0 FROM outbox WHERE variant = %1 AND NOT is_rest AND claimed_at IS NOT NULL "
            u"ORDER BY customer_id LIMIT %2"_s.arg(variant)
                .arg(howMany)
                .arg(total)));
    }
    std::optional<TrialDecision> decision()
    {
        return store::trialDecision(connection(), CampaignId(1)).value();
    }
    void nobodyHasTwo()
    {
        QMap<QString, int> counts;
        for (const auto &message : std::as_const(m_transport.received))
            ++counts[message.recipient];
        for (auto it = counts.begin(); it != counts.end(); ++it)
            QVERIFY2(it.value() == 1, qPrintable(it.key()));
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin");
        m_transport.received.clear();
        m_transport.answers.clear();
        m_clock.set(now);
    }

    void theRestWaitsAndGetsTheWinner()
    {
        approveTrial();
        QCOMPARE(count(u"state = 'planned' AND variant = 0"_s), 200);
        QCOMPARE(count(u"state = 'planned' AND variant = 1"_s), 200);
        QCOMPARE(count(u"state = 'waiting' AND is_rest"_s), 600);
        const auto proof
            = QJsonDocument::fromJson(store::proofOf(connection(), CampaignId(1)).value().toUtf8());
        QCOMPARE(proof[u"trial"_s][u"waiting"_s].toInt(), 600);
        QCOMPARE(proof[u"audience"_s][u"mailable"_s].toInt(), people);
        auto report = send();
        QCOMPARE(report.sent, 400);
        QCOMPARE(report.waiting, 600);
        QCOMPARE(report.state, CampaignState::Paused);
        QCOMPARE(report.stoppedBecause, QString());
        QCOMPARE(report.resumesAt, std::optional<Timestamp>(now + 4h));
        click(0, 10);
        click(1, 40);
        // Before the time nothing can be sent and nothing is decided, however often somebody presses the
        // button.
        m_clock.set(now + 4h - 1ms);
        QVERIFY(campaignsDue(connection(), m_clock.now()).value().isEmpty());
        QCOMPARE(send().sent, 0);
        QVERIFY(!decision());
        m_clock.set(now + 4h);
        QCOMPARE(campaignsDue(connection(), m_clock.now()).value().size(), 1);
        report = send();
        QCOMPARE(report.sent, 600);
        QCOMPARE(report.waiting, 0);
        QCOMPARE(report.state, CampaignState::Done);
        QVERIFY(decision());
        QCOMPARE(decision()->kind, TrialDecision::Kind::Winner);
        QCOMPARE(decision()->variant, std::optional(1));
        QCOMPARE(
            decision()->figures, (QList<store::TrialFigure>{{u"A"_s, 200, 10, 0}, {u"B"_s, 200, 40, 0}}));
        QVERIFY(decision()->reason.startsWith(u"“B” has the most clicks, with a probability of 100.0 %"_s));
        QCOMPARE(count(u"is_rest AND variant = 1 AND state = 'sent'"_s), 600);
        nobodyHasTwo();
        QCOMPARE(m_transport.received.size(), people);
        // What was approved is still what is there, and the rest is in no arm.
        QCOMPARE(currentDigest(connection(), campaign()).value(), campaign().digest);
        const auto standing = trialStanding(connection(), campaign(), m_clock.now()).value();
        const auto reading = trialReading(connection(), campaign(), standing, m_clock.now()).value();
        QCOMPARE(reading->recipients, 400);
        QCOMPARE(figuresText(*reading).replace(QChar(0xa0), u' '), u"“A” 5.00 % of 200, “B” 20.0 % of 200"_s);
    }

    void withoutAWinnerTheSettingDecides_data()
    {
        QTest::addColumn<int>("clicksOfA");
        QTest::addColumn<int>("clicksOfB");
        QTest::addColumn<bool>("asks");
        QTest::addColumn<QString>("kind");
        QTest::newRow("too few clicks") << 3 << 4 << false << u"insufficient"_s;
        QTest::newRow("too few clicks, ask") << 3 << 4 << true << u"insufficient"_s;
        QTest::newRow("no winner") << 20 << 26 << false << u"no_winner"_s;
        QTest::newRow("no winner, ask") << 20 << 26 << true << u"no_winner"_s;
    }
    void withoutAWinnerTheSettingDecides()
    {
        QFETCH(int, clicksOfA);
        QFETCH(int, clicksOfB);
        QFETCH(bool, asks);
        QFETCH(QString, kind);
        approveTrial([asks](store::Campaign &campaign) {
            campaign.settings.trial.otherwise
                = asks ? store::TrialSettings::Otherwise::Ask : store::TrialSettings::Otherwise::Control;
        });
        send();
        click(0, clicksOfA);
        click(1, clicksOfB);
        m_clock.set(now + 5h);
        const auto report = send();
        QVERIFY(decision());
        QCOMPARE(store::toWord(decision()->kind), kind);
        if (!asks) {
            QCOMPARE(report.sent, 600);
            QCOMPARE(count(u"is_rest AND variant = 0 AND state = 'sent'"_s), 600);
            return;
        }
        QCOMPARE(report.sent, 0);
        QCOMPARE(report.waiting, 600);
        QCOMPARE(report.resumesAt, std::nullopt);
        QVERIFY2(
            report.stoppedBecause.contains(u"Somebody has to choose"_s), qPrintable(report.stoppedBecause));
        // Clicks that come later do not change what was decided once.
        click(1, 0);
        m_clock.set(now + 50h);
        QVERIFY(campaignsDue(connection(), m_clock.now()).value().isEmpty());
        QCOMPARE(send().sent, 0);
        QVERIFY(pickWinner(connection(), CampaignId(1), u"b"_s, u"Ada"_s, m_clock.now()));
        QCOMPARE(campaignsDue(connection(), m_clock.now()).value().size(), 1);
        QCOMPARE(send().sent, 600);
        QCOMPARE(decision()->kind, TrialDecision::Kind::ByHand);
        QCOMPARE(decision()->pickedBy, u"Ada"_s);
        nobodyHasTwo();
    }

    void asGoodAsEqualTheBestGoesOn()
    {
        approveTrial();
        send();
        click(0, 150);
        click(1, 150);
        m_clock.set(now + 5h);
        // 75 % each of 200: the expected loss of either is above 0.5 % of the rate, so that is no winner.
        QCOMPARE(send().sent, 600);
        QCOMPARE(decision()->kind, TrialDecision::Kind::NoWinner);
    }

    void byHandNobodyDecidesButThePerson()
    {
        approveTrial([](store::Campaign &campaign) { campaign.settings.trial.picksByItself = false; });
        const auto early = pickWinner(connection(), CampaignId(1), u"B"_s, u"Ada"_s, now);
        QVERIFY(!early);
        QVERIFY(early.error().detail.contains(u"No mail"_s));
        send();
        click(1, 60);
        m_clock.set(now + 4h);
        const auto report = send();
        QCOMPARE(report.sent, 0);
        QVERIFY(report.stoppedBecause.contains(u"Choose what the rest gets"_s));
        QVERIFY(!decision());
        const auto unknown = pickWinner(connection(), CampaignId(1), u"C"_s, u"Ada"_s, m_clock.now());
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, Error::Code::NotFound);
        QVERIFY(pickWinner(connection(), CampaignId(1), u"A"_s, u"Ada"_s, m_clock.now()));
        QCOMPARE(send().sent, 600);
        QCOMPARE(count(u"is_rest AND variant = 0"_s), 600);
        const auto again = pickWinner(connection(), CampaignId(1), u"B"_s, u"Ada"_s, m_clock.now());
        QVERIFY(!again);
        QCOMPARE(again.error().code, Error::Code::Refused);
        nobodyHasTwo();
    }

    void aPersonMayChooseBeforeTheEnd()
    {
        approveTrial();
        send();
        const auto picked = pickWinner(connection(), CampaignId(1), u"B"_s, u"Ada"_s, now + 1h);
        QVERIFY(picked);
        QVERIFY(picked->reason.contains(u"still running"_s));
        m_clock.set(now + 1h);
        QCOMPARE(send().sent, 600);
        m_clock.set(now + 5h);
        QVERIFY(!decideTrial(connection(), campaign(), m_clock.now()).value());
    }

    void revenueGoesToWhoBringsClearlyMore()
    {
        approveTrial([](store::Campaign &campaign) {
            campaign.settings.trial.measure = u"revenue"_s;
            campaign.settings.trial.hours = 24;
        });
        QCOMPARE(send().resumesAt, std::optional<Timestamp>(now + 24h));
        buy(0, 40, 1000);
        buy(1, 40, 5000);
        m_clock.set(now + 24h);
        QCOMPARE(send().sent, 600);
        QCOMPARE(decision()->kind, TrialDecision::Kind::Winner);
        QCOMPARE(decision()->variant, std::optional(1));
        QVERIFY(decision()->figures[1].revenue > 2000);
    }

    void theWindowBeginsWithTheLastMailOfTheTrial()
    {
        approveTrial();
        // One is deferred: the trial does not wait for it.
        const QString address
            = m_shop->lines(u"SELECT address FROM outbox WHERE state = 'planned' LIMIT 1"_s).trimmed();
        using deliver::Delivery;
        m_transport.answers[address] = {Delivery::State::Deferred, Delivery::Stage::Recipient,
            Delivery::Concerns::Recipient, 450, u"4.2.0"_s, u"later"_s};
        auto report = send();
        QCOMPARE(report.deferred, 1);
        QCOMPARE(report.resumesAt, std::optional<Timestamp>(now + 5min)); // to try that one again
        m_transport.answers.clear();
        m_clock.set(now + 4h);
        click(0, 40);
        report = send();
        QCOMPARE(report.sent, 601);
        QCOMPARE(report.state, CampaignState::Done);
    }

    void whatIsCancelledIsNotSentLater()
    {
        approveTrial();
        send();
        QVERIFY(cancelCampaign(connection(), CampaignId(1), now));
        QCOMPARE(count(u"state = 'cancelled' AND is_rest"_s), 600);
        QVERIFY(!pickWinner(connection(), CampaignId(1), u"B"_s, u"Ada"_s, now));
        QVERIFY(campaignsDue(connection(), now + 5h).value().isEmpty());
    }

    void anApprovalThatIsTakenBackForgetsIt()
    {
        approveTrial();
        QVERIFY(withdrawApproval(connection(), CampaignId(1), now));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM outbox"_s), 0);
        QVERIFY(!decision());
    }

    void theHoldoutIsInNeitherPart()
    {
        approveTrial([](store::Campaign &campaign) { campaign.holdoutPerMille = 100; });
        QCOMPARE(count(u"state = 'held_out' AND NOT is_rest"_s), 100);
        QCOMPARE(count(u"state = 'planned'"_s), 360);
        QCOMPARE(count(u"state = 'waiting'"_s), 540);
        send();
        click(1, 60);
        m_clock.set(now + 4h);
        QCOMPARE(send().sent, 540);
        QCOMPARE(decision()->figures.size(), 2);
        QCOMPARE(decision()->kind, TrialDecision::Kind::Winner);
    }

    void settingsOfATrialArePartOfWhatIsApproved()
    {
        approveTrial();
        QVERIFY(connection().execute(
            u"UPDATE campaign SET settings = json_set(settings, '$.trial.otherwise', 'ask')"_s));
        QVERIFY(currentDigest(connection(), campaign()).value() != campaign().digest);
        store::CampaignSettings settings;
        settings.trial.perMille = 950;
        QVERIFY(!mistakeIn(settings).isEmpty());
        settings.trial = {100, u"opens"_s};
        QVERIFY(!mistakeIn(settings).isEmpty());
        settings.trial = {100, u"orders"_s, 0};
        QVERIFY(!mistakeIn(settings).isEmpty());
        settings.trial = {100, u"orders"_s, 24, false, store::TrialSettings::Otherwise::Ask};
        QCOMPARE(mistakeIn(settings), QString());
        QCOMPARE(store::settingsFromJson(store::toJson(settings)), settings);
        settings.trial = {};
        QVERIFY(!store::toJson(settings).contains(u"trial"_s));
    }

    void withOneEmailThereIsNothingToTry()
    {
        approveTrial([](store::Campaign &campaign) { campaign.variants.removeLast(); });
        QCOMPARE(count(u"state = 'planned'"_s), people);
        QCOMPARE(send().state, CampaignState::Done);
    }
};

QTEST_GUILESS_MAIN(TestCampaignTrial)
#include "tst_campaign_trial.moc"
