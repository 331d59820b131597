// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/document.h"

namespace haberdash::compose {

/// A place between blocks: the list `list` inside block `parent` (empty: the document itself), before
/// position `index`.
struct BlockPlace
{
    QString parent;
    int list = 0;
    int index = 0;
    friend bool operator==(const BlockPlace &, const BlockPlace &) = default;
};

[[nodiscard]] const Block *findBlock(const Document &document, const QString &id);
[[nodiscard]] Block *findBlock(Document &document, const QString &id);
/// Where a block stands; nothing where there is no such block.
[[nodiscard]] std::optional<BlockPlace> placeOf(const Document &document, const QString &id);

/// Whether `content` may stand at `place`: no columns in columns, no header or footer inside others.
[[nodiscard]] bool mayStand(const Document &document, const BlockContent &content, const BlockPlace &place);

/// Puts blocks in and gives them, and all inside them, ids of their own. Returns the ids of the outer ones;
/// none where there is no such place.
QStringList insertBlocks(Document &document, const BlockPlace &place, Blocks blocks);
/// Takes a block out and returns it.
std::optional<Block> removeBlock(Document &document, const QString &id);
/// Moves a block with all inside it; its id stays. False where the place is inside the block itself, is not
/// there, or the block may not stand there.
bool moveBlock(Document &document, const QString &id, BlockPlace place);
/// A copy right after the block, with new ids. Returns its id.
QString duplicateBlock(Document &document, const QString &id);
/// The same document with the shared blocks' own blocks in the place of every reference to them, so that
/// later changes of what is shared do not reach it. Invalid where one is not there or stands inside itself.
[[nodiscard]] Result<Document> withSharedInlined(Document document, const QMap<QString, Blocks> &shared);
/// Names of the shared blocks that a document refers to, each once.
[[nodiscard]] QStringList sharedIn(const Document &document);

/// An id that no block of the document has.
[[nodiscard]] QString freshId(const Document &document);

} // namespace haberdash::compose
