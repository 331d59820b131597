// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QString>

#include <optional>
#include <vector>

namespace haberdash::consent {

/// How often one person may hear from the shop.
struct FrequencyPolicy
{
    int messages = 3; ///< at most so many ...
    int days = 7; ///< ... in any so many days; a day is 24 hours
    int gapHours = 16; ///< and at least so long after the one before
    friend bool operator==(const FrequencyPolicy &, const FrequencyPolicy &) = default;
};

/// What the gate looks at for one person. Values only: it asks nobody and knows no clock.
struct Recipient
{
    QString address; ///< empty: none known
    bool addressIsValid = true;
    QString consent; ///< newest state in force: subscribed, pending, not_subscribed, unsubscribed; empty:
                     ///< never asked
    QString suppression; ///< reason why the address must not be written to; empty: none
    std::vector<Timestamp> mailed; ///< when mail went out to them, or may have gone out, in any order
};

/// Why somebody may not be written to now.
enum class Barrier { NoAddress, BadAddress, Suppressed, Unsubscribed, NoConsent, FrequencyCap, TooSoon };
/// "no-address", "frequency-cap" ...
[[nodiscard]] QString toWord(Barrier barrier);
[[nodiscard]] std::optional<Barrier> barrierFromWord(const QString &word);

/// The one answer to "may we write to this person now": nothing, or the first barrier in the order of the
/// law: suppression, consent, then the shop's own caps. No message reaches a transport but through here.
[[nodiscard]] std::optional<Barrier> barrierFor(
    const Recipient &recipient, const FrequencyPolicy &policy, Timestamp now);

} // namespace haberdash::consent
