// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account_limits.h"

#include <deque>
#include <unordered_map>

namespace haberdash::sending {

/// Says when an account may hand over its next message: rolling windows per second, minute, hour and day, per
/// hour and domain, a ramp for new senders, and the pace that the other side taught us (DELIVERY 1.5). Pure:
/// what was handed over before is told to it, from the store after a restart. A clock that was set back opens
/// nothing: what lies in the future counts as just now.
class RateLimiter
{
public:
    RateLimiter(const store::AccountLimits &limits, const store::AccountPace &pace);

    /// How far back hand-overs matter.
    static constexpr std::chrono::hours memory{24};

    /// One message was handed over. In the order of time, save for clocks that were set back.
    void record(Timestamp at, const QString &domain);
    /// The last message that was told of was not handed over after all.
    void takeBack(const QString &domain);
    /// Whether the other side has asked for a rest that is not over.
    [[nodiscard]] bool isResting(Timestamp now) const
    {
        return m_pace.restsUntil && *m_pace.restsUntil > now;
    }
    /// The first instant from `now` on at which a message to `domain` may be handed over.
    [[nodiscard]] Timestamp earliest(Timestamp now, const QString &domain) const;
    /// The same without looking at domains.
    [[nodiscard]] Timestamp earliest(Timestamp now) const;
    /// Whether there are limits for domains, so that one domain may have to wait and another not.
    [[nodiscard]] bool knowsDomains() const { return m_limits.perHourAndDomain > 0; }
    /// How many may go on the day of the ramp that `now` is in; 0: no ramp, or it is over.
    [[nodiscard]] int rampOf(Timestamp now) const;

    /// The other side took a message without complaint. After fifty of them the pace quickens by a tenth.
    void accepted();
    /// The other side wants mail more slowly: half the pace, and a rest.
    /// @param retryAfter as it asks for; nothing: a minute
    void throttled(Timestamp now, std::optional<std::chrono::seconds> retryAfter);
    /// The other side asks for a rest without complaining: its books for now are full.
    void restUntil(Timestamp instant);
    [[nodiscard]] const store::AccountPace &pace() const { return m_pace; }

private:
    using Log = std::deque<Timestamp>;
    [[nodiscard]] static std::optional<Timestamp> opens(
        const Log &log, int limit, std::chrono::milliseconds window, Timestamp now);

    store::AccountLimits m_limits;
    store::AccountPace m_pace;
    Log m_log;
    size_t m_kept = 0; ///< of the log: no limit looks further back
    std::optional<Timestamp> m_last;
    std::unordered_map<std::string, Log> m_domains;
    int m_cleanInARow = 0;
};

} // namespace haberdash::sending
