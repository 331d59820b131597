// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/rule_cards.h"

#include "core/segment/rule_sentence.h"
#include "ui/segments/condition_menu.h"
#include "ui/segments/rule_builder.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QApplication>
#include <QComboBox>
#include <QDrag>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

const QString mimeType = u"application/x-haberdash-condition"_s;

QString pathText(const NodePath &path)
{
    QStringList steps;
    for (const int step : path)
        steps.append(QString::number(step));
    return steps.join(u'/');
}

NodePath pathFrom(const QString &text)
{
    NodePath path;
    for (const QString &step : text.split(u'/', Qt::SkipEmptyParts))
        path.append(step.toInt());
    return path;
}

} // namespace

RuleCard::RuleCard(RuleBuilder &builder, NodePath path, QWidget *parent)
    : QFrame(parent)
    , m_builder(builder)
    , m_path(std::move(path))
    , m_count(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted, this))
{
    setObjectName(u"card:"_s + pathText(m_path));
    m_count->setObjectName(u"count:"_s + pathText(m_path));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_count->setMinimumWidth(52);
    if (m_path.isEmpty())
        return;
    setFocusPolicy(Qt::StrongFocus);
    for (const auto &[keys, direction] : {std::pair(u"Alt+Up"_s, -1), std::pair(u"Alt+Down"_s, 1)}) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        // Of nested cards the innermost one that has the focus is meant.
        connect(shortcut, &QShortcut::activated, this, [this, step = direction] { m_builder.editor().moveBy(m_path, step); });
        connect(shortcut, &QShortcut::activatedAmbiguously, this, [this, step = direction] {
            QWidget *widget = QApplication::focusWidget();
            while (widget && !qobject_cast<RuleCard *>(widget))
                widget = widget->parentWidget();
            if (widget == this)
                m_builder.editor().moveBy(m_path, step);
        });
    }
}

void RuleCard::setCounts(const NodeCount &counts)
{
    m_count->setText(m_builder.format().number(counts.matching));
    m_count->setAccessibleName(tr("%1 customers match").arg(m_count->text()));
    m_count->setToolTip(m_count->accessibleName());
    m_count->setInk(TextLabel::Ink::Text);
}

void RuleCard::setCounting()
{
    m_count->setInk(TextLabel::Ink::Muted);
}

void RuleCard::addFrontTo(QHBoxLayout *row)
{
    auto *handle = new QLabel(this);
    handle->setPixmap(icon(Icon::DragHandle).pixmap(16, 16));
    handle->setCursor(Qt::OpenHandCursor);
    handle->setToolTip(tr("Drag to move, or press Alt+Up and Alt+Down"));
    handle->installEventFilter(this);
    m_handle = handle;
    row->addWidget(handle);
}

void RuleCard::addEndTo(QHBoxLayout *row)
{
    row->addWidget(m_count);
    QToolButton *more = makeIconButton(Icon::More, tr("More about this condition"), this);
    more->setObjectName(u"more:"_s + pathText(m_path));
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    const auto add = [this, menu](Icon which, const QString &text, const QString &keys, auto run) {
        QAction *action = menu->addAction(icon(which), keys.isEmpty() ? text : text + u'\t' + keys);
        connect(action, &QAction::triggered, this, run);
    };
    add(Icon::ArrowUp, tr("Move up"), u"Alt+Up"_s, [this] { m_builder.editor().moveBy(m_path, -1); });
    add(Icon::ArrowDown, tr("Move down"), u"Alt+Down"_s, [this] { m_builder.editor().moveBy(m_path, 1); });
    add(Icon::Copy, tr("Duplicate"), {}, [this] {
        if (const Node *node = m_builder.editor().node(m_path))
            m_builder.editor().add(m_path.first(m_path.size() - 1), Node(*node), m_path.last() + 1);
    });
    add(Icon::Segments, tr("Put into a group of its own"), {}, [this] { m_builder.editor().wrap(m_path); });
    more->setMenu(menu);
    row->addWidget(more);
    QToolButton *remove = makeIconButton(Icon::Close, tr("Remove"), this);
    remove->setObjectName(u"remove:"_s + pathText(m_path));
    connect(remove, &QToolButton::clicked, this, [this] { m_builder.editor().remove(m_path); });
    row->addWidget(remove);
}

bool RuleCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_handle && event->type() == QEvent::MouseButtonPress) {
        m_pressed = static_cast<QMouseEvent *>(event)->pos();
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
    if (hasFocus() && !m_path.isEmpty() && event->key() == Qt::Key_Delete)
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
{
    const Node node = *builder.editor().node(path);
    setAccessibleName(sentence(node));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::small, space::small, space::tiny, space::small);
    row->setSpacing(space::small);
    addFrontTo(row);
    auto *fields = new ConditionEditor(node, builder.words(), this);
    row->addWidget(fields, 1);
    addEndTo(row);
    connect(fields, &ConditionEditor::edited, this, [this](const Node &edited, const QString &field) {
        setAccessibleName(sentence(edited));
        this->builder().editor().replace(this->path(), edited, field);
    });
}

GroupBox::GroupBox(RuleBuilder &builder, const NodePath &path, QWidget *parent)
    : RuleCard(builder, path, parent)
    , m_column(new QVBoxLayout(this))
{
    const Group group = *builder.editor().group(path);
    setAcceptDrops(true);
    setAccessibleName(path.isEmpty() ? tr("Conditions") : tr("Group of conditions"));
    m_column->setContentsMargins(space::medium, space::small, space::small, space::medium);
    m_column->setSpacing(space::small);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    if (!path.isEmpty())
        addFrontTo(row);
    auto *match = new QComboBox(this);
    match->setObjectName(u"match:"_s + pathText(path));
    match->setAccessibleName(tr("How the conditions go together"));
    match->addItems({tr("all of these hold"), tr("at least one of these holds"), tr("none of these holds")});
    match->setCurrentIndex(int(group.match));
    connect(match, &QComboBox::activated, this,
        [this](int index) { this->builder().editor().setMatch(this->path(), Group::Match(index)); });
    row->addWidget(new TextLabel(path.isEmpty() ? tr("Customers for whom") : tr("for whom"), TextLabel::Size::Body,
        TextLabel::Ink::Muted));
    row->addWidget(match);
    row->addStretch();
    if (path.isEmpty())
        countLabel()->hide();
    else
        addEndTo(row);
    m_column->addLayout(row);
    for (int i = 0; i < int(group.children.size()); ++i) {
        const NodePath child = path + NodePath{i};
        RuleCard *card = nullptr;
        if (std::holds_alternative<Group>(group.children[size_t(i)].content))
            card = new GroupBox(builder, child, this);
        else
            card = new ConditionCard(builder, child, this);
        m_cards.append(card);
        m_column->addWidget(card);
    }
    if (group.children.empty())
        m_column->addWidget(new TextLabel(path.isEmpty() ? tr("Everybody, until you add a condition.")
                                                         : tr("Nothing in here yet."),
            TextLabel::Size::Body, TextLabel::Ink::Muted));
    auto *add = new QPushButton(icon(Icon::Plus), tr("Add a condition"), this);
    add->setObjectName(u"add:"_s + pathText(path));
    setButtonKind(add, ButtonKind::Quiet);
    auto *menu = new QMenu(add);
    fillConditionMenu(menu, builder.words(), [this](const Node &node) { this->builder().editor().add(this->path(), node); });
    add->setMenu(menu);
    m_column->addWidget(add, 0, Qt::AlignLeft);
}

QWidget *GroupBox::cardAt(const NodePath &target)
{
    const auto step = path().size();
    if (target.size() <= step || target[step] >= m_cards.size())
        return nullptr;
    RuleCard *card = m_cards[target[step]];
    if (target.size() == step + 1)
        return card;
    auto *inner = qobject_cast<GroupBox *>(card);
    return inner ? inner->cardAt(target) : nullptr;
}

void GroupBox::setCounts(const NodeCount &counts)
{
    RuleCard::setCounts(counts);
    for (qsizetype i = 0; i < m_cards.size() && size_t(i) < counts.children.size(); ++i)
        m_cards[i]->setCounts(counts.children[size_t(i)]);
}

void GroupBox::setCounting()
{
    RuleCard::setCounting();
    for (RuleCard *card : m_cards)
        card->setCounting();
}

int GroupBox::positionAt(int y) const
{
    int position = 0;
    for (const RuleCard *card : m_cards)
        position += y > card->geometry().center().y() ? 1 : 0;
    return position;
}

void GroupBox::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(mimeType))
        event->acceptProposedAction();
}

void GroupBox::dragMoveEvent(QDragMoveEvent *event)
{
    if (!event->mimeData()->hasFormat(mimeType))
        return;
    m_dropPosition = positionAt(event->position().toPoint().y());
    update();
    event->acceptProposedAction();
}

void GroupBox::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropPosition = -1;
    update();
}

void GroupBox::dropEvent(QDropEvent *event)
{
    const NodePath from = pathFrom(QString::fromLatin1(event->mimeData()->data(mimeType)));
    m_dropPosition = -1;
    update();
    event->acceptProposedAction();
    builder().editor().move(from, path(), positionAt(event->position().toPoint().y()));
}

void GroupBox::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = colorsOf(this);
    if (path().isEmpty()) {
        painter.setPen(QPen(c.border, 1));
        painter.setBrush(c.window);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::card, radius::card);
    } else {
        RuleCard::paintEvent(event);
    }
    if (m_dropPosition >= 0) {
        const int y = m_cards.isEmpty() ? height() / 2
            : m_dropPosition < m_cards.size() ? m_cards[m_dropPosition]->y() - 5
                                              : m_cards.last()->geometry().bottom() + 5;
        painter.setPen(QPen(c.accent, 2));
        painter.drawLine(space::medium, y, width() - space::medium, y);
    }
}

} // namespace haberdash::ui
