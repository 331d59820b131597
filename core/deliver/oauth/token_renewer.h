// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/oauth/access_tokens.h"
#include "core/deliver/oauth/refresh_secret.h"
#include "core/deliver/secret_store.h"
#include "core/net/http_client.h"

#include <memory>

namespace haberdash::deliver {

/// Makes access tokens out of a refresh token (RFC 6749, section 6), which is kept in a store; one that the
/// provider gives in its place is kept there instead. An access token is used until a minute before its end.
class TokenRenewer final : public AccessTokens
{
public:
    struct Place
    {
        QUrl tokenUrl; ///< https, or http on this machine
        QString clientId;
        QString secretKey; ///< under which the store has the refresh token
        QString trustedCaFile; ///< PEM, instead of the system's certificates
        std::chrono::milliseconds patience{30'000};
    };
    TokenRenewer(Place place, std::shared_ptr<SecretStore> secrets);
    ~TokenRenewer() override;

    [[nodiscard]] Result<std::string> current() override;
    [[nodiscard]] Result<std::string> renewed() override;
    void cancel() override { m_client.cancel(); }

private:
    [[nodiscard]] Result<> checkPlace() const;
    [[nodiscard]] Result<RefreshSecret> refreshSecret();
    [[nodiscard]] Result<> take(const net::HttpReply &reply, RefreshSecret secret);

    Place m_place;
    std::shared_ptr<SecretStore> m_secrets; ///< shared with other ways out of the same shop
    net::HttpClient m_client;
    Wiped m_token;
    net::Deadline m_usableUntil{};
    Wiped m_unkept; ///< a refresh token that the store did not take
};

} // namespace haberdash::deliver
