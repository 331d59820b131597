// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/customer_repository.h"
#include "core/store/exchange_rates.h"
#include "core/store/shop_figures.h"
#include "core/store/workspace.h"

#include <QTemporaryDir>
#include <QTest>

using namespace haberdash;
using namespace haberdash::store;
using namespace Qt::Literals::StringLiterals;

namespace {

CurrencyCode currency(const char16_t *letters)
{
    return CurrencyCode::fromString(QString::fromUtf16(letters)).value();
}

Day day(int year, int month, int dayOfMonth)
{
    return civilDay(year, month, dayOfMonth).value();
}

} // namespace

class TestExchangeRates final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_shops = 0;

    Connection shop(const char16_t *code)
    {
        return createWorkspace(m_folder.filePath(u"%1.haberdash"_s.arg(++m_shops)),
            {u"Shop"_s, currency(code), QTimeZone("Europe/Berlin")})
            .value();
    }
    static void order(Connection &connection, int id, const QString &code, const QString &placedAt,
        qint64 total, qint64 refunded = 0)
    {
        const auto at = parseInstant(placedAt, QTimeZone::utc()).value();
        QVERIFY(
            connection
                .execute(u"INSERT INTO shop_order (id, source, external_id, name, customer_id, placed_at, "
                         u"currency, subtotal, discount, shipping, tax, total, refunded) VALUES "
                         u"(%1, 'test', '%1', '#%1', 1, %2, '%3', %4, 0, 0, 0, %4, %5)"_s.arg(id)
                             .arg(toMilliseconds(at))
                             .arg(code)
                             .arg(total)
                             .arg(refunded))
                .has_value());
    }
    static QString valuesOf(Connection &connection)
    {
        auto rows
            = connection
                  .prepare(
                      u"SELECT id, coalesce(total, 'none'), coalesce(refunded, 'none') FROM shop_order_value "
                      u"ORDER BY id"_s)
                  .value();
        QStringList lines;
        while (rows.step().value())
            lines.append(u"%1: %2 %3"_s.arg(rows.text(0), rows.text(1), rows.text(2)));
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void ratesReadAndWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("foreign");
        QTest::addColumn<QString>("own");
        QTest::addColumn<qint64>("billionths");
        QTest::addColumn<QString>("again");
        QTest::newRow("dollar") << u"0.9234"_s << u"USD"_s << u"EUR"_s << qint64(923'400'000) << u"0.9234"_s;
        QTest::newRow("comma") << u" 0,9234 "_s << u"USD"_s << u"EUR"_s << qint64(923'400'000) << u"0.9234"_s;
        QTest::newRow("whole") << u"2"_s << u"USD"_s << u"EUR"_s << qint64(2'000'000'000) << u"2"_s;
        // A yen has no minor unit: one of it is 0.62 cents.
        QTest::newRow("yen") << u"0.0062"_s << u"JPY"_s << u"EUR"_s << qint64(620'000'000) << u"0.0062"_s;
        QTest::newRow("shop in yen") << u"161.5"_s << u"EUR"_s << u"JPY"_s << qint64(1'615'000'000)
                                     << u"161.5"_s;
        QTest::newRow("dinar of three digits")
            << u"3.01"_s << u"KWD"_s << u"EUR"_s << qint64(301'000'000) << u"3.01"_s;
        QTest::newRow("finer than kept")
            << u"0.92341234567"_s << u"USD"_s << u"EUR"_s << qint64(923'412'346) << u"0.923412346"_s;
    }
    void ratesReadAndWrite()
    {
        QFETCH(QString, text);
        QFETCH(QString, foreign);
        QFETCH(QString, own);
        QFETCH(qint64, billionths);
        const auto from = CurrencyCode::fromString(foreign).value();
        const auto to = CurrencyCode::fromString(own).value();
        QCOMPARE(parseRate(text, from, to).value(), billionths);
        QTEST(rateText(billionths, from, to), "again");
    }

    void whatIsNoRateIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "0", "-1", "0.000000000", "one", "1e3", "1.2.3", "NaN", "0.92 EUR",
                 "99999999999999999999", "0.00000001"})
            QTest::newRow(*text ? text : "nothing") << QString::fromLatin1(text);
    }
    void whatIsNoRateIsRefused()
    {
        QFETCH(QString, text);
        const auto rate = parseRate(text, currency(u"USD"), currency(u"EUR"));
        QVERIFY(!rate);
        QVERIFY2(rate.error().detail.contains(u"Write what one USD is worth in EUR"),
            qPrintable(rate.error().detail));
    }

    void anOrderCountsAtTheRateOfItsDay()
    {
        auto connection = shop(u"EUR");
        QVERIFY(connection.execute(u"INSERT INTO customer (id, email) VALUES (1, 'ada@example.com')"_s)
                    .has_value());
        order(connection, 1, u"EUR"_s, u"2026-01-01T12:00:00Z"_s, 1000, 100);
        order(connection, 2, u"USD"_s, u"2025-12-31T22:59:59Z"_s, 1000, 100); // still 2025 in Berlin
        order(connection, 3, u"USD"_s, u"2025-12-31T23:00:00Z"_s, 1000, 100); // 2026 in Berlin
        order(connection, 4, u"JPY"_s, u"2026-02-01T00:00:00Z"_s, 1625);
        order(connection, 5, u"USD"_s, u"2026-03-01T00:00:00Z"_s, -1055); // rounds away from zero: -5.275
        QCOMPARE(
            valuesOf(connection), u"1: 1000 100\n2: none none\n3: none none\n4: none none\n5: none none"_s);

        const QList<ExchangeRate> rates{{currency(u"JPY"), {}, 620'000'000, u"by hand"_s},
            {currency(u"USD"), day(2025, 1, 1), 900'000'000, u"by hand"_s},
            {currency(u"USD"), day(2026, 1, 1), 500'000'000, u"a.csv"_s}};
        QVERIFY(saveExchangeRates(connection, rates).has_value());
        QCOMPARE(exchangeRates(connection).value(), rates);
        QCOMPARE(valuesOf(connection), u"1: 1000 100\n2: 900 90\n3: 500 50\n4: 1008 0\n5: -528 0"_s);

        // The sums that people see go by it.
        const auto asOf = parseInstant(u"2026-06-30T00:00:00Z"_s, QTimeZone::utc()).value();
        const auto figures = figuresOf(connection, CustomerId(1), asOf).value();
        QCOMPARE(figures.orders, 5);
        QCOMPARE(figures.spent, 900 + 810 + 450 + 1008 - 528);

        // Corrected later: everything follows at once.
        QVERIFY(
            saveExchangeRates(connection, {{currency(u"USD"), day(2026, 1, 1), 1'000'000'000, u"by hand"_s}})
                .has_value());
        QCOMPARE(valuesOf(connection), u"1: 1000 100\n2: 900 90\n3: 1000 100\n4: 1008 0\n5: -1055 0"_s);
    }

    void amountsOfAnySizeAreConverted()
    {
        auto connection = shop(u"EUR");
        QVERIFY(connection.execute(u"INSERT INTO customer (id) VALUES (1)"_s).has_value());
        order(connection, 1, u"IDR"_s, u"2026-01-01T00:00:00Z"_s, 90'000'000'000'000);
        QVERIFY(saveExchangeRates(connection, {{currency(u"IDR"), {}, 57'000, u"by hand"_s}}).has_value());
        QCOMPARE(valuesOf(connection), u"1: 5130000000 0"_s);
    }

    void whatHasNoRateIsNamedAndCountsInNoSum()
    {
        auto connection = shop(u"EUR");
        QVERIFY(connection.execute(u"INSERT INTO customer (id) VALUES (1)"_s).has_value());
        order(connection, 1, u"EUR"_s, u"2026-01-01T00:00:00Z"_s, 1000);
        order(connection, 2, u"USD"_s, u"2025-06-01T00:00:00Z"_s, 2000);
        order(connection, 3, u"USD"_s, u"2026-06-01T00:00:00Z"_s, 3000);
        QVERIFY(connection
                    .execute(
                        u"INSERT INTO event (customer_id, occurred_at, type_id, dedupe_key, value, currency) "
                        u"SELECT 1, 5, id, 7, 999, 'GBP' FROM event_type WHERE name = 'product_view'"_s)
                    .has_value());
        QVERIFY(
            saveExchangeRates(connection, {{currency(u"USD"), day(2026, 1, 1), 900'000'000, u"by hand"_s}})
                .has_value());
        const auto money = foreignMoney(connection).value();
        QCOMPARE(money.size(), 2);
        QCOMPARE(money[0].currency.toString(), u"GBP"_s);
        QCOMPARE(money[0].events, 1);
        QCOMPARE(money[0].withoutRate, 1);
        QCOMPARE(money[1],
            (ForeignMoney{currency(u"USD"), 2, 0, 5000, 2700, 1,
                parseInstant(u"2025-06-01T00:00:00Z"_s, QTimeZone::utc()).value(),
                parseInstant(u"2025-06-01T00:00:00Z"_s, QTimeZone::utc()).value()}));
        const auto asOf = parseInstant(u"2026-06-30T00:00:00Z"_s, QTimeZone::utc()).value();
        const auto figures = figuresOf(connection, CustomerId(1), asOf).value();
        QCOMPARE(figures.orders, 3);
        QCOMPARE(figures.spent, 1000 + 2700);
    }

    void theShopsOwnCurrencyNeedsNone()
    {
        auto connection = shop(u"EUR");
        const auto saved = saveExchangeRates(connection,
            {{currency(u"USD"), {}, 900'000'000, u"by hand"_s}, {currency(u"EUR"), {}, 1, u"by hand"_s}});
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, Error::Code::Invalid);
        QVERIFY(exchangeRates(connection).value().isEmpty()); // all or none
    }

    void ratesAreRemovedOneByOneOrByTheirFile()
    {
        auto connection = shop(u"EUR");
        QVERIFY(saveExchangeRates(connection,
            {{currency(u"USD"), {}, 900'000'000, u"by hand"_s},
                {currency(u"USD"), day(2026, 1, 1), 910'000'000, u"ecb.csv"_s},
                {currency(u"USD"), day(2026, 1, 2), 920'000'000, u"ecb.csv"_s}})
                    .has_value());
        QCOMPARE(removeExchangeRate(connection, currency(u"USD"), day(2026, 2, 1)).value(), false);
        QCOMPARE(removeExchangeRate(connection, currency(u"USD"), {}).value(), true);
        QCOMPARE(removeExchangeRatesOf(connection, currency(u"USD"), u"ecb.csv"_s).value(), 2);
        QVERIFY(exchangeRates(connection).value().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestExchangeRates)
#include "tst_exchange_rates.moc"
