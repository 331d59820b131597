// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/deliver/secret_store.h"
#include "core/deliver/secrets/wiped.h"

#include <functional>
#include <map>

namespace haberdash::deliver {

/// Asks a person for each password once, and keeps what it was told for as long as it lives: nowhere else.
class AskEachTime final : public SecretStore
{
public:
    /// Gets the key; fails where nobody can be asked.
    using Ask = std::function<Result<Wiped>(const QString &key)>;

    explicit AskEachTime(Ask ask)
        : m_ask(std::move(ask))
    { }

    [[nodiscard]] Result<std::string> read(const QString &key) override;
    [[nodiscard]] Result<> write(const QString &key, const std::string &secret) override;
    [[nodiscard]] Result<> remove(const QString &key) override;

private:
    Ask m_ask;
    std::map<QString, Wiped> m_told;
};

} // namespace haberdash::deliver
