// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

namespace haberdash::importing {

/// What the value of an event counts.
enum class EventUnit { None, Money, Count, Points, Percent };
[[nodiscard]] QString toWord(EventUnit unit);

struct EventTypeInfo
{
    const char *name;
    EventUnit unit;
};

/// The kinds of events that Haberdash knows by name.
[[nodiscard]] std::span<const EventTypeInfo> knownEventTypes();

} // namespace haberdash::importing
