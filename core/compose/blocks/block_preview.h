// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email.h"

namespace haberdash::compose {

/// What a block is shown with while it is being written.
struct BlockSetting
{
    BrandKit brand;
    SharedBlocks shared;
    QString language; ///< of the document; empty: the brand's
    int width = 600; ///< CSS pixels of the room there is, its own padding included
    bool isInside = false; ///< in a column: no padding at the sides of its own
};

/// One block as HTML for one customer: a table that is `width` wide. Who sees the block and on which device
/// is left aside; a block that repeats does so. Fails as `CompiledEmail` does.
[[nodiscard]] DesignResult<std::string> renderBlock(const Block &block, const BlockSetting &setting,
    const liquid::Object &values, const MessageContext &context, liquid::RenderMemory &memory);

} // namespace haberdash::compose
