// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/banner/prepared_picture.h"
#include "core/banner/product_picture.h"

#include <QBuffer>
#include <QPainter>
#include <QTest>

using namespace haberdash;
using namespace haberdash::banner;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray bigEndian(quint32 number)
{
    return QByteArray::fromHex(QByteArray::number(number, 16).rightJustified(8, '0'));
}

/// A piece of a PNG with the checksum that it must have (CRC-32 as in its specification, annex D).
QByteArray chunk(const QByteArray &type, const QByteArray &data)
{
    quint32 crc = 0xffffffffU;
    for (const char c : QByteArray(type + data)) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320U : 0);
    }
    return bigEndian(quint32(data.size())) + type + data + bigEndian(~crc);
}

/// A few bytes that say they are a picture of this size, all of one colour: 1.2 GB once unpacked.
QByteArray pngThatClaims(quint32 width, quint32 height)
{
    return QByteArray::fromHex("89504e470d0a1a0a")
        + chunk("IHDR", bigEndian(width) + bigEndian(height) + QByteArray::fromHex("0802000000"))
        + chunk("IDAT", qCompress(QByteArray(1 << 20, '\0')).mid(4)) + chunk("IEND", {});
}

QByteArray jpegOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", 95);
    return bytes;
}

QImage filled(int width, int height, QColor colour, QImage::Format format = QImage::Format_ARGB32)
{
    QImage image(width, height, format);
    image.fill(colour);
    return image;
}

constexpr Colour paper{0xf4, 0xf2, 0xee};

PicturePlace placeOf(int width, int height)
{
    return {{width, height}, {0, 0, width, height}, paper};
}

} // namespace

class TestPreparedPicture final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("why");
        const QByteArray good = toPng(drawProductPicture(Motif::Yarn, Qt::red, 200));
        QTest::newRow("nothing") << QByteArray() << u"no PNG"_s;
        QTest::newRow("text") << QByteArray("hello, I am a picture") << u"no PNG"_s;
        QTest::newRow("a drawing that may ask for files") << QByteArray(
            "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><image "
            "href='file:///etc/hostname'/></svg>") << u"no PNG"_s;
        QTest::newRow("bitmap of a system plug-in") << QByteArray("BM") + QByteArray(80, '\1') << u"no PNG"_s;
        QTest::newRow("only the first bytes") << good.first(8) << u"damaged"_s;
        QTest::newRow("the head and no body") << good.first(60) << u"damaged"_s;
        QTest::newRow("rubbish behind the head") << good.first(60) + QByteArray(900, '\x5a') << u"damaged"_s;
        QTest::newRow("half a JPEG's head")
            << jpegOf(drawProductPicture(Motif::Box, Qt::red, 200)).first(30) << u"damaged"_s;
        QTest::newRow("one pixel") << toPng(filled(1, 1, Qt::red)) << u"1 x 1 pixels are too few"_s;
        QTest::newRow("a line") << toPng(filled(900, 3, Qt::red)) << u"too few"_s;
        QTest::newRow("20,000 x 20,000") << pngThatClaims(20'000, 20'000) << u"more than this program"_s;
        QTest::newRow("long and low") << pngThatClaims(900'000, 32) << u"more than this program"_s;
        QTest::newRow("no width") << pngThatClaims(0, 100) << u"damaged"_s;
        QTest::newRow("33 MB") << good + QByteArray(33 << 20, '\0') << u"32 MB"_s;
    }
    void whatCannotBeUsed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, why);
        const auto picture = cutPicture(bytes, {}, placeOf(100, 50));
        QVERIFY(!picture);
        QCOMPARE(picture.error().code, Error::Code::Invalid);
        QVERIFY2(picture.error().detail.contains(why), qPrintable(picture.error().detail));
    }

    void everyPictureGetsTheSizeOfItsPlace_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("square") << toPng(filled(300, 300, Qt::red));
        QTest::newRow("tall") << toPng(filled(20, 2000, Qt::red));
        QTest::newRow("wide") << toPng(filled(3000, 16, Qt::red));
        QTest::newRow("small") << toPng(filled(16, 16, Qt::red));
        QTest::newRow("a large JPEG") << jpegOf(filled(5000, 4000, Qt::red, QImage::Format_RGB32));
        QTest::newRow("a grey JPEG") << jpegOf(filled(500, 400, Qt::gray, QImage::Format_Grayscale8));
    }
    void everyPictureGetsTheSizeOfItsPlace()
    {
        QFETCH(QByteArray, bytes);
        for (const QSize size : {QSize(100, 50), QSize(50, 100), QSize(1, 1)}) {
            const auto picture = cutPicture(bytes, u"it"_s, placeOf(size.width(), size.height()));
            QVERIFY2(picture, picture ? "" : qPrintable(picture.error().detail));
            QCOMPARE(picture->image.size(), size);
            QVERIFY(!picture->image.hasAlphaChannel());
            QCOMPARE(picture->alternative, u"it"_s);
        }
    }

    void transparencyShowsTheGround()
    {
        const auto picture = cutPicture(toPng(filled(100, 100, Qt::transparent)), {}, placeOf(50, 50));
        QVERIFY(picture);
        QCOMPARE(picture->image.pixelColor(25, 25), QColor(0xf4, 0xf2, 0xee));
    }

    /// A bottle keeps its neck and its foot; the ground goes on to the sides.
    void tallGoodsAreShownWhole()
    {
        QImage bottle = filled(100, 400, QColor(250, 250, 250));
        QPainter(&bottle).fillRect(30, 10, 40, 380, Qt::darkGreen);
        const auto picture = cutPicture(toPng(bottle), {}, placeOf(400, 400));
        QVERIFY(picture);
        QCOMPARE(picture->image.pixelColor(200, 15), QColor(Qt::darkGreen));
        QCOMPARE(picture->image.pixelColor(200, 385), QColor(Qt::darkGreen));
        QCOMPARE(picture->image.pixelColor(2, 200), QColor(250, 250, 250));
    }

    void goodsOnAnEvenGroundStandInTheFreePart()
    {
        QImage ball = filled(200, 200, Qt::white);
        QPainter(&ball).fillRect(60, 60, 80, 80, Qt::red);
        const auto picture = cutPicture(toPng(ball), {}, {{400, 200}, {200, 0, 200, 200}, paper});
        QVERIFY(picture);
        QCOMPARE(picture->image.pixelColor(300, 100), QColor(Qt::red));
        QCOMPARE(picture->image.pixelColor(100, 100), QColor(Qt::white));
        // What goes from edge to edge fills all of the place.
        QImage meadow = filled(200, 200, Qt::green);
        QPainter(&meadow).fillRect(0, 0, 200, 60, Qt::blue);
        const auto full = cutPicture(toPng(meadow), {}, {{400, 200}, {200, 0, 200, 200}, paper});
        QVERIFY(full);
        QCOMPARE(full->image.pixelColor(10, 190), QColor(Qt::green));
    }

    void drawingsAreToldFromPhotographs()
    {
        QVERIFY(
            cutPicture(toPng(drawProductPicture(Motif::Yarn, Qt::red, 400)), {}, placeOf(400, 400))->isFlat);
        QImage grain(400, 400, QImage::Format_RGB32);
        quint32 state = 7;
        for (int y = 0; y < 400; ++y) {
            for (int x = 0; x < 400; ++x) {
                state = state * 1664525U + 1013904223U;
                grain.setPixel(x, y, qRgb(120 + int(state >> 28), 120, 120));
            }
        }
        QVERIFY(!cutPicture(toPng(grain), {}, placeOf(400, 400))->isFlat);
    }

    void theSamePixelsAreTheSamePicture()
    {
        const QByteArray bytes = toPng(drawProductPicture(Motif::Yarn, Qt::red, 200));
        const auto one = cutPicture(bytes, {}, placeOf(80, 60));
        QCOMPARE(*one, *cutPicture(bytes, {}, placeOf(80, 60)));
        QVERIFY(
            *one != *cutPicture(toPng(drawProductPicture(Motif::Yarn, Qt::blue, 200)), {}, placeOf(80, 60)));
    }
};

QTEST_MAIN(TestPreparedPicture)
#include "tst_prepared_picture.moc"
