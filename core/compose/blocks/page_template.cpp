// SPDX-License-Identifier: GPL-3.0-or-later
// A page that somebody wrote whole, with what every mail needs put in.
#include "core/compose/blocks/block_writer.h"
#include "core/compose/blocks/email_template.h"
#include "core/compose/blocks/mail_frame.h"
#include "core/page/source_scanner.h"
#include "core/page/style_inliner.h"

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

using page::SourcePiece;

/// Where things go into a page.
struct PagePlaces
{
    size_t start = 0; ///< of what people see
    size_t end = 0;
    bool showsWayOut = false;
};

/// Whether Liquid that writes the way out stands between two places.
bool writesWayOut(const page::ScannedPage &page, std::string_view source, size_t start, size_t end)
{
    const auto *const last = page.liquid.data() + page.liquid.size();
    for (const auto *place = page::liquidFrom(page.liquid, start);
         place && place != last && place->start < end; ++place) {
        if (!place->isTag
            && source.substr(place->start, place->end - place->start).find("unsubscribe_url")
                != std::string_view::npos)
            return true;
    }
    return false;
}

/// Whether people see the way out in a piece, or come to it by one.
bool showsWayOut(const page::ScannedPage &page, std::string_view source, const SourcePiece &piece)
{
    if (piece.kind == SourcePiece::Kind::Text)
        return writesWayOut(page, source, piece.start, piece.end);
    const auto *link
        = piece.kind == SourcePiece::Kind::Open && piece.name == "a" ? piece.attribute("href") : nullptr;
    return link && writesWayOut(page, source, link->valueStart, link->valueEnd);
}

PagePlaces placesIn(const page::ScannedPage &page, std::string_view source)
{
    PagePlaces places{0, source.size(), false};
    bool hasBody = false;
    for (const SourcePiece &piece : page.pieces) {
        const bool isDeclaration = piece.kind == SourcePiece::Kind::Comment
            && source.substr(piece.start).starts_with("<!") && piece.start == places.start;
        if (piece.kind == SourcePiece::Kind::Open && piece.name == "body" && !hasBody) {
            hasBody = true;
            places.start = piece.end;
        } else if (!hasBody
            && (isDeclaration || (piece.kind == SourcePiece::Kind::Close && piece.name == "head"))) {
            places.start = piece.end;
        } else if (piece.kind == SourcePiece::Kind::Close && piece.name == "body") {
            places.end = piece.start;
        }
        places.showsWayOut = places.showsWayOut || showsWayOut(page, source, piece);
    }
    places.end = std::max(places.start, places.end);
    return places;
}

/// The line where something begins that is never closed, so that what comes after it is not shown; nothing
/// where all is well.
std::optional<int> swallowedFrom(const std::string &source, size_t offset)
{
    const std::string probe = "<a href=\"hb\">";
    const auto page = page::scanSource(std::string(source).insert(offset, probe));
    for (const SourcePiece &piece : page.pieces) {
        if (piece.end <= offset)
            continue;
        return piece.start == offset && piece.kind == SourcePiece::Kind::Open
            ? std::nullopt
            : std::optional(page.lineAt(piece.start));
    }
    return std::nullopt;
}

DesignResult<std::string> footerOf(const BrandKit &brand, const liquid::Partials &partials)
{
    TemplateWriter out(partials);
    BlockSurroundings around;
    around.textColour = brand.textColour;
    BlockWriter writer(out, brand, {}, isRightToLeft(brand.language));
    writer.rows({plainBlock({}, FooterBlock())}, around);
    auto footer = out.take();
    if (!footer)
        return tl::unexpected(footer.error());
    return "<table role=\"presentation\" align=\"center\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
           "border=\"0\" style=\"max-width:600px;margin:0 auto;\">"
        + footer->html.html + "</table>";
}

} // namespace

DesignResult<EmailTemplate> writeTemplateOfPage(
    const QString &html, const BrandKit &brand, const liquid::Partials &partials)
{
    TemplateWriter out(partials);
    checkBrand(brand, out);
    const std::string source = html.toStdString();
    const PagePlaces places = placesIn(page::scanSource(source), source);
    if (const auto line = swallowedFrom(source, places.end))
        return tl::unexpected(DesignError{EmailPart::Body,
            {*line, 1, u"What begins here is never closed, and nothing after it would be shown."_s,
                u"its end, such as --> or </style> or a quotation mark and >"_s, {}},
            {}, {}});
    std::vector<page::Edit> edits{{places.start, 0, hiddenPreheader()}};
    if (!places.showsWayOut) {
        auto footer = footerOf(brand, partials);
        if (!footer)
            return tl::unexpected(footer.error());
        edits.push_back({places.end, 0, std::move(*footer)});
    }
    // A page beyond the limits of inlining leaves with its style sheets as they are.
    if (auto styles = page::inlineStyles(source))
        edits.insert(edits.end(), styles->edits.begin(), styles->edits.end());
    out.begin(EmailPart::Body, {}, {});
    out.html(html, page::inOrder(std::move(edits)));
    return out.take();
}

} // namespace haberdash::compose
