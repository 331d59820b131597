// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>

namespace haberdash::ui {

/// Tells workers that nobody waits for their answer any more: because a newer question was asked, or because
/// the one who asked is gone. A member of the one who asks; hand what renew() gives to
/// store::Connection::setInterrupt().
class StopSource
{
public:
    StopSource() = default;
    StopSource(const StopSource &) = delete;
    StopSource &operator=(const StopSource &) = delete;
    ~StopSource() { stop(); }

    /// Stops the question before and gives the check for the next one.
    [[nodiscard]] std::function<bool()> renew()
    {
        stop();
        m_stopped = std::make_shared<std::atomic<bool>>(false);
        return [stopped = m_stopped] { return stopped->load(std::memory_order_relaxed); };
    }
    void stop()
    {
        if (m_stopped)
            m_stopped->store(true, std::memory_order_relaxed);
    }

private:
    std::shared_ptr<std::atomic<bool>> m_stopped; // shared with workers, who may live longer
};

} // namespace haberdash::ui
