// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/deliver/event_kind.h"
#include "core/deliver/service.h"

#include <tl/expected.hpp>

#include <QStringList>

namespace haberdash::deliver {

/// What a service calls a thing that happened, and what else decides what it means: "failed" with
/// {"temporary", "4.2.2"}.
struct EventName
{
    QString name;
    QStringList qualifiers;
};

/// One event as a service tells it.
struct ServiceEvent
{
    std::optional<EventKind> kind; ///< nothing: a name that has no meaning here
    QString raw; ///< the service's own word
    QString key; ///< `OutgoingMessage::key`, where the service gives it back
    QString serviceId; ///< what the service calls the message, without angle brackets; may be empty
    QString recipient; ///< may be empty
    Timestamp occurredAt{};
    QString detail; ///< words of a server
    QString link; ///< of a click
    QString userAgent; ///< of an opening or a click
    bool isSaidToBeMachine = false; ///< the service itself says that no person did it
    friend bool operator==(const ServiceEvent &, const ServiceEvent &) = default;
};

/// Fills in kind, raw name and what the service says of machines, by the one table that each service has.
void giveMeaning(ServiceEvent &event, Service service, const EventName &name);

/// How far the events of an account were read: between visits only `readUntil`; in the middle of one also the
/// window that is being read, and the place in it.
struct EventCursor
{
    std::optional<Timestamp> readUntil; ///< everything that happened before was asked for
    std::optional<Timestamp> from; ///< the window; set together with `until`
    std::optional<Timestamp> until;
    int part = 0; ///< which of the service's lists
    std::optional<Timestamp> sliceFrom; ///< of the window, where the list has to be cut into pieces
    std::optional<Timestamp> sliceUntil;
    QString token; ///< the service's own name for the next page
    qint64 offset = 0;
    QStringList pending; ///< messages whose details are still to be asked for
    std::optional<Timestamp> notBefore; ///< the service wants to be left alone until then

    [[nodiscard]] bool isInside() const { return until.has_value(); }
    /// At the beginning of a list of the same window; behind the last of `parts` lists the window is closed.
    [[nodiscard]] EventCursor atPart(int next, int parts) const;
    /// At the beginning of the same list of the same window.
    [[nodiscard]] EventCursor restarted() const { return atPart(part, part + 1); }
    /// JSON that names the service: a cursor of another one is of no use to it.
    [[nodiscard]] QByteArray toJson(Service service) const;
    /// The beginning of everything, where `json` is no cursor of this service.
    [[nodiscard]] static EventCursor fromJson(const QByteArray &json, Service service);
    friend bool operator==(const EventCursor &, const EventCursor &) = default;
};

/// What one question brought.
struct EventPage
{
    std::vector<ServiceEvent> events;
    EventCursor next;
    QString remark; ///< what cannot be had, in words; empty: nothing is missing
};

/// Why there is no page. The cursor of the question still holds.
struct EventFault
{
    QString text; ///< in words, without the key
    std::optional<std::chrono::seconds> wait; ///< how long the service asks us to wait
    bool isPlaceRefused = false; ///< the place in the list is gone or was forgotten
    bool isCancelled = false;
};

/// What asking a service for events is like.
struct EventTerms
{
    std::chrono::hours keeps{24 * 30}; ///< how far back it remembers
    /// So much of what was read is read again: events come late and in any order.
    std::chrono::minutes overlap{60};
    std::chrono::seconds rest{0}; ///< between two visits
    QString missing; ///< what it does not tell at all, one sentence
};
[[nodiscard]] EventTerms eventTermsOf(Service service);

/// Where events are asked for: one question at a time, so that the caller can keep each answer together with
/// the place behind it. Blocks; for one thread.
class EventSource
{
public:
    virtual ~EventSource() = default;
    /// @param at inside a window
    [[nodiscard]] virtual tl::expected<EventPage, EventFault> pull(
        const EventCursor &at, const Progress &progress)
        = 0;
    /// Waits between two questions. False where it was cancelled in the meantime.
    [[nodiscard]] virtual bool pause(std::chrono::milliseconds duration, const Progress &progress) = 0;
};

/// Asks nothing yet. An account that cannot be used as it is filled in says so at the first question.
[[nodiscard]] std::unique_ptr<EventSource> makeEventSource(
    ServiceAccount account, std::string secret, const Clock &clock);

} // namespace haberdash::deliver
