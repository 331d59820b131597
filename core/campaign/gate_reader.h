// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/campaign_repository.h"
#include "core/store/control_group.h"
#include "core/store/recipient_reader.h"

namespace haberdash::campaign {

/// Asks the gate about one person after the other: fetches what it looks at, and keeps the answer's words.
/// Who is held out of a campaign is known once it is approved: that is when lots are drawn. For one
/// connection and thread.
class GateReader
{
public:
    [[nodiscard]] static Result<GateReader> open(
        store::Connection &connection, const store::Campaign &campaign);
    /// For the question "may we write to them at all": the caps and rests of a new campaign. Flows ask here,
    /// too: whoever asks for mail passes the shop's control group.
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
    GateReader(store::Connection &connection, store::RecipientReader reader, consent::GatePolicy policy)
        : m_connection(&connection)
        , m_reader(std::move(reader))
        , m_policy(policy)
    { }
    [[nodiscard]] Result<> describeLots(consent::Recipient &recipient, CustomerId customer, Timestamp now);

    store::Connection *m_connection;
    store::RecipientReader m_reader;
    consent::GatePolicy m_policy;
    std::optional<store::ControlGroup> m_group; ///< as read last
    std::optional<store::Statement> m_heldOut; ///< whether the outbox has them so; only where anybody is
    CampaignId m_campaign;
};

} // namespace haberdash::campaign
