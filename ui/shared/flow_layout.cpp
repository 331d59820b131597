// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/flow_layout.h"

#include "ui/shared/theme.h"

#include <algorithm>

namespace haberdash::ui {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(space::small);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

void FlowLayout::addBreak(int indent)
{
    m_items.append(new QSpacerItem(indent, 0));
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

/// Gives the height needed; items of one line are centred on each other.
int FlowLayout::arrange(const QRect &rect, bool place) const
{
    const QRect area = rect.marginsRemoved(contentsMargins());
    int y = area.y();
    int indent = 0; // of the lines from the last break on
    qsizetype first = 0;
    while (first < m_items.size()) {
        if (m_items[first]->spacerItem()) {
            indent = m_items[first]->sizeHint().width();
            ++first;
            continue;
        }
        int x = area.x() + indent;
        int lineHeight = 0;
        qsizetype end = first;
        for (; end < m_items.size() && !m_items[end]->spacerItem(); ++end) {
            const QSize size = m_items[end]->sizeHint();
            if (m_items[end]->isEmpty())
                continue;
            if (x > area.x() + indent && x + size.width() > area.right() + 1)
                break;
            x += size.width() + spacing();
            lineHeight = std::max(lineHeight, size.height());
        }
        if (place) {
            x = area.x() + indent;
            for (qsizetype i = first; i < end; ++i) {
                if (m_items[i]->isEmpty())
                    continue;
                QSize size = m_items[i]->sizeHint();
                size.setWidth(std::min(size.width(), area.width() - indent));
                m_items[i]->setGeometry({QPoint(x, y + (lineHeight - size.height()) / 2), size});
                x += size.width() + spacing();
            }
        }
        y += lineHeight + spacing();
        first = end;
    }
    return std::max(0, y - spacing() - area.y()) + contentsMargins().top() + contentsMargins().bottom();
}

} // namespace haberdash::ui
