// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_parser.h"

#include "core/segment/condition_parser.h"
#include "core/segment/rule_words.h"

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A part of the tree, and how many groups stand inside each other in it.
struct Part
{
    Node node;
    int height = 0;
};

/// A group or a pair of brackets that is not closed yet; the outermost one is the rule.
struct Open
{
    enum class Kind { Rule, Brackets, Group };
    Kind kind = Kind::Rule;
    Group::Match match = Group::Match::All; ///< of a group
    Place place; ///< where the "or" in it begins
    int nots = 0; ///< before the next part
    std::vector<Part> arguments; ///< of a group, those behind which a comma stood
    std::vector<Part> alternatives; ///< of the "or"
    std::vector<Part> all; ///< of the "and"
};

/// Keeps what is open on a stack of its own, so that no text can exhaust that of the thread.
class Parser
{
public:
    explicit Parser(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    { }

    Parsed<ParsedRule> rule()
    {
        if (m_tokens.peek().kind == Token::Kind::End)
            return m_tokens.fault(u"a condition, such as count orders >= 2"_s);
        open(Open::Kind::Rule, Group::Match::All);
        for (;;) {
            SEGMENT_TRY(begun, takePart());
            Parsed<Step> step = begun ? afterPart() : Step::Further;
            if (!step)
                return tl::unexpected(std::move(step.error()));
            if (*step == Step::Done)
                return finished();
        }
    }

private:
    enum class Step { Further, Done };

    void open(Open::Kind kind, Group::Match match)
    {
        m_open.push_back({.kind = kind, .match = match, .place = here()});
    }
    [[nodiscard]] Place here() const { return {m_tokens.peek().line, m_tokens.peek().column}; }
    [[nodiscard]] static tl::unexpected<RuleError> tooDeep(Place place)
    {
        return tl::unexpected(RuleError{
            place.line, place.column, u"more than %1 groups stand inside each other"_s.arg(deepestNesting)});
    }

    /// A condition or an empty group: true. The beginning of something longer: false.
    Parsed<bool> takePart()
    {
        if (m_tokens.isWord(u"not")) {
            if (++m_depth > deepestNesting)
                return tooDeep(here());
            m_tokens.next();
            ++m_open.back().nots;
            return false;
        }
        if (m_tokens.isSign(u"("))
            return begin(Open::Kind::Brackets, Group::Match::All, 1);
        for (const auto &[match, word] : groupWords) {
            if (m_tokens.isWord(word) && m_tokens.isSign(u"(", 1))
                return begin(Open::Kind::Group, match, 2);
        }
        return takeCondition();
    }

    /// @param tokens how many of them the beginning takes
    Parsed<bool> begin(Open::Kind kind, Group::Match match, int tokens)
    {
        const Place place = here();
        if (++m_depth > deepestNesting)
            return tooDeep(place);
        for (int i = 0; i < tokens; ++i)
            m_tokens.next();
        if (kind == Open::Kind::Group && m_tokens.takeSign(u")")) {
            --m_depth;
            if (++m_leaves > mostConditions)
                return tooMany(place);
            m_open.back().all.push_back({Node{Group{match, {}}}, 1});
            return true;
        }
        open(kind, match);
        return false;
    }

    Parsed<bool> takeCondition()
    {
        const Place place = here();
        SEGMENT_TRY(condition, parseCondition(m_tokens));
        if (++m_leaves > mostConditions)
            return tooMany(place);
        m_places.push_back(place);
        m_open.back().all.push_back({std::move(condition), 0});
        return true;
    }

    static tl::unexpected<RuleError> tooMany(Place place)
    {
        return tl::unexpected(
            RuleError{place.line, place.column, u"a rule has at most %1 conditions"_s.arg(mostConditions)});
    }

    /// What may follow a part; closes as many groups as end here.
    Parsed<Step> afterPart()
    {
        for (;;) {
            Open &current = m_open.back();
            for (; current.nots > 0; --current.nots, --m_depth) {
                Part &last = current.all.back();
                std::vector<Part> inner;
                inner.push_back(std::move(last));
                last = grouped(Group::Match::None, std::move(inner));
            }
            if (m_tokens.takeWord(u"and"))
                return Step::Further;
            current.alternatives.push_back(joined(Group::Match::All, std::move(current.all)));
            current.all = {};
            if (m_tokens.takeWord(u"or"))
                return Step::Further;
            Part part = joined(Group::Match::Any, std::move(current.alternatives));
            current.alternatives = {};
            if (part.height > deepestNesting)
                return tooDeep(current.place);
            SEGMENT_TRY(step, close(std::move(part)));
            if (step)
                return *step;
        }
    }

    /// Nothing where a group was closed, which is itself a part of the one around it.
    Parsed<std::optional<Step>> close(Part part)
    {
        Open &current = m_open.back();
        switch (current.kind) {
        case Open::Kind::Rule:
            if (m_tokens.peek().kind != Token::Kind::End)
                return m_tokens.fault(u"and, or, or the end of the rule"_s);
            current.arguments.push_back(std::move(part));
            return Step::Done;
        case Open::Kind::Brackets:
            if (!m_tokens.takeSign(u")"))
                return m_tokens.fault(u")"_s);
            break;
        case Open::Kind::Group:
            current.arguments.push_back(std::move(part));
            if (m_tokens.takeSign(u",")) {
                current.place = here();
                return Step::Further;
            }
            if (!m_tokens.takeSign(u")"))
                return m_tokens.fault(u", or )"_s);
            part = grouped(current.match, std::move(current.arguments));
            break;
        }
        m_open.pop_back();
        --m_depth;
        m_open.back().all.push_back(std::move(part));
        return std::nullopt;
    }

    static Part grouped(Group::Match match, std::vector<Part> parts)
    {
        Group group{match, {}};
        group.children.reserve(parts.size());
        int height = 0;
        for (Part &part : parts) {
            height = std::max(height, part.height);
            group.children.push_back(std::move(part.node));
        }
        return {Node{std::move(group)}, height + 1};
    }
    /// One alone is no group.
    static Part joined(Group::Match match, std::vector<Part> parts)
    {
        return parts.size() == 1 ? std::move(parts.front()) : grouped(match, std::move(parts));
    }

    Parsed<ParsedRule> finished()
    {
        Part part = std::move(m_open.front().arguments.front());
        if (auto *group = std::get_if<Group>(&part.node.content))
            return ParsedRule{Rule{std::move(*group)}, std::move(m_places)};
        Group group{Group::Match::All, {}};
        group.children.push_back(std::move(part.node));
        return ParsedRule{Rule{std::move(group)}, std::move(m_places)};
    }

    TokenCursor m_tokens;
    std::vector<Open> m_open;
    int m_depth = 0; ///< brackets, groups and nots around the next part
    int m_leaves = 0;
    std::vector<Place> m_places;
};

} // namespace

Parsed<ParsedRule> parseRuleWithPlaces(QStringView text)
{
    if (text.size() > longestRule)
        return tl::unexpected(RuleError{
            1, 1, u"the text has %1 characters; a rule has at most %2"_s.arg(text.size()).arg(longestRule)});
    SEGMENT_TRY(tokens, tokenise(text));
    return Parser(std::move(tokens)).rule();
}

tl::expected<Rule, RuleError> parseRule(QStringView text)
{
    SEGMENT_TRY(parsed, parseRuleWithPlaces(text));
    return std::move(parsed.rule);
}

} // namespace haberdash::segment
