// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/edit_distance.h"

#include <QTest>

#include <random>

using namespace haberdash;

class TestEditDistance final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsSlips_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<int>("slips");
        QTest::addColumn<int>("withSwaps");
        const auto row = [](const char *name, const char16_t *one, const char16_t *other, int slips,
                             int withSwaps) {
            QTest::newRow(name) << QString::fromUtf16(one) << QString::fromUtf16(other) << slips << withSwaps;
        };
        // By jellyfish 0.8.9: levenshtein_distance, and damerau_levenshtein where no stretch is edited twice.
        row("nothing", u"", u"", 0, 0);
        row("from nothing", u"", u"abc", 3, 3);
        row("the same", u"berg", u"berg", 0, 0);
        row("the schoolbook", u"kitten", u"sitting", 3, 3);
        row("neighbours in the wrong order", u"gmail.com", u"gmial.com", 2, 1);
        row("edited twice is not one swap", u"ca", u"abc", 3, 3);
        row("one letter more", u"email", u"e-mail", 1, 1);
        row("beyond the first plane", u"a\U0001F600b", u"ab", 1, 1);
        row("nothing in common", u"abc", u"xyz", 3, 3);
    }

    void countsSlips()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(int, slips);
        QFETCH(int, withSwaps);
        const std::u32string a = one.toStdU32String();
        const std::u32string b = other.toStdU32String();
        QCOMPARE(levenshtein(a, b), slips);
        QCOMPARE(levenshtein(b, a), slips);
        QCOMPARE(osaDistance(a, b), withSwaps);
        QCOMPARE(osaDistance(b, a), withSwaps);
        QCOMPARE(isOneEditAway(a, b), withSwaps == 1);
    }

    /// The quick question and the long way agree on whatever few letters give.
    void oneEditIsADistanceOfOne()
    {
        std::mt19937 random(20260301);
        int near = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::u32string a;
            std::string narrowA;
            std::u32string b;
            std::string narrowB;
            for (auto [wide, narrow] : {std::pair(&a, &narrowA), std::pair(&b, &narrowB)}) {
                for (size_t length = random() % 6; length > 0; --length) {
                    const char letter = char('a' + random() % 3);
                    *wide += char32_t(letter);
                    *narrow += letter;
                }
            }
            const bool isNear = osaDistance(a, b) == 1;
            near += isNear;
            QCOMPARE(isOneEditAway(a, b), isNear);
            QCOMPARE(isOneEditAway(narrowA, narrowB), isNear);
        }
        QVERIFY(near > 1000);
    }
};

QTEST_GUILESS_MAIN(TestEditDistance)
#include "tst_edit_distance.moc"
