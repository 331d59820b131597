// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/event_reader.h"

namespace haberdash::deliver {

/// Postmark: lists of bounces, of messages (whose details say when they were delivered), of openings and of
/// clicks, each with an offset up to 10,000 rows. The first two are cut into days where they have more, the
/// others come newest first and cannot be cut. Source: DELIVERY 9.5.
class PostmarkEvents final : public EventReader
{
public:
    using EventReader::EventReader;
    [[nodiscard]] net::HttpRequest question(const EventCursor &at, Timestamp now) const override;
    [[nodiscard]] std::optional<EventPage> read(
        const ServiceReply &reply, const EventCursor &at) const override;
    [[nodiscard]] EventPage withoutMessage(const EventCursor &at) const override;

private:
    [[nodiscard]] std::optional<EventPage> readBounces(
        const ServiceReply &reply, const EventCursor &at) const;
    [[nodiscard]] std::optional<EventPage> readMessages(
        const ServiceReply &reply, const EventCursor &at) const;
    [[nodiscard]] std::optional<EventPage> readDetails(
        const ServiceReply &reply, const EventCursor &at) const;
    [[nodiscard]] std::optional<EventPage> readVisits(const ServiceReply &reply, const EventCursor &at) const;
};

} // namespace haberdash::deliver
