// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/message_maker.h"
#include "core/deliver/transport.h"
#include "core/sending/rate_limiter.h"
#include "core/sending/send_queue.h"
#include "core/store/account_repository.h"

#include <memory>

namespace haberdash::sending {

/// Opens the way out of an account, without reaching the other side yet.
using OpenTransport = std::function<Result<std::unique_ptr<deliver::Transport>>(const store::Account &)>;

/// One account at work.
struct Lane
{
    store::Account account;
    EmailAddress sender;
    QStringList domains; ///< whose mail goes this way; empty: everybody's
    RateLimiter limiter;
    std::unique_ptr<deliver::Transport> transport;
    campaign::MessageMaker maker;
    int batch = 1; ///< messages for one call
    int calls = 1; ///< that are claimed together: as many as the other side answers in a moment
    int connectionFailures = 0; ///< one after the other
    int refusals = 0; ///< one after the other
    QString brokenBecause; ///< it cannot go on, for this reason; empty: it can
    store::AccountPace keptPace; ///< as the store has it
};

/// The accounts that share the work of a campaign: chooses one for each message by whose mail it takes and by
/// what its limits allow. Only `cancel` may be called from other threads: the lanes stay what they are from
/// `open` on.
class AccountLanes
{
public:
    using MakeMaker = std::function<Result<campaign::MessageMaker>(const store::Account &)>;

    /// The first account must open; further ones that do not are left out, and `notes` says why.
    [[nodiscard]] static Result<std::unique_ptr<AccountLanes>> open(store::Connection &connection,
        store::Outbox &outbox, const QList<store::Account> &accounts, const OpenTransport &openTransport,
        const MakeMaker &makeMaker, Timestamp now);

    /// @param only this lane or none, where a batch for it is being put together; -1: any
    [[nodiscard]] SendQueue::Answer choose(const store::WaitingRow &row, Timestamp now, int only = -1) const;
    [[nodiscard]] Lane &lane(int way) { return *m_lanes[size_t(way)]; }
    [[nodiscard]] bool areAllBroken() const;
    [[nodiscard]] QString brokenBecause() const;
    [[nodiscard]] const QStringList &notes() const { return m_notes; }
    /// Keeps what the other sides taught us, where that changed.
    [[nodiscard]] Result<> keepPaces(store::Connection &connection);

    void cancel();
    void close();

private:
    AccountLanes() = default;
    [[nodiscard]] bool mayTake(const Lane &lane, const store::WaitingRow &row) const;

    std::vector<std::unique_ptr<Lane>> m_lanes;
    QStringList m_notes;
};

} // namespace haberdash::sending
