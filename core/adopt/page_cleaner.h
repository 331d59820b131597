// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adopt/adopt_note.h"
#include "core/page/edit.h"
#include "core/page/source_scanner.h"

namespace haberdash::adopt {

/// Notes each thing that is taken out: scripts, event handlers, links that run something, forms and their
/// fields, frames, tracking pixels, style sheets from elsewhere, `base` and `refresh`. Notes pictures that
/// are files of the mail, which stay.
void cleanPage(
    std::string_view html, const page::ScannedPage &page, std::vector<page::Edit> &edits, AdoptNotes &notes);

/// One past the end tag of the element that begins at piece `open`; behind its start tag where it has none.
[[nodiscard]] size_t endOfElement(const page::ScannedPage &page, size_t open);

} // namespace haberdash::adopt
