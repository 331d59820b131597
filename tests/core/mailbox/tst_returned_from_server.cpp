// SPDX-License-Identifier: GPL-3.0-or-later
// From a mailbox to what its mails say of ours: a bounce, a complaint, a mail that unsubscribes, and a letter
// of somebody else's, which stays where it is.
#include "core/bounce/returned_mail.h"
#include "core/mailbox/fetch.h"
#include "tests/support/private_dovecot.h"
#include "tests/support/random_message.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::mailbox;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using bounce::ReturnedMail;

namespace {

compose::MessageParts sentParts()
{
    auto parts = randomParts(4711);
    parts.haberdashId = *compose::HeaderText::fromString(u"c-2f-0a1b"_s);
    return parts;
}

std::string reportOf(const std::string &type, const std::string &machinePart, const std::string &report)
{
    return "From: MAILER-DAEMON@mx.example\r\nTo: b+t9@shop.example\r\nSubject: Undelivered Mail\r\n"
           "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type="
        + type + "; boundary=\"=-b-=\"\r\n\r\n--=-b-=\r\n\r\nSee below.\r\n--=-b-=\r\nContent-Type: message/"
        + machinePart + "\r\n\r\n" + report + "\r\n--=-b-=\r\nContent-Type: message/rfc822\r\n\r\n"
        + *compose::composeMessage(sentParts()) + "\r\n--=-b-=--\r\n";
}

std::string letter(const std::string &subject)
{
    return "From: ada@customer.example\r\nTo: leave@shop.example\r\nSubject: " + subject
        + "\r\n\r\nHello\r\n";
}

} // namespace

class TestReturnedFromServer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatMailsSayIsKnownAndLettersStay()
    {
        PrivateDovecot dovecot;
        if (const auto started = dovecot.start(); !started)
            QSKIP(qPrintable(started.error().detail));
        QVERIFY(dovecot.deliver(u"INBOX"_s,
            {reportOf("delivery-status", "delivery-status",
                 "Reporting-MTA: dns; mx.example\r\nOriginal-Envelope-Id: e7\r\n\r\nFinal-Recipient: rfc822; "
                 "ada@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"),
                reportOf("feedback-report", "feedback-report",
                    "Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: ada@customer.example\r\n"),
                letter("unsubscribe c-2f-0a1b"), letter("Where is my order?")}));
        MailboxAccount account;
        account.host = u"localhost"_s;
        account.port = dovecot.imapTlsPort();
        account.user = PrivateDovecot::user();
        account.trustedCaFile = dovecot.authorityFile();
        account.handledFolder = u"Done"_s;
        QStringList said;
        NoProgress progress;
        const auto outcome = fetchNewMail(account, PrivateDovecot::password(), {}, {}, progress,
            [&said](const FetchedMail &mail, const MailboxState &) -> Result<AfterMail> {
                const ReturnedMail read = bounce::readReturnedMail(mail.bytes).front();
                const std::string line = std::string(toWord(read.kind)) + ' ' + read.recipient + ' '
                    + read.returnToken + ' ' + read.envelopeId + ' ' + read.haberdashId + ' '
                    + (read.messageId == sentParts().messageId ? "ours" : "") + ' ' + read.unsubscribeToken;
                said << QString::fromStdString(line);
                return read.kind == ReturnedMail::Kind::Other ? AfterMail::Keep : AfterMail::MoveAway;
            });
        QVERIFY2(!outcome.fault, outcome.fault ? qPrintable(outcome.fault->detail) : "");
        QCOMPARE(said,
            (QStringList{u"bounce ada@customer.example t9 e7 c-2f-0a1b ours "_s,
                u"complaint ada@customer.example t9  c-2f-0a1b ours "_s,
                u"unsubscribe-request ada@customer.example     c-2f-0a1b"_s,
                u"other ada@customer.example     "_s}));
        QCOMPARE(dovecot.count(u"INBOX"_s), 1);
        QCOMPARE(dovecot.count(u"Done"_s), 3);
    }
};

QTEST_GUILESS_MAIN(TestReturnedFromServer)
#include "tst_returned_from_server.moc"
