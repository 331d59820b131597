// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/source_scanner.h"

#include <algorithm>
#include <array>

namespace haberdash::page {

namespace {

constexpr size_t npos = std::string_view::npos;
/// Stands for a byte of Liquid until it is known what is harmless there.
constexpr char mark = '\x01';

bool isLetter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/// Elements whose content has no tags.
bool holdsRawText(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> names{
        "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Scanner
{
public:
    explicit Scanner(std::string_view source)
    {
        m_page.filled = source;
        std::replace(m_page.filled.begin(), m_page.filled.end(), mark, ' ');
        m_page.liquid = liquidPlaces(source, &m_page.hasOpenLiquid);
        for (size_t at = source.find('\n'); at != npos; at = source.find('\n', at + 1))
            m_page.lineEnds.push_back(at);
        for (const LiquidPlace &place : m_page.liquid)
            std::fill_n(m_page.filled.begin() + std::ptrdiff_t(place.start), place.end - place.start, mark);
    }

    ScannedPage scan()
    {
        while (m_at < text().size()) {
            const size_t tag = nextTag();
            if (tag > m_at)
                add(SourcePiece::Kind::Text, tag);
            if (tag < text().size())
                scanMarkup();
        }
        std::replace(m_page.filled.begin(), m_page.filled.end(), mark, ' ');
        return std::move(m_page);
    }

private:
    [[nodiscard]] const std::string &text() const { return m_page.filled; }
    [[nodiscard]] char at(size_t offset) const { return offset < text().size() ? text()[offset] : '\0'; }

    /// Where the next "<" stands that begins something.
    [[nodiscard]] size_t nextTag() const
    {
        for (size_t open = text().find('<', m_at); open != npos; open = text().find('<', open + 1)) {
            const char next = at(open + 1);
            if (isLetter(next) || next == '!' || next == '?' || next == '/')
                return open;
        }
        return text().size();
    }

    SourcePiece &add(SourcePiece::Kind kind, size_t end)
    {
        m_page.pieces.push_back({kind, m_at, end, {}, end, {}, false});
        m_at = end;
        return m_page.pieces.back();
    }

    void scanMarkup()
    {
        const char next = at(m_at + 1);
        const char second = at(m_at + 2);
        if (isLetter(next) || (next == '/' && isLetter(second)))
            scanTag(next == '/');
        else
            add(SourcePiece::Kind::Comment, endOfComment());
    }

    [[nodiscard]] size_t endOfComment()
    {
        if (text().compare(m_at, 4, "<!--") != 0) {
            const size_t close = text().find('>', m_at);
            return close == npos ? text().size() : close + 1;
        }
        // "<!-->" and "<!--->" are whole comments; "--!>" ends one, too.
        if (at(m_at + 4) == '>')
            return m_at + 5;
        if (at(m_at + 4) == '-' && at(m_at + 5) == '>')
            return m_at + 6;
        for (size_t dashes = text().find("--", m_at + 4); dashes != npos;
             dashes = text().find("--", dashes + 1)) {
            if (at(dashes + 2) == '>')
                return dashes + 3;
            if (at(dashes + 2) == '!' && at(dashes + 3) == '>')
                return dashes + 4;
        }
        return text().size();
    }

    void scanTag(bool isClose)
    {
        SourcePiece piece{
            isClose ? SourcePiece::Kind::Close : SourcePiece::Kind::Open, m_at, 0, {}, 0, {}, false};
        size_t offset = m_at + (isClose ? 2 : 1);
        const size_t nameStart = offset;
        while (offset < text().size() && !isBlank(at(offset)) && at(offset) != '/' && at(offset) != '>')
            settle(offset++, 'x');
        piece.name = lowerCase(std::string_view(text()).substr(nameStart, offset - nameStart));
        piece.nameEnd = offset;
        offset = scanAttributes(piece, offset);
        const bool isWhole = offset < text().size();
        piece.end = isWhole ? offset + 1 : offset;
        m_at = piece.end;
        // A tag that never ends is dropped by browsers; here it stays text.
        if (!isWhole)
            piece = {SourcePiece::Kind::Text, piece.start, piece.end, {}, piece.end, {}, false};
        const bool opensRaw = piece.kind == SourcePiece::Kind::Open && holdsRawText(piece.name);
        const std::string name = piece.name;
        m_page.pieces.push_back(std::move(piece));
        if (opensRaw)
            scanRawText(name);
    }

    /// What a byte of Liquid becomes here.
    void settle(size_t offset, char filler)
    {
        if (m_page.filled[offset] == mark)
            m_page.filled[offset] = filler;
    }

    /// Up to the ">" of the tag, or to the end of the source.
    size_t scanAttributes(SourcePiece &piece, size_t offset)
    {
        while (offset < text().size() && at(offset) != '>') {
            if (at(offset) == mark)
                piece.hasLiquidBetween = true;
            if (isBlank(at(offset)) || at(offset) == '/' || at(offset) == mark)
                settle(offset++, ' ');
            else
                offset = scanAttribute(piece, offset);
        }
        return offset;
    }

    size_t scanAttribute(SourcePiece &piece, size_t offset)
    {
        SourceAttribute attribute;
        attribute.start = offset;
        // An equals sign in front belongs to the name.
        do {
            piece.hasLiquidBetween = piece.hasLiquidBetween || at(offset) == mark;
            settle(offset++, 'x');
        } while (offset < text().size() && !isBlank(at(offset)) && at(offset) != '/' && at(offset) != '>'
            && at(offset) != '=');
        attribute.nameEnd = offset;
        attribute.name
            = lowerCase(std::string_view(text()).substr(attribute.start, offset - attribute.start));
        size_t next = offset;
        while (isBlank(at(next)))
            ++next;
        attribute.valueStart = attribute.valueEnd = attribute.end = offset;
        if (at(next) == '=')
            offset = scanValue(attribute, next + 1);
        piece.attributes.push_back(std::move(attribute));
        return offset;
    }

    size_t scanValue(SourceAttribute &attribute, size_t offset)
    {
        while (isBlank(at(offset)))
            ++offset;
        attribute.hasValue = true;
        const char quote = at(offset) == '"' || at(offset) == '\'' ? at(offset) : '\0';
        attribute.quote = quote;
        if (quote)
            ++offset;
        attribute.valueStart = offset;
        while (offset < text().size()
            && (quote ? at(offset) != quote : !isBlank(at(offset)) && at(offset) != '>'))
            settle(offset++, quote ? ' ' : 'x');
        attribute.valueEnd = offset;
        attribute.end = quote && offset < text().size() ? offset + 1 : offset;
        return attribute.end;
    }

    void scanRawText(const std::string &name)
    {
        size_t close = text().find("</", m_at);
        for (; close != npos; close = text().find("</", close + 2)) {
            const size_t after = close + 2 + name.size();
            const bool isEnd = lowerCase(std::string_view(text()).substr(close + 2, name.size())) == name
                && (isBlank(at(after)) || at(after) == '>' || at(after) == '/');
            if (isEnd)
                break;
        }
        const size_t end = close == npos ? text().size() : close;
        if (end > m_at)
            add(SourcePiece::Kind::RawText, end).name = name;
    }

    ScannedPage m_page;
    size_t m_at = 0;
};

} // namespace

const SourceAttribute *SourcePiece::attribute(std::string_view wanted) const
{
    const auto found = std::find_if(attributes.begin(), attributes.end(),
        [wanted](const SourceAttribute &each) { return each.name == wanted; });
    return found == attributes.end() ? nullptr : &*found;
}

int ScannedPage::lineAt(size_t offset) const
{
    const auto before = std::lower_bound(lineEnds.begin(), lineEnds.end(), offset);
    return int(before - lineEnds.begin()) + 1;
}

ScannedPage scanSource(std::string_view source)
{
    return Scanner(source).scan();
}

} // namespace haberdash::page
