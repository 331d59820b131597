// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import.h"
#include "core/import/rate_file.h"
#include "core/store/content_digest.h"
#include "core/store/customer_repository.h"
#include "core/store/undo.h"
#include "core/store/workspace.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::importing;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = Timestamp(std::chrono::milliseconds(1782777600000)); // 2026-06-30

const QByteArray orderHeader
    = "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,"
      "Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount\n";

QByteArray order(int number, const QByteArray &currency, const QByteArray &total)
{
    const QByteArray name = QByteArray::number(number);
    return '#' + name + ",ada@example.com,paid," + currency + ',' + total + ",0.00,0.00," + total
        + ",2026-03-0" + QByteArray::number(number % 9 + 1) + " 12:00:00 +0000,1,Hat," + total + ",0.00\n";
}

/// Asks to stop as soon as more than `limit` parts of a thousand are done.
class StopLate final : public Progress
{
public:
    explicit StopLate(int limit)
        : m_limit(limit)
    { }
    void report(qint64 done, qint64 total) override
    {
        fraction = total > 0 ? int(done * 1000 / total) : 0;
        isOrdered = isOrdered && fraction >= m_last;
        m_last = fraction;
    }
    [[nodiscard]] bool isCancelled() const override { return fraction > m_limit; }
    int fraction = 0;
    bool isOrdered = true;

private:
    int m_limit;
    int m_last = 0;
};

} // namespace

class TestCurrenciesAndDetails final : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryWorkspace> m_shop;

    ImportReport take(const QByteArray &content, const ImportOptions &options = {})
    {
        NoProgress progress;
        const auto report = importFiles(
            m_shop->connection(), {m_shop->write(u"file.csv"_s, content)}, options, now, progress);
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }
    QString shopCurrency() { return store::readWorkspaceInfo(m_shop->connection())->currency.toString(); }
    Result<RateFile> rates(const QByteArray &content)
    {
        return importRates(m_shop->connection(), m_shop->write(u"rates.csv"_s, content));
    }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<TemporaryWorkspace>("EUR", "Europe/Berlin"); }

    void theFirstOrdersSettleTheShopsCurrency()
    {
        QCOMPARE(shopCurrency(), u"EUR"_s);
        ImportOptions dry;
        dry.dryRun = true;
        QCOMPARE(take(orderHeader + order(1, "USD", "10.00"), dry).adoptedCurrency.toString(), u"USD"_s);
        QCOMPARE(shopCurrency(), u"EUR"_s); // nothing is kept of a dry run

        const auto report = take(orderHeader + order(1, "USD", "10.00") + order(2, "USD", "20.00"));
        QCOMPARE(report.adoptedCurrency.toString(), u"USD"_s);
        QVERIFY(report.remark.isEmpty());
        QCOMPARE(shopCurrency(), u"USD"_s);
        QCOMPARE(m_shop->lines(u"SELECT sum(total) FROM shop_order_value"_s), u"3000\n"_s);

        // Later ones do not settle it anew.
        const auto later = take(orderHeader + order(3, "GBP", "5.00"));
        QVERIFY(!later.adoptedCurrency.isValid());
        QCOMPARE(shopCurrency(), u"USD"_s);
        QCOMPARE(later.remark,
            u"Orders in another currency than the shop’s USD have no exchange rate for their day and count "
            u"in no sum: 1 in GBP. "
            u"Enter rates under Settings."_s);
    }

    void mixedOrOtherwiseWrittenOrdersDoNot_data()
    {
        QTest::addColumn<QByteArray>("orders");
        QTest::addColumn<QString>("remark");
        QTest::newRow("two currencies")
            << order(1, "USD", "10.00") + order(2, "GBP", "5.00") << u"1 in GBP, 1 in USD"_s;
        QTest::newRow("one of them ours")
            << order(1, "USD", "10.00") + order(2, "EUR", "5.00") << u"1 in USD"_s;
        QTest::newRow("other decimals") << order(1, "JPY", "1000") << u"1 in JPY"_s;
    }
    void mixedOrOtherwiseWrittenOrdersDoNot()
    {
        QFETCH(QByteArray, orders);
        QFETCH(QString, remark);
        const auto report = take(orderHeader + orders);
        QVERIFY(!report.adoptedCurrency.isValid());
        QCOMPARE(shopCurrency(), u"EUR"_s);
        QVERIFY2(report.remark.contains(remark), qPrintable(report.remark));
    }

    void aFileOfTheCentralBankGivesRatesByDay()
    {
        take(orderHeader + order(1, "USD", "10.00") + order(2, "EUR", "5.00") + order(8, "JPY", "1000"));
        const auto file = rates("Date, USD, JPY, BGN, CYP, \n"
                                "2026-03-09,1.2500,160.00,1.9558,N/A,\n"
                                "2026-03-02,1.6000,N/A,1.9558,N/A,\n"
                                "someday,1.1,160.00,1.9558,N/A,\n");
        QVERIFY2(file, qPrintable(file ? QString() : file.error().detail));
        QCOMPARE(file->rows, 3);
        QCOMPARE(file->rates.size(), 3);
        QCOMPARE(file->others, (QStringList{u"BGN"_s, u"CYP"_s}));
        QCOMPARE(file->faults, QStringList{u"line 4: “someday” is no date"_s});
        // 10 USD of 2 March at 1.6 are 6.25 EUR; 1,000 JPY of 9 March at 160 are 6.25 EUR.
        QCOMPARE(m_shop->lines(u"SELECT currency, total FROM shop_order_value ORDER BY 1"_s),
            u"EUR|500\nJPY|625\nUSD|625\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT count(*), min(source) FROM exchange_rate"_s), u"3|rates.csv\n"_s);
    }

    void aShopInAnotherCurrencyCrossesOverTheEuro()
    {
        auto info = store::readWorkspaceInfo(m_shop->connection()).value();
        info.currency = CurrencyCode::fromString(u"USD").value();
        QVERIFY(store::writeWorkspaceInfo(m_shop->connection(), info).has_value());
        take(orderHeader + order(1, "USD", "10.00") + order(2, "EUR", "10.00") + order(3, "GBP", "10.00"));
        QVERIFY(rates("Date,USD,GBP\n2026-01-01,1.25,0.80\n").has_value());
        QCOMPARE(m_shop->lines(u"SELECT currency, total FROM shop_order_value ORDER BY 1"_s),
            u"EUR|1250\nGBP|1563\nUSD|1000\n"_s); // 10 / 0.8 * 1.25 = 15.625
    }

    void aPlainListOfRatesWorksToo()
    {
        take(orderHeader + order(1, "USD", "10.00") + order(2, "EUR", "5.00"));
        const auto file
            = rates("currency,rate,date\nUSD,0.9,2026-01-01\nusd,0.95,\nGBP,1.2,\nXX,1,\nUSD,nought,\n");
        QVERIFY(file.has_value());
        QCOMPARE(file->rates.size(), 2);
        QCOMPARE(file->others, QStringList{u"GBP"_s});
        QCOMPARE(file->faults.size(), 2);
        QVERIFY2(file->faults[0].startsWith(u"line 5: “XX” is no currency"), qPrintable(file->faults[0]));
        QCOMPARE(m_shop->lines(u"SELECT total FROM shop_order_value WHERE currency = 'USD'"_s), u"900\n"_s);
    }

    void otherFilesAreRefusedAndChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("said");
        QTest::newRow("customers") << QByteArray("Email,Name\na@example.com,A\n") << u"EUR"_s
                                   << u"is no file of exchange rates"_s;
        QTest::newRow("empty") << QByteArray() << u"EUR"_s << u"is empty"_s;
        QTest::newRow("without the shop's")
            << QByteArray("Date,GBP\n2026-01-01,0.8\n") << u"USD"_s << u"but not in USD"_s;
    }
    void otherFilesAreRefusedAndChangeNothing()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, currency);
        auto info = store::readWorkspaceInfo(m_shop->connection()).value();
        info.currency = CurrencyCode::fromString(currency).value();
        QVERIFY(store::writeWorkspaceInfo(m_shop->connection(), info).has_value());
        const auto file = rates(content);
        QVERIFY(!file);
        QFETCH(QString, said);
        QVERIFY2(file.error().detail.contains(said), qPrintable(file.error().detail));
        QCOMPARE(m_shop->lines(u"SELECT count(*) FROM exchange_rate"_s), u"0\n"_s);
    }

    void eventsKeepTheirCurrencyAndTheirFurtherColumns()
    {
        const QByteArray content
            = "event,timestamp,email,value,currency,product_id,order_id,Reason,Empty\n"
              "Checkout Started,2026-05-01T10:00:00Z,ada@example.com,12.50,USD,,,,\n"
              "Checkout Started,2026-05-01T11:00:00Z,ada@example.com,12.50,EUR,,,,\n"
              "Refunded Order,2026-05-02T10:00:00Z,ada@example.com,5,,,A1,\"too \"\"small\"\"\",\n";
        const auto empty = store::contentDigest(m_shop->connection()).value();
        const auto report = take(content);
        QCOMPARE(report.files[0].accepted, 3);
        QCOMPARE(
            m_shop->lines(u"SELECT value, currency, reference, details FROM event ORDER BY occurred_at"_s),
            u"1250|USD|-|-\n1250|-|-|-\n500|-|A1|{\"reason\":\"too \\\"small\\\"\"}\n"_s);
        QCOMPARE(m_shop->lines(u"SELECT value FROM event_value ORDER BY occurred_at"_s), u"-\n1250\n500\n"_s);
        QCOMPARE(take(content).files[0].accepted, 3);
        QCOMPARE(m_shop->lines(u"SELECT count(*) FROM event"_s), u"3\n"_s); // the same file twice

        const auto history = store::historyOf(m_shop->connection(), CustomerId(1), now, 10).value();
        QCOMPARE(history.size(), 3);
        QCOMPARE(history[0].details[u"reason"_s].toString(), u"too \"small\""_s);
        QCOMPARE(history[2].currency.toString(), u"USD"_s);

        NoProgress progress;
        QVERIFY(store::undoBatch(m_shop->connection(), BatchId(2), now, progress).has_value());
        QVERIFY(store::undoBatch(m_shop->connection(), report.batch, now, progress).has_value());
        QCOMPARE(store::contentDigest(m_shop->connection()).value(), empty);
    }

    void aNumberThatAnEventDoesNotCountIsKeptAsItWas()
    {
        const auto report = take("event_id,occurred_at,event_type,email,product,value,reference\n"
                                 ",2026-05-01T10:00:00Z,cart_add,ada@example.com,hat,35.79,\n"
                                 ",2026-05-01T11:00:00Z,cart_add,ada@example.com,hat,2,\n"
                                 ",2026-05-01T12:00:00Z,signup,ada@example.com,,shop window,\n"
                                 ",2026-05-01T13:00:00Z,cart_add,ada@example.com,hat,many,\n"
                                 ",2026-05-01T14:00:00Z,points_change,ada@example.com,,1.5,\n");
        QCOMPARE(report.files[0].accepted, 3);
        QCOMPARE(report.files[0].rejected, 2);
        QCOMPARE(m_shop->lines(u"SELECT value, details FROM event ORDER BY occurred_at"_s),
            u"-|{\"value\":\"35.79\"}\n2|-\n-|{\"value\":\"shop window\"}\n"_s);
    }

    void oneColumnMoreIsNoOtherEvent()
    {
        take("event_id,occurred_at,event_type,email,product,value,reference\n"
             ",2026-05-01T10:00:00Z,review,ada@example.com,,5,R1\n");
        take("event_id,occurred_at,event_type,email,product,value,reference,text\n"
             ",2026-05-01T10:00:00Z,review,ada@example.com,,5,R1,Lovely\n");
        QCOMPARE(m_shop->lines(u"SELECT count(*) FROM event"_s), u"1\n"_s);
    }

    void customPropertiesOfAPersonAreKept()
    {
        take("Email,Klaviyo ID,First Name,Skin Type,Shopify Tags,Email Marketing Consent\n"
             "ada@example.com,01H,Ada,dry,\"[\"\"vip\"\"]\",SUBSCRIBED\n");
        QCOMPARE(m_shop->lines(u"SELECT attributes FROM customer"_s), u"{\"skin type\":\"dry\"}\n"_s);
    }

    void factsOfTheirOwnAreForPeopleAndEventsOnly()
    {
        const auto mapping = parseMapping(
            R"({"name": "x", "kind": "products", "source": "x", "columns": {"A": "handle", "B": "attribute:b"}})");
        QVERIFY(!mapping);
        QVERIFY2(mapping.error().detail.contains(u"only customers and events"),
            qPrintable(mapping.error().detail));
        const auto others = parseMapping(
            R"({"name": "x", "kind": "events", "source": "x", "columns": {"A": "email"}, "other_columns": "all"})");
        QVERIFY(!others);
        QVERIFY2(others.error().detail.contains(u"“other_columns” is {}"), qPrintable(others.error().detail));
    }

    void anImportStopsAlsoWhileEventsAreWritten()
    {
        QByteArray content = "event_id,occurred_at,event_type,email,product,value,reference\n";
        for (int i = 0; i < 20'000; ++i)
            content += QByteArray::number(i) + ",2026-05-01T10:00:00Z,product_view,p"
                + QByteArray::number(i % 500) + "@example.com,hat,1.00,\n";
        const auto before = store::contentDigest(m_shop->connection()).value();
        const QString path = m_shop->write(u"file.csv"_s, content);
        StopLate progress(600); // the first half is reading
        const auto report = importFiles(m_shop->connection(), {path}, {}, now, progress);
        QVERIFY(!report);
        QCOMPARE(report.error().code, Error::Code::Cancelled);
        QVERIFY2(progress.fraction < 900, qPrintable(QString::number(progress.fraction)));
        QVERIFY(progress.isOrdered);
        QCOMPARE(store::contentDigest(m_shop->connection()).value(), before);
    }
};

QTEST_GUILESS_MAIN(TestCurrenciesAndDetails)
#include "tst_currencies_and_details.moc"
