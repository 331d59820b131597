// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/gate_reader.h"
#include "core/segment/rule_sql.h"

namespace haberdash::campaign {

/// Why one person gets a mailing or not.
struct WhyNot
{
    QString address;
    bool isInAudience = true; ///< of the campaign that was asked about
    std::vector<consent::Obstacle> obstacles; ///< in the way now, the one that counts first
    QString fate; ///< of the outbox, where the campaign has a row for them: "sent", "skipped" ...; else empty
    QString fateReason; ///< by its word
    QString reply; ///< what the server said
    friend bool operator==(const WhyNot &, const WhyNot &) = default;
};

/// May we write to this person at all, now?
[[nodiscard]] Result<WhyNot> whyNot(store::Connection &connection, CustomerId customer, Timestamp now);
/// Does this person get this campaign, and if not, why not? Before and after it is sent.
[[nodiscard]] Result<WhyNot> whyNot(store::Connection &connection, const store::Campaign &campaign,
    CustomerId customer, const segment::Context &context, Timestamp now);

/// "They unsubscribed on 2026-05-01 (request)." with what ends by itself: an English sentence for one
/// obstacle.
[[nodiscard]] QString sentenceFor(const consent::Obstacle &obstacle, const QTimeZone &zone);

} // namespace haberdash::campaign
