// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/idea_row.h"

#include "ui/shared/theme.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

IdeaRow::IdeaRow(const WeeklyIdea &idea, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(idea.icon)
    , m_name(idea.name)
    , m_reason(idea.reason)
{
    setObjectName(u"idea:"_s + idea.name);
    setAccessibleName(m_name);
    setAccessibleDescription(m_reason);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &IdeaRow::opened);
}

void IdeaRow::setCount(const segment::Count &count, const Format &format)
{
    m_matching = count.matching == 1 ? tr("1 person") : tr("%1 people").arg(format.number(count.matching));
    m_mailable = tr("%1 may be sent e-mail").arg(format.number(count.mailable));
    setAccessibleDescription(m_reason + u' ' + m_matching + u", "_s + m_mailable);
    update();
}

void IdeaRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = colorsOf(this);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? c.pressed : c.hover);
        painter.drawRoundedRect(rect().adjusted(0, 2, 0, -2), radius::field, radius::field);
    }
    if (hasFocus()) {
        painter.setPen(QPen(c.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect().adjusted(1, 3, -1, -3), radius::field, radius::field);
    }
    paintIcon(painter, m_icon, QRect(space::small, (height() - 20) / 2, 20, 20), c.accent);
    paintIcon(painter, Icon::ChevronRight, QRect(width() - 24, (height() - 16) / 2, 16, 16), c.mutedText);
    const QFontMetrics strong(fontFor(TextRole::Strong));
    const QFontMetrics body(fontFor(TextRole::Small));
    // Two more than measured: advances are rounded.
    const int right = std::max(strong.horizontalAdvance(m_matching), body.horizontalAdvance(m_mailable)) + 2;
    const QRect words(space::large * 2 - space::tiny, 0, width() - right - 104, height());
    const QRect figures(width() - right - 40, 0, right, height());
    const auto lines
        = [&](const QRect &place, Qt::Alignment side, const QString &first, const QString &second) {
              painter.setFont(fontFor(TextRole::Strong));
              painter.setPen(c.text);
              painter.drawText(place.adjusted(0, 9, 0, -height() / 2 + 1), int(side | Qt::AlignVCenter),
                  strong.elidedText(first, Qt::ElideRight, place.width()));
              painter.setFont(fontFor(TextRole::Small));
              painter.setPen(c.mutedText);
              painter.drawText(place.adjusted(0, height() / 2, 0, -9), int(side | Qt::AlignVCenter),
                  body.elidedText(second, Qt::ElideRight, place.width()));
          };
    lines(words, Qt::AlignLeft, m_name, m_reason);
    lines(figures, Qt::AlignRight, m_matching, m_mailable);
}

} // namespace haberdash::ui
