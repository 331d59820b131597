// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_pane.h"

#include "core/segment/rule_sentence.h"
#include "ui/segments/growth_view.h"
#include "ui/segments/moves_view.h"
#include "ui/segments/people_view.h"
#include "ui/segments/rule_side.h"
#include "ui/segments/whole_count.h"
#include "ui/segments/why_view.h"
#include "ui/shared/error_text.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

constexpr int roomForSide = 900; ///< narrower, sentence and text would crowd the cards
constexpr int leastSide = 220;
constexpr int sideShare = 3; ///< one third

} // namespace

SegmentPane::SegmentPane(SegmentEditor &editor, Shop shop, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_shop(std::move(shop))
    , m_format(m_shop.format())
    , m_counter(m_shop)
{
    m_count = new WholeCount(m_format);
    m_sentence = new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted);
    m_sentence->setObjectName("segmentSentenceLine"_L1);
    m_sentence->setElided(true);
    m_trouble = new InlineMessage;
    m_trouble->setObjectName("segmentTrouble"_L1);
    m_trouble->hide();
    auto *tabs = new QTabWidget;
    tabs->setObjectName("segmentTabs"_L1);
    tabs->addTab(makeConditionsTab(), tr("Conditions"));
    addRuleTabs(*tabs);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::normal, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(makeHeader());
    column->addWidget(m_count);
    column->addWidget(m_sentence);
    column->addWidget(m_trouble);
    column->addWidget(tabs, 1);

    connect(&editor, &SegmentEditor::changed, this, &SegmentPane::updateRule);
    connect(&editor, &SegmentEditor::titleChanged, this, &SegmentPane::updateTitle);
    connect(m_builder, &RuleBuilder::troubled, this, &SegmentPane::troubled);
    connect(&m_counter, &SegmentCounter::answered, this, &SegmentPane::showAnswer);
    connect(&m_counter, &SegmentCounter::failed, this, [this](const Error &error) {
        m_trouble->setMessage(Tone::Negative, fullTextOf(error));
        m_trouble->show();
        m_count->clear();
    });
    // A moment of quiet: keys that come fast are counted once.
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(60);
    connect(&m_countTimer, &QTimer::timeout, this, &SegmentPane::recount);
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
    m_sideToggle = makeIconButton(Icon::Text, tr("Sentence and text beside the conditions"), header);
    m_sideToggle->setObjectName("segmentSide"_L1);
    m_sideToggle->setCheckable(true);
    connect(m_sideToggle, &QToolButton::clicked, this, [this](bool wanted) {
        m_sideWanted = wanted;
        placeSide();
    });
    row->addWidget(m_undo);
    row->addWidget(m_redo);
    row->addWidget(m_sideToggle);
    QToolButton *more = makeIconButton(Icon::More, tr("More"), header);
    more->setObjectName("segmentMore"_L1);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    connect(menu->addAction(icon(Icon::Copy), tr("Duplicate")), &QAction::triggered, this,
        &SegmentPane::duplicateRequested);
    connect(menu->addAction(icon(Icon::Download), tr("Export members …")), &QAction::triggered, this,
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

QWidget *SegmentPane::makeConditionsTab()
{
    auto *cards = new QScrollArea;
    cards->setFrameShape(QFrame::NoFrame);
    cards->setWidgetResizable(true);
    cards->setFocusPolicy(Qt::NoFocus);
    cards->viewport()->setAutoFillBackground(false);
    m_builder = new RuleBuilder(m_editor, m_format);
    cards->setWidget(m_builder);
    m_builder->setAutoFillBackground(false);
    m_side = new RuleSide(m_editor);
    m_side->setMinimumWidth(leastSide);
    m_side->hide(); // until there is room
    m_both = new QSplitter;
    m_both->setChildrenCollapsible(false);
    m_both->addWidget(cards);
    m_both->addWidget(m_side);
    m_both->setStretchFactor(0, 1);
    m_both->setStretchFactor(1, 0);
    return m_both;
}

void SegmentPane::placeSide()
{
    const bool wanted = m_sideWanted.value_or(width() >= roomForSide);
    if (wanted && m_side->isHidden()) {
        const int room = std::max(width(), roomForSide);
        m_both->setSizes({room - room / sideShare, room / sideShare});
    }
    m_side->setVisible(wanted);
    m_sideToggle->setChecked(wanted);
    m_sentence->setVisible(m_side->isHidden());
}

void SegmentPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeSide();
}

void SegmentPane::addRuleTabs(QTabWidget &tabs)
{
    auto *people = new PeopleView(m_shop);
    auto *growth = new GrowthView(m_shop);
    auto *moves = new MovesView(m_shop);
    auto *why = new WhyView(m_shop);
    connect(people, &PeopleView::personChosen, this, &SegmentPane::personChosen);
    connect(people, &PeopleView::exportRequested, this,
        [this, people] { Q_EMIT exportRequested(people->who() == PeopleView::Who::Mailable); });
    connect(moves, &MovesView::personChosen, this, &SegmentPane::personChosen);
    connect(why, &WhyView::personChosen, this, &SegmentPane::personChosen);
    tabs.addTab(people, tr("People"));
    tabs.addTab(growth, tr("Growth"));
    tabs.addTab(moves, tr("Joined and left"));
    tabs.addTab(why, tr("Why"));
    m_tabs = {people, growth, moves, why};
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
    m_builder->setCounting();
    m_countTimer.start();
}

void SegmentPane::recount()
{
    m_counter.ask(m_editor.rule());
    for (RuleTab *tab : std::as_const(m_tabs))
        tab->setRule(m_editor.rule());
}

void SegmentPane::showAnswer(const RuleAnswer &answer)
{
    if (answer.rule != m_editor.rule())
        return;
    m_trouble->hide();
    m_count->setExclusions(answer.count.exclusions, answer.everybody);
    m_builder->setCounts(answer.rule, answer.count.root, answer.everybody);
}

} // namespace haberdash::ui
