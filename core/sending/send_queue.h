// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/outbox_repository.h"

#include <deque>
#include <functional>
#include <map>
#include <variant>

namespace haberdash::sending {

/// Which way a message may go now (an index), or from when on one is open.
using WayOut = std::variant<int, Timestamp>;

/// The messages of a campaign in the order in which they may go: what failed for a while and is due again,
/// then what is planned and due. Messages whose domain has to wait step aside and hold nobody else up. Reads
/// in pages, so that a million waiting messages cost no time before the first.
class SendQueue
{
public:
    SendQueue(store::Outbox &outbox, CampaignId campaign)
        : m_outbox(outbox)
        , m_campaign(campaign)
    { }

    struct Pick
    {
        store::WaitingRow row;
        int way = 0;
        bool isRetry = false;
    };
    /// Asks which way a message may go. `isWholly` false: only its domain has to wait.
    struct Answer
    {
        WayOut way;
        bool isOnlyTheDomain = false;
    };
    using Choose = std::function<Answer(const store::WaitingRow &)>;

    /// The next message and its way, or nothing: then `opensAt` says when to ask again.
    /// @param isHoldingSome messages that were given out are not claimed yet: they still look as if they
    /// waited, so the queue does not begin anew
    [[nodiscard]] Result<std::optional<Pick>> next(
        Timestamp now, const Choose &choose, bool isHoldingSome = false);
    /// When the first message that had to wait may go; nothing: none is waiting for a limit.
    [[nodiscard]] std::optional<Timestamp> opensAt() const { return m_opensAt; }

private:
    [[nodiscard]] Result<bool> refill(Timestamp now, bool mayBeginAnew);
    [[nodiscard]] std::optional<Pick> take(
        std::deque<store::WaitingRow> &rows, bool isRetry, const Choose &choose);
    void waitUntil(Timestamp at);

    store::Outbox &m_outbox;
    CampaignId m_campaign;
    std::deque<store::WaitingRow> m_retries;
    std::deque<store::WaitingRow> m_page;
    std::map<QString, std::deque<store::WaitingRow>> m_aside; ///< by domain
    store::WaitingRow m_cursor;
    std::optional<Timestamp> m_retriesReadAt;
    std::optional<Timestamp> m_opensAt;
};

} // namespace haberdash::sending
