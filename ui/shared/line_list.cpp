// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/line_list.h"

#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {

enum Role { KeyRole = Qt::UserRole + 1, TitleRole, DetailRole, FootRole, NoteRole, ToneRole };

class LinePainter final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {120, index.data(FootRole).toString().isEmpty() ? 58 : 76};
    }

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
        const QRect top(area.left(), area.top(), area.width(), 20);
        const int noteWidth = paintNote(painter, top, option, index, selected);
        const QFont strong = fontFor(TextRole::Strong);
        const int titleWidth = area.width() - (noteWidth > 0 ? noteWidth + 8 : 0);
        painter->setFont(strong);
        painter->setPen(selected ? c.accentSoftText : c.text);
        painter->drawText(QRect(top.left(), top.top(), titleWidth, top.height()),
            int(Qt::AlignLeft | Qt::AlignVCenter),
            QFontMetrics(strong).elidedText(index.data(TitleRole).toString(), Qt::ElideRight, titleWidth));
        const QFont small = fontFor(TextRole::Small);
        painter->setFont(small);
        painter->setPen(selected ? c.accentSoftText : c.mutedText);
        int y = area.top() + 22;
        for (const int role : {DetailRole, FootRole}) {
            painter->drawText(QRect(area.left(), y, area.width(), 18), int(Qt::AlignLeft | Qt::AlignVCenter),
                QFontMetrics(small).elidedText(index.data(role).toString(), Qt::ElideRight, area.width()));
            y += 19;
        }
        painter->restore();
    }

private:
    static int paintNote(QPainter *painter, const QRect &top, const QStyleOptionViewItem &option,
        const QModelIndex &index, bool selected)
    {
        const QString note = index.data(NoteRole).toString();
        if (note.isEmpty())
            return 0;
        const auto tone = Tone(index.data(ToneRole).toInt());
        if (tone != Tone::Neutral) {
            const QSize size = Badge::sizeFor(note);
            Badge::paint(*painter, QRect(QPoint(top.right() - size.width(), top.top()), size), note, tone,
                option.palette);
            return size.width();
        }
        const Colors &c = colorsOf(option.palette);
        const QFont small = fontFor(TextRole::Small);
        painter->setFont(small);
        painter->setPen(selected ? c.accentSoftText : c.mutedText);
        painter->drawText(top, int(Qt::AlignRight | Qt::AlignVCenter), note);
        return QFontMetrics(small).horizontalAdvance(note);
    }
};

} // namespace

LineList::LineList(const QString &objectName, const QString &accessibleName, QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    setItemDelegate(new LinePainter(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setUniformItemSizes(true);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            Q_EMIT chosen(item->data(KeyRole).toString());
    });
}

void LineList::setRows(const QList<Row> &rows)
{
    const QSignalBlocker quiet(this);
    const QString key = current();
    while (count() > rows.size())
        delete takeItem(count() - 1);
    while (count() < rows.size())
        addItem(new QListWidgetItem);
    for (int i = 0; i < count(); ++i) { // in place, so that the list does not jump
        const Row &row = rows[i];
        QListWidgetItem *const item = this->item(i);
        item->setData(KeyRole, row.key);
        item->setData(TitleRole, row.title);
        item->setData(DetailRole, row.detail);
        item->setData(FootRole, row.foot);
        item->setData(NoteRole, row.note);
        item->setData(ToneRole, int(row.tone));
        item->setToolTip(row.detail.isEmpty() ? row.title : row.title + u'\n' + row.detail);
        item->setData(
            Qt::AccessibleTextRole, QStringList{row.title, row.note, row.detail, row.foot}.join(u", "_s));
    }
    if (current() != key)
        select(key);
}

void LineList::select(const QString &key)
{
    const QSignalBlocker quiet(this);
    setCurrentItem(nullptr);
    for (int i = 0; i < count(); ++i) {
        if (item(i)->data(KeyRole).toString().compare(key, Qt::CaseInsensitive) == 0)
            setCurrentRow(i);
    }
}

QString LineList::current() const
{
    return currentItem() ? currentItem()->data(KeyRole).toString() : QString();
}

QStringList LineList::keys() const
{
    QStringList keys;
    for (int i = 0; i < count(); ++i)
        keys.append(item(i)->data(KeyRole).toString());
    return keys;
}

QStringList LineList::selectedKeys() const
{
    QStringList keys;
    for (int i = 0; i < count(); ++i) {
        if (item(i)->isSelected())
            keys.append(item(i)->data(KeyRole).toString());
    }
    return keys;
}

} // namespace haberdash::ui
