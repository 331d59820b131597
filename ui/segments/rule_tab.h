// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/rule.h"

#include <QWidget>

namespace haberdash::ui {

/// A tab beside the conditions that answers one question about the rule. It asks only while somebody looks:
/// what came in the meantime is asked when the tab is shown.
class RuleTab : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The rule is this now, or the shop has changed: what the tab shows is no longer true.
    void setRule(const segment::Rule &rule);
    [[nodiscard]] const segment::Rule &rule() const { return m_rule; }

protected:
    /// Starts the work; called while the tab is visible.
    virtual void ask() = 0;
    /// Asks now, or when the tab is shown.
    void askWhenSeen();
    void showEvent(QShowEvent *event) override;

private:
    segment::Rule m_rule;
    bool m_isStale = true;
};

} // namespace haberdash::ui
