// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>

#include <memory>

namespace haberdash::ui {

/// Calls `handle(result)` on the receiver's thread once `future` has its result, unless it was cancelled or
/// the receiver is gone by then. Not QFuture::then(this, ...): in Qt 6.4.2 that asserts when `this` dies
/// first.
template<typename T, typename Handle>
void whenDone(const QFuture<T> &future, QObject *receiver, Handle handle)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, receiver, [watcher, handle = std::move(handle)]() mutable {
            watcher->deleteLater();
            if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
                handle(watcher->result());
        });
    watcher->setFuture(future);
}

/// Newest request wins: a new future cancels the one before, and answers that come late are dropped.
/// A member of the object that asks; lives on its thread.
template<typename T>
class LatestOnly
{
public:
    LatestOnly() = default;
    LatestOnly(const LatestOnly &) = delete;
    LatestOnly &operator=(const LatestOnly &) = delete;
    ~LatestOnly() { cancel(); }

    template<typename Handle>
    void run(QFuture<T> future, QObject *receiver, Handle handle)
    {
        cancel();
        m_future = future;
        m_running = true;
        const quint64 mine = *m_generation;
        whenDone(future, receiver,
            [this, mine, alive = std::weak_ptr<quint64>(m_generation), handle = std::move(handle)](
                T value) mutable {
                const auto generation = alive.lock();
                if (!generation || *generation != mine)
                    return;
                m_running = false;
                handle(std::move(value));
            });
    }
    /// Drops what is under way; nothing will be called.
    void cancel()
    {
        ++*m_generation;
        m_running = false;
        m_future.cancel();
    }
    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    // Shared with the pending answers, which look through weak pointers whether this object is still there.
    std::shared_ptr<quint64> m_generation = std::make_shared<quint64>(0);
    QFuture<T> m_future;
    bool m_running = false;
};

} // namespace haberdash::ui
