// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/page/page_tree.h"

#include <optional>

namespace haberdash::page {

/// One thing that a selector asks of an element.
struct SelectorTest
{
    enum class Kind {
        Any, ///< "*"
        Type,
        Class,
        Id,
        HasAttribute,
        Equals, ///< "[name=value]", and its relations
        ContainsWord,
        BeginsWithPart, ///< "|="
        BeginsWith,
        EndsWith,
        Contains,
        NthChild, ///< also first-child
        NthLastChild, ///< also last-child
        Not,
        Unknown ///< what is only known when somebody reads the mail: ":hover"
    };
    Kind kind = Kind::Any;
    std::string name; ///< of type, class, id or attribute
    std::string value;
    bool ignoresCase = false; ///< of the value
    int step = 0; ///< of "nth", as in "2n+1"
    int first = 0;
    std::vector<SelectorTest> inner; ///< of "not"
};

/// What one element must be, and how it stands to the one at its left.
struct SelectorPart
{
    std::vector<SelectorTest> tests;
    char combinator = '\0'; ///< ' ', '>', '+' or '~'; none for the first
};

/// How sure it is that a selector means an element.
enum class Match { No, Maybe, Yes };

/// One complex selector: "td.wide > a:first-child".
struct Selector
{
    std::vector<SelectorPart> parts; ///< from right to left: the first is the element itself
    int specificity = 0; ///< larger wins
    bool isDynamic = false; ///< asks what is only known when somebody reads the mail
    bool isOfPart = false; ///< of something that is no element: "::before"

    /// Nothing for what is not understood.
    [[nodiscard]] static std::optional<Selector> read(std::string_view text);
};

/// Matches selectors against the elements of one page, with a limited number of steps.
class SelectorMatcher
{
public:
    /// @param placesAreKnown false where Liquid decides how many siblings there are
    SelectorMatcher(const PageTree &tree, bool placesAreKnown, size_t steps)
        : m_tree(tree)
        , m_placesAreKnown(placesAreKnown)
        , m_stepsLeft(steps)
    { }
    [[nodiscard]] Match match(const Selector &selector, int element)
    {
        return matchFrom(selector, 0, element);
    }
    /// All answers are worthless once the steps are spent.
    [[nodiscard]] bool isExhausted() const { return m_stepsLeft == 0; }

private:
    [[nodiscard]] Match matchFrom(const Selector &selector, size_t part, int element);
    [[nodiscard]] Match matchLeft(const Selector &selector, size_t part, int element);
    [[nodiscard]] Match test(const SelectorPart &part, const PageElement &element);
    [[nodiscard]] Match test(const SelectorTest &test, const PageElement &element);
    [[nodiscard]] Match isNth(const SelectorTest &test, int position) const;

    const PageTree &m_tree;
    bool m_placesAreKnown;
    size_t m_stepsLeft;
};

} // namespace haberdash::page
