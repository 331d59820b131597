// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email_styles.h"

namespace haberdash::compose {

/// HTML with Liquid in it, and where its Liquid stands in the Markdown that was written.
struct MarkedUp
{
    std::string html;
    std::vector<liquid::Origin> origins;
};

/// Turns Markdown (CommonMark, tables, strikethrough, inline HTML) with Liquid into HTML in which each
/// element has its inline style. Liquid is kept out of the reach of Markdown: in text, addresses and
/// attributes, on lines of its own, around list items and table rows.
[[nodiscard]] DesignResult<MarkedUp> markUp(std::string_view body, const EmailStyles &styles, EmailPart part);

} // namespace haberdash::compose
