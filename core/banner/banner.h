// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/banner/prepared_picture.h"

namespace haberdash::banner {

/// How the parts of a banner stand to each other. All work without a picture; those that are made of one
/// become WordsOnly then.
enum class BannerLayout { PictureRight, PictureLeft, PictureFull, WordsOnly, PointsCard };
/// "picture_right" ...
[[nodiscard]] QString toWord(BannerLayout layout);
[[nodiscard]] std::optional<BannerLayout> bannerLayoutFromWord(QStringView word);

/// What a banner says to one customer. Every part may be empty; at least one text or the picture must be
/// there.
struct BannerContent
{
    QString headline; ///< "Anna, your colour is back"
    QString line; ///< below the headline
    QString offer; ///< "20 % off"
    QString points; ///< "1,240 points"
    QString call; ///< "See the new yarns"
    PreparedPicture picture;
    friend bool operator==(const BannerContent &, const BannerContent &) = default;
};

/// How banners of a brand look. Sizes are CSS pixels.
struct BannerLook
{
    BannerLayout layout = BannerLayout::PictureRight;
    Colour background{0xf4, 0xf2, 0xee};
    Colour text{0x26, 0x29, 0x2c};
    Colour accent{0x2f, 0x5d, 0x50};
    Colour surroundings{0xff, 0xff, 0xff}; ///< of the mail, seen outside the round corners
    QString fontFamily = QStringLiteral("Inter");
    int cornerRadius = 12;
    int width = 600;
    int height = 240;
    int pixelRatio = 2; ///< 2: sharp on phones
    friend bool operator==(const BannerLook &, const BannerLook &) = default;
};

constexpr int leastBannerWidth = 200;
constexpr int leastBannerHeight = 80;
constexpr int largestBannerSide = 1200;
/// What a banner may weigh: mailboxes and phones on the road pay for each of them.
constexpr qsizetype largestBannerBytes = 60 * 1024;

/// Invalid where nothing could be drawn so: sizes and pixel ratio out of range.
[[nodiscard]] Result<> check(const BannerLook &look);

/// Cuts a picture for the place that it has in banners of this look. Do it once for a product, not once for a
/// customer: it costs more than the rest of the banner.
/// @param alternative what the picture shows, for readers who do not see it; may be empty
[[nodiscard]] Result<PreparedPicture> preparePicture(
    const QByteArray &bytes, const QString &alternative, const BannerLook &look);

/// A picture file, ready to be sent.
struct DrawnBanner
{
    QByteArray bytes;
    QString mediaType; ///< "image/png" or "image/jpeg"
    int width = 0; ///< CSS pixels
    int height = 0;
    int pixelRatio = 1; ///< lower than what was wished where the banner would have been too heavy
    QString alternative; ///< what the picture says and shows
    QString digest; ///< of the bytes, SHA-256, lower case hex

    /// "3f2a....jpg": the same name for the same bytes, and no other.
    [[nodiscard]] QString fileName() const;
    /// For src="cid:...", without "cid:".
    [[nodiscard]] QString contentId() const;
    friend bool operator==(const DrawnBanner &, const DrawnBanner &) = default;
};

/// Draws it, at most `largestBannerBytes`. The same input gives the same bytes, in any thread, as long as the
/// fonts of the machine are the same. Texts that are too long shrink, wrap and are cut at last, and always
/// reach `readableContrast`. Needs a QGuiApplication, but no screen.
[[nodiscard]] Result<DrawnBanner> drawBanner(const BannerContent &content, const BannerLook &look);

/// The texts in the order in which they are read, then what the picture shows: "Hello Anna. 20 % off. ...".
[[nodiscard]] QString alternativeOf(const BannerContent &content);

/// The same for the same input, and another for another: to look a banner up before it is drawn.
[[nodiscard]] QByteArray bannerKey(const BannerContent &content, const BannerLook &look);

/// Writes the banner into a folder under its `fileName`, unless it is there already. Gives the full path.
[[nodiscard]] Result<QString> exportBanner(const DrawnBanner &banner, const QString &folder);

} // namespace haberdash::banner
