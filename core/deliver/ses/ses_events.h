// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/event_reader.h"

namespace haberdash::deliver {

/// Amazon SES: the suppression list of the account, which tells who bounced for good or complained, without
/// the message. More costs extra (insights, one message a second) or needs a queue. Source: DELIVERY 9.6.
class SesEvents final : public EventReader
{
public:
    using EventReader::EventReader;
    [[nodiscard]] net::HttpRequest question(const EventCursor &at, Timestamp now) const override;
    [[nodiscard]] std::optional<EventPage> read(
        const ServiceReply &reply, const EventCursor &at) const override;
};

} // namespace haberdash::deliver
