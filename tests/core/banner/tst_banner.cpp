// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/banner/banner.h"
#include "core/banner/banner_plan.h"
#include "core/banner/fitted_text.h"
#include "core/banner/product_picture.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrent>

using namespace haberdash;
using namespace haberdash::banner;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr BannerLayout layouts[]{BannerLayout::PictureRight, BannerLayout::PictureLeft,
    BannerLayout::PictureFull, BannerLayout::WordsOnly, BannerLayout::PointsCard};

struct Words
{
    const char *name;
    QString headline;
    QString line;
};

const QList<Words> words{
    {"short", u"Anna, your colour is back"_s, u"Merino in moss green."_s},
    {"empty name", u"Your colour is back"_s, {}},
    {"one letter", u"A"_s, u"!"_s},
    {"80 characters", u"Maximiliana-Theodolinde Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe"_s,
        u"Moss green"_s},
    {"one endless word", QString(200, u'W'), QString(500, u'i')},
    {"a novel", u"once upon a time "_s.repeated(80), u"and then "_s.repeated(300)},
    {"arabic", u"فاطمة، لونك المفضل عاد إليك هذا الخريف بألوان جديدة"_s, u"صوف ميرينو باللون الأخضر."_s},
    {"hebrew in two directions", u"שרה (Sarah), הצבע Moss Green חזר"_s, u"צמר 100 % מרינו"_s},
    {"japanese without blanks",
        u"山田さくら様お気に入りの色が再入荷しましたのでぜひご覧くださいませ"_s.repeated(3),
        u"この秋、モスグリーンのメリノウールがもう一度紡がれました。"_s},
    {"thai without blanks", u"สีโปรดของคุณกลับมาแล้วในฤดูใบไม้ร่วงนี้"_s.repeated(2), u"ขนแกะ"_s},
    {"emoji",
        u"Zoë 👩🏽‍🎨🧶👨‍👩‍👧‍👦 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉"_s,
        u"💚"_s},
    {"marks upon marks", u"Z"_s + u"\u0335\u0321\u0347\u0301\u0302\u030c"_s.repeated(60) + u"algo"_s,
        u"g\u0302\u0302\u0302\u0302\u0302\u0302"_s.repeated(40)},
    {"line breaks and controls", u"Anna\n\r\t\u2028\u2029\x07\u202eback\u2066 to\u202d you"_s, u"a\u0000b"_s},
    {"half a character", QString(QChar(0xd83e)) + u"Anna"_s + QChar(0xdd16),
        QString(QChar(0xdc00)).repeated(9)},
};

BannerContent contentOf(const Words &said)
{
    BannerContent content;
    content.headline = said.headline;
    content.line = said.line;
    content.offer = u"20 % off"_s;
    content.points = u"1,240 points"_s;
    content.call = u"See the new yarns"_s;
    return content;
}

PreparedPicture pictureFor(const BannerLook &look)
{
    static const QByteArray bytes = toPng(drawProductPicture(Motif::Yarn, QColor(0x4f, 0x7a, 0x5c), 400));
    return preparePicture(bytes, u"A ball of yarn"_s, look).value();
}

/// Every pixel of another colour: what no encoder can make small.
QByteArray noise(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    quint64 state = 1;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            image.setPixel(x, y, QRgb(state >> 40) | 0xff000000U);
        }
    }
    return toPng(image);
}

Colour at(const QImage &image, int x, int y)
{
    const QRgb pixel = image.pixel(x, y);
    return {quint8(qRed(pixel)), quint8(qGreen(pixel)), quint8(qBlue(pixel))};
}

} // namespace

class TestBanner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsFitAndRead_data()
    {
        QTest::addColumn<int>("text");
        QTest::addColumn<QSize>("size");
        for (int i = 0; i < words.size(); ++i) {
            for (const QSize size : {QSize(600, 240), QSize(200, 80), QSize(320, 400), QSize(1200, 90)})
                QTest::addRow("%s, %d x %d", words[i].name, size.width(), size.height()) << i << size;
        }
    }
    /// What is worked out, and then what is drawn: the pixels with the texts and without them.
    void textsFitAndRead()
    {
        QFETCH(int, text);
        QFETCH(QSize, size);
        for (const BannerLayout layout : layouts) {
            BannerLook look;
            look.layout = layout;
            look.width = size.width();
            look.height = size.height();
            BannerContent content = contentOf(words[text]);
            content.picture = pictureFor(look);
            const auto plan = layOutBanner(content, look);
            QVERIFY(plan);
            QVERIFY(!plan->leftOut.contains(BannerPart::Headline));
            const QRectF whole(QPointF(), plan->size);
            BannerPlan wordless = *plan;
            wordless.texts.clear();
            const QImage bare = paintBanner(wordless, content.picture);
            QImage full = paintBanner(*plan, content.picture);
            for (qsizetype i = 0; i < plan->texts.size(); ++i) {
                const PlacedText &placed = plan->texts[i];
                QVERIFY(!placed.text.isEmpty());
                QVERIFY2(whole.contains(placed.box), qPrintable(placed.text));
                QVERIFY(placed.letterSize >= 11 * look.pixelRatio);
                QVERIFY(placed.contrast() >= readableContrast);
                for (qsizetype k = i + 1; k < plan->texts.size(); ++k) {
                    const double room = plan->slack;
                    const QRectF other = plan->texts[k].box.adjusted(room, room, -room, -room);
                    QVERIFY2(!placed.box.adjusted(room, room, -room, -room).intersects(other),
                        qPrintable(toWord(layout) + u": "_s + placed.text + u" / "_s + plan->texts[k].text));
                }
                const QRect box = placed.box.toAlignedRect();
                bool isDrawn = false;
                for (int y = box.top(); y <= box.bottom(); ++y) {
                    for (int x = box.left(); x <= box.right(); ++x) {
                        const Colour behind = at(bare, x, y);
                        if (placed.box.contains(x, y) && placed.box.contains(x + 1, y + 1))
                            QVERIFY2(contrastRatio(placed.colour, behind) >= readableContrast,
                                qPrintable(toWord(layout) + behind.toString() + placed.colour.toString()));
                        isDrawn = isDrawn || at(full, x, y) != behind;
                        full.setPixel(x, y, bare.pixel(x, y)); // what is left then was drawn outside
                    }
                }
                QVERIFY2(isDrawn, qPrintable(placed.text));
            }
            QVERIFY2(full == bare, qPrintable(toWord(layout)));
        }
    }

    void nothingIsCutThatHasRoom()
    {
        for (const BannerLayout layout : layouts) {
            BannerLook look;
            look.layout = layout;
            BannerContent content = contentOf(words[0]);
            content.picture = pictureFor(look);
            const auto plan = layOutBanner(content, look);
            QVERIFY(plan);
            QCOMPARE(plan->texts.size(), 5);
            QCOMPARE(plan->leftOut.size(), 0);
            for (const PlacedText &placed : plan->texts)
                QVERIFY2(!placed.isCut, qPrintable(placed.text));
        }
    }

    void shrinksThenWrapsThenCuts()
    {
        const TextPlace place{300, 40, 14, 2};
        const auto fit = [&](const QString &text) { return fitText(text, place, u"Inter"_s, QFont::Normal); };
        const FittedText shortOne = fit(u"Anna"_s);
        QCOMPARE(shortOne.letterSize, 40);
        QCOMPARE(shortOne.lines, 1);
        const FittedText longer = fit(u"Anna, your colour is back again"_s);
        QCOMPARE(longer.lines, 2);
        QVERIFY(longer.letterSize < 40 && longer.letterSize > 14);
        QVERIFY(!longer.isCut);
        const FittedText word = fit(QString(50, u'o'));
        QCOMPARE(word.letterSize, 14);
        QCOMPARE(word.lines, 2);
        QVERIFY(!word.isCut);
        const FittedText novel = fit(u"once upon a time "_s.repeated(20).trimmed());
        QCOMPARE(novel.letterSize, 14);
        QCOMPARE(novel.lines, 2);
        QVERIFY(novel.isCut);
        QVERIFY(novel.text.endsWith(u'…'));
        for (const FittedText &each : {shortOne, longer, word, novel})
            QVERIFY(each.size.width() <= place.width);
    }

    void rightToLeftTextStandsOnTheRight()
    {
        BannerLook look;
        look.layout = BannerLayout::WordsOnly;
        for (const auto &[text, alignment] : {std::pair(u"Anna"_s, Qt::AlignLeft),
                 std::pair(u"שרה"_s, Qt::AlignRight), std::pair(u"42 فاطمة"_s, Qt::AlignRight)}) {
            look.layout = BannerLayout::PictureRight;
            BannerContent content;
            content.headline = text;
            content.picture = pictureFor(look);
            const auto plan = layOutBanner(content, look);
            QCOMPARE(plan->texts.constFirst().alignment, alignment | Qt::AlignAbsolute);
        }
    }

    void absurdColoursStillRead_data()
    {
        QTest::addColumn<Colour>("background");
        QTest::addColumn<Colour>("text");
        QTest::addColumn<Colour>("accent");
        const Colour white{255, 255, 255};
        const Colour grey{119, 119, 119};
        const Colour yellow{255, 240, 0};
        QTest::newRow("all white") << white << white << white;
        QTest::newRow("all black") << Colour() << Colour() << Colour();
        QTest::newRow("all grey") << grey << grey << grey;
        QTest::newRow("yellow on white") << white << yellow << yellow;
        QTest::newRow("red on green") << Colour{0, 160, 0} << Colour{230, 0, 0} << Colour{0, 0, 255};
        for (int i = 0; i < 256; i += 15)
            QTest::addRow("accent %d", i)
                << grey << yellow << Colour{quint8(i), quint8(255 - i), quint8(i / 2)};
    }
    void absurdColoursStillRead()
    {
        QFETCH(Colour, background);
        QFETCH(Colour, text);
        QFETCH(Colour, accent);
        for (const BannerLayout layout : layouts) {
            BannerLook look;
            look.layout = layout;
            look.background = background;
            look.text = text;
            look.accent = accent;
            BannerContent content = contentOf(words[0]);
            content.picture = pictureFor(look);
            const auto plan = layOutBanner(content, look);
            QVERIFY(plan);
            QCOMPARE(plan->texts.size(), 5);
            for (const PlacedText &placed : plan->texts)
                QVERIFY2(placed.contrast() >= readableContrast,
                    qPrintable(u"%1 %2: %3"_s.arg(toWord(layout), placed.text).arg(placed.contrast())));
        }
    }

    void theSameInputGivesTheSameBytesInAnyThread()
    {
        for (const BannerLayout layout : layouts) {
            BannerLook look;
            look.layout = layout;
            const PreparedPicture picture = pictureFor(look);
            const auto draw = [&](int i) {
                BannerContent content = contentOf(words[i % words.size()]);
                content.picture = picture;
                return drawBanner(content, look).value().digest;
            };
            QStringList here;
            QList<int> numbers;
            for (int i = 0; i < words.size(); ++i)
                here.append(draw(i));
            for (int i = 0; i < 4 * words.size(); ++i)
                numbers.append(i);
            QThreadPool pool;
            pool.setMaxThreadCount(4);
            const QStringList there = QtConcurrent::blockingMapped<QStringList>(&pool, numbers, draw);
            for (int i = 0; i < there.size(); ++i)
                QCOMPARE(there[i], here[i % here.size()]);
        }
    }

    void noBannerIsTooHeavy_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("usual") << QSize(600, 240);
        QTest::newRow("tall") << QSize(600, 900);
        QTest::newRow("the largest") << QSize(1200, 1200);
    }
    void noBannerIsTooHeavy()
    {
        QFETCH(QSize, size);
        const QByteArray bytes = noise(900, 900);
        for (const BannerLayout layout : layouts) {
            BannerLook look;
            look.layout = layout;
            look.width = size.width();
            look.height = size.height();
            BannerContent content = contentOf(words[0]);
            content.picture = preparePicture(bytes, u"Noise"_s, look).value();
            const auto drawn = drawBanner(content, look);
            QVERIFY2(drawn, drawn ? "" : qPrintable(drawn.error().detail));
            QVERIFY(drawn->bytes.size() <= largestBannerBytes);
            const QImage read = QImage::fromData(drawn->bytes);
            QCOMPARE(read.size(), size * drawn->pixelRatio);
            QCOMPARE(drawn->mediaType, drawn->bytes.startsWith("\x89PNG") ? u"image/png"_s : u"image/jpeg"_s);
        }
    }

    void flatOnesAreLosslessAndSharp()
    {
        BannerLook look;
        BannerContent content = contentOf(words[0]);
        content.picture = pictureFor(look);
        const auto drawn = drawBanner(content, look);
        QVERIFY(drawn);
        QCOMPARE(drawn->mediaType, u"image/png"_s);
        QCOMPARE(drawn->pixelRatio, 2);
        // The colours of the brand are exactly those of the brand, so that the banner joins the mail.
        const QImage read = QImage::fromData(drawn->bytes);
        QCOMPARE(at(read, 40, 20), look.background);
    }

    void alternativeSaysAllThatIsSeen()
    {
        BannerLook look;
        BannerContent content = contentOf({"", u"Anna, it is back!"_s, u"Moss green"_s});
        content.picture = pictureFor(look);
        QCOMPARE(drawBanner(content, look)->alternative,
            u"Anna, it is back! Moss green. 20 % off. 1,240 points. See the new yarns. A ball of yarn"_s);
        look.layout = BannerLayout::WordsOnly; // which shows no picture
        QCOMPARE(drawBanner(content, look)->alternative,
            u"Anna, it is back! Moss green. 20 % off. 1,240 points. See the new yarns"_s);
        // What had to be cut on the picture is whole in words.
        content = contentOf(words[3]);
        QVERIFY(drawBanner(content, look)->alternative.startsWith(words[3].headline));
    }

    void aLayoutOfAPictureDoesWithoutOne()
    {
        BannerLook look;
        look.layout = BannerLayout::PictureFull;
        const auto plan = layOutBanner(contentOf(words[0]), look);
        QVERIFY(plan);
        QVERIFY(plan->picture.isEmpty());
        QCOMPARE(plan->texts.size(), 5);
    }

    void aPictureNeedsNoWords()
    {
        BannerLook look;
        BannerContent content;
        content.picture = pictureFor(look);
        QVERIFY(drawBanner(content, look));
    }

    void whatCannotBeDrawn_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("pixelRatio");
        QTest::newRow("no size") << QSize(0, 0) << 2;
        QTest::newRow("no height") << QSize(600, 0) << 2;
        QTest::newRow("negative") << QSize(-600, 240) << 2;
        QTest::newRow("a stamp") << QSize(40, 40) << 2;
        QTest::newRow("a wall") << QSize(100'000, 100'000) << 2;
        QTest::newRow("no pixels") << QSize(600, 240) << 0;
        QTest::newRow("too sharp") << QSize(600, 240) << 3;
    }
    void whatCannotBeDrawn()
    {
        QFETCH(QSize, size);
        QFETCH(int, pixelRatio);
        BannerLook look;
        look.width = size.width();
        look.height = size.height();
        look.pixelRatio = pixelRatio;
        const auto drawn = drawBanner(contentOf(words[0]), look);
        QVERIFY(!drawn);
        QCOMPARE(drawn.error().code, Error::Code::Invalid);
        QVERIFY(!preparePicture(noise(20, 20), {}, look));
    }

    void nothingToSayIsRefused()
    {
        const auto drawn = drawBanner({{}, u" \n "_s, u"\u202e"_s, {}, {}, {}}, {});
        QVERIFY(!drawn);
        QCOMPARE(drawn.error().code, Error::Code::Invalid);
    }

    void theKeyKnowsEveryDifference()
    {
        QSet<QByteArray> keys;
        const BannerContent content = contentOf(words[0]);
        const auto add
            = [&](const BannerContent &one, const BannerLook &look) { keys.insert(bannerKey(one, look)); };
        add(content, {});
        add(content, {}); // the same
        QCOMPARE(keys.size(), 1);
        for (QString BannerContent::*part : {&BannerContent::headline, &BannerContent::line,
                 &BannerContent::offer, &BannerContent::points, &BannerContent::call}) {
            BannerContent other = content;
            other.*part += u'x';
            add(other, {});
        }
        BannerContent moved = content; // the same letters, in other parts
        moved.headline.chop(1);
        moved.line.prepend(content.headline.back());
        add(moved, {});
        BannerContent pictured = content;
        pictured.picture = pictureFor({});
        add(pictured, {});
        for (Colour BannerLook::*colour :
            {&BannerLook::background, &BannerLook::text, &BannerLook::accent, &BannerLook::surroundings}) {
            BannerLook look;
            look.*colour = {1, 2, 3};
            add(content, look);
        }
        for (int BannerLook::*number :
            {&BannerLook::cornerRadius, &BannerLook::width, &BannerLook::height, &BannerLook::pixelRatio}) {
            BannerLook look;
            look.*number += 1;
            add(content, look);
        }
        BannerLook look;
        look.layout = BannerLayout::WordsOnly;
        add(content, look);
        look = {};
        look.fontFamily = u"DejaVu Sans"_s;
        add(content, look);
        QCOMPARE(keys.size(), 1 + 5 + 1 + 1 + 4 + 4 + 2);
    }

    void exportedOnceUnderTheNameOfItsContent()
    {
        QTemporaryDir folder;
        const auto drawn = drawBanner(contentOf(words[0]), {});
        const QString inside = folder.filePath(u"banners"_s);
        const auto path = exportBanner(*drawn, inside);
        QVERIFY(path);
        QCOMPARE(exportBanner(*drawn, inside), path);
        QCOMPARE(QDir(inside).entryList(QDir::Files), QStringList{drawn->fileName()});
        QFile file(*path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), drawn->bytes);
        QVERIFY(drawn->contentId().endsWith(u"@haberdash"_s));
        const auto refused = exportBanner(*drawn, drawn->fileName().prepend(*path + u'/')); // below a file
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Error::Code::Io);
    }

    void layoutsHaveWords()
    {
        for (const BannerLayout layout : layouts)
            QCOMPARE(bannerLayoutFromWord(toWord(layout)), std::optional(layout));
        QVERIFY(!bannerLayoutFromWord(u"picture_above"));
    }
};

QTEST_MAIN(TestBanner)
#include "tst_banner.moc"
