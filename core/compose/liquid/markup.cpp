// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/liquid/markup.h"

#include "core/compose/liquid/tokens.h"

#include <algorithm>

namespace haberdash::compose::liquid {

namespace {

bool isPlain(char character)
{
    return !isLiquidBlank(character) && std::string_view(",|'\"").find(character) == std::string_view::npos;
}

size_t blankLength(std::string_view text)
{
    return std::min(text.find_first_not_of(liquidBlanks), text.size());
}

} // namespace

size_t firstQuotedLength(std::string_view text)
{
    if (text.empty() || (text.front() != '"' && text.front() != '\''))
        return 0;
    const size_t close = text.find(text.front(), 1);
    return close == std::string_view::npos ? 0 : close + 1;
}

size_t runLength(std::string_view text)
{
    size_t at = 0;
    while (at < text.size()) {
        const size_t quoted = firstQuotedLength(text.substr(at));
        if (quoted == 0 && !isPlain(text[at]))
            break;
        at += quoted > 0 ? quoted : 1;
    }
    return at;
}

size_t fragmentLength(std::string_view text)
{
    const size_t quoted = firstQuotedLength(text);
    return quoted > 0 ? quoted : runLength(text);
}

std::optional<std::string_view> firstFragment(std::string_view text)
{
    for (size_t i = 0; i < text.size(); ++i) {
        if (const size_t length = fragmentLength(text.substr(i)))
            return text.substr(i, length);
    }
    return std::nullopt;
}

size_t fragmentsLength(std::string_view text)
{
    size_t at = 0;
    while (const size_t length = fragmentLength(text.substr(at)))
        at += length;
    return at;
}

size_t nameLength(std::string_view text)
{
    size_t at = 0;
    while (at < text.size() && (isWordCharacter(text[at]) || text[at] == '-'))
        ++at;
    return at;
}

size_t targetLength(std::string_view text)
{
    const auto is = [&](size_t at, char sign) { return at < text.size() && text[at] == sign; };
    size_t length = 0;
    for (size_t at = 0; at < text.size(); length = at) {
        at += is(at, '(') ? 1 : 0;
        if (at == text.size()
            || (!isWordCharacter(text[at])
                && std::string_view("-.[]").find(text[at]) == std::string_view::npos))
            break;
        ++at;
        at += is(at, ')') ? 1 : 0;
    }
    return length;
}

std::vector<Attribute> attributesIn(std::string_view text)
{
    std::vector<Attribute> attributes;
    for (size_t i = 0; i < text.size();) {
        const size_t length = isWordCharacter(text[i]) ? nameLength(text.substr(i)) : 0;
        if (length == 0) {
            ++i;
            continue;
        }
        size_t at = i + length;
        at += blankLength(text.substr(at));
        if (at < text.size() && text[at] == ':') {
            ++at;
            at += blankLength(text.substr(at));
            if (const size_t value = fragmentLength(text.substr(at))) {
                attributes.push_back({text.substr(i, length), text.substr(at, value)});
                i = at + value;
                continue;
            }
        }
        i += length; // no shorter name can be followed by a colon
    }
    return attributes;
}

size_t keywordLength(std::string_view text, std::string_view word, bool blankAfter)
{
    const size_t before = blankLength(text);
    if (before == 0 || text.substr(before, word.size()) != word)
        return 0;
    const size_t end = before + word.size();
    const size_t after = blankLength(text.substr(end));
    return blankAfter && after == 0 ? 0 : end + after;
}

} // namespace haberdash::compose::liquid
