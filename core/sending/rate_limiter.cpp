// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sending/rate_limiter.h"

#include <algorithm>

namespace haberdash::sending {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds second(1000);
constexpr milliseconds minute = 60 * second;
constexpr milliseconds hour = 60 * minute;
constexpr milliseconds day = 24 * hour;
/// A pace slower than this is no pace but a pause.
constexpr int slowest = 10 * 60 * 1000;
constexpr int firstInterval = 1000;
/// Below this it is as good as none.
constexpr int quickest = 20;
constexpr int cleanBeforeQuickening = 50;
/// Doubling beyond these days overflows no number and limits nobody.
constexpr qint64 rampDays = 24;

} // namespace

RateLimiter::RateLimiter(const store::AccountLimits &limits, const store::AccountPace &pace)
    : m_limits(limits)
    , m_pace(pace)
    , m_kept(size_t(std::max({limits.perSecond, limits.perMinute, limits.perHour, limits.perDay})))
{
    // The ramp's own numbers grow by the day; its last one bounds what it can look back at.
    if (limits.warmUpFirstDay > 0)
        m_kept = std::max(m_kept, limits.perDay > 0 ? size_t(limits.perDay) : size_t(2'000'000));
}

void RateLimiter::record(Timestamp at, const QString &domain)
{
    m_last = at;
    if (m_kept > 0) {
        m_log.push_back(at);
        if (m_log.size() > m_kept)
            m_log.pop_front();
    }
    if (knowsDomains()) {
        auto &log = m_domains[domain.toStdString()];
        log.push_back(at);
        if (log.size() > size_t(m_limits.perHourAndDomain))
            log.pop_front();
    }
}

void RateLimiter::takeBack(const QString &domain)
{
    if (!m_log.empty())
        m_log.pop_back();
    if (const auto log = m_domains.find(domain.toStdString()); log != m_domains.end() && !log->second.empty())
        log->second.pop_back();
}

int RateLimiter::rampOf(Timestamp now) const
{
    if (m_limits.warmUpFirstDay == 0)
        return 0;
    const auto since = m_limits.warmUpSince.value_or(now);
    const auto days = std::clamp<qint64>((now - since) / day, 0, rampDays);
    const qint64 ramp = qint64(m_limits.warmUpFirstDay) << days;
    const bool isOver = days == rampDays || (m_limits.perDay > 0 && ramp >= m_limits.perDay);
    return isOver ? 0 : int(std::min<qint64>(ramp, 1 << 30));
}

std::optional<Timestamp> RateLimiter::opens(
    const Log &log, int limit, std::chrono::milliseconds window, Timestamp now)
{
    if (limit <= 0 || log.size() < size_t(limit))
        return std::nullopt;
    return std::min(log[log.size() - size_t(limit)], now) + window;
}

Timestamp RateLimiter::earliest(Timestamp now) const
{
    Timestamp at = now;
    const auto wait = [&at](const std::optional<Timestamp> &until) {
        if (until)
            at = std::max(at, *until);
    };
    wait(opens(m_log, m_limits.perSecond, second, now));
    wait(opens(m_log, m_limits.perMinute, minute, now));
    wait(opens(m_log, m_limits.perHour, hour, now));
    wait(opens(m_log, m_limits.perDay, day, now));
    if (const int ramp = rampOf(now); ramp > 0) {
        if (auto until = opens(m_log, ramp, day, now)) {
            // The next day of the ramp allows more.
            const auto since = m_limits.warmUpSince.value_or(now);
            const Timestamp tomorrow = since + ((now - since) / day + 1) * day;
            wait(std::min(*until, tomorrow));
        }
    }
    if (m_last && m_pace.intervalMs > 0)
        wait(std::min(*m_last, now) + milliseconds(m_pace.intervalMs));
    wait(m_pace.restsUntil);
    return at;
}

Timestamp RateLimiter::earliest(Timestamp now, const QString &domain) const
{
    Timestamp at = earliest(now);
    if (const auto log = m_domains.find(domain.toStdString()); log != m_domains.end()) {
        if (const auto until = opens(log->second, m_limits.perHourAndDomain, hour, now))
            at = std::max(at, *until);
    }
    return at;
}

void RateLimiter::accepted()
{
    if (m_pace.intervalMs == 0 || ++m_cleanInARow < cleanBeforeQuickening)
        return;
    m_cleanInARow = 0;
    m_pace.intervalMs = m_pace.intervalMs * 10 / 11;
    if (m_pace.intervalMs < quickest)
        m_pace.intervalMs = 0;
}

void RateLimiter::throttled(Timestamp now, std::optional<std::chrono::seconds> retryAfter)
{
    m_cleanInARow = 0;
    m_pace.intervalMs = std::clamp(m_pace.intervalMs * 2, firstInterval, slowest);
    restUntil(now + retryAfter.value_or(std::chrono::seconds(60)));
}

void RateLimiter::restUntil(Timestamp instant)
{
    m_pace.restsUntil = std::max(m_pace.restsUntil.value_or(instant), instant);
}

} // namespace haberdash::sending
