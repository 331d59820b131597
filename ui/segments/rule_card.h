// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/card_count.h"
#include "ui/segments/segment_editor.h"

#include <QFrame>

class QHBoxLayout;

namespace haberdash::ui {

class RuleBuilder;
class TextLabel;

/// What cards of conditions and groups share: handle, count, buttons, and being dragged. Only the builder
/// makes them; it also has the keys that work on cards.
class RuleCard : public QFrame
{
    Q_OBJECT

public:
    static const QString mimeType; ///< of a card that is dragged; the data is its path

    RuleCard(RuleBuilder &builder, NodePath path, QWidget *parent);
    [[nodiscard]] const NodePath &path() const { return m_path; }
    virtual void setCounts(const segment::NodeCount &counts, const CardCount::Place &place);
    virtual void setCounting();

protected:
    [[nodiscard]] RuleBuilder &builder() { return m_builder; }
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
    CardCount *m_count = nullptr; ///< the root has none: its count is that of the segment
    QWidget *m_handle = nullptr;
    QPoint m_pressed;
};

/// A condition; says in words what is wrong with it.
class ConditionCard final : public RuleCard
{
    Q_OBJECT

public:
    ConditionCard(RuleBuilder &builder, const NodePath &path, QWidget *parent);

private:
    void tell(const segment::Node &node);

    TextLabel *m_fault;
};

} // namespace haberdash::ui
