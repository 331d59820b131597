// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/segments/trace_list.h"

#include "core/segment/rule_sentence.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

using namespace segment;

namespace {

enum Role { DepthRole = Qt::UserRole + 1, HoldsRole, HelpsRole, TitleRole, WordRole, ValueRole, GroupRole };

constexpr int iconSize = 16;
constexpr int padding = 8;
constexpr int step = 24; ///< a group's children are this much further in

struct Measures
{
    QRect icon;
    QRect title;
    QRect word;
    QRect value;
    int height = 0;
};

QFont titleFont(const QModelIndex &index)
{
    return fontFor(index.data(GroupRole).toBool() ? TextRole::Strong : TextRole::Body);
}

/// Where the parts of a line are, from its top left corner.
Measures measuresOf(const QModelIndex &index, int width)
{
    const QFontMetrics title(titleFont(index));
    const QFontMetrics small(fontFor(TextRole::Small));
    const QString word = index.data(WordRole).toString();
    const QString value = index.data(ValueRole).toString();
    Measures measures;
    const int left = padding + index.data(DepthRole).toInt() * step;
    measures.icon = QRect(left, padding + (title.height() - iconSize) / 2, iconSize, iconSize);
    const int wordWidth = small.horizontalAdvance(word);
    measures.word = QRect(width - padding - wordWidth, padding, wordWidth, title.height());
    const int textLeft = left + iconSize + padding;
    const int room = std::max(80, measures.word.left() - 2 * padding - textLeft);
    const auto rectOf = [&](const QFontMetrics &metrics, const QString &text, int top) {
        const QRect needed = metrics.boundingRect(QRect(0, 0, room, 10'000), int(Qt::TextWordWrap), text);
        return QRect(textLeft, top, room, needed.height());
    };
    measures.title = rectOf(title, index.data(TitleRole).toString(), padding);
    measures.height = measures.title.bottom() + 1 + padding;
    if (!value.isEmpty()) {
        measures.value = rectOf(small, value, measures.title.bottom() + 3);
        measures.height = measures.value.bottom() + 1 + padding;
    }
    return measures;
}

class TracePainter final : public QStyledItemDelegate
{
public:
    explicit TracePainter(QListWidget *list)
        : QStyledItemDelegate(list)
        , m_list(list)
    { }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const int width = m_list->viewport()->width();
        return {width, measuresOf(index, width).height};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colorsOf(option.palette);
        const Measures measures = measuresOf(index, option.rect.width());
        const bool holds = index.data(HoldsRole).toBool();
        const QColor tone = index.data(HelpsRole).toBool() ? c.positive : c.negative;
        painter->save();
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(c.accent, 1.5));
            painter->drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), radius::field, radius::field);
        }
        painter->translate(option.rect.topLeft());
        paintIcon(*painter, holds ? Icon::Check : Icon::Close, measures.icon, tone);
        painter->setFont(titleFont(index));
        painter->setPen(c.text);
        painter->drawText(measures.title, int(Qt::TextWordWrap), index.data(TitleRole).toString());
        painter->setFont(fontFor(TextRole::Small));
        painter->setPen(tone);
        painter->drawText(measures.word, int(Qt::AlignVCenter), index.data(WordRole).toString());
        painter->setPen(c.mutedText);
        painter->drawText(measures.value, int(Qt::TextWordWrap), index.data(ValueRole).toString());
        painter->restore();
    }

private:
    QListWidget *m_list;
};

QString groupInWords(Group::Match match)
{
    switch (match) {
    case Group::Match::All:
        return TraceList::tr("All of these");
    case Group::Match::Any:
        return TraceList::tr("At least one of these");
    case Group::Match::None:
        return TraceList::tr("None of these");
    }
    return {};
}

/// What a line is of, and whether it stands inside an odd number of "none of these".
struct Place
{
    const Node *node = nullptr;
    bool isExcluded = false;
};

Place placeOf(const Rule &rule, const std::vector<int> &path)
{
    Place place;
    const Group *group = &rule.root;
    for (const int position : path) {
        if (!group || size_t(position) >= group->children.size())
            return {};
        if (group->match == Group::Match::None)
            place.isExcluded = !place.isExcluded;
        place.node = &group->children[size_t(position)];
        group = std::get_if<Group>(&place.node->content);
    }
    return place;
}

QString sentenceOf(const Node &node)
{
    if (const auto *group = std::get_if<Group>(&node.content))
        return groupInWords(group->match);
    QString text = sentence(node);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

TraceList::TraceList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName("whyTrace"_L1);
    setAccessibleName(tr("The conditions, one by one"));
    setItemDelegate(new TracePainter(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::NoSelection);
}

void TraceList::setTrace(const Rule &rule, const std::vector<TraceLine> &lines)
{
    clear();
    const int rootDepth = rule.root.match == Group::Match::All ? 0 : 1;
    if (rootDepth > 0 && !lines.empty()) {
        // "All of these" goes without saying; the others do not.
        auto *item = new QListWidgetItem(this);
        item->setData(TitleRole, groupInWords(rule.root.match));
        item->setData(GroupRole, true);
        item->setData(HoldsRole, lines.front().holds);
        item->setData(HelpsRole, lines.front().holds);
    }
    for (const TraceLine &line : lines) {
        const Place place = placeOf(rule, line.path);
        if (!place.node)
            continue;
        auto *item = new QListWidgetItem(this);
        item->setData(DepthRole, rootDepth + int(line.path.size()) - 1);
        item->setData(HoldsRole, line.holds);
        item->setData(HelpsRole, line.holds != place.isExcluded);
        item->setData(TitleRole, sentenceOf(*place.node));
        item->setData(ValueRole, line.value);
        item->setData(GroupRole, std::holds_alternative<Group>(place.node->content));
    }
    for (int i = 0; i < count(); ++i) {
        QListWidgetItem *const line = item(i);
        const QString word = line->data(HoldsRole).toBool() ? tr("holds") : tr("does not hold");
        line->setData(WordRole, word);
        QStringList spoken{word, line->data(TitleRole).toString()};
        if (const QString value = line->data(ValueRole).toString(); !value.isEmpty())
            spoken.append(value);
        line->setData(Qt::AccessibleTextRole, spoken.join(u"; "_s));
    }
}

void TraceList::resizeEvent(QResizeEvent *event)
{
    QListWidget::resizeEvent(event);
    scheduleDelayedItemsLayout(); // lines wrap differently now
}

} // namespace haberdash::ui
