// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/event_reader.h"
#include "core/deliver/service_events.h"

namespace haberdash::deliver {

/// Asks a service whose form an `EventReader` knows. A question changes nothing there, so one whose answer
/// was lost, or that failed on the other side, is asked again a few times.
class ServiceEventSource final : public EventSource
{
public:
    ServiceEventSource(std::unique_ptr<Dialect> dialect, const Clock &clock);

    [[nodiscard]] tl::expected<EventPage, EventFault> pull(
        const EventCursor &at, const Progress &progress) override;
    [[nodiscard]] bool pause(std::chrono::milliseconds duration, const Progress &progress) override;

private:
    struct Attempt
    {
        tl::expected<EventPage, EventFault> answer;
        bool mayBeAskedAgain = false;
    };
    [[nodiscard]] Attempt ask(const EventCursor &at);
    [[nodiscard]] EventFault judge(const ServiceReply &reply, const EventCursor &at) const;

    std::unique_ptr<Dialect> m_dialect;
    std::unique_ptr<EventReader> m_reader;
    const Clock &m_clock;
    net::HttpClient m_client;
};

} // namespace haberdash::deliver
