// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/page_cleaner.h"

#include "core/compose/html_reader.h"

#include <algorithm>
#include <array>

namespace haberdash::adopt {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = page::SourcePiece::Kind;
using What = AdoptNote::What;
constexpr size_t npos = std::string_view::npos;

template<size_t count>
bool isOneOf(std::string_view name, const std::array<std::string_view, count> &names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Taken out with all that is in them.
bool isFrame(std::string_view name)
{
    static constexpr std::array<std::string_view, 6> names{
        "iframe", "frame", "frameset", "object", "embed", "applet"};
    return isOneOf(name, names);
}
bool isField(std::string_view name)
{
    static constexpr std::array<std::string_view, 6> names{
        "input", "select", "textarea", "button", "datalist", "output"};
    return isOneOf(name, names);
}
bool hasNoEnd(std::string_view name)
{
    static constexpr std::array<std::string_view, 9> names{
        "input", "frame", "embed", "link", "meta", "base", "img", "br", "hr"};
    return isOneOf(name, names);
}

/// An address as a browser takes it: without entities, blanks and control characters, in small letters.
std::string asRead(std::string_view value)
{
    std::string text = lowerCase(compose::withoutEntities(value));
    for (const auto &[entity, character] :
        {std::pair<std::string_view, std::string_view>{"&tab;", ""}, {"&newline;", ""}, {"&colon;", ":"}}) {
        for (size_t at = text.find(entity); at != npos; at = text.find(entity, at))
            text.replace(at, entity.size(), character);
    }
    std::erase_if(text, [](char each) { return static_cast<unsigned char>(each) <= ' '; });
    return text;
}

bool runsSomething(std::string_view value)
{
    const std::string address = asRead(value);
    return address.starts_with("javascript:") || address.starts_with("vbscript:")
        || address.starts_with("data:text/") || address.starts_with("data:application/")
        || address.starts_with("data:image/svg");
}

bool holdsAddress(std::string_view attribute)
{
    static constexpr std::array<std::string_view, 8> names{
        "href", "src", "action", "formaction", "background", "poster", "data", "xlink:href"};
    return isOneOf(attribute, names);
}

class Cleaner
{
public:
    Cleaner(std::string_view html, const page::ScannedPage &page, std::vector<page::Edit> &edits,
        AdoptNotes &notes)
        : m_html(html)
        , m_page(page)
        , m_edits(edits)
        , m_notes(notes)
    { }

    void run()
    {
        size_t goneUntil = 0;
        for (size_t i = 0; i < m_page.pieces.size(); ++i) {
            const page::SourcePiece &piece = m_page.pieces[i];
            if (piece.start < goneUntil)
                continue;
            if (piece.kind == Kind::Open)
                goneUntil = visitTag(i);
            else if (piece.kind == Kind::Close && (piece.name == "form" || isField(piece.name)))
                cut(piece.start, piece.end);
            else if (piece.kind == Kind::RawText && piece.name == "style")
                cutImports(piece);
        }
    }

private:
    /// Where what is gone with this tag ends.
    size_t visitTag(size_t index)
    {
        const page::SourcePiece &tag = m_page.pieces[index];
        if (const auto what = whyWhole(tag)) {
            const size_t end = hasNoEnd(tag.name) ? tag.end : endOfElement(m_page, index);
            remove(*what, tag.start, end);
            return end;
        }
        if (tag.name == "form") {
            remove(What::Form, tag.start, tag.end);
            return tag.end;
        }
        for (const page::SourceAttribute &each : tag.attributes)
            visitAttribute(tag, each);
        return 0;
    }

    /// Why a tag goes with all that is in it, if it does.
    [[nodiscard]] std::optional<What> whyWhole(const page::SourcePiece &tag) const
    {
        if (tag.name == "script" || tag.name == "noscript")
            return What::Script;
        if (isFrame(tag.name))
            return What::Frame;
        if (isField(tag.name))
            return What::Form;
        if (tag.name == "link")
            return What::StyleSheet;
        if (tag.name == "base" || (tag.name == "meta" && asRead(value(tag, "http-equiv")) == "refresh"))
            return What::PageSetting;
        if (tag.name == "img" && isTrackingPixel(tag))
            return What::TrackingPixel;
        return std::nullopt;
    }

    [[nodiscard]] std::string_view value(const page::SourcePiece &tag, std::string_view name) const
    {
        const page::SourceAttribute *attribute = tag.attribute(name);
        return attribute ? m_html.substr(attribute->valueStart, attribute->valueEnd - attribute->valueStart)
                         : std::string_view();
    }

    [[nodiscard]] bool isTrackingPixel(const page::SourcePiece &tag) const
    {
        const auto isTiny = [](std::string size) {
            if (size.ends_with("px"))
                size.resize(size.size() - 2);
            return size == "1" || size == "0";
        };
        std::string style = lowerCase(value(tag, "style"));
        std::erase_if(style, page::isBlank);
        const auto measure = [&](std::string_view name) {
            if (const std::string_view written = value(tag, name); !written.empty())
                return asRead(written);
            for (size_t at = style.find(name); at != npos; at = style.find(name, at + 1)) {
                const size_t from = at + name.size() + 1;
                // Not "max-width".
                if ((at == 0 || style[at - 1] == ';') && from <= style.size() && style[from - 1] == ':')
                    return style.substr(from, style.find(';', from) - from);
            }
            return std::string();
        };
        // A spacer has a height or a width; what is one pixel each way is not there to be seen.
        return isTiny(measure("width")) && isTiny(measure("height"));
    }

    void visitAttribute(const page::SourcePiece &tag, const page::SourceAttribute &attribute)
    {
        const std::string_view written
            = m_html.substr(attribute.valueStart, attribute.valueEnd - attribute.valueStart);
        const bool isHandler
            = attribute.name.size() > 2 && attribute.name.starts_with("on") && attribute.name != "one";
        if (isHandler || (holdsAddress(attribute.name) && runsSomething(written))) {
            note(AdoptNote::Kind::Removed, isHandler ? What::EventHandler : What::ScriptLink, attribute.start,
                attribute.end);
            size_t start = attribute.start;
            while (start > tag.nameEnd && page::isBlank(m_html[start - 1]))
                --start;
            cut(start, attribute.end);
        } else if (attribute.name == "src" && asRead(written).starts_with("cid:")) {
            note(AdoptNote::Kind::Noted, What::PictureInside, attribute.valueStart, attribute.valueEnd);
        }
    }

    void cutImports(const page::SourcePiece &css)
    {
        const std::string text = lowerCase(m_html.substr(css.start, css.end - css.start));
        for (size_t at = text.find("@import"); at != npos; at = text.find("@import", at + 1)) {
            // Addresses of fonts have semicolons in them.
            size_t end = at;
            char quote = 0;
            for (; end < text.size() && (quote || text[end] != ';'); ++end) {
                if (quote && text[end] == quote)
                    quote = 0;
                else if (!quote && (text[end] == '"' || text[end] == '\''))
                    quote = text[end];
                else if (!quote && text[end] == '(')
                    quote = ')';
            }
            remove(What::StyleSheet, css.start + at, css.start + std::min(end + 1, text.size()));
            at = std::min(end, text.size() - 1);
        }
    }

    void note(AdoptNote::Kind kind, What what, size_t start, size_t end)
    {
        m_notes.push_back(
            {kind, what, m_page.lineAt(start), shortened(m_html.substr(start, end - start)), {}});
    }
    void cut(size_t start, size_t end) { m_edits.push_back({start, end - start, {}}); }
    void remove(What what, size_t start, size_t end)
    {
        note(AdoptNote::Kind::Removed, what, start, end);
        cut(start, end);
    }

    std::string_view m_html;
    const page::ScannedPage &m_page;
    std::vector<page::Edit> &m_edits;
    AdoptNotes &m_notes;
};

} // namespace

size_t endOfElement(const page::ScannedPage &page, size_t open)
{
    const page::SourcePiece &tag = page.pieces[open];
    int depth = 0;
    for (size_t i = open; i < page.pieces.size(); ++i) {
        const page::SourcePiece &piece = page.pieces[i];
        if (piece.name != tag.name)
            continue;
        if (piece.kind == Kind::Open)
            ++depth;
        else if (piece.kind == Kind::Close && --depth == 0)
            return piece.end;
    }
    return tag.end;
}

void cleanPage(
    std::string_view html, const page::ScannedPage &page, std::vector<page::Edit> &edits, AdoptNotes &notes)
{
    Cleaner(html, page, edits, notes).run();
}

} // namespace haberdash::adopt
