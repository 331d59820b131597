// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secret_store.h"

namespace haberdash {

/// The keychain of the system (libsecret on Linux). Refused where it cannot be used: see `terminalSecretsOf`
/// for what is done then. Waits for the keychain: not for the window's thread.
class Keychain final : public deliver::SecretStore
{
public:
    [[nodiscard]] Result<std::string> read(const QString &key) override;
    [[nodiscard]] Result<> write(const QString &key, const std::string &secret) override;
    [[nodiscard]] Result<> remove(const QString &key) override;
};

} // namespace haberdash
