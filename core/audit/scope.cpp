// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/scope.h"

namespace haberdash::audit {

Result<Scope> Scope::open(store::Connection &connection, Timestamp asOf, store::WorkspaceInfo info)
{
    HABERDASH_TRY_ASSIGN(times, possibleTimes(connection, asOf));
    return Scope(connection, asOf, std::move(info), times);
}

Scope::Scope(store::Connection &connection, Timestamp asOf, store::WorkspaceInfo info, PossibleTimes times)
    : m_connection(&connection)
    , m_asOf(asOf)
    , m_times(times)
    , m_info(std::move(info))
    , m_localTime(m_info.timeZone)
    , m_currency(m_info.currency.toString().toStdString())
{ }

QString Scope::money(qint64 minorUnits, const std::string &currency) const
{
    const auto code = CurrencyCode::fromString(QString::fromStdString(currency)).value_or(m_info.currency);
    return Money(minorUnits, code).toPlainString() + u' ' + code.toString();
}

Timestamp Scope::startOfDay(qint64 day) const
{
    return startOf(Day(std::chrono::days(day)), m_info.timeZone);
}

Result<const EventFacts *> Scope::events()
{
    if (!m_events) {
        HABERDASH_TRY_ASSIGN(facts, readEventFacts(*m_connection, m_times, m_localTime));
        m_events = std::move(facts);
    }
    return &*m_events;
}

} // namespace haberdash::audit
