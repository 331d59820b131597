// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/style_sheet.h"

#include <algorithm>

namespace haberdash::page {

namespace {

class SheetReader
{
public:
    SheetReader(const CssSource &css, StyleSheet &sheet, size_t most)
        : m_css(css)
        , m_sheet(sheet)
        , m_most(most)
    { }

    void read(size_t at, size_t end, bool isTop)
    {
        for (at = m_css.skipBlanks(at, end); at < end && m_sheet.rules.size() <= m_most;
             at = m_css.skipBlanks(at, end)) {
            at = m_css.text[at] == '@' ? readAtRule(at, end, isTop) : readRule(at, end, isTop);
        }
    }

private:
    /// One past the "}" that closes the block which begins at `at`, or `end`.
    [[nodiscard]] size_t endOfBlock(size_t at, size_t end) const
    {
        int depth = 0;
        while (at < end) {
            const size_t next = m_css.step(at, end);
            if (next == at + 1 && m_css.text[at] == '{')
                ++depth;
            else if (next == at + 1 && m_css.text[at] == '}' && --depth <= 0)
                return next;
            at = next;
        }
        return end;
    }

    size_t readAtRule(size_t at, size_t end, bool isTop)
    {
        m_sheet.hasOthers = true;
        const size_t stop = m_css.find("{;", at + 1, end);
        if (stop == end || m_css.text[stop] == ';')
            return std::min(stop + 1, end);
        const size_t close = endOfBlock(stop, end);
        const bool isMedia = lowerCase(m_css.text.substr(at, 6)) == "@media";
        if (isTop && isMedia && close > stop + 1)
            read(stop + 1, close - 1, false);
        return close;
    }

    size_t readRule(size_t at, size_t end, bool isTop)
    {
        const size_t open = m_css.find("{}", at, end);
        if (open == end || m_css.text[open] == '}') {
            m_sheet.hasOthers = true; // rubbish, which stays
            return std::min(open + 1, end);
        }
        StyleRule rule;
        rule.start = at;
        rule.bodyStart = open + 1;
        rule.end = endOfBlock(open, end);
        const bool isClosed = rule.end > rule.bodyStart && m_css.text[rule.end - 1] == '}';
        const size_t bodyEnd = isClosed ? rule.end - 1 : rule.end;
        const bool nests = m_css.find("{", rule.bodyStart, bodyEnd) != bodyEnd;
        rule.mayMove = isTop && isClosed && !nests && !hasLiquid(m_css.liquid, at, open);
        m_sheet.hasOthers = m_sheet.hasOthers || !rule.mayMove;
        if (!nests)
            rule.declarations = readDeclarations(m_css, rule.bodyStart, bodyEnd);
        readSelectors(rule, at, open);
        m_sheet.rules.push_back(std::move(rule));
        return m_sheet.rules.back().end;
    }

    void readSelectors(StyleRule &rule, size_t at, size_t open)
    {
        while (at < open) {
            at = m_css.skipBlanks(at, open);
            const size_t comma = m_css.find(",", at, open);
            size_t end = comma;
            while (end > at && isBlank(m_css.text[end - 1]))
                --end;
            RuleSelector selector{at, end, {}};
            if (!hasLiquid(m_css.liquid, at, end))
                selector.selector = Selector::read(m_css.text.substr(at, end - at));
            rule.selectors.push_back(std::move(selector));
            at = comma + 1;
        }
        // One mistake in a list makes browsers drop the whole rule: it had better stay as it is.
        const bool isSound = std::all_of(rule.selectors.begin(), rule.selectors.end(),
            [](const RuleSelector &each) { return each.end > each.start; });
        if (!isSound)
            rule.mayMove = false;
        m_sheet.hasOthers = m_sheet.hasOthers || !isSound;
    }

    const CssSource &m_css;
    StyleSheet &m_sheet;
    size_t m_most;
};

} // namespace

StyleSheet readStyleSheet(const CssSource &css, size_t start, size_t end, size_t most)
{
    StyleSheet sheet{start, end, {}, false};
    SheetReader(css, sheet, most).read(start, end, true);
    return sheet;
}

} // namespace haberdash::page
