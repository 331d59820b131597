// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secret_store.h"
#include "core/store/account_repository.h"

#include <optional>

namespace haberdash::sending {

/// Key of the signing key that an account names, in the keychain.
[[nodiscard]] QString signingSecretKey(const QString &workspacePath, const store::Account &account);

/// What has to stand in the DNS so that others can check the signatures of an account.
struct SigningRecord
{
    QString name; ///< "haberdash._domainkey.shop.example"
    QString text; ///< of the TXT record, in pieces in quotes
    friend bool operator==(const SigningRecord &, const SigningRecord &) = default;
};

/// The name of a key where nobody wants another.
inline constexpr auto usualSelector = QLatin1StringView("haberdash");

/// How an account is to sign.
struct SigningChoice
{
    QString selector; ///< name of the key in the DNS
    QString domain; ///< empty: the domain that mail comes from
    std::optional<std::string> pem; ///< a key that is there already; nothing: one is made
};

/// From now on mails of an account are signed. Refused for accounts at a service, which signs by itself, and
/// where another key stands under the same name: receivers remember it for days. Invalid for what is no key.
[[nodiscard]] Result<SigningRecord> startSigning(store::Connection &connection, const store::Account &account,
    const SigningChoice &choice, deliver::SecretStore &secrets, Timestamp now);
/// The record of the key that an account signs with. Refused where it does not sign.
[[nodiscard]] Result<SigningRecord> signingRecord(
    const QString &workspacePath, const store::Account &account, deliver::SecretStore &secrets);
/// From now on nothing is signed, and the key is forgotten.
[[nodiscard]] Result<> stopSigning(store::Connection &connection, const store::Account &account,
    deliver::SecretStore &secrets, Timestamp now);

} // namespace haberdash::sending
