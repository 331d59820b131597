// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/foreign_draft.h"

#include "core/segment/rule_parser.h"

#include <cmath>

namespace haberdash::segment {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<QString> faultIn(const Node &node)
{
    const auto *group = std::get_if<Group>(&node.content);
    if (!group)
        return faultOf(node);
    for (const Node &child : group->children) {
        if (auto fault = faultIn(child))
            return fault;
    }
    return std::nullopt;
}

bool survives(const Draft &draft)
{
    if (draft.kind != Draft::Kind::Group)
        return draft.kind == Draft::Kind::Carried;
    return std::any_of(draft.parts.begin(), draft.parts.end(), survives);
}

class Finish
{
public:
    explicit Finish(QStringList remarks)
        : m_remarks(std::move(remarks))
    { }

    /// @param more whether a group that takes in more people makes the segment take in more
    Node node(Draft draft, bool more)
    {
        if (draft.kind == Draft::Kind::Carried)
            return std::move(draft.condition);
        Group group{draft.match, {}};
        for (Draft &part : draft.parts) {
            if (survives(part))
                group.children.push_back(node(std::move(part), more != (draft.match == Group::Match::None)));
            else
                report(part, more != (draft.match == Group::Match::Any));
        }
        if (group.match != Group::Match::None && group.children.size() == 1)
            return std::move(group.children.front());
        return Node{std::move(group)};
    }

    void reportAll(const Draft &draft)
    {
        if (draft.kind == Draft::Kind::Lost)
            m_lost.append(u"“%1”: %2."_s.arg(draft.said, draft.reason));
        for (const Draft &part : draft.parts)
            reportAll(part);
    }

    [[nodiscard]] QStringList lost() const { return m_lost + m_remarks; }

private:
    void report(const Draft &draft, bool more)
    {
        if (draft.kind == Draft::Kind::Lost)
            m_lost.append(u"“%1” was left out: %2. Without it the segment takes in %3 people."_s.arg(
                draft.said, draft.reason, more ? u"more"_s : u"fewer"_s));
        for (const Draft &part : draft.parts)
            report(part, more);
    }

    QStringList m_lost;
    QStringList m_remarks;
};

int leavesOf(const Node &node)
{
    const auto *group = std::get_if<Group>(&node.content);
    if (!group)
        return 1;
    int leaves = group->children.empty() ? 1 : 0;
    for (const Node &child : group->children)
        leaves += leavesOf(child);
    return leaves;
}

Node grouped(Group::Match match, std::vector<Node> nodes)
{
    if (nodes.size() == 1)
        return std::move(nodes.front());
    return Node{Group{match, std::move(nodes)}};
}

} // namespace

Draft Draft::carried(Node condition, const QString &said)
{
    if (const auto fault = faultIn(condition))
        return lost(said, *fault);
    Draft draft;
    draft.kind = Kind::Carried;
    draft.condition = std::move(condition);
    return draft;
}

Draft Draft::lost(const QString &said, const QString &reason)
{
    Draft draft;
    draft.said = said;
    draft.reason = reason;
    return draft;
}

Draft Draft::group(Group::Match match, std::vector<Draft> parts)
{
    Draft draft;
    draft.kind = Kind::Group;
    draft.match = match;
    draft.parts = std::move(parts);
    return draft;
}

tl::expected<Carried, RuleError> finished(Draft draft, QStringList remarks)
{
    remarks.removeDuplicates();
    Finish finish(std::move(remarks));
    if (!survives(draft)) {
        finish.reportAll(draft);
        return tl::unexpected(
            RuleError{1, 1, u"nothing of this segment can be said here. "_s + finish.lost().join(u' ')});
    }
    Node node = finish.node(std::move(draft), true);
    if (leavesOf(node) > mostConditions)
        return tl::unexpected(RuleError{1, 1, u"a rule has at most %1 conditions"_s.arg(mostConditions)});
    if (auto *group = std::get_if<Group>(&node.content))
        return Carried{Rule{std::move(*group)}, finish.lost()};
    return Carried{Rule{Group{Group::Match::All, {std::move(node)}}}, finish.lost()};
}

Node allOf(std::vector<Node> nodes)
{
    return grouped(Group::Match::All, std::move(nodes));
}

Node anyOf(std::vector<Node> nodes)
{
    return grouped(Group::Match::Any, std::move(nodes));
}

Node noneOf(Node node)
{
    return Node{Group{Group::Match::None, {std::move(node)}}};
}

Node countOf(Activity activity, const Window &window, const NumberTest &test)
{
    return Node{MeasureCondition{{.activity = std::move(activity), .window = window}, test}};
}

Node atLeastOnce(Activity activity, const Window &window)
{
    return countOf(std::move(activity), window, {Compare::AtLeast, {1000}});
}

Node textFact(const QString &fact, TextOperator op, const QStringList &values)
{
    return Node{FactCondition{fact, TextTest{op, values}}};
}

std::optional<Number> numberFrom(double value)
{
    constexpr double most = 9e15;
    const double thousandths = value * 1000;
    if (!std::isfinite(thousandths) || std::abs(thousandths) > most)
        return std::nullopt;
    return Number{std::llround(thousandths)};
}

} // namespace haberdash::segment
