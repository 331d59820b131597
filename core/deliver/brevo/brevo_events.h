// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/event_reader.h"

namespace haberdash::deliver {

/// Brevo: `GET /v3/smtp/statistics/events`, by whole days, the oldest first, with an offset.
/// Source: DELIVERY 9.7.
class BrevoEvents final : public EventReader
{
public:
    using EventReader::EventReader;
    [[nodiscard]] net::HttpRequest question(const EventCursor &at, Timestamp now) const override;
    [[nodiscard]] std::optional<EventPage> read(
        const ServiceReply &reply, const EventCursor &at) const override;
};

} // namespace haberdash::deliver
