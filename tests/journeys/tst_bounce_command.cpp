// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/haberdash_program.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray refused
    = "From: Mail Delivery System <MAILER-DAEMON@mx.shop.example>\n"
      "To: hello@shop.example\nSubject: Undelivered Mail Returned to Sender\n"
      "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status;\n"
      " boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nIt did not work.\n"
      "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.shop.example\n\n"
      "Final-Recipient: rfc822; ada@lovelace.example\nAction: failed\nStatus: 5.1.1\n"
      "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
      "--b\nContent-Type: message/rfc822\n\nMessage-ID: <m1@shop.example>\n"
      "X-Haberdash-Id: 7-12-abc\nSubject: Hello\n\nHi\n--b--\n";
const QByteArray absent
    = "From: Bo <bo@brown.example>\nTo: hello@shop.example\nSubject: Out of office: Hello\n"
      "Auto-Submitted: auto-replied\n\nI am away. Your last mail said: 550 5.1.1 user unknown\n";

} // namespace

/// Returned mail as a script reads it.
class TestBounceCommand final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProgramFolder> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<ProgramFolder>(); }

    void oneLineForEachResult()
    {
        const QString mail = m_folder->write(u"refused.eml"_s, refused);
        const auto run = m_folder->run({u"bounce"_s, mail});
        QCOMPARE(run.exitCode, 0);
        for (const QString &word : {u"hard"_s, u"ada@lovelace.example"_s, u"5.1.1"_s})
            QVERIFY2(run.out.contains(word), qPrintable(run.out));
        const auto json = m_folder->run({u"--json"_s, u"bounce"_s, mail});
        QCOMPARE(json.exitCode, 0);
        const auto result = json.json()[u"results"_s][0];
        QCOMPARE(result[u"kind"_s].toString(), u"bounce"_s);
        QCOMPARE(result[u"severity"_s].toString(), u"hard"_s);
        QCOMPARE(result[u"recipient"_s].toString(), u"ada@lovelace.example"_s);
        QCOMPARE(result[u"reply_code"_s].toInt(), 550);
        QVERIFY(result[u"message_id"_s].toString().contains(u"m1@shop.example"_s));
        QCOMPARE(result[u"haberdash_id"_s].toString(), u"7-12-abc"_s);
    }

    void aNoteOfAbsenceIsNeverHard()
    {
        const auto run = m_folder->run({u"--json"_s, u"bounce"_s, m_folder->write(u"away.eml"_s, absent)});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json()[u"results"_s].toArray().size(), 1);
        QCOMPARE(run.json()[u"results"_s][0][u"severity"_s].toString(), u"none"_s);
    }

    void foldersAndMailboxesAreReadWhole()
    {
        QVERIFY(QDir(m_folder->path()).mkpath(u"in/more"_s));
        m_folder->write(u"in/refused.eml"_s, refused);
        m_folder->write(u"in/more/both"_s,
            "From a Sat Nov 28 09:00:00 2026\n" + refused + "\nFrom b Sat Nov 28 09:01:00 2026\n" + absent);
        const auto run = m_folder->run({u"--json"_s, u"bounce"_s, m_folder->path(u"in"_s)});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json()[u"files"_s].toInt(), 2);
        QCOMPARE(run.json()[u"results"_s].toArray().size(), 3);
    }

    void whatCannotBeReadIsNamed()
    {
        const QString mail = m_folder->write(u"refused.eml"_s, refused);
        const QString empty = m_folder->write(u"empty.eml"_s, {});
        const auto some = m_folder->run({u"--json"_s, u"bounce"_s, mail, empty, u"missing.eml"_s});
        QCOMPARE(some.exitCode, 1);
        QCOMPARE(some.json()[u"results"_s].toArray().size(), 1);
        QCOMPARE(some.json()[u"unread"_s].toArray().size(), 2);
        QVERIFY2(some.messages.contains(u"it is empty"_s) && some.messages.contains(u"it is not there"_s),
            qPrintable(some.messages));
        QCOMPARE(m_folder->run({u"bounce"_s, u"missing.eml"_s}).exitCode, 3);
        QCOMPARE(m_folder->run({u"bounce"_s}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(TestBounceCommand)
#include "tst_bounce_command.moc"
