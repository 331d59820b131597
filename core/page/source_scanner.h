// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii_case.h"
#include "core/page/liquid_places.h"

#include <string>

namespace haberdash::page {

/// An attribute by its places in the source.
struct SourceAttribute
{
    std::string name; ///< lower case
    size_t start = 0; ///< of the name
    size_t nameEnd = 0;
    size_t valueStart = 0; ///< without quotes; equal to `valueEnd` where there is none
    size_t valueEnd = 0;
    size_t end = 0; ///< behind the closing quote
    char quote = 0; ///< 0 where the value has none
    bool hasValue = false;
};

/// One piece of a page's source.
struct SourcePiece
{
    enum class Kind {
        Text,
        Open, ///< a start tag
        Close, ///< an end tag
        Comment, ///< also declarations such as <!DOCTYPE>
        RawText ///< what stands in script, style, title and the like; `name` says in which
    };
    Kind kind = Kind::Text;
    size_t start = 0;
    size_t end = 0;
    std::string name; ///< of tags and raw text, lower case
    size_t nameEnd = 0; ///< of tags
    std::vector<SourceAttribute> attributes;
    bool hasLiquidBetween = false; ///< Liquid in a tag that is in no attribute's value
    [[nodiscard]] const SourceAttribute *attribute(std::string_view wanted) const;
};

/// A page cut into pieces that follow each other without gaps.
struct ScannedPage
{
    std::string filled; ///< the source with something harmless, as long, where Liquid stands
    std::vector<LiquidPlace> liquid;
    bool hasOpenLiquid = false; ///< some of it is never closed, which Liquid will complain of
    std::vector<SourcePiece> pieces;
    std::vector<size_t> lineEnds; ///< places of the line feeds
    /// The line, from 1, that an offset is in.
    [[nodiscard]] int lineAt(size_t offset) const;
};
/// Cuts as a browser would; takes any bytes, in time that grows with their number.
[[nodiscard]] ScannedPage scanSource(std::string_view source);

/// Blank in HTML and CSS.
[[nodiscard]] constexpr bool isBlank(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n'
        || character == '\f';
}

} // namespace haberdash::page
