// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace haberdash::deliver {

/// How the last part of a key ("FILE#PART") begins where the secret is a key to sign with: nobody can type
/// it, and a password given for the session does not stand in for it.
inline constexpr QStringView signingKeyPrefix = u"dkim-";

/// Where passwords and tokens are kept: the keychain of the system, or what stands in for it (`secrets`),
/// never the workspace.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// NotFound where nothing is kept under the key.
    [[nodiscard]] virtual Result<std::string> read(const QString &key) = 0;
    /// Refused where this system has no keychain; the error says what to do instead.
    [[nodiscard]] virtual Result<> write(const QString &key, const std::string &secret) = 0;
    /// Nothing is kept under the key afterwards. A store that keeps nothing has nothing to do.
    [[nodiscard]] virtual Result<> remove(const QString &key)
    {
        Q_UNUSED(key);
        return {};
    }
};

} // namespace haberdash::deliver
