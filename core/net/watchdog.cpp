// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/watchdog.h"

namespace haberdash::net {

Watchdog::Watchdog(std::function<void()> bark)
    : m_bark(std::move(bark))
    , m_thread([this] { run(); })
{ }

Watchdog::~Watchdog()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_ends = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void Watchdog::watch(std::chrono::steady_clock::time_point deadline)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_deadline = deadline;
        m_hasBarked = false;
    }
    m_changed.notify_one();
}

bool Watchdog::rest()
{
    const std::scoped_lock lock(m_mutex);
    m_deadline = never; // the thread finds out when it wakes: no need to wake it
    return !m_hasBarked;
}

void Watchdog::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_ends) {
        if (m_deadline == never) {
            m_changed.wait(lock);
        } else if (std::chrono::steady_clock::now() < m_deadline) {
            const auto deadline = m_deadline; // a copy: it may be put off while this thread waits
            m_changed.wait_until(lock, deadline);
        } else {
            m_deadline = never;
            m_hasBarked = true;
            m_bark();
        }
    }
}

} // namespace haberdash::net
