// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/style_attribute.h"

#include <algorithm>

namespace haberdash::page {

namespace {

/// A piece of CSS inside of an attribute in these quotes. Liquid stays as it is: it is gone when HTML is
/// read.
std::string quoted(const CssSource &css, size_t start, size_t end, char quote)
{
    const char other = quote == '"' ? '\'' : '"';
    const std::string_view value = css.text.substr(start, end - start);
    const bool canSwap = value.find(other) == std::string_view::npos;
    std::string result;
    for (size_t at = start; at < end;) {
        const LiquidPlace *place = liquidFrom(css.liquid, at);
        if (place && place->start <= at) {
            result += css.text.substr(at, place->end - at);
            at = place->end;
            continue;
        }
        const char character = css.text[at++];
        if (character == quote)
            result += canSwap ? std::string(1, other) : quote == '"' ? "&quot;" : "&#39;";
        else if (character == '&')
            result += "&amp;";
        else
            result += character == '\n' || character == '\r' ? ' ' : character;
    }
    return result;
}

/// A value that had no quotes, for a place in quotes.
std::string nowInQuotes(const CssSource &css, size_t start, std::string_view value)
{
    std::string result;
    for (size_t at = start; at < start + value.size(); ++at) {
        const bool isLiquid = hasLiquid(css.liquid, at, at + 1);
        if (css.text[at] == '"' && !isLiquid)
            result += "&quot;";
        else
            result += css.text[at];
    }
    return result;
}

} // namespace

StyleAttribute::StyleAttribute(const CssSource &page, const SourcePiece &tag)
    : m_page(page)
    , m_tag(tag)
    , m_attribute(tag.attribute("style"))
{
    if (m_attribute)
        m_own = readDeclarations(
            {page.text, page.liquid, true}, m_attribute->valueStart, m_attribute->valueEnd);
}

bool StyleAttribute::isOverruled(const Declaration &added) const
{
    return std::any_of(m_own.begin(), m_own.end(), [&added](const Declaration &own) {
        return own.property == added.property && (own.isImportant || !added.isImportant);
    });
}

void StyleAttribute::add(const std::vector<Declaration> &declarations)
{
    ++m_rules;
    for (const Declaration &each : declarations) {
        if (isOverruled(each))
            continue;
        auto &list = each.isImportant ? m_stronger : m_weaker;
        // Of one rule both stay: the first may be for programs that do not understand the second.
        std::erase_if(list, [&](const Added &before) {
            return before.rule != m_rules && before.declaration->property == each.property;
        });
        list.push_back({&each, m_rules});
    }
}

std::string StyleAttribute::text(const std::vector<Added> &list, char quote) const
{
    std::string result;
    for (const auto &[declaration, rule] : list) {
        if (!result.empty())
            result += ';';
        result += declaration->property + ':';
        result += quoted(m_page, declaration->valueStart, declaration->valueEnd, quote);
    }
    return result;
}

void StyleAttribute::write(std::vector<Edit> &edits) const
{
    if (m_weaker.empty() && m_stronger.empty())
        return;
    const char quote = m_attribute && m_attribute->quote ? m_attribute->quote : '"';
    std::string before = text(m_weaker, quote);
    std::string after = text(m_stronger, quote);
    if (!m_attribute) {
        const bool isBoth = !before.empty() && !after.empty();
        edits.push_back({m_tag.nameEnd, 0, " style=\"" + before + (isBoth ? ";" : "") + after + '"'});
        return;
    }
    std::string_view own
        = m_page.text.substr(m_attribute->valueStart, m_attribute->valueEnd - m_attribute->valueStart);
    while (!own.empty() && isBlank(own.back()))
        own.remove_suffix(1);
    if (!before.empty() && (!own.empty() || !after.empty()))
        before += ';';
    if (!own.empty() && !own.ends_with(';') && !after.empty())
        after.insert(0, 1, ';');
    if (m_attribute->quote) {
        edits.push_back({m_attribute->valueStart, 0, before});
        edits.push_back({m_attribute->valueEnd, 0, after});
    } else {
        // Without quotes, or without a value at all.
        edits.push_back({m_attribute->nameEnd, m_attribute->end - m_attribute->nameEnd,
            "=\"" + before + nowInQuotes(m_page, m_attribute->valueStart, own) + after + '"'});
    }
}

} // namespace haberdash::page
