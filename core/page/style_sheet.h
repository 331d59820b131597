// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/page/declaration.h"
#include "core/page/selector.h"

namespace haberdash::page {

/// One selector of a rule's list.
struct RuleSelector
{
    size_t start = 0;
    size_t end = 0;
    std::optional<Selector> selector; ///< nothing where it is not understood
};

/// "h1, h2 { color: red }"
struct StyleRule
{
    size_t start = 0;
    size_t bodyStart = 0; ///< behind the "{"
    size_t end = 0; ///< behind the "}"
    std::vector<RuleSelector> selectors;
    std::vector<Declaration> declarations;
    bool mayMove = false; ///< into `style` attributes: it holds always, and is written without surprises
};

/// What stands in one `<style>` element.
struct StyleSheet
{
    size_t start = 0;
    size_t end = 0;
    std::vector<StyleRule> rules; ///< those inside of "@media", which may not move, too
    bool hasOthers = false; ///< something besides rules that may move
};
/// Reads at most `most` rules; `rules` has one more where there are more.
[[nodiscard]] StyleSheet readStyleSheet(const CssSource &css, size_t start, size_t end, size_t most);

} // namespace haberdash::page
