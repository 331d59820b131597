// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/banner/banner.h"

#include "core/banner/banner_plan.h"
#include "core/banner/fitted_text.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QGuiApplication>
#include <QImageWriter>
#include <QSaveFile>

#include <algorithm>
#include <array>

namespace haberdash::banner {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::array<QString, 5> layoutWords{
    u"picture_right"_s, u"picture_left"_s, u"picture_full"_s, u"words_only"_s, u"points_card"_s};

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    return writer.write(image) ? bytes : QByteArray();
}

/// Two colours that differ by no more than 7 of 255 in each channel have one key: nobody sees it at the edge
/// of a letter.
constexpr QRgb nearness = 0xf8f8f8U;

/// Colours by number, 256 at most, in an open hash table.
class Palette
{
public:
    Palette() { m_numbers.fill(-1); }

    /// The number of the colour, or of the first one like it; nothing where there is no room for one more.
    std::optional<uchar> numberOf(QRgb colour)
    {
        const QRgb key = colour & nearness;
        size_t slot = (key * 2654435761U) >> 22;
        while (m_numbers[slot] >= 0 && m_keys[slot] != key)
            slot = (slot + 1) % slots;
        if (m_numbers[slot] < 0) {
            if (m_table.size() == 256)
                return std::nullopt;
            m_keys[slot] = key;
            m_numbers[slot] = qint16(m_table.size());
            m_table.append(colour | 0xff000000U);
        }
        return uchar(m_numbers[slot]);
    }
    [[nodiscard]] const QList<QRgb> &table() const { return m_table; }

private:
    static constexpr size_t slots = 1024; // what 22 bits of the hash leave
    std::array<QRgb, slots> m_keys{};
    std::array<qint16, slots> m_numbers{};
    QList<QRgb> m_table;
};

/// The same picture by numbers of its colours, where 256 are enough: flat drawings and letters then stay as
/// sharp as they are, and weigh less than as a photograph. A null image where they are not enough. The
/// colours of the plan come first, so that they stay as they are.
QImage withPalette(const QImage &image, const BannerPlan &plan)
{
    Palette palette;
    const auto keep = [&palette](Colour colour) {
        static_cast<void>(palette.numberOf(qRgb(colour.red, colour.green, colour.blue)));
    };
    keep(plan.ground);
    for (const PlacedText &text : plan.texts) {
        keep(text.colour);
        for (const Colour colour : text.behind)
            keep(colour);
    }
    QImage indexed(image.size(), QImage::Format_Indexed8);
    for (int y = 0; y < image.height(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        uchar *to = indexed.scanLine(y);
        QRgb last = ~from[0];
        uchar number = 0;
        for (int x = 0; x < image.width(); ++x) {
            if (from[x] != last) {
                last = from[x];
                const auto found = palette.numberOf(last);
                if (!found)
                    return {};
                number = *found;
            }
            to[x] = number;
        }
    }
    indexed.setColorTable(palette.table());
    return indexed;
}

/// Tries what a picture of this weight may need, best first; empty where nothing of it is light enough.
std::pair<QByteArray, QString> lightEnough(const QImage &image, const BannerPlan &plan, bool isFlat)
{
    if (const QImage indexed = isFlat ? withPalette(image, plan) : QImage(); !indexed.isNull()) {
        constexpr int packedWell = 40; // level 6 of zlib
        const QByteArray png = encoded(indexed, "png", packedWell);
        if (!png.isEmpty() && png.size() <= largestBannerBytes)
            return {png, u"image/png"_s};
    }
    for (const int quality : {84, 74, 62, 50, 38}) {
        const QByteArray jpeg = encoded(image, "jpeg", quality);
        if (!jpeg.isEmpty() && jpeg.size() <= largestBannerBytes)
            return {jpeg, u"image/jpeg"_s};
        // No step makes it a fifth of what the best one weighs.
        if (jpeg.size() > 5 * largestBannerBytes)
            break;
    }
    return {};
}

/// A picture without its finest detail: noise and gravel weigh most and show least.
PreparedPicture calmed(const PreparedPicture &picture, int times)
{
    PreparedPicture calm = picture;
    const QSize size = picture.image.size();
    calm.image
        = picture.image
              .scaled((size / times).expandedTo({1, 1}), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
              .scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return calm;
}

void addTo(QCryptographicHash &hash, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const QByteArray size = QByteArray::number(bytes.size()) + ':';
    hash.addData(size);
    hash.addData(bytes);
}

} // namespace

QString toWord(BannerLayout layout)
{
    return layoutWords[size_t(layout)];
}

std::optional<BannerLayout> bannerLayoutFromWord(QStringView word)
{
    const auto found = std::find(layoutWords.begin(), layoutWords.end(), word);
    if (found == layoutWords.end())
        return std::nullopt;
    return BannerLayout(found - layoutWords.begin());
}

Result<> check(const BannerLook &look)
{
    if (look.width < leastBannerWidth || look.width > largestBannerSide || look.height < leastBannerHeight
        || look.height > largestBannerSide)
        return failure(Error::Code::Invalid,
            u"A banner cannot be %1 x %2 pixels. It can be %3 to %5 wide and %4 to %5 high."_s.arg(look.width)
                .arg(look.height)
                .arg(leastBannerWidth)
                .arg(leastBannerHeight)
                .arg(largestBannerSide));
    if (look.pixelRatio != 1 && look.pixelRatio != 2)
        return failure(Error::Code::Invalid,
            u"A banner is drawn with 1 or 2 pixels for each, not %1."_s.arg(look.pixelRatio));
    return {};
}

Result<PreparedPicture> preparePicture(
    const QByteArray &bytes, const QString &alternative, const BannerLook &look)
{
    HABERDASH_TRY(check(look));
    const QRect box = pictureBox(look);
    if (box.isEmpty())
        return PreparedPicture();
    return cutPicture(bytes, drawable(alternative),
        {box.size(), freePartOfPicture(look), mixed(look.background, Colour{255, 255, 255}, 0.5)});
}

QString DrawnBanner::fileName() const
{
    return digest + (mediaType == u"image/png" ? u".png"_s : u".jpg"_s);
}

QString DrawnBanner::contentId() const
{
    return u"banner-%1@haberdash"_s.arg(digest.left(32));
}

Result<DrawnBanner> drawBanner(const BannerContent &content, const BannerLook &look)
{
    Q_ASSERT(qobject_cast<QGuiApplication *>(QCoreApplication::instance()));
    struct Attempt
    {
        int pixelRatio;
        int calming; ///< 1: the picture as it is
    };
    QList<Attempt> attempts{{look.pixelRatio, 1}, {1, 1}, {1, 3}, {1, 8}, {1, 24}};
    if (look.pixelRatio == 1)
        attempts.removeFirst();
    for (const Attempt &attempt : std::as_const(attempts)) {
        BannerLook tried = look;
        tried.pixelRatio = attempt.pixelRatio;
        HABERDASH_TRY_ASSIGN(plan, layOutBanner(content, tried));
        const QImage image = attempt.calming == 1
            ? paintBanner(plan, content.picture)
            : paintBanner(plan, calmed(content.picture, attempt.calming));
        auto [bytes, type] = lightEnough(image, plan, plan.picture.isEmpty() || content.picture.isFlat);
        if (bytes.isEmpty())
            continue;
        DrawnBanner banner{bytes, type, look.width, look.height, attempt.pixelRatio, alternativeOf(content),
            QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex())};
        if (pictureBox(look).isEmpty() && !content.picture.alternative.isEmpty()) {
            BannerContent shown = content;
            shown.picture = {};
            banner.alternative = alternativeOf(shown);
        }
        return banner;
    }
    return failure(Error::Code::Refused,
        u"The banner would weigh more than %1 KB however it is drawn. Make it smaller than %2 x %3 pixels."_s
            .arg(largestBannerBytes / 1024)
            .arg(look.width)
            .arg(look.height));
}

QString alternativeOf(const BannerContent &content)
{
    QString all;
    for (const QString *part : {&content.headline, &content.line, &content.offer, &content.points,
             &content.call, &content.picture.alternative}) {
        const QString text = drawable(*part);
        if (text.isEmpty())
            continue;
        if (!all.isEmpty()) {
            static const QString ends = u".!?…。！？:؟।"_s;
            all += ends.contains(all.back()) ? u" "_s : u". "_s;
        }
        all += text;
    }
    return all;
}

QByteArray bannerKey(const BannerContent &content, const BannerLook &look)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // The number changes whenever the same input comes to be drawn in another way.
    addTo(hash, u"banner 1"_s);
    for (const QString *text : {&content.headline, &content.line, &content.offer, &content.points,
             &content.call, &content.picture.alternative})
        addTo(hash, *text);
    hash.addData(content.picture.digest);
    addTo(hash,
        toWord(look.layout) + look.background.toString() + look.text.toString() + look.accent.toString()
            + look.surroundings.toString());
    addTo(hash, look.fontFamily);
    for (const int number : {look.cornerRadius, look.width, look.height, look.pixelRatio})
        addTo(hash, QString::number(number));
    return hash.result().toHex();
}

Result<QString> exportBanner(const DrawnBanner &banner, const QString &folder)
{
    const QString path = QDir(folder).filePath(banner.fileName());
    if (QFile::exists(path))
        return path;
    QSaveFile file(path);
    if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly)
        || file.write(banner.bytes) != banner.bytes.size() || !file.commit())
        return failure(
            Error::Code::Io, u"The banner “%1” could not be written: %2."_s.arg(path, file.errorString()));
    return path;
}

} // namespace haberdash::banner
