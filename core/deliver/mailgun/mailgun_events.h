// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/event_reader.h"

namespace haberdash::deliver {

/// Mailgun: `POST /v1/analytics/logs`, the oldest first, with a token for the next page. Source:
/// DELIVERY 9.4.
class MailgunEvents final : public EventReader
{
public:
    using EventReader::EventReader;
    [[nodiscard]] net::HttpRequest question(const EventCursor &at, Timestamp now) const override;
    [[nodiscard]] std::optional<EventPage> read(
        const ServiceReply &reply, const EventCursor &at) const override;
};

} // namespace haberdash::deliver
