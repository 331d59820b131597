// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/selector.h"

#include <algorithm>

namespace haberdash::page {

namespace {

using Kind = SelectorTest::Kind;

Match toMatch(bool isSo)
{
    return isSo ? Match::Yes : Match::No;
}

bool holdsWord(std::string_view text, std::string_view word)
{
    if (word.empty())
        return false;
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const size_t end = at + word.size();
        if ((at == 0 || isBlank(text[at - 1])) && (end == text.size() || isBlank(text[end])))
            return true;
    }
    return false;
}

bool compares(Kind kind, std::string_view found, std::string_view wanted)
{
    switch (kind) {
    case Kind::Equals:
        return found == wanted;
    case Kind::ContainsWord:
        return holdsWord(found, wanted);
    case Kind::BeginsWithPart:
        return found == wanted || (found.starts_with(wanted) && found.substr(wanted.size()).starts_with('-'));
    case Kind::BeginsWith:
        return !wanted.empty() && found.starts_with(wanted);
    case Kind::EndsWith:
        return !wanted.empty() && found.ends_with(wanted);
    case Kind::Contains:
        return !wanted.empty() && found.find(wanted) != std::string_view::npos;
    default:
        return true; // it is enough that there is one
    }
}

Match testAttribute(const SelectorTest &test, const PageElement &element)
{
    if (element.isPersonalIn(test.name))
        return Match::Maybe;
    for (const auto &[name, value] : element.attributes) {
        if (name != test.name)
            continue;
        return toMatch(test.ignoresCase ? compares(test.kind, lowerCase(value), lowerCase(test.value))
                                        : compares(test.kind, value, test.value));
    }
    return Match::No;
}

} // namespace

Match SelectorMatcher::isNth(const SelectorTest &test, int position) const
{
    const qint64 distance = qint64(position) - test.first;
    const bool isSo = test.step == 0 ? distance == 0 : distance % test.step == 0 && distance / test.step >= 0;
    return m_placesAreKnown ? toMatch(isSo) : Match::Maybe;
}

Match SelectorMatcher::test(const SelectorTest &test, const PageElement &element)
{
    if (m_stepsLeft > 0)
        --m_stepsLeft;
    switch (test.kind) {
    case Kind::Any:
        return Match::Yes;
    case Kind::Type:
        return toMatch(element.name == test.name);
    case Kind::Class:
        if (element.isPersonalIn("class"))
            return Match::Maybe;
        return toMatch(
            std::find(element.classes.begin(), element.classes.end(), test.name) != element.classes.end());
    case Kind::Id:
        return element.isPersonalIn("id") ? Match::Maybe : toMatch(element.id == test.name);
    case Kind::NthChild:
        return isNth(test, element.position);
    case Kind::NthLastChild:
        return isNth(test, element.siblings - element.position + 1);
    case Kind::Unknown:
        return Match::Maybe;
    case Kind::Not: {
        Match inner = Match::Yes;
        for (const SelectorTest &each : test.inner)
            inner = std::min(inner, this->test(each, element));
        return inner == Match::Maybe ? inner : toMatch(inner == Match::No);
    }
    default:
        return testAttribute(test, element);
    }
}

Match SelectorMatcher::test(const SelectorPart &part, const PageElement &element)
{
    Match match = Match::Yes;
    for (const SelectorTest &each : part.tests) {
        match = std::min(match, test(each, element));
        if (match == Match::No)
            break;
    }
    return match;
}

Match SelectorMatcher::matchFrom(const Selector &selector, size_t part, int element)
{
    if (element < 0 || isExhausted())
        return Match::No;
    const Match own = test(selector.parts[part], m_tree.elements[size_t(element)]);
    if (own == Match::No || part + 1 == selector.parts.size())
        return own;
    return std::min(own, matchLeft(selector, part, element));
}

Match SelectorMatcher::matchLeft(const Selector &selector, size_t part, int element)
{
    const char combinator = selector.parts[part].combinator;
    const bool isSibling = combinator == '+' || combinator == '~';
    const bool goesOn = combinator == ' ' || combinator == '~';
    Match best = Match::No;
    do {
        const PageElement &from = m_tree.elements[size_t(element)];
        element = isSibling ? from.previous : from.parent;
        best = std::max(best, matchFrom(selector, part + 1, element));
    } while (goesOn && element >= 0 && best != Match::Yes && !isExhausted());
    return isSibling && !m_placesAreKnown ? std::min(best, Match::Maybe) : best;
}

} // namespace haberdash::page
