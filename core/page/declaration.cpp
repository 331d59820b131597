// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/declaration.h"

#include "core/page/source_scanner.h"

#include <algorithm>

namespace haberdash::page {

namespace {

constexpr size_t npos = std::string_view::npos;

/// Cuts "!important" off, where it is.
void cutImportance(std::string_view text, Declaration &declaration)
{
    const std::string_view value
        = text.substr(declaration.valueStart, declaration.valueEnd - declaration.valueStart);
    const size_t sign = value.rfind('!');
    if (sign == npos)
        return;
    std::string word = lowerCase(value.substr(sign + 1));
    std::erase_if(word, isBlank);
    if (word != "important")
        return;
    declaration.isImportant = true;
    declaration.valueEnd = declaration.valueStart + sign;
    while (declaration.valueEnd > declaration.valueStart && isBlank(text[declaration.valueEnd - 1]))
        --declaration.valueEnd;
}

bool isProperty(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-' || each == '_';
    });
}

} // namespace

size_t CssSource::step(size_t at, size_t end) const
{
    if (const LiquidPlace *place = text[at] == '{' ? liquidFrom(liquid, at) : nullptr;
        place && place->start <= at)
        return std::min(place->end, end);
    if (text[at] == '\\')
        return std::min(at + 2, end);
    if (text.substr(at, 2) == "/*") {
        const size_t close = text.find("*/", at + 2);
        return close == npos ? end : std::min(close + 2, end);
    }
    if (isAttribute && text[at] == '&') {
        const size_t close = text.substr(at, 10).find(';');
        return close == npos ? at + 1 : std::min(at + close + 1, end);
    }
    if (text[at] != '"' && text[at] != '\'')
        return at + 1;
    // A text ends with its line, as in CSS, so that a stray quote does not swallow the rest.
    for (size_t i = at + 1; i < end; ++i) {
        if (const LiquidPlace *place = text[i] == '{' ? liquidFrom(liquid, i) : nullptr;
            place && place->start <= i)
            i = place->end - 1;
        else if (text[i] == '\\')
            ++i;
        else if (text[i] == text[at])
            return i + 1;
        else if (text[i] == '\n')
            return i;
    }
    return end;
}

size_t CssSource::find(std::string_view characters, size_t at, size_t end) const
{
    int depth = 0;
    while (at < end) {
        const size_t next = step(at, end);
        const char character = text[at];
        if (next == at + 1) {
            if (depth == 0 && characters.find(character) != npos)
                return at;
            if (character == '(' || character == '[')
                ++depth;
            else if ((character == ')' || character == ']') && depth > 0)
                --depth;
        }
        at = next;
    }
    return end;
}

size_t CssSource::skipBlanks(size_t at, size_t end) const
{
    while (at < end) {
        if (isBlank(text[at]))
            ++at;
        else if (text.substr(at, 2) == "/*")
            at = step(at, end);
        else if (text.substr(at, 4) == "<!--")
            at = std::min(at + 4, end);
        else if (text.substr(at, 3) == "-->")
            at = std::min(at + 3, end);
        else
            break;
    }
    return at;
}

std::vector<Declaration> readDeclarations(const CssSource &css, size_t start, size_t end)
{
    std::vector<Declaration> declarations;
    for (size_t at = css.skipBlanks(start, end); at < end; at = css.skipBlanks(at, end)) {
        if (css.text[at] == ';') {
            ++at;
            continue;
        }
        const size_t last = css.find(";", at, end);
        const size_t colon = css.find(":", at, last);
        Declaration declaration;
        declaration.start = at;
        declaration.end = last;
        at = last;
        if (colon == last)
            continue;
        std::string name = lowerCase(css.text.substr(declaration.start, colon - declaration.start));
        while (!name.empty() && isBlank(name.back()))
            name.pop_back();
        declaration.valueStart = css.skipBlanks(colon + 1, last);
        declaration.valueEnd = last;
        while (declaration.valueEnd > declaration.valueStart && isBlank(css.text[declaration.valueEnd - 1]))
            --declaration.valueEnd;
        cutImportance(css.text, declaration);
        if (!isProperty(name) || declaration.valueStart == declaration.valueEnd)
            continue;
        declaration.property = std::move(name);
        declarations.push_back(std::move(declaration));
    }
    return declarations;
}

bool areRelated(std::string_view left, std::string_view right)
{
    if (left.size() > right.size())
        std::swap(left, right);
    return left == right || (right.starts_with(left) && right[left.size()] == '-')
        || (left == "font" && right == "line-height");
}

} // namespace haberdash::page
