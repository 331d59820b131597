// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/page/limits.h"
#include "core/page/source_scanner.h"

namespace haberdash::page {

/// An element as browsers see it: they add what was left out and move what stands at the wrong place.
struct PageElement
{
    std::string name; ///< lower case
    int parent = -1; ///< index in `PageTree::elements`
    int previous = -1; ///< the sibling before
    int position = 1; ///< among its siblings
    int siblings = 1; ///< with itself
    int piece = -1; ///< its start tag in `ScannedPage::pieces`; none where a browser would add it
    std::string id;
    std::vector<std::string> classes;
    std::vector<std::pair<std::string, std::string>> attributes; ///< without entities
    std::vector<std::string> personalAttributes; ///< names; what they say depends on the customer
    bool isPersonal = false; ///< which attributes there are depends on the customer
    [[nodiscard]] bool isPersonalIn(std::string_view attribute) const;
};

/// What the elements of a page are to each other.
struct PageTree
{
    std::vector<PageElement> elements; ///< in the order of the document: parents before children

    /// Fails, saying why, for what is too large, too deep or too crowded.
    [[nodiscard]] static Result<PageTree> read(const ScannedPage &page, const Limits &limits);
};

} // namespace haberdash::page
