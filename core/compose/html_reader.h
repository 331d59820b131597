// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email.h"

#include <string>
#include <string_view>
#include <vector>

namespace haberdash::compose {

/// One piece of HTML: a tag, text, or a comment.
struct HtmlPiece
{
    enum class Kind { Text, Open, Close, Comment };
    Kind kind = Kind::Text;
    std::string name; ///< of a tag, lower case
    std::string_view source; ///< the text, or the inside of the tag
    /// Value of an attribute with entities resolved; `found` says whether it is there at all.
    [[nodiscard]] std::string attribute(std::string_view wanted, bool *found = nullptr) const;
};
/// Cuts HTML into pieces; broken HTML becomes text. Contents of script and style are left out.
[[nodiscard]] std::vector<HtmlPiece> readHtml(std::string_view html);
/// "&amp;" and "&#39;" and the like as characters.
[[nodiscard]] std::string withoutEntities(std::string_view text);

/// The plain-text part: links as "text (address)", list items with dashes, table cells beside each other,
/// hidden blocks and what only Outlook sees left out. Lines end with LF.
[[nodiscard]] std::string htmlToText(std::string_view html);
[[nodiscard]] std::string htmlToText(const std::vector<HtmlPiece> &pieces);
/// What is worth a look, see `MessageWarning`.
[[nodiscard]] std::vector<MessageWarning> checkHtml(std::string_view html);
/// @param pieces of `html`, where somebody has cut it already
[[nodiscard]] std::vector<MessageWarning> checkHtml(
    std::string_view html, const std::vector<HtmlPiece> &pieces);

} // namespace haberdash::compose
