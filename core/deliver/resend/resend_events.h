// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/event_reader.h"

namespace haberdash::deliver {

/// Resend: the list of mails with the last thing that happened to each, the newest first. When it happened is
/// not told: the event has the time at which the mail was accepted. Source: DELIVERY 9.10.
class ResendEvents final : public EventReader
{
public:
    using EventReader::EventReader;
    [[nodiscard]] net::HttpRequest question(const EventCursor &at, Timestamp now) const override;
    [[nodiscard]] std::optional<EventPage> read(
        const ServiceReply &reply, const EventCursor &at) const override;
};

} // namespace haberdash::deliver
