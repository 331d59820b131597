// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_pane.h"

#include "core/segment/rule_printer.h"
#include "core/segment/rule_sentence.h"
#include "ui/segments/people_model.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/table_view.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QFontDatabase>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QTabWidget>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

SegmentPane::SegmentPane(SegmentEditor &editor, Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_counter(m_shop)
{
    m_sentence = new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted);
    m_sentence->setObjectName("segmentSentence"_L1);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_count = new TextLabel({}, TextLabel::Size::Figure);
    m_count->setObjectName("segmentCount"_L1);
    m_mailable = new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted);
    m_mailable->setObjectName("segmentMailable"_L1);
    m_trouble = new InlineMessage;
    m_trouble->setObjectName("segmentTrouble"_L1);
    m_trouble->hide();
    auto *figures = new QHBoxLayout;
    figures->setSpacing(space::medium);
    figures->addWidget(m_count, 0, Qt::AlignBottom);
    figures->addWidget(m_mailable, 1, Qt::AlignBottom);
    m_mailable->setContentsMargins(0, 0, 0, 5);

    auto *conditions = new QScrollArea;
    conditions->setFrameShape(QFrame::NoFrame);
    conditions->setWidgetResizable(true);
    conditions->setFocusPolicy(Qt::NoFocus);
    conditions->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    conditions->viewport()->setAutoFillBackground(false);
    m_builder = new RuleBuilder(editor, m_format);
    conditions->setWidget(m_builder);
    m_builder->setAutoFillBackground(false);
    m_tabs = new QTabWidget;
    m_tabs->setObjectName("segmentTabs"_L1);
    m_tabs->addTab(conditions, tr("Conditions"));
    m_tabs->addTab(makePeopleTab(), tr("People"));
    m_tabs->addTab(makeTextTab(), tr("As text"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::normal, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(makeHeader());
    column->addWidget(m_sentence);
    column->addLayout(figures);
    column->addWidget(m_trouble);
    column->addWidget(m_tabs, 1);

    connect(&editor, &SegmentEditor::changed, this, &SegmentPane::updateRule);
    connect(&editor, &SegmentEditor::titleChanged, this, &SegmentPane::updateTitle);
    connect(&m_counter, &SegmentCounter::answered, this, &SegmentPane::showAnswer);
    connect(&m_counter, &SegmentCounter::failed, this, [this](const Error &error) {
        m_trouble->setMessage(Tone::Negative, fullTextOf(error));
        m_trouble->show();
        m_count->setText(u"–"_s);
        m_mailable->setText({});
    });
    // A moment of quiet: keys that come fast are counted once.
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(60);
    connect(&m_countTimer, &QTimer::timeout, this, &SegmentPane::recount);
    m_textTimer.setSingleShot(true);
    m_textTimer.setInterval(200);
    connect(&m_textTimer, &QTimer::timeout, this, &SegmentPane::readText);
}

QWidget *SegmentPane::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    m_name = new QLineEdit;
    m_name->setObjectName("segmentName"_L1);
    m_name->setAccessibleName(tr("Name of the segment"));
    m_name->setPlaceholderText(tr("Give it a name"));
    m_name->setMaxLength(120);
    row->addWidget(m_name, 1);
    m_undo = makeIconButton(Icon::Undo, tr("Undo (Ctrl+Z)"), header);
    m_undo->setObjectName("segmentUndo"_L1);
    m_redo = makeIconButton(Icon::Redo, tr("Redo (Ctrl+Shift+Z)"), header);
    m_redo->setObjectName("segmentRedo"_L1);
    row->addWidget(m_undo);
    row->addWidget(m_redo);
    QToolButton *more = makeIconButton(Icon::More, tr("More"), header);
    more->setObjectName("segmentMore"_L1);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    connect(menu->addAction(icon(Icon::Copy), tr("Duplicate")), &QAction::triggered, this,
        &SegmentPane::duplicateRequested);
    connect(menu->addAction(icon(Icon::Download), tr("Export members (CSV) …")), &QAction::triggered, this,
        &SegmentPane::exportRequested);
    menu->addSeparator();
    m_delete = menu->addAction(icon(Icon::Trash), tr("Delete"));
    connect(m_delete, &QAction::triggered, this, &SegmentPane::deleteRequested);
    more->setMenu(menu);
    row->addWidget(more);
    m_save = new QPushButton(icon(Icon::Save), tr("Save"));
    m_save->setObjectName("segmentSave"_L1);
    row->addWidget(m_save);
    connect(m_name, &QLineEdit::textEdited, &m_editor, &SegmentEditor::setName);
    connect(m_name, &QLineEdit::returnPressed, this, &SegmentPane::saveRequested);
    connect(m_save, &QPushButton::clicked, this, &SegmentPane::saveRequested);
    connect(m_undo, &QToolButton::clicked, &m_editor, &SegmentEditor::undo);
    connect(m_redo, &QToolButton::clicked, &m_editor, &SegmentEditor::redo);
    const auto key = [this](const QString &keys, auto run) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    key(u"Ctrl+Z"_s, [this] { m_editor.undo(); });
    key(u"Ctrl+Shift+Z"_s, [this] { m_editor.redo(); });
    key(u"Ctrl+S"_s, [this] {
        if (m_save->isEnabled())
            Q_EMIT saveRequested();
    });
    return header;
}

QWidget *SegmentPane::makeTextTab()
{
    auto *tab = new QWidget;
    auto *column = new QVBoxLayout(tab);
    column->setContentsMargins(0, space::small, 0, 0);
    m_text = new QPlainTextEdit;
    m_text->setObjectName("segmentText"_L1);
    m_text->setAccessibleName(tr("The rule as text"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    m_textFault = new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Negative);
    m_textFault->setObjectName("segmentTextFault"_L1);
    m_textFault->setWordWrap(true);
    column->addWidget(m_text, 1);
    column->addWidget(m_textFault);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_textTimer.start(); });
    return tab;
}

QWidget *SegmentPane::makePeopleTab()
{
    auto *tab = new QWidget;
    auto *column = new QVBoxLayout(tab);
    column->setContentsMargins(0, space::small, 0, 0);
    m_people = new PeopleModel(m_shop, this);
    m_peopleNote = new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Muted);
    auto *table = new TableView(tr("People of this segment"));
    table->setObjectName("segmentPeople"_L1);
    table->setModel(m_people);
    table->setColumnWidths({140, 0, 82, 72, 92, 104});
    connect(table, &TableView::rowActivated, this,
        [this](int row) { Q_EMIT personChosen(m_people->customerAt(row)); });
    column->addWidget(m_peopleNote);
    column->addWidget(table, 1);
    return tab;
}

void SegmentPane::updateTitle()
{
    if (m_name->text() != m_editor.name())
        m_name->setText(m_editor.name());
    const bool changed = m_editor.isChanged();
    m_save->setEnabled(changed && !m_editor.name().trimmed().isEmpty() && !m_editor.isFaulty());
    setButtonKind(m_save, changed ? ButtonKind::Primary : ButtonKind::Secondary);
    m_delete->setEnabled(!m_editor.savedName().isEmpty());
    m_undo->setEnabled(m_editor.canUndo());
    m_redo->setEnabled(m_editor.canRedo());
}

void SegmentPane::updateRule()
{
    updateTitle();
    m_sentence->setText(segment::sentence(m_editor.rule()));
    if (!m_readingText) {
        const QSignalBlocker quiet(m_text);
        m_text->setPlainText(segment::print(m_editor.rule()));
        m_textFault->setText({});
    }
    m_builder->setCounting();
    m_countTimer.start();
}

void SegmentPane::recount()
{
    m_counter.ask(m_editor.rule());
}

void SegmentPane::readText()
{
    m_readingText = true;
    const auto read = m_editor.setText(m_text->toPlainText());
    m_readingText = false;
    if (read) {
        m_textFault->setText({});
        return;
    }
    m_textFault->setText(tr("Line %1, column %2: %3. The rule before stays until this can be read.")
                             .arg(read.error().line)
                             .arg(read.error().column)
                             .arg(read.error().message));
}

void SegmentPane::showAnswer(const RuleAnswer &answer)
{
    if (answer.rule != m_editor.rule())
        return;
    m_trouble->hide();
    const segment::Count &whole = answer.count.whole;
    m_count->setText(m_format.number(whole.matching));
    m_count->setAccessibleName(tr("%1 customers match").arg(m_count->text()));
    m_mailable->setText(whole.matching == 1
            ? tr("customer matches, %1 may be sent e-mail").arg(m_format.number(whole.mailable))
            : tr("customers match, %1 may be sent e-mail").arg(m_format.number(whole.mailable)));
    m_builder->setCounts(answer.rule, answer.count.root, answer.everybody);
    m_people->setPeople(answer.people);
    m_peopleNote->setText(whole.mailable > answer.people.size()
            ? tr("The first %1 of %2 who may be sent e-mail")
                  .arg(m_format.number(answer.people.size()), m_format.number(whole.mailable))
            : tr("All %1 who may be sent e-mail").arg(m_format.number(whole.mailable)));
}

} // namespace haberdash::ui
