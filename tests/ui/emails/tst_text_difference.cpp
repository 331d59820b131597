// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/text_difference.h"

#include <QTest>

using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

class TestTextDifference final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesWithoutACounterpartAreMarked_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("expected"); ///< a line for each text, x where it is marked
        QTest::newRow("the same") << u"a b c"_s << u"a b c"_s << u"--- ---"_s;
        QTest::newRow("one changed") << u"a b c"_s << u"a x c"_s << u"-x- -x-"_s;
        QTest::newRow("one more") << u"a c"_s << u"a b c"_s << u"-- -x-"_s;
        QTest::newRow("one less") << u"a b c"_s << u"c"_s << u"xx- -"_s;
        QTest::newRow("moved") << u"a b c"_s << u"b c a"_s << u"x-- --x"_s;
        QTest::newRow("nothing alike") << u"a b"_s << u"c d"_s << u"xx xx"_s;
    }
    void linesWithoutACounterpartAreMarked()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(QString, expected);
        const auto difference = differenceOf(left.split(u' '), right.split(u' '));
        const auto marks = [](const std::vector<bool> &lines) {
            QString text;
            for (const bool marked : lines)
                text += marked ? u'x' : u'-';
            return text;
        };
        QCOMPARE(u"%1 %2"_s.arg(marks(difference.left), marks(difference.right)), expected);
    }

    void veryLongTextsAreHeldAgainstEachOtherLineByLine()
    {
        QStringList left(3000, u"a"_s);
        QStringList right = left;
        right[10] = u"b"_s;
        const auto difference = differenceOf(left, right);
        QCOMPARE(std::count(difference.right.begin(), difference.right.end(), true), 1);
        QVERIFY(difference.left[10] && difference.right[10]);
    }
};

QTEST_GUILESS_MAIN(TestTextDifference)
#include "tst_text_difference.moc"
