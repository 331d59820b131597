// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

namespace haberdash::audit {

/// 1 January 2000, UTC: nobody's shop has data from before it.
inline constexpr qint64 earliest = 946'684'800'000;

/// Whether something can have happened then: not before the year 2000, not after the instant of the
/// question.
[[nodiscard]] constexpr bool isPossible(qint64 milliseconds, Timestamp asOf)
{
    return milliseconds >= earliest && milliseconds <= toMilliseconds(asOf);
}

} // namespace haberdash::audit
