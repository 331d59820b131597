// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/service_events.h"

#include <span>

namespace haberdash::deliver {

/// A row of a service's table: what one of its names means.
struct EventMeaning
{
    const char *name; ///< lower case, letters and digits only: "spamreport" is also "Spam Report"
    const char *qualifier; ///< how one of the qualifiers begins, in lower case; "" is whatever they are
    EventKind kind;
    bool isMachine = false; ///< the name itself says that a program did it
};

/// The first row that fits; nullptr where none does.
[[nodiscard]] const EventMeaning *meaningOf(const EventName &name, std::span<const EventMeaning> table);
/// Writes a row down in an event.
void giveMeaning(ServiceEvent &event, const EventName &name, std::span<const EventMeaning> table);

/// The tables, each beside the rest of what is known of its service.
[[nodiscard]] std::span<const EventMeaning> sendGridMeanings();
[[nodiscard]] std::span<const EventMeaning> mailgunMeanings();
[[nodiscard]] std::span<const EventMeaning> postmarkMeanings();
[[nodiscard]] std::span<const EventMeaning> sesMeanings();
[[nodiscard]] std::span<const EventMeaning> brevoMeanings();
[[nodiscard]] std::span<const EventMeaning> resendMeanings();

} // namespace haberdash::deliver
