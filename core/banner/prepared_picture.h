// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/colour.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QImage>

namespace haberdash::banner {

/// A picture that was read, cut and scaled for its place.
struct PreparedPicture
{
    QImage image; ///< opaque; null where there is no picture
    QString alternative; ///< what it shows
    QByteArray digest; ///< of the pixels
    bool isFlat = false; ///< a drawing in few colours, not a photograph

    [[nodiscard]] bool isEmpty() const { return image.isNull(); }
    /// By what they show, not by how they lie in memory.
    friend bool operator==(const PreparedPicture &one, const PreparedPicture &other)
    {
        return one.digest == other.digest && one.alternative == other.alternative
            && one.image.size() == other.image.size();
    }
};

/// Where a picture goes, in pixels.
struct PicturePlace
{
    QSize size;
    QRect free; ///< what texts do not cover
    Colour ground; ///< seen through what is transparent
};

/// Reads a picture of a product and cuts it for its place. Goods on an even ground stand in the free part;
/// what fills a picture from edge to edge fills the place, cut in the middle, or where all of it is free and
/// much would be lost, is shown whole.
/// PNG, JPEG, GIF and WebP by their content. Invalid, before anything is unpacked, where the picture is
/// damaged, smaller than 16 pixels, or so large that it would not fit into memory.
[[nodiscard]] Result<PreparedPicture> cutPicture(
    const QByteArray &bytes, const QString &alternative, const PicturePlace &place);

} // namespace haberdash::banner
