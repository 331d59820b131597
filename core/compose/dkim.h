// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"

#include <memory>
#include <string>

namespace haberdash::compose {

enum class DkimAlgorithm {
    Rsa, ///< rsa-sha256, what every receiver knows
    Ed25519 ///< ed25519-sha256 (RFC 8463), which few know yet: only beside an RSA signature
};

/// Signs messages of one domain (RFC 6376, relaxed/relaxed). For any number of threads; copies share the key.
class DkimSigner
{
public:
    /// @param selector under which the public key stands in DNS: "haberdash" for haberdash._domainkey.DOMAIN
    /// @param pem the secret key, RSA of 1024 bits at least or Ed25519. Nothing of it is ever in an error.
    [[nodiscard]] static Result<DkimSigner> fromPem(
        const QString &domain, const QString &selector, std::string_view pem);

    /// The message with its DKIM-Signature on top. It must be whole and is not changed: as it goes over the
    /// wire, before dots are doubled. Same message, same instant, same bytes. Invalid for a message without
    /// From, and for one with line ends other than CRLF.
    [[nodiscard]] Result<std::string> sign(std::string_view message, Timestamp now) const;

private:
    struct Key;
    DkimSigner(std::string domain, std::string selector, std::shared_ptr<const Key> key);

    std::string m_domain;
    std::string m_selector;
    // shared_ptr: signers are copied into the threads that send.
    std::shared_ptr<const Key> m_key;
};

/// A key pair of a shop.
struct DkimKey
{
    std::string secretPem; ///< for the keychain only, never for the workspace
    std::string record; ///< of DNS: "v=DKIM1; k=rsa; p=..."
    friend bool operator==(const DkimKey &, const DkimKey &) = default;
};
/// Makes a key from the randomness of the system; RSA with 2048 bits.
[[nodiscard]] Result<DkimKey> makeDkimKey(DkimAlgorithm algorithm = DkimAlgorithm::Rsa);
/// The record for a secret key that is known already.
[[nodiscard]] Result<std::string> dkimRecord(std::string_view secretPem);

/// Where the record belongs: "haberdash._domainkey.shop.example".
[[nodiscard]] Result<QString> dkimRecordName(const QString &domain, const QString &selector);
/// A TXT record in the pieces of 255 bytes at most that DNS takes, in quotes: `"v=DKIM1; ..." "..."`.
[[nodiscard]] QString dkimRecordText(std::string_view record);

} // namespace haberdash::compose
