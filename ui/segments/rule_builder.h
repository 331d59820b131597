// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "ui/segments/rule_words.h"
#include "ui/segments/segment_editor.h"
#include "ui/shared/format.h"

#include <QWidget>

class QVBoxLayout;

namespace haberdash::ui {

class GroupBox;

/// The rule as cards: groups within groups, a card for each condition, a count on each. Mouse: fields, menus,
/// dragging by the handle. Keyboard: Tab through cards and fields; on the card that has the focus, or whose
/// field has it, Alt+Up and Alt+Down move it, Ctrl+C, Ctrl+X and Ctrl+V copy, cut and paste it as text,
/// Ctrl+D doubles it, Ctrl+G puts a group around it; Delete removes the card that has the focus itself.
class RuleBuilder final : public QWidget
{
    Q_OBJECT

public:
    RuleBuilder(SegmentEditor &editor, Format format, QWidget *parent = nullptr);

    void setWords(const RuleWords &words);
    /// Shows counts; they belong to `rule` and are ignored when it is no longer the one being edited.
    /// `everybody`: all customers of the shop.
    void setCounts(const segment::Rule &rule, const segment::NodeCount &counts, qint64 everybody);
    /// Greys what is being counted anew.
    void setCounting();

    void moveUp(const NodePath &path);
    void moveDown(const NodePath &path);
    void group(const NodePath &path);
    void duplicate(const NodePath &path);
    void copy(const NodePath &path);
    void cut(const NodePath &path);
    /// Puts the rule that the clipboard has as text behind a card, or to the end of the whole.
    void paste(const NodePath &path);

    [[nodiscard]] const RuleWords &words() const { return m_words; }
    [[nodiscard]] SegmentEditor &editor() { return m_editor; }
    [[nodiscard]] const Format &format() const { return m_format; }

Q_SIGNALS:
    /// What could not be done, as a sentence.
    void troubled(const QString &text);

private:
    void rebuild(const NodePath &focus);
    void addKey(const QString &keys, void (RuleBuilder::*run)(const NodePath &));

    SegmentEditor &m_editor;
    Format m_format;
    RuleWords m_words;
    QVBoxLayout *m_column;
    GroupBox *m_root = nullptr;
};

} // namespace haberdash::ui
