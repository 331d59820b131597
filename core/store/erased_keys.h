// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QSet>

namespace haberdash::store {

/// Addresses, phones and ids of people who asked to be forgotten, as salted hashes: enough to know them again
/// when a file brings them, too little to know them otherwise.
class ErasedKeys
{
public:
    [[nodiscard]] static Result<ErasedKeys> load(Connection &connection);

    [[nodiscard]] bool isEmpty() const { return m_hashes.isEmpty(); }
    /// @param kind "email", "phone" or "id", as in the table of identities; `key` as there
    [[nodiscard]] bool contains(std::string_view kind, std::string_view key) const;
    [[nodiscard]] Result<> add(
        Connection &connection, std::string_view kind, std::string_view key, Timestamp now);

private:
    explicit ErasedKeys(QByteArray salt);
    [[nodiscard]] QByteArray hashOf(std::string_view kind, std::string_view key) const;
    QByteArray m_salt;
    QSet<QByteArray> m_hashes;
};

} // namespace haberdash::store
