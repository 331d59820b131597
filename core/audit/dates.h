// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

namespace haberdash::audit {

/// When what a shop tells of can have happened.
struct PossibleTimes
{
    qint64 first = 946'684'800'000; ///< milliseconds; 1 January 2000, UTC
    qint64 last = 0; ///< the instant of the audit

    [[nodiscard]] constexpr bool contain(qint64 milliseconds) const
    {
        return milliseconds >= first && milliseconds <= last;
    }
};

/// Hardly a shop has data from before the year 2000: a date from then was mostly written in another way than
/// it was read. Where more than half of all orders are from then it is an old shop, and time begins in 1970.
[[nodiscard]] Result<PossibleTimes> possibleTimes(store::Connection &connection, Timestamp asOf);

} // namespace haberdash::audit
