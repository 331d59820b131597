// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"
#include "core/base/money_format.h"

#include <QTest>

#include <limits>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;

namespace {
const CurrencyCode eur = *CurrencyCode::fromString(u"EUR");
constexpr qint64 most = std::numeric_limits<qint64>::max();
constexpr qint64 none = std::numeric_limits<qint64>::min(); // stands for "not an amount" in the rows below
} // namespace

class TestMoney final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plus_data()
    {
        QTest::addColumn<qint64>("left");
        QTest::addColumn<qint64>("right");
        QTest::addColumn<bool>("fits");
        QTest::newRow("order and refund") << qint64(1250) << qint64(-250) << true;
        QTest::newRow("largest") << most - 1 << qint64(1) << true;
        QTest::newRow("just too large") << most << qint64(1) << false;
        QTest::newRow("just too small") << -most << qint64(-2) << false;
    }
    void plus()
    {
        QFETCH(qint64, left);
        QFETCH(qint64, right);
        QFETCH(bool, fits);
        const auto sum = Money(left, eur).plus(Money(right, eur));
        QCOMPARE(sum.has_value(), fits);
        if (fits)
            QCOMPARE(sum->minorUnits(), left + right);
    }

    void currenciesDoNotMix()
    {
        const auto sum = Money(1, eur).plus(Money(1, *CurrencyCode::fromString(u"usd")));
        QVERIFY(!sum);
        QCOMPARE(sum.error().code, Error::Code::Invalid);
    }

    void dividedBy_data()
    {
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<qint64>("divisor");
        QTest::addColumn<int>("rounding");
        QTest::addColumn<qint64>("expected");
        const auto row
            = [](const char *name, qint64 amount, qint64 divisor, Rounding rounding, qint64 expected) {
                  QTest::newRow(name) << amount << divisor << int(rounding) << expected;
              };
        row("a third", 100, 3, Rounding::HalfEven, 33);
        row("two thirds", 200, 3, Rounding::HalfEven, 67);
        row("half to even, down", 5, 2, Rounding::HalfEven, 2);
        row("half to even, up", 7, 2, Rounding::HalfEven, 4);
        row("half away", 5, 2, Rounding::HalfAwayFromZero, 3);
        row("negative half away", -5, 2, Rounding::HalfAwayFromZero, -3);
        row("negative divisor", 5, -2, Rounding::HalfAwayFromZero, -3);
        row("down", 5, 2, Rounding::Down, 2);
        row("smallest by two", std::numeric_limits<qint64>::min(), 2, Rounding::HalfEven,
            std::numeric_limits<qint64>::min() / 2);
        row("smaller than half", 1, most, Rounding::HalfEven, 0);
    }
    void dividedBy()
    {
        QFETCH(qint64, amount);
        QFETCH(qint64, divisor);
        QFETCH(int, rounding);
        QFETCH(qint64, expected);
        const auto part = Money(amount, eur).dividedBy(divisor, Rounding(rounding));
        QVERIFY(part);
        QCOMPARE(part->minorUnits(), expected);
    }

    void divisionsThatFail()
    {
        QVERIFY(!Money(1, eur).dividedBy(0, Rounding::Down));
        QVERIFY(!Money(std::numeric_limits<qint64>::min(), eur).dividedBy(-1, Rounding::Down));
        QVERIFY(!Money(most, eur).times(2));
    }

    void plainStrings()
    {
        QCOMPARE(Money(123450, eur).toPlainString(), u"1234.50"_s);
        QCOMPARE(Money(-5, eur).toPlainString(), u"-0.05"_s);
        QCOMPARE(Money(5, *CurrencyCode::fromString(u"JPY")).toPlainString(), u"5"_s);
        QCOMPARE(Money(5, *CurrencyCode::fromString(u"KWD")).toPlainString(), u"0.005"_s);
        QCOMPARE(Money(std::numeric_limits<qint64>::min(), eur).toPlainString(), u"-92233720368547758.08"_s);
    }

    void currencyCodes()
    {
        QVERIFY(!CurrencyCode::fromString(u"EURO"));
        QVERIFY(!CurrencyCode::fromString(u"E1R"));
        QVERIFY(!CurrencyCode::fromString(u""));
        QCOMPARE(CurrencyCode::fromString(u" gbp ")->toString(), u"GBP"_s);
    }

    void amountsInFiles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<char>("decimal");
        QTest::addColumn<char>("thousands");
        QTest::addColumn<qint64>("expected");
        const auto row = [](const char *text, char decimal, char thousands, qint64 expected) {
            QTest::newRow(qPrintable(QStringLiteral("%1 with %2 and %3")
                                         .arg(QString::fromUtf8(text))
                                         .arg(decimal)
                                         .arg(thousands ? thousands : '0')))
                << QByteArray(text) << decimal << thousands << expected;
        };
        row("12.50", '.', '\0', 1250);
        row("12.5", '.', '\0', 1250);
        row("12", '.', '\0', 1200);
        row(" 12.50 ", '.', '\0', 1250);
        row("-12.50", '.', '\0', -1250);
        row("(12.50)", '.', '\0', -1250);
        row("$1,234.50", '.', ',', 123450);
        row("-$5.00", '.', ',', -500);
        row("$-5.00", '.', ',', -500);
        row("($5.00)", '.', ',', -500);
        row("1.234,50 €", ',', '.', 123450);
        row("EUR 7,00", ',', '.', 700);
        row("1.999", '.', '\0', 200);
        row("1.994", '.', '\0', 199);
        row("-1.995", '.', '\0', -200);
        row(".50", '.', '\0', 50);
        row("0", '.', '\0', 0);
        row("92233720368547758.07", '.', '\0', most);
        row("92233720368547758.08", '.', '\0', none);
        row("", '.', '\0', none);
        row("free", '.', '\0', none);
        row("--5", '.', '\0', none);
        row("-$-5", '.', '\0', none);
        row("(-5)", '.', '\0', none);
        row("1.2.3", '.', '\0', none);
        row("1,23", '.', ',', none);
        row("1,2345", '.', ',', none);
        row("12,34,567", '.', ',', none);
        row("1,234", '.', '\0', none);
        row("1e3", '.', '\0', 100000);
        row("1.5E+2", '.', '\0', 15000);
        row("-2.5e0", '.', '\0', -250);
        row("4.440892e-16", '.', '\0', 0);
        row("--5e3", '.', '\0', none);
        row("-$-5e3", '.', '\0', none);
        row("1e", '.', '\0', none);
        row("e5", '.', '\0', none);
        row("1e99", '.', '\0', none);
        row("1e2x", '.', '\0', none);
        row("$", '.', '\0', none);
        row("-", '.', '\0', none);
        row(".", '.', '\0', none);
        row("NaN", '.', '\0', none);
        row("0x10", '.', '\0', none);
    }
    void amountsInFiles()
    {
        QFETCH(QByteArray, text);
        QFETCH(char, decimal);
        QFETCH(char, thousands);
        QFETCH(qint64, expected);
        const auto amount = parseMinorUnits(
            std::string_view(text.constData(), size_t(text.size())), {decimal, thousands}, 2);
        QCOMPARE(amount.value_or(none), expected);
    }

    void wholeNumbers()
    {
        QCOMPARE(parseWholeNumber("17850.0"), 17850);
        QCOMPARE(parseWholeNumber("-3"), -3);
        QVERIFY(!parseWholeNumber("3.5"));
        QVERIFY(!parseWholeNumber("three"));
        QVERIFY(!parseWholeNumber("3."
                                  "x"));
        QVERIFY(!parseWholeNumber(""));
        QVERIFY(!parseWholeNumber("9223372036854775808"));
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
