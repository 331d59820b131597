// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secret_store.h"

#include <memory>

namespace haberdash {

enum class WhoAnswers {
    Terminal, ///< a command: whoever sits there
    Nobody ///< the window, whose workers cannot ask
};

/// The file of passwords of a workspace: HABERDASH_SECRETS_FILE, else one beside it.
[[nodiscard]] QString secretsFileOf(const QString &workspacePath);

/// Where the passwords of a workspace's accounts are. HABERDASH_PASSWORD, where it is set, answers every
/// question; else the keychain of the system does. Where that cannot be used: the file of passwords, if it is
/// there or HABERDASH_SECRETS_FILE names one (its passphrase is HABERDASH_PASSPHRASE, or asked for); else the
/// person at the terminal. May wait for people: not for the window's thread.
[[nodiscard]] std::unique_ptr<deliver::SecretStore> secretStoreFor(
    const QString &workspacePath, WhoAnswers who);

} // namespace haberdash
