// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/rule_builder.h"
#include "ui/segments/segment_counter.h"

#include <QTimer>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace haberdash::ui {

class InlineMessage;
class PeopleModel;
class TextLabel;

/// The segment being edited: name, sentence, counts, and three views of it: cards, text, people.
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
    void exportRequested();
    void personChosen(haberdash::CustomerId customer);

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeTextTab();
    [[nodiscard]] QWidget *makePeopleTab();
    void updateTitle();
    void updateRule();
    void readText();
    void showAnswer(const RuleAnswer &answer);

    SegmentEditor &m_editor;
    Shop m_shop;
    Format m_format;
    SegmentCounter m_counter;
    QTimer m_textTimer;
    QTimer m_countTimer;
    QLineEdit *m_name;
    QPushButton *m_save;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QAction *m_delete;
    TextLabel *m_sentence;
    TextLabel *m_count;
    TextLabel *m_mailable;
    InlineMessage *m_trouble;
    QTabWidget *m_tabs;
    RuleBuilder *m_builder;
    QPlainTextEdit *m_text;
    TextLabel *m_textFault;
    PeopleModel *m_people;
    TextLabel *m_peopleNote;
    bool m_readingText = false;
};

} // namespace haberdash::ui
