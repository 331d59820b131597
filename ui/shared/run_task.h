// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/task_list.h"
#include "ui/shared/when_done.h"

#include <QtConcurrentRun>

namespace haberdash::ui {

/// Runs `work(Progress &) -> Result<T>` on the thread pool as a task people can see and stop. Afterwards
/// `handle(Result<T>) -> QString` runs on the receiver's thread; what it returns is shown as the result of
/// the task (return an empty text to say just "Done"). When the receiver is gone by then, only the task ends.
/// `work` gets values, opens its own connection and drops it before it returns. `T` is not void.
template<typename Work, typename Handle>
Task *runTask(TaskList &list, const QString &title, Work work, QObject *receiver, Handle handle)
{
    using Answer = std::invoke_result_t<Work, Progress &>;
    Task *task = list.start(title);
    QFuture<Answer> future = QtConcurrent::run(
        [work = std::move(work), progress = task->progress()]() mutable { return work(*progress); });
    whenDone(future, task,
        [task, receiver = QPointer<QObject>(receiver), handle = std::move(handle)](Answer answer) mutable {
            const bool ok = answer.has_value();
            const Error error = ok ? Error{} : answer.error();
            QString text;
            if (receiver)
                text = handle(std::move(answer));
            if (ok)
                task->finish(text);
            else
                task->fail(error);
        });
    return task;
}

} // namespace haberdash::ui
