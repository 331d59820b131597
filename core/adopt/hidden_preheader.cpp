// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/hidden_preheader.h"

#include "core/adopt/page_cleaner.h"
#include "core/compose/html_reader.h"

#include <QString>

#include <algorithm>

namespace haberdash::adopt {

namespace {

using Kind = page::SourcePiece::Kind;
constexpr size_t farthest = 40; // pieces behind <body>
constexpr qsizetype longest = 400;

bool isHidden(std::string_view html, const page::SourcePiece &tag)
{
    const auto value = [&](std::string_view name) {
        const page::SourceAttribute *attribute = tag.attribute(name);
        return attribute
            ? lowerCase(html.substr(attribute->valueStart, attribute->valueEnd - attribute->valueStart))
            : std::string();
    };
    std::string style = value("style");
    std::erase_if(style, page::isBlank);
    const std::string classes = value("class");
    return style.find("display:none") != std::string::npos || style.find("mso-hide:all") != std::string::npos
        || (classes.find("preheader") != std::string::npos && style.find("max-height:0") != std::string::npos)
        || classes.find("mcnpreviewtext") != std::string::npos;
}

/// The words between two pieces, without tags, entities and the characters that have no width.
std::string wordsBetween(std::string_view html, const page::ScannedPage &page, size_t start, size_t end)
{
    std::string source;
    for (const page::SourcePiece &piece : page.pieces) {
        if (piece.kind == Kind::Text && piece.start >= start && piece.end <= end)
            source += html.substr(piece.start, piece.end - piece.start);
    }
    QString text = QString::fromStdString(compose::withoutEntities(source));
    text.replace(QStringLiteral("&zwj;"), QString()).replace(QStringLiteral("&shy;"), QString());
    QString words;
    for (const QChar each : std::as_const(text)) {
        const char16_t code = each.unicode();
        const bool isPadding = (code >= 0x200b && code <= 0x200f) || code == 0x00ad || code == 0x034f
            || code == 0xfeff || (code >= 0x2060 && code <= 0x2064) || code == 0x2007;
        words += isPadding ? QChar(u' ') : each;
    }
    return words.simplified().toStdString();
}

} // namespace

HiddenPreheader findPreheader(std::string_view html, const page::ScannedPage &page)
{
    const auto body = std::find_if(page.pieces.begin(), page.pieces.end(),
        [](const page::SourcePiece &each) { return each.kind == Kind::Open && each.name == "body"; });
    const auto from = body == page.pieces.end() ? page.pieces.begin() : std::next(body);
    for (auto piece = from; piece != page.pieces.end() && size_t(piece - from) < farthest; ++piece) {
        const bool holdsWords = piece->kind == Kind::Open
            && (piece->name == "div" || piece->name == "span" || piece->name == "p");
        if (!holdsWords || !isHidden(html, *piece))
            continue;
        HiddenPreheader found;
        found.start = piece->start;
        found.end = endOfElement(page, size_t(piece - page.pieces.begin()));
        found.text = wordsBetween(html, page, found.start, found.end);
        const auto size = QString::fromStdString(found.text).size();
        if (size > 0 && size <= longest)
            return found;
    }
    return {};
}

} // namespace haberdash::adopt
