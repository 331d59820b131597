// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/local_time.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace haberdash::audit {

namespace {

constexpr qint64 dayLength = 86'400'000;

qint64 floorDivide(qint64 value, qint64 divisor)
{
    return value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor);
}

} // namespace

LocalTime::LocalTime(const QTimeZone &zone)
{
    const QDateTime begin = QDateTime(QDate(1970, 1, 1), QTime(0, 0), Qt::UTC);
    const QDateTime end = QDateTime(QDate(2099, 12, 31), QTime(0, 0), Qt::UTC);
    m_changes.push_back({std::numeric_limits<qint64>::min(), qint64(zone.offsetFromUtc(begin)) * 1000});
    for (const auto &change : zone.transitions(begin, end))
        m_changes.push_back({change.atUtc.toMSecsSinceEpoch(), qint64(change.offsetFromUtc) * 1000});
}

qint64 LocalTime::toLocal(qint64 milliseconds) const
{
    const auto after = std::upper_bound(m_changes.begin() + 1, m_changes.end(), milliseconds,
        [](qint64 value, const Change &change) { return value < change.at; });
    return milliseconds + std::prev(after)->offset;
}

qint64 LocalTime::day(qint64 milliseconds) const
{
    return floorDivide(toLocal(milliseconds), dayLength);
}

bool LocalTime::isMidnight(qint64 milliseconds) const
{
    const qint64 local = toLocal(milliseconds);
    return local - floorDivide(local, dayLength) * dayLength < 1000;
}

} // namespace haberdash::audit
