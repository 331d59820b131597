// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/account_transport.h"
#include "tests/support/scripted_http_server.h"
#include "tests/support/scripted_smtp_server.h"

#include <QTemporaryFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct OneSecret final : public deliver::SecretStore
{
    Result<std::string> read(const QString &key) override
    {
        asked << key;
        return std::string("refresh-me");
    }
    Result<> write(const QString &, const std::string &) override { return {}; }
    QStringList asked;
};

} // namespace

class TestAccountTransport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_workspace.open());
        m_account.id = AccountId(7);
        m_account.host = u"127.0.0.1"_s;
        m_account.security = u"plain"_s;
        m_account.userName = u"me"_s;
    }

    void withATokenAddressTheSecretIsMadeIntoAnAccessToken()
    {
        ScriptedHttpServer provider([](const ScriptedHttpServer::Request &) {
            return ScriptedHttpServer::reply(200, {}, R"({"access_token":"fresh","expires_in":3600})");
        });
        ScriptedSmtpServer server({});
        auto account = m_account;
        account.port = server.port();
        account.authentication = u"xoauth2"_s;
        account.tokenUrl = u"http://127.0.0.1:%1/token"_s.arg(provider.port());
        account.clientId = u"shop"_s;
        const auto secrets = std::make_shared<OneSecret>();
        const auto transport = sending::openAccount(account, m_workspace.fileName(), secrets, m_clock);
        QVERIFY(transport);
        QCOMPARE(provider.received().size(), 0); // nothing is opened yet
        QCOMPARE((*transport)->open().state, deliver::Delivery::State::Sent);
        (*transport)->close();
        QCOMPARE(secrets->asked, QStringList{sending::secretKey(m_workspace.fileName(), account.id)});
        QVERIFY(provider.received().value(0).body.contains("refresh_token=refresh-me"));
        QVERIFY(server.received().contains(
            "AUTH XOAUTH2 " + QByteArray("user=me\1auth=Bearer fresh\1\1").toBase64()));
    }

    void withoutOneTheSecretIsTheTokenItself()
    {
        ScriptedSmtpServer server({});
        auto account = m_account;
        account.port = server.port();
        account.authentication = u"xoauth2"_s;
        const auto transport
            = sending::openAccount(account, m_workspace.fileName(), std::make_shared<OneSecret>(), m_clock);
        QVERIFY(transport);
        QCOMPARE((*transport)->open().state, deliver::Delivery::State::Sent);
        (*transport)->close();
        QVERIFY(server.received().contains(
            "AUTH XOAUTH2 " + QByteArray("user=me\1auth=Bearer refresh-me\1\1").toBase64()));
    }

    void anAccountWithoutAPasswordAsksForNone()
    {
        ScriptedSmtpServer server({});
        auto account = m_account;
        account.port = server.port();
        account.authentication = u"none"_s;
        const auto secrets = std::make_shared<OneSecret>();
        const auto transport = sending::openAccount(account, m_workspace.fileName(), secrets, m_clock);
        QVERIFY(transport);
        QCOMPARE((*transport)->open().state, deliver::Delivery::State::Sent);
        QVERIFY(secrets->asked.isEmpty());
    }

private:
    QTemporaryFile m_workspace;
    FixedClock m_clock{Timestamp{}};
    store::Account m_account;
};

QTEST_GUILESS_MAIN(TestAccountTransport)
#include "tst_account_transport.moc"
