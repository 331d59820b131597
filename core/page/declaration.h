// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/page/liquid_places.h"

#include <string>

namespace haberdash::page {

/// "color: red !important" by its places in the source.
struct Declaration
{
    std::string property; ///< lower case
    size_t start = 0;
    size_t end = 0; ///< without the semicolon
    size_t valueStart = 0; ///< without blanks around it, and without "!important"
    size_t valueEnd = 0;
    bool isImportant = false;
};

/// CSS in a source where Liquid may stand anywhere.
struct CssSource
{
    std::string_view text;
    const std::vector<LiquidPlace> &liquid;
    bool isAttribute = false; ///< "&quot;" is one character

    /// One past the comment, text in quotes, escape or Liquid that begins at `at`; else the next byte.
    [[nodiscard]] size_t step(size_t at, size_t end) const;
    /// The first of these characters that is not inside of anything, or `end`. Brackets must close first.
    [[nodiscard]] size_t find(std::string_view characters, size_t at, size_t end) const;
    /// Behind blanks and comments.
    [[nodiscard]] size_t skipBlanks(size_t at, size_t end) const;
};

/// What stands between these places; what is no declaration is left out.
[[nodiscard]] std::vector<Declaration> readDeclarations(const CssSource &css, size_t start, size_t end);

/// Whether two properties set some of the same: equal, or a shorthand and a part of it.
[[nodiscard]] bool areRelated(std::string_view left, std::string_view right);

} // namespace haberdash::page
