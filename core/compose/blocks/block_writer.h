// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/template_writer.h"

namespace haberdash::compose {

/// What a block inherits from those around it.
struct BlockSurroundings
{
    int width = 600; ///< of the room that there is, CSS pixels
    int sides = 32; ///< padding left and right
    QString textColour;
    QString background;
    bool isOwnColour = false; ///< a background of its own around: the dark mode leaves its words alone
    bool isRepeated = false;
    QStringList shared; ///< names of shared blocks around, to find circles
};

/// Writes blocks as rows of a table.
class BlockWriter
{
public:
    BlockWriter(TemplateWriter &out, const BrandKit &brand, const SharedBlocks &shared, bool isRightToLeft)
        : m_out(out)
        , m_brand(brand)
        , m_shared(shared)
        , m_isRightToLeft(isRightToLeft)
    { }
    void rows(const Blocks &blocks, const BlockSurroundings &around);

private:
    void block(const Block &block, const BlockSurroundings &around);
    /// One row with one cell, and in it what the block says.
    void row(const Block &block, const BlockSurroundings &around);

    void content(const Block &block, const HeaderBlock &header, const BlockSurroundings &inside);
    void content(const Block &block, const TextBlock &text, const BlockSurroundings &inside);
    void content(const Block &block, const ImageBlock &image, const BlockSurroundings &inside);
    void content(const Block &block, const ButtonBlock &button, const BlockSurroundings &inside);
    void content(const Block &block, const ColumnsBlock &columns, const BlockSurroundings &inside);
    void content(const Block &block, const ProductsBlock &products, const BlockSurroundings &inside);
    void content(const Block &block, const BannerBlock &banner, const BlockSurroundings &inside);
    void content(const Block &block, const CouponBlock &coupon, const BlockSurroundings &inside);
    void content(const Block &block, const PointsBlock &points, const BlockSurroundings &inside);
    void content(const Block &block, const DividerBlock &divider, const BlockSurroundings &inside);
    void content(const Block &block, const SpacerBlock &spacer, const BlockSurroundings &inside);
    void content(const Block &block, const SocialBlock &social, const BlockSurroundings &inside);
    void content(const Block &block, const FooterBlock &footer, const BlockSurroundings &inside);
    void content(const Block &block, const HtmlBlock &html, const BlockSurroundings &inside);
    // These stand for other rows and are handled before a row is begun.
    void content(const Block &, const SharedBlock &, const BlockSurroundings &) { }
    void content(const Block &, const ChoiceBlock &, const BlockSurroundings &) { }

    void choice(const Block &block, const ChoiceBlock &choice, const BlockSurroundings &around);
    void sharedRows(const Block &block, const SharedBlock &shared, const BlockSurroundings &around);
    void productCell(
        const Block &block, const ProductsBlock &products, int width, const BlockSurroundings &inside);
    void buttonLink(const Block &block, const ButtonBlock &button, int width, int size);
    void openLink(const Block &block, const QString &address, const std::string &style);

    [[nodiscard]] EmailStyles stylesOf(const Block &block, const BlockSurroundings &inside) const;
    [[nodiscard]] std::string sideOf(const Block &block, Alignment fallback) const;

    TemplateWriter &m_out;
    const BrandKit &m_brand;
    const SharedBlocks &m_shared;
    bool m_isRightToLeft;
};

} // namespace haberdash::compose
