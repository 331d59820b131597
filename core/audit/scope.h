// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/dates.h"
#include "core/audit/event_facts.h"
#include "core/audit/local_time.h"
#include "core/audit/order.h"
#include "core/audit/person.h"
#include "core/base/progress.h"
#include "core/store/workspace.h"

#include <memory>

namespace haberdash::audit {

/// What a run of checks shares: the store, the instant, the shop's currency and calendar, and what several
/// checks would else read twice. For one thread.
class Scope
{
public:
    [[nodiscard]] static Result<Scope> open(
        store::Connection &connection, Timestamp asOf, store::WorkspaceInfo info);

    [[nodiscard]] store::Connection &connection() const { return *m_connection; }
    [[nodiscard]] Timestamp asOf() const { return m_asOf; }
    [[nodiscard]] const PossibleTimes &times() const { return m_times; }
    [[nodiscard]] const store::WorkspaceInfo &info() const { return m_info; }
    [[nodiscard]] const LocalTime &localTime() const { return m_localTime; }
    /// Three letters, as orders carry them.
    [[nodiscard]] const std::string &currency() const { return m_currency; }
    /// "12.50 EUR" from minor units of a currency; one that is none counts as the shop's.
    [[nodiscard]] QString money(qint64 minorUnits, const std::string &currency) const;
    /// The first instant of a local day.
    [[nodiscard]] Timestamp startOfDay(qint64 day) const;

    /// One pass over the events, made when it is first asked for.
    [[nodiscard]] Result<const EventFacts *> events();

private:
    Scope(store::Connection &connection, Timestamp asOf, store::WorkspaceInfo info, PossibleTimes times);
    store::Connection *m_connection;
    Timestamp m_asOf;
    PossibleTimes m_times;
    store::WorkspaceInfo m_info;
    LocalTime m_localTime;
    std::string m_currency;
    std::optional<EventFacts> m_events;
};

} // namespace haberdash::audit
