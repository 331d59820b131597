// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/event_file.h"
#include "core/sending/event_import.h"
#include "tests/support/sent_campaign.h"
#include "tests/support/service_talk.h"

#include <QStringEncoder>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp now = noon.now();

// Rows as the services' own manuals show them, with our addresses and ids.
const QByteArray sendGridHook
    = R"([{"email":"ada@example.com","timestamp":1795860000,"event":"bounce","sg_event_id":"e1","sg_message_id":"m1.filter0001.1","type":"bounce","bounce_classification":"Invalid Address","reason":"550 5.1.1 no such user","status":"5.1.1"},
        {"email":"bo@example.com","timestamp":1795860001,"event":"bounce","sg_event_id":"e2","sg_message_id":"m2.filter0001.1","type":"blocked","reason":"550 5.7.1 blocked"},
        {"email":"cy@example.com","timestamp":1795860002,"event":"open","sg_event_id":"e3","sg_message_id":"m3.filter0001.1","sg_machine_open":true}])";
const QByteArray sendGridCsv
    = "processed,message_id,event,recv_message_id,subject,from,email,reason,url,user_agent,type\n"
      "2026-11-28 10:00:00 UTC,m1.filter0001.1,bounce,r1,Hi,news@shop.example,ada@example.com,550 5.1.1 no "
      "such user,,,bounce\n"
      "2026-11-28 10:00:01 UTC,m2.filter0001.1,bounce,r2,Hi,news@shop.example,bo@example.com,550 5.7.1 "
      "blocked,,,blocked\n"
      "2026-11-28 10:00:02 UTC,m3.filter0001.1,delivered,r3,Hi,news@shop.example,cy@example.com,250 OK,,,\n";
const QByteArray mailgunHook
    = R"({"signature":{"token":"t"},"event-data":{"event":"failed","severity":"permanent","timestamp":1795860000.25,"recipient":"ada@example.com","log-level":"error","delivery-status":{"code":550,"message":"no such user"},"message":{"headers":{"message-id":"m1"}}}})";
const QByteArray mailgunItems
    = R"({"start":"x","items":[{"event":"failed","severity":"permanent","reason":"suppress-bounce","@timestamp":"2026-11-28T10:00:00.123Z","recipient":"ada@example.com","message":{"headers":{"message-id":"m1"}}},
        {"event":"failed","severity":"permanent","@timestamp":"2026-11-28T10:00:00Z","recipient":"bo@example.com","delivery-status":{"enhanced-code":"5.7.1"},"message":{"headers":{"message-id":"m2"}}},
        {"event":"opened","@timestamp":"2026-11-28T10:00:00Z","recipient":"cy@example.com","client-info":{"bot":"apple"},"message":{"headers":{"message-id":"m3"}}}],"pagination":{"next":"n"}})";
const QByteArray postmarkHooks
    = R"({"RecordType":"Bounce","Type":"HardBounce","MessageID":"m1","Email":"ada@example.com","BouncedAt":"2026-11-28T05:00:00.1234567-05:00","Details":"550 no such user"}
{"RecordType":"Delivery","MessageID":"m2","Recipient":"bo@example.com","DeliveredAt":"2026-11-28T10:00:00Z"}
{"RecordType":"SubscriptionChange","MessageID":"m3","Recipient":"cy@example.com","ChangedAt":"2026-11-28T10:00:00Z","SuppressSending":true,"SuppressionReason":"ManualSuppression"})";
const QByteArray sesEvents
    = R"({"eventType":"Bounce","mail":{"timestamp":"2026-11-28T09:59:00.000Z","messageId":"m1","destination":["ada@example.com"],"headers":[{"name":"a","value":"b"}]},"bounce":{"bounceType":"Permanent","bounceSubType":"General","timestamp":"2026-11-28T10:00:00.000Z","bouncedRecipients":[{"emailAddress":"ada@example.com","diagnosticCode":"smtp; 550 no such user"}]}}
{"eventType":"Bounce","mail":{"timestamp":"2026-11-28T09:59:00.000Z","messageId":"m2","destination":["bo@example.com"]},"bounce":{"bounceType":"Transient","bounceSubType":"MailboxFull","timestamp":"2026-11-28T10:00:00.000Z"}}
{"notificationType":"Complaint","mail":{"timestamp":"2026-11-28T09:59:00.000Z","messageId":"m3","destination":["cy@example.com"]},"complaint":{"timestamp":"2026-11-28T10:00:00.000Z"}})";
const QByteArray brevoHook
    = R"([{"event":"hard_bounce","email":"ada@example.com","date":"2026-11-28 11:00:00","ts_event":1795860000,"message-id":"<m1>","reason":"no such user"},
        {"event":"unique_proxy_open","email":"bo@example.com","ts_event":1795860000,"message-id":"<m2>"},
        {"event":"spam","email":"cy@example.com","ts_event":1795860000,"message-id":"<m3>"}])";
const QByteArray resendHooks
    = R"({"type":"email.bounced","created_at":"2026-11-28T10:00:00.000Z","data":{"email_id":"m1","to":["ada@example.com"],"bounce":{"type":"Permanent","subType":"General","message":"no such user"}}}
{"type":"email.bounced","created_at":"2026-11-28T10:00:00.000Z","data":{"email_id":"m2","to":["bo@example.com"],"bounce":{"type":"Transient","subType":"MailboxFull"}}}
{"type":"email.opened","created_at":"2026-11-28T10:00:00.000Z","data":{"email_id":"m3","to":["cy@example.com"]}})";
const QByteArray resendCsv = "id,created_at,from,to,subject,last_event\n"
                             "m1,2026-11-28 10:00:00.5+00,news@shop.example,ada@example.com,Hi,bounced\n";

} // namespace

/// Events that come in files.
class TestEventImport final : public QObject
{
    Q_OBJECT

    static EventImportReport import(SentCampaign &sent, const QString &path,
        std::optional<Service> told = std::nullopt, Timestamp at = now)
    {
        NoProgress progress;
        const auto report = importEvents(sent.shop().connection(), sent.account(), path, told, at, progress);
        if (!report)
            qWarning("%s", qPrintable(report.error().detail));
        return report.value_or(EventImportReport{});
    }
    static QString badRows(const EventImportReport &report)
    {
        QStringList lines;
        for (const BadEventRow &each : report.badRows)
            lines.append(u"%1: %2"_s.arg(each.line).arg(each.reason));
        return lines.join(u'|');
    }

private Q_SLOTS:
    void servicesAreRecognisedByTheirColumns_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("events");
        const auto row
            = [](const char *name, const QString &file, const QByteArray &content, const QString &service,
                  const QString &events) { QTest::newRow(name) << file << content << service << events; };
        row("SendGrid, webhook", u"a.json"_s, sendGridHook, u"sendgrid"_s,
            u"1 hard_bounce|2 block|3 open service-says-so"_s);
        row("SendGrid, activity", u"a.csv"_s, sendGridCsv, u"sendgrid"_s,
            u"1 hard_bounce|2 block|3 delivered"_s);
        row("Mailgun, one webhook", u"a.json"_s, mailgunHook, u"mailgun"_s, u"1 hard_bounce"_s);
        row("Mailgun, answer of its interface", u"a.json"_s, mailgunItems, u"mailgun"_s,
            u"1 refused|2 block|3 open service-says-so"_s);
        row("Postmark, webhooks", u"a.jsonl"_s, postmarkHooks, u"postmark"_s,
            u"1 hard_bounce|2 delivered|3 unsubscribe"_s);
        row("SES, events", u"a.jsonl"_s, sesEvents, u"ses"_s, u"1 hard_bounce|2 soft_bounce|3 complaint"_s);
        row("Brevo, webhooks", u"a.json"_s, brevoHook, u"brevo"_s,
            u"1 hard_bounce|2 open service-says-so|3 complaint"_s);
        row("Resend, webhooks", u"a.jsonl"_s, resendHooks, u"resend"_s,
            u"1 hard_bounce|2 soft_bounce|3 open"_s);
        row("Resend, list", u"a.csv"_s, resendCsv, u"resend"_s, u"1 hard_bounce"_s);
        row("anybody's", u"a.csv"_s,
            "email,event,time,message id,reason\nada@example.com,hard bounce,2026-11-28 10:00,m1,no such "
            "user\n"
            "BO@example.com,Complaint,2026-11-28T10:00:00+01:00,,\ncy@example.com,bounce,2026-11-28 "
            "10:00,,full\n",
            {}, u"1 hard_bounce|2 complaint|3 soft_bounce"_s);
    }
    void servicesAreRecognisedByTheirColumns()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, content);
        QFETCH(const QString, service);
        QFETCH(const QString, events);
        SentCampaign sent(Service::Mailgun, now - 2h); // sent three hours ago
        const QString path = sent.shop().write(name, content);
        const auto report = import(sent, path);
        QCOMPARE(badRows(report), QString());
        QCOMPARE(report.service, service);
        QCOMPARE(sent.events(), events);
        QCOMPARE(report.counts.added, report.counts.read);
        QVERIFY(report.counts.unknown.isEmpty());

        // The same file again changes nothing.
        const auto all = sent.shop().lines(u"SELECT * FROM delivery_event ORDER BY id"_s);
        const auto again = import(sent, path);
        QCOMPARE(again.counts.added, 0);
        QCOMPARE(again.counts.known, report.counts.added);
        QCOMPARE(again.counts.suppressed, 0);
        QCOMPARE(sent.shop().lines(u"SELECT * FROM delivery_event ORDER BY id"_s), all);
    }

    void wordsOfTheServerAreKept()
    {
        SentCampaign sent(Service::Ses, now - 2h);
        static_cast<void>(import(sent, sent.shop().write(u"a.jsonl"_s, sesEvents)));
        QCOMPARE(sent.shop().lines(u"SELECT raw, detail, source, occurred_at FROM delivery_event WHERE "
                                   u"kind = 'hard_bounce'"_s),
            u"Bounce General Permanent|smtp; 550 no such user|file a.jsonl|1795860000000\n"_s);
        QVERIFY(sent.shop()
                    .lines(u"SELECT evidence FROM suppression WHERE reason = 'hard_bounce'"_s)
                    .contains(u"no such user"_s));
    }

    void askedForAndImportedIsOneRow_data() { addServices(); }
    void askedForAndImportedIsOneRow()
    {
        QFETCH(const Service, service);
        for (const bool isAskedFirst : {true, false}) {
            SentCampaign sent(service, now);
            FakeMailService fake(service);
            for (int i = 1; i <= 3; ++i) {
                Happening it;
                it.kind = i == 2 ? EventKind::Complaint : EventKind::HardBounce;
                it.id = u"m%1"_s.arg(i);
                it.recipient
                    = QStringList{u"ada@example.com"_s, u"bo@example.com"_s, u"cy@example.com"_s}[i - 1];
                it.at = now - 30min + i * 1500ms;
                fake.tell(it);
            }
            const QString path = sent.shop().write(u"events.json"_s, fake.eventFile());
            qint64 added = 0;
            if (isAskedFirst)
                added += sent.visit(fake, noon).counts.added;
            const auto report = import(sent, path);
            QCOMPARE(badRows(report), QString());
            added += report.counts.added;
            if (!isAskedFirst)
                added += sent.visit(fake, noon).counts.added;
            QCOMPARE(added, 3);
            QCOMPARE(sent.events(), u"1 hard_bounce|2 complaint|3 hard_bounce"_s);
        }
    }

    void badRowsAreNamedAndTheOthersKept()
    {
        SentCampaign sent(Service::Mailgun, now - 2h);
        QByteArray file = "email,event,time\n"
                          "ada@example.com,hard_bounce,2026-11-28T10:00:00Z\n"
                          "no address,hard_bounce,2026-11-28T10:00:00Z\n"
                          ",hard_bounce,2026-11-28T10:00:00Z\n"
                          "bo@example.com,hard_bounce,soon\n"
                          "bo@example.com,hard_bounce,\n"
                          "bo@example.com,,2026-11-28T10:00:00Z\n"
                          "bo@example.com,hard_bounce,2031-01-01T00:00:00Z\n"
                          "bo@example.com,hard_bounce,2026-11-28T10:00:00Z,and,more\n"
                          "bo@example.com,hard_bounce,-1\n"
                          "bo@example.com,NUL,2026-11-28T10:00:00Z\n"
                          "stranger@example.com,hard_bounce,2026-11-28T10:00:00Z\n"
                          "bo@example.com,teleported,2026-11-28T10:00:00Z\n"
                          "cy@example.com,complaint,2026-11-28T10:00:00Z\n";
        file.replace("NUL", QByteArray(1, '\0'));
        const auto report = import(sent, sent.shop().write(u"a.csv"_s, file));
        QCOMPARE(sent.events(), u"1 hard_bounce|3 complaint"_s);
        QCOMPARE(report.counts.notOurs, 1);
        QCOMPARE(report.counts.unknown, (QMap<QString, qint64>{{u"teleported"_s, 1}}));
        QCOMPARE(report.bad, 9);
        const QString bad = badRows(report);
        for (const QString &part :
            {u"3: “no address” is no address"_s, u"4: it says neither"_s, u"5: “soon” is no time"_s,
                u"6: it has no time"_s, u"7: it has no event"_s,
                u"8: 2031-01-01T00:00:00Z is still to come"_s, u"9: "_s, u"10: “-1” is no time"_s, u"11: "_s})
            QVERIFY2(bad.contains(part), qPrintable(bad));
    }

    void brokenJsonCostsItsRowOnly()
    {
        SentCampaign sent(Service::Postmark, now - 2h);
        auto lines = postmarkHooks.split('\n');
        lines.insert(1, "{\"RecordType\":\"Bounce\",");
        lines.insert(3, "not JSON");
        const auto report = import(sent, sent.shop().write(u"a.jsonl"_s, lines.join('\n')));
        QCOMPARE(sent.events(), u"1 hard_bounce|2 delivered|3 unsubscribe"_s);
        QCOMPARE(report.bad, 2);
        QVERIFY2(badRows(report).startsWith(u"2: "_s) && badRows(report).contains(u"|4: "_s),
            qPrintable(badRows(report)));
    }

    void aNameThatComesLateInALongFileIsRead()
    {
        SentCampaign sent(Service::Brevo, now - 2h);
        QByteArray lines;
        const QByteArray delivered = "{\"event\":\"delivered\",\"email\":\"nobody@example.com\",\"ts_event\":"
                                     "1795860000,\"message-id\":\"<x>\"}\n";
        for (int i = 0; i < 10'500; ++i)
            lines += delivered;
        lines += "{\"event\":\"click\",\"email\":\"ada@example.com\",\"ts_event\":1795860000,"
                 "\"message-id\":\"<m1>\",\"link\":\"https://shop.example/a\"}\n";
        const auto report = import(sent, sent.shop().write(u"a.jsonl"_s, lines));
        QCOMPARE(badRows(report), QString());
        QCOMPARE(report.counts.notOurs, 10'500);
        QCOMPARE(sent.shop().lines(u"SELECT kind, detail FROM delivery_event"_s),
            u"click|https://shop.example/a\n"_s);
    }

    void aListMayHoldWhatIsNoObject()
    {
        SentCampaign sent(Service::Brevo, now - 2h);
        const auto report = import(sent,
            sent.shop().write(u"a.json"_s,
                "{\"count\":2,\"events\":[7,{\"email\":\"ada@example.com\",\"date\":\"2026-11-28T10:00:00."
                "000Z\","
                "\"messageId\":\"<m1>\",\"event\":\"hardBounces\"}]}"),
            Service::Brevo);
        QCOMPARE(sent.events(), u"1 hard_bounce"_s);
        QCOMPARE(badRows(report), u"1: it is no JSON object"_s);
    }

    void encodingsAndDelimiters_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QString text
            = u"\"E-mail\";event;time;reason\nada@example.com;hard_bounce;2026-11-28 10:00;Grüße\n"_s;
        const QString mended = QString(text).replace(u"\"E-mail\""_s, u"email"_s);
        QTest::newRow("semicolons") << mended.toUtf8();
        QTest::newRow("byte-order mark") << "\xef\xbb\xbf" + mended.toUtf8();
        QTest::newRow("Windows-1252") << mended.toLatin1();
        QTest::newRow("Windows line ends") << QByteArray(mended.toUtf8().replace("\n", "\r\n"));
        QTest::newRow("tabs") << QByteArray(mended.toUtf8().replace(";", "\t"));
        QStringEncoder utf16(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-16") << QByteArray(utf16(mended));
        QTest::newRow("another name for the address") << text.toUtf8();
    }
    void encodingsAndDelimiters()
    {
        QFETCH(const QByteArray, content);
        SentCampaign sent(Service::Mailgun, now - 2h);
        const auto report = import(sent, sent.shop().write(u"a.csv"_s, content));
        QCOMPARE(badRows(report), QString());
        QCOMPARE(sent.events(), u"1 hard_bounce"_s);
        QCOMPARE(sent.shop().lines(u"SELECT detail FROM delivery_event"_s), u"Grüße\n"_s);
    }

    void filesThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("people") << QByteArray("Customer ID,Email\n1,ada@example.com\n") << u"what happened"_s;
        QTest::newRow("no time") << QByteArray("email,event\nada@example.com,open\n")
                                 << u"when it happened"_s;
        QTest::newRow("nobody") << QByteArray("event,time\nopen,2026-11-28 10:00\n") << u"whose mail"_s;
        QTest::newRow("an object that is something else")
            << QByteArray("{\"a\":{\"b\":1}}") << u"what happened"_s;
    }
    void filesThatAreNoneAreRefused()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, says);
        SentCampaign sent(Service::Mailgun, now);
        NoProgress progress;
        const auto report = importEvents(sent.shop().connection(), sent.account(),
            sent.shop().write(u"a.csv"_s, content), {}, now, progress);
        QVERIFY(!report);
        QVERIFY2(report.error().detail.contains(says), qPrintable(report.error().detail));
        QVERIFY(!importEvents(
            sent.shop().connection(), sent.account(), sent.shop().path(u"missing.csv"_s), {}, now, progress));
        QCOMPARE(sent.events(), QString());
    }

    void anEmptyListIsNoMistake()
    {
        SentCampaign sent(Service::Brevo, now);
        const auto report = import(sent, sent.shop().write(u"a.json"_s, "{\"count\":0,\"events\":[]}"));
        QCOMPARE(report.counts.read, 0);
        QCOMPARE(report.bad, 0);
    }

    void whoseFileItIsMayBeTold()
    {
        // These columns are anybody's, for whom a bounce may pass; SendGrid means one for good.
        SentCampaign sent(Service::Mailgun, now - 2h);
        const QString path = sent.shop().write(
            u"a.csv"_s, "email,event,timestamp,message_id\nada@example.com,bounce,1795860000,m1\n");
        QCOMPARE(import(sent, path, Service::SendGrid).service, u"sendgrid"_s);
        QCOMPARE(sent.events(), u"1 hard_bounce"_s);
    }

    void anAddressOfAnotherAccountIsNotOurs()
    {
        SentCampaign sent(Service::Mailgun, now - 2h);
        QVERIFY(sent.shop().connection().execute(u"UPDATE outbox SET account_id = NULL WHERE id = 1"_s));
        const auto report = import(sent,
            sent.shop().write(u"a.csv"_s,
                "email,event,time\nada@example.com,hard_bounce,2026-11-28 10:00\n"
                // Before anything was sent: somebody else's mail.
                "bo@example.com,hard_bounce,2026-11-01 10:00\n"));
        QCOMPARE(report.counts.notOurs, 2);
        QCOMPARE(sent.events(), QString());
    }

    void whoStopsKeepsNothing()
    {
        class Stopped final : public Progress
        {
        public:
            void report(qint64, qint64) override { }
            [[nodiscard]] bool isCancelled() const override { return ++m_asked > 2; }

        private:
            mutable int m_asked = 0;
        };
        SentCampaign sent(Service::SendGrid, now - 2h);
        Stopped progress;
        const auto report = importEvents(sent.shop().connection(), sent.account(),
            sent.shop().write(u"a.json"_s, sendGridHook), {}, now, progress);
        QVERIFY(!report);
        QCOMPARE(report.error().code, Error::Code::Cancelled);
        QCOMPARE(sent.events(), QString());
    }
};

QTEST_GUILESS_MAIN(TestEventImport)
#include "tst_event_import.moc"
