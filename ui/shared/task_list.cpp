// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/task_list.h"

#include "ui/shared/error_text.h"

#include <QTimerEvent>

#include <algorithm>

namespace haberdash::ui {

namespace {
constexpr int refreshMilliseconds = 100;
}

Task::Task(const QString &title, TaskList *list)
    : QObject(list)
    , m_list(*list)
    , m_title(title)
{ }

void Task::cancel()
{
    if (m_state != State::Running)
        return;
    m_progress->cancel();
    m_state = State::Cancelling;
    m_list.noteChanged(this);
    Q_EMIT changed();
}

void Task::finish(const QString &resultText)
{
    m_fraction = 1;
    end(State::Done, resultText.isEmpty() ? tr("Done") : resultText);
}

void Task::fail(const Error &error)
{
    m_error = error;
    if (error.code == Error::Code::Cancelled)
        end(State::Cancelled, tr("Stopped; nothing was changed"));
    else
        end(State::Failed, headlineOf(error));
}

void Task::end(State state, const QString &text)
{
    if (isFinished())
        return;
    m_state = state;
    m_resultText = text;
    m_list.noteFinished(this);
    Q_EMIT changed();
    Q_EMIT finished();
}

void Task::refresh()
{
    const qint64 total = m_progress->total();
    const double fraction
        = total > 0 ? std::clamp(double(m_progress->done()) / double(total), 0.0, 1.0) : -1.0;
    if (fraction == m_fraction)
        return;
    m_fraction = fraction;
    m_list.noteChanged(this);
    Q_EMIT changed();
}

TaskList::TaskList(QObject *parent)
    : QAbstractListModel(parent)
{ }

TaskList::~TaskList()
{
    // Workers keep their progress; they see the wish and end by themselves.
    for (Task *task : m_tasks)
        task->m_progress->cancel();
}

Task *TaskList::start(const QString &title)
{
    beginInsertRows({}, 0, 0);
    auto *task = new Task(title, this);
    m_tasks.insert(m_tasks.begin(), task);
    endInsertRows();
    if (m_timer == 0)
        m_timer = startTimer(refreshMilliseconds);
    Q_EMIT runningCountChanged(runningCount());
    return task;
}

Task *TaskList::at(int row) const
{
    return row >= 0 && row < int(m_tasks.size()) ? m_tasks[std::size_t(row)] : nullptr;
}

int TaskList::runningCount() const
{
    return int(
        std::count_if(m_tasks.begin(), m_tasks.end(), [](const Task *task) { return !task->isFinished(); }));
}

void TaskList::cancelAll()
{
    for (Task *task : m_tasks)
        task->cancel();
}

void TaskList::clearFinished()
{
    for (int row = int(m_tasks.size()) - 1; row >= 0; --row) {
        Task *task = m_tasks[std::size_t(row)];
        if (!task->isFinished())
            continue;
        beginRemoveRows({}, row, row);
        m_tasks.erase(m_tasks.begin() + row);
        endRemoveRows();
        task->deleteLater();
    }
}

int TaskList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tasks.size());
}

QVariant TaskList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    Task *task = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return task->title();
    case TaskRole:
        return QVariant::fromValue(task);
    case StateRole:
        return int(task->state());
    case FractionRole:
        return task->fraction();
    case ResultRole:
        return task->resultText();
    default:
        return {};
    }
}

void TaskList::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer)
        return;
    for (Task *task : m_tasks) {
        if (!task->isFinished())
            task->refresh();
    }
}

void TaskList::noteChanged(Task *task)
{
    const auto at = std::find(m_tasks.begin(), m_tasks.end(), task);
    if (at == m_tasks.end())
        return;
    const QModelIndex changed = index(int(at - m_tasks.begin()));
    Q_EMIT dataChanged(changed, changed);
}

void TaskList::noteFinished(Task *task)
{
    noteChanged(task);
    const int running = runningCount();
    if (running == 0 && m_timer != 0) {
        killTimer(m_timer);
        m_timer = 0;
    }
    Q_EMIT taskFinished(task);
    Q_EMIT runningCountChanged(running);
}

} // namespace haberdash::ui
