// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/http/dialect.h"
#include "core/deliver/http/event_fields.h"
#include "core/deliver/http/event_names.h"

#include <QJsonArray>

namespace haberdash::deliver {

/// What is different from service to service in asking for events: the question for a place in the books of
/// the service, and what its answer says. Knows no socket, as `Dialect`, with whose key it signs.
class EventReader
{
public:
    explicit EventReader(const Dialect &dialect)
        : m_dialect(dialect)
    { }
    virtual ~EventReader() = default;
    EventReader(const EventReader &) = delete;
    EventReader &operator=(const EventReader &) = delete;

    /// @param at inside a window
    [[nodiscard]] virtual net::HttpRequest question(const EventCursor &at, Timestamp now) const = 0;
    /// What a whole answer with a success says; nothing where it is not in the service's own form.
    [[nodiscard]] virtual std::optional<EventPage> read(
        const ServiceReply &reply, const EventCursor &at) const = 0;
    /// Passes over the message whose details are asked for at `at`: the service has forgotten it.
    [[nodiscard]] virtual EventPage withoutMessage(const EventCursor &at) const;

protected:
    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }
    [[nodiscard]] net::HttpRequest get(const QString &path, Timestamp now) const;
    [[nodiscard]] net::HttpRequest post(const QString &path, const QJsonObject &body, Timestamp now) const;

private:
    const Dialect &m_dialect;
};

/// @param dialect outlives the reader
[[nodiscard]] std::unique_ptr<EventReader> makeEventReader(const Dialect &dialect);

} // namespace haberdash::deliver
