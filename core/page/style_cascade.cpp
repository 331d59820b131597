// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/page/style_cascade.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace haberdash::page {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isShown(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> hidden{
        "head", "title", "meta", "link", "style", "script", "base", "template"};
    return std::find(hidden.begin(), hidden.end(), name) == hidden.end();
}

struct Candidate
{
    int rule;
    int selector;
};
using Candidates = std::vector<Candidate>;

/// Selectors by what their last part asks for first, so that most of them are not even looked at.
class SelectorIndex
{
public:
    void add(const Selector &selector, Candidate candidate)
    {
        const auto &tests = selector.parts.front().tests;
        for (const auto kind :
            {SelectorTest::Kind::Id, SelectorTest::Kind::Class, SelectorTest::Kind::Type}) {
            const auto test = std::find_if(
                tests.begin(), tests.end(), [kind](const SelectorTest &each) { return each.kind == kind; });
            if (test == tests.end())
                continue;
            const char sign = kind == SelectorTest::Kind::Id ? '#' : '.';
            m_byKey[kind == SelectorTest::Kind::Type ? test->name : sign + test->name].push_back(candidate);
            if (kind == SelectorTest::Kind::Id)
                m_byId.push_back(candidate);
            if (kind == SelectorTest::Kind::Class)
                m_byClass.push_back(candidate);
            return;
        }
        m_others.push_back(candidate);
    }

    template<typename Visit>
    void visit(const PageElement &element, const Visit &visit) const
    {
        each(m_others, visit);
        visitKey(element.name, visit);
        if (element.isPersonalIn("id"))
            each(m_byId, visit);
        else if (!element.id.empty())
            visitKey('#' + element.id, visit);
        if (element.isPersonalIn("class"))
            return each(m_byClass, visit);
        for (const std::string &name : element.classes)
            visitKey('.' + name, visit);
    }

private:
    template<typename Visit>
    static void each(const Candidates &candidates, const Visit &visit)
    {
        for (const Candidate candidate : candidates)
            visit(candidate);
    }
    template<typename Visit>
    void visitKey(const std::string &key, const Visit &visit) const
    {
        if (const auto found = m_byKey.find(key); found != m_byKey.end())
            each(found->second, visit);
    }

    std::unordered_map<std::string, Candidates> m_byKey;
    Candidates m_byId;
    Candidates m_byClass;
    Candidates m_others;
};

class RuleMatcher
{
public:
    RuleMatcher(const ScannedPage &page, const PageTree &tree, const std::vector<StyleRule> &rules,
        const Limits &limits)
        : m_page(page)
        , m_tree(tree)
        , m_rules(rules)
        , m_matcher(tree, !hasLiquidTag(page.liquid, 0, page.filled.size()), limits.matchSteps)
    { }

    Result<Cascade> match()
    {
        prepare();
        for (size_t i = 0; i < m_tree.elements.size() && !m_matcher.isExhausted(); ++i) {
            if (isShown(m_tree.elements[i].name))
                matchElement(int(i));
        }
        if (m_matcher.isExhausted())
            return failure(Error::Code::Invalid,
                u"The style sheets are so tangled that it takes too long to find out what they mean."_s);
        for (size_t rule = 0; rule < m_rules.size(); ++rule) {
            for (size_t i = 0; i < m_rules[rule].selectors.size(); ++i) {
                if (!m_meansSomething[rule][i])
                    m_cascade.stays[rule][i] = true;
            }
        }
        return std::move(m_cascade);
    }

private:
    void prepare()
    {
        m_cascade.byElement.resize(m_tree.elements.size());
        m_cascade.leftTo.resize(m_rules.size());
        for (size_t rule = 0; rule < m_rules.size(); ++rule) {
            const auto &selectors = m_rules[rule].selectors;
            m_cascade.stays.emplace_back(selectors.size(), !m_rules[rule].mayMove);
            m_meansSomething.emplace_back(selectors.size(), false);
            for (size_t i = 0; i < selectors.size(); ++i) {
                if (selectors[i].selector)
                    m_index.add(*selectors[i].selector, {int(rule), int(i)});
            }
        }
    }

    void matchElement(int element)
    {
        const bool canMove = canBeStyled(m_page, m_tree.elements[size_t(element)]);
        const bool isAdded = m_tree.elements[size_t(element)].piece < 0;
        auto &applied = m_cascade.byElement[size_t(element)];
        m_index.visit(m_tree.elements[size_t(element)], [&](Candidate candidate) {
            const StyleRule &rule = m_rules[size_t(candidate.rule)];
            const Selector &selector = *rule.selectors[size_t(candidate.selector)].selector;
            const Match match = m_matcher.match(selector, element);
            if (match == Match::No || selector.isOfPart || (isAdded && !namesType(selector)))
                return;
            if (match == Match::Yes && canMove && rule.mayMove) {
                m_meansSomething[size_t(candidate.rule)][size_t(candidate.selector)] = true;
                applied.push_back({candidate.rule, selector.specificity});
                return;
            }
            m_cascade.stays[size_t(candidate.rule)][size_t(candidate.selector)] = true;
            m_cascade.leftTo[size_t(candidate.rule)].emplace_back(element, selector.specificity);
        });
        keepStrongest(applied);
    }

    /// Of the elements that browsers add ("*" means them, too) only those count that are asked for.
    static bool namesType(const Selector &selector)
    {
        const auto &tests = selector.parts.front().tests;
        return std::any_of(tests.begin(), tests.end(),
            [](const SelectorTest &each) { return each.kind == SelectorTest::Kind::Type; });
    }

    /// A rule counts once, with the selector of it that counts most.
    static void keepStrongest(std::vector<AppliedRule> &applied)
    {
        std::sort(applied.begin(), applied.end(), [](const AppliedRule &left, const AppliedRule &right) {
            return std::pair(left.rule, -left.specificity) < std::pair(right.rule, -right.specificity);
        });
        applied.erase(std::unique(applied.begin(), applied.end(),
                          [](const auto &left, const auto &right) { return left.rule == right.rule; }),
            applied.end());
        std::sort(applied.begin(), applied.end());
    }

    const ScannedPage &m_page;
    const PageTree &m_tree;
    const std::vector<StyleRule> &m_rules;
    SelectorMatcher m_matcher;
    SelectorIndex m_index;
    Cascade m_cascade;
    std::vector<std::vector<bool>> m_meansSomething;
};

} // namespace

bool canBeStyled(const ScannedPage &page, const PageElement &element)
{
    return element.piece >= 0 && isShown(element.name)
        && !page.pieces[size_t(element.piece)].hasLiquidBetween;
}

Result<Cascade> matchRules(
    const ScannedPage &page, const PageTree &tree, const std::vector<StyleRule> &rules, const Limits &limits)
{
    return RuleMatcher(page, tree, rules, limits).match();
}

} // namespace haberdash::page
