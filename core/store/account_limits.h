// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

namespace haberdash::store {

/// How many messages an account may hand over, in rolling windows. 0: no limit of ours.
struct AccountLimits
{
    int perSecond = 0;
    int perMinute = 0;
    int perHour = 0;
    int perDay = 0; ///< 24 hours
    int perHourAndDomain = 0; ///< to the addresses of one domain
    int warmUpFirstDay = 0; ///< a new sender begins with so many a day, and may double each day; 0: no ramp
    std::optional<Timestamp> warmUpSince; ///< when the first message of the ramp went out
    friend bool operator==(const AccountLimits &, const AccountLimits &) = default;
};

/// What the other side taught us about how fast it wants mail, kept over restarts.
struct AccountPace
{
    int intervalMs = 0; ///< at least so long between two messages
    std::optional<Timestamp> restsUntil; ///< nothing before
    friend bool operator==(const AccountPace &, const AccountPace &) = default;
};

[[nodiscard]] QString toJson(const AccountLimits &limits);
[[nodiscard]] AccountLimits limitsFromJson(const QString &json);
[[nodiscard]] QString toJson(const AccountPace &pace);
[[nodiscard]] AccountPace paceFromJson(const QString &json);

} // namespace haberdash::store
