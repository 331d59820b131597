// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/block_field_access.h"
#include "ui/emails/designer/block_words.h"
#include "ui/emails/designer/canvas_layout.h"
#include "ui/emails/designer/design_editor.h"

#include <QSignalSpy>
#include <QTest>

using namespace haberdash;
using namespace haberdash::ui;
using namespace haberdash::compose;
using namespace Qt::Literals::StringLiterals;

namespace {

/// "b1 b2(b3|b4)"
QString shape(const Blocks &blocks)
{
    QStringList parts;
    for (const Block &each : blocks) {
        QStringList inner;
        for (const Blocks *list : listsInside(each))
            inner.append(shape(*list));
        parts.append(inner.isEmpty() ? each.id : u"%1(%2)"_s.arg(each.id, inner.join(u'|')));
    }
    return parts.join(u' ');
}

} // namespace

class TestDesignEditor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsAddedUndoneAndRedone()
    {
        DesignEditor editor;
        editor.open({});
        for (const BlockWords &words : blockWords()) {
            const Document before = editor.document();
            QVERIFY2(editor.add(firstContent(words.kind), editor.placeForNew()), qPrintable(words.kind));
            QCOMPARE(kindWord(editor.block()->content), words.kind);
            QVERIFY(documentFromText(toText(editor.document())));
            const Document after = editor.document();
            editor.undo();
            QCOMPARE(toText(editor.document()), toText(before));
            editor.redo();
            QCOMPARE(toText(editor.document()), toText(after));
            editor.choose({});
        }
        QCOMPARE(blockWords().size(), kindWords().size());
    }

    void typingIsOneStepBack()
    {
        DesignEditor editor;
        editor.open({});
        editor.add(TextBlock{u""_s}, {});
        for (const QString &text : {u"H"_s, u"He"_s, u"Hey"_s}) {
            Block block = *editor.block();
            setText(block, u"text"_s, text);
            editor.replace(block, u"text"_s);
        }
        Block block = *editor.block();
        block.style.background = u"accent"_s;
        editor.replace(block, u"background"_s);
        editor.undo();
        QCOMPARE(std::get<TextBlock>(editor.block()->content).text, u"Hey"_s);
        QVERIFY(editor.block()->style.background.isEmpty());
        editor.undo();
        QCOMPARE(std::get<TextBlock>(editor.block()->content).text, QString());
        editor.undo();
        QVERIFY(editor.document().blocks.empty());
        QVERIFY(!editor.canUndo());
        editor.redo();
        editor.redo();
        QCOMPARE(std::get<TextBlock>(editor.document().blocks[0].content).text, u"Hey"_s);
    }

    void blocksMoveUpAndDownAndStopAtTheEnds()
    {
        DesignEditor editor;
        editor.open({});
        for (int i = 0; i < 3; ++i)
            editor.add(TextBlock{QString::number(i)}, editor.placeForNew());
        QCOMPARE(shape(editor.document().blocks), u"b1 b2 b3"_s);
        editor.moveBy(u"b1"_s, 1);
        QCOMPARE(shape(editor.document().blocks), u"b2 b1 b3"_s);
        editor.moveBy(u"b1"_s, 1);
        editor.moveBy(u"b1"_s, 1);
        QCOMPARE(shape(editor.document().blocks), u"b2 b3 b1"_s);
        for (int i = 0; i < 5; ++i)
            editor.moveBy(u"b1"_s, -1);
        QCOMPARE(shape(editor.document().blocks), u"b1 b2 b3"_s);
        QCOMPARE(editor.chosen(), u"b1"_s);
    }

    void whatIsTakenOutLeavesItsNeighbourChosen()
    {
        DesignEditor editor;
        editor.open({});
        for (int i = 0; i < 3; ++i)
            editor.add(TextBlock{}, editor.placeForNew());
        editor.remove(u"b2"_s);
        QCOMPARE(editor.chosen(), u"b3"_s);
        editor.remove(u"b3"_s);
        QCOMPARE(editor.chosen(), u"b1"_s);
        editor.remove(u"b1"_s);
        QVERIFY(editor.chosen().isEmpty());
        editor.remove(u"b1"_s);
        editor.undo();
        QCOMPARE(editor.document().blocks.size(), 1);
    }

    void newBlocksComeBeforeTheFooter()
    {
        DesignEditor editor;
        editor.open({});
        editor.add(FooterBlock(), {});
        editor.choose({});
        editor.add(TextBlock{}, editor.placeForNew());
        QCOMPARE(shape(editor.document().blocks), u"b2 b1"_s);
    }

    void fewerColumnsLoseNoBlock()
    {
        ColumnsBlock columns;
        for (int i = 0; i < 4; ++i) {
            Block block;
            block.id = QString::number(i);
            block.content = TextBlock{};
            columns.columns.push_back({1, {block}});
        }
        setShares(columns, {2, 1});
        QCOMPARE(columns.columns.size(), 2);
        QCOMPARE(columns.columns[0].share, 2);
        QCOMPARE(shape(columns.columns[0].blocks), u"0"_s);
        QCOMPARE(shape(columns.columns[1].blocks), u"1 2 3"_s);
        setShares(columns, {});
        QCOMPARE(columns.columns.size(), 2);
    }

    void everythingHasAPlaceOnTheCanvas()
    {
        Document document;
        insertBlocks(document, {},
            {Block{{}, firstContent(u"text"_s), {}, {}, {}, {}},
                Block{{}, firstContent(u"columns"_s), {}, {}, {}, {}},
                Block{{}, firstContent(u"choice"_s), {}, {}, {}, {}}});
        const CanvasLayout layout = layOut(document, [](const Block &, int, bool) { return 40; });
        const auto place = [&](const QString &id) { return layout.rectOf(id); };
        QStringList ids;
        forEachBlock(document.blocks, [&](const Block &block) {
            ids.append(block.id);
            QVERIFY2(place(block.id).isValid(), qPrintable(block.id));
            QCOMPARE(findBlock(document, layout.blockAt(place(block.id).center()))->id.isEmpty(), false);
        });
        QCOMPARE(ids.size(), 7);
        // Columns beside each other inside their frame, variants below each other.
        const auto *columns = std::get_if<ColumnsBlock>(&document.blocks[1].content);
        const QRect left = place(columns->columns[0].blocks[0].id);
        const QRect right = place(columns->columns[1].blocks[0].id);
        QCOMPARE(left.top(), right.top());
        QVERIFY(left.right() < right.left());
        QVERIFY(place(document.blocks[1].id).contains(left) && place(document.blocks[1].id).contains(right));
        QCOMPARE(left.width() * 2 + 16 + 64, 600);
        const auto *choice = std::get_if<ChoiceBlock>(&document.blocks[2].content);
        QVERIFY(place(choice->variants[0].blocks[0].id).bottom() < place(choice->otherwise[0].id).top());
        QCOMPARE(layout.items.back().kind, CanvasItem::Kind::OwnFooter);
    }

    void dropsGoWhereTheyAreShown()
    {
        Document document;
        insertBlocks(document, {},
            {Block{{}, firstContent(u"text"_s), {}, {}, {}, {}},
                Block{{}, firstContent(u"columns"_s), {}, {}, {}, {}}});
        const CanvasLayout layout = layOut(document, [](const Block &, int, bool) { return 40; });
        QCOMPARE(layout.dropNear({300, 2})->place, (BlockPlace{{}, 0, 0}));
        QCOMPARE(layout.dropNear({300, 36})->place, (BlockPlace{{}, 0, 1}));
        const auto *columns = std::get_if<ColumnsBlock>(&document.blocks[1].content);
        const QRect right = layout.rectOf(columns->columns[1].blocks[0].id);
        QCOMPARE(layout.dropNear({right.center().x(), right.bottom() - 2})->place,
            (BlockPlace{document.blocks[1].id, 1, 1}));
        QCOMPARE(layout.dropNear({300, 5000})->place.parent, QString());
    }
};

QTEST_GUILESS_MAIN(TestDesignEditor)
#include "tst_design_editor.moc"
