// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/rule_side.h"

#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTextBlock>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

RuleSide::RuleSide(SegmentEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_sentence(new TextLabel({}, TextLabel::Size::Body))
    , m_text(new QPlainTextEdit)
    , m_fault(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Negative))
{
    m_sentence->setObjectName("segmentSentence"_L1);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *sentence = new QScrollArea;
    sentence->setFrameShape(QFrame::NoFrame);
    sentence->setWidgetResizable(true);
    sentence->setFocusPolicy(Qt::NoFocus);
    sentence->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    sentence->setWidget(m_sentence);
    sentence->viewport()->setAutoFillBackground(false);
    m_sentence->setAutoFillBackground(false);
    m_text->setObjectName("segmentText"_L1);
    m_text->setAccessibleName(tr("The rule as text"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    m_fault->setObjectName("segmentTextFault"_L1);
    m_fault->setWordWrap(true);
    m_fault->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::medium, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(new TextLabel(tr("In words"), TextLabel::Size::Small, TextLabel::Ink::Muted));
    column->addWidget(sentence, 2);
    column->addWidget(
        new TextLabel(tr("As text, to edit or copy"), TextLabel::Size::Small, TextLabel::Ink::Muted));
    column->addWidget(m_text, 3);
    column->addWidget(m_fault);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(200);
    connect(&m_quiet, &QTimer::timeout, this, &RuleSide::readText);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_quiet.start(); });
    connect(&editor, &SegmentEditor::changed, this, &RuleSide::showRule);
    showRule();
}

void RuleSide::showRule()
{
    m_sentence->setText(segment::sentence(m_editor.rule()));
    if (m_reading)
        return;
    m_quiet.stop(); // what was typed a moment ago is not the rule any more
    const QSignalBlocker silent(m_text);
    m_text->setPlainText(segment::print(m_editor.rule()));
    m_text->setExtraSelections({});
    m_fault->hide();
}

void RuleSide::readText()
{
    m_reading = true;
    const auto read = m_editor.setText(m_text->toPlainText());
    m_reading = false;
    m_fault->setVisible(!read);
    if (read) {
        m_fault->setText({});
        m_text->setExtraSelections({});
        return;
    }
    m_fault->setText(tr("Line %1, column %2: %3. The rule stays as it was until this can be read.")
                         .arg(read.error().line)
                         .arg(read.error().column)
                         .arg(read.error().message));
    underline(read.error().line, read.error().column);
}

void RuleSide::underline(int line, int column)
{
    const QTextBlock block = m_text->document()->findBlockByNumber(line - 1);
    const QString words = block.text();
    int from = std::min(column - 1, int(words.size()));
    int to = from;
    while (to < words.size() && !words[to].isSpace())
        ++to;
    if (to == from) // at the end, where something is missing: what stands before it
        from = std::max(0, from - 1);
    QTextEdit::ExtraSelection wrong;
    wrong.cursor = QTextCursor(block);
    wrong.cursor.setPosition(block.position() + from);
    wrong.cursor.setPosition(block.position() + to, QTextCursor::KeepAnchor);
    wrong.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wrong.format.setUnderlineColor(colorsOf(this).negative);
    wrong.format.setBackground(colorsOf(this).negativeSoft);
    m_text->setExtraSelections({wrong});
}

} // namespace haberdash::ui
