// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/service_message.h"
#include "tests/support/service_talk.h"

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(haberdash::deliver::ServiceAccount)

/// "Test this account", and accounts that cannot be used as they are filled in.
class TestServiceAccounts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodAccountIsWelcome_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("sendgrid") << Service::SendGrid << QByteArray("/v3/scopes");
        QTest::newRow("mailgun") << Service::Mailgun << QByteArray("/v3/domains/mail.shop.example");
        QTest::newRow("postmark") << Service::Postmark << QByteArray("/server");
        QTest::newRow("ses") << Service::Ses << QByteArray("/v2/email/account");
        QTest::newRow("brevo") << Service::Brevo << QByteArray("/v3/account");
        QTest::newRow("resend") << Service::Resend << QByteArray("/domains");
    }
    void aGoodAccountIsWelcome()
    {
        QFETCH(const Service, service);
        QFETCH(const QByteArray, path);
        const FakeMailService fake(service);
        const Delivery answer = transportTo(fake)->open();
        QVERIFY2(answer.state == Delivery::State::Sent, qPrintable(answer.text));
        QCOMPARE(answer.code, 200);
        QVERIFY(answer.text.contains(nameOf(service)));
        const auto received = fake.server().received();
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.front().method, "GET");
        QCOMPARE(received.front().path, path);
        QVERIFY(fake.taken().isEmpty());
    }

    void troubleIsTold_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected"); // state, concerns
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, Service service, int status, const QByteArray &body,
                             const char *expected, const QString &words) {
            QTest::newRow(name) << service << status << body << QString::fromLatin1(expected) << words;
        };
        for (const Service each : allServices()) {
            const QString name = toWord(each);
            const QString maker = nameOf(each);
            row(qPrintable(name + u", a wrong key"_s), each, 401,
                FakeMailService::errorBody(each, u"no"_s, u"10"_s), "refused account",
                maker + u" does not let this key send"_s);
            row(qPrintable(name + u", somebody else"_s), each, 200, "<html>Welcome to our hotel</html>",
                "deferred connection", u"is not "_s + maker);
            row(qPrintable(name + u", other JSON"_s), each, 200, "{}", "refused account", {});
            row(qPrintable(name + u", a list"_s), each, 200, "[1]", "refused account", {});
            row(qPrintable(name + u", broken"_s), each, 500, "oops", "deferred connection", {});
            row(qPrintable(name + u", too many"_s), each, 429, "{}", "deferred connection", {});
        }
        row("sendgrid, a key that only reads", Service::SendGrid, 200, R"({"scopes":["stats.read"]})",
            "refused account", u"Mail Send"_s);
        row("mailgun, unverified", Service::Mailgun, 200, R"({"domain":{"state":"unverified"}})",
            "refused account", u"unverified"_s);
        row("mailgun, another region", Service::Mailgun, 404,
            R"({"message":"Domain not found: mail.shop.example"})", "refused account", u"region"_s);
        row("ses, switched off", Service::Ses, 200, R"({"SendingEnabled":false})", "refused account",
            u"switched sending off"_s);
        row("ses, sandbox", Service::Ses, 200,
            R"({"SendingEnabled":true,"ProductionAccessEnabled":false,
                "SendQuota":{"Max24HourSend":200,"SentLast24Hours":12}})",
            "sent nobody", u"sandbox"_s);
        row("ses, without limit", Service::Ses, 200,
            R"({"SendingEnabled":true,"ProductionAccessEnabled":true,"SendQuota":{"Max24HourSend":-1}})",
            "sent nobody", u"Signed in"_s);
        row("ses, used up", Service::Ses, 200,
            R"({"SendingEnabled":true,"SendQuota":{"Max24HourSend":200,"SentLast24Hours":200}})",
            "refused account", u"used up"_s);
        row("ses, the clock", Service::Ses, 403,
            R"({"message":"Signature expired: 20261128T120000Z is now earlier"})", "refused account",
            u"clock"_s);
        row("resend, a key that only sends", Service::Resend, 401,
            R"({"name":"restricted_api_key","message":"This API key is restricted to only send emails"})",
            "sent nobody", u"may send"_s);
        row("resend, no such key", Service::Resend, 400,
            R"({"name":"validation_error","message":"API key is invalid"})", "refused account", u"invalid"_s);
        row("resend, nothing verified", Service::Resend, 200, R"({"data":[{"status":"pending"}]})",
            "refused account", u"verified"_s);
    }
    void troubleIsTold()
    {
        QFETCH(const Service, service);
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QString, expected);
        QFETCH(const QString, words);
        FakeMailService fake(service);
        fake.setWelcome(ScriptedHttpServer::reply(status, {}, body));
        const Delivery answer = transportTo(fake)->open();
        QCOMPARE(u"%1 %2"_s.arg(toWord(answer.state), toWord(answer.concerns)), expected);
        QCOMPARE(answer.code, status);
        QVERIFY2(!answer.text.isEmpty() && answer.text.contains(words), qPrintable(answer.text));
    }

    void whatIsFilledInWrongIsSaidBeforeAnyCall_data()
    {
        QTest::addColumn<ServiceAccount>("account");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const ServiceAccount &account, const QByteArray &secret,
                             const QString &words) { QTest::newRow(name) << account << secret << words; };
        ServiceAccount account;
        row("no key", account, "", u"no key"_s);
        row("a key with a line break", account, "key\r\nX-Evil: 1", u"copy it once more"_s);
        row("a key that is none", account, "schl\xc3\xbcssel", u"copy it once more"_s);
        account.endpoint = u"http://api.sendgrid.example"_s;
        row("unencrypted", account, "key", u"https://"_s);
        account.endpoint = u"ftp://127.0.0.1"_s;
        row("no web address", account, "key", u"https://"_s);
        account.endpoint = u"https://"_s;
        row("no host", account, "key", u"https://"_s);
        account.endpoint = u"https://somebody:word@api.example"_s;
        row("with a name and a word of its own", account, "key", u"“https://api.example”"_s);
        account.endpoint.clear();
        account.region = u"moon"_s;
        row("SendGrid on the moon", account, "key", u"moon"_s);
        account.service = Service::Mailgun;
        row("Mailgun on the moon", account, "key", u"moon"_s);
        account.region = u"eu"_s;
        row("no domain", account, "key", u"domain"_s);
        account.domain = u"../../v4/evil"_s;
        row("a domain that is none", account, "key", u"domain"_s);
        account = {};
        account.service = Service::Ses;
        account.region = u"eu-central-1"_s;
        row("no user", account, "key", u"AKIA"_s);
        account.user = u"AKID/x"_s;
        row("a user that is none", account, "key", u"AKIA"_s);
        account.user = u"AKID"_s;
        account.region = u"evil.example/"_s;
        row("a region that is none", account, "key", u"eu-central-1"_s);
        account = {};
        account.service = Service::Postmark;
        account.stream.clear();
        row("no stream", account, "key", u"stream"_s);
    }
    void whatIsFilledInWrongIsSaidBeforeAnyCall()
    {
        QFETCH(const ServiceAccount, account);
        QFETCH(const QByteArray, secret);
        QFETCH(const QString, words);
        const auto transport = makeServiceTransport(account, secret.toStdString(), noon);
        ServiceMessages messages;
        messages.add("k1");
        for (const Delivery &answer : {transport->open(), transport->send(messages.all()).front()}) {
            QCOMPARE(answer.state, Delivery::State::Refused);
            QCOMPARE(answer.stage, Delivery::Stage::Connect);
            QCOMPARE(answer.concerns, Delivery::Concerns::Account);
            QVERIFY2(answer.text.contains(words), qPrintable(answer.text));
        }
    }

    void redirectionsAreNotFollowed()
    {
        const FakeMailService elsewhere(Service::SendGrid);
        FakeMailService fake(Service::SendGrid);
        fake.setWelcome(ScriptedHttpServer::reply(
            302, "Location: " + elsewhere.account().endpoint.toLatin1() + "/v3/scopes\r\n", {}));
        const Delivery answer = transportTo(fake)->open();
        QCOMPARE(answer.state, Delivery::State::Deferred);
        QCOMPARE(answer.concerns, Delivery::Concerns::Account);
        QVERIFY(elsewhere.server().received().isEmpty()); // which would have got the key
    }
};

QTEST_GUILESS_MAIN(TestServiceAccounts)
#include "tst_service_accounts.moc"
