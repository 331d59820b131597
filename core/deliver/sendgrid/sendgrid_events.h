// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/event_reader.h"

namespace haberdash::deliver {

/// SendGrid: `POST /v3/logs` names messages by when they were accepted, `GET /v3/logs/{id}` tells what became
/// of one. Lists of complaints and unsubscribes besides, because those come days after. Source: DELIVERY 9.3.
/// The log has no pages, so a slice of time that fills one is halved and asked for anew. Of messages that
/// were looked at before, only those are asked for again that had not arrived.
class SendGridEvents final : public EventReader
{
public:
    using EventReader::EventReader;
    [[nodiscard]] net::HttpRequest question(const EventCursor &at, Timestamp now) const override;
    [[nodiscard]] std::optional<EventPage> read(
        const ServiceReply &reply, const EventCursor &at) const override;
    [[nodiscard]] EventPage withoutMessage(const EventCursor &at) const override;

private:
    [[nodiscard]] std::optional<EventPage> readLog(const ServiceReply &reply, const EventCursor &at) const;
    [[nodiscard]] std::optional<EventPage> readMessage(
        const ServiceReply &reply, const EventCursor &at) const;
    [[nodiscard]] std::optional<EventPage> readList(const ServiceReply &reply, const EventCursor &at) const;
};

} // namespace haberdash::deliver
