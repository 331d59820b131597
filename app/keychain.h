// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secret_store.h"

namespace haberdash {

/// The keychain of the system (libsecret on Linux). HABERDASH_PASSWORD, where it is set, answers every
/// question: for machines without a keychain and for the system's scheduler. Waits for the keychain: not for
/// the window's thread.
class Keychain final : public deliver::SecretStore
{
public:
    [[nodiscard]] Result<std::string> read(const QString &key) override;
    [[nodiscard]] Result<> write(const QString &key, const std::string &secret) override;
};

} // namespace haberdash
