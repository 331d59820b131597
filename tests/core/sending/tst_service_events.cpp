// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/transaction.h"
#include "tests/support/sent_campaign.h"
#include "tests/support/service_talk.h"

#include <QFile>

using namespace haberdash;
using namespace haberdash::deliver;
using namespace haberdash::sending;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Reply = ScriptedHttpServer::Reply;

namespace {

const Timestamp now = noon.now();

Happening happened(EventKind kind, int customer, std::chrono::milliseconds ago)
{
    static const QStringList addresses{u"ada@example.com"_s, u"bo@example.com"_s, u"cy@example.com"_s};
    Happening it;
    it.kind = kind;
    it.id = u"m%1"_s.arg(customer);
    it.recipient = addresses[customer - 1];
    it.at = now - ago;
    return it;
}

/// One of the ways in which an answer is of no use. Where there are words in it, the key is among them.
Reply spoiled(Reply honest, int kind)
{
    const QByteArray secret = QByteArray::fromStdString(FakeMailService::secret);
    const auto reply = &ScriptedHttpServer::reply;
    switch (kind) {
    case 0:
        honest.bytes.truncate(10);
        honest.closes = true;
        return honest;
    case 1:
        honest.bytes.truncate(honest.bytes.size() - 5);
        honest.closes = true;
        return honest;
    case 2:
        return reply(200, {}, QByteArray(10'000'000, ' '));
    case 3:
        return reply(200, {}, "<html>" + secret + "</html>");
    case 4:
        return reply(200, {}, R"({"ok":true,"note":")" + secret + "\"}");
    case 5:
        return reply(200, {}, R"({"items":[{"event":)");
    case 6:
        return reply(200, {},
            R"({"items":[{}],"messages":[{}],"events":[{}],"data":[{}],"Bounces":[{}],)"
            R"("MessageEvents":[{"Type":"Delivered"}],"SuppressedDestinationSummaries":[{}]})");
    case 7:
        return reply(500, {}, R"({"message":"oops )" + secret + "\"}");
    case 8:
        return reply(302, "Location: https://elsewhere.example/?" + secret + "\r\n", {});
    default:
        return reply(403, {},
            R"({"message":"key )" + secret + R"( may not","errors":[{"message":"key )" + secret
                + R"("}],"Message":")" + secret + R"(","ErrorCode":10,"code":"x","name":"y"})");
    }
}

/// Stops after so many reports.
class StopsAfter final : public Progress
{
public:
    explicit StopsAfter(int reports)
        : m_left(reports)
    { }
    void report(qint64, qint64) override { --m_left; }
    [[nodiscard]] bool isCancelled() const override { return m_left <= 0; }

private:
    int m_left;
};

} // namespace

/// What six services tell later, each as DELIVERY says it does.
class TestServiceEvents final : public QObject
{
    Q_OBJECT

    /// Services that name the next page.
    static void addServicesWithPages()
    {
        QTest::addColumn<Service>("service");
        for (const Service each : {Service::Mailgun, Service::Ses, Service::Resend})
            QTest::newRow(qPrintable(toWord(each))) << each;
    }
    /// Five events on five pages: of three people, and two that are nobody's.
    static void tellFive(FakeMailService &fake)
    {
        fake.setEventPageSize(1);
        for (int i = 1; i <= 3; ++i)
            fake.tell(happened(EventKind::HardBounce, i, 50min - i * 1min));
        for (int i = 4; i <= 5; ++i) {
            auto stranger = happened(EventKind::HardBounce, 1, 50min - i * 1min);
            stranger.id = u"x%1"_s.arg(i);
            stranger.recipient = u"nobody%1@example.com"_s.arg(i);
            fake.tell(stranger);
        }
    }
    const QString m_allThree = u"1 hard_bounce|2 hard_bounce|3 hard_bounce"_s;

private Q_SLOTS:
    void everyServiceTellsWhatBecameOfTheMail_data() { addServices(); }
    void everyServiceTellsWhatBecameOfTheMail()
    {
        QFETCH(const Service, service);
        SentCampaign sent(service, now);
        FakeMailService fake(service);
        fake.tell(happened(EventKind::HardBounce, 1, 50min));
        fake.tell(happened(EventKind::Complaint, 2, 40min));
        fake.tell(happened(EventKind::Delivered, 3, 30min));
        auto stranger = happened(EventKind::HardBounce, 1, 20min);
        stranger.id = u"x1"_s;
        stranger.recipient = u"nobody@example.com"_s;
        fake.tell(stranger);
        const auto report = sent.visit(fake, noon);
        QCOMPARE(fake.complaint(), QString());
        QCOMPARE(report.trouble, QString());
        QVERIFY(report.isComplete);
        QCOMPARE(sent.events(),
            service == Service::Ses ? u"1 hard_bounce|2 complaint"_s
                                    : u"1 hard_bounce|2 complaint|3 delivered"_s);
        QCOMPARE(report.counts.added, service == Service::Ses ? 2 : 3);
        QCOMPARE(report.counts.notOurs, 1);
        QCOMPARE(report.counts.suppressed, 2);
        QCOMPARE(report.readUntil, std::optional(now));
        QCOMPARE(sent.shop().lines(u"SELECT address_key, reason, source FROM suppression ORDER BY 1"_s),
            u"ada@example.com|hard_bounce|%1\nbo@example.com|complaint|%1\n"_s.arg(toWord(service)));
        QCOMPARE(sent.shop().count(u"SELECT count(*) FROM delivery_event WHERE raw = ''"_s), 0);

        // Once more, an hour later: the overlap is known, and what came late is found.
        auto late = happened(EventKind::HardBounce, 3, 10min);
        fake.tell(late);
        fake.tell(late);
        const auto again = sent.visit(fake, FixedClock(now + 30min));
        QCOMPARE(again.trouble, QString());
        QCOMPARE(again.counts.added, 1);
        QVERIFY(again.counts.known >= 1);
        QVERIFY(sent.events().contains(u"3 hard_bounce"_s));
    }

    void unsubscribingIsHeard_data()
    {
        QTest::addColumn<Service>("service");
        for (const Service each : allServices()) {
            if (FakeEvents::tells(each, EventKind::Unsubscribe))
                QTest::newRow(qPrintable(toWord(each))) << each;
        }
    }
    void unsubscribingIsHeard()
    {
        QFETCH(const Service, service);
        SentCampaign sent(service, now);
        FakeMailService fake(service);
        fake.tell(happened(EventKind::Unsubscribe, 2, 30min));
        const auto report = sent.visit(fake, noon);
        QCOMPARE(report.counts.unsubscribed, 1);
        QCOMPARE(sent.shop().lines(u"SELECT state FROM consent_entry WHERE customer_id = 2 ORDER BY id"_s),
            u"subscribed\nunsubscribed\n"_s);
    }

    void openingsOfProgramsAreCountedApart_data()
    {
        QTest::addColumn<Service>("service");
        for (const Service each : {Service::SendGrid, Service::Mailgun, Service::Postmark, Service::Brevo})
            QTest::newRow(qPrintable(toWord(each))) << each;
    }
    void openingsOfProgramsAreCountedApart()
    {
        QFETCH(const Service, service);
        SentCampaign sent(service, now);
        FakeMailService fake(service);
        fake.tell(happened(EventKind::Delivered, 1, 50min));
        auto person = happened(EventKind::Open, 1, 40min);
        person.userAgent = u"Mozilla/5.0 (Windows NT 10.0) Chrome/142"_s;
        fake.tell(person);
        auto fast = happened(EventKind::Open, 1, 50min - 1s);
        fake.tell(fast);
        auto said = happened(EventKind::Open, 1, 30min);
        said.isMachine = true;
        said.userAgent = u"Mozilla/5.0"_s; // where the service does not say so, this does
        fake.tell(said);
        for (const QString &link : {u"https://a"_s, u"https://b"_s, u"https://c"_s}) {
            auto click = happened(EventKind::Click, 1, 20min);
            click.link = link;
            fake.tell(click);
        }
        const auto report = sent.visit(fake, noon);
        QCOMPARE(report.counts.machines, 5);
        const QString saying = service == Service::Postmark ? u"apple-privacy-proxy"_s : u"service-says-so"_s;
        QCOMPARE(sent.events(),
            u"1 click many-links-at-once|1 click many-links-at-once|1 click many-links-at-once|1 delivered|"
            u"1 open|1 open %1"_s.arg(saying < u"moments"_s ? saying + u"|1 open moments-after-delivery"_s
                                                            : u"moments-after-delivery|1 open "_s + saying));
        // The customer's own history has the person only.
        QCOMPARE(sent.shop().lines(u"SELECT t.name, count(*) FROM event e JOIN event_type t ON t.id = "
                                   u"e.type_id GROUP BY 1 ORDER BY 1"_s),
            u"email_delivered|1\nemail_open|1\n"_s);
    }

    void ourKeyLeadsToTheMessage_data()
    {
        QTest::addColumn<Service>("service");
        for (const Service each : {Service::SendGrid, Service::Mailgun, Service::Postmark})
            QTest::newRow(qPrintable(toWord(each))) << each;
    }
    void ourKeyLeadsToTheMessage()
    {
        QFETCH(const Service, service);
        SentCampaign sent(service, now);
        FakeMailService fake(service);
        auto lost = happened(EventKind::Delivered, 1, 50min); // its answer never came: no id is known
        lost.id = u"other-id"_s;
        lost.key = sent.key(1);
        fake.tell(lost);
        auto forged = happened(EventKind::Delivered, 2, 50min);
        forged.key = u"1-2-0123456789abcdef"_s; // of another workspace that sends by the same account
        fake.tell(forged);
        const auto report = sent.visit(fake, noon);
        QCOMPARE(sent.events(), u"1 delivered"_s);
        QCOMPARE(report.counts.notOurs, 1);
    }

    void theSameIdWithAnotherRecipientIsNotOurs()
    {
        SentCampaign sent(Service::Mailgun, now);
        FakeMailService fake(Service::Mailgun);
        auto other = happened(EventKind::HardBounce, 1, 50min);
        other.recipient = u"bo@example.com"_s;
        fake.tell(other);
        const auto report = sent.visit(fake, noon);
        QCOMPARE(report.counts.notOurs, 1);
        QCOMPARE(sent.events(), QString());
    }

    void namesWithoutAMeaningAreReported_data() { addServices(); }
    void namesWithoutAMeaningAreReported()
    {
        QFETCH(const Service, service);
        SentCampaign sent(service, now);
        FakeMailService fake(service);
        auto strange = happened(EventKind::HardBounce, 1, 50min);
        strange.name = u"teleported"_s;
        fake.tell(strange);
        const auto report = sent.visit(fake, noon);
        QCOMPARE(report.trouble, QString());
        QCOMPARE(report.counts.added, 0);
        QCOMPARE(report.counts.unknown.size(), 1);
        QVERIFY2(report.counts.unknown.firstKey().startsWith(u"teleported"_s),
            qPrintable(report.counts.unknown.firstKey()));
    }

    void aServiceThatHasHadEnoughIsLeftAlone_data() { addServicesWithPages(); }
    void aServiceThatHasHadEnoughIsLeftAlone()
    {
        QFETCH(const Service, service);
        SentCampaign sent(service, now);
        FakeMailService fake(service);
        tellFive(fake);
        fake.addToEvents(answers(ScriptedHttpServer::reply(429, "Retry-After: 120\r\n",
                             FakeMailService::errorBody(service, u"slowly"_s, {}))),
            2);
        const auto first = sent.visit(fake, noon);
        QVERIFY(!first.isComplete);
        QVERIFY2(first.trouble.contains(u"slowly"_s), qPrintable(first.trouble));
        QCOMPARE(first.goesOnAt, std::optional(now + 120s));
        QCOMPARE(first.counts.read, 2);
        QCOMPARE(fake.eventQuestions(), 3);
        const auto tooEarly = sent.visit(fake, FixedClock(now + 119s));
        QVERIFY(!tooEarly.isComplete);
        QCOMPARE(tooEarly.goesOnAt, std::optional(now + 120s));
        QCOMPARE(fake.eventQuestions(), 3);
        const auto last = sent.visit(fake, FixedClock(now + 120s));
        QVERIFY2(last.isComplete, qPrintable(last.trouble));
        QCOMPARE(sent.events(), m_allThree);
        QCOMPARE(last.counts.added + first.counts.added, 3);
    }

    void aLimitThatIsUsedUpEndsTheVisit()
    {
        SentCampaign sent(Service::Resend, now);
        FakeMailService fake(Service::Resend);
        tellFive(fake);
        fake.addToEvents({true, [](Reply honest) {
                              honest.bytes.insert(honest.bytes.indexOf("\r\n") + 2,
                                  "ratelimit-remaining: 0\r\nratelimit-reset: 60\r\n");
                              return honest;
                          }});
        const auto first = sent.visit(fake, noon);
        QCOMPARE(first.counts.read, 1);
        QCOMPARE(first.goesOnAt, std::optional(now + 60s));
        QCOMPARE(fake.eventQuestions(), 1);
        QVERIFY(sent.visit(fake, FixedClock(now + 61s)).isComplete);
        QCOMPARE(sent.events(), m_allThree);
    }

    void restsBetweenVisitsAreKept()
    {
        SentCampaign sent(Service::Brevo, now);
        FakeMailService fake(Service::Brevo);
        const auto first = sent.visit(fake, noon);
        QVERIFY(first.isComplete);
        QCOMPARE(first.goesOnAt, std::optional(now + 15min));
        const int asked = fake.eventQuestions();
        QVERIFY(!sent.visit(fake, FixedClock(now + 14min)).isComplete);
        QCOMPARE(fake.eventQuestions(), asked);
        QVERIFY(sent.visit(fake, FixedClock(now + 15min)).isComplete);
        QCOMPARE(fake.eventQuestions(), asked + 1);
    }

    void aPageThatIsForgottenStartsTheListAnew_data() { addServicesWithPages(); }
    void aPageThatIsForgottenStartsTheListAnew()
    {
        QFETCH(const Service, service);
        SentCampaign sent(service, now);
        FakeMailService fake(service);
        tellFive(fake);
        fake.addToEvents(answers(ScriptedHttpServer::reply(429, "Retry-After: 1\r\n")), 2);
        QCOMPARE(sent.visit(fake, noon).counts.read, 2);
        fake.addToEvents(answers(ScriptedHttpServer::reply(
            service == Service::Resend ? 422 : 400, {}, "{\"message\":\"unknown page\"}")));
        const auto last = sent.visit(fake, FixedClock(now + 1min));
        QVERIFY2(last.isComplete, qPrintable(last.trouble));
        QVERIFY(last.counts.known > 0);
        QCOMPARE(sent.events(), m_allThree);
    }

    void whatNeverGivesAPageIsNotAskedForEver()
    {
        SentCampaign sent(Service::Mailgun, now);
        FakeMailService fake(Service::Mailgun);
        tellFive(fake);
        const auto refusal = answers(ScriptedHttpServer::reply(400, {}, "{\"message\":\"unknown page\"}"));
        fake.addToEvents(refusal, 1);
        fake.addToEvents(refusal, 1);
        const auto report = sent.visit(fake, noon);
        QVERIFY(!report.isComplete);
        QVERIFY2(report.trouble.contains(u"unknown page"_s), qPrintable(report.trouble));
        QCOMPARE(fake.eventQuestions(), 4);
    }

    void whatGoesWrongOnTheWireLosesNothing_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("once"); // then all goes well by itself
        static const QStringList kinds{u"cut in the head"_s, u"cut in the page"_s, u"ten megabytes"_s,
            u"rubbish"_s, u"another form"_s, u"half a document"_s, u"an event without a time"_s,
            u"failed over there"_s, u"sent elsewhere"_s, u"no right to read"_s};
        for (const Service service : allServices()) {
            for (int kind = 0; kind < kinds.size(); ++kind) {
                for (const bool once : {true, false})
                    QTest::newRow(qPrintable(
                        toWord(service) + u' ' + kinds[kind] + (once ? u", once"_s : u", and again"_s)))
                        << service << kind << once;
            }
        }
    }
    void whatGoesWrongOnTheWireLosesNothing()
    {
        QFETCH(const Service, service);
        QFETCH(const int, kind);
        QFETCH(const bool, once);
        SentCampaign sent(service, now);
        FakeMailService fake(service);
        tellFive(fake);
        for (int i = 0; i < (once ? 1 : 3); ++i)
            fake.addToEvents({true, [kind](const Reply &honest) { return spoiled(honest, kind); }});
        const auto first = sent.visit(fake, noon);
        const bool heals = once && (kind == 0 || kind == 1 || kind == 2 || kind == 7);
        // A message without a name is passed over, as is one that is not in the log any more.
        const bool isEmptyForm = kind == 6 && service == Service::SendGrid;
        if (!isEmptyForm)
            QCOMPARE(first.isComplete, heals);
        QVERIFY2(!first.trouble.contains(QString::fromStdString(FakeMailService::secret)),
            qPrintable(first.trouble));
        fake.forget();
        // Whatever is left of the faults comes first; then all is well.
        for (int i = 1; i <= 3; ++i)
            static_cast<void>(sent.visit(fake, FixedClock(now + i * 20min)));
        QCOMPARE(sent.events(), m_allThree);
        QFile file(sent.shop().file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(QByteArray::fromStdString(FakeMailService::secret)));
    }

    void stoppedAtAnyPointNothingIsLostOrDoubled_data() { addServices(); }
    void stoppedAtAnyPointNothingIsLostOrDoubled()
    {
        QFETCH(const Service, service);
        for (int pages = 1; pages <= 8; ++pages) {
            SentCampaign sent(service, now);
            FakeMailService fake(service);
            tellFive(fake);
            qint64 added = 0;
            for (int i = 0; i < 6; ++i) {
                StopsAfter progress(pages);
                added += sent.visit(fake, FixedClock(now + i * 16min), progress).counts.added;
            }
            const auto last = sent.visit(fake, FixedClock(now + 2h));
            QVERIFY2(last.isComplete, qPrintable(last.trouble));
            added += last.counts.added;
            QCOMPARE(added, 3);
            QCOMPARE(sent.events(), m_allThree);
        }
    }

    void placeAndEventsAreOneTransaction()
    {
        SentCampaign sent(Service::Mailgun, now);
        FakeMailService fake(Service::Mailgun);
        tellFive(fake);
        // The disk refuses the third event: the place stays where the second was kept.
        QVERIFY(sent.shop().connection().execute(
            u"CREATE TRIGGER full BEFORE INSERT ON delivery_event WHEN NEW.customer_id = 3 "
            u"BEGIN SELECT RAISE(ABORT, 'disk full'); END"_s));
        auto reached = fake.account();
        const auto source = makeEventSource(reached, FakeMailService::secret, noon);
        NoProgress progress;
        const auto failed = visitService(sent.shop().connection(), sent.account(), *source, noon, progress);
        QVERIFY(!failed);
        QCOMPARE(sent.events(), u"1 hard_bounce|2 hard_bounce"_s);
        QVERIFY(sent.shop().connection().execute(u"DROP TRIGGER full"_s));
        const auto report = sent.visit(fake, noon);
        QCOMPARE(sent.events(), m_allThree);
        QCOMPARE(report.counts.added, 1);
        QCOMPARE(report.counts.known, 0); // it went on behind the second page
    }

    void sendGridIsAskedInSlicesThatFit()
    {
        SentCampaign sent(Service::SendGrid, now);
        FakeMailService fake(Service::SendGrid);
        for (int i = 0; i < 1300; ++i) {
            auto it = happened(EventKind::Delivered, 1 + i % 3, 55min - i * 1s);
            it.id = u"m%1"_s.arg(i + 1);
            fake.tell(it);
        }
        const auto report = sent.visit(fake, noon);
        QVERIFY2(report.isComplete, qPrintable(report.trouble));
        QCOMPARE(fake.complaint(), QString());
        QCOMPARE(report.counts.added, 3);
        QVERIFY2(report.counts.notOurs >= 1297, qPrintable(QString::number(report.counts.notOurs)));
        QCOMPARE(report.remarks, QStringList());
    }

    void aSecondWithMoreThanAPageIsOwnedUpTo()
    {
        SentCampaign sent(Service::SendGrid, now);
        FakeMailService fake(Service::SendGrid);
        for (int i = 0; i < 1001; ++i) {
            auto it = happened(EventKind::Delivered, 1, 30min);
            it.id = u"x%1"_s.arg(i);
            it.recipient = u"nobody@example.com"_s;
            fake.tell(it);
        }
        const auto report = sent.visit(fake, noon);
        QVERIFY(report.isComplete);
        QVERIFY2(report.remarks.size() >= 1 && report.remarks.front().contains(u"1000"_s),
            qPrintable(report.remarks.join(u' ')));
    }

    void whatArrivedBeforeIsNotAskedForAgain()
    {
        SentCampaign sent(Service::SendGrid, now);
        FakeMailService fake(Service::SendGrid);
        fake.tell(happened(EventKind::Delivered, 1, 50min));
        fake.tell(happened(EventKind::Deferred, 2, 50min));
        QCOMPARE(sent.visit(fake, noon).counts.added, 2);
        const int asked = fake.eventQuestions();
        fake.tell(happened(EventKind::HardBounce, 2, -20min)); // tried for hours
        const auto later = sent.visit(fake, FixedClock(now + 5h));
        QCOMPARE(later.counts.added, 1);
        // Log, the message that had not arrived, two lists, and the log again for what came later.
        QVERIFY2(
            fake.eventQuestions() - asked <= 5, qPrintable(QString::number(fake.eventQuestions() - asked)));
        const auto muchLater = sent.visit(fake, FixedClock(now + 12h));
        QCOMPARE(muchLater.counts.added, 0);
    }

    void postmarkIsAskedForDaysWhereAListIsTooLong()
    {
        SentCampaign sent(Service::Postmark, now);
        FakeMailService fake(Service::Postmark);
        fake.tell(happened(EventKind::HardBounce, 1, 50min));
        for (int i = 0; i < 10'500; ++i) {
            auto it = happened(EventKind::Unsubscribe, 2, i * 20min);
            it.id = u"x"_s; // one message: its details are of no interest here
            fake.tell(it);
        }
        const auto report = sent.visit(fake, noon, now - 24h * 40);
        QVERIFY2(report.isComplete, qPrintable(report.trouble));
        QCOMPARE(fake.complaint(), QString());
        QCOMPARE(sent.events(), u"1 hard_bounce"_s);
        QCOMPARE(report.remarks, QStringList());
    }

    void moreThanAPageOfBrevo()
    {
        SentCampaign sent(Service::Brevo, now);
        FakeMailService fake(Service::Brevo);
        for (int i = 0; i < 2600; ++i)
            fake.tell(happened(EventKind::Delivered, 1 + i % 3, 50min - i * 1s));
        const auto report = sent.visit(fake, noon);
        QCOMPARE(report.counts.added, 2600);
        QCOMPARE(fake.eventQuestions(), 2);
    }

    void sinceReachesBackButNeverSkips()
    {
        SentCampaign sent(Service::Mailgun, now);
        FakeMailService fake(Service::Mailgun);
        QVERIFY(sent.visit(fake, noon).isComplete);
        fake.tell(happened(EventKind::Complaint, 1, 20h));
        QCOMPARE(sent.visit(fake, FixedClock(now + 1h)).counts.added, 0);
        QCOMPARE(sent.visit(fake, FixedClock(now + 2h), now - 24h).counts.added, 1);
        fake.tell(happened(EventKind::Delivered, 2, -3h));
        QCOMPARE(sent.visit(fake, FixedClock(now + 9h), now + 8h).counts.added, 1);
    }

    void sinceSkipsNothingThatWasLeftBehind()
    {
        SentCampaign sent(Service::Mailgun, now);
        FakeMailService fake(Service::Mailgun);
        tellFive(fake);
        StopsAfter progress(1);
        QCOMPARE(sent.visit(fake, noon, progress).counts.added, 1);
        const auto report = sent.visit(fake, FixedClock(now + 1min), now - 1min);
        QVERIFY2(report.isComplete, qPrintable(report.trouble));
        QCOMPARE(sent.events(), m_allThree);
    }

    void anAccountThatSentNothingAsksNothing()
    {
        SentCampaign sent(Service::Mailgun, now);
        QVERIFY(sent.shop().connection().execute(u"UPDATE outbox SET account_id = NULL"_s));
        FakeMailService fake(Service::Mailgun);
        const auto report = sent.visit(fake, noon);
        QVERIFY(report.isComplete);
        QCOMPARE(report.remarks.size(), 1);
        QCOMPARE(fake.eventQuestions(), 0);
    }

    void aMailServerHasNothingToTell()
    {
        TemporaryWorkspace shop;
        store::Account account;
        account.name = u"Own"_s;
        OnlySecret secrets;
        NoProgress progress;
        const auto report = visitService(shop.connection(), account, secrets, {}, noon, progress);
        QVERIFY(!report);
        QCOMPARE(report.error().code, Error::Code::Refused);
    }

    void aKeyWithBlanksIsNotSent()
    {
        SentCampaign sent(Service::Brevo, now);
        FakeMailService fake(Service::Brevo);
        const auto source = makeEventSource(fake.account(), "two words", noon);
        NoProgress progress;
        const auto report = visitService(sent.shop().connection(), sent.account(), *source, noon, progress);
        QVERIFY(report);
        QVERIFY2(report->trouble.contains(u"copy it once more"_s), qPrintable(report->trouble));
        QCOMPARE(fake.eventQuestions(), 0);
    }

    void placesReadBack()
    {
        EventCursor cursor;
        cursor.readUntil = now - 1h;
        cursor.from = now - 2h;
        cursor.until = now;
        cursor.part = 2;
        cursor.sliceFrom = now - 90min;
        cursor.sliceUntil = now - 80min;
        cursor.token = u"ab+/="_s;
        cursor.offset = 500;
        cursor.pending = {u"m1"_s, u"m2"_s};
        cursor.notBefore = now + 5s;
        const QByteArray json = cursor.toJson(Service::SendGrid);
        QCOMPARE(EventCursor::fromJson(json, Service::SendGrid), cursor);
        QCOMPARE(EventCursor::fromJson(json, Service::Brevo), EventCursor());
        for (const QByteArray &bad : {QByteArray(), QByteArray("{}"), QByteArray("[1"), QByteArray("null")})
            QCOMPARE(EventCursor::fromJson(bad, Service::SendGrid), EventCursor());
        // Half a window is none.
        QVERIFY(!EventCursor::fromJson("{\"service\":\"brevo\",\"until\":5,\"offset\":9}", Service::Brevo)
                     .isInside());
    }
};

QTEST_GUILESS_MAIN(TestServiceEvents)
#include "tst_service_events.moc"
