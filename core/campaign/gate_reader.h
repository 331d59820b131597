// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/split.h"
#include "core/store/campaign_repository.h"
#include "core/store/recipient_reader.h"

namespace haberdash::campaign {

/// Asks the gate about one person after the other: fetches what it looks at, and keeps the answer's words.
/// For one connection and thread.
class GateReader
{
public:
    [[nodiscard]] static Result<GateReader> open(
        store::Connection &connection, const store::Campaign &campaign);
    /// For the question "may we write to them at all": the caps and rests of a new campaign.
    [[nodiscard]] static Result<GateReader> openForAnyMail(store::Connection &connection);

    struct Answer
    {
        QString address; ///< as the gate saw it
        consent::Recipient recipient;
        std::vector<consent::Obstacle>
            obstacles; ///< the one that counts first; empty: they may be written to
        [[nodiscard]] std::optional<consent::Barrier> barrier() const
        {
            return obstacles.empty() ? std::nullopt : std::optional(obstacles.front().barrier);
        }
    };
    [[nodiscard]] Result<Answer> ask(CustomerId customer, Timestamp now);

private:
    GateReader(store::RecipientReader reader, consent::GatePolicy policy, Split split)
        : m_reader(std::move(reader))
        , m_policy(policy)
        , m_split(std::move(split))
    { }

    store::RecipientReader m_reader;
    consent::GatePolicy m_policy;
    Split m_split;
};

/// How a campaign divides its audience.
[[nodiscard]] Split splitOf(const store::Campaign &campaign);

} // namespace haberdash::campaign
