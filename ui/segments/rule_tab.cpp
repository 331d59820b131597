// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/rule_tab.h"

namespace haberdash::ui {

void RuleTab::setRule(const segment::Rule &rule)
{
    m_rule = rule;
    askWhenSeen();
}

void RuleTab::askWhenSeen()
{
    m_isStale = !isVisible();
    if (!m_isStale)
        ask();
}

void RuleTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale) {
        m_isStale = false;
        ask();
    }
}

} // namespace haberdash::ui
