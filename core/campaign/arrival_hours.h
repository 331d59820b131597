// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/campaign_settings.h"
#include "core/store/connection.h"

namespace haberdash::campaign {

/// When mail may reach one customer after the other, by the clock where they live.
class ArrivalHours
{
public:
    [[nodiscard]] static Result<ArrivalHours> open(store::Connection &connection,
        const store::CampaignSchedule &schedule, const QString &salt, const QTimeZone &shopZone);
    /// The first instant from `now` on at which the window is open; `now` itself where it is.
    [[nodiscard]] Result<Timestamp> next(CustomerId customer, Timestamp now);
    /// When the schedule means a mail to go out that is planned at `now`: at its start, in local time where
    /// that is wished (a time that has passed there is the next day's), spread evenly and always alike, and
    /// within the window. The epoch where the schedule asks nothing: at any time.
    [[nodiscard]] Result<Timestamp> dueAt(CustomerId customer, Timestamp now);

private:
    ArrivalHours(store::Statement place, const store::CampaignSchedule &schedule, QString salt,
        const QTimeZone &shopZone)
        : m_place(std::move(place))
        , m_schedule(schedule)
        , m_salt(std::move(salt))
        , m_shopZone(shopZone)
    { }
    [[nodiscard]] Result<QTimeZone> zoneOf(CustomerId customer);

    store::Statement m_place;
    store::CampaignSchedule m_schedule;
    QString m_salt;
    QTimeZone m_shopZone;
};

} // namespace haberdash::campaign
