// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/deliver/secrets/wiped.h"

#include <QByteArray>

#include <array>

namespace haberdash::deliver {

/// How hard a passphrase is to guess: what one try costs with Argon2id.
struct SealCost
{
    quint32 rounds = 3;
    quint32 mebibytes = 256; ///< libsodium's "moderate": most of a second on a small machine
    friend bool operator==(const SealCost &, const SealCost &) = default;
};

/// A passphrase made into keys; making them is what takes long.
class SealKey
{
public:
    static constexpr size_t saltSize = 16;
    static constexpr size_t checkSize = 16;
    using Salt = std::array<unsigned char, saltSize>;

    /// Io where there is not memory enough.
    [[nodiscard]] static Result<SealKey> make(const Wiped &passphrase, const Salt &salt, SealCost cost);
    /// With a salt that nobody had before.
    [[nodiscard]] static Result<SealKey> make(const Wiped &passphrase, SealCost cost);

    [[nodiscard]] const Salt &salt() const { return m_salt; }
    [[nodiscard]] SealCost cost() const { return m_cost; }

private:
    friend QByteArray seal(const SealKey &key, const Wiped &content);
    friend class SealedBytes;
    Salt m_salt{};
    SealCost m_cost;
    Wiped m_bytes; ///< the key, then what tells a wrong passphrase from a damaged file
};

/// The bytes of a file that says nothing without its passphrase. XChaCha20-Poly1305; what stands in front of
/// the content is authenticated with it.
[[nodiscard]] QByteArray seal(const SealKey &key, const Wiped &content);

/// What `seal` made, read back from a file.
class SealedBytes
{
public:
    /// Invalid where the bytes are damaged, of a later version or something else.
    [[nodiscard]] static Result<SealedBytes> read(const QByteArray &bytes);

    [[nodiscard]] const SealKey::Salt &salt() const { return m_salt; }
    [[nodiscard]] SealCost cost() const { return m_cost; }
    /// Refused where the key comes of another passphrase, Invalid where somebody changed the bytes.
    [[nodiscard]] Result<Wiped> open(const SealKey &key) const;

private:
    SealKey::Salt m_salt{};
    SealCost m_cost;
    QByteArray m_bytes;
};

} // namespace haberdash::deliver
