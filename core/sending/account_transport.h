// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/deliver/secret_store.h"
#include "core/deliver/service.h"
#include "core/deliver/smtp/smtp_session.h"
#include "core/store/account_repository.h"

namespace haberdash::sending {

/// Key of an account's password in the keychain: one for each workspace and account.
[[nodiscard]] QString secretKey(const QString &workspacePath, AccountId account);

/// The way an account is reached, without its password.
[[nodiscard]] deliver::SmtpAccount toSmtp(const store::Account &account, const QString &trustedCaFile = {});

/// The way an account at a mail service is reached, without its key.
[[nodiscard]] deliver::ServiceAccount toService(
    const store::Account &account, const QString &trustedCaFile = {});

/// Opens nothing yet. Signs, where the account says so. NotFound where the account needs a password or a key
/// to sign with and none is kept.
/// @param secrets shared, because the way out may have to keep a new token for as long as it lives
/// @param clock outlives the way out: signatures and waits of services need to know the time
[[nodiscard]] Result<std::unique_ptr<deliver::Transport>> openAccount(const store::Account &account,
    const QString &workspacePath, const std::shared_ptr<deliver::SecretStore> &secrets, const Clock &clock,
    const QString &trustedCaFile = {});

} // namespace haberdash::sending
