// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/rule_builder.h"

#include "ui/segments/rule_cards.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

RuleBuilder::RuleBuilder(SegmentEditor &editor, Format format, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_format(std::move(format))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addStretch();
    connect(&editor, &SegmentEditor::restructured, this, &RuleBuilder::rebuild, Qt::QueuedConnection);
    rebuild({});
}

void RuleBuilder::setWords(const RuleWords &words)
{
    m_words = words;
    rebuild({});
}

void RuleBuilder::rebuild(const NodePath &focus)
{
    if (m_root) {
        m_column->removeWidget(m_root);
        m_root->hide();
        m_root->deleteLater();
        // The old tree must not be found by name any more.
        for (QWidget *widget : m_root->findChildren<QWidget *>())
            widget->setObjectName({});
        m_root->setObjectName({});
    }
    m_root = new GroupBox(*this, {}, this);
    m_column->insertWidget(0, m_root);
    if (!focus.isEmpty()) {
        if (QWidget *card = m_root->cardAt(focus))
            card->setFocus();
    }
}

void RuleBuilder::setCounts(const segment::Rule &rule, const segment::NodeCount &counts)
{
    if (rule == m_editor.rule())
        m_root->setCounts(counts);
}

void RuleBuilder::setCounting()
{
    m_root->setCounting();
}

} // namespace haberdash::ui
