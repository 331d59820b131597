// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/oauth/token_renewer.h"
#include "core/deliver/smtp/smtp_session.h"
#include "tests/support/scripted_http_server.h"
#include "tests/support/scripted_smtp_server.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using Reply = ScriptedHttpServer::Reply;

namespace {

/// Keeps one secret, or says that it cannot.
struct OneSecret final : public SecretStore
{
    std::string kept;
    bool takes = true;
    int writes = 0;
    Result<std::string> read(const QString &) override { return kept; }
    Result<> write(const QString &, const std::string &secret) override
    {
        ++writes;
        if (!takes)
            return failure(Error::Code::Refused, u"No keychain."_s);
        kept = secret;
        return {};
    }
};

Reply json(int status, const QByteArray &body)
{
    return ScriptedHttpServer::reply(status, "Content-Type: application/json\r\n", body);
}

/// What a provider answers, one after the other; the last one stays.
ScriptedHttpServer::Answer inTurn(QList<Reply> replies)
{
    return [replies = std::move(replies), next = std::make_shared<std::atomic<int>>(0)](
               const ScriptedHttpServer::Request &) {
        return replies.at(std::min(int((*next)++), int(replies.size()) - 1));
    };
}

QByteArray token(const QByteArray &name, int seconds = 3600, const QByteArray &more = {})
{
    return "{\"token_type\":\"Bearer\",\"access_token\":\"" + name
        + "\",\"expires_in\":" + QByteArray::number(seconds) + more + '}';
}

/// What XOAUTH2 says to the mail server for the user "me".
QByteArray auth(const QByteArray &accessToken)
{
    return "AUTH XOAUTH2 " + QByteArray("user=me\1auth=Bearer " + accessToken + "\1\1").toBase64();
}

QList<QByteArray> signIns(const ScriptedSmtpServer &server)
{
    QList<QByteArray> lines;
    for (const QByteArray &line : server.received()) {
        if (line.startsWith("AUTH"))
            lines << line;
    }
    return lines;
}

} // namespace

class TestTokenRenewer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_secrets = std::make_shared<OneSecret>();
        m_secrets->kept = "1//refresh+me";
    }

    void theRequestIsWhatTheStandardWants()
    {
        ScriptedHttpServer provider(inTurn({json(200, token("ya29.first"))}));
        QCOMPARE(renewerAt(provider)->current(), Result<std::string>("ya29.first"));
        const auto request = provider.received().value(0);
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.path, "/token");
        QVERIFY(request.head.contains("Content-Type: application/x-www-form-urlencoded"));
        QCOMPARE(
            request.body, "grant_type=refresh_token&client_id=shop%26co&refresh_token=1%2F%2Frefresh%2Bme");
    }

    void aClientSecretGoesAlong()
    {
        m_secrets->kept = "{\"refresh_token\": \"r-1\", \"client_secret\": \"GOCSPX-+1\"}";
        ScriptedHttpServer provider(inTurn({json(200, token("a"))}));
        QVERIFY(renewerAt(provider)->current());
        const auto body = provider.received().value(0).body;
        QVERIFY2(body.contains("&client_secret=GOCSPX-%2B1&refresh_token=r-1"), body.constData());
    }

    void aTokenIsUsedUntilAMinuteBeforeItsEnd()
    {
        ScriptedHttpServer provider(
            inTurn({json(200, token("long")), json(200, token("short", 60)), json(200, token("next", 60))}));
        const auto renewer = renewerAt(provider);
        QCOMPARE(renewer->current(), Result<std::string>("long"));
        QCOMPARE(renewer->current(), Result<std::string>("long"));
        QCOMPARE(renewer->renewed(), Result<std::string>("short"));
        QCOMPARE(renewer->current(), Result<std::string>("next"));
        QCOMPARE(provider.received().size(), 3);
    }

    void aNewRefreshTokenIsKept()
    {
        m_secrets->kept = "{\"refresh_token\": \"r-1\", \"client_secret\": \"c\"}";
        ScriptedHttpServer provider(
            inTurn({json(200, token("a", 60, ",\"refresh_token\":\"r-2\"")), json(200, token("b"))}));
        const auto renewer = renewerAt(provider);
        QVERIFY(renewer->current());
        const auto kept = RefreshSecret::read(m_secrets->kept);
        QVERIFY(kept);
        QCOMPARE(kept->refreshToken.text(), "r-2");
        QCOMPARE(kept->clientSecret.text(), "c");
        QVERIFY(renewer->current());
        QVERIFY(provider.received().value(1).body.endsWith("refresh_token=r-2"));
        QCOMPARE(m_secrets->writes, 1);
    }

    void whereTheNewOneCannotBeKeptThisRunStillUsesIt()
    {
        m_secrets->takes = false;
        ScriptedHttpServer provider(
            inTurn({json(200, token("a", 60, ",\"refresh_token\":\"r-2\"")), json(200, token("b"))}));
        const auto renewer = renewerAt(provider);
        QCOMPARE(renewer->current(), Result<std::string>("a"));
        QCOMPARE(renewer->current(), Result<std::string>("b"));
        QVERIFY(provider.received().value(1).body.endsWith("refresh_token=r-2"));
    }

    void whatGoesWrongIsSaidInWords_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        using Code = Error::Code;
        QTest::newRow("withdrawn") << 400 << QByteArray("{\"error\":\"invalid_grant\"}") << int(Code::Refused)
                                   << u"Sign in again"_s;
        QTest::newRow("program unknown")
            << 401 << QByteArray("{\"error\":\"invalid_client\"}") << int(Code::Refused) << u"client id"_s;
        QTest::newRow("other word") << 400 << QByteArray("{\"error\":\"invalid_scope\"}")
                                    << int(Code::Refused) << u"invalid_scope"_s;
        QTest::newRow("echo instead of a word")
            << 400 << QByteArray("{\"error\":\"bad 1//refresh+me\"}") << int(Code::Refused) << u"HTTP 400"_s;
        QTest::newRow("a page") << 404 << QByteArray("<html>1//refresh+me") << int(Code::Refused)
                                << u"token address"_s;
        QTest::newRow("away") << 503 << QByteArray() << int(Code::Network) << u"Try again later"_s;
        QTest::newRow("too often") << 429 << QByteArray() << int(Code::Network) << u"Try again later"_s;
        QTest::newRow("no token") << 200 << QByteArray("{\"id_token\":\"x\"}") << int(Code::Refused)
                                  << u"no access token"_s;
        QTest::newRow("no JSON") << 200 << QByteArray("ok") << int(Code::Refused) << u"no access token"_s;
    }
    void whatGoesWrongIsSaidInWords()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QFETCH(QString, words);
        ScriptedHttpServer provider(inTurn({json(status, body)}));
        const auto got = renewerAt(provider)->current();
        QVERIFY(!got);
        QCOMPARE(int(got.error().code), code);
        QVERIFY2(got.error().detail.contains(words), qPrintable(got.error().detail));
        QVERIFY2(!got.error().detail.contains(u"1//refresh"_s), qPrintable(got.error().detail));
        QCOMPARE(m_secrets->writes, 0);
    }

    void aProviderThatCannotBeReached()
    {
        const auto got = renewer(QUrl(u"http://127.0.0.1:1/token"_s))->current();
        QCOMPARE(got.error().code, Error::Code::Network);
    }

    void aRefreshTokenGoesOnlyOverASafeLine_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("http elsewhere") << u"http://accounts.example.com/token"_s;
        QTest::newRow("nothing") << u""_s;
        QTest::newRow("a word") << u"token"_s;
        QTest::newRow("another scheme") << u"ftp://localhost/token"_s;
    }
    void aRefreshTokenGoesOnlyOverASafeLine()
    {
        QFETCH(QString, url);
        QCOMPARE(renewer(QUrl(url))->current().error().code, Error::Code::Invalid);
    }

    void whatIsKeptMustBeAToken_data()
    {
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("two lines") << QByteArray("a\nb");
        QTest::newRow("broken JSON") << QByteArray("{\"refresh_token\": \"a");
        QTest::newRow("JSON without it") << QByteArray("{\"client_secret\": \"a\"}");
    }
    void whatIsKeptMustBeAToken()
    {
        QFETCH(QByteArray, kept);
        QCOMPARE(RefreshSecret::read(kept.toStdString()).error().code, Error::Code::Invalid);
    }

    void theSessionSignsInWithAFreshToken()
    {
        ScriptedHttpServer provider(inTurn({json(200, token("first"))}));
        ScriptedSmtpServer server({});
        SmtpSession session(smtpAt(server), {}, renewerAt(provider));
        QCOMPARE(session.open().state, Delivery::State::Sent);
        session.close();
        QCOMPARE(session.open().state, Delivery::State::Sent); // still the same token
        session.close();
        QCOMPARE(signIns(server), (QList<QByteArray>{auth("first"), auth("first")}));
        QCOMPARE(provider.received().size(), 1);
    }

    void aTokenThatIsRefusedIsRenewedOnce_data()
    {
        QTest::addColumn<bool>("explains");
        QTest::newRow("535 at once") << false;
        QTest::newRow("334 with the reason first") << true;
    }
    void aTokenThatIsRefusedIsRenewedOnce()
    {
        QFETCH(bool, explains);
        const QByteArray refusal = "535 5.7.8 Username and Password not accepted";
        ScriptedHttpServer provider(inTurn({json(200, token("stale")), json(200, token("fresh"))}));
        ScriptedSmtpServer server(explains
                ? ScriptedSmtpServer::Script{{"AUTH", {"334 eyJzdGF0dXMiOiI0MDEifQ==", "235 2.7.0 Ok"}},
                    {"LINE", {refusal}}}
                : ScriptedSmtpServer::Script{{"AUTH", {refusal, "235 2.7.0 Ok"}}});
        SmtpSession session(smtpAt(server), {}, renewerAt(provider));
        QCOMPARE(session.open().state, Delivery::State::Sent);
        session.close();
        QCOMPARE(signIns(server), (QList<QByteArray>{auth("stale"), auth("fresh")}));
    }

    void aServerThatRefusesTheNewOneTooIsNotAskedAThirdTime()
    {
        ScriptedHttpServer provider(inTurn({json(200, token("stale")), json(200, token("fresh"))}));
        ScriptedSmtpServer server({{"AUTH", {"535 5.7.8 No"}}});
        SmtpSession session(smtpAt(server), {}, renewerAt(provider));
        const auto answer = session.open();
        QCOMPARE(answer.state, Delivery::State::Refused);
        QCOMPARE(answer.concerns, Delivery::Concerns::Account);
        QCOMPARE(signIns(server).size(), 2);
        QCOMPARE(provider.received().size(), 2);
    }

    void withoutATokenTheMailServerIsNotBothered_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("concerns");
        QTest::newRow("withdrawn") << 400 << QByteArray("{\"error\":\"invalid_grant\"}")
                                   << int(Delivery::Concerns::Account);
        QTest::newRow("away") << 503 << QByteArray() << int(Delivery::Concerns::Connection);
    }
    void withoutATokenTheMailServerIsNotBothered()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, concerns);
        ScriptedHttpServer provider(inTurn({json(status, body)}));
        ScriptedSmtpServer server({});
        SmtpSession session(smtpAt(server), {}, renewerAt(provider));
        const auto answer = session.open();
        QCOMPARE(answer.state, Delivery::State::Deferred);
        QCOMPARE(answer.stage, Delivery::Stage::Authentication);
        QCOMPARE(int(answer.concerns), concerns);
        QCOMPARE(server.connectionCount(), 0);
    }

    void waitingForTheProviderCanBeStopped()
    {
        ScriptedHttpServer provider([](const ScriptedHttpServer::Request &) {
            Reply reply;
            reply.stalls = true;
            return reply;
        });
        ScriptedSmtpServer server({});
        SmtpSession session(smtpAt(server), {}, renewerAt(provider));
        std::thread stopper([&] {
            while (provider.received().isEmpty())
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            session.cancel();
        });
        QVERIFY(session.open().wasCancelled);
        stopper.join();
    }

private:
    [[nodiscard]] std::unique_ptr<TokenRenewer> renewer(const QUrl &url) const
    {
        TokenRenewer::Place place{url, u"shop&co"_s, u"key"_s, {}, std::chrono::seconds(10)};
        return std::make_unique<TokenRenewer>(std::move(place), m_secrets);
    }
    [[nodiscard]] std::unique_ptr<TokenRenewer> renewerAt(const ScriptedHttpServer &provider) const
    {
        return renewer(QUrl(u"http://127.0.0.1:%1/token"_s.arg(provider.port())));
    }
    [[nodiscard]] static SmtpAccount smtpAt(const ScriptedSmtpServer &server)
    {
        SmtpAccount account;
        account.host = u"127.0.0.1"_s;
        account.port = server.port();
        account.security = SmtpAccount::Security::Plain;
        account.auth = SmtpAccount::Auth::XOAuth2;
        account.user = u"me"_s;
        return account;
    }

    std::shared_ptr<OneSecret> m_secrets;
};

QTEST_GUILESS_MAIN(TestTokenRenewer)
#include "tst_token_renewer.moc"
