// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace haberdash::deliver {

/// What is known to have become of a message after it left, in one vocabulary for returned mail, answers of
/// servers and the events of services (DELIVERY 9.13).
enum class EventKind {
    Accepted,
    Delivered,
    Deferred,
    HardBounce,
    SoftBounce,
    Block,
    Refused,
    Open,
    Click,
    Complaint,
    Unsubscribe
};
/// "hard_bounce", as the store has it.
[[nodiscard]] QString toWord(EventKind kind);
[[nodiscard]] std::optional<EventKind> eventKindFromWord(const QString &word);

} // namespace haberdash::deliver
