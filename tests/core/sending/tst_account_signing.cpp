// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/account_signing.h"
#include "core/sending/account_transport.h"
#include "core/sending/signing_transport.h"
#include "tests/support/fake_transport.h"
#include "tests/support/scripted_smtp_server.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using deliver::Delivery;

namespace {

constexpr auto now = fromMilliseconds(1'782'777'600'000);
const std::string message = "From: news@shop.example\r\nTo: a@example.com\r\nSubject: x\r\n\r\nHello\r\n";

struct Pocket final : public deliver::SecretStore
{
    QMap<QString, std::string> kept;
    bool isFull = false;

    Result<std::string> read(const QString &key) override
    {
        if (!kept.contains(key))
            return failure(Error::Code::NotFound, u"Nothing is kept."_s);
        return kept.value(key);
    }
    Result<> write(const QString &key, const std::string &secret) override
    {
        if (isFull)
            return failure(Error::Code::Refused, u"No keychain."_s);
        kept.insert(key, secret);
        return {};
    }
    Result<> remove(const QString &key) override
    {
        kept.remove(key);
        return {};
    }
};

} // namespace

class TestAccountSigning final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;
    std::shared_ptr<Pocket> m_pocket;
    FixedClock m_clock{now};

    store::Connection &connection() { return m_shop->connection(); }
    store::Account account() { return store::accountByName(connection(), u"Relay"_s).value(); }
    Result<SigningRecord> start(const SigningChoice &choice)
    {
        return startSigning(connection(), account(), choice, *m_pocket, now);
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<TemporaryWorkspace>();
        m_pocket = std::make_shared<Pocket>();
        store::Account relay;
        relay.name = u"Relay"_s;
        relay.host = u"127.0.0.1"_s;
        relay.security = u"plain"_s;
        relay.authentication = u"none"_s;
        relay.fromAddress = u"news@shop.example"_s;
        QVERIFY(store::saveAccount(connection(), relay, now));
    }

    void aKeyIsMadeAndItsRecordTold()
    {
        const auto record = start({u"Haberdash"_s, {}, {}});
        QVERIFY2(record, record ? "" : qPrintable(record.error().detail));
        QCOMPARE(record->name, u"haberdash._domainkey.shop.example"_s);
        QVERIFY(record->text.startsWith(u"\"v=DKIM1; k=rsa; p="_s));
        QCOMPARE(account().dkimDomain, u"shop.example"_s);
        QCOMPARE(account().dkimSelector, u"haberdash"_s);
        QCOMPARE(m_pocket->kept.keys(), QStringList{signingSecretKey(m_shop->file(), account())});
        const auto again = signingRecord(m_shop->file(), account(), *m_pocket);
        QVERIFY(again);
        QCOMPARE(*again, *record);
        // Nothing of the key is in the workspace.
        QFile file(m_shop->file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pem = QByteArray::fromStdString(m_pocket->kept.first());
        QVERIFY(!file.readAll().contains(pem.split('\n').value(3)));
    }

    void anotherKeyHasAnotherName()
    {
        QVERIFY(start({u"one"_s, {}, {}}));
        const auto same = start({u"one"_s, {}, {}});
        QVERIFY(!same);
        QCOMPARE(same.error().code, Error::Code::Refused);
        const auto second = start({u"two"_s, u"mail.shop.example"_s, {}});
        QVERIFY(second);
        QCOMPARE(second->name, u"two._domainkey.mail.shop.example"_s);
        QCOMPARE(m_pocket->kept.size(), 1); // the first is forgotten
        QVERIFY(signingRecord(m_shop->file(), account(), *m_pocket));
    }

    void whatIsNoKeyChangesNothing()
    {
        QVERIFY(start({u"one"_s, {}, {}}));
        const auto before = account();
        const auto kept = m_pocket->kept;
        for (const SigningChoice &choice : {SigningChoice{u"two"_s, {}, std::string("no key")},
                 SigningChoice{u"t w o"_s, {}, {}}, SigningChoice{u"two"_s, u"shop..example"_s, {}}}) {
            const auto refused = start(choice);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, Error::Code::Invalid);
        }
        m_pocket->isFull = true;
        QCOMPARE(start({u"two"_s, {}, {}}).error().code, Error::Code::Refused);
        QCOMPARE(account(), before);
        QCOMPARE(m_pocket->kept, kept);
    }

    void aServiceSignsByItself()
    {
        auto service = account();
        service.service = u"postmark"_s;
        QVERIFY(store::saveAccount(connection(), service, now));
        QCOMPARE(start({u"one"_s, {}, {}}).error().code, Error::Code::Refused);
        QVERIFY(m_pocket->kept.isEmpty());
    }

    void signingEnds()
    {
        QCOMPARE(signingRecord(m_shop->file(), account(), *m_pocket).error().code, Error::Code::Refused);
        QVERIFY(start({u"one"_s, {}, {}}));
        QVERIFY(stopSigning(connection(), account(), *m_pocket, now));
        QVERIFY(m_pocket->kept.isEmpty());
        QVERIFY(account().dkimDomain.isEmpty());
    }

    void theMessageGoesOutSigned()
    {
        QVERIFY(start({u"one"_s, {}, {}}));
        ScriptedSmtpServer server({});
        auto relay = account();
        relay.port = server.port();
        auto way = openAccount(relay, m_shop->file(), m_pocket, m_clock);
        QVERIFY2(way, way ? "" : qPrintable(way.error().detail));
        const compose::MessageParts parts;
        const deliver::OutgoingMessage outgoing{{*EmailAddress::fromString(u"news@shop.example"_s),
                                                    *EmailAddress::fromString(u"a@example.com"_s)},
            message, &parts, "key", {}};
        QCOMPARE((*way)->send({&outgoing, 1}).front().state, Delivery::State::Sent);
        (*way)->close();
        const auto signer = compose::DkimSigner::fromPem(u"shop.example"_s, u"one"_s, m_pocket->kept.first());
        const QByteArray sent = server.received().join("\r\n");
        QVERIFY2(sent.contains(QByteArray::fromStdString(*signer->sign(message, now))), sent.constData());
    }

    void withoutItsKeyAnAccountDoesNotOpen()
    {
        QVERIFY(start({u"one"_s, {}, {}}));
        m_pocket->kept.clear();
        const auto way = openAccount(account(), m_shop->file(), m_pocket, m_clock);
        QVERIFY(!way);
        QCOMPARE(way.error().code, Error::Code::NotFound);
    }

    void whatCannotBeSignedIsNotSent()
    {
        FakeTransport open;
        const auto key = compose::makeDkimKey();
        SigningTransport way(std::make_unique<BorrowedTransport>(open),
            *compose::DkimSigner::fromPem(u"shop.example"_s, u"one"_s, key->secretPem), m_clock);
        const compose::MessageParts parts;
        const deliver::Envelope envelope{
            *EmailAddress::fromString(u"news@shop.example"_s), *EmailAddress::fromString(u"a@example.com"_s)};
        const std::vector<deliver::OutgoingMessage> both{
            {envelope, message, &parts, "1", {}}, {envelope, "To: nobody\r\n\r\nx\r\n", &parts, "2", {}}};
        const auto answers = way.send(both);
        QCOMPARE(answers.size(), size_t(2));
        for (const Delivery &answer : answers) {
            QCOMPARE(answer.state, Delivery::State::Deferred);
            QCOMPARE(answer.concerns, Delivery::Concerns::Account);
            QVERIFY(!answer.text.isEmpty());
        }
        QCOMPARE(open.calls, 0);
    }
};

QTEST_GUILESS_MAIN(TestAccountSigning)
#include "tst_account_signing.moc"
