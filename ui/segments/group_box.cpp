// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/group_box.h"

#include "ui/segments/choice_popup.h"
#include "ui/segments/condition_offers.h"
#include "ui/segments/rule_builder.h"
#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

QString emptyText(bool isRoot, Group::Match match)
{
    if (isRoot)
        return match == Group::Match::Any ? GroupBox::tr("Nobody, until you add a condition.")
                                          : GroupBox::tr("Everybody, until you add a condition.");
    return match == Group::Match::Any
        ? GroupBox::tr("Nothing in here yet: without a condition nobody is meant.")
        : GroupBox::tr("Nothing in here yet: without a condition everybody is meant.");
}

} // namespace

GroupBox::GroupBox(RuleBuilder &builder, const NodePath &path, QWidget *parent)
    : RuleCard(builder, path, parent)
    , m_column(new QVBoxLayout(this))
{
    const Group &group = *builder.editor().group(path);
    setAcceptDrops(true);
    setAccessibleName(path.isEmpty() ? tr("All conditions") : tr("A group of conditions"));
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
    row->addWidget(new TextLabel(path.isEmpty() ? tr("Customers for whom") : tr("for whom"),
                       TextLabel::Size::Body, TextLabel::Ink::Muted),
        0, Qt::AlignTop);
    static_cast<QWidget *>(row->itemAt(row->count() - 1)->widget())->setFixedHeight(height::field);
    row->addWidget(match, 0, Qt::AlignTop);
    row->addStretch();
    if (!path.isEmpty())
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
    TextLabel *empty = nullptr;
    if (group.children.empty()) {
        empty = new TextLabel(
            emptyText(path.isEmpty(), group.match), TextLabel::Size::Body, TextLabel::Ink::Muted);
        empty->setWordWrap(true);
        m_column->addWidget(empty);
    }
    connect(match, &QComboBox::activated, this, [this, empty](int index) {
        if (empty)
            empty->setText(emptyText(this->path().isEmpty(), Group::Match(index)));
        this->builder().editor().setMatch(this->path(), Group::Match(index));
    });
    m_column->addWidget(makeAdd(), 0, Qt::AlignLeft);
}

QWidget *GroupBox::makeAdd()
{
    auto *add = new QPushButton(icon(Icon::Plus), tr("Add a condition"), this);
    add->setObjectName(u"add:"_s + pathText(path()));
    setButtonKind(add, ButtonKind::Quiet);
    connect(add, &QPushButton::clicked, this, [this, add] {
        QList<ChoicePopup::Entry> entries;
        for (const ConditionOffer &offer : conditionOffers(builder().words())) {
            const auto *saved = std::get_if<SegmentCondition>(&offer.node.content);
            if (saved && saved->name == builder().editor().savedName())
                continue; // a segment cannot be made of itself
            entries.append({offer.group, offer.title, offer.also, [box = QPointer(this), node = offer.node] {
                                if (box)
                                    box->builder().editor().add(box->path(), node);
                            }});
        }
        ChoicePopup::open(add, tr("Conditions to add"), std::move(entries));
    });
    return add;
}

RuleCard *GroupBox::cardAt(const NodePath &target)
{
    const auto step = path().size();
    if (target.size() == step)
        return this;
    if (target.size() < step || target[step] >= m_cards.size())
        return nullptr;
    RuleCard *card = m_cards[target[step]];
    if (target.size() == step + 1)
        return card;
    auto *inner = qobject_cast<GroupBox *>(card);
    return inner ? inner->cardAt(target) : nullptr;
}

void GroupBox::setCounts(const NodeCount &counts, const CardCount::Place &place)
{
    RuleCard::setCounts(counts, place);
    const Group *group = builder().editor().group(path());
    if (!group)
        return;
    for (qsizetype i = 0; i < m_cards.size() && size_t(i) < counts.children.size(); ++i)
        m_cards[i]->setCounts(counts.children[size_t(i)], {group->match, i == 0, place.everybody});
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
        painter.setPen(QPen(hasFocus() ? c.accent : c.border, hasFocus() ? 2 : 1));
        painter.setBrush(c.window);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius::card, radius::card);
    } else {
        RuleCard::paintEvent(event);
    }
    if (m_dropPosition >= 0) {
        const int y = m_cards.isEmpty()       ? height() / 2
            : m_dropPosition < m_cards.size() ? m_cards[m_dropPosition]->y() - 5
                                              : m_cards.last()->geometry().bottom() + 5;
        painter.setPen(QPen(c.accent, 2));
        painter.drawLine(space::medium, y, width() - space::medium, y);
    }
}

} // namespace haberdash::ui
