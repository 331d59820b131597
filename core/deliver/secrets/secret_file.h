// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secret_store.h"
#include "core/deliver/secrets/secret_seal.h"

#include <functional>
#include <map>
#include <optional>

namespace haberdash::deliver {

/// Passwords in a file that is sealed with a passphrase, for machines without a keychain. Only its owner may
/// read the file; it is replaced as a whole or not at all, and two programs may write it. Asks for the
/// passphrase when it is first needed and keeps the key made of it, never the passphrase.
class SecretFile final : public SecretStore
{
public:
    enum class Purpose {
        Open, ///< of the file that is there
        Make ///< of one that is about to be made: somebody who types it should do so twice
    };
    using AskPassphrase = std::function<Result<Wiped>(Purpose)>;
    /// Shorter ones are not taken for a new file.
    static constexpr size_t shortestPassphrase = 8;

    SecretFile(QString path, AskPassphrase ask, SealCost cost = {});

    [[nodiscard]] bool exists() const;
    [[nodiscard]] const QString &path() const { return m_path; }

    /// Refused where the passphrase is wrong, Invalid where the file is damaged, Io where it cannot be read.
    [[nodiscard]] Result<std::string> read(const QString &key) override;
    /// As `read`; makes the file where there is none. Where it fails the file stays as it was.
    [[nodiscard]] Result<> write(const QString &key, const std::string &secret) override;
    [[nodiscard]] Result<> remove(const QString &key) override;

private:
    using Secrets = std::map<QString, Wiped>;
    [[nodiscard]] Result<Secrets> load();
    [[nodiscard]] Result<> save(const Secrets &secrets);
    [[nodiscard]] Result<> useKeyFor(const SealedBytes &sealed);
    [[nodiscard]] Result<> change(const std::function<void(Secrets &)> &edit);

    QString m_path;
    AskPassphrase m_ask;
    SealCost m_cost;
    std::optional<SealKey> m_key;
};

} // namespace haberdash::deliver
