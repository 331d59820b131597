// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/rule_walk.h"

#include <algorithm>

namespace haberdash::segment {

namespace {

void collect(const Group &group, std::vector<Node> &leaves)
{
    for (const Node &child : group.children) {
        if (const auto *inner = std::get_if<Group>(&child.content))
            collect(*inner, leaves);
        else
            leaves.push_back(child);
    }
}

bool ranks(const Group &group, const QMap<QString, Rule> &rules, QStringList &open)
{
    return std::any_of(group.children.begin(), group.children.end(), [&](const Node &child) {
        if (const auto *inner = std::get_if<Group>(&child.content))
            return ranks(*inner, rules, open);
        if (std::holds_alternative<RankCondition>(child.content))
            return true;
        const auto *segment = std::get_if<SegmentCondition>(&child.content);
        if (!segment || open.contains(segment->name.toLower()))
            return false;
        open.append(segment->name.toLower());
        const auto found = rules.constFind(segment->name.toLower());
        const bool needs = found != rules.constEnd() && ranks(found->root, rules, open);
        open.removeLast();
        return needs;
    });
}

} // namespace

std::vector<Node> leavesOf(const Group &group)
{
    std::vector<Node> leaves;
    collect(group, leaves);
    return leaves;
}

bool needsEverybody(const Group &group, const QMap<QString, Rule> &rules)
{
    QStringList open;
    return ranks(group, rules, open);
}

} // namespace haberdash::segment
