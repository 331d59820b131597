// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <string>

namespace haberdash::deliver {

/// Signs in without telling the server the password, by SCRAM-SHA-256 (RFC 5802 and 7677): both prove that
/// they know it, the server from what it keeps, which is not the password itself. One conversation each;
/// what goes over the wire is put into base64 by the caller.
class ScramClient
{
public:
    /// Invalid where user or password hold characters that no server takes (RFC 4013).
    /// @param nonce random printable letters without a comma, never used before
    [[nodiscard]] static Result<ScramClient> create(
        const QString &user, const std::string &password, const QByteArray &nonce);
    ~ScramClient();
    ScramClient(ScramClient &&) = default;
    ScramClient &operator=(ScramClient &&) = delete;

    /// What the client says first.
    [[nodiscard]] QByteArray first() const;
    /// The proof, in answer to what the server said first. Invalid where that is not SCRAM, is an answer to
    /// somebody else, or asks for fewer rounds than are safe, or for so many that they would hold us up.
    [[nodiscard]] Result<QByteArray> proof(const QByteArray &serverFirst);
    /// Whether what the server says last shows that it knows the password, too.
    [[nodiscard]] bool isServers(const QByteArray &serverFinal) const;

private:
    ScramClient() = default;
    QByteArray m_user; ///< as it goes over the wire
    QByteArray m_password;
    QByteArray m_nonce;
    QByteArray m_serverSignature; ///< empty before the proof was made
};

/// As long as RFC 5802 needs it, from the system's randomness.
[[nodiscard]] QByteArray scramNonce();

} // namespace haberdash::deliver
