// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QAbstractListModel>
#include <QPointer>

#include <atomic>
#include <memory>
#include <vector>

namespace haberdash::ui {

class TaskList;

/// What a worker sees of its task. Thread-safe: the worker writes, the window reads ten times a second, so a
/// worker may report as often as it likes.
class TaskProgress final : public Progress
{
public:
    void report(qint64 done, qint64 total) override
    {
        m_done.store(done, std::memory_order_relaxed);
        m_total.store(total, std::memory_order_relaxed);
    }
    [[nodiscard]] bool isCancelled() const override { return m_cancelled.load(std::memory_order_relaxed); }

    void cancel() { m_cancelled.store(true, std::memory_order_relaxed); }
    [[nodiscard]] qint64 done() const { return m_done.load(std::memory_order_relaxed); }
    /// 0 when nobody knows.
    [[nodiscard]] qint64 total() const { return m_total.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_done = 0;
    std::atomic<qint64> m_total = 0;
    std::atomic<bool> m_cancelled = false;
};

/// Work that a person started and may wait for: an import, an export, a sending.
class Task final : public QObject
{
    Q_OBJECT

public:
    enum class State { Running, Cancelling, Done, Failed, Cancelled };
    Q_ENUM(State)

    [[nodiscard]] const QString &title() const { return m_title; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isFinished() const { return m_state > State::Cancelling; }
    /// 0 to 1, or -1 when it is not known.
    [[nodiscard]] double fraction() const { return m_fraction; }
    /// What came out of it ("Accepted 4,812 rows"), or the headline of the error. Empty while it runs.
    [[nodiscard]] const QString &resultText() const { return m_resultText; }
    /// Set when the state is Failed.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// For the function on the worker, which keeps it alive.
    [[nodiscard]] const std::shared_ptr<TaskProgress> &progress() const { return m_progress; }

    /// Asks the worker to stop; it ends when the worker has cleaned up.
    void cancel();
    void finish(const QString &resultText);
    /// Cancelled when the error says so, Failed otherwise.
    void fail(const Error &error);

Q_SIGNALS:
    void changed();
    void finished();

private:
    friend class TaskList;
    Task(const QString &title, TaskList *list);
    void refresh();
    void end(State state, const QString &text);

    TaskList &m_list;
    QString m_title;
    State m_state = State::Running;
    double m_fraction = -1;
    QString m_resultText;
    Error m_error{};
    std::shared_ptr<TaskProgress> m_progress = std::make_shared<TaskProgress>();
};

/// All tasks, newest first; a model for views. Owns them.
class TaskList final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { TaskRole = Qt::UserRole + 1, StateRole, FractionRole, ResultRole };

    explicit TaskList(QObject *parent = nullptr);
    ~TaskList() override;

    /// A running task; use runTask() unless the work is not a function on a thread.
    Task *start(const QString &title);
    [[nodiscard]] Task *at(int row) const;
    [[nodiscard]] int runningCount() const;
    void cancelAll();
    /// Removes what has ended.
    void clearFinished();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void runningCountChanged(int running);
    /// Once for each task that ends, however it ends.
    void taskFinished(haberdash::ui::Task *task);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class Task;
    void noteChanged(Task *task);
    void noteFinished(Task *task);

    std::vector<Task *> m_tasks; // children of this
    int m_timer = 0;
};

} // namespace haberdash::ui
