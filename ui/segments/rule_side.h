// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/segments/segment_editor.h"

#include <QTimer>
#include <QWidget>

class QPlainTextEdit;

namespace haberdash::ui {

class TextLabel;

/// The rule beside its cards: as a sentence, and as text that can be typed. Text that cannot be read is
/// underlined where it goes wrong; the rule stays as it was until then. Names: "segmentSentence",
/// "segmentText", "segmentTextFault".
class RuleSide final : public QWidget
{
    Q_OBJECT

public:
    explicit RuleSide(SegmentEditor &editor, QWidget *parent = nullptr);

private:
    void showRule();
    void readText();
    void underline(int line, int column);

    SegmentEditor &m_editor;
    QTimer m_quiet; ///< until somebody pauses
    TextLabel *m_sentence;
    QPlainTextEdit *m_text;
    TextLabel *m_fault;
    bool m_reading = false;
};

} // namespace haberdash::ui
