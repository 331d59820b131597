// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/deliver/event_kind.h"

#include <span>

namespace haberdash::sending {

/// What is known of one opening or click when it is judged.
struct Visit
{
    deliver::EventKind kind = deliver::EventKind::Open; ///< an opening or a click; nothing else is judged
    Timestamp at{};
    QString userAgent; ///< empty: not told, which says nothing
    bool isSaidToBeMachine = false; ///< by the service
    /// As the service tells it, by the same clock as `at`; nothing where it does not.
    std::optional<Timestamp> deliveredAt;
    int linksAtOnce = 1; ///< different links of the message that were clicked within a second, this one too
    bool isUnsubscribeLink = false;
    bool wasReadBefore = false; ///< the message was opened before, or another of its links clicked
};

/// A rule by which an opening or a click is a program's. Names stay as they are: the store keeps them.
struct MachineRule
{
    const char *name; ///< "apple-privacy-proxy"
    const char16_t *sentence; ///< what it says, for people
    bool (*holds)(const Visit &visit);
};

/// All of them, the surest first.
[[nodiscard]] std::span<const MachineRule> machineRules();
/// The first that holds; nullptr: a person, as far as anybody can tell. That an image came through Gmail's
/// proxy is no rule: that proxy asks when somebody looks.
[[nodiscard]] const MachineRule *machineRuleFor(const Visit &visit);
/// The sentence of a rule by its name; empty for a name that is none.
[[nodiscard]] QString machineRuleInWords(const QString &name);

} // namespace haberdash::sending
