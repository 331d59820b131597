// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzy_match.h"

#include <QTest>

using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestFuzzyMatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fits");
        QTest::addColumn<QList<int>>("positions");
        QTest::newRow("empty fits all") << QString() << u"Segments"_s << true << QList<int>{};
        QTest::newRow("blanks fit all") << u"  "_s << u"Segments"_s << true << QList<int>{};
        QTest::newRow("beginning") << u"seg"_s << u"Segments"_s << true << QList<int>{0, 1, 2};
        QTest::newRow("initials") << u"nc"_s << u"New campaign"_s << true << QList<int>{0, 4};
        QTest::newRow("word start beats first letter")
            << u"ca"_s << u"Duplicate campaign"_s << true << QList<int>{10, 11};
        QTest::newRow("other order of words") << u"campaign new"_s << u"New campaign"_s << true
                                              << QList<int>{0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11};
        QTest::newRow("accents") << u"elodie"_s << u"Élodie Dubois"_s << true << QList<int>{0, 1, 2, 3, 4, 5};
        QTest::newRow("accents in the pattern") << u"åk"_s << u"Akesson"_s << true << QList<int>{0, 1};
        QTest::newRow("Greek case") << u"ΣΟΦ"_s << u"σοφία"_s << true << QList<int>{0, 1, 2};
        QTest::newRow("wrong order") << u"ges"_s << u"seg"_s << false << QList<int>{};
        QTest::newRow("too long") << u"segments"_s << u"seg"_s << false << QList<int>{};
        QTest::newRow("letter twice") << u"ss"_s << u"s"_s << false << QList<int>{};
        QTest::newRow("nothing to find in") << u"a"_s << QString() << false << QList<int>{};
        QTest::newRow("one word missing") << u"new shop"_s << u"New campaign"_s << false << QList<int>{};
        QTest::newRow("very long text") << u"zz"_s << QString(5000, u'z') << true << QList<int>{0, 1};
    }
    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, fits);
        const auto match = fuzzyMatch(pattern, text);
        QCOMPARE(match.has_value(), fits);
        if (match)
            QTEST(match->positions, "positions");
    }

    void better_fits_score_higher_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("beginning") << u"se"_s << u"Settings"_s << u"Customer service"_s;
        QTest::newRow("side by side") << u"tea"_s << u"Bought tea"_s << u"Trends, all"_s;
        QTest::newRow("shorter") << u"home"_s << u"Home"_s << u"Home and garden, spring"_s;
        QTest::newRow("initials") << u"nc"_s << u"New campaign"_s << u"Announcement"_s;
    }
    void better_fits_score_higher()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fuzzyMatch(pattern, better)->score > fuzzyMatch(pattern, worse)->score);
    }
};

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
