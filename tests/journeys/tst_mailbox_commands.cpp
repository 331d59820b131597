// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"
#include "tests/support/private_dovecot.h"
#include "tests/support/smtp_sink.h"

#include <QJsonArray>
#include <QScopeGuard>
#include <QTest>

using namespace haberdash;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray headerOf(const QByteArray &message, const QByteArray &name)
{
    const QByteArray label = '\n' + name + ": ";
    const qsizetype at = message.indexOf(label);
    const qsizetype start = at + label.size();
    return at < 0 ? QByteArray() : message.mid(start, message.indexOf('\n', start) - start).trimmed();
}

/// A report of another server about one of our mails, which it gives back.
std::string reportOn(const QByteArray &sent, const QByteArray &type, const QByteArray &part)
{
    const qsizetype start = sent.indexOf("Date: ");
    QByteArray report = "From: MAILER-DAEMON@mx.example\nTo: news@shop.example\nSubject: About your mail\n"
                        "MIME-Version: 1.0\nContent-Type: multipart/report; report-type="
        + type + "; boundary=\"=-b-=\"\n\n--=-b-=\n\nSee below.\n--=-b-=\nContent-Type: message/" + type
        + "\n\n" + part + "\n--=-b-=\nContent-Type: message/rfc822\n\n" + sent.mid(start) + "\n--=-b-=--\n";
    return report.replace("\n", "\r\n").toStdString();
}

std::string letterFrom(const QByteArray &from, const QByteArray &subject, const QByteArray &more = {})
{
    const QByteArray letter = "From: " + from + "\r\nTo: news@shop.example\r\nSubject: " + subject + "\r\n"
        + more + "\r\nHello\r\n";
    return letter.toStdString();
}

} // namespace

/// What comes back, from a campaign that went out to what the shop knows about its people.
class TestMailboxCommands final : public QObject
{
    Q_OBJECT

    ProgramFolder m_folder;
    QMap<QByteArray, QByteArray> m_sent; ///< by recipient

    QJsonObject run(const QStringList &words, int expected = 0) { return m_folder.ask(words, expected); }
    QJsonObject readOne(const QString &name, const QString &authority)
    {
        return run({u"mailbox"_s, u"read"_s, name, u"--ca-file"_s, authority})[u"mailboxes"_s]
            .toArray()
            .at(0)
            .toObject();
    }
    QString barrierOf(const QString &address)
    {
        return run({u"customer"_s, u"why-not"_s, address})[u"reasons"_s]
            .toArray()
            .at(0)
            .toObject()[u"reason"_s]
            .toString();
    }

private Q_SLOTS:
    /// A campaign to six people went out into smtp-sink.
    void initTestCase()
    {
        SmtpSink sink;
        if (const auto started = sink.start(SmtpSink::Keep::Messages); !started)
            QSKIP(qPrintable(started.error().detail));
        QCOMPARE(m_folder.makeShop().exitCode, 0);
        run({u"brand"_s, u"--address"_s, u"1 Mill Lane, Leeds"_s, u"--url"_s, u"https://shop.example"_s});
        const QString body = m_folder.write(u"hello.md"_s, "Hello {{ customer.first_name }}.");
        run({u"email"_s, u"new"_s, u"Hello"_s, u"--subject"_s, u"Hi"_s, u"--body"_s, body});
        QByteArray csv = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent\n";
        for (const char *name : {"ann", "bob", "cem", "dov", "eva", "fay"})
            csv += QByteArray("9,N,,N@example.com,yes,,0\n")
                       .replace("9", QByteArray::number(int(name[0])))
                       .replace("N", name);
        run({u"import"_s, m_folder.write(u"people.csv"_s, csv)});
        run({u"account"_s, u"add"_s, u"Way"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
            QString::number(sink.port()), u"--security"_s, u"plain"_s, u"--auth"_s, u"none"_s, u"--from"_s,
            u"news@shop.example"_s});
        run({u"campaign"_s, u"new"_s, u"Autumn"_s, u"--rule"_s, u"all()"_s, u"--email"_s, u"Hello"_s,
            u"--account"_s, u"Way"_s});
        run({u"campaign"_s, u"approve"_s, u"Autumn"_s, u"--approver"_s, u"Ada"_s});
        QCOMPARE(run({u"campaign"_s, u"send"_s, u"Autumn"_s})[u"sent"_s].toInt(), 6);
        QTRY_COMPARE(sink.messages().size(), 6);
        for (const QByteArray &message : sink.messages())
            m_sent.insert(headerOf(message, "X-Rcpt-Args").replace("<", "").replace(">", ""), message);
        QCOMPARE(m_sent.size(), 6);
    }

    void fromTheMailboxToTheBooks()
    {
        PrivateDovecot dovecot;
        if (const auto started = dovecot.start(); !started)
            QSKIP(qPrintable(started.error().detail));
        qputenv("HABERDASH_PASSWORD", PrivateDovecot::password().c_str());
        const auto forget = qScopeGuard([] { qunsetenv("HABERDASH_PASSWORD"); });
        const auto failed = [this](const QByteArray &who, const QByteArray &status) {
            return reportOn(m_sent[who], "delivery-status",
                "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; " + who
                    + "\nAction: failed\nStatus: " + status + "\n");
        };
        QVERIFY(dovecot.deliver(u"INBOX"_s,
            {failed("ann@example.com", "5.1.1"), failed("bob@example.com", "4.2.2"),
                reportOn(m_sent["cem@example.com"], "feedback-report",
                    "Feedback-Type: abuse\nVersion: 1\nUser-Agent: x/1\nOriginal-Rcpt-To: cem@example.com\n"),
                letterFrom("dov@example.com",
                    "unsubscribe " + headerOf(m_sent["dov@example.com"], "X-Haberdash-Id")),
                letterFrom("eva@example.com", "Automatic reply: Hi", "Auto-Submitted: auto-replied\r\n"),
                letterFrom("fay@example.com", "Where is my order?"),
                // Anybody can write a report about a mail that we never sent.
                reportOn("\nDate: x\nMessage-ID: <forged@elsewhere.example>\n\nx\n", "delivery-status",
                    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; stranger@elsewhere.example\n"
                    "Action: failed\nStatus: 5.1.1\n")}));
        const auto add = [&](const QString &name, const QString &kind, quint16 port,
                             const QStringList &more) {
            run(QStringList{u"mailbox"_s, u"add"_s, name, u"--kind"_s, kind, u"--host"_s, u"localhost"_s,
                    u"--port"_s, QString::number(port), u"--user"_s, PrivateDovecot::user()}
                + more);
        };
        add(u"Returns"_s, u"imap"_s, dovecot.imapTlsPort(), {u"--handled"_s, u"Booked"_s});
        const auto first = readOne(u"Returns"_s, dovecot.authorityFile());
        const auto counts = [](const QJsonObject &report) {
            QStringList text;
            for (const QString &what : {u"mails"_s, u"hard"_s, u"soft"_s, u"complaints"_s, u"unsubscribed"_s,
                     u"auto_replies"_s, u"letters"_s, u"strangers"_s, u"suppressed"_s})
                text += u"%1 %2"_s.arg(report[what].toInt()).arg(what);
            return text.join(u", "_s);
        };
        QCOMPARE(counts(first),
            u"7 mails, 1 hard, 1 soft, 1 complaints, 1 unsubscribed, 1 auto_replies, 1 letters, 1 strangers, 2 suppressed"_s);
        QCOMPARE(barrierOf(u"ann@example.com"_s), u"suppressed"_s);
        QCOMPARE(barrierOf(u"cem@example.com"_s), u"suppressed"_s);
        QCOMPARE(barrierOf(u"dov@example.com"_s), u"unsubscribed"_s);
        for (const QString &who : {u"bob@example.com"_s, u"eva@example.com"_s, u"fay@example.com"_s})
            QVERIFY2(!barrierOf(who).startsWith(u"suppressed"_s), qPrintable(who + barrierOf(who)));
        QVERIFY(dovecot.count(u"INBOX"_s) >= 1); // the letter stays
        QVERIFY(dovecot.count(u"Booked"_s) >= 4);

        // A second visit finds nothing new; by another road the same news stays one piece of news.
        QCOMPARE(readOne(u"Returns"_s, dovecot.authorityFile())[u"mails"_s].toInt(), 0);
        QVERIFY(dovecot.deliver(u"INBOX"_s, {failed("ann@example.com", "5.1.1")}));
        add(u"Old"_s, u"pop3"_s, dovecot.popTlsPort(), {});
        const auto again = readOne(u"Old"_s, dovecot.authorityFile());
        QVERIFY(again[u"mails"_s].toInt() >= 2);
        QCOMPARE(again[u"suppressed"_s].toInt(), 0);

        // A certificate that nobody knows: nothing is read, and the reason is said.
        const auto refused = run({u"mailbox"_s, u"read"_s, u"Returns"_s}, 1)[u"mailboxes"_s].toArray()[0];
        QVERIFY2(!refused.toObject()[u"trouble"_s].toString().isEmpty(), "no reason");
        run({u"mailbox"_s, u"remove"_s, u"Old"_s});
        run({u"mailbox"_s, u"read"_s, u"Old"_s}, 3);
    }
};

QTEST_GUILESS_MAIN(TestMailboxCommands)
#include "tst_mailbox_commands.moc"
