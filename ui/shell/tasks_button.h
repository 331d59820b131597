// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/task_list.h"
#include "ui/shell/navigation.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QScrollArea;

namespace haberdash::ui {

class TextLabel;

/// One task in the list: title, how far it is, and what came of it.
class TaskRow final : public QWidget
{
    Q_OBJECT

public:
    TaskRow(Task *task, QWidget *parent);

private:
    void refresh();

    QPointer<Task> m_task;
    QLabel *m_picture;
    TextLabel *m_state;
    TextLabel *m_detail;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
};

/// The list of tasks over the window, beside the navigation. Closes with Escape or a click beside it.
class TasksPopover final : public QFrame
{
    Q_OBJECT

public:
    TasksPopover(TaskList &tasks, QWidget *window);
    void openAbove(const QPoint &bottomLeft);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void rebuild();
    void place();

    TaskList &m_tasks;
    QScrollArea *m_area;
    QPoint m_bottomLeft;
};

/// At the foot of the navigation: how many tasks run and how far they are; opens the list.
class TasksButton final : public NavigationRow
{
    Q_OBJECT

public:
    TasksButton(TaskList &tasks, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void toggle();
    [[nodiscard]] double fraction() const;

    TaskList &m_tasks;
    TasksPopover *m_popover = nullptr;
    bool m_unseenFailure = false;
};

} // namespace haberdash::ui
