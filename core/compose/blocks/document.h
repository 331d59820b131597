// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/compose/blocks/block.h"

#include <QMap>

#include <functional>

namespace haberdash::compose {

/// An email made of blocks.
struct Document
{
    QString language; ///< BCP 47; empty: the brand's
    int width = 600; ///< CSS pixels, 480 to 720
    Blocks blocks;
    friend bool operator==(const Document &, const Document &) = default;
};

/// How a document is kept: JSON with stable keys, one key a line, defaults left out, so that two versions can
/// be held against each other.
[[nodiscard]] QString toText(const Document &document);
/// Invalid with the place (such as "blocks[2].columns[0]") and what is wrong there: no JSON, a newer form, an
/// unknown kind or key, a number out of its range, an id twice, columns in columns, groups more than 8 deep,
/// more than 1,000 blocks.
[[nodiscard]] Result<Document> documentFromText(const QString &text);
/// The same for a few blocks on their own: the clipboard, and shared blocks.
[[nodiscard]] QString toText(const Blocks &blocks);
[[nodiscard]] Result<Blocks> blocksFromText(const QString &text);

/// A text of a block: "text", "label", "columns[0].share" have none of their own.
struct BlockText
{
    QString *text = nullptr;
    const char *field = ""; ///< "text", "heading", "link" ...
    enum class Form { Plain, Markdown, Html, Address, Expression } form = Form::Plain;
};
/// The texts with Liquid of one block, without those of blocks inside it.
[[nodiscard]] std::vector<BlockText> textsOf(Block &block);
/// Lists of blocks directly inside a block: columns, variants, fall-back.
[[nodiscard]] std::vector<Blocks *> listsInside(Block &block);
[[nodiscard]] std::vector<const Blocks *> listsInside(const Block &block);
/// Every block from the outside in, in reading order.
void forEachBlock(const Blocks &blocks, const std::function<void(const Block &)> &visit);
void forEachBlock(Blocks &blocks, const std::function<void(Block &)> &visit);

} // namespace haberdash::compose
