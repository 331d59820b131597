// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document_edit.h"

#include <QRect>

#include <functional>

namespace haberdash::ui {

/// One thing on the canvas. Coordinates are CSS pixels of the mail's column.
struct CanvasItem
{
    enum class Kind {
        Block, ///< a picture of a block
        Group, ///< the frame around columns and choices
        Label, ///< who sees a variant
        Empty, ///< a list without blocks, to drop some in
        OwnFooter ///< the footer that a mail without one gets; cannot be chosen
    };
    Kind kind = Kind::Block;
    QString id; ///< of the block, or of the block that the label or list belongs to
    int list = 0; ///< of labels and empty lists
    QRect rect;
    bool isInside = false; ///< in a column
    QString text; ///< of labels
};

/// A place to drop a block, as a line across its list.
struct DropLine
{
    compose::BlockPlace place;
    QRect line;
};

/// Where everything stands. Pure: heights come from the caller.
struct CanvasLayout
{
    std::vector<CanvasItem> items; ///< from the outside in: what is behind comes first
    std::vector<DropLine> drops;
    int height = 0;

    /// The innermost block at a point, or nothing.
    [[nodiscard]] QString blockAt(QPoint point) const;
    [[nodiscard]] QRect rectOf(const QString &id) const;
    /// The drop line that is next to a point, or null.
    [[nodiscard]] const DropLine *dropNear(QPoint point) const;
};

/// The footer that every mail has, whether its design says so or not.
[[nodiscard]] const compose::Block &ownFooter();

/// @param heightOf how high a block is drawn at a width
[[nodiscard]] CanvasLayout layOut(const compose::Document &document,
    const std::function<int(const compose::Block &block, int width, bool isInside)> &heightOf);

} // namespace haberdash::ui
