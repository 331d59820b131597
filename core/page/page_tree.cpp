// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/page_tree.h"

#include "core/page/parser_memory.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <map>

namespace haberdash::page {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = SourcePiece::Kind;

bool holdsNothing(std::string_view name)
{
    static constexpr std::array<std::string_view, 14> names{"area", "base", "br", "col", "embed", "hr", "img",
        "input", "link", "meta", "param", "source", "track", "wbr"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Closed by their own kind, so that they do not lie in each other but through other elements.
bool closesItself(std::string_view name)
{
    static constexpr std::array<std::string_view, 16> names{"p", "li", "td", "th", "tr", "tbody", "thead",
        "tfoot", "dt", "dd", "option", "html", "head", "body", "colgroup", "caption"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The parser looks through all open elements for each tag and through all attributes for each attribute:
/// this bounds both, by the tags alone.
Result<> checkShape(const ScannedPage &page, const Limits &limits)
{
    std::map<std::string_view, size_t> open;
    size_t depth = 0;
    for (const SourcePiece &piece : page.pieces) {
        if (piece.attributes.size() > limits.attributes)
            return failure(Error::Code::Invalid,
                u"A tag in line %1 has more than %2 attributes."_s.arg(page.lineAt(piece.start))
                    .arg(limits.attributes));
        const bool isCounted = (piece.kind == Kind::Open || piece.kind == Kind::Close)
            && !holdsNothing(piece.name) && !closesItself(piece.name);
        if (!isCounted)
            continue;
        size_t &count = open[piece.name];
        if (piece.kind == Kind::Open) {
            ++count;
            ++depth;
        } else if (count > 0) {
            --count;
            --depth;
        }
        if (depth > limits.depth)
            return failure(Error::Code::Invalid,
                u"At line %1 more than %2 elements are open: they are nested too deep, or not closed."_s
                    .arg(page.lineAt(piece.start))
                    .arg(limits.depth));
    }
    return {};
}

/// Null when the budget of `memory` did not suffice. No objects here: what the parser calls may jump out.
const GumboOutput *parse(const std::string &source, ParserMemory &memory)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = ParserMemory::allocate;
    options.deallocator = ParserMemory::release;
    options.userdata = &memory;
    options.max_errors = 0;
    if (setjmp(memory.wayOut()) != 0)
        return nullptr;
    return gumbo_parse_with_options(&options, source.data(), source.size());
}

/// Takes the parser's tree over into plain values, without recursion.
class TreeCopy
{
public:
    TreeCopy(const ScannedPage &page, const Limits &limits)
        : m_page(page)
        , m_limits(limits)
    {
        for (size_t i = 0; i < page.pieces.size(); ++i) {
            if (page.pieces[i].kind == Kind::Open)
                m_pieces.emplace_back(page.pieces[i].start, int(i));
        }
        m_taken.resize(m_pieces.size());
    }

    Result<PageTree> copy(const GumboNode *root)
    {
        struct Level
        {
            const GumboNode *node;
            int index;
            unsigned int next;
            int last; ///< of its children so far
        };
        std::vector<Level> levels;
        levels.push_back({root, add(root, -1, -1), 0, -1});
        while (!levels.empty()) {
            Level &level = levels.back();
            const GumboVector &children = level.node->v.element.children;
            if (level.next == children.length) {
                levels.pop_back();
                continue;
            }
            const auto *child = static_cast<const GumboNode *>(children.data[level.next++]);
            if (child->type != GUMBO_NODE_ELEMENT && child->type != GUMBO_NODE_TEMPLATE)
                continue;
            if (m_tree.elements.size() >= m_limits.elements)
                return failure(
                    Error::Code::Invalid, u"The page has more than %1 elements."_s.arg(m_limits.elements));
            level.last = add(child, level.index, level.last);
            levels.push_back({child, level.last, 0, -1});
        }
        countSiblings();
        return std::move(m_tree);
    }

private:
    int add(const GumboNode *node, int parent, int previous)
    {
        const GumboElement &source = node->v.element;
        PageElement element;
        element.parent = parent;
        element.previous = previous;
        if (previous >= 0)
            element.position = m_tree.elements[size_t(previous)].position + 1;
        element.name = nameOf(source);
        element.piece = pieceOf(source);
        for (unsigned int i = 0; i < source.attributes.length; ++i) {
            const auto *attribute = static_cast<const GumboAttribute *>(source.attributes.data[i]);
            element.attributes.emplace_back(lowerCase(attribute->name), attribute->value);
        }
        readIdentity(element);
        m_tree.elements.push_back(std::move(element));
        return int(m_tree.elements.size()) - 1;
    }

    static std::string nameOf(const GumboElement &source)
    {
        if (source.tag != GUMBO_TAG_UNKNOWN)
            return lowerCase(gumbo_normalized_tagname(source.tag));
        GumboStringPiece text = source.original_tag;
        gumbo_tag_from_original_text(&text);
        return text.data ? lowerCase({text.data, text.length}) : std::string();
    }

    /// The start tag it came from. Elements that browsers double have it once; where parser and scanner
    /// disagree there is none, and nothing is changed.
    int pieceOf(const GumboElement &source)
    {
        const char *begin = m_page.filled.data();
        const char *tag = source.original_tag.data;
        if (!tag || source.original_tag.length == 0 || tag < begin || tag >= begin + m_page.filled.size())
            return -1;
        const auto found
            = std::lower_bound(m_pieces.begin(), m_pieces.end(), std::pair(size_t(tag - begin), -1));
        if (found == m_pieces.end() || found->first != size_t(tag - begin))
            return -1;
        const auto number = size_t(found - m_pieces.begin());
        if (m_taken[number])
            return -1;
        m_taken[number] = true;
        return found->second;
    }

    void readIdentity(PageElement &element) const
    {
        for (const auto &[name, value] : element.attributes) {
            if (name == "id" && element.id.empty())
                element.id = value;
            if (name == "class")
                readClasses(value, element.classes);
        }
        if (element.piece < 0)
            return;
        const SourcePiece &piece = m_page.pieces[size_t(element.piece)];
        element.isPersonal = piece.hasLiquidBetween;
        for (const SourceAttribute &each : piece.attributes) {
            if (hasLiquid(m_page.liquid, each.valueStart, each.valueEnd))
                element.personalAttributes.push_back(each.name);
        }
    }

    static void readClasses(std::string_view value, std::vector<std::string> &classes)
    {
        for (size_t at = 0; at < value.size();) {
            while (at < value.size() && isBlank(value[at]))
                ++at;
            size_t end = at;
            while (end < value.size() && !isBlank(value[end]))
                ++end;
            if (end > at)
                classes.emplace_back(value.substr(at, end - at));
            at = end;
        }
    }

    void countSiblings()
    {
        // The last of them knows how many there are; from back to front it tells the others.
        std::vector<bool> isTold(m_tree.elements.size());
        for (size_t i = m_tree.elements.size(); i-- > 0;) {
            PageElement &element = m_tree.elements[i];
            if (!isTold[i])
                element.siblings = element.position;
            if (element.previous >= 0) {
                m_tree.elements[size_t(element.previous)].siblings = element.siblings;
                isTold[size_t(element.previous)] = true;
            }
        }
    }

    const ScannedPage &m_page;
    const Limits &m_limits;
    std::vector<std::pair<size_t, int>> m_pieces; ///< start tags: offset, index
    std::vector<bool> m_taken;
    PageTree m_tree;
};

} // namespace

bool PageElement::isPersonalIn(std::string_view attribute) const
{
    return isPersonal
        || std::find(personalAttributes.begin(), personalAttributes.end(), attribute)
        != personalAttributes.end();
}

Result<PageTree> PageTree::read(const ScannedPage &page, const Limits &limits)
{
    if (page.filled.size() > limits.bytes)
        return failure(
            Error::Code::Invalid, u"The page is larger than %1 MB."_s.arg(double(limits.bytes) / 1'000'000));
    HABERDASH_TRY(checkShape(page, limits));
    ParserMemory memory(limits.parserMemory);
    const GumboOutput *output = parse(page.filled, memory);
    if (!output)
        return failure(Error::Code::Invalid,
            u"The page's tags are so tangled that sorting them out takes too much memory."_s);
    return TreeCopy(page, limits).copy(output->root);
}

} // namespace haberdash::page
