// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import.h"
#include "core/store/customer_repository.h"
#include "tests/support/temporary_workspace.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000));
const QByteArray customerHeader
    = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Tags\n";
const QByteArray eventHeader = "event_id,occurred_at,event_type,email,product,value,reference\n";

} // namespace

class TestImport final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    Result<ImportReport> run(const QStringList &paths, const ImportOptions &options = {})
    {
        NoProgress progress;
        return importFiles(m_shop->connection(), paths, options, now, progress);
    }
    ImportReport take(const QByteArray &content, const ImportOptions &options = {})
    {
        const auto report = run({m_shop->write(u"file.csv"_s, content)}, options);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }
    QString refusal(const QByteArray &content, const ImportOptions &options = {})
    {
        const auto report = run({m_shop->write(u"file.csv"_s, content)}, options);
        return report ? u"accepted"_s : report.error().detail;
    }
    static ImportOptions mapped(const char *json)
    {
        ImportOptions options;
        auto mapping = parseMapping(json);
        if (!mapping)
            qFatal("%s", qPrintable(mapping.error().detail));
        options.mapping = *mapping;
        return options;
    }
    QString rejects()
    {
        QFile file(m_shop->path(u"file.rejected.csv"_s));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : u"none"_s;
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>(); }

    void peopleAreOneByAddressAndById()
    {
        const auto report = take(customerHeader
            + "'1,Ada,L,ada@example.com,yes,10.00,\"vip, new\"\n"
              "'2,Ada,Lovelace,ADA@example.com ,yes,0.00,\n"
              "'1,Ada,Love,ada@example.com,yes,10.00,\n"
              ",Bob,,bob@example.com,no,,\n");
        QCOMPARE(report.customersNew, 2);
        QCOMPARE(report.customersMerged, 1);
        QCOMPARE(m_shop->lines(u"SELECT email, first_name, last_name FROM customer ORDER BY id"_s),
            u"ada@example.com|Ada|Love\nbob@example.com|Bob|-\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT kind, key, customer_id FROM identity ORDER BY 1, 2"_s),
            u"email|ada@example.com|1\nemail|bob@example.com|2\nid|shopify:1|1\nid|shopify:2|1\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT tag FROM customer_tag ORDER BY tag"_s), u"new\nvip\n"_s);
    }

    /// What was rejected is somebody's data: where nothing was imported, nothing lies about.
    void aStoppedImportLeavesNoFileOfRejectedRows()
    {
        const QString good = m_shop->write(u"a.csv"_s, customerHeader + "1,Ada,,ada@,yes,0,\n");
        const QString bad = m_shop->write(u"b.csv"_s, "Never,Seen\n1,2\n");
        QVERIFY(!run({good, bad}));
        const QString events
            = m_shop->write(u"e.csv"_s, eventHeader + "e1,2026-01-01T00:00:00Z,signup,ada@,,,\n");
        class StoppedLater final : public Progress
        {
        public:
            void report(qint64, qint64) override { ++m_steps; }
            [[nodiscard]] bool isCancelled() const override { return m_steps > 3; }

        private:
            int m_steps = 0;
        } progress;
        QByteArray many = eventHeader;
        for (int i = 0; i < 20'000; ++i)
            many += "x" + QByteArray::number(i) + ",2026-01-01T00:00:00Z,signup,ada@example.com,,,\n";
        QVERIFY(!importFiles(
            m_shop->connection(), {good, events, m_shop->write(u"many.csv"_s, many)}, {}, now, progress));
        QCOMPARE(QDir(m_shop->path({})).entryList({u"*rejected*"_s}), QStringList());
    }

    void filesOfOneNameKeepTheirOwnRejects()
    {
        QVERIFY(QDir(m_shop->path({})).mkpath(u"one"_s) && QDir(m_shop->path({})).mkpath(u"two"_s));
        ImportOptions options;
        options.rejectFolder = m_shop->path({});
        const auto report
            = run({m_shop->write(u"one/file.csv"_s, customerHeader + "1,Ada,,ada@,yes,0,\n"),
                      m_shop->write(u"two/file.csv"_s, customerHeader + "2,Bob,,bob@,yes,0,\n")},
                options);
        QVERIFY(report);
        QVERIFY(report->files[0].rejects != report->files[1].rejects);
        for (int i = 0; i < 2; ++i) {
            QFile file(report->files[i].rejects);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(file.readAll().contains(i == 0 ? "ada@" : "bob@"));
        }
    }

    /// Lost and gained is what the whole import does to somebody, not what its files say in between.
    void whoNeverAgreedLosesNothing()
    {
        const auto report = take(customerHeader
            + "1,Ada,,ada@example.com,yes,0,\n"
              "1,Ada,,ada@example.com,no,0,\n");
        QCOMPARE(report.consentLost, 0);
        take(customerHeader + "2,Bob,,bob@example.com,yes,0,\n");
        ImportOptions accept;
        accept.consentReason = u"Asked at the till"_s;
        const auto back = take(customerHeader
                + "1,Ada,,ada@example.com,yes,0,\n"
                  "2,Bob,,bob@example.com,no,0,\n"
                  "2,Bob,,bob@example.com,yes,0,\n",
            accept);
        QCOMPARE(back.consentGained, 1);
        QCOMPARE(back.consentLost, 0);
    }

    /// Day and month the wrong way round, a clock that runs ahead: an entry of tomorrow is not in force
    /// today, and the yes before it would go on counting.
    void aNoFromTheFutureCountsNow()
    {
        take(customerHeader + "1,Ada,,ada@example.com,yes,0,\n2,Bob,,bob@example.com,yes,0,\n");
        take("Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp\n"
             "ada@example.com,K1,Ada,UNSUBSCRIBED,2026-11-07 10:00:00\n");
        take(eventHeader + "e1,2026-12-01T00:00:00Z,unsubscribe,bob@example.com,,,\n");
        QCOMPARE(
            m_shop->lines(u"SELECT customer_id, state FROM consent_entry WHERE state = 'unsubscribed' AND "
                          u"occurred_at <= %1 ORDER BY 1"_s.arg(toMilliseconds(now))),
            u"1|unsubscribed\n2|unsubscribed\n"_s);
    }

    void consentIsNeverUpgradedSilently()
    {
        take(
            customerHeader + "1,A,,a@example.com,yes,,\n2,B,,b@example.com,no,,\n3,C,,c@example.com,yes,,\n");
        take(eventHeader + "1,2026-01-01T00:00:00Z,unsubscribe,c@example.com,,,\n");
        const auto second = take(
            customerHeader + "1,A,,a@example.com,no,,\n2,B,,b@example.com,yes,,\n3,C,,c@example.com,yes,,\n");
        QCOMPARE(second.consentKept, 2);
        const QString newest
            = u"SELECT customer_id, state FROM (SELECT customer_id, state, max(id) FROM consent_entry GROUP BY 1)"_s;
        QCOMPARE(m_shop->lines(newest), u"1|not_subscribed\n2|not_subscribed\n3|unsubscribed\n"_s);
        ImportOptions accept;
        accept.consentReason = u"Asked at the till"_s;
        take(customerHeader + "2,B,,b@example.com,yes,,\n3,C,,c@example.com,yes,,\n", accept);
        // An unsubscribe outlives even that.
        QCOMPARE(m_shop->lines(newest), u"1|not_subscribed\n2|subscribed\n3|unsubscribed\n"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM consent_entry WHERE basis = 'import_confirmed'"_s), 1);
    }

    void aYesMayBeGoodUntilADayAndIsNotMadeLongerSilently()
    {
        auto options = mapped(R"({"kind": "customers", "columns": {"E-mail": "email", "News": "email_consent",
            "Until": "consent_until"}})");
        const QByteArray header = "E-mail,News,Until\n";
        const QString newest
            = u"SELECT c.email, state, date(expires_at / 1000, 'unixepoch') FROM (SELECT customer_id, state, "
              u"expires_at, max(id) FROM consent_entry GROUP BY 1) e JOIN customer c ON c.id = e.customer_id "
              u"ORDER BY 1"_s;
        const QByteArray first = header
            + "a@example.com,yes,2026-12-31T12:00:00Z\nb@example.com,yes,\nc@example.com,no,2026-12-31T12:00:"
              "00Z\n";
        take(first, options);
        const QString held
            = u"a@example.com|subscribed|2026-12-31\nb@example.com|subscribed|-\nc@example.com|not_subscribed|-\n"_s;
        QCOMPARE(m_shop->lines(newest), held);
        const qint64 entries = m_shop->count(u"SELECT count(*) FROM consent_entry"_s);
        take(first, options);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM consent_entry"_s), entries);
        // Sooner is narrower; later, or for ever, is not.
        take(header + "a@example.com,yes,2027-12-31T12:00:00Z\nb@example.com,yes,2026-09-30T12:00:00Z\n",
            options);
        QCOMPARE(m_shop->lines(newest),
            u"a@example.com|subscribed|2026-12-31\nb@example.com|subscribed|2026-09-30\nc@example.com|not_subscribed|-\n"_s);
        take(header + "b@example.com,yes,\n", options);
        QCOMPARE(m_shop->lines(newest).section(u'\n', 1, 1), u"b@example.com|subscribed|2026-09-30"_s);
        options.consentReason = u"Asked again at the till"_s;
        take(header + "a@example.com,yes,2027-12-31T12:00:00Z\nb@example.com,yes,\n", options);
        QCOMPARE(m_shop->lines(newest),
            u"a@example.com|subscribed|2027-12-31\nb@example.com|subscribed|-\nc@example.com|not_subscribed|-\n"_s);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM consent_entry WHERE basis = 'import_confirmed' AND "
                               u"proof = 'Asked again at the till'"_s),
            2);
    }

    void whatIsSaidForOnePurposeIsNoWordAboutMailAsSuch()
    {
        const auto options = mapped(R"({"kind": "customers", "columns": {"E-mail": "email", "News":
            "email_consent", "For": "consent_purpose"}})");
        take("E-mail,News,For\na@example.com,yes,\nb@example.com,no,\n", options);
        take("E-mail,News,For\na@example.com,no,Reviews "
             "\nb@example.com,yes,reviews\nc@example.com,yes,reviews\n",
            options);
        // A no narrows; a yes is only new where nobody had said anything.
        const QString entries
            = u"SELECT c.email, e.state, e.purpose FROM consent_entry e JOIN customer c ON c.id = e.customer_id ORDER BY 1, e.id"_s;
        QCOMPARE(m_shop->lines(entries),
            u"a@example.com|subscribed|\na@example.com|not_subscribed|reviews\nb@example.com|not_subscribed|\nc@example.com|subscribed|reviews\n"_s);
        take("E-mail,News,For\na@example.com,no,Reviews \nc@example.com,yes,reviews\n", options);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM consent_entry"_s), 4);
        const auto figures = [this](int customer) {
            return store::figuresOf(m_shop->connection(), CustomerId(customer), now)->emailConsent;
        };
        QCOMPARE(figures(1), u"subscribed"_s);
        QCOMPARE(figures(3), QString());
    }

    void loyaltyBalancesAreAsOfAMoment()
    {
        const QByteArray header = "email,points_balance,points_expiring,expires_on,tier,as_of\n";
        take(header + "ada@example.com,120,20,2026-12-31,Gold,2026-06-01\nbob@example.com,0,,,,2026-06-01\n");
        const QString accounts
            = u"SELECT c.email, points, points_expiring, tier FROM loyalty_account JOIN customer c ON c.id = customer_id ORDER BY 1"_s;
        QCOMPARE(m_shop->lines(accounts), u"ada@example.com|120|20|Gold\nbob@example.com|0|-|-\n"_s);
        // An older list does not replace a newer one; a newer one does.
        take(header + "ada@example.com,90,,,Silver,2026-05-01\n");
        QCOMPARE(m_shop->lines(accounts).section(u'\n', 0, 0), u"ada@example.com|120|20|Gold"_s);
        take(header + "ada@example.com,150,,,Gold,2026-06-02\n");
        QCOMPARE(m_shop->lines(accounts).section(u'\n', 0, 0), u"ada@example.com|150|-|Gold"_s);
        const auto bad
            = take(header + ",5,,,,2026-06-01\neve@example.com,,,,,2026-06-01\neve@example.com,some,,,,\n");
        QCOMPARE(bad.files[0].rejected, 3);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM loyalty_account"_s), 2);
    }

    void badRowsGoToAFileThatCanBeMendedAndImported()
    {
        const auto report = take(customerHeader
            + "1,Ada,,ada@example.com,yes,10.00,\n"
              "2,Bob,,bob@,yes,10.00,\n"
              "3,Cy,,cy@example.com,maybe,10.00,\n"
              "4,Di,,di@example.com,yes,ten,\n"
              "5,Ed,,ed@example.com\n"
              "6,\"Fay, X\",,fay@example.com,yes,-1.00,\n");
        const auto &file = report.files[0];
        QCOMPARE(file.read, 6);
        QCOMPARE(file.accepted, 1);
        QCOMPARE(file.rejected, 5);
        const QString text = rejects();
        QVERIFY2(
            text.contains(u"3,email: “bob@” is no e-mail address (empty-domain),2,Bob,,bob@,yes,10.00,"_s),
            qPrintable(text));
        QVERIFY(text.contains(u"6,\"the row has 4 cells, the header has 7\",5,Ed,,ed@example.com\n"_s));
        QVERIFY(text.contains(u"\"Fay, X\""_s));
        // Mended, the file goes in as it is.
        QByteArray mended = text.toUtf8();
        mended.replace("bob@,", "bob@example.com,")
            .replace("maybe", "no")
            .replace(",ten,", ",10,")
            .replace("-1.00", "1.00");
        mended.replace("ed@example.com\n", "ed@example.com,no,,\n");
        const auto again = take(mended);
        QCOMPARE(again.files[0].accepted, 5);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 6);
    }

    void whatIsNotUnderstoodIsRefusedWhole_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << QByteArray() << u"is empty"_s;
        QTest::newRow("binary") << QByteArray(5000, char(0x01)) << u"first line is not text"_s;
        QTest::newRow("NULs") << QByteArray(5000, '\0') << u"first line is not text"_s;
        QTest::newRow("another table") << QByteArray("a,b\n1,2\n") << u"Its columns are: a, b"_s;
        QTest::newRow("a column is missing")
            << QByteArray("event_type,occurred_at,email\n") << u"accepted"_s; // optional ones may be
        QTest::newRow("only a header") << customerHeader << u"accepted"_s;
    }
    void whatIsNotUnderstoodIsRefusedWhole()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        QVERIFY2(refusal(content).contains(expected), qPrintable(refusal(content)));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 0);
    }

    void oneBadFileStopsAll()
    {
        const auto good
            = m_shop->write(u"good.csv"_s, customerHeader + "1,Ada,,ada@example.com,yes,10.00,\n");
        const auto bad = m_shop->write(u"bad.csv"_s, "x,y\n1,2\n");
        QVERIFY(!run({good, bad}));
        QVERIFY(!run({good, m_shop->path(u"missing.csv"_s)}));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 0);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM import_batch"_s), 0);
    }

    void aTruncatedFileKeepsWhatIsWhole()
    {
        const auto report = take(customerHeader + "1,Ada,,ada@example.com,yes,10.00,\n2,Bob,,bob@exam");
        QCOMPARE(report.files[0].accepted, 1);
        QCOMPARE(report.files[0].rejected, 1);
    }

    void ordersOfSeveralRowsAreOne()
    {
        const QByteArray header = "Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem "
                                  "name,Lineitem price,Cancelled at,Refunded Amount\n";
        const QByteArray rows
            = "#1,ada@example.com,paid,30.00,2026-01-01 10:00:00 +0100,1,Mug,10.00,,0.00\n"
              "#1,ada@example.com,,,2026-01-01 10:00:00 +0100,2,Cup,10.00,,\n"
              "#2,,paid,5.00,2026-01-02 10:00:00 +0100,1,Pin,5.00,2026-01-03 10:00:00 +0100,0.00\n"
              "#9,ada@example.com,,,2026-01-01 10:00:00 +0100,2,Lost,10.00,,\n";
        const auto report = take(header + rows);
        QCOMPARE(report.files[0].accepted, 3);
        QCOMPARE(report.files[0].reasons.firstKey(),
            u"the first row of this order is not in the file, or was rejected; where the export was cut into "
            u"several "
            u"files, import the one before and then this row again"_s);
        QCOMPARE(m_shop->lines(u"SELECT name, total, customer_id, cancelled_at IS NULL FROM shop_order"_s),
            u"#1|3000|1|1\n#2|500|-|0\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT line, title, quantity FROM order_line WHERE order_id = 1"_s),
            u"1|Mug|1\n2|Cup|2\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT placed_at FROM shop_order WHERE id = 1"_s),
            u"1767258000000\n"_s); // 09:00 UTC
        // A newer export knows of a refund: the order is brought up to date, its former state is kept.
        QByteArray later = rows;
        later.replace("10.00,,0.00\n#1", "10.00,,12.00\n#1");
        take(header + later);
        QCOMPARE(m_shop->lines(u"SELECT name, refunded FROM shop_order"_s), u"#1|1200\n#2|0\n"_s);
        QCOMPARE(
            m_shop->count(
                u"SELECT json_extract(before, '$.refunded') FROM change_log WHERE table_name = 'shop_order'"_s),
            0);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM order_line"_s), 3);
    }

    void equalEventsStayAndFilesThatOverlapDoNotDouble()
    {
        const QByteArray mapping = R"({"name": "Clicks", "kind": "events", "source": "web", "columns":
            {"when": "occurred_at", "who": "email", "what": "type", "count": "value"}})";
        const QByteArray january = "when,who,what,count\n2026-01-01T10:00:00Z,a@example.com,cart_add,1\n"
                                   "2026-01-01T10:00:00Z,a@example.com,cart_add,1\n";
        take(january, mapped(mapping));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM event"_s), 2);
        take(january + "2026-02-01T10:00:00Z,a@example.com,cart_add,1\n", mapped(mapping));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM event"_s), 3);
    }

    void datesAndAmountsAsTheMappingSays()
    {
        const auto options = mapped(R"({"name": "Till", "kind": "orders", "source": "till", "columns":
            {"No": "order_id", "Date": "placed_at", "Sum": "total", "Who": "customer_id"},
            "dates": {"format": "dd.MM.yyyy HH:mm", "time_zone": "Europe/Berlin"}, "numbers": {"decimal": ",", "thousands": "."},
            "constants": {"currency": "EUR"}})");
        const auto report = take("No;Date;Sum;Who\n1;31.01.2026 23:30;1.234,50;k1\n2;31.02.2026 "
                                 "10:00;5,00;k1\n3;01.02.2026 10:00;5.00;k1\n",
            options);
        QCOMPARE(report.files[0].accepted, 1);
        QCOMPARE(report.files[0].rejected, 2);
        QCOMPARE(m_shop->lines(u"SELECT external_id, total, currency, placed_at FROM shop_order"_s),
            u"1|123450|EUR|1769898600000\n"_s);
    }

    void aDryRunKeepsNothing()
    {
        ImportOptions options;
        options.dryRun = true;
        const auto report
            = take(customerHeader + "1,Ada,,ada@example.com,yes,10.00,\n2,Bob,,bob@,yes,,\n", options);
        QCOMPARE(report.customersNew, 1);
        QVERIFY(!report.batch.isValid());
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 0);
        QCOMPARE(rejects(), u"none"_s);
    }

    void stoppedHalfWayNothingIsKept()
    {
        class Stop final : public Progress
        {
        public:
            void report(qint64, qint64) override { m_asked = true; }
            bool isCancelled() const override { return m_asked; }

        private:
            bool m_asked = false;
        } progress;
        QByteArray content = customerHeader;
        for (int i = 0; i < 5000; ++i)
            content += QByteArray::number(i) + ",A,,a" + QByteArray::number(i) + "@example.com,yes,,\n";
        const auto report
            = importFiles(m_shop->connection(), {m_shop->write(u"file.csv"_s, content)}, {}, now, progress);
        QVERIFY(!report);
        QCOMPARE(report.error().code, Error::Code::Cancelled);
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 0);
    }

    void aFullDiskKeepsNothingOfTheImport()
    {
        QByteArray content = customerHeader;
        for (int i = 0; i < 20000; ++i)
            content += QByteArray::number(i) + ",A,,a" + QByteArray::number(i) + "@example.com,yes,,\n";
        const auto pages = m_shop->count(u"PRAGMA page_count"_s);
        QVERIFY(m_shop->connection().execute(u"PRAGMA max_page_count = %1"_s.arg(pages + 50)));
        const QString why = refusal(content);
        QVERIFY2(why.contains(u"disk is full"_s), qPrintable(why));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 0);
    }

    void aStoreThatAnotherProgramHolds()
    {
        auto other = store::openWorkspace(
            m_shop->file(), store::Connection::Access::ReadWrite, std::chrono::milliseconds(10));
        QVERIFY(m_shop->connection().execute(u"BEGIN IMMEDIATE"_s));
        NoProgress progress;
        const auto path = m_shop->write(u"file.csv"_s, customerHeader + "1,Ada,,ada@example.com,yes,,\n");
        const auto report = importFiles(*other, {path}, {}, now, progress);
        QVERIFY(!report);
        QVERIFY(report.error().detail.contains(u"Another program is writing"_s));
    }

    void rejectsThatCannotBeWrittenStopTheImport()
    {
        ImportOptions options;
        options.rejectFolder = m_shop->path(u"no such folder"_s);
        const QString why
            = refusal(customerHeader + "1,Ada,,ada@example.com,yes,,\n2,Bob,,bob@,yes,,\n", options);
        QVERIFY2(why.contains(u"rejected rows cannot be written"_s), qPrintable(why));
        QCOMPARE(m_shop->count(u"SELECT count(*) FROM customer"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
