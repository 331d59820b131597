// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/consent/gate.h"
#include "core/store/connection.h"

namespace haberdash::store {

/// Fetches what the gate looks at for one person after the other. For one connection and thread.
class RecipientReader
{
public:
    /// How many days a request without an answer counts as open, where the shop does not say when it was
    /// answered.
    static constexpr int ticketDays = 14;

    /// @param campaign whose own rows do not count as mail that is about to go out; may be invalid
    /// @param purpose what the mail is for, as in the ledger of consent
    [[nodiscard]] static Result<RecipientReader> open(Connection &connection, CampaignId campaign,
        const QString &purpose, const consent::GatePolicy &policy);

    /// As of `now`. What addresses look like (valid, role, disposable) and the holdout are the caller's.
    [[nodiscard]] Result<consent::Recipient> of(CustomerId customer, Timestamp now);

private:
    RecipientReader(CampaignId campaign, QString purpose, const consent::GatePolicy &policy)
        : m_campaign(campaign)
        , m_purpose(std::move(purpose))
        , m_policy(policy)
    { }
    [[nodiscard]] Result<> readConsent(CustomerId customer, Timestamp now, consent::Recipient &recipient);
    [[nodiscard]] Result<> readMail(CustomerId customer, Timestamp now, consent::Recipient &recipient);
    [[nodiscard]] Result<> readOrders(CustomerId customer, consent::Recipient &recipient);
    [[nodiscard]] Result<> readEvents(CustomerId customer, Timestamp now, consent::Recipient &recipient);

    CampaignId m_campaign;
    QString m_purpose;
    consent::GatePolicy m_policy;
    std::optional<Statement> m_address, m_consent, m_suppression, m_mailed, m_planned, m_purchase, m_return,
        m_events;
};

} // namespace haberdash::store
