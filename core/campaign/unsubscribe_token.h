// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

namespace haberdash::campaign {

/// Tokens that say who unsubscribes from what without naming anybody: campaign and customer numbers and 64
/// bits of HMAC-SHA256 under a key of the workspace, so that nobody can unsubscribe others by counting.
class UnsubscribeTokens
{
public:
    /// Makes the key when the workspace has none yet.
    [[nodiscard]] static Result<UnsubscribeTokens> open(store::Connection &connection);

    [[nodiscard]] QString token(CampaignId campaign, CustomerId customer) const;
    struct Meaning
    {
        CampaignId campaign;
        CustomerId customer;
    };
    /// Nothing for a token that is not ours.
    [[nodiscard]] std::optional<Meaning> read(const QString &token) const;

private:
    explicit UnsubscribeTokens(QByteArray key);
    QByteArray m_key;
};

} // namespace haberdash::campaign
