// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/block_pictures.h"

#include "core/compose/blocks/document.h"
#include "ui/emails/message_document.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int mostKept = 400;
constexpr int highest = 4000; // CSS pixels; a block that is higher is cut, its place on the page is clear

QString tr(const char *text)
{
    return QCoreApplication::translate("designer", text);
}

/// Letters in a picture that is drawn at a third of its size are hard to read: made smaller with care before.
void shrink(PreviewContent::Picture &picture, int width)
{
    // With a table of colours the smaller picture would keep to that table, by speckles.
    const QImage image = QImage::fromData(picture.bytes).convertToFormat(QImage::Format_RGB32);
    if (image.width() <= width)
        return;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.scaledToWidth(width, Qt::SmoothTransformation).save(&buffer, "BMP"); // written and read at once
    picture = {"image/bmp", bytes};
}

/// Whether it is still to be said which coupon or shared block is meant.
bool isUnset(const compose::BlockContent &content)
{
    const auto *coupon = std::get_if<compose::CouponBlock>(&content);
    const auto *shared = std::get_if<compose::SharedBlock>(&content);
    return (coupon && coupon->set.isEmpty()) || (shared && shared->name.isEmpty());
}

} // namespace

BlockPictures::BlockPictures(BannerArtist &artist)
    : m_artist(artist)
    , m_kept(mostKept)
{ }

void BlockPictures::setScene(BlockScene scene)
{
    m_scene = std::move(scene);
    m_kept.clear();
    m_artist.setCustomer(m_scene.drawBanner, m_scene.brand.backgroundColour);
}

void BlockPictures::collect(const compose::Blocks &blocks, Extras &extras)
{
    compose::forEachBlock(blocks, [&](const compose::Block &block) {
        if (const auto *coupon = std::get_if<compose::CouponBlock>(&block.content)) {
            if (!extras.sets.contains(coupon->set)) {
                extras.sets.append(coupon->set);
                extras.context.coupons.push_back(m_scene.coupons.value(coupon->set));
            }
        } else if (const auto *banner = std::get_if<compose::BannerBlock>(&block.content)) {
            const auto drawn = m_artist.banner(block.id, *banner);
            if (!drawn) {
                extras.mistake = drawn.error().detail;
                extras.key += extras.mistake;
                return;
            }
            const auto &image = drawn->image;
            extras.context.banners.emplace_back(compose::liquid::Object{
                {"src", "cid:" + image.contentId}, {"alt", drawn->alternative.toStdString()}});
            const QString id = QString::fromStdString(image.contentId);
            extras.pictures.insert(
                id, {QByteArray::fromStdString(image.contentType), QByteArray::fromStdString(image.bytes)});
            extras.key += id;
        } else if (const auto *shared = std::get_if<compose::SharedBlock>(&block.content);
                   shared && !extras.shared.contains(shared->name)) {
            extras.shared.append(shared->name);
            collect(m_scene.shared.value(shared->name), extras);
        }
    });
}

BlockPicture BlockPictures::picture(const compose::Block &block, const QString &language, int width,
    bool isInside, double scale, double pixelRatio)
{
    Extras extras{m_scene.context, {}, {}, {}, {}, {}};
    collect({block}, extras);
    const QString key = compose::toText(compose::Blocks{block})
        + u"|%1|%2|%3|%4|"_s.arg(language).arg(width).arg(isInside).arg(scale * pixelRatio) + extras.key;
    if (const BlockPicture *kept = m_kept.object(key))
        return *kept;
    BlockPicture picture;
    const auto html = compose::renderBlock(block, {m_scene.brand, m_scene.shared, language, width, isInside},
        m_scene.values, extras.context, m_memory);
    if (html && extras.mistake.isEmpty()) {
        for (auto &banner : extras.pictures)
            shrink(banner, int(width * scale * pixelRatio));
        extras.pictures.insert(m_scene.pictures);
        MessageDocument document;
        document.setContent({QByteArray::fromStdString(*html), extras.pictures});
        document.setTextWidth(width);
        // Qt leaves out the air below the last paragraph, which mail programs show.
        const int below = std::holds_alternative<compose::TextBlock>(block.content) ? 16 : 0;
        const int height = std::min(highest, int(std::ceil(document.size().height())) + below);
        const double density = scale * pixelRatio;
        picture.image = QImage(QSize(int(width * density), int(std::max(height, 1) * density)),
            QImage::Format_ARGB32_Premultiplied);
        picture.image.fill(Qt::transparent); // a column may have a ground of its own
        QPainter painter(&picture.image);
        painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
        painter.scale(density, density);
        document.drawContents(&painter, QRectF(0, 0, width, height));
        painter.end();
        picture.image.setDevicePixelRatio(pixelRatio);
    } else {
        picture.mistake = html ? extras.mistake : html.error().where.message;
        if (isUnset(block.content)) // new, and no mistake yet
            picture.mistake = tr("Choose at the right which one.");
    }
    m_kept.insert(key, new BlockPicture(picture));
    return picture;
}

} // namespace haberdash::ui
