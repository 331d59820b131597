// SPDX-License-Identifier: GPL-3.0-or-later
// A real server: Dovecot, with a mailbox of the test's own.
#include "core/mailbox/fetch.h"
#include "tests/support/private_dovecot.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::mailbox;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using Kind = MailboxAccount::Kind;
using Security = MailboxAccount::Security;

namespace {

std::string mailOf(int number, size_t bytes = 50)
{
    return "From: a@b.example\r\nSubject: mail " + std::to_string(number) + "\r\n\r\n.dot\r\n"
        + std::string(bytes, 'x') + "\r\n";
}

std::vector<std::string> mailsOf(int first, int last)
{
    std::vector<std::string> mails;
    for (int number = first; number <= last; ++number)
        mails.push_back(mailOf(number));
    return mails;
}

} // namespace

class TestFetchServers final : public QObject
{
    Q_OBJECT

    PrivateDovecot m_dovecot;
    QString m_missing;
    std::vector<std::string> m_read;
    MailboxState m_state;
    NoProgress m_progress;

    MailboxAccount accountOf(Kind kind, Security security = Security::Plain) const
    {
        MailboxAccount account;
        account.kind = kind;
        account.host = u"localhost"_s;
        account.security = security;
        account.user = PrivateDovecot::user();
        account.trustedCaFile = m_dovecot.authorityFile();
        const bool isTls = security == Security::Tls;
        account.port = kind == Kind::Imap ? (isTls ? m_dovecot.imapTlsPort() : m_dovecot.imapPort())
                                          : (isTls ? m_dovecot.popTlsPort() : m_dovecot.popPort());
        return account;
    }

    FetchOutcome visit(
        const MailboxAccount &account, AfterMail then = AfterMail::Keep, const FetchLimits &limits = {})
    {
        return fetchNewMail(account, PrivateDovecot::password(), m_state, limits, m_progress,
            [&](const FetchedMail &mail, const MailboxState &after) -> Result<AfterMail> {
                m_read.push_back(mail.bytes);
                m_state = after;
                return then;
            });
    }

    static void addKinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("IMAP") << Kind::Imap;
        QTest::newRow("POP3") << Kind::Pop3;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const auto started = m_dovecot.start(); !started)
            m_missing = started.error().detail;
    }

    void init()
    {
        if (!m_missing.isEmpty())
            QSKIP(qPrintable(m_missing));
        m_dovecot.forget(u"INBOX"_s);
        m_dovecot.forget(u"Done"_s);
        QVERIFY(m_dovecot.deliver(u"INBOX"_s, {}));
        m_read.clear();
        m_state = {};
    }

    void mailIsReadOverEveryKindOfLink_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Security>("security");
        for (const auto &[name, kind] : {std::pair("IMAP", Kind::Imap), std::pair("POP3", Kind::Pop3)}) {
            QTest::addRow("%s in the clear", name) << kind << Security::Plain;
            QTest::addRow("%s with STARTTLS", name) << kind << Security::StartTls;
            QTest::addRow("%s with TLS", name) << kind << Security::Tls;
        }
    }
    void mailIsReadOverEveryKindOfLink()
    {
        QFETCH(Kind, kind);
        QFETCH(Security, security);
        QVERIFY(m_dovecot.deliver(u"INBOX"_s, mailsOf(1, 3)));
        const auto outcome = visit(accountOf(kind, security));
        QVERIFY2(!outcome.fault, outcome.fault ? qPrintable(outcome.fault->detail) : "");
        QVERIFY(outcome.isComplete);
        QCOMPARE(m_read, mailsOf(1, 3));
        QVERIFY(m_dovecot.deliver(u"INBOX"_s, mailsOf(4, 5)));
        QVERIFY(!visit(accountOf(kind, security)).fault);
        QCOMPARE(m_read, mailsOf(1, 5));
        QCOMPARE(visit(accountOf(kind, security)).fetched, 0);
        QCOMPARE(m_dovecot.count(u"INBOX"_s), 5);
    }

    void aThousandMailsAreReadInTwoVisits_data() { addKinds(); }
    void aThousandMailsAreReadInTwoVisits()
    {
        QFETCH(Kind, kind);
        QVERIFY(m_dovecot.deliver(u"INBOX"_s, mailsOf(1, 1000)));
        const auto first = visit(accountOf(kind), AfterMail::Keep, {.mostMails = 400});
        QVERIFY(!first.fault && !first.isComplete);
        QCOMPARE(m_read.size(), size_t(400));
        QVERIFY(visit(accountOf(kind)).isComplete);
        QCOMPARE(m_read.size(), size_t(1000));
        // POP3 numbers mails as the server lists them; each comes once.
        std::ranges::sort(m_read);
        auto all = mailsOf(1, 1000);
        std::ranges::sort(all);
        QVERIFY(m_read == all);
    }

    void aCrashInTheMiddleLosesNothing_data() { addKinds(); }
    void aCrashInTheMiddleLosesNothing()
    {
        QFETCH(Kind, kind);
        QVERIFY(m_dovecot.deliver(u"INBOX"_s, mailsOf(1, 20)));
        for (int visits = 0; m_read.size() < 20 && visits < 30; ++visits) {
            int calls = 0;
            const auto outcome = fetchNewMail(accountOf(kind), PrivateDovecot::password(), m_state, {},
                m_progress, [&](const FetchedMail &mail, const MailboxState &after) -> Result<AfterMail> {
                    if (++calls == 3)
                        return failure(Error::Code::Storage, u"power cut"_s);
                    m_read.push_back(mail.bytes);
                    m_state = after;
                    return AfterMail::Keep;
                });
            QCOMPARE(outcome.state, m_state);
        }
        QCOMPARE(m_read, mailsOf(1, 20));
    }

    void largeMailsComeAsHeaders_data() { addKinds(); }
    void largeMailsComeAsHeaders()
    {
        QFETCH(Kind, kind);
        QVERIFY(m_dovecot.deliver(u"INBOX"_s, {mailOf(1), mailOf(2, 3'000'000), mailOf(3)}));
        const auto outcome = visit(accountOf(kind), AfterMail::Keep, {.largestMail = 1'000'000});
        QVERIFY(!outcome.fault);
        QCOMPARE(outcome.headersOnly, 1);
        QCOMPARE(m_read[1], std::string("From: a@b.example\r\nSubject: mail 2\r\n\r\n"));
        QCOMPARE(m_read[2], mailOf(3));
        m_state = {};
        QVERIFY(!visit(accountOf(kind)).fault);
        QVERIFY(m_read.at(4) == mailOf(2, 3'000'000));
    }

    void handledMailGoesToItsFolder()
    {
        QVERIFY(m_dovecot.deliver(u"INBOX"_s, mailsOf(1, 5)));
        auto account = accountOf(Kind::Imap);
        account.handledFolder = u"Done"_s;
        QVERIFY(!visit(account, AfterMail::MoveAway, {.mostMails = 2}).fault);
        QCOMPARE(m_dovecot.count(u"INBOX"_s), 3);
        QCOMPARE(m_dovecot.count(u"Done"_s), 2);
        QVERIFY(!visit(account).fault);
        QCOMPARE(m_dovecot.count(u"INBOX"_s), 3);
        QCOMPARE(m_read, mailsOf(1, 5));
    }

    void newNumbersBringAllMailsAgain()
    {
        QVERIFY(m_dovecot.deliver(u"INBOX"_s, mailsOf(1, 3)));
        QVERIFY(!visit(accountOf(Kind::Imap)).fault);
        const qint64 before = m_state.uidValidity;
        m_state.uidValidity = before - 1; // as if the folder had been made anew since
        const auto outcome = visit(accountOf(Kind::Imap));
        QVERIFY(outcome.wasRenumbered);
        QCOMPARE(m_state.uidValidity, before);
        QCOMPARE(m_read.size(), size_t(6));
    }

    void foldersHaveAnyName()
    {
        QVERIFY(m_dovecot.deliver(u"Zur&APw-ck"_s, {mailOf(1)}));
        auto account = accountOf(Kind::Imap);
        account.folder = u"Zurück"_s;
        QVERIFY(!visit(account).fault);
        QCOMPARE(m_read, mailsOf(1, 1));
        account.folder = u"Nowhere"_s;
        const auto outcome = visit(account);
        QVERIFY(outcome.fault);
        QCOMPARE(outcome.fault->code, Error::Code::NotFound);
        QVERIFY2(outcome.fault->detail.contains(u"“Nowhere”"_s), qPrintable(outcome.fault->detail));
    }

    void aWrongPasswordIsSaidToBeWrong_data() { addKinds(); }
    void aWrongPasswordIsSaidToBeWrong()
    {
        QFETCH(Kind, kind);
        const auto checked = checkMailbox(accountOf(kind, Security::Tls), "not the password", m_progress);
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, Error::Code::Refused);
        QVERIFY2(checked.error().detail.startsWith(
                     u"The mailbox server localhost does not take user name and password"_s),
            qPrintable(checked.error().detail));
        QVERIFY(!checked.error().detail.contains(u"not the password"_s));
        QVERIFY(checkMailbox(accountOf(kind, Security::Tls), PrivateDovecot::password(), m_progress));
    }

    void aForeignCertificateIsRefused_data() { addKinds(); }
    void aForeignCertificateIsRefused()
    {
        QFETCH(Kind, kind);
        auto account = accountOf(kind, Security::Tls);
        account.trustedCaFile.clear();
        auto checked = checkMailbox(account, PrivateDovecot::password(), m_progress);
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, Error::Code::Refused);
        account = accountOf(kind, Security::StartTls);
        account.host = u"127.0.0.1"_s; // the certificate is for localhost
        checked = checkMailbox(account, PrivateDovecot::password(), m_progress);
        QVERIFY(!checked);
        QVERIFY2(checked.error().detail.contains(u"cannot be spoken to in secret"_s),
            qPrintable(checked.error().detail));
    }

    void aServerThatIsNotThereIsSaidToBeSo_data() { addKinds(); }
    void aServerThatIsNotThereIsSaidToBeSo()
    {
        QFETCH(Kind, kind);
        auto account = accountOf(kind);
        account.port = freePort();
        auto checked = checkMailbox(account, {}, m_progress);
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, Error::Code::Network);
        QVERIFY2(checked.error().detail.contains(u"cannot be reached"_s), qPrintable(checked.error().detail));
        account.host = u"no-such-host.invalid"_s;
        checked = checkMailbox(account, {}, m_progress);
        QVERIFY(!checked);
        QVERIFY2(
            checked.error().detail.contains(u"no-such-host.invalid"_s), qPrintable(checked.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestFetchServers)
#include "tst_fetch_servers.moc"
