// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/page/edit.h"
#include "core/page/limits.h"

namespace haberdash::page {

/// How a page looks the same with less in its style sheets.
struct InlinedStyles
{
    std::vector<Edit> edits; ///< in order
    int moved = 0; ///< rules that stand in `style` attributes now
    int kept = 0; ///< rules that stay, at least in part: "@media", ":hover", what depends on the customer
    friend bool operator==(const InlinedStyles &, const InlinedStyles &) = default;
};

/// Moves the rules of a page's `<style>` elements into `style` attributes, as many mail programs need it.
/// What an element says itself wins, but for "!important". What stays behind and would be overruled by what
/// moved becomes important. Conditional comments, what they reveal, and everything else stay as they are.
/// Liquid may stand anywhere. Fails, saying why, beyond the limits.
[[nodiscard]] Result<InlinedStyles> inlineStyles(std::string_view html, const Limits &limits = {});

} // namespace haberdash::page
