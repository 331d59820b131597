// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/block.h"
#include "ui/shared/icons.h"

namespace haberdash::ui {

/// How people know a kind of block.
struct BlockWords
{
    QString kind; ///< as in `kindWords`
    QString name; ///< "Button"
    QString purpose; ///< one line for a tooltip
    Icon icon = Icon::File;
};

/// Every kind that the palette offers, in its order.
[[nodiscard]] QList<BlockWords> blockWords();
[[nodiscard]] BlockWords wordsOf(const compose::BlockContent &content);
/// "Text: Hello {{ ... }}": what a block is in a list or for a screen reader.
[[nodiscard]] QString describe(const compose::Block &block);

/// The arrangements of banners and their names: "picture_right", "Picture at the right".
[[nodiscard]] QList<std::pair<QString, QString>> bannerLayoutWords();

/// The lists of goods that there are and their names: "cart.items", "What is in the cart".
[[nodiscard]] QList<std::pair<QString, QString>> productListWords();

} // namespace haberdash::ui
