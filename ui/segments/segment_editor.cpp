// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_editor.h"

#include "core/segment/rule_parser.h"

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

constexpr size_t keptSteps = 200;

QString keyOf(const NodePath &path, const QString &field)
{
    QString key = field;
    for (const int step : path)
        key += u'/' + QString::number(step);
    return key;
}

bool isInside(const NodePath &path, const NodePath &ancestor)
{
    return path.size() >= ancestor.size() && path.first(ancestor.size()) == ancestor;
}

bool hasFault(const Group &group)
{
    return std::any_of(group.children.begin(), group.children.end(), [](const Node &node) {
        const auto *inner = std::get_if<Group>(&node.content);
        return inner ? hasFault(*inner) : faultOf(node).has_value();
    });
}

} // namespace

void SegmentEditor::open(const SavedSegment &saved)
{
    m_name = saved.name;
    m_savedName = saved.name;
    m_description = saved.description;
    m_savedRule = saved.rule;
    reset(saved.rule);
}

void SegmentEditor::start(const QString &name, const Rule &rule)
{
    m_name = name;
    m_savedName.clear();
    m_description.clear();
    m_savedRule = {};
    reset(rule);
}

void SegmentEditor::markSaved(const QString &name)
{
    m_name = name;
    m_savedName = name;
    m_savedRule = m_rule;
    m_mergeKey.clear();
    Q_EMIT titleChanged();
}

void SegmentEditor::reset(const Rule &rule)
{
    m_rule = rule;
    m_past.clear();
    m_future.clear();
    m_mergeKey.clear();
    announce({});
    Q_EMIT titleChanged();
}

void SegmentEditor::setName(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    Q_EMIT titleChanged();
}

bool SegmentEditor::isChanged() const
{
    return m_savedName.isEmpty() || m_name.trimmed() != m_savedName || m_rule != m_savedRule;
}

bool SegmentEditor::isFaulty() const
{
    return hasFault(m_rule.root);
}

Node *SegmentEditor::nodeAt(const NodePath &path)
{
    Group *place = path.isEmpty() ? nullptr : groupAt(path.first(path.size() - 1));
    return place && path.last() >= 0 && size_t(path.last()) < place->children.size()
        ? &place->children[size_t(path.last())]
        : nullptr;
}

Group *SegmentEditor::groupAt(const NodePath &path)
{
    Group *place = &m_rule.root;
    for (const int step : path) {
        if (step < 0 || size_t(step) >= place->children.size())
            return nullptr;
        place = std::get_if<Group>(&place->children[size_t(step)].content);
        if (!place)
            return nullptr;
    }
    return place;
}

const Node *SegmentEditor::node(const NodePath &path) const
{
    return const_cast<SegmentEditor *>(this)->nodeAt(path);
}

const Group *SegmentEditor::group(const NodePath &path) const
{
    return const_cast<SegmentEditor *>(this)->groupAt(path);
}

void SegmentEditor::remember(const QString &mergeKey)
{
    m_future.clear();
    if (!mergeKey.isEmpty() && mergeKey == m_mergeKey)
        return;
    m_mergeKey = mergeKey;
    m_past.push_back(m_rule);
    if (m_past.size() > keptSteps)
        m_past.erase(m_past.begin());
}

void SegmentEditor::announce(const NodePath &focus)
{
    Q_EMIT restructured(focus);
    Q_EMIT changed();
}

NodePath SegmentEditor::add(const NodePath &path, Node node, int position)
{
    if (!groupAt(path))
        return {};
    remember();
    auto &children = groupAt(path)->children;
    const auto index = position < 0 ? children.size() : std::min(children.size(), size_t(position));
    children.insert(children.begin() + qsizetype(index), std::move(node));
    const NodePath added = path + NodePath{int(index)};
    announce(added);
    return added;
}

void SegmentEditor::replace(const NodePath &path, const Node &node, const QString &field)
{
    Node *place = nodeAt(path);
    if (!place || *place == node)
        return;
    remember(field.isEmpty() ? QString() : keyOf(path, field));
    *place = node;
    Q_EMIT changed();
}

void SegmentEditor::setMatch(const NodePath &path, Group::Match match)
{
    Group *place = groupAt(path);
    if (!place || place->match == match)
        return;
    remember();
    place->match = match;
    Q_EMIT changed();
}

void SegmentEditor::remove(const NodePath &path)
{
    if (!nodeAt(path))
        return;
    remember();
    const NodePath parent = path.first(path.size() - 1);
    auto &children = groupAt(parent)->children;
    children.erase(children.begin() + path.last());
    const int next = std::min(path.last(), int(children.size()) - 1);
    announce(next >= 0 ? parent + NodePath{next} : parent);
}

NodePath SegmentEditor::move(const NodePath &from, const NodePath &toGroup, int position)
{
    const Node *moved = node(from);
    const Group *target = group(toGroup);
    if (!moved || !target || isInside(toGroup, from))
        return {};
    const NodePath parent = from.first(from.size() - 1);
    position = std::clamp(position, 0, int(target->children.size()));
    if (parent == toGroup && (position == from.last() || position == from.last() + 1))
        return from;
    remember();
    const Node taken = *moved;
    auto &source = groupAt(parent)->children;
    source.erase(source.begin() + from.last());
    // Taking it out shifts what came after it in the same group.
    NodePath to = toGroup;
    if (to.size() > parent.size() && to.first(parent.size()) == parent && to[parent.size()] > from.last())
        --to[parent.size()];
    if (to == parent && position > from.last())
        --position;
    auto &children = groupAt(to)->children;
    children.insert(children.begin() + position, taken);
    to.append(position);
    announce(to);
    return to;
}

NodePath SegmentEditor::moveBy(const NodePath &path, int direction)
{
    if (!node(path))
        return {};
    const NodePath parent = path.first(path.size() - 1);
    const int next = path.last() + direction;
    if (next >= 0 && size_t(next) < group(parent)->children.size()) {
        const NodePath neighbour = parent + NodePath{next};
        if (const Group *inner = group(neighbour))
            return move(path, neighbour, direction > 0 ? 0 : int(inner->children.size()));
        return move(path, parent, direction > 0 ? next + 1 : next);
    }
    if (parent.isEmpty())
        return path;
    return move(path, parent.first(parent.size() - 1), parent.last() + (direction > 0 ? 1 : 0));
}

NodePath SegmentEditor::wrap(const NodePath &path)
{
    Node *place = nodeAt(path);
    if (!place)
        return {};
    remember();
    Group group;
    group.match = Group::Match::Any;
    group.children.push_back(*place);
    place->content = std::move(group);
    announce(path + NodePath{0});
    return path + NodePath{0};
}

void SegmentEditor::setRule(const Rule &rule)
{
    if (rule == m_rule)
        return;
    remember();
    m_rule = rule;
    announce({});
}

tl::expected<void, RuleError> SegmentEditor::setText(const QString &text)
{
    auto rule = parseRule(text);
    if (!rule)
        return tl::unexpected(rule.error());
    if (*rule != m_rule) {
        remember(u"text"_s);
        m_rule = std::move(*rule);
        announce({});
    }
    return {};
}

void SegmentEditor::undo()
{
    if (m_past.empty())
        return;
    m_future.push_back(m_rule);
    m_rule = std::move(m_past.back());
    m_past.pop_back();
    m_mergeKey.clear();
    announce({});
}

void SegmentEditor::redo()
{
    if (m_future.empty())
        return;
    m_past.push_back(m_rule);
    m_rule = std::move(m_future.back());
    m_future.pop_back();
    m_mergeKey.clear();
    announce({});
}

} // namespace haberdash::ui
