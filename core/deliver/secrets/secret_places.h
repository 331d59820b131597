// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secret_store.h"
#include "core/deliver/secrets/secret_file.h"

#include <memory>

namespace haberdash::deliver {

/// Where passwords may be, in the order in which they are looked for. What a test, a server and a desk have
/// differs; what is done about it does not.
class SecretPlaces final : public SecretStore
{
public:
    struct Parts
    {
        std::optional<Wiped> given; ///< answers every question for a password
        std::unique_ptr<SecretStore> keychain; ///< Refused where it cannot be used
        std::unique_ptr<SecretFile> file;
        bool makesFile = false; ///< somebody named it, so it may be made
        std::unique_ptr<SecretStore> asking; ///< null where nobody can be asked
    };
    explicit SecretPlaces(Parts parts)
        : m_parts(std::move(parts))
    { }

    /// What was given, else the keychain's, else the file's, else, without a keychain, what a person says.
    [[nodiscard]] Result<std::string> read(const QString &key) override;
    /// Into the keychain, else into the file. Refused where there is neither: a password that is gone with
    /// the program was not kept.
    [[nodiscard]] Result<> write(const QString &key, const std::string &secret) override;
    /// From everywhere.
    [[nodiscard]] Result<> remove(const QString &key) override;

private:
    Parts m_parts;
};

} // namespace haberdash::deliver
