// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/arrival_hours.h"

#include "core/base/stable_hash.h"
#include "core/contact/zone_of_place.h"

namespace haberdash::campaign {

using namespace Qt::Literals::StringLiterals;

Result<ArrivalHours> ArrivalHours::open(store::Connection &connection,
    const store::CampaignSchedule &schedule, const QString &salt, const QTimeZone &shopZone)
{
    HABERDASH_TRY_ASSIGN(place, connection.prepare(u"SELECT country, region FROM customer WHERE id = ?1"_s));
    return ArrivalHours(std::move(place), schedule, salt, shopZone);
}

Result<QTimeZone> ArrivalHours::zoneOf(CustomerId customer)
{
    HABERDASH_TRY_ASSIGN(found, m_place.bind(1, customer).step());
    const auto zone = found ? contact::zoneOfPlace(m_place.text(0), m_place.text(1), m_shopZone) : m_shopZone;
    m_place.reset();
    return zone;
}

Result<Timestamp> ArrivalHours::next(CustomerId customer, Timestamp now)
{
    if (m_schedule.window.isAlwaysOpen())
        return now;
    HABERDASH_TRY_ASSIGN(zone, zoneOf(customer));
    // Settings without any day are refused when they are saved.
    return consent::nextOpening(m_schedule.window, zone, now).value_or(now);
}

Result<Timestamp> ArrivalHours::dueAt(CustomerId customer, Timestamp now)
{
    if (!m_schedule.startsAt && m_schedule.spreadMinutes == 0 && m_schedule.window.isAlwaysOpen())
        return Timestamp{};
    Timestamp due = m_schedule.startsAt.value_or(now);
    if (m_schedule.startsAt && m_schedule.inLocalTime) {
        HABERDASH_TRY_ASSIGN(zone, zoneOf(customer));
        due = consent::sameClockTime(due, m_shopZone, zone);
        for (int day = 1; due < now && *m_schedule.startsAt >= now; ++day)
            due = consent::sameClockTime(
                *m_schedule.startsAt + std::chrono::hours(24) * day, m_shopZone, zone);
    }
    if (m_schedule.spreadMinutes > 0) {
        const double share = toUnitInterval(stableHash(m_salt.toStdString() + "/spread", customer.value()));
        due += std::chrono::milliseconds(qint64(share * m_schedule.spreadMinutes * 60'000));
    }
    return next(customer, due);
}

} // namespace haberdash::campaign
