// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/english.h"
#include "ui/shared/error_text.h"
#include "ui/shared/format.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace haberdash;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Format english()
{
    return Format(QLocale(QLocale::English, QLocale::UnitedKingdom), QTimeZone("Europe/Berlin"));
}

Timestamp at(const char *iso)
{
    return *parseInstant(QString::fromLatin1(iso), QTimeZone("Europe/Berlin"));
}

} // namespace

class TestFormat final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void money_reads_as_in_the_language_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("exact");
        QTest::addColumn<QString>("rounded");
        const auto row = [](const char *name, const char *locale, qint64 minor, const char *currency,
                             const QString &exact, const QString &rounded) {
            QTest::newRow(name) << QString::fromLatin1(locale) << minor << QString::fromLatin1(currency)
                                << exact << rounded;
        };
        row("English", "en_GB", 123'450, "EUR", u"€1,234.50"_s, u"€1,235"_s);
        row("zero", "en_GB", 0, "EUR", u"€0.00"_s, u"€0"_s);
        row("a cent", "en_GB", 1, "EUR", u"€0.01"_s, u"€0"_s);
        row("refund", "en_GB", -1'999, "EUR", u"−€19.99"_s, u"−€20"_s);
        row("refund below one", "en_GB", -49, "EUR", u"−€0.49"_s, u"€0"_s);
        row("German", "de_DE", 123'450, "EUR", u"1.234,50\u00a0€"_s, u"1.235\u00a0€"_s);
        row("German refund", "de_DE", -5, "EUR", u"−0,05\u00a0€"_s, u"0\u00a0€"_s);
        row("yen has no cents", "ja_JP", 12'345, "JPY", u"¥12,345"_s, u"¥12,345"_s);
        row("Japanese, euro", "ja_JP", 12'345, "EUR", u"€123.45"_s, u"€123"_s);
        row("dinar has three", "en_GB", 1'234'567, "KWD", u"KWD\u00a01,234.567"_s, u"KWD\u00a01,235"_s);
        row("largest", "en_GB", std::numeric_limits<qint64>::max(), "USD", u"$92,233,720,368,547,758.07"_s,
            u"$92,233,720,368,547,758"_s);
        row("smallest", "en_GB", std::numeric_limits<qint64>::min(), "USD", u"−$92,233,720,368,547,758.08"_s,
            u"−$92,233,720,368,547,758"_s);
    }
    void money_reads_as_in_the_language()
    {
        QFETCH(QString, locale);
        QFETCH(qint64, minor);
        QFETCH(QString, currency);
        const Format format(QLocale(locale), QTimeZone::utc());
        const Money money(minor, *CurrencyCode::fromString(currency));
        QTEST(format.money(money), "exact");
        QTEST(format.moneyRounded(money), "rounded");
    }

    void numbers_and_shares()
    {
        const Format format = english();
        QCOMPARE(format.number(0), u"0"_s);
        QCOMPARE(format.number(-12'345), u"−12,345"_s);
        QCOMPARE(format.number(std::numeric_limits<qint64>::min()), u"−9,223,372,036,854,775,808"_s);
        QCOMPARE(format.decimal(3.14159, 2), u"3.14"_s);
        QCOMPARE(format.decimal(-0.04, 1), u"0.0"_s);
        QCOMPARE(format.decimal(-0.06, 1), u"−0.1"_s);
        QCOMPARE(format.decimal(std::nan(""), 1), u"–"_s);
        QCOMPARE(format.decimal(std::numeric_limits<double>::infinity(), 1), u"–"_s);
        QCOMPARE(format.percent(0.314), u"31.4\u00a0%"_s);
        QCOMPARE(format.percent(0), u"0.0\u00a0%"_s);
        QCOMPARE(format.percent(1, 0), u"100\u00a0%"_s);
        QCOMPARE(format.percent(std::nan("")), u"–"_s);
        QCOMPARE(format.change(0.062), u"+6.2\u00a0%"_s);
        QCOMPARE(format.change(-0.011), u"−1.1\u00a0%"_s);
        QCOMPARE(format.change(0.0001), u"0.0\u00a0%"_s);
        QCOMPARE(format.change(-0.0001), u"0.0\u00a0%"_s);
    }

    void axis_numbers_are_short_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << u"0"_s;
        QTest::newRow("small") << 0.25 << u"0.25"_s;
        QTest::newRow("one digit") << 2.5 << u"2.5"_s;
        QTest::newRow("below ten thousand") << 9'999.0 << u"9,999"_s;
        QTest::newRow("thousands") << 12'500.0 << u"12.5\u00a0k"_s;
        QTest::newRow("whole thousands") << 40'000.0 << u"40\u00a0k"_s;
        QTest::newRow("rounds up to a million") << 999'900.0 << u"1\u00a0M"_s;
        QTest::newRow("negative") << -1'200'000.0 << u"−1.2\u00a0M"_s;
        QTest::newRow("thousand millions") << 2.5e9 << u"2.5\u00a0bn"_s;
        QTest::newRow("unknown") << std::nan("") << u"–"_s;
    }
    void axis_numbers_are_short()
    {
        QFETCH(double, value);
        QTEST(english().compact(value), "text");
    }

    void days_are_those_of_the_shop()
    {
        const Format format = english();
        // 22:30 UTC in summer is half past midnight in Berlin, the next day.
        QCOMPARE(format.dayAndTime(at("2026-06-29T22:30:00Z")), u"30 Jun 2026, 00:30"_s);
        QCOMPARE(format.day(at("2026-06-29T21:30:00Z")), u"29 Jun 2026"_s);
        QCOMPARE(format.day(*civilDay(2024, 2, 29)), u"29 Feb 2024"_s);
        const Format japanese(QLocale(u"ja_JP"_s), QTimeZone("Asia/Tokyo"));
        QCOMPARE(japanese.day(at("2026-06-29T22:30:00Z")), u"2026/06/30"_s);
    }

    void relative_times_count_days_of_the_shop_data()
    {
        QTest::addColumn<QString>("instant");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *instant, const char *text) {
            QTest::newRow(text) << QString::fromLatin1(instant) << QString::fromLatin1(text);
        };
        // As of 10:00 in Berlin on 21 June 2026.
        row("2026-06-21T08:00:00Z", "just now");
        row("2026-06-21T07:59:00Z", "1 minute ago");
        row("2026-06-21T07:18:00Z", "42 minutes ago");
        row("2026-06-21T06:59:00Z", "1 hour ago");
        row("2026-06-20T22:00:00Z", "10 hours ago");
        row("2026-06-20T21:59:00Z", "yesterday");
        row("2026-06-18T12:00:00Z", "3 days ago");
        row("2026-05-24T12:00:00Z", "28 days ago");
        row("2026-05-23T12:00:00Z", "23 May 2026");
        row("2026-06-21T08:00:30Z", "just now");
        row("2026-06-21T10:00:00Z", "in 2 hours");
        row("2026-06-22T18:00:00Z", "tomorrow");
        row("2026-06-24T08:00:00Z", "in 3 days");
        row("2027-01-01T08:00:00Z", "1 Jan 2027");
    }
    void relative_times_count_days_of_the_shop()
    {
        const EnglishPlurals plurals(*QCoreApplication::instance());
        QFETCH(QString, instant);
        QTEST(
            english().relative(*parseInstant(instant, QTimeZone::utc()), at("2026-06-21T08:00:00Z")), "text");
    }

    void durations_name_two_units()
    {
        const EnglishPlurals plurals(*QCoreApplication::instance());
        const Format format = english();
        QCOMPARE(format.duration(0ms), u"0.0 s"_s);
        QCOMPARE(format.duration(400ms), u"0.4 s"_s);
        QCOMPARE(format.duration(12s), u"12 s"_s);
        QCOMPARE(format.duration(59'600ms), u"1 min 0 s"_s);
        QCOMPARE(format.duration(200s), u"3 min 20 s"_s);
        QCOMPARE(format.duration(125min), u"2 h 5 min"_s);
        QCOMPARE(format.duration(73h), u"3 days"_s);
        QCOMPARE(format.duration(-12s), u"−12 s"_s);
    }

    void every_error_has_a_headline()
    {
        for (int code = 0; code <= int(Error::Code::Refused); ++code) {
            const Error error{Error::Code(code), u"The disk is full."_s};
            QVERIFY(!headlineOf(error).isEmpty());
            QVERIFY(fullTextOf(error).endsWith(u". The disk is full."));
            QCOMPARE(fullTextOf({Error::Code(code), {}}), headlineOf(error));
        }
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
