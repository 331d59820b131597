// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/block_preview.h"
#include "ui/emails/designer/banner_artist.h"
#include "ui/emails/preview_backend.h"

#include <QCache>
#include <QImage>

namespace haberdash::ui {

/// What the canvas shows blocks with: the brand, and the values of one customer.
struct BlockScene
{
    compose::BrandKit brand;
    compose::SharedBlocks shared;
    compose::liquid::Object values;
    compose::MessageContext context;
    QMap<QString, PreviewContent::Picture> pictures; ///< by content id
    QMap<QString, compose::liquid::Value> coupons; ///< what a code of a set looks like, by the set's name
    DrawBanner drawBanner; ///< as the customer would see it
};

/// A block as a picture, or why there is none.
struct BlockPicture
{
    QImage image; ///< in the window's own pixels
    QString mistake; ///< where the block cannot be shown
};

/// Draws blocks as they look in a mail, and keeps the drawings while block and scene stay the same. For the
/// thread of the window: a block takes a few milliseconds.
class BlockPictures
{
public:
    /// @param artist outlives this
    explicit BlockPictures(BannerArtist &artist);
    void setScene(BlockScene scene);
    [[nodiscard]] const BlockScene &scene() const { return m_scene; }
    /// @param width CSS pixels; @param isInside in a column
    /// @param scale of CSS pixels to those of the window; @param pixelRatio of those to the screen's
    [[nodiscard]] BlockPicture picture(const compose::Block &block, const QString &language, int width,
        bool isInside, double scale, double pixelRatio);

private:
    /// What a block shows of the customer besides the values: codes and banners, those of shared blocks too.
    struct Extras
    {
        compose::MessageContext context;
        QMap<QString, PreviewContent::Picture> pictures;
        QString key; ///< changes with them
        QString mistake;
        QStringList sets; ///< of coupons, each once
        QStringList shared; ///< blocks that were looked into
    };
    void collect(const compose::Blocks &blocks, Extras &extras);

    BannerArtist &m_artist;
    BlockScene m_scene;
    QCache<QString, BlockPicture> m_kept;
    compose::liquid::RenderMemory m_memory;
};

} // namespace haberdash::ui
