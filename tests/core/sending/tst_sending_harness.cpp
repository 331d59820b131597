// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/campaign_sender.h"
#include "tests/support/approved_campaign.h"
#include "tests/support/fake_transport.h"

#include <QRandomGenerator>
#include <QTest>

#include <stdexcept>

using namespace haberdash;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;
using store::CampaignState;

namespace {

constexpr auto start = fromMilliseconds(1'782'777'600'000);

/// What the world does when a program ends in the middle: nothing of it runs on.
struct Crash : std::runtime_error
{
    Crash()
        : std::runtime_error("crash")
    { }
};

/// A clock that moves on by itself a little, and is moved by hand a lot.
class UnsteadyClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return m_now += std::chrono::milliseconds(20); }
    void jump(std::chrono::minutes minutes) { m_now += minutes; }

private:
    mutable Timestamp m_now = start;
};

/// A server that answers as it likes, hangs up, crashes us, and remembers what it took.
class FickleServer final : public deliver::Transport
{
public:
    FickleServer(QRandomGenerator &random, int batch)
        : m_random(random)
        , m_batch(batch)
    { }
    QMap<QString, int> taken; ///< by recipient
    qint64 doubtful = 0; ///< messages whose answer nobody got

    deliver::Capabilities limits() const override
    {
        deliver::Capabilities capabilities;
        capabilities.batch = m_batch;
        return capabilities;
    }
    Delivery open() override { return FakeTransport::accepted(); }
    std::vector<Delivery> send(std::span<const deliver::OutgoingMessage> messages) override
    {
        std::vector<Delivery> answers;
        for (const auto &message : messages) {
            const QString recipient = message.envelope.recipient.toString();
            const int mood = m_random.bounded(40);
            doubtful += mood < 2 ? qint64(messages.size()) : mood < 4 ? 1 : 0;
            switch (mood) {
            case 0:
                throw Crash(); // before it was taken
            case 1:
                ++taken[recipient];
                throw Crash(); // and after
            case 2:
                ++taken[recipient];
                answers.push_back(answer(Delivery::State::Uncertain, Delivery::Concerns::Connection, 0));
                break;
            case 3:
                answers.push_back(answer(Delivery::State::Uncertain, Delivery::Concerns::Connection, 0));
                break;
            case 4:
                answers.push_back(answer(Delivery::State::Deferred, Delivery::Concerns::Recipient, 450));
                break;
            case 5:
                answers.push_back(answer(Delivery::State::Deferred, Delivery::Concerns::Connection, 421));
                break;
            case 6:
                answers.push_back(answer(Delivery::State::Deferred, Delivery::Concerns::Connection, 0));
                break;
            case 7:
                answers.push_back(answer(Delivery::State::Refused, Delivery::Concerns::Recipient, 550));
                break;
            case 8:
                answers.push_back(answer(Delivery::State::Refused, Delivery::Concerns::Account, 535));
                break;
            default:
                ++taken[recipient];
                answers.push_back(FakeTransport::accepted());
            }
        }
        return answers;
    }
    void cancel() override { }
    void close() override { }

private:
    Delivery answer(Delivery::State state, Delivery::Concerns concerns, int code)
    {
        Delivery delivery;
        delivery.state = state;
        delivery.stage = Delivery::Stage::Content;
        delivery.concerns = concerns;
        delivery.code = code;
        if (state == Delivery::State::Deferred && m_random.bounded(2) == 0)
            delivery.retryAfter = std::chrono::seconds(m_random.bounded(600));
        return delivery;
    }

    QRandomGenerator &m_random;
    int m_batch;
};

} // namespace

/// Thousands of sends against a server of every mood, with programs that end anywhere and clocks that jump.
class TestSendingHarness final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverTwoNeverLostAlwaysBalanced_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 40; ++seed)
            QTest::newRow(qPrintable(u"seed %1"_s.arg(seed))) << seed;
    }
    void neverTwoNeverLostAlwaysBalanced()
    {
        QFETCH(int, seed);
        QRandomGenerator random{quint32(seed)};
        TemporaryWorkspace shop("EUR", "Europe/Berlin");
        constexpr int people = 60;
        const auto approved
            = approveNews(shop, people, 25, [&](store::Account &account, store::Campaign &campaign) {
                  account.limits.perMinute = random.bounded(2) * 30;
                  account.limits.perHourAndDomain = random.bounded(2) * 40;
                  auto second = account;
                  second.name = u"Second"_s;
                  if (random.bounded(2) == 0)
                      campaign.settings.furtherAccounts
                          = {store::saveAccount(shop.connection(), second, start).value()};
                  campaign.settings.schedule.spreadMinutes = random.bounded(2) * 30;
              });
        QVERIFY2(approved, approved ? "" : qPrintable(approved.error().detail));
        UnsteadyClock clock;
        FickleServer server(random, 1 + random.bounded(7));
        NoProgress progress;
        const auto open = [&server](const store::Account &) -> Result<std::unique_ptr<deliver::Transport>> {
            return std::make_unique<BorrowedTransport>(server);
        };
        auto connection = store::openWorkspace(shop.file());
        QVERIFY(connection);
        bool isDone = false;
        for (int run = 0; run < 400 && !isDone; ++run) {
            try {
                const auto report = sendCampaign(*connection, CampaignId(1), open, clock, start, progress);
                QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
                isDone = report->state == CampaignState::Done;
            } catch (const Crash &) {
                connection = store::openWorkspace(shop.file());
                QVERIFY(connection);
            }
            // Mostly on, by minutes or hours; sometimes back.
            clock.jump(std::chrono::minutes(random.bounded(300) - (random.bounded(10) == 0 ? 600 : 0)));
            check(shop, server, people);
        }
        QVERIFY(isDone);
        // A crash puts in doubt what was on the wire, and nothing that was only claimed.
        const qint64 uncertain = shop.count(u"SELECT count(*) FROM outbox WHERE state = 'uncertain'"_s);
        QVERIFY2(uncertain <= server.doubtful,
            qPrintable(u"%1 uncertain, %2 doubtful"_s.arg(uncertain).arg(server.doubtful)));
        QCOMPARE(
            shop.count(u"SELECT count(*) FROM outbox WHERE state IN ('planned', 'claimed', 'deferred')"_s),
            0);
    }

private:
    /// What must hold at every moment at which no program is sending.
    static void check(TemporaryWorkspace &shop, const FickleServer &server, int people)
    {
        for (auto it = server.taken.begin(); it != server.taken.end(); ++it)
            QVERIFY2(it.value() == 1, qPrintable(it.key()));
        QCOMPARE(shop.count(u"SELECT count(*) FROM outbox"_s), people);
        const auto rows = shop.lines(u"SELECT state, address FROM outbox"_s).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &row : rows) {
            const QString state = row.section(u'|', 0, 0);
            const bool isTaken = server.taken.contains(row.section(u'|', 1));
            if (state == u"sent"_s)
                QVERIFY2(isTaken, qPrintable(row));
            else if (state != u"uncertain"_s && state != u"claimed"_s)
                QVERIFY2(!isTaken, qPrintable(row));
        }
        // Every hand-over has its row, and what is sent has exactly one that says so.
        QCOMPARE(shop.count(u"SELECT count(*) FROM send_attempt WHERE outcome = 'sent'"_s),
            shop.count(u"SELECT count(*) FROM outbox WHERE state = 'sent'"_s));
        QCOMPARE(
            shop.count(u"SELECT count(*) FROM event e JOIN event_type t ON t.id = e.type_id WHERE t.name = "
                       u"'email_sent'"_s),
            shop.count(u"SELECT count(*) FROM outbox WHERE state = 'sent'"_s));
    }
};

QTEST_GUILESS_MAIN(TestSendingHarness)
#include "tst_sending_harness.moc"
