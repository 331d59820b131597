// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/rule_builder.h"
#include "ui/segments/segment_counter.h"

#include <QTimer>

class QLineEdit;
class QPushButton;
class QSplitter;
class QTabWidget;
class QToolButton;

namespace haberdash::ui {

class InlineMessage;
class RuleSide;
class RuleTab;
class TextLabel;
class WholeCount;

/// The segment being edited: name, counts, and its conditions as cards with sentence and text beside them
/// (where there is room, or where asked for); in a second tab the people.
class SegmentPane final : public QWidget
{
    Q_OBJECT

public:
    SegmentPane(SegmentEditor &editor, Shop shop, QWidget *parent = nullptr);

    void setWords(const RuleWords &words) { m_builder->setWords(words); }
    /// Counts anew, because the store changed.
    void recount();

Q_SIGNALS:
    void saveRequested();
    void duplicateRequested();
    void deleteRequested();
    void exportRequested(bool onlyMailable);
    void personChosen(haberdash::CustomerId customer);
    /// What could not be done, as a sentence.
    void troubled(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeConditionsTab();
    void addRuleTabs(QTabWidget &tabs);
    void updateTitle();
    void updateRule();
    void placeSide();
    void showAnswer(const RuleAnswer &answer);

    SegmentEditor &m_editor;
    Shop m_shop;
    Format m_format;
    SegmentCounter m_counter;
    QTimer m_countTimer;
    QLineEdit *m_name;
    QPushButton *m_save;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QAction *m_delete;
    QToolButton *m_sideToggle;
    WholeCount *m_count;
    TextLabel *m_sentence; ///< one line, while the side is away
    InlineMessage *m_trouble;
    RuleBuilder *m_builder;
    RuleSide *m_side;
    QSplitter *m_both; ///< cards and side
    std::optional<bool> m_sideWanted; ///< what the person chose; else by the room there is
    QList<RuleTab *> m_tabs; ///< those that answer one question each
};

} // namespace haberdash::ui
