// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/smtp_session.h"
#include "tests/support/scripted_smtp_server.h"

#include <QTest>

#include <future>
#include <thread>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Script = ScriptedSmtpServer::Script;

namespace {

constexpr std::string_view message = "Subject: Hello\r\n\r\nFirst line\r\n.dots\r\n..more\r\nEnd\r\n";

SmtpAccount accountFor(quint16 port)
{
    SmtpAccount account;
    account.host = u"127.0.0.1"_s;
    account.port = port;
    account.security = SmtpAccount::Security::Plain;
    account.auth = SmtpAccount::Auth::None;
    account.timeouts = {500ms, 400ms, 400ms, 400ms, 200ms};
    return account;
}

Envelope envelopeFor(const QString &recipient = u"ada@example.com"_s)
{
    return {*EmailAddress::fromString(u"bounces@shop.example"_s), *EmailAddress::fromString(recipient)};
}

} // namespace

Q_DECLARE_METATYPE(Script)

class TestSmtpSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFailureIsTold_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QString>("expected"); // state, stage, concerns, code, enhanced code
        const auto row = [](const char *name, const Script &script, const QString &expected) {
            QTest::newRow(name) << script << expected;
        };
        const QByteArray noPipelining = "250-test\r\n250 SIZE 1000000";
        row("all well", {}, u"sent content nobody 250 2.0.0"_s);
        row("all well, one by one", {{"EHLO", {noPipelining}}}, u"sent content nobody 250 2.0.0"_s);
        row("only HELO", {{"EHLO", {"502 5.5.1 What"}}}, u"sent content nobody 250 2.0.0"_s);
        row("reply of many lines", {{".", {"250-2.0.0 one\r\n250-2.0.0 two\r\n250 2.0.0 three"}}},
            u"sent content nobody 250 2.0.0"_s);
        row("greeting drops", {{"CONNECT", {"drop"}}}, u"deferred greeting connection 0 "_s);
        row("greeting stalls", {{"CONNECT", {"stall"}}}, u"deferred greeting connection 0 "_s);
        row("greeting 421", {{"CONNECT", {"421 4.3.2 Busy"}}}, u"deferred greeting connection 421 4.3.2"_s);
        row("greeting 554", {{"CONNECT", {"554 5.7.1 Not you"}}},
            u"deferred greeting connection 554 5.7.1"_s);
        row("greeting is nonsense", {{"CONNECT", {"SSH-2.0-OpenSSH"}}}, u"deferred greeting connection 0 "_s);
        row("greeting has no end", {{"CONNECT", {QByteArray("220 ") + QByteArray(20'000, 'x')}}},
            u"deferred greeting connection 0 "_s);
        row("hello refused", {{"EHLO", {"550 5.7.1 No"}}, {"HELO", {"550 5.7.1 No"}}},
            u"refused hello account 550 5.7.1"_s);
        row("hello 421", {{"EHLO", {"421 4.3.2 Busy"}}}, u"deferred hello connection 421 4.3.2"_s);
        row("hello drops", {{"EHLO", {"drop"}}}, u"deferred hello connection 0 "_s);
        row("codes that differ in one reply", {{"EHLO", {"250-test\r\n220 SIZE"}}},
            u"deferred hello connection 0 "_s);
        row("too many lines", {{"EHLO", {QByteArray("250-x\r\n").repeated(300) + "250 x"}}},
            u"deferred hello connection 0 "_s);
        for (const bool pipelining : {true, false}) {
            const auto both = [&](Script script) {
                if (!pipelining)
                    script["EHLO"] = {noPipelining};
                return script;
            };
            const QByteArray suffix = pipelining ? ", pipelined" : ", one by one";
            const auto each = [&](const char *name, const Script &script, const QString &expected) {
                row(QByteArray(name + suffix).constData(), both(script), expected);
            };
            each("sender refused", {{"MAIL", {"550 5.7.1 Not yours"}}, {"DATA", {"503 5.5.1 No"}}},
                u"refused sender account 550 5.7.1"_s);
            each("sender later", {{"MAIL", {"451 4.3.0 Later"}}, {"DATA", {"503 5.5.1 No"}}},
                u"deferred sender connection 451 4.3.0"_s);
            each("sign in first", {{"MAIL", {"530 5.7.0 Sign in"}}, {"DATA", {"503 5.5.1 No"}}},
                u"refused sender account 530 5.7.0"_s);
            each("too large", {{"MAIL", {"552 5.3.4 Too big"}}, {"DATA", {"503 5.5.1 No"}}},
                u"refused sender message 552 5.3.4"_s);
            each("421 at the sender", {{"MAIL", {"421 4.7.0 Slow down"}}},
                u"deferred sender connection 421 4.7.0"_s);
            each("stalls at the sender", {{"MAIL", {"stall"}}}, u"deferred sender connection 0 "_s);
            each("no such user", {{"RCPT", {"550 5.1.1 Unknown"}}, {"DATA", {"554 5.5.1 No"}}},
                u"refused recipient recipient 550 5.1.1"_s);
            each("no such user, but go ahead", {{"RCPT", {"550 5.1.1 Unknown"}}, {".", {"554 5.5.1 None"}}},
                u"refused recipient recipient 550 5.1.1"_s);
            each("greylisted", {{"RCPT", {"450 4.7.1 Later"}}, {"DATA", {"554 5.5.1 No"}}},
                u"deferred recipient recipient 450 4.7.1"_s);
            each("too many recipients", {{"RCPT", {"452 4.5.3 Too many"}}, {"DATA", {"554 5.5.1 No"}}},
                u"deferred recipient account 452 4.5.3"_s);
            each("421 at the recipient", {{"RCPT", {"421 4.7.0 Slow down"}}},
                u"deferred recipient connection 421 4.7.0"_s);
            each("drops at the recipient", {{"RCPT", {"drop"}}}, u"deferred recipient connection 0 "_s);
            each("data refused", {{"DATA", {"554 5.7.1 No"}}}, u"refused data message 554 5.7.1"_s);
            each("data later", {{"DATA", {"451 4.3.0 Later"}}}, u"deferred data message 451 4.3.0"_s);
            each("data is 250", {{"DATA", {"250 2.0.0 Ok"}}}, u"deferred data connection 250 2.0.0"_s);
            each("drops at data", {{"DATA", {"drop"}}}, u"deferred data connection 0 "_s);
            each("stalls at data", {{"DATA", {"stall"}}}, u"deferred data connection 0 "_s);
            each("content refused", {{".", {"550 5.7.1 Spam"}}}, u"refused content message 550 5.7.1"_s);
            each("content later", {{".", {"451 4.3.0 Later"}}}, u"deferred content message 451 4.3.0"_s);
            each("mailbox full", {{".", {"552 5.2.2 Full"}}}, u"refused content recipient 552 5.2.2"_s);
            each("421 after the dot", {{".", {"421 4.3.2 Bye"}}}, u"deferred content connection 421 4.3.2"_s);
            each("drops after the dot", {{".", {"drop"}}}, u"uncertain content connection 0 "_s);
            each("stalls after the dot", {{".", {"stall"}}}, u"uncertain content connection 0 "_s);
            each("nonsense after the dot", {{".", {"??"}}}, u"uncertain content connection 0 "_s);
            each("354 after the dot", {{".", {"354 Again"}}}, u"uncertain content connection 354 "_s);
        }
        row("no reset", {{"RCPT", {"550 5.1.1 Unknown"}}, {"DATA", {"554 5.5.1 No"}}, {"RSET", {"drop"}}},
            u"refused recipient recipient 550 5.1.1"_s);
    }
    void aFailureIsTold()
    {
        QFETCH(Script, script);
        QFETCH(QString, expected);
        ScriptedSmtpServer server(script);
        SmtpSession session(accountFor(server.port()), {});
        const Delivery delivery = session.send(envelopeFor(), message);
        QCOMPARE(
            u"%1 %2 %3 %4 %5"_s.arg(toWord(delivery.state), toWord(delivery.stage), toWord(delivery.concerns))
                .arg(delivery.code)
                .arg(delivery.enhancedCode),
            expected);
        QVERIFY(!delivery.text.isEmpty());
    }

    void dotsArriveAsWritten()
    {
        ScriptedSmtpServer server({});
        SmtpSession session(accountFor(server.port()), {});
        const std::string dotFirst = ".first\r\n" + std::string(message);
        QCOMPARE(session.send(envelopeFor(), dotFirst).state, Delivery::State::Sent);
        session.close();
        const auto received = server.received();
        QVERIFY(received.contains(QByteArray(dotFirst.data(), qsizetype(dotFirst.size()))));
        QCOMPARE(received.at(1),
            QByteArray("MAIL FROM:<bounces@shop.example> SIZE=") + QByteArray::number(dotFirst.size()));
        QCOMPARE(received.at(2), QByteArray("RCPT TO:<ada@example.com>"));
        QCOMPARE(received.last(), QByteArray("QUIT"));
    }

    void theNextMessageGoesAfterARefusal()
    {
        ScriptedSmtpServer server(
            {{"RCPT", {"550 5.1.1 Unknown", "250 2.1.5 Ok"}}, {"DATA", {"554 5.5.1 No", "354 Go"}}});
        SmtpSession session(accountFor(server.port()), {});
        QCOMPARE(session.send(envelopeFor(), message).state, Delivery::State::Refused);
        QCOMPARE(session.send(envelopeFor(), message).state, Delivery::State::Sent);
        QCOMPARE(server.connectionCount(), 1);
        QVERIFY(server.received().contains("RSET"));
    }

    void aClosedIdleConnectionIsOpenedAnew()
    {
        ScriptedSmtpServer server({{"MAIL", {"250 2.1.0 Ok", "drop", "250 2.1.0 Ok"}}});
        SmtpSession session(accountFor(server.port()), {});
        QCOMPARE(session.send(envelopeFor(), message).state, Delivery::State::Sent);
        QCOMPARE(session.send(envelopeFor(), message).state, Delivery::State::Sent);
        QCOMPARE(server.connectionCount(), 2);
    }

    void signingIn_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<int>("auth");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QByteArray>("command"); // base64 by the openssl command
        using Auth = SmtpAccount::Auth;
        const QByteArray none = "250 test";
        QTest::newRow("plain") << Script{} << int(Auth::Automatic) << u"sent nobody 250"_s
                               << QByteArray("AUTH PLAIN AHNob3AAc2VjcmV0");
        QTest::newRow("login") << Script{{"AUTH", {"334 VXNlcm5hbWU6"}},
            {"LINE", {"334 UGFzc3dvcmQ6", "235 2.7.0 Ok"}}}
                               << int(Auth::Login) << u"sent nobody 250"_s << QByteArray("c2VjcmV0");
        QTest::newRow("token") << Script{} << int(Auth::XOAuth2) << u"sent nobody 250"_s
                               << QByteArray("AUTH XOAUTH2 dXNlcj1zaG9wAWF1dGg9QmVhcmVyIHNlY3JldAEB");
        QTest::newRow("token refused with a reason")
            << Script{{"AUTH", {"334 eyJzdGF0dXMiOiI0MDEifQ=="}}, {"LINE", {"535 5.7.8 No"}}}
            << int(Auth::XOAuth2) << u"refused account 535"_s << QByteArray();
        QTest::newRow("wrong password")
            << Script{{"AUTH", {"535 5.7.8 Bad"}}} << int(Auth::Automatic) << u"refused account 535"_s
            << QByteArray("AUTH PLAIN AHNob3AAc2VjcmV0");
        QTest::newRow("too many logins") << Script{{"AUTH", {"454 4.7.0 Too many"}}} << int(Auth::Automatic)
                                         << u"deferred account 454"_s << QByteArray();
        QTest::newRow("421 while signing in") << Script{{"AUTH", {"421 4.7.0 Bye"}}} << int(Auth::Automatic)
                                              << u"deferred connection 421"_s << QByteArray();
        const QByteArray scram = "250-x\r\n250 AUTH PLAIN SCRAM-SHA-256";
        const auto said = [](const QByteArray &text) { return QByteArray("334 " + text.toBase64()); };
        QTest::newRow("a server that is no SCRAM")
            << Script{{"EHLO", {scram}}, {"AUTH", {said("hello")}}} << int(Auth::Automatic)
            << u"deferred account 0"_s << QByteArray();
        QTest::newRow("an answer to somebody else")
            << Script{{"EHLO", {scram}}, {"AUTH", {said("r=abc,s=QUJD,i=4096")}}} << int(Auth::ScramSha256)
            << u"deferred account 0"_s << QByteArray();
        QTest::newRow("SCRAM refused") << Script{{"EHLO", {scram}}, {"AUTH", {"535 5.7.8 Bad"}}}
                                       << int(Auth::ScramSha256) << u"refused account 535"_s << QByteArray();
        QTest::newRow("SCRAM is not offered")
            << Script{} << int(Auth::ScramSha256) << u"deferred account 0"_s << QByteArray();
        QTest::newRow("drops in the middle of SCRAM")
            << Script{{"EHLO", {scram}}, {"AUTH", {"drop"}}} << int(Auth::Automatic)
            << u"deferred connection 0"_s << QByteArray();
        QTest::newRow("nothing offered")
            << Script{{"EHLO", {none}}} << int(Auth::Automatic) << u"deferred account 0"_s << QByteArray();
        QTest::newRow("drops while signing in") << Script{{"AUTH", {"drop"}}} << int(Auth::Automatic)
                                                << u"deferred connection 0"_s << QByteArray();
    }
    void signingIn()
    {
        QFETCH(Script, script);
        QFETCH(int, auth);
        QFETCH(QString, expected);
        QFETCH(QByteArray, command);
        ScriptedSmtpServer server(script);
        SmtpAccount account = accountFor(server.port());
        account.auth = SmtpAccount::Auth(auth);
        account.user = u"shop"_s;
        SmtpSession session(account, "secret");
        const Delivery delivery = session.send(envelopeFor(), message);
        QCOMPARE(u"%1 %2 %3"_s.arg(toWord(delivery.state), toWord(delivery.concerns)).arg(delivery.code),
            expected);
        QVERIFY(!delivery.text.contains(u"secret"_s));
        if (!command.isEmpty())
            QVERIFY2(server.received().contains(command), server.received().join('\n').constData());
    }

    void noEncryptionMeansNoMail_data()
    {
        QTest::addColumn<Script>("script");
        const QByteArray offers = "250-test\r\n250-STARTTLS\r\n250 AUTH PLAIN";
        QTest::newRow("not offered") << Script{};
        QTest::newRow("refused") << Script{{"EHLO", {offers}}, {"STARTTLS", {"454 4.7.0 Not now"}}};
        QTest::newRow("accepted, then plain text")
            << Script{{"EHLO", {offers}}, {"STARTTLS", {"220 Go\r\n250 injected"}}};
        QTest::newRow("accepted, then nothing") << Script{{"EHLO", {offers}}, {"STARTTLS", {"220 Go"}}};
    }
    void noEncryptionMeansNoMail()
    {
        QFETCH(Script, script);
        ScriptedSmtpServer server(script);
        SmtpAccount account = accountFor(server.port());
        account.security = SmtpAccount::Security::StartTls;
        account.auth = SmtpAccount::Auth::Automatic;
        account.user = u"shop"_s;
        SmtpSession session(account, "secret");
        const Delivery delivery = session.send(envelopeFor(), message);
        QCOMPARE(delivery.state, Delivery::State::Deferred);
        QCOMPARE(delivery.stage, Delivery::Stage::Tls);
        QCOMPARE(delivery.concerns, Delivery::Concerns::Account);
        const QByteArray all = server.received().join('\n');
        QVERIFY(!all.contains("AUTH"));
        QVERIFY(!all.contains("MAIL"));
    }

    void whatCannotBeSentIsNotTried_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("recipient");
        QTest::newRow("bare LF") << QByteArray("a\nb\r\n") << u"ada@example.com"_s;
        QTest::newRow("bare CR") << QByteArray("a\rb\r\n") << u"ada@example.com"_s;
        QTest::newRow("smuggled end")
            << QByteArray("a\r\n\n.\r\nMAIL FROM:<x@y.z>\r\n") << u"ada@example.com"_s;
        QTest::newRow("nothing") << QByteArray() << u"ada@example.com"_s;
        QTest::newRow("over the size") << QByteArray("x\r\n").repeated(400'000) << u"ada@example.com"_s;
        QTest::newRow("letters before the at") << QByteArray("a\r\n") << u"j\u00f6rg@example.com"_s;
    }
    void whatCannotBeSentIsNotTried()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, recipient);
        ScriptedSmtpServer server({});
        SmtpSession session(accountFor(server.port()), {});
        const Delivery delivery = session.send(
            envelopeFor(recipient), std::string_view(content.constData(), size_t(content.size())));
        QCOMPARE(delivery.state, Delivery::State::Refused);
        QVERIFY(!server.received().join('\n').contains("MAIL"));
    }

    void domainsBeyondAsciiAreTranslated()
    {
        ScriptedSmtpServer server({});
        SmtpSession session(accountFor(server.port()), {});
        QCOMPARE(
            session.send(envelopeFor(u"ada@b\u00fccher.example"_s), message).state, Delivery::State::Sent);
        QVERIFY(server.received().contains("RCPT TO:<ada@xn--bcher-kva.example>")); // RFC 3492 example name
    }

    void lettersBeforeTheAtGoWithSmtpUtf8()
    {
        ScriptedSmtpServer server({{"EHLO", {"250-test\r\n250-8BITMIME\r\n250 SMTPUTF8"}}});
        SmtpSession session(accountFor(server.port()), {});
        QCOMPARE(session.send(envelopeFor(u"j\u00f6rg@example.com"_s), message).state, Delivery::State::Sent);
        QVERIFY(server.received().contains("MAIL FROM:<bounces@shop.example> SMTPUTF8"));
    }

    void aWaitCanBeCancelled()
    {
        ScriptedSmtpServer server({{".", {"stall"}}});
        SmtpAccount account = accountFor(server.port());
        account.timeouts.content = 60s;
        SmtpSession session(account, {});
        auto sending = std::async(std::launch::async, [&] { return session.send(envelopeFor(), message); });
        while (!server.received().contains(QByteArray(message.data(), qsizetype(message.size()))))
            std::this_thread::sleep_for(5ms);
        session.cancel();
        QCOMPARE(sending.wait_for(5s), std::future_status::ready);
        const Delivery delivery = sending.get();
        QCOMPARE(delivery.state, Delivery::State::Uncertain); // the server had the whole message
        QVERIFY(delivery.wasCancelled);
        QVERIFY(session.send(envelopeFor(), message).wasCancelled);
    }

    void nobodyListens()
    {
        SmtpAccount account = accountFor(1);
        SmtpSession session(account, {});
        const Delivery delivery = session.open();
        QCOMPARE(delivery.state, Delivery::State::Deferred);
        QCOMPARE(delivery.stage, Delivery::Stage::Connect);
    }
};

QTEST_GUILESS_MAIN(TestSmtpSession)
#include "tst_smtp_session.moc"
