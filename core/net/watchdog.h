// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace haberdash::net {

/// Calls a function when something takes too long, on a thread of its own. The library's time limits hold for
/// a single system call, and reading one encrypted record takes many.
class Watchdog
{
public:
    explicit Watchdog(std::function<void()> bark);
    ~Watchdog();
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;

    void watch(std::chrono::steady_clock::time_point deadline);
    /// False where it barked; never barks after this.
    [[nodiscard]] bool rest();

private:
    static constexpr auto never = std::chrono::steady_clock::time_point::max();
    void run();

    std::function<void()> m_bark;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::chrono::steady_clock::time_point m_deadline = never;
    bool m_hasBarked = false;
    bool m_ends = false;
    std::thread m_thread; // last: it uses the others
};

} // namespace haberdash::net
