// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/notice.h"

#include <QFrame>
#include <QTimer>

namespace haberdash::ui {

/// One short message at the foot of the window.
class NoticeCard final : public QFrame
{
    Q_OBJECT

public:
    NoticeCard(const Notice &notice, QWidget *parent);

Q_SIGNALS:
    void dismissed();

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
    QTimer m_timer;
};

/// Stacks notices at the foot of the window, newest below; at most three. They leave after a while, not while
/// the mouse rests on them; with an action they stay longer.
class NoticeArea final : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeArea(QWidget *window);
    void add(const Notice &notice);
    /// Keeps its place; `left` is where the pages begin.
    void place(int left);

private:
    void settle();

    QList<NoticeCard *> m_cards; // oldest first
    int m_left = 0;
};

} // namespace haberdash::ui
