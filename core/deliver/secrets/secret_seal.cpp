// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/secrets/secret_seal.h"

#include <QtEndian>

#include <sodium.h>

#include <algorithm>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

// The file: magic and version, cost, salt, check of the passphrase, nonce, content with its tag, sum of
// everything.
constexpr QByteArrayView magic("HBDSECRT");
constexpr quint32 version = 1;
constexpr qsizetype versionAt = magic.size();
constexpr qsizetype roundsAt = versionAt + 4;
constexpr qsizetype memoryAt = roundsAt + 4;
constexpr qsizetype saltAt = memoryAt + 4;
constexpr qsizetype checkAt = saltAt + qsizetype(SealKey::saltSize);
constexpr qsizetype nonceAt = checkAt + qsizetype(SealKey::checkSize);
constexpr qsizetype contentAt = nonceAt + qsizetype(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype sumSize = crypto_generichash_BYTES;
constexpr size_t keySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
static_assert(SealKey::saltSize == crypto_pwhash_SALTBYTES);

// A file asks for its own cost: one that somebody made up must not take the machine down.
constexpr quint32 mostRounds = 20;
constexpr quint32 mostMebibytes = 2048;

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

const unsigned char *raw(const std::string &text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

bool isReady()
{
    return sodium_init() >= 0; // as often as one likes, from any thread
}

QByteArray sumOf(const QByteArray &bytes, qsizetype length)
{
    QByteArray sum(sumSize, '\0');
    crypto_generichash(raw(sum), size_t(sumSize), raw(bytes), size_t(length), nullptr, 0);
    return sum;
}

tl::unexpected<Error> damaged()
{
    return failure(Error::Code::Invalid,
        u"The file of passwords is damaged. Put a copy of it back, or delete it and enter the passwords again."_s);
}

} // namespace

Result<SealKey> SealKey::make(const Wiped &passphrase, const Salt &salt, SealCost cost)
{
    SealKey key;
    key.m_salt = salt;
    key.m_cost = cost;
    key.m_bytes.text().resize(keySize + checkSize);
    if (!isReady()
        || crypto_pwhash(reinterpret_cast<unsigned char *>(key.m_bytes.text().data()), keySize + checkSize,
               passphrase.text().data(), passphrase.text().size(), salt.data(), cost.rounds,
               size_t(cost.mebibytes) << 20, crypto_pwhash_ALG_ARGON2ID13)
            != 0)
        return failure(Error::Code::Io,
            u"There is not memory enough to open the file of passwords: it takes %1 MB. Nothing was changed."_s
                .arg(cost.mebibytes));
    return key;
}

Result<SealKey> SealKey::make(const Wiped &passphrase, SealCost cost)
{
    Salt salt{};
    if (!isReady())
        return failure(Error::Code::Io, u"This system gives no random numbers. Nothing was changed."_s);
    randombytes_buf(salt.data(), salt.size());
    return make(passphrase, salt, cost);
}

QByteArray seal(const SealKey &key, const Wiped &content)
{
    QByteArray bytes(contentAt + qsizetype(content.text().size()) + tagSize, '\0');
    std::copy(magic.begin(), magic.end(), bytes.begin());
    qToLittleEndian(version, bytes.data() + versionAt);
    qToLittleEndian(key.m_cost.rounds, bytes.data() + roundsAt);
    qToLittleEndian(key.m_cost.mebibytes, bytes.data() + memoryAt);
    std::copy(key.m_salt.begin(), key.m_salt.end(), raw(bytes) + saltAt);
    std::copy_n(key.m_bytes.text().begin() + keySize, SealKey::checkSize, bytes.data() + checkAt);
    // Long enough to be drawn at random: the same key never meets the same one twice.
    randombytes_buf(bytes.data() + nonceAt, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(bytes) + contentAt, nullptr, raw(content.text()),
        content.text().size(), raw(bytes), size_t(contentAt), nullptr, raw(bytes) + nonceAt,
        raw(key.m_bytes.text()));
    return bytes + sumOf(bytes, bytes.size());
}

Result<SealedBytes> SealedBytes::read(const QByteArray &bytes)
{
    if (!isReady() || !bytes.startsWith(magic) || bytes.size() < contentAt + tagSize + sumSize)
        return damaged();
    const auto written = qFromLittleEndian<quint32>(bytes.constData() + versionAt);
    if (written > version && written < 1000)
        return failure(Error::Code::Invalid,
            u"The file of passwords was written by a newer Haberdash. Install that, or name another file."_s);
    // Damage that came by itself is told from a wrong passphrase without asking for one.
    if (written != version || sumOf(bytes, bytes.size() - sumSize) != bytes.last(sumSize))
        return damaged();
    SealedBytes sealed;
    sealed.m_cost = {qFromLittleEndian<quint32>(bytes.constData() + roundsAt),
        qFromLittleEndian<quint32>(bytes.constData() + memoryAt)};
    if (sealed.m_cost.rounds < 1 || sealed.m_cost.rounds > mostRounds || sealed.m_cost.mebibytes < 1
        || sealed.m_cost.mebibytes > mostMebibytes)
        return damaged();
    std::copy_n(raw(bytes) + saltAt, SealKey::saltSize, sealed.m_salt.begin());
    sealed.m_bytes = bytes;
    return sealed;
}

Result<Wiped> SealedBytes::open(const SealKey &key) const
{
    if (sodium_memcmp(raw(m_bytes) + checkAt, raw(key.m_bytes.text()) + keySize, SealKey::checkSize) != 0)
        return failure(Error::Code::Refused,
            u"This is not the passphrase of the file of passwords. Nothing was changed."_s);
    const auto length = size_t(m_bytes.size() - contentAt - sumSize);
    Wiped content(std::string(length - size_t(tagSize), '\0'));
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char *>(content.text().data()),
            nullptr, nullptr, raw(m_bytes) + contentAt, length, raw(m_bytes), size_t(contentAt),
            raw(m_bytes) + nonceAt, raw(key.m_bytes.text()))
        != 0)
        return damaged();
    return content;
}

} // namespace haberdash::deliver
