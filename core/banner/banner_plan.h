// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/banner/banner.h"

#include <QFont>
#include <QList>
#include <QRectF>

namespace haberdash::banner {

/// What a text of a banner is, in the order in which they are read.
enum class BannerPart { Offer, Headline, Line, Points, Call };

/// A text that stands where it will be drawn. All lengths are pixels of the picture.
struct PlacedText
{
    BannerPart part = BannerPart::Headline;
    QString text; ///< cut where it had to be
    QRectF box; ///< no letter is drawn outside
    int letterSize = 0;
    int lines = 0;
    bool isCut = false;
    QFont::Weight weight = QFont::Normal;
    Qt::Alignment alignment; ///< absolute: left is left, in every script
    Colour colour;
    std::vector<Colour> behind; ///< every colour that can lie behind it
    [[nodiscard]] double contrast() const { return leastContrast(colour, behind); }
};

/// A rectangle with round corners, or with a radius of half its side a circle.
struct PlacedShape
{
    QRectF rect;
    double radius = 0;
    Colour fill;
};

/// Where everything of a banner goes, and in what colours: worked out without drawing.
struct BannerPlan
{
    QSize size;
    Colour ground;
    Colour surroundings;
    double cornerRadius = 0;
    QString fontFamily;
    double slack = 0; ///< room in each text's box, on all sides, for letters that hang over
    QRectF picture; ///< empty: none
    QList<PlacedShape> underShapes; ///< below the picture
    QList<PlacedShape> shapes; ///< on the picture, below the texts
    QList<PlacedText> texts;
    QList<BannerPart> leftOut; ///< there was no room, not even for one line
};

/// The place of the picture in banners of this look; empty where the layout has none.
[[nodiscard]] QRect pictureBox(const BannerLook &look);
/// The part of it that no text covers, counted from its corner.
[[nodiscard]] QRect freePartOfPicture(const BannerLook &look);

[[nodiscard]] Result<BannerPlan> layOutBanner(const BannerContent &content, const BannerLook &look);

/// Draws what was worked out.
[[nodiscard]] QImage paintBanner(const BannerPlan &plan, const PreparedPicture &picture);

} // namespace haberdash::banner
