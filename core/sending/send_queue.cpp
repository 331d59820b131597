// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/send_queue.h"

namespace haberdash::sending {

namespace {

constexpr int pageSize = 500;
/// Retries become due by the minute; asking more often would only cost.
constexpr std::chrono::seconds retryPause(1);

} // namespace

void SendQueue::waitUntil(Timestamp at)
{
    m_opensAt = m_opensAt ? std::min(*m_opensAt, at) : at;
}

std::optional<SendQueue::Pick> SendQueue::take(
    std::deque<store::WaitingRow> &rows, bool isRetry, const Choose &choose)
{
    while (!rows.empty()) {
        const auto answer = choose(rows.front());
        if (const int *way = std::get_if<int>(&answer.way)) {
            Pick pick{rows.front(), *way, isRetry};
            rows.pop_front();
            return pick;
        }
        waitUntil(std::get<Timestamp>(answer.way));
        if (!answer.isOnlyTheDomain || &rows != &m_page)
            return std::nullopt;
        m_aside[rows.front().domain].push_back(rows.front());
        rows.pop_front();
    }
    return std::nullopt;
}

Result<bool> SendQueue::refill(Timestamp now, bool mayBeginAnew)
{
    HABERDASH_TRY_ASSIGN(rows, m_outbox.dueRows(m_campaign, now, m_cursor, pageSize));
    if (rows.isEmpty() && mayBeginAnew && m_aside.empty() && m_cursor.id.isValid()) {
        // Somebody may have planned messages again that we have passed.
        m_cursor = {};
        HABERDASH_TRY_ASSIGN(again, m_outbox.dueRows(m_campaign, now, m_cursor, pageSize));
        rows = again;
    }
    if (!rows.isEmpty())
        m_cursor = rows.last();
    m_page.assign(rows.begin(), rows.end());
    return !m_page.empty();
}

Result<std::optional<SendQueue::Pick>> SendQueue::next(
    Timestamp now, const Choose &choose, bool isHoldingSome)
{
    m_opensAt.reset();
    if (m_retries.empty() && !isHoldingSome
        && (!m_retriesReadAt || now - *m_retriesReadAt >= retryPause || now < *m_retriesReadAt)) {
        HABERDASH_TRY_ASSIGN(due, m_outbox.retriesDue(m_campaign, now, pageSize));
        m_retries.assign(due.begin(), due.end());
        m_retriesReadAt = now;
    }
    if (auto pick = take(m_retries, true, choose))
        return pick;
    for (auto aside = m_aside.begin(); aside != m_aside.end();) {
        auto pick = take(aside->second, false, choose);
        aside = aside->second.empty() ? m_aside.erase(aside) : std::next(aside);
        if (pick)
            return pick;
    }
    for (;;) {
        if (m_page.empty()) {
            HABERDASH_TRY_ASSIGN(more, refill(now, !isHoldingSome));
            if (!more)
                return std::nullopt;
        }
        if (auto pick = take(m_page, false, choose))
            return pick;
        if (!m_page.empty()) // every way is closed for now
            return std::nullopt;
    }
}

} // namespace haberdash::sending
