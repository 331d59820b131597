// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/dates.h"
#include "core/audit/local_time.h"
#include "core/store/connection.h"

#include <QHash>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace haberdash::audit {

/// How many happened on each local day (days since 1970).
using DayCounts = std::map<qint64, qint64>;

/// What one pass over all events tells.
struct EventFacts
{
    struct Kind
    {
        QString name; ///< "product_view"
        DayCounts days; ///< only events that can have happened
        qint64 count = 0;
    };
    std::vector<Kind> kinds; ///< in the order of event_type
    qint64 people = 0; ///< customers with an event
    std::vector<qint64> peopleWithImpossibleDates; ///< ascending
    QHash<qint64, QString> remarks; ///< about those
    std::optional<Timestamp> last; ///< the newest event that can have happened
};

[[nodiscard]] Result<EventFacts> readEventFacts(
    store::Connection &connection, const PossibleTimes &times, const LocalTime &localTime);

} // namespace haberdash::audit
