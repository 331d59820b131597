// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/service_message.h"
#include "tests/support/service_talk.h"

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Reply = ScriptedHttpServer::Reply;

/// How much a service takes at once, and how long it wants to be left alone.
class TestServiceLimits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsAreUnderstood_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("seconds"); // 0: none
        const auto row = [](const char *name, Service service, int status, const QByteArray &headers,
                             int seconds, const QString &text = u"slowly"_s) {
            QTest::newRow(name) << service << status << headers << text << seconds;
        };
        row("seconds", Service::Ses, 429, "Retry-After: 17\r\n", 17);
        row("a date", Service::Ses, 429, "Retry-After: Sat, 28 Nov 2026 12:01:30 GMT\r\n", 90);
        row("a date that is over", Service::Ses, 429, "Retry-After: Sat, 28 Nov 2026 11:01:30 GMT\r\n", 0);
        row("nonsense", Service::Ses, 429, "Retry-After: soon\r\n", 0);
        row("below zero", Service::Ses, 429, "Retry-After: -5\r\n", 0);
        row("without end", Service::Ses, 429, "Retry-After: 999999999999999\r\n", 86'400);
        row("longer than a day", Service::Ses, 429, "Retry-After: 100000\r\n", 86'400);
        row("a moment", Service::SendGrid, 429,
            "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1795867242\r\n", 42);
        row("seconds of Brevo", Service::Brevo, 429, "x-sib-ratelimit-reset: 3\r\n", 3);
        row("seconds of Resend", Service::Resend, 429, "ratelimit-reset: 0.4\r\n", 1);
        row("both: the plainer one", Service::Resend, 429, "ratelimit-reset: 9\r\nretry-after: 2\r\n", 2);
        row("nothing at Postmark", Service::Postmark, 429, {}, 0);
        row("in the words of Mailgun", Service::Mailgun, 429, {}, 31,
            u"Domain x is not allowed to send: recipient limit exceeded, try again after Sat, 28 Nov 2026 "
            "12:00:31 UTC"_s);
        row("in the words of Mailgun, with its own status", Service::Mailgun, 420, {}, 31,
            u"recipient limit exceeded, try again after Sat, 28 Nov 2026 12:00:31 UTC"_s);
        row("in the words of Mailgun, broken", Service::Mailgun, 429, {}, 0, u"try again after lunch"_s);
        row("at 503", Service::SendGrid, 503, "Retry-After: 8\r\n", 8);
    }

    void waitsAreUnderstood()
    {
        QFETCH(const Service, service);
        QFETCH(const int, status);
        QFETCH(const QByteArray, headers);
        QFETCH(const QString, text);
        QFETCH(const int, seconds);
        FakeMailService fake(service);
        addFailing(
            fake, ScriptedHttpServer::reply(status, headers, FakeMailService::errorBody(service, text, {})));
        ServiceMessages messages;
        messages.add("c1-k1");
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(answers.front().state, Delivery::State::Deferred);
        QCOMPARE(answers.front().concerns, Delivery::Concerns::Connection);
        QCOMPARE(int(answers.front().retryAfter.value_or(0s).count()), seconds);
    }

    void aLimitThatIsUsedUpIsHandedOn_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("seconds");
        QTest::newRow("sendgrid") << Service::SendGrid
                                  << QByteArray(
                                         "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1795867205\r\n")
                                  << 5;
        QTest::newRow("sendgrid, some left")
            << Service::SendGrid
            << QByteArray("X-RateLimit-Remaining: 1\r\nX-RateLimit-Reset: 1795867205\r\n") << 0;
        QTest::newRow("brevo") << Service::Brevo
                               << QByteArray("x-sib-ratelimit-remaining: 0\r\nx-sib-ratelimit-reset: 2\r\n")
                               << 2;
        QTest::newRow("resend") << Service::Resend
                                << QByteArray("ratelimit-remaining: 0\r\nratelimit-reset: 1\r\n") << 1;
    }
    void aLimitThatIsUsedUpIsHandedOn()
    {
        QFETCH(const Service, service);
        QFETCH(const QByteArray, headers);
        QFETCH(const int, seconds);
        FakeMailService fake(service);
        fake.add({true, [headers](Reply honest) {
                      honest.bytes.insert(honest.bytes.indexOf("\r\n") + 2, headers);
                      return honest;
                  }});
        ServiceMessages messages;
        ServiceMessages::Wishes wishes;
        wishes.hasPicture = capabilitiesOf(service).inlineImages; // so that each needs a call of its own
        messages.add("c1-k1", wishes);
        messages.add("c1-k2", wishes);
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(answers[0].state, Delivery::State::Sent);
        QCOMPARE(int(answers[0].retryAfter.value_or(0s).count()), seconds);
        // The next one would only be turned away.
        QCOMPARE(answers[1].state, seconds > 0 ? Delivery::State::Deferred : Delivery::State::Sent);
        QCOMPARE(fake.calls(), seconds > 0 ? 1 : 2);
        if (seconds > 0) {
            QCOMPARE(answers[1].stage, Delivery::Stage::Connect);
            QCOMPARE(answers[1].retryAfter, answers[0].retryAfter);
        }
    }

    void oneOfABatchIsRefused()
    {
        FakeMailService fake(Service::Postmark);
        fake.add(answers(ScriptedHttpServer::reply(200, {},
            R"([{"ErrorCode":0,"Message":"OK","MessageID":"a"},{"ErrorCode":406,"Message":"inactive"},
                {"ErrorCode":0,"Message":"OK"},{"ErrorCode":300,"Message":"bad"}])")));
        ServiceMessages messages;
        for (const char *key : {"k1", "k2", "k3", "k4", "k5"})
            messages.add(key);
        const auto answers = transportTo(fake)->send(messages.all());
        QStringList told;
        for (const Delivery &each : answers)
            told.append(shown(each));
        QCOMPARE(told,
            (QStringList{u"sent content nobody 200"_s, u"refused recipient recipient 200"_s,
                u"uncertain content connection 200"_s, u"refused content message 200"_s,
                u"uncertain content connection 200"_s})); // the fifth was not mentioned
    }

    void oneBadMessageDoesNotCondemnItsBatch_data()
    {
        QTest::addColumn<Service>("service");
        QTest::newRow("postmark") << Service::Postmark;
        QTest::newRow("resend") << Service::Resend;
    }

    void oneBadMessageDoesNotCondemnItsBatch()
    {
        QFETCH(const Service, service);
        FakeMailService fake(service);
        const Reply refusal
            = ScriptedHttpServer::reply(422, {}, FakeMailService::errorBody(service, u"bad"_s, u"300"_s));
        fake.add(answers(refusal)); // all of them together
        fake.add({}); // the first
        fake.add(answers(refusal)); // the second
        ServiceMessages messages;
        for (const char *key : {"k1", "k2", "k3"})
            messages.add(key);
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(answers[0].state, Delivery::State::Sent);
        QCOMPARE(answers[1].state, Delivery::State::Refused);
        QCOMPARE(answers[2].state, Delivery::State::Sent);
        QCOMPARE(fake.calls(), 4);
        for (const char *key : {"k1", "k3"})
            QCOMPARE(fake.timesTaken(QString::fromLatin1(key)), 1);
    }

    void oneFailureSparesTheOthers()
    {
        FakeMailService fake(Service::SendGrid);
        fake.add(answers(ScriptedHttpServer::reply(
            401, {}, FakeMailService::errorBody(Service::SendGrid, u"The key expired"_s, {}))));
        ServiceMessages messages;
        messages.add("k1");
        messages.add("k2");
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(shown(answers[0]), u"refused authentication account 401"_s);
        QCOMPARE(shown(answers[1]), u"deferred connect account 0"_s);
        QCOMPARE(fake.calls(), 1);
        QVERIFY2(answers[0].text.startsWith(u"SendGrid does not let this key send."_s)
                && answers[0].text.endsWith(u"The key expired"_s),
            qPrintable(answers[0].text));
    }
};

QTEST_GUILESS_MAIN(TestServiceLimits)
#include "tst_service_limits.moc"
