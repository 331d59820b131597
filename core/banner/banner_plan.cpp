// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/banner/banner_plan.h"

#include "core/banner/fitted_text.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace haberdash::banner {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Colour white{255, 255, 255};
/// Letters that are smaller than this, in CSS pixels, are hard to read on a phone.
constexpr int smallestHeadline = 15;
constexpr int smallestText = 11;
/// Where the panel of texts on a full picture ends.
constexpr double panelShare = 0.54;

enum class Dress { Plain, Pill, Button };

/// A text before it has its place. Letter sizes are CSS pixels of a banner of 600 x 240.
struct Wish
{
    BannerPart part;
    QString text;
    Dress dress = Dress::Plain;
    int largest = 15;
    int smallest = smallestText;
    int lines = 1;
    QFont::Weight weight = QFont::Normal;
    Colour colour;
    Colour fill; ///< of a pill or button
    double gapBefore = 0;
    bool joinsRow = false; ///< stands beside the one before, where there is room
};

/// A wish at a size.
struct Fitting
{
    const Wish *wish;
    FittedText text;
    QSizeF outer; ///< with its dress
    QPointF at;
};

struct Column
{
    QRectF rect;
    Qt::Alignment alignment;
    std::vector<Colour> behind;
};

bool isRightToLeft(const BannerContent &content)
{
    for (const QString *text : {&content.headline, &content.line, &content.offer, &content.call}) {
        for (const QChar c : *text) {
            const auto direction = c.direction();
            if (direction == QChar::DirL)
                return false;
            if (direction == QChar::DirR || direction == QChar::DirAL)
                return true;
        }
    }
    return false;
}

BannerLayout layoutFor(const BannerContent &content, const BannerLook &look)
{
    const bool isMadeOfPicture
        = look.layout != BannerLayout::WordsOnly && look.layout != BannerLayout::PointsCard;
    return isMadeOfPicture && content.picture.isEmpty() ? BannerLayout::WordsOnly : look.layout;
}

/// The wished colour, moved towards one that can be read on all of them until it can be, too.
Colour readableOnAll(const std::vector<Colour> &behind, Colour wanted, Colour readable)
{
    constexpr int steps = 32;
    for (int step = 0; step < steps; ++step) {
        const Colour moved = mixed(wanted, readable, double(step) / steps);
        if (leastContrast(moved, behind) >= readableContrast)
            return moved;
    }
    return readable;
}

class Planner
{
public:
    Planner(const BannerContent &content, const BannerLook &look)
        : m_content(content)
        , m_look(look)
        , m_layout(layoutFor(content, look))
        , m_ratio(look.pixelRatio)
        , m_unit(std::clamp(std::min(look.width / 600.0, look.height / 240.0), 0.5, 2.0) * look.pixelRatio)
    {
        m_start = isRightToLeft(content) ? Qt::AlignRight : Qt::AlignLeft;
        m_plan.size = QSize(look.width, look.height) * look.pixelRatio;
        m_plan.ground = look.background;
        m_plan.surroundings = look.surroundings;
        const double smaller = std::min(look.width, look.height);
        m_plan.cornerRadius = std::clamp(double(look.cornerRadius), 0.0, smaller / 2) * m_ratio;
        m_plan.fontFamily = look.fontFamily;
        m_plan.slack = 2.0 * m_ratio;
    }

    BannerPlan plan()
    {
        switch (m_layout) {
        case BannerLayout::PictureRight:
        case BannerLayout::PictureLeft:
            beside();
            break;
        case BannerLayout::PictureFull:
            onPicture();
            break;
        case BannerLayout::WordsOnly:
            words();
            break;
        case BannerLayout::PointsCard:
            card();
            break;
        }
        return std::move(m_plan);
    }

private:
    [[nodiscard]] double px(double cssOfReference) const { return cssOfReference * m_unit; }

    [[nodiscard]] Wish headline(Colour behind, int largest = 28, int lines = 4) const
    {
        return {BannerPart::Headline, m_content.headline, Dress::Plain, largest, smallestHeadline, lines,
            QFont::Bold, readableOn(behind, m_look.text), {}, 8};
    }
    [[nodiscard]] Wish line(Colour behind) const
    {
        return {BannerPart::Line, m_content.line, Dress::Plain, 15, smallestText, 3, QFont::Normal,
            readableOn(behind, mixed(m_look.text, behind, 0.25)), {}, 7};
    }
    [[nodiscard]] Wish points(Colour behind) const
    {
        return {BannerPart::Points, m_content.points, Dress::Plain, 14, smallestText, 1, QFont::DemiBold,
            readableOn(behind, m_look.accent), {}, 10};
    }
    [[nodiscard]] Wish call() const
    {
        return {BannerPart::Call, m_content.call, Dress::Button, 15, smallestText, 1, QFont::DemiBold,
            readableOn(m_look.accent, white), m_look.accent, 16};
    }
    [[nodiscard]] Wish offer(int largest) const
    {
        return {BannerPart::Offer, m_content.offer, Dress::Pill, largest, smallestText, 1, QFont::Bold,
            readableOn(m_look.accent, white), m_look.accent, 10};
    }
    static Wish besideTheFormer(Wish wish)
    {
        wish.joinsRow = true;
        return wish;
    }

    void beside()
    {
        const QRect picture = pictureBox(m_look);
        m_plan.picture = picture;
        const QRectF whole(QPointF(), m_plan.size);
        const bool isRight = m_layout == BannerLayout::PictureRight;
        const QRectF rect = isRight
            ? QRectF(px(30), px(20), picture.left() - px(30) - px(20), whole.height() - px(40))
            : QRectF(picture.right() + 1 + px(24), px(20), whole.width() - picture.right() - 1 - px(54),
                whole.height() - px(40));
        const Colour ground = m_plan.ground;
        place({headline(ground), line(ground), call(), besideTheFormer(points(ground))},
            {rect, m_start | Qt::AlignVCenter, {ground}});
        // The offer is a sticker on the picture, in its outer corner.
        const double inset = px(14);
        Wish sticker = offer(19);
        sticker.gapBefore = 0;
        place({sticker},
            {QRectF(picture).adjusted(inset, inset, -inset, -inset),
                (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop, {m_look.accent}});
    }

    void onPicture()
    {
        m_plan.picture = pictureBox(m_look);
        const double inset = px(16);
        const QRectF panel(
            inset, inset, m_plan.size.width() * panelShare - inset, m_plan.size.height() - 2 * inset);
        m_plan.shapes.append({panel, px(10), m_plan.ground});
        const Colour ground = m_plan.ground;
        place({offer(15), headline(ground, 25), line(ground), call(), besideTheFormer(points(ground))},
            {panel.adjusted(px(18), px(12), -px(18), -px(12)), m_start | Qt::AlignVCenter, {ground}});
    }

    void words()
    {
        const QRectF whole(QPointF(), m_plan.size);
        const double inset = px(11);
        const double thickness = std::max(1.0, px(1.25));
        const QRectF frame = whole.adjusted(inset, inset, -inset, -inset);
        const double radius = std::max(0.0, m_plan.cornerRadius - inset / 2);
        const Colour rule = mixed(m_plan.ground, m_look.accent, 0.7);
        m_plan.underShapes.append({frame, radius, rule});
        m_plan.underShapes.append({frame.adjusted(thickness, thickness, -thickness, -thickness),
            std::max(0.0, radius - thickness), m_plan.ground});
        const Colour ground = m_plan.ground;
        Wish large = offer(31);
        large.dress = Dress::Plain;
        large.weight = QFont::ExtraBold;
        large.smallest = smallestHeadline;
        large.colour = readableOn(ground, m_look.accent);
        large.gapBefore = 4;
        place({headline(ground, 24, 2), large, line(ground), points(ground), call()},
            {frame.adjusted(px(34), px(10), -px(34), -px(10)), Qt::AlignHCenter | Qt::AlignVCenter,
                {ground}});
    }

    void card()
    {
        const Colour accent = m_look.accent;
        const Colour ink = readableOn(accent, white);
        // The card runs away from its letters: what reads on the accent reads better on the rest.
        const Colour away = relativeLuminance(ink) > relativeLuminance(accent) ? Colour{0, 0, 0} : white;
        const Colour outer = mixed(accent, away, 0.12);
        const Colour inmost = mixed(accent, away, 0.28);
        const QRectF whole(QPointF(), m_plan.size);
        m_plan.ground = accent;
        const bool startsLeft = m_start == Qt::AlignLeft;
        const double middle = startsLeft ? whole.width() * 0.82 : whole.width() * 0.18;
        for (const auto &[radius, colour] : {std::pair(px(172), outer), std::pair(px(118), inmost)}) {
            const QRectF circle(middle - radius, whole.height() * 0.5 - radius, 2 * radius, 2 * radius);
            m_plan.underShapes.append({circle, radius, colour});
        }
        const std::vector<Colour> behind{accent, outer, inmost};
        const double share = m_content.points.isEmpty() && m_content.offer.isEmpty() ? 1 : 0.6;
        const double margin = px(30);
        const QRectF inner = whole.adjusted(margin, px(20), -margin, -px(20));
        QRectF text = inner;
        text.setWidth(inner.width() * share - (share < 1 ? px(12) : 0));
        QRectF sum = inner;
        sum.setLeft(text.right() + px(24));
        if (!startsLeft) {
            sum.moveLeft(inner.left());
            text.moveRight(inner.right());
        }
        Wish greeting = headline(accent, 27);
        greeting.colour = ink;
        Wish below = line(accent);
        below.colour = readableOnAll(behind, mixed(ink, accent, 0.12), ink);
        Wish button = call();
        button.fill = ink;
        button.colour = readableOn(ink, accent);
        place({greeting, below, button}, {text, m_start | Qt::AlignVCenter, behind});
        Wish number = points(accent);
        number.largest = 31;
        number.lines = 2;
        number.weight = QFont::ExtraBold;
        number.colour = ink;
        Wish pill = offer(16);
        pill.fill = ink;
        pill.colour = readableOn(ink, accent);
        if (share < 1)
            place({number, pill}, {sum, Qt::AlignHCenter | Qt::AlignVCenter, behind});
    }

    /// Sizes for all, at a share of what they would like to be.
    [[nodiscard]] QList<Fitting> fit(const QList<Wish> &wishes, double width, double share) const
    {
        QList<Fitting> fittings;
        for (const Wish &wish : wishes) {
            const QSizeF dress = dressOf(wish, share);
            const int smallest = std::min(wish.smallest * m_ratio, largestLetter);
            TextPlace room;
            room.width = std::max(1.0, width - dress.width());
            room.largest = std::clamp(int(std::lround(px(wish.largest) * share)), smallest, largestLetter);
            room.smallest = smallest;
            room.lines = wish.lines;
            Fitting fitting{&wish, fitText(wish.text, room, m_look.fontFamily, wish.weight), {}, {}};
            // Whole pixels, so that what is worked out here is not narrower than what is drawn.
            const double text = std::min(std::ceil(fitting.text.size.width()) + 1, room.width);
            fitting.outer = {text + dress.width(), std::ceil(fitting.text.size.height()) + dress.height()};
            fittings.append(fitting);
        }
        return fittings;
    }

    [[nodiscard]] QSizeF dressOf(const Wish &wish, double share) const
    {
        if (wish.dress == Dress::Plain)
            return {0, 0};
        // Never so tight that the box of the text sticks out.
        const double least = 2 * m_plan.slack + 2 * m_ratio;
        const bool isPill = wish.dress == Dress::Pill;
        return {std::max(px(isPill ? 28 : 36), 3 * least),
            std::max(px(isPill ? 10 : 16) * std::max(0.6, share), least)};
    }

    /// Puts them below each other and gives the height of all.
    [[nodiscard]] double stack(QList<Fitting> &fittings, const Column &column, double share) const
    {
        double y = 0;
        for (qsizetype i = 0; i < fittings.size();) {
            qsizetype end = i + 1;
            double width = fittings[i].outer.width();
            double height = fittings[i].outer.height();
            const double between = px(16);
            while (end < fittings.size() && fittings[end].wish->joinsRow
                && width + between + fittings[end].outer.width() <= column.rect.width()) {
                width += between + fittings[end].outer.width();
                height = std::max(height, fittings[end].outer.height());
                ++end;
            }
            if (i > 0)
                y += px(fittings[i].wish->gapBefore) * share;
            double x = column.alignment.testFlag(Qt::AlignRight) ? column.rect.width() - width
                : column.alignment.testFlag(Qt::AlignHCenter)    ? (column.rect.width() - width) / 2
                                                                 : 0;
            const bool fromRight = m_start == Qt::AlignRight;
            for (qsizetype k = 0; k < end - i; ++k) {
                Fitting &fitting = fittings[fromRight ? end - 1 - k : i + k];
                fitting.at = {x, y + (height - fitting.outer.height()) / 2};
                x += fitting.outer.width() + between;
            }
            y += height;
            i = end;
        }
        return y;
    }

    void place(QList<Wish> wishes, const Column &column)
    {
        wishes.removeIf([](const Wish &wish) { return wish.text.isEmpty(); });
        // First smaller letters, then fewer lines, then fewer parts: the headline goes last.
        constexpr std::array shares{1.0, 0.88, 0.76, 0.64, 0.52};
        static constexpr std::array goFirst{
            BannerPart::Line, BannerPart::Points, BannerPart::Call, BannerPart::Offer};
        size_t gone = 0;
        for (;;) {
            for (const double share : shares) {
                QList<Fitting> fittings = fit(wishes, column.rect.width(), share);
                const double height = stack(fittings, column, share);
                if (height <= column.rect.height()) {
                    keep(fittings, column, height, share);
                    return;
                }
            }
            bool isFewer = false;
            for (Wish &wish : wishes) {
                if (wish.lines > 1) {
                    --wish.lines;
                    isFewer = true;
                }
            }
            while (!isFewer && gone < goFirst.size()) {
                const BannerPart part = goFirst[gone++];
                isFewer = wishes.removeIf([part](const Wish &wish) { return wish.part == part; }) > 0;
                if (isFewer)
                    m_plan.leftOut.append(part);
            }
            if (!isFewer) {
                for (const Wish &wish : std::as_const(wishes))
                    m_plan.leftOut.append(wish.part);
                return;
            }
        }
    }

    void keep(const QList<Fitting> &fittings, const Column &column, double height, double share)
    {
        const double top = column.alignment.testFlag(Qt::AlignTop)
            ? column.rect.top()
            : column.rect.top() + std::floor((column.rect.height() - height) / 2);
        for (const Fitting &fitting : fittings) {
            const Wish &wish = *fitting.wish;
            const QPointF at(
                std::floor(column.rect.left() + fitting.at.x()), std::floor(top + fitting.at.y()));
            const QRectF outer(at, fitting.outer);
            const QSizeF dress = dressOf(wish, share);
            QRectF inner = outer.adjusted(
                dress.width() / 2, dress.height() / 2, -dress.width() / 2, -dress.height() / 2);
            PlacedText text{wish.part, fitting.text.text, {}, fitting.text.letterSize, fitting.text.lines,
                fitting.text.isCut, wish.weight, Qt::AlignHCenter | Qt::AlignAbsolute, wish.colour,
                column.behind};
            if (wish.dress != Dress::Plain) {
                const double radius
                    = wish.dress == Dress::Pill ? outer.height() / 2 : std::min(px(6), outer.height() / 2);
                m_plan.shapes.append({outer, radius, wish.fill});
                text.behind = {wish.fill};
            } else if (!column.alignment.testFlag(Qt::AlignHCenter)) {
                text.alignment = m_start | Qt::AlignAbsolute;
            }
            const double room = m_plan.slack;
            text.box = inner.adjusted(-room, -room, room, room);
            m_plan.texts.append(text);
        }
    }

    const BannerContent &m_content;
    const BannerLook &m_look;
    BannerLayout m_layout;
    int m_ratio;
    double m_unit; ///< pixels of the picture in a CSS pixel of a banner of 600 x 240
    Qt::AlignmentFlag m_start = Qt::AlignLeft;
    BannerPlan m_plan;
};

QColor toQColor(Colour colour)
{
    return {colour.red, colour.green, colour.blue};
}

void paintShapes(QPainter &painter, const QList<PlacedShape> &shapes)
{
    painter.setPen(Qt::NoPen);
    for (const PlacedShape &shape : shapes) {
        painter.setBrush(toQColor(shape.fill));
        if (shape.radius > 0)
            painter.drawRoundedRect(shape.rect, shape.radius, shape.radius);
        else
            painter.drawRect(shape.rect);
    }
}

void paintText(QPainter &painter, const PlacedText &text, const QString &family, double slack)
{
    QTextLayout layout(text.text, bannerFont(family, text.letterSize, text.weight));
    breakIntoLines(layout, text.box.width() - 2 * slack, text.alignment, text.lines > 1 || text.isCut);
    painter.setPen(toQColor(text.colour));
    painter.setClipRect(text.box);
    // Line by line: what would be one line too many is not drawn.
    for (int i = 0; i < std::min(text.lines, layout.lineCount()); ++i)
        layout.lineAt(i).draw(&painter, text.box.topLeft() + QPointF(slack, slack));
    painter.setClipping(false);
}

} // namespace

QRect pictureBox(const BannerLook &look)
{
    const int width = look.width * look.pixelRatio;
    const int height = look.height * look.pixelRatio;
    const int share = width * 43 / 100;
    switch (look.layout) {
    case BannerLayout::PictureRight:
        return {width - share, 0, share, height};
    case BannerLayout::PictureLeft:
        return {0, 0, share, height};
    case BannerLayout::PictureFull:
        return {0, 0, width, height};
    case BannerLayout::WordsOnly:
    case BannerLayout::PointsCard:
        break;
    }
    return {};
}

QRect freePartOfPicture(const BannerLook &look)
{
    QRect free(QPoint(), pictureBox(look).size());
    if (look.layout == BannerLayout::PictureFull)
        free.setLeft(int(free.width() * panelShare));
    return free;
}

Result<BannerPlan> layOutBanner(const BannerContent &content, const BannerLook &look)
{
    HABERDASH_TRY(check(look));
    BannerContent clean = content;
    bool hasWords = false;
    for (QString *text : {&clean.headline, &clean.line, &clean.offer, &clean.points, &clean.call}) {
        *text = drawable(*text);
        hasWords = hasWords || !text->isEmpty();
    }
    if (!hasWords && (content.picture.isEmpty() || pictureBox(look).isEmpty()))
        return failure(Error::Code::Invalid,
            u"The banner has nothing to show: no text and no picture. Write a headline, or choose a picture."_s);
    return Planner(clean, look).plan();
}

QImage paintBanner(const BannerPlan &plan, const PreparedPicture &picture)
{
    QImage image(plan.size, QImage::Format_RGB32);
    image.fill(toQColor(plan.ground));
    QPainter painter(&image);
    painter.setRenderHints(
        QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    paintShapes(painter, plan.underShapes);
    if (!plan.picture.isEmpty() && !picture.isEmpty())
        painter.drawImage(plan.picture, picture.image);
    paintShapes(painter, plan.shapes);
    for (const PlacedText &text : plan.texts)
        paintText(painter, text, plan.fontFamily, plan.slack);
    if (plan.cornerRadius > 0) {
        const QRectF whole(QPointF(), plan.size);
        QPainterPath corners;
        corners.addRect(whole);
        corners.addRoundedRect(whole, plan.cornerRadius, plan.cornerRadius);
        painter.setPen(Qt::NoPen);
        painter.setBrush(toQColor(plan.surroundings));
        painter.drawPath(corners);
    }
    return image;
}

} // namespace haberdash::banner
