// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that lie, stall, hang up in the middle: each mail reaches the sink exactly once all the same.
#include "core/mailbox/fetch.h"
#include "tests/support/scripted_mailbox_server.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::mailbox;
using namespace haberdash::test;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using Kind = ScriptedMailboxServer::Kind;
using Plan = ScriptedMailboxServer::Plan;

Q_DECLARE_METATYPE(ScriptedMailboxServer::Plan)

namespace {

const QList<QByteArray> mails{"Subject: one\r\n\r\n.\r\n..dots\r\n",
    "Subject: two\r\n\r\nh3 OK done\r\n* BYE\r\n", "Subject: three\r\n\r\n"};

MailboxAccount accountOf(const ScriptedMailboxServer &server, Kind kind)
{
    MailboxAccount account;
    account.kind = kind == Kind::Imap ? MailboxAccount::Kind::Imap : MailboxAccount::Kind::Pop3;
    account.host = u"127.0.0.1"_s;
    account.port = server.port();
    account.security = MailboxAccount::Security::Plain;
    account.user = u"shop"_s;
    account.timeouts = {10s, 10s, 10s, 500ms};
    return account;
}

/// Keeps what it is given, with the state of the last mail, as a caller would in one transaction.
struct Shelf
{
    QList<QByteArray> kept;
    MailboxState state;

    FetchOutcome visit(const MailboxAccount &account, const FetchLimits &limits = {})
    {
        NoProgress progress;
        return fetchNewMail(account, "secret", state, limits, progress,
            [this](const FetchedMail &mail, const MailboxState &after) -> Result<AfterMail> {
                kept << QByteArray::fromStdString(mail.bytes);
                state = after;
                return AfterMail::Keep;
            });
    }
};

class Cancelled final : public Progress
{
public:
    void report(qint64, qint64) override { }
    [[nodiscard]] bool isCancelled() const override { return ++asked > 3; }
    mutable int asked = 0;
};

} // namespace

class TestFetchFaults final : public QObject
{
    Q_OBJECT

    static void addKinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("IMAP") << Kind::Imap;
        QTest::newRow("POP3") << Kind::Pop3;
    }

private Q_SLOTS:
    void allIsReadOnce_data() { addKinds(); }
    void allIsReadOnce()
    {
        QFETCH(Kind, kind);
        ScriptedMailboxServer server(kind, mails);
        Shelf shelf;
        const auto outcome = shelf.visit(accountOf(server, kind));
        QVERIFY2(!outcome.fault, outcome.fault ? qPrintable(outcome.fault->detail) : "");
        QCOMPARE(shelf.kept, mails);
        QCOMPARE(outcome.fetched, 3);
        QVERIFY(outcome.isComplete);
        QCOMPARE(outcome.state, shelf.state);
        const auto again = shelf.visit(accountOf(server, kind));
        QVERIFY(!again.fault && again.isComplete);
        QCOMPARE(again.fetched, 0);
        QCOMPARE(again.state, outcome.state);
        for (const QByteArray &command : server.received())
            QVERIFY2(!command.contains("DELE") && !command.contains("STORE") && !command.contains("EXPUNGE"),
                command);
    }

    void aServerThatHangsUpAnywhereLosesNothing_data() { addKinds(); }
    void aServerThatHangsUpAnywhereLosesNothing()
    {
        QFETCH(Kind, kind);
        ScriptedMailboxServer server(kind, mails);
        Shelf whole;
        QVERIFY(!whole.visit(accountOf(server, kind)).fault);
        QTRY_VERIFY(server.bytesSent() > 200);
        const qint64 all = server.bytesSent();
        int unfinished = 0;
        for (qint64 bytes = 0; bytes <= all; ++bytes) {
            Shelf shelf;
            server.follow({.mostBytes = bytes});
            const auto first = shelf.visit(accountOf(server, kind));
            QCOMPARE(first.state.seen, shelf.state.seen);
            QCOMPARE(first.state.lastUid, shelf.state.lastUid);
            unfinished += first.fault.has_value();
            if (first.fault)
                QCOMPARE(first.fault->code, Error::Code::Network);
            server.follow({});
            const auto second = shelf.visit(accountOf(server, kind));
            QVERIFY2(!second.fault, second.fault ? qPrintable(second.fault->detail) : "");
            QCOMPARE(shelf.kept, mails);
        }
        QVERIFY(unfinished > all / 2);
    }

    void aServerThatFallsSilentIsLeft_data() { addKinds(); }
    void aServerThatFallsSilentIsLeft()
    {
        QFETCH(Kind, kind);
        ScriptedMailboxServer server(kind, mails);
        for (const qint64 bytes : {0, 5, 30, 90, 150, 220}) {
            Shelf shelf;
            server.follow({.mostBytes = bytes, .stallsThen = true});
            auto account = accountOf(server, kind);
            account.timeouts.command = account.timeouts.mail = 60ms;
            const auto outcome = shelf.visit(account);
            QVERIFY(outcome.fault);
            QCOMPARE(outcome.fault->code, Error::Code::Network);
            QVERIFY2(outcome.fault->detail.contains(u"did not answer in time"_s),
                qPrintable(outcome.fault->detail));
            server.follow({});
            QVERIFY(!shelf.visit(accountOf(server, kind)).fault);
            QCOMPARE(shelf.kept, mails);
        }
    }

    void whoWantsToStopIsHeardWhileAServerIsSilent_data() { addKinds(); }
    void whoWantsToStopIsHeardWhileAServerIsSilent()
    {
        QFETCH(Kind, kind);
        ScriptedMailboxServer server(kind, mails);
        server.follow({.answers = {{"GREETING", {"stall"}}}});
        Cancelled progress;
        auto account = accountOf(server, kind);
        account.timeouts.command = 1h;
        const auto outcome = fetchNewMail(account, "secret", {}, {}, progress,
            [](const FetchedMail &, const MailboxState &) -> Result<AfterMail> { return AfterMail::Keep; });
        QVERIFY(outcome.fault);
        QCOMPARE(outcome.fault->code, Error::Code::Cancelled);
    }

    void aSinkThatFailsGetsTheMailAgain_data() { addKinds(); }
    void aSinkThatFailsGetsTheMailAgain()
    {
        QFETCH(Kind, kind);
        ScriptedMailboxServer server(kind, mails);
        NoProgress progress;
        int calls = 0;
        const auto outcome = fetchNewMail(accountOf(server, kind), "secret", {}, {}, progress,
            [&](const FetchedMail &, const MailboxState &) -> Result<AfterMail> {
                if (++calls == 2)
                    return failure(Error::Code::Storage, u"disk full"_s);
                return AfterMail::Keep;
            });
        QCOMPARE(outcome.fault, (std::optional(Error{Error::Code::Storage, u"disk full"_s})));
        QCOMPARE(outcome.fetched, 1);
        Shelf shelf{{}, outcome.state};
        QVERIFY(!shelf.visit(accountOf(server, kind)).fault);
        QCOMPARE(shelf.kept, mails.mid(1));
    }

    void aVisitMayEndEarly_data() { addKinds(); }
    void aVisitMayEndEarly()
    {
        QFETCH(Kind, kind);
        ScriptedMailboxServer server(kind, mails);
        NoProgress progress;
        const auto stopped = fetchNewMail(accountOf(server, kind), "secret", {}, {}, progress,
            [](const FetchedMail &, const MailboxState &) -> Result<AfterMail> { return AfterMail::Stop; });
        QVERIFY(!stopped.fault && !stopped.isComplete);
        QCOMPARE(stopped.fetched, 1);
        Shelf shelf{{}, stopped.state};
        const auto limited = shelf.visit(accountOf(server, kind), {.mostMails = 1});
        QVERIFY(!limited.fault && !limited.isComplete);
        QVERIFY(shelf.visit(accountOf(server, kind)).isComplete);
        QCOMPARE(shelf.kept, mails.mid(1));
    }

    void largeMailsComeAsHeaders_data() { addKinds(); }
    void largeMailsComeAsHeaders()
    {
        QFETCH(Kind, kind);
        const QByteArray large = "Subject: large\r\n\r\n" + QByteArray("x\r\n").repeated(1000);
        ScriptedMailboxServer server(kind, {mails[0], large});
        Shelf shelf;
        const auto outcome = shelf.visit(accountOf(server, kind), {.largestMail = 1000});
        QVERIFY(!outcome.fault);
        QCOMPARE(outcome.headersOnly, 1);
        QCOMPARE(shelf.kept, (QList<QByteArray>{mails[0], "Subject: large\r\n\r\n"}));
    }

    void liesAreSaidToBeLies_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, Kind kind, const QByteArray &command, const QByteArray &answer,
                             const QString &words) {
            QTest::newRow(name) << kind << Plan{.answers = {{command, {answer}}}} << words;
        };
        const QByteArray longLine = "* SEARCH " + QByteArray(10'000'000, '1');
        row("not IMAP", Kind::Imap, "GREETING", "220 mail ESMTP", u"does not speak IMAP"_s);
        row("endless greeting", Kind::Imap, "GREETING", "endless", u"not IMAP"_s);
        row("farewell at once", Kind::Imap, "GREETING", "* BYE too many", u"too many"_s);
        row("no login", Kind::Imap, "AUTHENTICATE", "%tag NO [AUTHENTICATIONFAILED] wrong",
            u"does not take user name and password. It says: wrong"_s);
        row("login later", Kind::Imap, "AUTHENTICATE", "%tag NO [UNAVAILABLE] later",
            u"at the moment. It says: later"_s);
        row("no folder", Kind::Imap, "EXAMINE", "%tag NO [NONEXISTENT] Unknown mailbox", u"folder “INBOX”"_s);
        row("no lasting numbers", Kind::Imap, "EXAMINE", "%tag OK open", u"UIDVALIDITY"_s);
        row("line of 10 MB", Kind::Imap, "UID SEARCH", longLine, u"not IMAP"_s);
        row("endless line", Kind::Imap, "UID SEARCH", "endless", u"not IMAP"_s);
        row("search refused", Kind::Imap, "UID SEARCH", "%tag BAD what",
            u"which mails there are. It says: what"_s);
        row("4 GB at once", Kind::Imap, "UID FETCH", "* 1 FETCH (UID 1 BODY[] {4294967296}",
            u"4294967296 bytes at once"_s);
        row("fewer bytes than announced", Kind::Imap, "UID FETCH",
            "* 1 FETCH (UID 1 BODY[] {100}\r\nabc)\r\n%tag OK", u"did not answer in time"_s);
        row("farewell in the middle", Kind::Imap, "UID FETCH", "* BYE going down", u"going down"_s);
        row("asks for more without end", Kind::Imap, "UID SEARCH", QByteArray("+ more\r\n").repeated(30'000),
            u"more than it was asked for"_s);
        row("news without end", Kind::Imap, "UID SEARCH", QByteArray("* 1 EXISTS\r\n").repeated(30'000),
            u"more than it was asked for"_s);
        row("not POP3", Kind::Pop3, "GREETING", "* OK ready", u"not POP3"_s);
        row("endless greeting of POP3", Kind::Pop3, "GREETING", "endless", u"not POP3"_s);
        row("no login to POP3", Kind::Pop3, "AUTH", "-ERR [AUTH] wrong",
            u"does not take user name and password. It says: [AUTH] wrong"_s);
        row("in use", Kind::Pop3, "AUTH", "-ERR [IN-USE] locked", u"at the moment"_s);
        row("no names", Kind::Pop3, "UIDL", "-ERR unknown", u"over and over"_s);
        row("endless list", Kind::Pop3, "LIST", "+OK\r\n" + QByteArray(9'000'000, '1'),
            u"more than it may"_s);
        row("endless mail", Kind::Pop3, "RETR",
            "+OK\r\n" + QByteArray("xxxxxxxxxxxxxxxxx\r\n").repeated(1'000'000), u"more than it may"_s);
    }
    void liesAreSaidToBeLies()
    {
        QFETCH(Kind, kind);
        QFETCH(Plan, plan);
        QFETCH(QString, words);
        ScriptedMailboxServer server(kind, mails);
        server.follow(plan);
        Shelf shelf;
        auto account = accountOf(server, kind);
        if (words.contains(u"in time"_s))
            account.timeouts.command = 100ms;
        const auto outcome = shelf.visit(account);
        QVERIFY(outcome.fault);
        QVERIFY2(outcome.fault->detail.contains(words), qPrintable(outcome.fault->detail));
        QVERIFY2(outcome.fault->detail.startsWith(u"The mailbox server 127.0.0.1 "_s),
            qPrintable(outcome.fault->detail));
        QVERIFY(!outcome.fault->detail.contains(u"secret"_s));
        QCOMPARE(shelf.kept, QList<QByteArray>());
        server.follow({});
        QVERIFY(!shelf.visit(accountOf(server, kind)).fault);
        QCOMPARE(shelf.kept, mails);
    }

    void whatOthersTookAwayIsPassedOver()
    {
        ScriptedMailboxServer server(Kind::Imap, mails);
        server.follow(
            {.answers = {{"UID FETCH",
                 {"* 1 FETCH (UID 1 RFC822.SIZE 9)\r\n* 3 FETCH (UID 3 RFC822.SIZE 9)\r\n%tag OK",
                     "* 2 FETCH (UID 2 BODY[] \"not asked for\")\r\n%tag OK",
                     "* 9 FETCH (FLAGS (\\Seen))\r\n* 3 FETCH (UID 3 BODY[] \"three\")\r\n%tag OK"}}}});
        Shelf shelf;
        const auto outcome = shelf.visit(accountOf(server, Kind::Imap));
        QVERIFY(!outcome.fault);
        QCOMPARE(shelf.kept, QList<QByteArray>{"three"});
        QCOMPARE(outcome.state.lastUid, 3);
    }

    void aDamagedMailStandsInNobodysWay()
    {
        ScriptedMailboxServer imap(Kind::Imap, mails);
        imap.follow({.answers = {{"UID FETCH",
                         {"* 1 FETCH (UID 1 RFC822.SIZE 9)\r\n* 2 FETCH (UID 2 RFC822.SIZE 9)\r\n%tag OK",
                             "%tag NO damaged", "* 1 FETCH (UID 1 BODY[HEADER]<0> \"a: b\")\r\n%tag OK",
                             "* 2 FETCH (UID 2 BODY[] \"two\")\r\n%tag OK"}}}});
        Shelf shelf;
        const auto outcome = shelf.visit(accountOf(imap, Kind::Imap));
        QVERIFY(!outcome.fault);
        QCOMPARE(outcome.headersOnly, 1);
        QCOMPARE(shelf.kept, (QList<QByteArray>{"a: b", "two"}));
        ScriptedMailboxServer pop(Kind::Pop3, mails);
        pop.follow({.answers = {{"RETR", {"-ERR damaged", "+OK\r\ntwo\r\n.", "+OK\r\nthree\r\n."}}}});
        Shelf other;
        const auto popOutcome = other.visit(accountOf(pop, Kind::Pop3));
        QVERIFY2(!popOutcome.fault, popOutcome.fault ? qPrintable(popOutcome.fault->detail) : "");
        QCOMPARE(other.kept, (QList<QByteArray>{"Subject: one\r\n\r\n", "two\r\n", "three\r\n"}));
    }

    void newNumbersBringAllMailsAgain()
    {
        ScriptedMailboxServer server(Kind::Imap, mails);
        Shelf shelf;
        shelf.visit(accountOf(server, Kind::Imap));
        server.follow({.answers = {{"EXAMINE", {"* OK [UIDVALIDITY 8] new\r\n%tag OK"}}}});
        const auto outcome = shelf.visit(accountOf(server, Kind::Imap));
        QVERIFY(outcome.wasRenumbered);
        QCOMPARE(shelf.kept, mails + mails);
        QCOMPARE(shelf.state.uidValidity, 8);
    }

    void signingInFollowsWhatTheServerCan_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<bool>("isBearer");
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QString>("fault");
        const QByteArray plain = QByteArray("\0shop\0secret", 12).toBase64();
        const QByteArray bearer = QByteArray("user=shop\1auth=Bearer secret\1\1").toBase64();
        QTest::newRow("PLAIN at once")
            << Kind::Imap << false << Plan{} << "AUTHENTICATE PLAIN " + plain << QString();
        QTest::newRow("LOGIN") << Kind::Imap << false << Plan{.capabilities = "IMAP4rev1"}
                               << QByteArray("LOGIN \"shop\" \"secret\"") << QString();
        QTest::newRow("LOGIN not wanted")
            << Kind::Imap << false << Plan{.capabilities = "IMAP4rev1 LOGINDISABLED"} << QByteArray()
            << u"TLS or STARTTLS may help"_s;
        QTest::newRow("token") << Kind::Imap << true << Plan{} << "AUTHENTICATE XOAUTH2 " + bearer
                               << QString();
        QTest::newRow("token refused")
            << Kind::Imap << true
            << Plan{.answers = {{"AUTHENTICATE", {"+ eyJzdGF0dXMiOiI0MDAifQ=="}}, {"", {"h2 NO expired"}}}}
            << QByteArray() << u"expired"_s;
        QTest::newRow("no tokens") << Kind::Imap << true << Plan{.capabilities = "IMAP4rev1"} << QByteArray()
                                   << u"XOAUTH2"_s;
        QTest::newRow("POP3 at once") << Kind::Pop3 << false << Plan{} << "AUTH PLAIN " + plain << QString();
        QTest::newRow("POP3 of old") << Kind::Pop3 << false << Plan{.answers = {{"CAPA", {"-ERR what"}}}}
                                     << QByteArray("PASS secret") << QString();
        QTest::newRow("POP3 token") << Kind::Pop3 << true << Plan{} << "AUTH XOAUTH2 " + bearer << QString();
        QTest::newRow("POP3 token refused")
            << Kind::Pop3 << true << Plan{.answers = {{"AUTH", {"+ eyJ9"}}, {"", {"-ERR expired"}}}}
            << QByteArray() << u"expired"_s;
    }
    void signingInFollowsWhatTheServerCan()
    {
        QFETCH(Kind, kind);
        QFETCH(bool, isBearer);
        QFETCH(Plan, plan);
        QFETCH(QByteArray, command);
        QFETCH(QString, fault);
        ScriptedMailboxServer server(kind, mails);
        server.follow(plan);
        auto account = accountOf(server, kind);
        account.auth = isBearer ? MailboxAccount::Auth::XOAuth2 : MailboxAccount::Auth::Password;
        Shelf shelf;
        const auto outcome = shelf.visit(account);
        QCOMPARE(outcome.fault.has_value(), !fault.isEmpty());
        if (outcome.fault) {
            QCOMPARE(outcome.fault->code, Error::Code::Refused);
            QVERIFY2(outcome.fault->detail.contains(fault), qPrintable(outcome.fault->detail));
        } else {
            QVERIFY2(server.received().contains(command), server.received().join('\n').constData());
        }
    }

    void aPasswordOnSeveralLinesIsNotSent()
    {
        ScriptedMailboxServer server(Kind::Imap, mails);
        server.follow({.capabilities = "IMAP4rev1"});
        NoProgress progress;
        const auto checked = checkMailbox(accountOf(server, Kind::Imap), "a\r\nh9 DELETE INBOX", progress);
        QVERIFY(!checked);
        for (const QByteArray &each : server.received())
            QVERIFY(!each.contains("DELETE"));
    }

    void mailsAreMovedInTheWayTheServerKnows_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        QTest::addColumn<QList<QByteArray>>("commands");
        const QByteArray store = "UID STORE 1 +FLAGS.SILENT (\\Deleted)";
        QTest::newRow("MOVE") << QByteArray("IMAP4rev1 MOVE") << QList<QByteArray>{"UID MOVE 1 \"Done\""};
        QTest::newRow("UIDPLUS") << QByteArray("IMAP4rev1 UIDPLUS")
                                 << QList<QByteArray>{"UID COPY 1 \"Done\"", store, "UID EXPUNGE 1"};
        QTest::newRow("neither") << QByteArray("IMAP4rev1")
                                 << QList<QByteArray>{"UID COPY 1 \"Done\"", store};
    }
    void mailsAreMovedInTheWayTheServerKnows()
    {
        QFETCH(QByteArray, capabilities);
        QFETCH(QList<QByteArray>, commands);
        ScriptedMailboxServer server(Kind::Imap, {mails[0]});
        server.follow({.capabilities = capabilities});
        auto account = accountOf(server, Kind::Imap);
        account.handledFolder = u"Done"_s;
        NoProgress progress;
        const auto outcome = fetchNewMail(account, "secret", {}, {}, progress,
            [](const FetchedMail &, const MailboxState &) -> Result<AfterMail> {
                return AfterMail::MoveAway;
            });
        QVERIFY(!outcome.fault);
        QList<QByteArray> moving;
        for (const QByteArray &command : server.received()) {
            if (command.startsWith("UID ") && !command.startsWith("UID FETCH")
                && !command.startsWith("UID SEARCH"))
                moving << command;
            QVERIFY(command != "EXPUNGE");
        }
        QCOMPARE(moving, commands);
    }
};

QTEST_GUILESS_MAIN(TestFetchFaults)
#include "tst_fetch_faults.moc"
