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

/// What the shop has set for one mailing. A number of 0 asks nothing.
struct GatePolicy
{
    FrequencyPolicy frequency;
    int afterPurchaseHours = 24; ///< leaves people alone who have just bought
    int afterReturnDays = 14; ///< who sent something back, or got money back
    int afterComplaintDays = 30; ///< who complained about the shop
    bool waitsForTickets = true; ///< who waits for an answer
    bool skipsRoleAddresses = true; ///< info@, sales@: nobody in person
    bool skipsDisposableAddresses = true; ///< addresses that are thrown away after use
    int priority = 50; ///< 0 to 100: the stronger of two mailings wins
    friend bool operator==(const GatePolicy &, const GatePolicy &) = default;
};

/// What is known of the consent in force.
struct ConsentState
{
    QString state; ///< subscribed, pending, not_subscribed, unsubscribed; empty: never asked
    QString basis; ///< why it holds: "double opt-in", "purchase" ...
    std::optional<Timestamp> since; ///< nothing where the source did not say
    std::optional<Timestamp> expiresAt;
    friend bool operator==(const ConsentState &, const ConsentState &) = default;
};

/// Why an address must not be written to.
struct SuppressionState
{
    QString reason; ///< hard_bounce, complaint ...; empty: nothing stands against it
    QString evidence; ///< a server's words, or where it comes from
    std::optional<Timestamp> since;
    friend bool operator==(const SuppressionState &, const SuppressionState &) = default;
};

/// Another mailing that means to reach the same person.
struct PlannedMail
{
    QString name;
    int priority = 50;
    friend bool operator==(const PlannedMail &, const PlannedMail &) = default;
};

/// What the gate looks at for one person. Values only: it asks nobody and knows no clock.
struct Recipient
{
    QString address; ///< empty: none known
    bool addressIsValid = true;
    bool addressIsRole = false;
    bool addressIsDisposable = false;
    ConsentState consent;
    SuppressionState suppression;
    std::vector<Timestamp> mailed; ///< when mail went out to them, or may have gone out, in any order
    std::vector<PlannedMail> planned; ///< other mailings that are about to go out to them
    std::optional<Timestamp> lastPurchase;
    std::optional<Timestamp> lastReturn;
    std::optional<Timestamp> lastComplaint;
    std::optional<Timestamp> openTicket; ///< since when they wait for an answer
    std::optional<Timestamp> controlGroupUntil; ///< gets no mail at all until then, to compare with
    bool isHeldOut = false; ///< gets nothing of this mailing, to compare with
};

/// Why somebody may not be written to now, in the order in which they count: the law first, then what people
/// would mind, then the shop's own caps.
enum class Barrier {
    NoAddress,
    BadAddress,
    Suppressed,
    Unsubscribed,
    NoConsent,
    ConsentExpired,
    RoleAddress,
    DisposableAddress,
    OpenTicket,
    RecentComplaint,
    RecentReturn,
    RecentPurchase,
    StrongerMail,
    TooSoon,
    FrequencyCap,
    ControlGroup,
    HoldOut
};
constexpr int barrierCount = int(Barrier::HoldOut) + 1;

/// "no-address", "frequency-cap" ...
[[nodiscard]] QString toWord(Barrier barrier);
[[nodiscard]] std::optional<Barrier> barrierFromWord(const QString &word);
/// What stands between somebody and a mail, as the end of a sentence: "have an open request".
[[nodiscard]] QString inWords(Barrier barrier);

/// One thing that stands in the way.
struct Obstacle
{
    Barrier barrier = Barrier::NoAddress;
    std::optional<Timestamp> since; ///< of what it is about
    std::optional<Timestamp> until; ///< when it ends by itself; nothing: not by itself
    QString evidence; ///< in the words of the source; may be empty
    friend bool operator==(const Obstacle &, const Obstacle &) = default;
};

/// Everything that stands in the way of writing to this person now, the one that counts first. Empty: they
/// may be written to. No message reaches a transport but through here.
[[nodiscard]] std::vector<Obstacle> obstaclesFor(
    const Recipient &recipient, const GatePolicy &policy, Timestamp now);

/// The one that counts, or nothing.
[[nodiscard]] std::optional<Barrier> barrierFor(
    const Recipient &recipient, const GatePolicy &policy, Timestamp now);

} // namespace haberdash::consent
