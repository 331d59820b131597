// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "core/segment/segment_file.h"
#include "tests/support/random_rule.h"
#include "tests/support/temporary_workspace.h"

#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto now = fromMilliseconds(1'000'000);

QList<SegmentInFile> read(const QString &text)
{
    const auto segments = segmentsFromText(text);
    if (!segments)
        qFatal("%s", qPrintable(segments.error().message));
    return *segments;
}

} // namespace

class TestSegmentFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenReadsAsTheSame()
    {
        std::mt19937 generator(5);
        auto words = RandomRuleWords::madeUp();
        words.segments = {u"Segment 1"_s};
        QList<SegmentInFile> segments;
        for (int i = 0; i < 60; ++i)
            segments.append({u"Segment %1: ä"_s.arg(i), i % 2 ? u"Why # not"_s : QString(),
                randomRule(generator, words)});
        QCOMPARE(read(segmentsAsText(segments)), segments);
    }

    void peopleMayWriteTheFileThemselves()
    {
        const auto segments
            = read(u"# ours\r\n\r\nsegment:  VIP \r\nrule: count orders >= 5\r\n  and country is "
                   u"\"DE\" # at home\r\nsegment: Others\ndescription: the rest\n# so\nrule:\nall()\n"_s);
        QCOMPARE(segments.size(), 2);
        QCOMPARE(segments[0].name, u"VIP"_s);
        QCOMPARE(print(segments[0].rule), u"all(\n  count orders >= 5,\n  country is \"DE\"\n)"_s);
        QCOMPARE(segments[1].description, u"the rest"_s);
        QVERIFY(read(u"# nothing\n"_s).isEmpty());
    }

    void faultsHaveTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("message");
        QTest::newRow("no segment") << u"\ncount orders >= 2\n"_s << 2 << u"segment: NAME"_s;
        QTest::newRow("no name") << u"segment:\nrule: all()"_s << 1 << u"no name"_s;
        QTest::newRow("no rule") << u"segment: A\ndescription: b\n"_s << 3 << u"rule:"_s;
        QTest::newRow("rule on its line") << u"segment: A\nrule: count"_s << 2 << u"expected"_s;
        QTest::newRow("rule below") << u"segment: A\nrule:\n\nall(country)"_s << 4 << u"expected"_s;
        QTest::newRow("twice") << u"segment: A\nrule: all()\nsegment: a\nrule: all()"_s << 3 << u"above"_s;
    }
    void faultsHaveTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(QString, message);
        const auto segments = segmentsFromText(text);
        QVERIFY(!segments);
        QCOMPARE(segments.error().line, line);
        QVERIFY2(segments.error().message.contains(message), qPrintable(segments.error().message));
    }

    void segmentsMoveBetweenWorkspaces()
    {
        TemporaryWorkspace shop;
        auto &connection = shop.connection();
        // The one that is referred to stands behind the one that refers.
        const auto file = read(u"segment: Best at home\nrule: segment \"VIP\" and country is \"DE\"\n"
                               u"segment: VIP\nrule: count orders >= 5\n"_s);
        auto taken = takeSegments(connection, file, NameTaken::Refuse, now);
        QVERIFY2(taken, taken ? "" : qPrintable(taken.error().detail));
        QCOMPARE(taken->added, (QStringList{u"Best at home"_s, u"VIP"_s}));
        QCOMPARE(takeSegments(connection, file, NameTaken::Refuse, now)->same.size(), 2);

        const auto other
            = read(u"segment: vip\nrule: count orders >= 9\nsegment: Fans\nrule: segment \"VIP\"\n"_s);
        const auto refused = takeSegments(connection, other, NameTaken::Refuse, now);
        QVERIFY(!refused);
        QVERIFY2(refused.error().detail.contains(u"vip"_s), qPrintable(refused.error().detail));
        QCOMPARE(savedSegments(connection)->size(), 2);

        const auto both = takeSegments(connection, other, NameTaken::KeepBoth, now);
        QVERIFY2(both, both ? "" : qPrintable(both.error().detail));
        QCOMPARE(both->renamed.value(u"vip"_s), u"vip (2)"_s);
        QCOMPARE(print(segmentByName(connection, u"Fans"_s)->rule), u"all(segment \"vip (2)\")"_s);
        QCOMPARE(print(segmentByName(connection, u"VIP"_s)->rule), u"all(count orders >= 5)"_s);

        QCOMPARE(takeSegments(
                     connection, read(u"segment: vip\nrule: count orders >= 7"_s), NameTaken::Replace, now)
                     ->replaced,
            QStringList{u"vip"_s});
        QCOMPARE(print(segmentByName(connection, u"VIP"_s)->rule), u"all(count orders >= 7)"_s);
    }

    void halfAFileIsNotTaken()
    {
        TemporaryWorkspace shop;
        const auto missing = takeSegments(shop.connection(),
            read(u"segment: A\nrule: all()\nsegment: B\nrule: segment \"Nobody\"\n"_s), NameTaken::Refuse,
            now);
        QVERIFY(!missing);
        QVERIFY2(missing.error().detail.contains(u"Nobody"_s), qPrintable(missing.error().detail));
        const auto circle = takeSegments(shop.connection(),
            read(u"segment: A\nrule: segment \"B\"\nsegment: B\nrule: segment \"A\"\n"_s), NameTaken::Refuse,
            now);
        QVERIFY(!circle);
        QVERIFY(savedSegments(shop.connection())->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSegmentFile)
#include "tst_segment_file.moc"
