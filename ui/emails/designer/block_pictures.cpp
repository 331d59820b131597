// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emails/designer/block_pictures.h"

#include "core/compose/blocks/document.h"
#include "ui/emails/message_document.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int mostKept = 400;
constexpr int highest = 4000; // CSS pixels; a block that is higher is cut, its place on the page is clear

} // namespace

BlockPictures::BlockPictures()
    : m_kept(mostKept)
{ }

void BlockPictures::setScene(BlockScene scene)
{
    m_scene = std::move(scene);
    m_kept.clear();
}

BlockPicture BlockPictures::picture(const compose::Block &block, const QString &language, int width,
    bool isInside, double scale, double pixelRatio)
{
    const QString key = compose::toText(compose::Blocks{block})
        + u"|%1|%2|%3|%4"_s.arg(language).arg(width).arg(isInside).arg(scale * pixelRatio);
    if (const BlockPicture *kept = m_kept.object(key))
        return *kept;
    BlockPicture picture;
    const auto html = compose::renderBlock(block, {m_scene.brand, m_scene.shared, language, width, isInside},
        m_scene.values, m_scene.context, m_memory);
    if (html) {
        MessageDocument document;
        document.setContent({QByteArray::fromStdString(*html), m_scene.pictures});
        document.setTextWidth(width);
        // Qt leaves out the air below the last paragraph, which mail programs show.
        const int below = std::holds_alternative<compose::TextBlock>(block.content) ? 16 : 0;
        const int height = std::min(highest, int(std::ceil(document.size().height())) + below);
        const double density = scale * pixelRatio;
        picture.image = QImage(QSize(int(width * density), int(std::max(height, 1) * density)),
            QImage::Format_ARGB32_Premultiplied);
        picture.image.fill(Qt::transparent); // a column may have a ground of its own
        QPainter painter(&picture.image);
        painter.scale(density, density);
        document.drawContents(&painter, QRectF(0, 0, width, height));
        painter.end();
        picture.image.setDevicePixelRatio(pixelRatio);
    } else {
        picture.mistake = html.error().where.message;
    }
    m_kept.insert(key, new BlockPicture(picture));
    return picture;
}

} // namespace haberdash::ui
