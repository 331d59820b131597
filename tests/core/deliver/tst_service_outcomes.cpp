// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/service_message.h"
#include "tests/support/service_talk.h"

#include <thread>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Reply = ScriptedHttpServer::Reply;

namespace {

bool isIdempotent(Service service)
{
    return capabilitiesOf(service).idempotency;
}

} // namespace

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
        const Row rows[] = {{400, true, "refused content message"},
            {401, true, "refused authentication account"}, {401, false, "refused authentication account"},
            {403, true, "refused authentication account"}, {402, false, "refused authentication account"},
            {404, true, "refused sender account"}, {408, false, "uncertain content connection"},
            {413, false, "refused content message"}, {422, true, "refused content message"},
            {429, true, "deferred content connection"}, {429, false, "deferred content connection"},
            {500, true, "uncertain content connection"}, {500, false, "uncertain content connection"},
            {502, false, "uncertain content connection"}, {503, true, "deferred content connection"},
            {503, false, "uncertain content connection"}, {504, false, "uncertain content connection"},
            {301, false, "refused connect account"}, {302, false, "uncertain content account"},
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
    void mailgunGreetsWhoIsLost()
    {
        FakeMailService fake(Service::Mailgun);
        fake.add(answers(ScriptedHttpServer::reply(200, {}, "Mailgun Magnificent API")));
        ServiceMessages messages;
        messages.add("c1-k1");
        const auto answers = transportTo(fake)->send(messages.all());
        QCOMPARE(shown(answers.front()), u"refused content account 200"_s);
        QVERIFY(answers.front().text.contains(u"region"_s));
    }
    void aLostAnswerIsAskedForAgainWhereThatIsSafe_data() { addServices(); }
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

    void whoeverSendsOnceMoreDoesNotSendTwice_data()
    {
        QTest::addColumn<Service>("service");
        for (const Service each : allServices()) {
            if (isIdempotent(each))
                QTest::newRow(qPrintable(toWord(each))) << each;
        }
    }
    void whoeverSendsOnceMoreDoesNotSendTwice()
    {
        QFETCH(const Service, service);
        const FakeMailService fake(service);
        for (const QString &subject : {u"First words"_s, u"Other words"_s, u"First words"_s}) {
            ServiceMessages messages;
            ServiceMessages::Wishes wishes;
            wishes.subject = subject;
            messages.add("k1", wishes);
            const auto answer = transportTo(fake)->send(messages.all()).front();
            QVERIFY(answer.state == Delivery::State::Sent || answer.state == Delivery::State::Uncertain);
            QCOMPARE(fake.timesTaken(u"k1"_s), 1);
        }
        ServiceMessages messages;
        messages.add("k2");
        QCOMPARE(transportTo(fake)->send(messages.all()).front().state, Delivery::State::Sent);
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

    void cancelledWhileItWaits_data() { addServices(); }
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
