// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/rule_card.h"

#include "core/segment/rule_sentence.h"
#include "ui/segments/condition_editor.h"
#include "ui/segments/rule_builder.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QApplication>
#include <QDrag>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

const QString RuleCard::mimeType = u"application/x-haberdash-condition"_s;

RuleCard::RuleCard(RuleBuilder &builder, NodePath path, QWidget *parent)
    : QFrame(parent)
    , m_builder(builder)
    , m_path(std::move(path))
{
    setObjectName(u"card:"_s + pathText(m_path));
    setFocusPolicy(Qt::StrongFocus);
}

void RuleCard::setCounts(const NodeCount &counts, const CardCount::Place &place)
{
    if (m_count)
        m_count->setCount(counts, place);
}

void RuleCard::setCounting()
{
    if (m_count)
        m_count->setCounting();
}

void RuleCard::addFrontTo(QHBoxLayout *row)
{
    auto *handle = new QLabel(this);
    handle->setPixmap(icon(Icon::DragHandle).pixmap(16, 16));
    handle->setFixedHeight(height::field);
    handle->setCursor(Qt::OpenHandCursor);
    handle->setToolTip(tr("Drag to move, or press Alt+Up and Alt+Down"));
    handle->installEventFilter(this);
    m_handle = handle;
    row->addWidget(handle, 0, Qt::AlignTop);
}

void RuleCard::addEndTo(QHBoxLayout *row)
{
    m_count = new CardCount(m_builder.format(), pathText(m_path), this);
    row->addWidget(m_count, 0, Qt::AlignTop);
    QToolButton *more = makeIconButton(Icon::More, tr("More about this condition"), this);
    more->setObjectName(u"more:"_s + pathText(m_path));
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    const auto add = [this, menu](Icon which, const QString &text, const QString &keys, auto run) {
        QAction *action = menu->addAction(icon(which), text + u'\t' + keys);
        connect(action, &QAction::triggered, this, [this, run] { (m_builder.*run)(m_path); });
    };
    add(Icon::ArrowUp, tr("Move up"), u"Alt+Up"_s, &RuleBuilder::moveUp);
    add(Icon::ArrowDown, tr("Move down"), u"Alt+Down"_s, &RuleBuilder::moveDown);
    add(Icon::Segments, tr("Put into a group of its own"), u"Ctrl+G"_s, &RuleBuilder::group);
    add(Icon::Plus, tr("Duplicate"), u"Ctrl+D"_s, &RuleBuilder::duplicate);
    menu->addSeparator();
    add(Icon::Copy, tr("Copy as text"), u"Ctrl+C"_s, &RuleBuilder::copy);
    add(Icon::Minus, tr("Cut"), u"Ctrl+X"_s, &RuleBuilder::cut);
    add(Icon::Text, tr("Paste behind it"), u"Ctrl+V"_s, &RuleBuilder::paste);
    more->setMenu(menu);
    row->addWidget(more, 0, Qt::AlignTop);
    QToolButton *remove = makeIconButton(Icon::Close, tr("Remove (Delete)"), this);
    remove->setObjectName(u"remove:"_s + pathText(m_path));
    connect(remove, &QToolButton::clicked, this, [this] { m_builder.editor().remove(m_path); });
    row->addWidget(remove, 0, Qt::AlignTop);
}

bool RuleCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_handle && event->type() == QEvent::MouseButtonPress) {
        m_pressed = static_cast<QMouseEvent *>(event)->pos();
        setFocus(Qt::MouseFocusReason);
        return true;
    }
    if (watched == m_handle && event->type() == QEvent::MouseMove) {
        const QPoint moved = static_cast<QMouseEvent *>(event)->pos() - m_pressed;
        if (moved.manhattanLength() >= QApplication::startDragDistance())
            startDrag();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void RuleCard::startDrag()
{
    auto *content = new QMimeData;
    content->setData(mimeType, pathText(m_path).toLatin1());
    // Owned by the builder: this card is gone when the drop has rebuilt the rule.
    auto *drag = new QDrag(&m_builder);
    drag->setMimeData(content);
    drag->setPixmap(grab());
    drag->setHotSpot(m_pressed);
    drag->exec(Qt::MoveAction);
}

void RuleCard::keyPressEvent(QKeyEvent *event)
{
    if (hasFocus() && event->key() == Qt::Key_Delete)
        m_builder.editor().remove(m_path);
    else
        QFrame::keyPressEvent(event);
}

void RuleCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = colorsOf(this);
    painter.setPen(QPen(hasFocus() ? c.accent : c.border, hasFocus() ? 2 : 1));
    painter.setBrush(c.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius::field, radius::field);
}

ConditionCard::ConditionCard(RuleBuilder &builder, const NodePath &path, QWidget *parent)
    : RuleCard(builder, path, parent)
    , m_fault(new TextLabel({}, TextLabel::Size::Small, TextLabel::Ink::Negative, this))
{
    const Node node = *builder.editor().node(path);
    m_fault->setObjectName(u"fault:"_s + pathText(path));
    m_fault->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::small, space::small, space::tiny, space::small);
    row->setSpacing(space::small);
    addFrontTo(row);
    auto *fields = new ConditionEditor(node, builder.words(), this);
    auto *column = new QVBoxLayout;
    column->setSpacing(space::tiny);
    column->addWidget(fields);
    column->addWidget(m_fault);
    row->addLayout(column, 1);
    addEndTo(row);
    tell(node);
    connect(fields, &ConditionEditor::edited, this, [this](const Node &edited, const QString &field) {
        tell(edited);
        this->builder().editor().replace(this->path(), edited, field);
    });
}

void ConditionCard::tell(const Node &node)
{
    const auto fault = faultOf(node);
    setAccessibleName(sentence(node));
    //: %1 is a reason such as "the window is empty"
    m_fault->setText(fault ? tr("This cannot be counted: %1.").arg(*fault) : QString());
    m_fault->setVisible(fault.has_value());
}

} // namespace haberdash::ui
