// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace haberdash {

/// Ends blocking work soon after somebody asked to stop.
class Canceller
{
public:
    /// @param cancel called from a thread of its own, once
    Canceller(std::function<void()> cancel, const Progress &progress)
        : m_thread([this, cancel = std::move(cancel), &progress] {
            std::unique_lock lock(m_mutex);
            while (!m_wake.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_done; })) {
                if (progress.isCancelled()) {
                    cancel();
                    return;
                }
            }
        })
    { }
    Canceller(const Canceller &) = delete;
    Canceller &operator=(const Canceller &) = delete;
    ~Canceller()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_done = true;
        }
        m_wake.notify_all();
        m_thread.join();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_done = false;
    std::thread m_thread; // last: it uses the others
};

} // namespace haberdash
