// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/service_faults.h"
#include "tests/support/service_message.h"
#include "tests/support/service_talk.h"

#include <QTemporaryDir>

#include <optional>
#include <random>
#include <thread>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = Delivery::State;

namespace {

/// One message, sent until it is settled as the queue does: only what is deferred is tried again.
struct Letter
{
    std::string key;
    bool hasPicture = false;
    std::optional<State> settled;
    State last = State::Deferred;
};

/// Sends what is not settled, in one call of the transport. Every second time the words have changed, as they
/// may when a message is made anew for a later attempt.
void attempt(Transport &transport, std::vector<Letter> &letters, int round)
{
    ServiceMessages messages;
    std::vector<Letter *> open;
    for (Letter &each : letters) {
        if (each.settled || int(open.size()) == transport.limits().batch)
            continue;
        ServiceMessages::Wishes wishes;
        wishes.hasPicture = each.hasPicture;
        wishes.subject = u"Words of attempt %1"_s.arg(round / 2);
        messages.add(each.key, wishes);
        open.push_back(&each);
    }
    if (open.empty())
        return;
    const auto answers = transport.send(messages.all());
    if (answers.size() != open.size())
        qFatal("not one answer for each message");
    for (size_t i = 0; i < open.size(); ++i) {
        open[i]->last = answers[i].state;
        // What concerns the account stays in the plan, once a person has looked into it.
        const bool mayGoAgain = answers[i].state == State::Deferred
            || (answers[i].state == State::Refused && answers[i].concerns == Delivery::Concerns::Account);
        if (!mayGoAgain)
            open[i]->settled = answers[i].state;
    }
}

} // namespace

/// Whatever happens on the way: never twice, and known.
class TestServiceFaults final : public QObject
{
    Q_OBJECT

private:
    static void require(const FakeMailService &fake, const Letter &letter)
    {
        const int times = fake.timesTaken(QString::fromStdString(letter.key));
        const QString told = toWord(letter.last);
        QVERIFY2(times <= 1,
            qPrintable(u"%1 was taken %2 times"_s.arg(QString::fromStdString(letter.key)).arg(times)));
        if (letter.last == State::Sent)
            QCOMPARE(times, 1);
        if (letter.last == State::Refused || letter.last == State::Deferred)
            QVERIFY2(times == 0, qPrintable(told + u", and it was taken"_s));
    }

private Q_SLOTS:
    void theAnswerIsCutAtEveryByte_data() { addServices(); }
    void theAnswerIsCutAtEveryByte()
    {
        QFETCH(const Service, service);
        FakeMailService fake(service);
        const auto transport = transportTo(fake);
        const bool idempotent = capabilitiesOf(service).idempotency;
        for (const bool takes : {true, false}) {
            qsizetype length = 1;
            for (qsizetype at = 0; at < length; ++at) {
                fake.add({takes, [&](Reply reply) {
                              length = reply.bytes.size();
                              reply.bytes.truncate(at);
                              reply.closes = true;
                              return reply;
                          }});
                std::vector<Letter> letters{{"cut-" + std::to_string(at) + (takes ? "-t" : "-f")}};
                attempt(*transport, letters, 0);
                require(fake, letters.front());
                QCOMPARE(letters.front().last, idempotent ? State::Sent : State::Uncertain);
            }
            QVERIFY(length > 50);
        }
        QCOMPARE(fake.complaint(), QString());
    }

    void theRequestIsCut_data() { addServices(); }
    void theRequestIsCut()
    {
        QFETCH(const Service, service);
        FakeMailService fake(service);
        const auto transport = transportTo(fake);
        // Up to the last byte: a request that is whole is taken, whatever happens then.
        std::vector<Letter> whole{{"request-whole"}};
        attempt(*transport, whole, 0);
        const auto received = fake.server().received().front();
        const qsizetype length = received.head.size() + received.body.size();
        for (qsizetype at = 0; at < length; at += 13) {
            fake.add({true, {}, at});
            std::vector<Letter> letters{{"request-" + std::to_string(10'000 + at)}}; // all of one length
            attempt(*transport, letters, 0);
            require(fake, letters.front());
            if (capabilitiesOf(service).idempotency)
                QCOMPARE(letters.front().last, State::Sent);
            else
                QVERIFY(letters.front().last != State::Sent);
        }
        QCOMPARE(fake.complaint(), QString());
    }

    void aThousandFaults_data() { addServices(); }
    void aThousandFaults()
    {
        QFETCH(const Service, service);
        FakeMailService fake(service);
        auto account = fake.account();
        account.timeouts = {5s, 80ms, 0ms};
        std::map<State, int> seen;
        std::vector<Letter> all;
        std::unique_ptr<Transport> transport;
        for (unsigned seed = 0; seed < 1'500; ++seed) {
            std::mt19937 random(seed);
            const auto below = [&](int limit) { return int(random() % unsigned(limit)); };
            if (!transport || below(20) == 0)
                transport = makeServiceTransport(account, FakeMailService::secret, noon);
            std::vector<Letter> letters;
            for (int i = 0; i <= below(3); ++i)
                letters.push_back(
                    {u"s%1-%2"_s.arg(seed).arg(i).toStdString(), service != Service::Brevo && below(8) == 0});
            for (int round = 0; round < 6; ++round) {
                for (int i = below(4); i > 0; --i)
                    fake.add(randomFault(service, random));
                std::jthread canceller;
                if (below(60) == 0)
                    canceller = std::jthread([&transport, pause = below(3'000)] {
                        std::this_thread::sleep_for(std::chrono::microseconds(pause));
                        transport->cancel();
                    });
                const bool isCancelled = canceller.joinable();
                attempt(*transport, letters, round);
                if (isCancelled) {
                    canceller.join();
                    transport = makeServiceTransport(account, FakeMailService::secret, noon);
                }
                for (const Letter &each : letters)
                    require(fake, each);
                if (QTest::currentTestFailed()) {
                    qWarning("seed %u, round %d", seed, round);
                    return;
                }
            }
            fake.forget();
            for (Letter &each : letters) {
                ++seen[each.last];
                all.push_back(std::move(each));
            }
        }
        QCOMPARE(fake.complaint(), QString());
        for (const Letter &each : all) // what a late thread of the fake did
            require(fake, each);
        for (const State each : {State::Sent, State::Refused, State::Uncertain})
            QVERIFY2(seen[each] > 0, qPrintable(toWord(each)));
    }

    void faultsBehindEncryption_data() { addServices(); }
    void faultsBehindEncryption()
    {
        QFETCH(const Service, service);
        if (!m_certificates)
            QSKIP(qPrintable(m_certificates.error().detail));
        FakeMailService fake(service, &*m_certificates);
        auto account = fake.account();
        account.trustedCaFile = m_certificates->authority;
        account.timeouts = {5s, 200ms, 1ms};
        const auto transport = makeServiceTransport(account, FakeMailService::secret, noon);
        for (unsigned seed = 0; seed < 60; ++seed) {
            std::mt19937 random(seed);
            std::vector<Letter> letters{{"tls-" + std::to_string(seed)}};
            for (int round = 0; round < 3; ++round) {
                fake.add(randomFault(service, random));
                attempt(*transport, letters, round);
                require(fake, letters.front());
            }
            fake.forget();
        }
    }

private:
    QTemporaryDir m_folder;
    Result<TestCertificates> m_certificates = TestCertificates::make(m_folder.path(), u"localhost"_s);
    using Reply = ScriptedHttpServer::Reply;
};

QTEST_GUILESS_MAIN(TestServiceFaults)
#include "tst_service_faults.moc"
