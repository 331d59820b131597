// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule_lexer.h"
#include "core/segment/segment_repository.h"
#include "ui/segments/node_path.h"

#include <QObject>

#include <optional>

namespace haberdash::ui {

/// The segment that is being edited: rule, name, steps back and forth. Knows no widget and no store.
class SegmentEditor final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins anew with a saved segment.
    void open(const segment::SavedSegment &saved);
    /// Begins anew with a rule that is not saved yet.
    void start(const QString &name, const segment::Rule &rule);
    /// What is here now is what is saved, under this name.
    void markSaved(const QString &name);

    [[nodiscard]] const segment::Rule &rule() const { return m_rule; }
    [[nodiscard]] const QString &name() const { return m_name; }
    void setName(const QString &name);
    [[nodiscard]] const QString &description() const { return m_description; }
    /// The name under which it is in the workspace; empty for a new one.
    [[nodiscard]] const QString &savedName() const { return m_savedName; }
    [[nodiscard]] bool isChanged() const;
    /// Whether some condition makes no sense as it is (segment::faultOf): such a rule cannot be saved.
    [[nodiscard]] bool isFaulty() const;
    [[nodiscard]] bool canUndo() const { return !m_past.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_future.empty(); }

    /// The node at a path, or nothing; for the root use rule().root.
    [[nodiscard]] const segment::Node *node(const NodePath &path) const;
    [[nodiscard]] const segment::Group *group(const NodePath &path) const;

    /// Puts a node into a group, at the end for -1, and gives its path. An empty answer: there is no such
    /// group.
    NodePath add(const NodePath &group, segment::Node node, int position = -1);
    /// Another content for a condition. Edits of the same field one after the other are one step back.
    void replace(const NodePath &path, const segment::Node &node, const QString &field = {});
    void setMatch(const NodePath &group, segment::Group::Match match);
    void remove(const NodePath &path);
    /// Puts a node before `position` of a group (counted before the move). Refused into itself; gives the new
    /// path or an empty one.
    NodePath move(const NodePath &from, const NodePath &toGroup, int position);
    /// One place up or down; at the end of a group out of it, before or behind it; into a group that is next.
    NodePath moveBy(const NodePath &path, int direction);
    /// Puts a group of its own around a node.
    NodePath wrap(const NodePath &path);
    /// Another rule altogether, as one step that can be taken back.
    void setRule(const segment::Rule &rule);
    /// Reads the text form; the rule stays as it is where the text cannot be read.
    [[nodiscard]] tl::expected<void, segment::RuleError> setText(const QString &text);

    void undo();
    void redo();

Q_SIGNALS:
    /// The rule has another shape: build all of it anew. `focus` is what the person works on.
    void restructured(const haberdash::ui::NodePath &focus);
    /// The rule is another one; comes with each change, also with restructured().
    void changed();
    /// Name or "saved" changed.
    void titleChanged();

private:
    [[nodiscard]] segment::Group *groupAt(const NodePath &path);
    [[nodiscard]] segment::Node *nodeAt(const NodePath &path);
    void remember(const QString &mergeKey = {});
    void reset(const segment::Rule &rule);
    void announce(const NodePath &focus);

    segment::Rule m_rule;
    segment::Rule m_savedRule;
    QString m_name;
    QString m_savedName;
    QString m_description;
    std::vector<segment::Rule> m_past;
    std::vector<segment::Rule> m_future;
    QString m_mergeKey;
};

} // namespace haberdash::ui
