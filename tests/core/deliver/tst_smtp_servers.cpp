// SPDX-License-Identifier: GPL-3.0-or-later
// Against mail servers that others wrote: smtp-sink, and Postfix with Dovecot for encryption and signing in.
#include "core/deliver/smtp/smtp_session.h"
#include "tests/support/private_postfix.h"
#include "tests/support/smtp_sink.h"

#include <QTest>

#include <memory>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Envelope &envelope()
{
    static const Envelope value{*EmailAddress::fromString(u"bounces@shop.example"_s),
        *EmailAddress::fromString(u"ada@customer.example"_s)};
    return value;
}

} // namespace

class TestSmtpServers final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PrivatePostfix> m_postfix;
    QString m_whyNot;

    SmtpAccount account(SmtpAccount::Security security) const
    {
        SmtpAccount account;
        account.host = u"localhost"_s;
        account.security = security;
        account.port
            = security == SmtpAccount::Security::Tls ? m_postfix->tlsPort() : m_postfix->submissionPort();
        account.user = PrivatePostfix::user();
        account.trustedCaFile = m_postfix->authorityFile();
        account.timeouts = {5s, 20s, 20s, 20s, 1s};
        return account;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_postfix = std::make_unique<PrivatePostfix>();
        if (const auto started = m_postfix->start(); !started) {
            m_whyNot = started.error().detail;
            m_postfix.reset();
        }
    }

    void smtpSinkTakesEveryMessageAsWritten()
    {
        SmtpSink sink;
        if (const auto started = sink.start(SmtpSink::Keep::Messages); !started)
            QSKIP(qPrintable(started.error().detail));
        SmtpAccount account;
        account.host = u"127.0.0.1"_s;
        account.port = sink.port();
        account.security = SmtpAccount::Security::Plain;
        account.auth = SmtpAccount::Auth::None;
        account.timeouts = {5s, 20s, 20s, 20s, 1s};
        SmtpSession session(account, {});
        for (int i = 0; i < 50; ++i) {
            const std::string text = "Subject: " + std::to_string(i) + "\r\n\r\n.dot\r\nFrom me\r\n"
                + std::string(20'000, 'x') + "\r\n";
            QCOMPARE(session.send(envelope(), text).state, Delivery::State::Sent);
        }
        session.close();
        const auto messages = sink.messages();
        QCOMPARE(messages.size(), 50);
        QByteArray all = messages.join();
        QCOMPARE(all.count(QByteArray("\n.dot\nFrom me\n" + QByteArray(20'000, 'x') + "\n")), 50);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(all.count(QByteArray("Subject: " + QByteArray::number(i) + "\n")), 1);
    }

    void postfixTakesMail_data()
    {
        QTest::addColumn<int>("security");
        QTest::addColumn<int>("auth");
        using Security = SmtpAccount::Security;
        using Auth = SmtpAccount::Auth;
        QTest::newRow("STARTTLS, automatic") << int(Security::StartTls) << int(Auth::Automatic);
        QTest::newRow("STARTTLS, PLAIN") << int(Security::StartTls) << int(Auth::Plain);
        QTest::newRow("STARTTLS, LOGIN") << int(Security::StartTls) << int(Auth::Login);
        QTest::newRow("STARTTLS, SCRAM") << int(Security::StartTls) << int(Auth::ScramSha256);
        QTest::newRow("TLS, SCRAM") << int(Security::Tls) << int(Auth::ScramSha256);
        QTest::newRow("TLS, PLAIN") << int(Security::Tls) << int(Auth::Plain);
        QTest::newRow("TLS, LOGIN") << int(Security::Tls) << int(Auth::Login);
    }
    void postfixTakesMail()
    {
        if (!m_postfix)
            QSKIP(qPrintable(m_whyNot));
        QFETCH(int, security);
        QFETCH(int, auth);
        SmtpAccount given = account(SmtpAccount::Security(security));
        given.auth = SmtpAccount::Auth(auth);
        SmtpSession session(given, PrivatePostfix::password());
        for (int i = 0; i < 3; ++i) {
            const Delivery delivery
                = session.send(envelope(), "Subject: Hi\r\n\r\n" + std::string(100'000, 'y') + "\r\n");
            QVERIFY2(delivery.state == Delivery::State::Sent, qPrintable(delivery.text + m_postfix->log()));
            QVERIFY(delivery.text.contains(u"queued as"_s));
        }
        QVERIFY(session.isEncrypted());
        QVERIFY(session.capabilities().smtpUtf8);
    }

    void aWrongPasswordStopsTheRun()
    {
        if (!m_postfix)
            QSKIP(qPrintable(m_whyNot));
        SmtpSession session(account(SmtpAccount::Security::StartTls), "wrong");
        const Delivery delivery = session.send(envelope(), "Subject: Hi\r\n\r\nHi\r\n");
        QCOMPARE(delivery.state, Delivery::State::Refused);
        QCOMPARE(delivery.concerns, Delivery::Concerns::Account);
        QCOMPARE(delivery.code, 535);
    }

    void anUnknownAuthorityIsNotTrusted_data()
    {
        QTest::addColumn<int>("security");
        QTest::newRow("STARTTLS") << int(SmtpAccount::Security::StartTls);
        QTest::newRow("TLS") << int(SmtpAccount::Security::Tls);
    }
    void anUnknownAuthorityIsNotTrusted()
    {
        if (!m_postfix)
            QSKIP(qPrintable(m_whyNot));
        QFETCH(int, security);
        SmtpAccount given = account(SmtpAccount::Security(security));
        given.trustedCaFile.clear();
        SmtpSession session(given, PrivatePostfix::password());
        const Delivery delivery = session.open();
        QCOMPARE(delivery.state, Delivery::State::Deferred);
        QCOMPARE(delivery.stage, Delivery::Stage::Tls);
        QCOMPARE(delivery.concerns, Delivery::Concerns::Account);
    }

    void aCertificateForAnotherHostIsNotTrusted()
    {
        if (!m_postfix)
            QSKIP(qPrintable(m_whyNot));
        PrivatePostfix other;
        if (const auto started = other.start(u"mail.elsewhere.example"_s); !started)
            QFAIL(qPrintable(started.error().detail));
        SmtpAccount given = account(SmtpAccount::Security::StartTls);
        given.port = other.submissionPort();
        given.trustedCaFile = other.authorityFile();
        SmtpSession session(given, PrivatePostfix::password());
        const Delivery delivery = session.open();
        QCOMPARE(delivery.state, Delivery::State::Deferred);
        QCOMPARE(delivery.stage, Delivery::Stage::Tls);
    }

    void postfixRefusesWhatIsTooLarge()
    {
        if (!m_postfix)
            QSKIP(qPrintable(m_whyNot));
        SmtpSession session(account(SmtpAccount::Security::Tls), PrivatePostfix::password());
        std::string large = "Subject: Hi\r\n\r\n";
        while (large.size() < 2'100'000)
            large += std::string(900, 'z') + "\r\n";
        const Delivery delivery = session.send(envelope(), large);
        QCOMPARE(delivery.state, Delivery::State::Refused);
        QCOMPARE(delivery.concerns, Delivery::Concerns::Message);
    }
};

QTEST_GUILESS_MAIN(TestSmtpServers)
#include "tst_smtp_servers.moc"
