// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/blocks/document_edit.h"
#include "core/compose/blocks/starting_designs.h"

#include <QTest>

#include <random>

using namespace haberdash;
using namespace haberdash::compose;
using namespace Qt::Literals::StringLiterals;

namespace {

Block block(const QString &id, BlockContent content)
{
    Block made;
    made.id = id;
    made.content = std::move(content);
    return made;
}

/// b1 text, b2 columns (b3 text | b4 button), b5 choice (b6 text / otherwise b7 text)
Document sample()
{
    Document document;
    ColumnsBlock columns;
    columns.columns.push_back({1, {block(u"b3"_s, TextBlock{u"left"_s})}});
    columns.columns.push_back(
        {2, {block(u"b4"_s, ButtonBlock{u"Go"_s, u"https://shop.example"_s, {}, {}, false})}});
    ChoiceBlock choice;
    choice.variants.push_back({u"Loyal"_s, u"count orders > 1"_s, {block(u"b6"_s, TextBlock{u"loyal"_s})}});
    choice.otherwise.push_back(block(u"b7"_s, TextBlock{u"other"_s}));
    document.blocks = {block(u"b1"_s, TextBlock{u"# Hi"_s}), block(u"b2"_s, std::move(columns)),
        block(u"b5"_s, std::move(choice))};
    return document;
}

/// "b1 b2(b3|b4) b5(b6|b7)"
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

/// Every kind of block with every field away from its default, a few levels deep.
class RandomDocument
{
public:
    explicit RandomDocument(quint32 seed)
        : m_random(seed)
    { }
    Document make()
    {
        Document document;
        document.width = number(480, 720);
        document.language = pick({u""_s, u"de"_s, u"ar"_s, u"ja"_s});
        document.blocks = blocks(0, false);
        return document;
    }

private:
    int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_random); }
    bool flag() { return number(0, 1) == 1; }
    QString pick(const QStringList &list) { return list[number(0, int(list.size()) - 1)]; }
    QString text()
    {
        return pick({u""_s, u"Hello {{ customer.first_name | default: \"you\" }}"_s, u"日本語 \U0001f9f5"_s,
            u"مرحبا <b>"_s, u"line\nline\t\"quoted\" \\ back"_s, u"{% if x %}a{% endif %}"_s});
    }
    QString colour() { return pick({u""_s, u"#2f5d50"_s, u"accent"_s, u"muted"_s}); }

    Blocks blocks(int depth, bool inColumns)
    {
        Blocks made;
        for (int i = number(0, depth == 0 ? 6 : 2); i > 0; --i) {
            Block each = block(u"b%1"_s.arg(++m_count), content(depth, inColumns));
            if (flag())
                each.rule = u"count orders >= %1"_s.arg(number(0, 9));
            if (flag())
                each.repeat = Repeat{u"cart.items"_s, pick({u"item"_s, u"thing"_s}), number(0, 5)};
            each.device = Device(number(0, 2));
            each.style = {colour(), colour(), flag() ? std::optional(Alignment(number(0, 2))) : std::nullopt,
                flag() ? std::optional(number(10, 48)) : std::nullopt,
                flag() ? std::optional(number(0, 120)) : std::nullopt, std::nullopt,
                flag() ? std::optional(number(0, 120)) : std::nullopt};
            made.push_back(std::move(each));
        }
        return made;
    }
    std::vector<LabelledLink> links() { return {{text(), text()}, {text(), text()}}; }
    BlockContent content(int depth, bool inColumns)
    {
        switch (number(0, depth < 3 ? 15 : 13)) {
        case 0:
            return HeaderBlock{links()};
        case 1:
            return ImageBlock{text(), text(), text(), number(0, 720), flag()};
        case 2:
            return ButtonBlock{text(), text(), colour(), colour(), flag()};
        case 3:
            return ProductsBlock{text(), number(1, 4), number(1, 24), flag(), flag(), flag(), flag(), text()};
        case 4:
            return BannerBlock{u"points_card"_s, text(), text(), text(), text(), text(), text()};
        case 5:
            return CouponBlock{text(), text(), text()};
        case 6:
            return PointsBlock{text(), text(), text()};
        case 7:
            return DividerBlock{number(1, 12), colour()};
        case 8:
            return SpacerBlock{number(1, 200)};
        case 9:
            return SocialBlock{links()};
        case 10:
            return FooterBlock{text()};
        case 11:
            return HtmlBlock{text()};
        case 12:
            return SharedBlock{text()};
        case 14: {
            ChoiceBlock choice;
            choice.variants.push_back({text(), text(), blocks(depth + 1, inColumns)});
            choice.otherwise = blocks(depth + 1, inColumns);
            return choice;
        }
        case 15: {
            if (inColumns)
                return TextBlock{text()};
            ColumnsBlock columns;
            for (int i = number(0, 4); i > 0; --i)
                columns.columns.push_back({number(1, 12), blocks(depth + 1, true)});
            return columns;
        }
        default:
            return TextBlock{text()};
        }
    }

    std::mt19937 m_random;
    int m_count = 0;
};

} // namespace

class TestDocument final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBackTheSame()
    {
        for (quint32 seed = 1; seed <= 500; ++seed) {
            const Document document = RandomDocument(seed).make();
            const QString text = toText(document);
            const auto read = documentFromText(text);
            QVERIFY2(read.has_value(),
                qPrintable(u"seed %1: %2"_s.arg(seed).arg(read ? QString() : read.error().detail)));
            QVERIFY2(*read == document, qPrintable(u"seed %1:\n%2\n%3"_s.arg(seed).arg(text, toText(*read))));
            QCOMPARE(toText(*read), text);
        }
    }

    void mistakesNameTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &blocks, const QString &expected) {
            QTest::newRow(name) << u"{\"haberdash\":1,\"blocks\":%1}"_s.arg(blocks) << expected;
        };
        QTest::newRow("no JSON") << u"{\"haberdash\":1"_s << u"byte 14"_s;
        QTest::newRow("something else") << u"{\"blocks\":[]}"_s << u"“haberdash” is missing"_s;
        QTest::newRow("newer") << u"{\"haberdash\":2,\"blocks\":[]}"_s << u"newer Haberdash"_s;
        QTest::newRow("too wide") << u"{\"haberdash\":1,\"width\":2000,\"blocks\":[]}"_s
                                  << u"width: should be a whole number from 480 to 720"_s;
        QTest::newRow("no list") << u"{\"haberdash\":1,\"blocks\":7}"_s << u"blocks: should be a list"_s;
        row("kind", uR"([{"id":"a","kind":"marquee"}])"_s,
            u"blocks[0]: there is no kind of block “marquee”"_s);
        row("key", uR"([{"id":"a","kind":"text","txt":"x"}])"_s, u"blocks[0]: “txt” is not known here"_s);
        row("type", uR"([{"id":"a","kind":"text","text":7}])"_s, u"blocks[0].text: should be a text"_s);
        row("id missing", uR"([{"kind":"text"}])"_s, u"blocks[0].id"_s);
        row("id twice", uR"([{"id":"a","kind":"text"},{"id":"a","kind":"text"}])"_s,
            u"blocks[1]: the id “a” is there twice"_s);
        row("number", uR"([{"id":"a","kind":"products","columns":2.5}])"_s,
            u"blocks[0].columns: should be a whole number from 1 to 4"_s);
        row("colour", uR"([{"id":"a","kind":"text","style":{"background":"red;x:y"}}])"_s,
            u"blocks[0].style.background: “red;x:y” is no colour"_s);
        row("alignment", uR"([{"id":"a","kind":"text","style":{"alignment":"middle"}}])"_s,
            u"blocks[0].style.alignment: should be one of: start, centre, end"_s);
        row("columns in columns",
            uR"([{"id":"a","kind":"columns","columns":[{"blocks":[{"id":"b","kind":"columns","columns":[]}]}]}])"_s,
            u"blocks[0].columns[0].blocks[0]: columns cannot stand inside columns"_s);
        row("five columns",
            uR"([{"id":"a","kind":"columns","columns":[{"blocks":[]},{"blocks":[]},{"blocks":[]},{"blocks":[]},{"blocks":[]}]}])"_s,
            u"at most four columns"_s);
        QString deep = u"[]"_s;
        for (int i = 0; i < 12; ++i)
            deep = uR"([{"id":"d%1","kind":"choice","otherwise":%2}])"_s.arg(i).arg(deep);
        row("too deep", deep, u"more than 8 groups"_s);
        QStringList many;
        for (int i = 0; i < 1001; ++i)
            many.append(uR"({"id":"m%1","kind":"text"})"_s.arg(i));
        row("too many", u'[' + many.join(u',') + u']', u"at most 1000 blocks"_s);
    }
    void mistakesNameTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto read = documentFromText(text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, Error::Code::Invalid);
        QVERIFY2(read.error().detail.contains(expected), qPrintable(read.error().detail));
    }

    void blocksAreMoved_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("parent");
        QTest::addColumn<int>("list");
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("expected");
        const QString same = u"b1 b2(b3|b4) b5(b6|b7)"_s;
        QTest::newRow("down") << u"b1"_s << QString() << 0 << 2 << u"b2(b3|b4) b1 b5(b6|b7)"_s;
        QTest::newRow("up") << u"b5"_s << QString() << 0 << 0 << u"b5(b6|b7) b1 b2(b3|b4)"_s;
        QTest::newRow("beyond the end") << u"b1"_s << QString() << 0 << 99 << u"b2(b3|b4) b5(b6|b7) b1"_s;
        QTest::newRow("into a column") << u"b1"_s << u"b2"_s << 1 << 0 << u"b2(b3|b1 b4) b5(b6|b7)"_s;
        QTest::newRow("between columns") << u"b3"_s << u"b2"_s << 1 << 1 << u"b1 b2(|b4 b3) b5(b6|b7)"_s;
        QTest::newRow("out of a variant") << u"b6"_s << QString() << 0 << 0 << u"b6 b1 b2(b3|b4) b5(|b7)"_s;
        QTest::newRow("columns into a variant")
            << u"b2"_s << u"b5"_s << 0 << 1 << u"b1 b5(b6 b2(b3|b4)|b7)"_s;
        QTest::newRow("into itself") << u"b2"_s << u"b2"_s << 0 << 0 << same;
        QTest::newRow("a choice into a column")
            << u"b5"_s << u"b2"_s << 0 << 0 << u"b1 b2(b5(b6|b7) b3|b4)"_s;
        QTest::newRow("no such place") << u"b1"_s << u"b2"_s << 7 << 0 << same;
        QTest::newRow("no such block") << u"b99"_s << QString() << 0 << 0 << same;
    }
    void blocksAreMoved()
    {
        QFETCH(QString, id);
        QFETCH(QString, parent);
        QFETCH(int, list);
        QFETCH(int, index);
        QFETCH(QString, expected);
        Document document = sample();
        const bool moved = moveBlock(document, id, {parent, list, index});
        QCOMPARE(shape(document.blocks), expected);
        QCOMPARE(moved, expected != shape(sample().blocks));
    }

    void columnsAndFootersStandOnlyWhereTheyMay()
    {
        const Document document = sample();
        QVERIFY(!mayStand(document, ColumnsBlock(), {u"b2"_s, 0, 0}));
        ChoiceBlock withColumns;
        withColumns.otherwise.push_back(block(u"x"_s, ColumnsBlock()));
        QVERIFY(!mayStand(document, withColumns, {u"b2"_s, 0, 0}));
        QVERIFY(mayStand(document, withColumns, {u"b5"_s, 0, 0}));
        QVERIFY(!mayStand(document, FooterBlock(), {u"b5"_s, 0, 0}));
        QVERIFY(mayStand(document, FooterBlock(), {QString(), 0, 0}));
    }

    void copiesHaveIdsOfTheirOwn()
    {
        Document document = sample();
        const QString copy = duplicateBlock(document, u"b2"_s);
        QVERIFY(!copy.isEmpty());
        QStringList ids;
        forEachBlock(document.blocks, [&ids](const Block &each) { ids.append(each.id); });
        QCOMPARE(ids.size(), 10);
        QCOMPARE(ids.removeDuplicates(), 0);
        QCOMPARE(placeOf(document, copy), std::optional(BlockPlace{QString(), 0, 2}));
        const auto removed = removeBlock(document, copy);
        QVERIFY(removed);
        QCOMPARE(shape(document.blocks), shape(sample().blocks));
        QVERIFY(!removeBlock(document, copy));
        QVERIFY(duplicateBlock(document, u"none"_s).isEmpty());
    }

    void sharedBlocksAreOpened()
    {
        Document document;
        document.blocks = {block(u"b1"_s, SharedBlock{u"Outer"_s}), block(u"b2"_s, SharedBlock{u"Inner"_s})};
        QMap<QString, Blocks> shared;
        shared[u"Inner"_s] = {block(u"b1"_s, TextBlock{u"inner"_s})};
        shared[u"Outer"_s] = {block(u"b1"_s, TextBlock{u"outer"_s}), block(u"b2"_s, SharedBlock{u"Inner"_s})};
        QCOMPARE(sharedIn(document), QStringList({u"Outer"_s, u"Inner"_s}));
        const auto opened = withSharedInlined(document, shared);
        QVERIFY(opened);
        QVERIFY(sharedIn(*opened).isEmpty());
        QVERIFY(documentFromText(toText(*opened))); // no id twice
        QStringList texts;
        forEachBlock(opened->blocks, [&texts](const Block &each) {
            if (const auto *text = std::get_if<TextBlock>(&each.content))
                texts.append(text->text);
        });
        QCOMPARE(texts, QStringList({u"outer"_s, u"inner"_s, u"inner"_s}));
        shared[u"Inner"_s].push_back(block(u"b9"_s, SharedBlock{u"Outer"_s}));
        QCOMPARE(withSharedInlined(document, shared).error().code, Error::Code::Invalid);
        shared.remove(u"Inner"_s);
        QCOMPARE(withSharedInlined(document, shared).error().code, Error::Code::NotFound);
    }

    void twelveDesignsToStartFrom()
    {
        const auto designs = startingDesigns();
        QStringList names;
        for (const auto &design : designs) {
            names.append(design.name);
            QVERIFY2(!design.title.isEmpty() && !design.purpose.isEmpty() && !design.subject.isEmpty(),
                qPrintable(design.name));
            QVERIFY2(!design.document.blocks.empty(), qPrintable(design.name));
        }
        QCOMPARE(names,
            QStringList({u"welcome"_s, u"cart"_s, u"browse"_s, u"post-purchase"_s, u"win-back"_s,
                u"replenishment"_s, u"price-drop"_s, u"points"_s, u"vip"_s, u"new-collection"_s, u"sale"_s,
                u"plain-letter"_s}));
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
