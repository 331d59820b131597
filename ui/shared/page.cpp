// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/page.h"

#include "ui/shared/haberdash_style.h"
#include "ui/shared/theme.h"
#include "ui/shared/widgets.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace haberdash::ui {

Page::Page(const QString &question, QWidget *parent)
    : QWidget(parent)
    , m_question(new TextLabel(question, TextLabel::Size::Title, TextLabel::Ink::Text, this))
    , m_subline(new TextLabel({}, TextLabel::Size::Body, TextLabel::Ink::Muted, this))
    , m_actions(new QHBoxLayout)
    , m_faces(new FaceStack(QMargins(0, 0, space::huge, space::large), this))
{
    m_question->setObjectName("pageQuestion"_L1);
    m_question->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_subline->setObjectName("pageSubline"_L1);
    m_subline->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_subline->hide();
    setAccessibleName(question);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_question);
    words->addWidget(m_subline);
    m_actions->setSpacing(space::small);
    auto *header = new QHBoxLayout;
    header->setSpacing(space::normal);
    header->addLayout(words, 1);
    header->addLayout(m_actions);

    auto *column = new QVBoxLayout(this);
    // The faces reach the right and lower edge, so that scroll bars stand at the edge of the window.
    header->setContentsMargins(0, 0, space::huge, 0);
    column->setContentsMargins(space::huge, space::large, 0, 0);
    column->setSpacing(space::large);
    column->addLayout(header);
    column->addWidget(m_faces, 1);
}

void Page::setQuestion(const QString &question)
{
    m_question->setText(question);
    setAccessibleName(question);
}

QString Page::question() const
{
    return m_question->text();
}

void Page::setSubline(const QString &text)
{
    m_subline->setText(text);
    m_subline->setVisible(!text.isEmpty());
}

QPushButton *Page::addAction(const QString &text, Icon which, const QString &objectName)
{
    auto *button = new QPushButton(icon(which), text, this);
    button->setObjectName(objectName);
    addActionWidget(button);
    return button;
}

QPushButton *Page::addPrimaryAction(const QString &text, Icon which, const QString &objectName)
{
    QPushButton *button = addAction(text, which, objectName);
    setButtonKind(button, ButtonKind::Primary);
    return button;
}

void Page::addActionWidget(QWidget *widget)
{
    m_actions->addWidget(widget, 0, Qt::AlignVCenter);
}

QVBoxLayout *Page::makeScrollingContent()
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that nothing jumps when it is needed
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::huge - 12, space::large); // the scroll bar has the other 12
    column->setSpacing(space::normal);
    area->setWidget(content);
    content->setAutoFillBackground(false); // after setWidget(), which turns it on
    m_faces->setFullFace(area, true);
    return column;
}

void Page::bringIntoView(QWidget *card)
{
    const auto scroll = [this, card] {
        auto *area = findChild<QScrollArea *>();
        if (!area || !area->widget()->isAncestorOf(card))
            return;
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        const int top = card->mapTo(area->widget(), QPoint()).y();
        QScrollBar *bar = area->verticalScrollBar();
        const int room = area->viewport()->height();
        if (top < bar->value() || card->height() > room)
            bar->setValue(top);
        else if (top + card->height() > bar->value() + room)
            bar->setValue(top + card->height() - room);
    };
    // Widgets that were put into a layout are shown in the next round of events; the card has its place
    // after.
    QTimer::singleShot(0, card, [card, scroll] { QTimer::singleShot(0, card, scroll); });
}

void Page::activate(const QString &)
{ }

void putInTabOrder(QWidget *before, const QList<QWidget *> &places)
{
    for (const QWidget *place : places) {
        for (QWidget *inside : place->findChildren<QWidget *>()) {
            if (!(inside->focusPolicy() & Qt::TabFocus))
                continue;
            QWidget::setTabOrder(before, inside);
            before = inside;
        }
    }
}

} // namespace haberdash::ui
