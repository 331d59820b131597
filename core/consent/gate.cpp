// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consent/gate.h"

#include <algorithm>
#include <array>

namespace haberdash::consent {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::array<QString, 7> words{u"no-address"_s, u"bad-address"_s, u"suppressed"_s, u"unsubscribed"_s,
    u"no-consent"_s, u"frequency-cap"_s, u"too-soon"_s};

} // namespace

QString toWord(Barrier barrier)
{
    return words[size_t(barrier)];
}

std::optional<Barrier> barrierFromWord(const QString &word)
{
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? std::nullopt : std::optional(Barrier(found - words.begin()));
}

std::optional<Barrier> barrierFor(const Recipient &recipient, const FrequencyPolicy &policy, Timestamp now)
{
    if (recipient.address.isEmpty())
        return Barrier::NoAddress;
    if (!recipient.addressIsValid)
        return Barrier::BadAddress;
    if (!recipient.suppression.isEmpty())
        return Barrier::Suppressed;
    if (recipient.consent == u"unsubscribed"_s)
        return Barrier::Unsubscribed;
    if (recipient.consent != u"subscribed"_s)
        return Barrier::NoConsent;

    // A clock that was set back must not let mail through: what lies in the future counts as just now.
    const auto windowStart = now - std::chrono::hours(24) * policy.days;
    const auto gapStart = now - std::chrono::hours(policy.gapHours);
    const auto within = [](Timestamp start) { return [start](Timestamp at) { return at > start; }; };
    if (std::any_of(recipient.mailed.begin(), recipient.mailed.end(), within(gapStart)))
        return Barrier::TooSoon;
    if (std::count_if(recipient.mailed.begin(), recipient.mailed.end(), within(windowStart))
        >= policy.messages)
        return Barrier::FrequencyCap;
    return std::nullopt;
}

} // namespace haberdash::consent
