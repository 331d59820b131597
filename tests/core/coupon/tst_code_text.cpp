// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coupon/code_text.h"

#include <QSet>
#include <QTest>

using namespace haberdash::coupon;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What can stand at a place of a code that somebody typed.
QString everyLetter()
{
    QString letters = u"abcxyz-_ .,!äß٣"_s;
    for (char16_t c = u'0'; c <= u'9'; ++c)
        letters += c;
    for (char16_t c = u'A'; c <= u'Z'; ++c)
        letters += c;
    return letters;
}

} // namespace

class TestCodeText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theAlphabetHasNothingToMistake()
    {
        QCOMPARE(alphabet.size(), size_t(29)); // a prime: see the test of swaps
        QCOMPARE(QSet<char>(alphabet.begin(), alphabet.end()).size(), 29);
        for (const char taken : {'0', 'O', '1', 'I', 'L', 'S', 'U'})
            QCOMPARE(alphabet.find(taken), std::string_view::npos);
    }

    void newCodesAreSound()
    {
        for (int letters = fewestLetters; letters <= mostLetters; ++letters) {
            for (const QString &prefix : {QString(), u"SPRING26"_s}) {
                for (int i = 0; i < 200; ++i) {
                    const QString code = makeCode(prefix, letters);
                    QCOMPARE(code.size(), letters + (prefix.isEmpty() ? 0 : prefix.size() + 1));
                    QVERIFY2(isSound(code, prefix), qPrintable(code));
                }
            }
        }
    }

    /// Every wrong letter at every place, the check letter and the prefix included.
    void noWrongLetterPasses()
    {
        const QString letters = everyLetter();
        for (int length = fewestLetters; length <= mostLetters; ++length) {
            for (const QString &prefix : {QString(), u"VIP"_s}) {
                for (int i = 0; i < 20; ++i) {
                    const QString code = makeCode(prefix, length);
                    for (qsizetype place = 0; place < code.size(); ++place) {
                        for (const QChar letter : letters) {
                            QString wrong = code;
                            wrong[place] = letter;
                            QCOMPARE(isSound(wrong, prefix), wrong == code);
                        }
                    }
                }
            }
        }
    }

    /// Not only neighbours: any two places.
    void noSwapPasses()
    {
        int swaps = 0;
        for (int length = fewestLetters; length <= mostLetters; ++length) {
            for (int i = 0; i < 100; ++i) {
                const QString code = makeCode(u"VIP"_s, length);
                for (qsizetype a = 0; a < code.size(); ++a) {
                    for (qsizetype b = a + 1; b < code.size(); ++b) {
                        QString wrong = code;
                        std::swap(wrong[a], wrong[b]);
                        swaps += wrong != code;
                        QCOMPARE(isSound(wrong, u"VIP"), wrong == code);
                    }
                }
            }
        }
        QVERIFY(swaps > 100'000);
    }

    void whatElseIsNoCode_data()
    {
        QTest::addColumn<QString>("code");
        const QString code = makeCode({}, 8);
        QTest::newRow("nothing") << QString();
        QTest::newRow("one letter less") << code.chopped(1);
        QTest::newRow("another prefix") << u"SALE-"_s + code;
        QTest::newRow("small letters") << makeCode({}, 20).toLower();
        QTest::newRow("all the same, which sums to nothing") << QString(40, u'2');
    }
    void whatElseIsNoCode()
    {
        QFETCH(QString, code);
        QVERIFY(!isSound(code, u""));
    }

    void typedCodesAreTidied() { QCOMPARE(tidied(u"  vip-ab 9k\t"), u"VIP-AB9K"_s); }

    void samplesLookLikeCodesAndAreNone()
    {
        for (int letters = fewestLetters; letters <= mostLetters; ++letters) {
            const QString sample = sampleCode(u"VIP"_s, letters);
            QCOMPARE(sample.size(), 4 + letters);
            for (const QChar c : sample.mid(4))
                QVERIFY(alphabet.find(c.toLatin1()) != std::string_view::npos);
            QVERIFY(!isSound(sample, u"VIP"));
            QCOMPARE(sampleCode(u"VIP"_s, letters), sample);
        }
    }

    /// 116,000 letters. Chi-square with 28 degrees of freedom is 28 on average, with a deviation of 7.5. A
    /// die that kept the unwhole last round of 256 would favour 24 letters by an eighth and come to about
    /// 240.
    void lettersAreDealtEvenly()
    {
        std::map<QChar, int> counts;
        for (int i = 0; i < 29'000 * 4 / 7; ++i) {
            for (const QChar c : makeCode({}, 8).first(7))
                ++counts[c];
        }
        double total = 0;
        for (const auto &[letter, count] : counts)
            total += count;
        double chiSquare = 0;
        for (const auto &[letter, count] : counts)
            chiSquare += (count - total / 29) * (count - total / 29) / (total / 29);
        QCOMPARE(counts.size(), size_t(29));
        QVERIFY2(chiSquare < 150, qPrintable(QString::number(chiSquare)));
    }
};

QTEST_GUILESS_MAIN(TestCodeText)
#include "tst_code_text.moc"
