// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notice_area.h"

#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

namespace {
constexpr int plainMilliseconds = 5'000;
constexpr int actionMilliseconds = 10'000;
constexpr int mostCards = 3;
} // namespace

NoticeCard::NoticeCard(const Notice &notice, QWidget *parent)
    : QFrame(parent)
    , m_tone(notice.tone)
{
    setObjectName("notice"_L1);
    setAccessibleName(notice.text);
    auto *text = new TextLabel(notice.text, TextLabel::Size::Body, TextLabel::Ink::Text, this);
    text->setWordWrap(notice.text.size() > 60);
    if (text->wordWrap())
        text->setMinimumWidth(380);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(44, space::small, space::small, space::small);
    row->addWidget(text, 1);
    if (!notice.actionText.isEmpty()) {
        auto *action = new QPushButton(notice.actionText, this);
        action->setObjectName("noticeAction"_L1);
        row->addSpacing(space::small);
        row->addWidget(action);
        connect(action, &QPushButton::clicked, this, [this, run = notice.action] {
            if (run)
                run();
            Q_EMIT dismissed();
        });
    }
    auto *close = makeIconButton(Icon::Close, tr("Close this message"), this);
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, &NoticeCard::dismissed);
    m_timer.setSingleShot(true);
    m_timer.setInterval(notice.actionText.isEmpty() ? plainMilliseconds : actionMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &NoticeCard::dismissed);
    m_timer.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeCard::enterEvent(QEnterEvent *event)
{
    m_timer.stop();
    QFrame::enterEvent(event);
}

void NoticeCard::leaveEvent(QEvent *event)
{
    m_timer.start();
    QFrame::leaveEvent(event);
}

void NoticeCard::paintEvent(QPaintEvent *)
{
    const Colors &c = colorsOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.fieldBorder);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::popup, radius::popup);
    const QRect place(16, (height() - 18) / 2, 18, 18);
    switch (m_tone) {
    case Tone::Positive:
        paintIcon(painter, Icon::Check, place, c.positive);
        break;
    case Tone::Warning:
        paintIcon(painter, Icon::Warning, place, c.warning);
        break;
    case Tone::Negative:
        paintIcon(painter, Icon::Error, place, c.negative);
        break;
    case Tone::Neutral:
        paintIcon(painter, Icon::Info, place, c.accent);
        break;
    }
}

NoticeArea::NoticeArea(QWidget *window)
    : QWidget(window)
{
    setAccessibleName(tr("Messages"));
}

void NoticeArea::add(const Notice &notice)
{
    auto *card = new NoticeCard(notice, this);
    m_cards << card;
    connect(card, &NoticeCard::dismissed, this, [this, card] {
        m_cards.removeOne(card);
        card->hide();
        card->deleteLater();
        settle();
    });
    card->show();
    while (m_cards.size() > mostCards) {
        NoticeCard *oldest = m_cards.takeFirst();
        oldest->hide();
        oldest->deleteLater();
    }
    settle();
}

void NoticeArea::place(int left)
{
    m_left = left;
    settle();
}

void NoticeArea::settle()
{
    int across = 0;
    int tall = 0;
    for (NoticeCard *card : m_cards) {
        card->adjustSize();
        across = std::max(across, card->width());
        tall += card->height() + space::small;
    }
    setVisible(!m_cards.isEmpty());
    const QRect pages = parentWidget()->rect().adjusted(m_left, 0, 0, 0);
    across = std::min(across, pages.width() - 2 * space::large);
    // At the right, where it covers neither the tasks nor the beginnings of lines.
    setGeometry(pages.right() - across - space::huge, pages.bottom() - tall - space::normal, across, tall);
    int y = 0;
    for (NoticeCard *card : m_cards) {
        const int cardWidth = std::min(across, card->width());
        card->setGeometry(across - cardWidth, y, cardWidth, card->height());
        y += card->height() + space::small;
    }
    raise();
}

} // namespace haberdash::ui
