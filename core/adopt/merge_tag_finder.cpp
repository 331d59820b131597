// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adopt/merge_tag_finder.h"

#include "core/adopt/known_fields.h"
#include "core/compose/html_reader.h"
#include "core/page/source_scanner.h"

#include <algorithm>
#include <array>

namespace haberdash::adopt {

namespace {

using Style = MergeTag::Style;
constexpr size_t npos = std::string_view::npos;

/// Signs that stand for nothing else in HTML. Longer ones first.
struct Signs
{
    std::string_view open;
    std::string_view close;
    Style style;
    size_t longest; ///< between them
};
constexpr std::array<Signs, 6> allSigns{{
    {"*|", "|*", Style::Stars, 200},
    {"{{{", "}}}", Style::Output, 2000},
    {"{{", "}}", Style::Output, 2000},
    {"{%", "%}", Style::Code, 2000},
    {"<%", "%>", Style::Angle, 200},
    {"[%", "%]", Style::Square, 200},
}};

std::string cleaned(std::string_view inner)
{
    std::string text = compose::withoutEntities(inner);
    // Liquid's dashes eat blanks.
    if (text.starts_with('-'))
        text.erase(0, 1);
    if (text.ends_with('-'))
        text.pop_back();
    const size_t from = text.find_first_not_of(" \t\r\n");
    if (from == std::string::npos)
        return {};
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

class Finder
{
public:
    explicit Finder(std::string_view text)
        : m_text(text)
    { }

    std::vector<MergeTag> find()
    {
        for (size_t at = m_text.find_first_of("*{<[%@"); at != npos; at = m_text.find_first_of("*{<[%@", at))
            at = readAt(at);
        return std::move(m_tags);
    }

private:
    /// Where to go on.
    size_t readAt(size_t at)
    {
        for (const Signs &signs : allSigns) {
            if (m_text.substr(at, signs.open.size()) != signs.open)
                continue;
            const size_t from = at + signs.open.size();
            const size_t length = m_text.substr(from, signs.longest + signs.close.size()).find(signs.close);
            // Only Liquid's own signs may hold what looks like HTML: it is taken for no HTML there.
            const bool isLiquid = signs.style == Style::Output || signs.style == Style::Code;
            const bool holdsHtml = m_text.substr(from, length).find_first_of("<>") != npos;
            if (length != npos && (isLiquid || !holdsHtml))
                return add(signs.style, at, from, from + length, signs.close.size());
        }
        if (m_text.substr(at, 2) == "{{" || m_text.substr(at, 2) == "{%")
            return add(Style::Open, at, at + 2, at + 2, 0);
        if (m_text[at] == '{' || m_text[at] == '[')
            return readName(at);
        if (m_text[at] == '%')
            return readPercent(at);
        constexpr std::string_view linkMark = "@TrackLink";
        if (m_text.substr(at, linkMark.size()) == linkMark)
            return add(Style::LinkMark, at, at + 1, at + linkMark.size(), 0);
        return at + 1;
    }

    size_t add(Style style, size_t start, size_t from, size_t to, size_t closing)
    {
        MergeTag tag{style, start, to + closing, cleaned(m_text.substr(from, to - from)), false};
        tag.isTriple = m_text.substr(start, 3) == "{{{";
        m_tags.push_back(std::move(tag));
        return std::max(m_tags.back().end, start + 1);
    }

    /// "{unsubscribe_url}", "{contactfield=city|there}", "[unsubscribe]": braces and brackets are used for
    /// other things, too, so only names that are known count.
    size_t readName(size_t at)
    {
        const char close = m_text[at] == '{' ? '}' : ']';
        const size_t length = m_text.substr(at + 1, 120).find_first_of("{}[]<>\n");
        if (length == npos || m_text[at + 1 + length] != close)
            return at + 1;
        const std::string inner = cleaned(m_text.substr(at + 1, length));
        const std::string name = lowerCase(inner);
        const bool isField = close == '}'
            && (name.starts_with("contactfield=") || name.starts_with("leadfield=")
                || name.starts_with("assetlink=") || name.starts_with("pagelink=")
                || name.starts_with("dynamiccontent="));
        const bool isPage = name.find(' ') == std::string::npos && pageField(name) != PageField::None
            && name != "body" && name != "archive" && name != "forward" && name != "preferences";
        if (!isField && !isPage)
            return at + 1;
        return add(close == '}' ? Style::Brace : Style::Square, at, at + 1, at + 1 + length, 1);
    }

    /// "%FIRSTNAME%", but not "%C3%A9".
    size_t readPercent(size_t at)
    {
        size_t end = at + 1;
        while (end < m_text.size() && end - at < 60
            && ((m_text[end] >= 'A' && m_text[end] <= 'Z') || (m_text[end] >= '0' && m_text[end] <= '9')
                || m_text[end] == '_' || m_text[end] == '-'))
            ++end;
        const bool isTag = end - at > 3 && end < m_text.size() && m_text[end] == '%'
            && !(m_text[at + 1] >= '0' && m_text[at + 1] <= '9');
        return isTag ? add(Style::Percent, at, at + 1, end, 1) : at + 1;
    }

    std::string_view m_text;
    std::vector<MergeTag> m_tags;
};

} // namespace

std::vector<MergeTag> findMergeTags(std::string_view text)
{
    return Finder(text).find();
}

} // namespace haberdash::adopt
