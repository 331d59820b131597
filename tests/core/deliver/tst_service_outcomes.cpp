// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_mail_service.h"
#include "tests/support/service_message.h"

#include <QTest>

#include <thread>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Reply = ScriptedHttpServer::Reply;

namespace {

/// 28 November 2026, noon.
const FixedClock noon(fromMilliseconds(1'795'867'200'000));

std::unique_ptr<Transport> transportTo(const FakeMailService &service)
{
    return makeServiceTransport(service.account(), FakeMailService::secret, noon);
}

QString shown(const Delivery &delivery)
{
    return u"%1 %2 %3 %4"_s.arg(toWord(delivery.state), toWord(delivery.stage), toWord(delivery.concerns))
        .arg(delivery.code);
}

FakeMailService::Fault fails(const Reply &reply, bool takes = false)
{
    return {takes, [reply](const Reply &) { return reply; }};
}

bool isIdempotent(Service service)
{
    return capabilitiesOf(service).idempotency;
}

void addFailing(FakeMailService &fake, const Reply &reply, bool takes = false)
{
    for (int i = 0; i < 4; ++i) // the question and what is asked again
        fake.add(fails(reply, takes));
}

} // namespace

Q_DECLARE_METATYPE(haberdash::deliver::Service)

class TestServiceOutcomes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What holds for all of them, whatever they say besides.
    void aStatusIsUnderstood_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isOwn");
        QTest::addColumn<QString>("expected");
        struct Row
        {
            int status;
            bool isOwn;
            const char *expected;
        };
        const Row rows[]
            = {{400, true, "refused content message"}, {401, true, "refused authentication account"},
                {401, false, "refused authentication account"}, {403, true, "refused authentication account"},
                {402, false, "refused authentication account"}, {404, true, "refused sender account"},
                {408, false, "uncertain content connection"}, {413, false, "refused content message"},
                {422, true, "refused content message"}, {429, true, "deferred content connection"},
                {429, false, "deferred content connection"}, {500, true, "uncertain content connection"},
                {500, false, "uncertain content connection"}, {502, false, "uncertain content connection"},
                {503, true, "deferred content connection"}, {503, false, "uncertain content connection"},
                {504, false, "uncertain content connection"}, {301, false, "refused connect account"},
                {307, false, "refused connect account"}, {200, false, "uncertain content connection"},
                {204, false, "uncertain content connection"}, {999, false, "uncertain content connection"}};
        for (const Service each : allServices()) {
            for (const Row &row : rows)
                QTest::addRow(
                    "%s %d%s", qPrintable(toWord(each)), row.status, row.isOwn ? " in its words" : "")
                    << each << row.status << row.isOwn << QString::fromLatin1(row.expected);
        }
    }
    void aStatusIsUnderstood()
    {
        QFETCH(const Service, service);
        QFETCH(const int, status);
        QFETCH(const bool, isOwn);
        QFETCH(const QString, expected);
        FakeMailService fake(service);
        const QByteArray own = FakeMailService::errorBody(service, u"in its words"_s, u"77"_s);
        addFailing(fake,
            ScriptedHttpServer::reply(status, "Location: https://elsewhere.example/\r\n",
                isOwn ? own : QByteArray("<html>in somebody's</html>")));
        ServiceMessages messages;
        messages.add("c1-k1");
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(shown(answers.front()), u"%1 %2"_s.arg(expected).arg(status));
        QVERIFY(!answers.front().text.isEmpty());
        QVERIFY(!answers.front().text.contains(u"<html>"_s));
        QCOMPARE(answers.front().text.contains(u"in its words"_s), isOwn);
        const bool isAskedAgain
            = isIdempotent(service) && answers.front().state == Delivery::State::Uncertain;
        QCOMPARE(fake.calls(), isAskedAgain ? 4 : 1);
        QCOMPARE(fake.complaint(), QString());
    }

    void theWordsOfAServiceSayMore_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](Service service, int status, const QString &word, const QString &text,
                             const char *expected) {
            QTest::addRow(
                "%s %d %s %s", qPrintable(toWord(service)), status, qPrintable(word), qPrintable(text))
                << service << status << word << text << QString::fromLatin1(expected);
        };
        const QString words = u"words"_s;
        row(Service::SendGrid, 400, u"personalizations.0.to.0.email"_s, words, "refused content recipient");
        row(Service::SendGrid, 400, u"from.email"_s, words, "refused content account");
        row(Service::SendGrid, 400, u"content"_s, words, "refused content message");
        row(Service::Mailgun, 400, {}, u"'to' parameter is not a valid address"_s,
            "refused content recipient");
        row(Service::Mailgun, 400, {}, u"'from' parameter is missing"_s, "refused content account");
        row(Service::Postmark, 422, u"406"_s, words, "refused recipient recipient");
        row(Service::Postmark, 422, u"300"_s, u"Error parsing 'To': no address"_s,
            "refused recipient recipient");
        row(Service::Postmark, 422, u"300"_s, words, "refused content message");
        for (const QString &code : {u"10"_s, u"400"_s, u"401"_s, u"405"_s, u"412"_s, u"413"_s, u"1226"_s})
            row(Service::Postmark, 422, code, words, "refused sender account");
        row(Service::Postmark, 422, u"100"_s, words, "deferred content connection");
        row(Service::Postmark, 422, u"410"_s, words, "refused content message");
        row(Service::Ses, 400, u"MessageRejected"_s, u"Email address is not verified: a@b"_s,
            "refused sender account");
        row(Service::Ses, 400, u"MessageRejected"_s, words, "refused content message");
        row(Service::Ses, 400, u"LimitExceededException"_s, words, "deferred sender account");
        row(Service::Ses, 429, u"TooManyRequestsException"_s, u"Daily message quota exceeded"_s,
            "deferred sender account");
        row(Service::Ses, 429, u"TooManyRequestsException"_s, words, "deferred content connection");
        row(Service::Ses, 400, u"SendingPausedException"_s, words, "refused sender account");
        row(Service::Ses, 400, u"AccountSuspendedException"_s, words, "refused sender account");
        row(Service::Ses, 400, u"MailFromDomainNotVerifiedException"_s, words, "refused sender account");
        row(Service::Brevo, 400, u"duplicate_request"_s, words, "uncertain content message");
        row(Service::Brevo, 400, u"not_enough_credits"_s, words, "refused content account");
        row(Service::Brevo, 400, u"invalid_parameter"_s, u"email in to is not valid"_s,
            "refused content recipient");
        row(Service::Resend, 409, u"invalid_idempotent_request"_s, words, "uncertain content message");
        row(Service::Resend, 409, u"concurrent_idempotent_requests"_s, words, "uncertain content connection");
        row(Service::Resend, 429, u"daily_quota_exceeded"_s, words, "deferred sender account");
        row(Service::Resend, 429, u"rate_limit_exceeded"_s, words, "deferred content connection");
        row(Service::Resend, 400, u"validation_error"_s, u"API key is invalid"_s,
            "refused authentication account");
        row(Service::Resend, 401, u"restricted_api_key"_s, u"restricted to only send emails"_s,
            "refused authentication account");
        row(Service::Resend, 422, u"validation_error"_s, u"Invalid `to` field"_s,
            "refused content recipient");
    }
    void theWordsOfAServiceSayMore()
    {
        QFETCH(const Service, service);
        QFETCH(const int, status);
        QFETCH(const QString, word);
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        FakeMailService fake(service);
        addFailing(
            fake, ScriptedHttpServer::reply(status, {}, FakeMailService::errorBody(service, text, word)));
        ServiceMessages messages;
        messages.add("c1-k1");
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(shown(answers.front()), u"%1 %2"_s.arg(expected).arg(status));
        QVERIFY2(answers.front().text.contains(text), qPrintable(answers.front().text));
    }

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

    void mailgunGreetsWhoIsLost()
    {
        FakeMailService fake(Service::Mailgun);
        fake.add(fails(ScriptedHttpServer::reply(200, {}, "Mailgun Magnificent API")));
        ServiceMessages messages;
        messages.add("c1-k1");
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(shown(answers.front()), u"refused content account 200"_s);
        QVERIFY(answers.front().text.contains(u"region"_s));
    }

    void oneOfABatchIsRefused()
    {
        FakeMailService fake(Service::Postmark);
        fake.add(fails(ScriptedHttpServer::reply(200, {},
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
        fake.add(fails(refusal)); // all of them together
        fake.add({}); // the first
        fake.add(fails(refusal)); // the second
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
        fake.add(fails(ScriptedHttpServer::reply(
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

    void aLostAnswerIsAskedForAgainWhereThatIsSafe_data()
    {
        QTest::addColumn<Service>("service");
        for (const Service each : allServices())
            QTest::newRow(qPrintable(toWord(each))) << each;
    }
    void aLostAnswerIsAskedForAgainWhereThatIsSafe()
    {
        QFETCH(const Service, service);
        FakeMailService fake(service);
        fake.add({true, [](Reply reply) {
                      reply.bytes.clear();
                      reply.closes = true;
                      return reply;
                  }});
        ServiceMessages messages;
        messages.add("k1");
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(fake.timesTaken(u"k1"_s), 1);
        // The fake's Brevo says at every second call that it has seen the key, which says nothing; then that
        // it took it.
        QCOMPARE(answers.front().state,
            isIdempotent(service) ? Delivery::State::Sent : Delivery::State::Uncertain);
        if (!isIdempotent(service))
            QCOMPARE(fake.calls(), 1);
    }

    void theKeyIsNeverTold_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<int>("status");
        for (const Service each : allServices()) {
            for (const int status : {200, 400, 401, 429, 500, 503})
                QTest::addRow("%s %d", qPrintable(toWord(each)), status) << each << status;
        }
    }
    void theKeyIsNeverTold()
    {
        QFETCH(const Service, service);
        QFETCH(const int, status);
        const QString secret = QString::fromStdString(FakeMailService::secret);
        const QString coded = QString::fromLatin1(QByteArray("api:" + secret.toLatin1()).toBase64());
        FakeMailService fake(service);
        const QByteArray echo = status == 200
            ? QByteArray(R"({"id":"%1","messageId":"%1","MessageId":"%1","message":"%1"})")
                  .replace("%1", secret.toLatin1())
            : FakeMailService::errorBody(service, u"Who is "_s + secret + u" or "_s + coded, secret);
        addFailing(
            fake, ScriptedHttpServer::reply(status, "X-Message-Id: " + secret.toLatin1() + "\r\n", echo));
        fake.setWelcome(ScriptedHttpServer::reply(status, {}, echo));
        ServiceMessages messages;
        messages.add("k1");
        const auto transport = transportTo(fake);
        for (const Delivery &each : {transport->send(messages.all()).front(), transport->open()}) {
            const QString told = each.text + each.serviceId + each.enhancedCode;
            QVERIFY2(!told.contains(secret) && !told.contains(coded), qPrintable(told));
        }
    }

    void cancelledWhileItWaits_data() { aLostAnswerIsAskedForAgainWhereThatIsSafe_data(); }
    void cancelledWhileItWaits()
    {
        QFETCH(const Service, service);
        FakeMailService fake(service);
        fake.add({true, [](Reply reply) {
                      reply.bytes.truncate(20);
                      reply.stalls = true;
                      return reply;
                  }});
        ServiceMessages messages;
        messages.add("k1");
        const auto transport = transportTo(fake);
        const std::jthread canceller([&] {
            while (fake.calls() == 0)
                std::this_thread::sleep_for(1ms);
            transport->cancel();
        });
        const auto answers = transport->send(messages.all());
        QCOMPARE(answers.front().state, Delivery::State::Uncertain);
        QVERIFY(answers.front().wasCancelled);
        const auto later = transport->send(messages.all());
        QCOMPARE(later.front().state, Delivery::State::Deferred);
        QVERIFY(later.front().wasCancelled);
        QCOMPARE(fake.calls(), 1);
    }

    void cancelledBeforeItBegins()
    {
        const FakeMailService fake(Service::Resend);
        ServiceMessages messages;
        messages.add("k1");
        const auto transport = transportTo(fake);
        transport->cancel();
        const auto answers = transport->send(messages.all());
        QCOMPARE(answers.front().state, Delivery::State::Deferred);
        QVERIFY(answers.front().wasCancelled);
        QCOMPARE(fake.calls(), 0);
    }

    void nobodyThere()
    {
        ServiceAccount account;
        account.service = Service::SendGrid;
        account.endpoint = u"http://127.0.0.1:%1"_s.arg(freePort());
        ServiceMessages messages;
        messages.add("k1");
        const auto answers = makeServiceTransport(account, "key", noon)->send(messages.all());
        QCOMPARE(shown(answers.front()), u"deferred connect connection 0"_s);
        QVERIFY(!answers.front().wasCancelled);
    }
};

QTEST_GUILESS_MAIN(TestServiceOutcomes)
#include "tst_service_outcomes.moc"
