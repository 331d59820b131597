// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/rule_card.h"

class QVBoxLayout;

namespace haberdash::ui {

/// A group: how its conditions go together, the cards below each other, a list to add more from. Takes cards
/// that are dropped on it.
class GroupBox final : public RuleCard
{
    Q_OBJECT

public:
    GroupBox(RuleBuilder &builder, const NodePath &path, QWidget *parent);
    /// The card of a node below this group, or nothing.
    [[nodiscard]] RuleCard *cardAt(const NodePath &path);
    void setCounts(const segment::NodeCount &counts, const CardCount::Place &place) override;
    void setCounting() override;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QWidget *makeAdd();
    [[nodiscard]] int positionAt(int y) const;

    QVBoxLayout *m_column;
    QList<RuleCard *> m_cards;
    int m_dropPosition = -1;
};

} // namespace haberdash::ui
