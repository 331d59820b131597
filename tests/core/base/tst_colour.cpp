// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/colour.h"

#include <QTest>

using namespace haberdash;
using namespace Qt::Literals::StringLiterals;

class TestColour final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reading_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read"); // empty: refused
        QTest::newRow("six digits") << u"#2f5d50"_s << u"#2f5d50"_s;
        QTest::newRow("capitals") << u"#2F5D5A"_s << u"#2f5d5a"_s;
        QTest::newRow("three digits") << u"#0fA"_s << u"#00ffaa"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("no hash") << u"2f5d50"_s << QString();
        QTest::newRow("a word") << u"tomato"_s << QString();
        QTest::newRow("with alpha") << u"#2f5d50ff"_s << QString();
        QTest::newRow("no digit") << u"#2f5g50"_s << QString();
        QTest::newRow("a digit of another script") << u"#٢f5d50"_s << QString();
        QTest::newRow("a sign") << u"#-f5d50"_s << QString();
        QTest::newRow("only the hash") << u"#"_s << QString();
    }
    void reading()
    {
        QFETCH(QString, text);
        QFETCH(QString, read);
        const auto colour = Colour::fromString(text);
        QCOMPARE(colour ? colour->toString() : QString(), read);
    }

    /// Figures of the WCAG's own examples and of the pairs that every contrast checker is compared by.
    void contrast_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<double>("ratio");
        QTest::newRow("black and white") << u"#000000"_s << u"#ffffff"_s << 21.0;
        QTest::newRow("the same") << u"#123456"_s << u"#123456"_s << 1.0;
        QTest::newRow("the lightest grey that passes") << u"#767676"_s << u"#ffffff"_s << 4.54;
        QTest::newRow("the next one fails") << u"#777777"_s << u"#ffffff"_s << 4.48;
        QTest::newRow("pure red") << u"#ff0000"_s << u"#ffffff"_s << 4.00;
        QTest::newRow("pure green") << u"#00ff00"_s << u"#ffffff"_s << 1.37;
        QTest::newRow("pure blue") << u"#0000ff"_s << u"#ffffff"_s << 8.59;
    }
    void contrast()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(double, ratio);
        const Colour a = *Colour::fromString(one);
        const Colour b = *Colour::fromString(other);
        QVERIFY2(
            std::abs(contrastRatio(a, b) - ratio) < 0.005, qPrintable(QString::number(contrastRatio(a, b))));
        QCOMPARE(contrastRatio(a, b), contrastRatio(b, a));
    }

    void everyPairCanBeMadeReadable()
    {
        for (int background = 0; background < 4096; background += 7) {
            const auto channel = [](int value, int shift) { return quint8(((value >> shift) & 15) * 17); };
            const Colour behind{channel(background, 8), channel(background, 4), channel(background, 0)};
            for (int text = 0; text < 4096; text += 61) {
                const Colour wanted{channel(text, 8), channel(text, 4), channel(text, 0)};
                const Colour found = readableOn(behind, wanted);
                QVERIFY2(contrastRatio(behind, found) >= readableContrast,
                    qPrintable(behind.toString() + u' ' + wanted.toString() + u' ' + found.toString()));
                if (contrastRatio(behind, wanted) >= readableContrast)
                    QCOMPARE(found, wanted);
            }
        }
    }

    void whatCannotBeReachedIsBlackOrWhite()
    {
        QCOMPARE(readableOn({128, 128, 128}, {128, 128, 128}, 21).toString(), u"#000000"_s);
        QCOMPARE(blackOrWhiteOn({10, 10, 60}).toString(), u"#ffffff"_s);
    }

    void theWorstOfSeveralCounts()
    {
        const Colour text{0, 0, 0};
        QCOMPARE(
            leastContrast(text, {{255, 255, 255}, {118, 118, 118}}), contrastRatio(text, {118, 118, 118}));
        QCOMPARE(leastContrast(text, {}), 21.0);
    }

    void mixing()
    {
        QCOMPARE(mixed({0, 0, 0}, {255, 100, 1}, 0.5).toString(), u"#803201"_s);
        QCOMPARE(mixed({0, 0, 0}, {255, 100, 1}, -3).toString(), u"#000000"_s);
        QCOMPARE(mixed({0, 0, 0}, {255, 100, 1}, 7).toString(), u"#ff6401"_s);
    }
};

QTEST_GUILESS_MAIN(TestColour)
#include "tst_colour.moc"
