// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "ui/segments/segment_editor.h"

#include <QSignalSpy>
#include <QTest>

using namespace haberdash;
using namespace haberdash::segment;
using namespace haberdash::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

Rule ruleOf(const QString &text)
{
    auto rule = parseRule(text);
    if (!rule)
        qFatal("%s", qPrintable(rule.error().message));
    return *rule;
}

/// The rule without line breaks and indentation.
QString text(const SegmentEditor &editor)
{
    return print(editor.rule()).simplified();
}

Node bought()
{
    return Node{MeasureCondition{}};
}

Node bought(const NumberTest &times)
{
    return Node{MeasureCondition{{}, times}};
}

} // namespace

class TestSegmentEditor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void adds_and_takes_back()
    {
        SegmentEditor editor;
        editor.start(u"New"_s, {});
        QSignalSpy changed(&editor, &SegmentEditor::changed);
        QCOMPARE(editor.add({}, bought()), NodePath{0});
        QCOMPARE(editor.add({}, Node{Group{Group::Match::Any, {}}}), NodePath{1});
        QCOMPARE(editor.add({1}, Node{ConsentCondition{}}), (NodePath{1, 0}));
        QCOMPARE(changed.count(), 3);
        const Rule full = editor.rule();
        while (editor.canUndo())
            editor.undo();
        QCOMPARE(editor.rule(), Rule());
        while (editor.canRedo())
            editor.redo();
        QCOMPARE(editor.rule(), full);
    }

    void places_that_do_not_exist_change_nothing()
    {
        SegmentEditor editor;
        editor.start({}, ruleOf(u"all(count orders >= 1, any(email consent is subscribed))"_s));
        const Rule before = editor.rule();
        QVERIFY(editor.add({7}, bought()).isEmpty());
        QVERIFY(editor.add({0}, bought()).isEmpty()); // a condition is no group
        QVERIFY(editor.add({-1}, bought()).isEmpty());
        editor.remove({5});
        editor.remove({});
        editor.replace({0, 0}, bought());
        editor.setMatch({0}, Group::Match::None);
        QVERIFY(editor.move({9}, {}, 0).isEmpty());
        QVERIFY(editor.move({0}, {4}, 0).isEmpty());
        QVERIFY(editor.moveBy({3}, 1).isEmpty());
        QVERIFY(editor.wrap({3}).isEmpty());
        QCOMPARE(editor.rule(), before);
        QVERIFY(!editor.canUndo());
    }

    void a_group_cannot_move_into_itself()
    {
        SegmentEditor editor;
        editor.start({}, ruleOf(u"all(any(count orders >= 1, none(tag is \"a\")), tag is \"b\")"_s));
        const Rule before = editor.rule();
        QVERIFY(editor.move({0}, {0}, 0).isEmpty());
        QVERIFY(editor.move({0}, {0, 1}, 0).isEmpty());
        QCOMPARE(editor.rule(), before);
    }

    void moves_to_places_data()
    {
        QTest::addColumn<NodePath>("from");
        QTest::addColumn<NodePath>("group");
        QTest::addColumn<int>("position");
        QTest::addColumn<NodePath>("to");
        QTest::addColumn<QString>("text");
        // all(a, any(b, c), d)
        QTest::newRow("down") << NodePath{0} << NodePath{} << 2 << NodePath{1} << u"any a d"_s;
        QTest::newRow("to the end") << NodePath{0} << NodePath{} << 3 << NodePath{2} << u"any d a"_s;
        QTest::newRow("beyond the end") << NodePath{0} << NodePath{} << 99 << NodePath{2} << u"any d a"_s;
        QTest::newRow("up") << NodePath{2} << NodePath{} << 0 << NodePath{0} << u"d a any"_s;
        QTest::newRow("where it is") << NodePath{0} << NodePath{} << 1 << NodePath{0} << u"a any d"_s;
        QTest::newRow("into a group that shifts")
            << NodePath{0} << NodePath{1} << 1 << NodePath{0, 1} << u"any d"_s;
        QTest::newRow("into a group before it")
            << NodePath{2} << NodePath{1} << 0 << NodePath{1, 0} << u"a any"_s;
        QTest::newRow("out of a group") << NodePath{1, 0} << NodePath{} << 0 << NodePath{0} << u"b a any d"_s;
    }
    void moves_to_places()
    {
        QFETCH(NodePath, from);
        QFETCH(NodePath, group);
        QFETCH(int, position);
        SegmentEditor editor;
        editor.start({}, ruleOf(u"all(tag is \"a\", any(tag is \"b\", tag is \"c\"), tag is \"d\")"_s));
        const Node moved = *editor.node(from);
        const NodePath to = editor.move(from, group, position);
        QTEST(to, "to");
        QCOMPARE(*editor.node(to), moved);
        QStringList names;
        for (const Node &node : editor.rule().root.children) {
            const auto *fact = std::get_if<FactCondition>(&node.content);
            names.append(fact ? std::get<TextTest>(fact->test).values.first() : u"any"_s);
        }
        QTEST(names.join(u' '), "text");
    }

    void keys_walk_through_groups()
    {
        SegmentEditor editor;
        editor.start({}, ruleOf(u"all(tag is \"a\", any(tag is \"b\", tag is \"c\"))"_s));
        NodePath path = editor.moveBy({0}, 1);
        QCOMPARE(path, (NodePath{0, 0})); // into the group
        path = editor.moveBy(path, 1);
        QCOMPARE(path, (NodePath{0, 1}));
        path = editor.moveBy(path, 1);
        path = editor.moveBy(path, 1);
        QCOMPARE(path, (NodePath{1})); // behind it
        QCOMPARE(editor.moveBy(path, 1), path); // nothing further
        path = editor.moveBy(path, -1);
        QCOMPARE(path, (NodePath{0, 2})); // into it again, at its end
    }

    void edits_of_one_field_are_one_step()
    {
        SegmentEditor editor;
        editor.start({}, ruleOf(u"all(count orders >= 1)"_s));
        for (const int value : {2, 25, 250})
            editor.replace({0}, bought({Compare::AtLeast, {value * 1000}}), u"number"_s);
        editor.replace({0}, bought({Compare::Less, {250'000}}), u"compare"_s);
        editor.undo();
        QVERIFY(text(editor).contains(u">= 250"_s));
        editor.undo();
        QVERIFY(text(editor).contains(u">= 1"_s));
        QVERIFY(!editor.canUndo());
        editor.redo();
        editor.replace({0}, bought()); // a new edit forgets what was undone
        QVERIFY(!editor.canRedo());
    }

    void wraps_duplicates_and_removes()
    {
        SegmentEditor editor;
        editor.start({}, ruleOf(u"all(tag is \"a\", tag is \"b\")"_s));
        QCOMPARE(editor.wrap({1}), (NodePath{1, 0}));
        QVERIFY(editor.group({1}));
        QSignalSpy restructured(&editor, &SegmentEditor::restructured);
        editor.remove({1, 0});
        QCOMPARE(restructured.last().first().value<NodePath>(), NodePath{1}); // the focus goes to its group
        editor.remove({1});
        editor.remove({0});
        QVERIFY(editor.rule().root.children.empty());
    }

    void reads_text_or_says_where_it_fails()
    {
        SegmentEditor editor;
        editor.start({}, ruleOf(u"all(count orders >= 1)"_s));
        QVERIFY(editor.setText(u"any(tag is \"x\",\n  country is \"DE\")"_s));
        QCOMPARE(editor.rule().root.children.size(), 2);
        const Rule good = editor.rule();
        const auto bad = editor.setText(u"any(tag is \"x\",\n  country is )"_s);
        QVERIFY(!bad);
        QCOMPARE(bad.error().line, 2);
        QCOMPARE(editor.rule(), good);
        editor.undo();
        QVERIFY(text(editor).contains(u"count orders"_s));
    }

    void knows_a_condition_that_makes_no_sense_wherever_it_stands()
    {
        SegmentEditor editor;
        editor.start({}, ruleOf(u"all(tag is \"a\", any(none(count orders >= 1)))"_s));
        QVERIFY(!editor.isFaulty());
        editor.add({1, 0}, Node{RankCondition{true, {101'000}, {}}}); // the best 101 %
        QVERIFY(editor.isFaulty());
        editor.undo();
        QVERIFY(!editor.isFaulty());
    }

    void knows_what_is_saved()
    {
        SegmentEditor editor;
        editor.open({SegmentId(1), u"VIP"_s, {}, ruleOf(u"all(tag is \"vip\")"_s)});
        QVERIFY(!editor.isChanged());
        editor.setName(u"VIPs"_s);
        QVERIFY(editor.isChanged());
        editor.setName(u"VIP"_s);
        editor.setMatch({}, Group::Match::Any);
        QVERIFY(editor.isChanged());
        editor.undo();
        QVERIFY(!editor.isChanged());
        editor.start(u"New"_s, {});
        QVERIFY(editor.isChanged());
        editor.markSaved(u"New"_s);
        QVERIFY(!editor.isChanged());
    }
};

QTEST_GUILESS_MAIN(TestSegmentEditor)
#include "tst_segment_editor.moc"
