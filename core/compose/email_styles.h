// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/email_design.h"

#include <string>

namespace haberdash::compose {

/// The brand as inline CSS, one text per kind of element. Mail programs drop style sheets, so each element
/// carries its own.
struct EmailStyles
{
    std::string font;
    std::string paragraph;
    std::string headings[3];
    std::string link;
    std::string list;
    std::string listItem;
    std::string quote;
    std::string rule;
    std::string image;
    std::string cell;
    std::string headCell;
    std::string code;
    std::string accent;
    std::string accentText;
    std::string muted;
    std::string text;

    [[nodiscard]] static EmailStyles of(const BrandKit &brand);
    /// The same for the small print.
    [[nodiscard]] static EmailStyles forFooter(const BrandKit &brand);
    /// The same in another colour and size.
    [[nodiscard]] static EmailStyles with(const BrandKit &brand, const QString &textColour, int fontSize);
};

/// "&", "<", ">" and quotes as entities.
[[nodiscard]] std::string htmlEscaped(std::string_view text);

} // namespace haberdash::compose
