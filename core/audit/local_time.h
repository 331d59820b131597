// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <vector>

namespace haberdash::audit {

/// Clock time in one zone for millions of instants in any order: the zone's changes between 1970 and the end
/// of this century are looked up once. Instants before count with the first offset.
class LocalTime
{
public:
    explicit LocalTime(const QTimeZone &zone);
    /// Milliseconds since 1970 as if the local clock showed UTC.
    [[nodiscard]] qint64 toLocal(qint64 milliseconds) const;
    /// Days since 1970 on the local calendar.
    [[nodiscard]] qint64 day(qint64 milliseconds) const;
    /// Whether the local clock shows midnight to the second.
    [[nodiscard]] bool isMidnight(qint64 milliseconds) const;

private:
    struct Change
    {
        qint64 at;
        qint64 offset;
    };
    std::vector<Change> m_changes; ///< never empty; the first holds from ever
};

} // namespace haberdash::audit
