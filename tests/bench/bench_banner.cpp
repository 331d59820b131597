// SPDX-License-Identifier: GPL-3.0-or-later
// Banners a second on one core: a thousand customers of one product, every layout, and what they weigh.
// bench_banner [FOLDER]: also writes pictures of all layouts, with names that are hard to set, for people to
// look at.
#include "core/banner/banner.h"
#include "core/banner/product_picture.h"

#include <QDir>
#include <QGuiApplication>

#include <chrono>
#include <cmath>
#include <cstdio>

using namespace haberdash;
using namespace haberdash::banner;
using namespace Qt::Literals::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;

/// Soft light, an edge and grain, as cameras make them.
QByteArray photograph()
{
    QImage image(1600, 1200, QImage::Format_RGB32);
    quint32 state = 1;
    for (int y = 0; y < image.height(); ++y) {
        auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            const int grain = int(state >> 29);
            const double waves
                = std::sin(x * 0.013) * std::cos(y * 0.017) + 0.4 * std::sin(x * 0.09 + y * 0.05);
            const bool isGoods = std::hypot(x - 800.0, y - 640.0) < 380 + 20 * std::sin(x * 0.05);
            const int light = int(150 + 45 * waves) + grain;
            row[x] = isGoods ? qRgb(std::min(255, light), light / 2 + 20, light / 3)
                             : qRgb(light, light, std::min(255, light + 12));
        }
    }
    return toPng(image);
}

struct Person
{
    const char *file;
    QString headline;
    QString line;
};

const QList<Person> people{
    {"short", u"Anna, your colour is back"_s, u"Merino in moss green, spun again for you this autumn."_s},
    {"empty", u"Your colour is back"_s, {}},
    {"long",
        u"Maximiliana-Theodolinde Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe, your colour is back"_s,
        u"Merino in moss green, spun again this autumn, together with the needles that you bought last time and the pattern that goes with both of them."_s},
    {"word", u"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"_s,
        u"For you."_s},
    {"arabic", u"فاطمة، لونك المفضل عاد"_s, u"صوف ميرينو باللون الأخضر، مغزول من جديد لك هذا الخريف."_s},
    {"hebrew", u"שרה, הצבע שלך חזר"_s, u"צמר מרינו בירוק טחב."_s},
    {"japanese", u"山田さくら様、お気に入りの色が再入荷しました"_s,
        u"この秋、モスグリーンのメリノウールがもう一度紡がれました。"_s},
    {"emoji", u"Zoë 👩🏽‍🎨🧶, your colour is back 🎉"_s,
        u"Moss green 💚 Nguyễn Thị Ánh, Zde\u030Cnka, ಕನ್ನಡ."_s},
};

BannerContent contentFor(const Person &person)
{
    BannerContent content;
    content.headline = person.headline;
    content.line = person.line;
    content.offer = u"20 % off"_s;
    content.points = u"1,240 points"_s;
    content.call = u"See the new yarns"_s;
    return content;
}

constexpr BannerLayout layouts[]{BannerLayout::PictureRight, BannerLayout::PictureLeft,
    BannerLayout::PictureFull, BannerLayout::WordsOnly, BannerLayout::PointsCard};

bool writePictures(const QString &folder, const QByteArray &photo)
{
    const QByteArray drawing = toPng(drawProductPicture(Motif::Yarn, QColor(0x4f, 0x7a, 0x5c), 800));
    for (const BannerLayout layout : layouts) {
        for (const Person &person : people) {
            BannerLook look;
            look.layout = layout;
            BannerContent content = contentFor(person);
            content.picture
                = preparePicture(&person == &people[2] ? photo : drawing, u"A ball of yarn"_s, look).value();
            const auto drawn = drawBanner(content, look);
            QFile file(QDir(folder).filePath(toWord(layout) + u'-' + QLatin1String(person.file)
                + (drawn->mediaType == u"image/png"_s ? u".png"_s : u".jpg"_s)));
            if (!file.open(QIODevice::WriteOnly) || file.write(drawn->bytes) != drawn->bytes.size())
                return false;
        }
    }
    return true;
}

} // namespace

int main(int count, char **words)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(count, words);
    const QByteArray photo = photograph();
    if (count > 1)
        return writePictures(QString::fromLocal8Bit(words[1]), photo) ? 0 : 1;
    constexpr int banners = 400;
    std::printf("%-14s %10s %12s %10s %10s\n", "layout", "banners/s", "prepare ms", "mean KB", "most KB");
    for (const BannerLayout layout : layouts) {
        BannerLook look;
        look.layout = layout;
        auto start = Clock::now();
        const auto picture = preparePicture(photo, u"A ball of yarn"_s, look);
        const double preparing = std::chrono::duration<double>(Clock::now() - start).count();
        qsizetype bytes = 0;
        qsizetype most = 0;
        start = Clock::now();
        for (int i = 0; i < banners; ++i) {
            BannerContent content = contentFor(people[i % people.size()]);
            content.points = u"%1 points"_s.arg(i);
            content.picture = *picture;
            const auto drawn = drawBanner(content, look);
            if (!drawn)
                return 1;
            bytes += drawn->bytes.size();
            most = std::max(most, drawn->bytes.size());
        }
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        std::printf("%-14s %10.0f %12.1f %10.1f %10.1f\n", qPrintable(toWord(layout)), banners / seconds,
            preparing * 1000, double(bytes) / banners / 1024, double(most) / 1024);
    }
}
