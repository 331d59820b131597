// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/page/style_sheet.h"

namespace haberdash::page {

/// A rule that means an element, with the selector of it that counts most.
struct AppliedRule
{
    int rule = 0;
    int specificity = 0;
    friend auto operator<=>(const AppliedRule &left, const AppliedRule &right)
    {
        return std::pair(left.specificity, left.rule) <=> std::pair(right.specificity, right.rule);
    }
    friend bool operator==(const AppliedRule &, const AppliedRule &) = default;
};

/// Which rules mean which elements.
struct Cascade
{
    std::vector<std::vector<AppliedRule>> byElement; ///< those that can move there; the last wins
    std::vector<std::vector<bool>> stays; ///< by rule and selector: it must stay in the style sheet
    /// By rule: elements that selectors which stay mean, or may mean: index, specificity.
    std::vector<std::vector<std::pair<int, int>>> leftTo;
};

/// Rules in the order of the page. What means nothing here stays, too: mail programs wrap mails in elements
/// of their own. Fails when it takes too many steps.
[[nodiscard]] Result<Cascade> matchRules(
    const ScannedPage &page, const PageTree &tree, const std::vector<StyleRule> &rules, const Limits &limits);

/// Whether an element is shown at all and has a start tag of which it is known what stands in it.
[[nodiscard]] bool canBeStyled(const ScannedPage &page, const PageElement &element);

} // namespace haberdash::page
