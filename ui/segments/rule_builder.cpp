// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/rule_builder.h"

#include "core/segment/rule_parser.h"
#include "core/segment/rule_printer.h"
#include "ui/segments/group_box.h"

#include <QApplication>
#include <QClipboard>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

RuleBuilder::RuleBuilder(SegmentEditor &editor, Format format, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_format(std::move(format))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addStretch();
    connect(&editor, &SegmentEditor::restructured, this, &RuleBuilder::rebuild, Qt::QueuedConnection);
    addKey(u"Alt+Up"_s, &RuleBuilder::moveUp);
    addKey(u"Alt+Down"_s, &RuleBuilder::moveDown);
    addKey(u"Ctrl+G"_s, &RuleBuilder::group);
    addKey(u"Ctrl+D"_s, &RuleBuilder::duplicate);
    addKey(u"Ctrl+C"_s, &RuleBuilder::copy);
    addKey(u"Ctrl+X"_s, &RuleBuilder::cut);
    addKey(u"Ctrl+V"_s, &RuleBuilder::paste);
    rebuild({});
}

void RuleBuilder::addKey(const QString &keys, void (RuleBuilder::*run)(const NodePath &))
{
    auto *shortcut = new QShortcut(QKeySequence(keys), this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, [this, run] {
        QWidget *widget = QApplication::focusWidget();
        while (widget && widget != this && !qobject_cast<RuleCard *>(widget))
            widget = widget->parentWidget();
        if (const auto *card = qobject_cast<RuleCard *>(widget))
            (this->*run)(NodePath(card->path()));
    });
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

void RuleBuilder::setCounts(const Rule &rule, const NodeCount &counts, qint64 everybody)
{
    if (rule == m_editor.rule())
        m_root->setCounts(counts, {Group::Match::All, true, everybody});
}

void RuleBuilder::setCounting()
{
    m_root->setCounting();
}

void RuleBuilder::moveUp(const NodePath &path)
{
    m_editor.moveBy(path, -1);
}

void RuleBuilder::moveDown(const NodePath &path)
{
    m_editor.moveBy(path, 1);
}

void RuleBuilder::group(const NodePath &path)
{
    m_editor.wrap(path);
}

void RuleBuilder::duplicate(const NodePath &path)
{
    if (const Node *node = m_editor.node(path))
        m_editor.add(path.first(path.size() - 1), Node(*node), path.last() + 1);
}

void RuleBuilder::copy(const NodePath &path)
{
    const Node *node = m_editor.node(path);
    QApplication::clipboard()->setText(node ? print(*node) : print(m_editor.rule()));
}

void RuleBuilder::cut(const NodePath &path)
{
    if (!m_editor.node(path))
        return; // the whole cannot be taken out of itself
    copy(path);
    m_editor.remove(path);
}

void RuleBuilder::paste(const NodePath &path)
{
    const QString text = QApplication::clipboard()->text();
    auto rule = parseRule(text);
    if (text.trimmed().isEmpty() || !rule) {
        Q_EMIT troubled(tr("What you copied is no condition. Copy a card with Ctrl+C, then paste it here."));
        return;
    }
    // One condition alone reads as a group of one.
    Group &group = rule->root;
    Node node = group.match == Group::Match::All && group.children.size() == 1
        ? std::move(group.children.front())
        : Node{std::move(group)};
    if (path.isEmpty())
        m_editor.add({}, std::move(node));
    else
        m_editor.add(path.first(path.size() - 1), std::move(node), path.last() + 1);
}

} // namespace haberdash::ui
