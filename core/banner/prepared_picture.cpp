// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/banner/prepared_picture.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImageReader>
#include <QPainter>

#include <algorithm>
#include <array>

namespace haberdash::banner {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int leastSide = 16;
/// What a picture may take once it is unpacked: 24 million pixels are 96 MB.
constexpr qint64 largestArea = 24'000'000;
/// A JPEG is made smaller while it is unpacked and takes no more than its result.
constexpr qint64 largestJpegArea = 120'000'000;
constexpr qsizetype largestFile = 32 * 1024 * 1024;
/// How much of a picture may be cut away before it is shown whole instead.
constexpr double largestLoss = 0.4;

Result<QImage> readPicture(const QByteArray &bytes, QSize wanted)
{
    const auto refuse = [](const QString &why) {
        return failure(Error::Code::Invalid,
            u"The picture cannot be used: %1. Choose another file, PNG or JPEG."_s.arg(why));
    };
    if (bytes.size() > largestFile)
        return refuse(u"it has more than 32 MB"_s);
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    // By name: drawings (SVG) may ask for other files, and whatever plug-ins a system has were not tried.
    static const QList<QByteArray> formats{"png", "jpeg", "gif", "webp"};
    const QByteArray format = reader.format();
    if (!formats.contains(format))
        return refuse(u"it is no PNG, JPEG, GIF or WebP"_s);
    const QSize size = reader.size();
    if (size.isEmpty())
        return refuse(u"it is damaged"_s);
    const auto inWords = u"%1 x %2 pixels"_s.arg(size.width()).arg(size.height());
    if (size.width() < leastSide || size.height() < leastSide)
        return refuse(u"%1 are too few to show anything"_s.arg(inWords));
    const qint64 area = qint64(size.width()) * size.height();
    if (area > (format == "jpeg" ? largestJpegArea : largestArea))
        return refuse(u"%1 are more than this program reads"_s.arg(inWords));
    // Twice what is needed leaves enough for a smooth step down, and saves most of a photograph's pixels.
    const QSize enough = size.scaled(wanted * 2, Qt::KeepAspectRatioByExpanding);
    if (format == "jpeg" && enough.width() < size.width())
        reader.setScaledSize(enough);
    QImage image = reader.read();
    if (image.isNull())
        return refuse(u"it is damaged"_s);
    return image;
}

/// The colour around the goods, where all four corners agree on one.
std::optional<QColor> groundOf(const QImage &image)
{
    const int right = image.width() - 1;
    const int bottom = image.height() - 1;
    const std::array<QRgb, 4> corners{
        image.pixel(0, 0), image.pixel(right, 0), image.pixel(0, bottom), image.pixel(right, bottom)};
    for (const int shift : {0, 8, 16}) {
        const auto channel = [shift](QRgb pixel) { return int((pixel >> shift) & 0xff); };
        const auto [least, most] = std::minmax(
            {channel(corners[0]), channel(corners[1]), channel(corners[2]), channel(corners[3])});
        if (most - least > 12)
            return std::nullopt;
    }
    return QColor(corners[0]);
}

/// Nine of ten pixels of a drawing are like their neighbour; of a photograph, even of goods on white, fewer.
bool isFlat(const QImage &image)
{
    qint64 alike = 0;
    for (int y = 0; y < image.height(); ++y) {
        const auto *row = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 1; x < image.width(); ++x)
            alike += row[x] == row[x - 1];
    }
    return alike * 10 >= qint64(image.width() - 1) * image.height() * 9;
}

} // namespace

Result<PreparedPicture> cutPicture(
    const QByteArray &bytes, const QString &alternative, const PicturePlace &place)
{
    const QSize size = place.size;
    Q_ASSERT(!size.isEmpty() && !place.free.isEmpty());
    HABERDASH_TRY_ASSIGN(read, readPicture(bytes, size));
    QColor around(place.ground.red, place.ground.green, place.ground.blue);
    QImage source(read.size(), QImage::Format_RGB32);
    if (read.hasAlphaChannel()) {
        source.fill(around);
        QPainter painter(&source);
        painter.drawImage(0, 0, read);
    } else {
        source = read.convertToFormat(QImage::Format_RGB32);
    }
    const auto ground = groundOf(source);
    const QSize cover = source.size().scaled(size, Qt::KeepAspectRatioByExpanding);
    const double lost = 1 - double(size.width()) * size.height() / (double(cover.width()) * cover.height());
    const bool isAllFree = place.free.size() == size;
    const bool isWhole = isAllFree ? lost > largestLoss : ground.has_value();
    const QRect target = isWhole ? place.free : QRect(QPoint(), size);
    const QSize scaledSize
        = isWhole ? source.size().scaled(target.size(), Qt::KeepAspectRatio).expandedTo({1, 1}) : cover;
    const QImage scaled = source.scaled(scaledSize, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    PreparedPicture picture;
    picture.alternative = alternative;
    picture.image = QImage(size, QImage::Format_RGB32);
    picture.image.fill(isWhole ? ground.value_or(around) : around);
    {
        QPainter painter(&picture.image);
        painter.drawImage(target.left() + (target.width() - scaled.width()) / 2,
            target.top() + (target.height() - scaled.height()) / 2, scaled);
    }
    picture.isFlat = isFlat(picture.image);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (int y = 0; y < size.height(); ++y)
        hash.addData(QByteArrayView(
            reinterpret_cast<const char *>(picture.image.constScanLine(y)), qsizetype(size.width()) * 4));
    picture.digest = hash.result();
    return picture;
}

} // namespace haberdash::banner
