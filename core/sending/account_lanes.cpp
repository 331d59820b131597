// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/account_lanes.h"

#include <algorithm>

namespace haberdash::sending {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A crash leaves a batch uncertain as a whole, so batches stay small even where a service takes more.
constexpr int largestBatch = 50;

/// What was handed over in the last day. What lies in the future, or rests beyond a day, comes from a clock
/// that was wrong, and counts as just now.
Result<RateLimiter> limiterOf(
    store::Outbox &outbox, const store::Account &account, const store::AccountPace &pace, Timestamp now)
{
    auto limits = account.limits;
    if (limits.warmUpSince)
        limits.warmUpSince = std::min(*limits.warmUpSince, now);
    auto sane = pace;
    if (sane.restsUntil && *sane.restsUntil > now + RateLimiter::memory)
        sane.restsUntil = now;
    RateLimiter limiter(limits, sane);
    HABERDASH_TRY_ASSIGN(attempts, outbox.attemptsSince(account.id, now - RateLimiter::memory));
    for (const auto &attempt : attempts)
        limiter.record(std::min(attempt.startedAt, now), attempt.domain);
    return limiter;
}

} // namespace

Result<std::unique_ptr<AccountLanes>> AccountLanes::open(store::Connection &connection, store::Outbox &outbox,
    const QList<store::Account> &accounts, const OpenTransport &openTransport, const MakeMaker &makeMaker,
    Timestamp now)
{
    std::unique_ptr<AccountLanes> lanes(new AccountLanes);
    for (const auto &account : accounts) {
        auto transport = openTransport(account);
        if (!transport && !lanes->m_lanes.empty()) {
            lanes->m_notes.append(u"“%1” was left out: %2"_s.arg(account.name, transport.error().detail));
            continue;
        }
        if (!transport)
            return tl::unexpected(transport.error());
        HABERDASH_TRY_ASSIGN(sender, EmailAddress::fromString(account.fromAddress));
        HABERDASH_TRY_ASSIGN(pace, store::accountPace(connection, account.id));
        HABERDASH_TRY_ASSIGN(limiter, limiterOf(outbox, account, pace, now));
        HABERDASH_TRY_ASSIGN(maker, makeMaker(account));
        const int batch = std::clamp((*transport)->limits().batch, 1, largestBatch);
        lanes->m_lanes.push_back(std::unique_ptr<Lane>(
            new Lane{account, sender, account.onlyDomains.toLower().split(u' ', Qt::SkipEmptyParts),
                std::move(limiter), std::move(*transport), std::move(maker), batch, 1, 0, 0, {}, pace}));
    }
    return lanes;
}

bool AccountLanes::mayTake(const Lane &lane, const store::WaitingRow &row) const
{
    return lane.brokenBecause.isEmpty() && (lane.domains.isEmpty() || lane.domains.contains(row.domain));
}

SendQueue::Answer AccountLanes::choose(const store::WaitingRow &row, Timestamp now, int only) const
{
    // An account that names the domain goes before those that take everybody's mail, and the account that
    // tried before goes before all.
    const auto rank = [&row](const Lane &lane) {
        return (lane.account.id == row.account ? 2 : 0) + (lane.domains.isEmpty() ? 0 : 1);
    };
    int best = -1;
    Timestamp opens = Timestamp::max();
    bool onlyTheDomain = true;
    bool isNamed = false;
    for (const auto &lane : m_lanes)
        isNamed = isNamed || (!lane->domains.isEmpty() && mayTake(*lane, row));
    for (int i = 0; i < int(m_lanes.size()); ++i) {
        const Lane &lane = *m_lanes[size_t(i)];
        if (!mayTake(lane, row) || (isNamed && lane.domains.isEmpty()))
            continue;
        const Timestamp at = lane.limiter.earliest(now, row.domain);
        if (at <= now && (only < 0 || only == i)) {
            if (best < 0 || rank(lane) > rank(*m_lanes[size_t(best)]))
                best = i;
            continue;
        }
        opens = std::min(opens, std::max(at, now + std::chrono::milliseconds(1)));
        onlyTheDomain = onlyTheDomain && only < 0 && lane.limiter.earliest(now) <= now;
    }
    if (best >= 0)
        return {best, false};
    // Nobody takes this domain's mail: it steps aside for a day, and the campaign's page shows it as waiting.
    if (opens == Timestamp::max())
        return {now + RateLimiter::memory, true};
    // Routes by domain make waiting a matter of the domain, too: other domains go other ways.
    return {opens, onlyTheDomain || m_lanes.size() > 1};
}

bool AccountLanes::areAllBroken() const
{
    return std::all_of(
        m_lanes.begin(), m_lanes.end(), [](const auto &lane) { return !lane->brokenBecause.isEmpty(); });
}

QString AccountLanes::brokenBecause() const
{
    QStringList reasons;
    for (const auto &lane : m_lanes) {
        if (!lane->brokenBecause.isEmpty())
            reasons.append(lane->brokenBecause);
    }
    reasons.removeDuplicates();
    return reasons.join(u' ');
}

Result<> AccountLanes::keepPaces(store::Connection &connection)
{
    for (auto &lane : m_lanes) {
        if (lane->keptPace == lane->limiter.pace())
            continue;
        HABERDASH_TRY(store::setAccountPace(connection, lane->account.id, lane->limiter.pace()));
        lane->keptPace = lane->limiter.pace();
    }
    return {};
}

void AccountLanes::cancel()
{
    for (const auto &lane : m_lanes)
        lane->transport->cancel();
}

void AccountLanes::close()
{
    for (const auto &lane : m_lanes)
        lane->transport->close();
}

} // namespace haberdash::sending
