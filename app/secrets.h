// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secrets/secret_file.h"

#include <memory>

namespace haberdash {

/// The file of passwords of a workspace: HABERDASH_SECRETS_FILE, else one beside it.
[[nodiscard]] QString secretsFileOf(const QString &workspacePath);

/// Gets the passphrase of the file of passwords at `path`. May wait for people.
using AskPassphrase
    = std::function<Result<deliver::Wiped>(const QString &path, deliver::SecretFile::Purpose)>;

/// Where the passwords of a workspace's accounts are, for a command. HABERDASH_PASSWORD, where it is set,
/// answers every question for a password; else the keychain of the system does. Where that cannot be used:
/// the file of passwords, if it is there or HABERDASH_SECRETS_FILE names one (its passphrase is
/// HABERDASH_PASSPHRASE, or asked for); else the person at the terminal.
[[nodiscard]] std::unique_ptr<deliver::SecretStore> terminalSecretsOf(const QString &workspacePath);
/// The same for the window: without a keychain, passwords go into the file of passwords, which is made where
/// there is none. Nobody is asked for a password that is not kept: the settings are the place for it.
[[nodiscard]] std::unique_ptr<deliver::SecretStore> windowSecretsOf(
    const QString &workspacePath, const AskPassphrase &ask);

} // namespace haberdash
