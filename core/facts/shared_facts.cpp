// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/shared_facts.h"

#include "core/facts/file_stamp.h"
#include "core/store/connection.h"

#include <QThread>

namespace haberdash::facts {

namespace {

/// Beyond this share of the customers it is quicker to read all of them.
constexpr size_t mostPatched = 10;

} // namespace

Result<SharedFacts::Shared> SharedFacts::current(
    store::Connection &connection, const std::function<bool()> &stopped)
{
    const std::lock_guard reading(m_reading);
    // Asked before reading: what is written meanwhile is read once more the next time, never missed.
    const QByteArray stamp = fileStamp(connection);
    {
        const std::lock_guard lock(m_mutex);
        if (m_facts && stamp == m_stamp)
            return m_facts;
    }
    HABERDASH_TRY_ASSIGN(now, storePoint(connection));
    HABERDASH_TRY_ASSIGN(facts, read(connection, now, stopped));
    const std::lock_guard lock(m_mutex);
    m_facts = std::move(facts);
    m_point = now;
    m_stamp = stamp;
    return m_facts;
}

Result<SharedFacts::Shared> SharedFacts::read(
    store::Connection &connection, const StorePoint &now, const std::function<bool()> &stopped)
{
    if (m_facts && now == m_point)
        return m_facts;
    if (m_facts) {
        HABERDASH_TRY_ASSIGN(changed, changedSince(connection, m_point, now));
        if (changed && (changed->size() + m_facts->patchedRows()) * mostPatched <= m_facts->size() + 1000) {
            if (auto patched = m_facts->patched(connection, *changed)) {
                ++m_patches;
                return *patched;
            }
        }
    }
    ++m_readings;
    return Facts::load(connection, QThread::idealThreadCount(), stopped);
}

SharedFacts::Shared SharedFacts::atHand() const
{
    const std::lock_guard lock(m_mutex);
    return m_facts;
}

int SharedFacts::readings() const
{
    const std::lock_guard lock(m_mutex);
    return m_readings;
}

int SharedFacts::patches() const
{
    const std::lock_guard lock(m_mutex);
    return m_patches;
}

} // namespace haberdash::facts
