// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "ui/segments/segment_editor.h"

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace haberdash::ui {

class RuleBuilder;
class TextLabel;

/// What cards of conditions and groups share: handle, count, keys, and being dragged. Only the builder makes
/// them.
class RuleCard : public QFrame
{
    Q_OBJECT

public:
    RuleCard(RuleBuilder &builder, NodePath path, QWidget *parent);
    [[nodiscard]] const NodePath &path() const { return m_path; }
    virtual void setCounts(const segment::NodeCount &counts);
    virtual void setCounting();

protected:
    [[nodiscard]] RuleBuilder &builder() { return m_builder; }
    [[nodiscard]] TextLabel *countLabel() { return m_count; }
    /// Handle in front, count and buttons behind; for nodes below the root.
    void addFrontTo(QHBoxLayout *row);
    void addEndTo(QHBoxLayout *row);
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void startDrag();

    RuleBuilder &m_builder;
    NodePath m_path;
    TextLabel *m_count;
    QWidget *m_handle = nullptr;
    QPoint m_pressed;
};

/// A condition.
class ConditionCard final : public RuleCard
{
    Q_OBJECT

public:
    ConditionCard(RuleBuilder &builder, const NodePath &path, QWidget *parent);
};

/// A group: how its conditions go together, the cards below each other, a menu to add more. Takes cards that
/// are dropped on it.
class GroupBox final : public RuleCard
{
    Q_OBJECT

public:
    GroupBox(RuleBuilder &builder, const NodePath &path, QWidget *parent);
    /// The card of a node below this group, or nothing.
    [[nodiscard]] QWidget *cardAt(const NodePath &path);
    void setCounts(const segment::NodeCount &counts) override;
    void setCounting() override;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int positionAt(int y) const;

    QVBoxLayout *m_column;
    QList<RuleCard *> m_cards;
    int m_dropPosition = -1;
};

} // namespace haberdash::ui
