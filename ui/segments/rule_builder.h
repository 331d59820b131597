// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"
#include "ui/segments/rule_words.h"
#include "ui/segments/segment_editor.h"
#include "ui/shared/format.h"

class QVBoxLayout;

namespace haberdash::ui {

class GroupBox;

/// The rule as cards: groups within groups, a card for each condition, a count on each. Mouse: fields, menus,
/// dragging by the handle. Keyboard: Tab through the fields, Alt+Up and Alt+Down move a card, Delete on a
/// card removes it.
class RuleBuilder final : public QWidget
{
    Q_OBJECT

public:
    RuleBuilder(SegmentEditor &editor, Format format, QWidget *parent = nullptr);

    void setWords(const RuleWords &words);
    /// Shows counts; they belong to `rule` and are ignored when it is no longer the one being edited.
    void setCounts(const segment::Rule &rule, const segment::NodeCount &counts);
    /// Greys what is being counted anew.
    void setCounting();

    [[nodiscard]] const RuleWords &words() const { return m_words; }
    [[nodiscard]] SegmentEditor &editor() { return m_editor; }
    [[nodiscard]] const Format &format() const { return m_format; }

private:
    void rebuild(const NodePath &focus);

    SegmentEditor &m_editor;
    Format m_format;
    RuleWords m_words;
    QVBoxLayout *m_column;
    GroupBox *m_root = nullptr;
};

} // namespace haberdash::ui
