// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/blocks/template_writer.h"

namespace haberdash::compose {

/// Fails where the brand kit has no postal address, or a colour that is none.
void checkBrand(const BrandKit &brand, TemplateWriter &out);

/// The line that inboxes show, invisible in the mail itself: HTML with Liquid.
[[nodiscard]] std::string hiddenPreheader();

/// A block as the palette makes it, without a style of its own.
[[nodiscard]] Block plainBlock(QString id, BlockContent content);

} // namespace haberdash::compose
