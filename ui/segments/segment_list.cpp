// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/segment_list.h"

#include "core/segment/rule_sentence.h"
#include "ui/shared/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

enum Role { NameRole = Qt::UserRole + 1, SentenceRole, CountRole, MailableRole };

/// Two lines: name and count above, the sentence below.
class Lines final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {120, 76}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colorsOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect ground = option.rect.adjusted(2, 2, -2, -2);
        if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? c.accentSoft : c.hover);
            painter->drawRoundedRect(ground, radius::field, radius::field);
        }
        if (selected && option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(c.accent, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(ground.adjusted(1, 1, -1, -1), radius::field, radius::field);
        }
        const QRect area = ground.adjusted(10, 7, -10, -7);
        const QString count = index.data(CountRole).toString();
        const QFont strong = fontFor(TextRole::Strong);
        const QFont small = fontFor(TextRole::Small);
        const int countWidth = QFontMetrics(strong).horizontalAdvance(count);
        painter->setFont(strong);
        painter->setPen(selected ? c.accentSoftText : c.text);
        const QRect top(area.left(), area.top(), area.width(), 20);
        painter->drawText(top.adjusted(0, 0, -countWidth - 8, 0), int(Qt::AlignLeft | Qt::AlignVCenter),
            QFontMetrics(strong).elidedText(index.data(NameRole).toString(), Qt::ElideRight, area.width() - countWidth - 8));
        painter->drawText(top, int(Qt::AlignRight | Qt::AlignVCenter), count);
        painter->setFont(small);
        painter->setPen(selected ? c.accentSoftText : c.mutedText);
        const QFontMetrics metrics(small);
        const QString mailable = index.data(MailableRole).toString();
        painter->drawText(QRect(area.left(), area.top() + 22, area.width(), 18), int(Qt::AlignLeft | Qt::AlignVCenter),
            metrics.elidedText(index.data(SentenceRole).toString(), Qt::ElideRight, area.width()));
        painter->drawText(QRect(area.left(), area.top() + 41, area.width(), 18), int(Qt::AlignLeft | Qt::AlignVCenter), mailable);
        painter->restore();
    }
};

} // namespace

SegmentList::SegmentList(Format format, QWidget *parent)
    : QListWidget(parent)
    , m_format(std::move(format))
{
    setObjectName("segmentList"_L1);
    setAccessibleName(tr("Saved segments"));
    setItemDelegate(new Lines(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setUniformItemSizes(true);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            Q_EMIT chosen(item->data(NameRole).toString());
    });
}

QListWidgetItem *SegmentList::itemOf(const QString &name) const
{
    for (int i = 0; i < count(); ++i) {
        if (item(i)->data(NameRole).toString().compare(name, Qt::CaseInsensitive) == 0)
            return item(i);
    }
    return nullptr;
}

QStringList SegmentList::names() const
{
    QStringList list;
    for (int i = 0; i < count(); ++i)
        list.append(item(i)->data(NameRole).toString());
    return list;
}

void SegmentList::setSegments(const QList<segment::SavedSegment> &segments)
{
    const QSignalBlocker quiet(this);
    const QString current = currentItem() ? currentItem()->data(NameRole).toString() : QString();
    clear();
    for (const segment::SavedSegment &saved : segments) {
        auto *item = new QListWidgetItem(this);
        const QString sentence = segment::sentence(saved.rule);
        item->setData(NameRole, saved.name);
        item->setData(SentenceRole, sentence);
        item->setToolTip(sentence);
        item->setData(Qt::AccessibleTextRole, QString(saved.name + u": "_s + sentence));
    }
    select(current);
    setCounts(m_counts);
}

void SegmentList::setCounts(const QHash<QString, segment::Count> &counts)
{
    m_counts = counts;
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        if (QListWidgetItem *item = itemOf(it.key())) {
            item->setData(CountRole, m_format.number(it->matching));
            item->setData(MailableRole, tr("%1 may be sent e-mail").arg(m_format.number(it->mailable)));
        }
    }
}

void SegmentList::select(const QString &name)
{
    const QSignalBlocker quiet(this);
    setCurrentItem(name.isEmpty() ? nullptr : itemOf(name));
    if (name.isEmpty())
        clearSelection();
}

} // namespace haberdash::ui
