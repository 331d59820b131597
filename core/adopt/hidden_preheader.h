// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/page/edit.h"
#include "core/page/source_scanner.h"

namespace haberdash::adopt {

/// The line for inboxes that a page hides at its beginning.
struct HiddenPreheader
{
    std::string text; ///< without the blanks that pad it; may hold merge tags
    size_t start = 0;
    size_t end = 0; ///< behind its element
};
/// Empty text where there is none among the first elements of the body.
[[nodiscard]] HiddenPreheader findPreheader(std::string_view html, const page::ScannedPage &page);

} // namespace haberdash::adopt
