// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/dkim.h"

#include "core/base/domain_name.h"
#include "core/compose/dkim_canonical.h"
#include "core/compose/mime_encoding.h"

#include <algorithm>
#include <array>
#include <limits>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace haberdash::compose {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int smallestRsa = 1024; ///< what receivers still take
constexpr int ourRsa = 2048;

/// What is signed where a message has it, in this order. From is there once more than the message has it, so
/// that nobody can add a second one.
constexpr std::array<std::string_view, 12> signedHeaders{"from", "from", "to", "subject", "date",
    "message-id", "mime-version", "content-type", "reply-to", "list-unsubscribe", "list-unsubscribe-post",
    "feedback-id"};

struct Free
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_PKEY_CTX *context) const { EVP_PKEY_CTX_free(context); }
    void operator()(BIO *bio) const { BIO_free_all(bio); }
};
template<typename Object>
using Owned = std::unique_ptr<Object, Free>;

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

std::string sha256(std::string_view bytes)
{
    std::string digest(32, '\0');
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char *>(digest.data()), &length,
        EVP_sha256(), nullptr);
    return digest;
}

std::string inBase64(std::string_view bytes)
{
    std::string lines;
    appendBase64(bytes, lines);
    std::erase_if(lines, [](char each) { return each == '\r' || each == '\n'; });
    return lines;
}

/// Nobody can type in the words that lock a key.
int noWords(char *, int, int, void *)
{
    return -1;
}

Result<Owned<EVP_PKEY>> readKey(std::string_view pem)
{
    const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), int(std::min<size_t>(pem.size(), 1 << 20))));
    Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noWords, nullptr));
    if (!key)
        return failure(Error::Code::Invalid,
            u"This is no secret key that can be read: it must be PEM, and not locked with a password."_s);
    const int kind = EVP_PKEY_base_id(key.get());
    if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_ED25519)
        return failure(Error::Code::Invalid, u"A key for DKIM must be RSA or Ed25519."_s);
    if (kind == EVP_PKEY_RSA && EVP_PKEY_bits(key.get()) < smallestRsa)
        return failure(Error::Code::Invalid,
            u"The key has %1 bits; receivers take 1024 at least, and 2048 is right."_s.arg(
                EVP_PKEY_bits(key.get())));
    return key;
}

Result<std::string> publicPart(EVP_PKEY *key)
{
    if (EVP_PKEY_base_id(key) == EVP_PKEY_ED25519) {
        std::string raw(32, '\0');
        size_t length = raw.size();
        if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char *>(raw.data()), &length) == 1)
            return raw;
    } else {
        unsigned char *der = nullptr;
        const int length = i2d_PUBKEY(key, &der);
        if (length > 0) {
            std::string bytes(reinterpret_cast<const char *>(der), size_t(length));
            OPENSSL_free(der);
            return bytes;
        }
    }
    return failure(Error::Code::Invalid, u"The key has no public part."_s);
}

Result<std::string> recordOf(EVP_PKEY *key)
{
    HABERDASH_TRY_ASSIGN(bytes, publicPart(key));
    const bool isRsa = EVP_PKEY_base_id(key) == EVP_PKEY_RSA;
    return std::string("v=DKIM1; k=") + (isRsa ? "rsa" : "ed25519") + "; p=" + inBase64(bytes);
}

Result<std::string> signatureOf(EVP_PKEY *key, std::string_view headers)
{
    const bool isRsa = EVP_PKEY_base_id(key) == EVP_PKEY_RSA;
    // RFC 8463: Ed25519 signs the digest, which it digests once more by itself.
    const std::string digest = sha256(headers);
    const std::string_view data = isRsa ? headers : std::string_view(digest);
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    std::string signature(512, '\0');
    size_t length = signature.size();
    const bool isDone
        = EVP_DigestSignInit(context.get(), nullptr, isRsa ? EVP_sha256() : nullptr, nullptr, key) == 1
        && EVP_DigestSign(context.get(), nullptr, &length, bytesOf(data), data.size()) == 1
        && (signature.resize(length), true)
        && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &length,
               bytesOf(data), data.size())
            == 1;
    if (!isDone)
        return failure(Error::Code::Invalid, u"The message could not be signed with this key."_s);
    signature.resize(length);
    return signature;
}

/// A name that can stand in DNS before "._domainkey".
bool isSelector(const QString &selector)
{
    const bool isPlain = std::all_of(selector.begin(), selector.end(), [](QChar each) {
        return (each >= u'a' && each <= u'z') || (each >= u'A' && each <= u'Z')
            || (each >= u'0' && each <= u'9') || each == u'-' || each == u'_' || each == u'.';
    });
    return isPlain && !selector.isEmpty() && selector.size() <= 63 && !selector.startsWith(u'.')
        && !selector.endsWith(u'.') && !selector.contains(u".."_s);
}

bool hasOnlyWholeLineEnds(std::string_view message)
{
    for (size_t at = message.find_first_of("\r\n"); at != std::string_view::npos;
         at = message.find_first_of("\r\n", at + 2)) {
        if (message.substr(at, 2) != "\r\n")
            return false;
    }
    return true;
}

/// The headers that are signed: from the last of a name to the first, as receivers look for them.
struct Chosen
{
    std::string names; ///< "from:from:to"
    std::string canonical;
};
Chosen chooseHeaders(const std::vector<std::string_view> &headers)
{
    Chosen chosen;
    std::vector<bool> isTaken(headers.size());
    for (const std::string_view name : signedHeaders) {
        bool isThere = name == "from"; // its second time it is signed as missing
        for (size_t i = headers.size(); i-- > 0;) {
            if (isTaken[i] || headerName(headers[i]) != name)
                continue;
            isTaken[i] = isThere = true;
            chosen.canonical += relaxedHeader(headers[i]);
            break;
        }
        if (isThere)
            chosen.names.append(chosen.names.empty() ? "" : ":").append(name);
    }
    return chosen;
}

/// A value in lines that fit; blanks inside of base64 and between names are left out of account.
void appendFolded(std::string_view text, std::string_view breakAfter, std::string &out)
{
    constexpr size_t longest = 72;
    while (text.size() > longest) {
        size_t end = breakAfter.empty() ? longest : text.rfind(breakAfter, longest - 1) + breakAfter.size();
        out.append(text.substr(0, end)).append("\r\n ");
        text.remove_prefix(end);
    }
    out += text;
}

} // namespace

struct DkimSigner::Key
{
    Owned<EVP_PKEY> key;
};

DkimSigner::DkimSigner(std::string domain, std::string selector, std::shared_ptr<const Key> key)
    : m_domain(std::move(domain))
    , m_selector(std::move(selector))
    , m_key(std::move(key))
{ }

Result<DkimSigner> DkimSigner::fromPem(const QString &domain, const QString &selector, std::string_view pem)
{
    HABERDASH_TRY(dkimRecordName(domain, selector));
    HABERDASH_TRY_ASSIGN(ascii, domainToAscii(domain));
    HABERDASH_TRY_ASSIGN(key, readKey(pem));
    return DkimSigner(ascii, selector.toStdString(), std::make_shared<const Key>(Key{std::move(key)}));
}

Result<std::string> DkimSigner::sign(std::string_view message, Timestamp now) const
{
    if (!hasOnlyWholeLineEnds(message))
        return failure(Error::Code::Invalid, u"Only a message with CRLF line ends can be signed."_s);
    const SplitMessage split = splitMessage(message);
    const auto from = std::count_if(split.headers.begin(), split.headers.end(),
        [](std::string_view header) { return headerName(header) == "from"; });
    if (from != 1)
        return failure(Error::Code::Invalid, u"Only a message with one From can be signed."_s);
    const Chosen chosen = chooseHeaders(split.headers);
    const bool isRsa = EVP_PKEY_base_id(m_key->key.get()) == EVP_PKEY_RSA;
    std::string header = std::string("DKIM-Signature: v=1; a=") + (isRsa ? "rsa" : "ed25519")
        + "-sha256; c=relaxed/relaxed; d=" + m_domain + ";\r\n s=" + m_selector
        + "; t=" + std::to_string(toMilliseconds(now) / 1000) + ";\r\n h=";
    appendFolded(chosen.names, ":", header);
    header += ";\r\n bh=" + inBase64(sha256(relaxedBody(split.body))) + ";\r\n b=";
    std::string canonical = chosen.canonical + relaxedHeader(header);
    canonical.resize(canonical.size() - 2); // the signature's own header is signed without its line end
    HABERDASH_TRY_ASSIGN(signature, signatureOf(m_key->key.get(), canonical));
    appendFolded(inBase64(signature), {}, header);
    return header.append("\r\n").append(message);
}

Result<DkimKey> makeDkimKey(DkimAlgorithm algorithm)
{
    const Owned<EVP_PKEY> key(algorithm == DkimAlgorithm::Rsa
            ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(ourRsa))
            : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    if (!key
        || PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return failure(Error::Code::Io, u"No key could be made."_s);
    char *data = nullptr;
    const auto length = BIO_get_mem_data(bio.get(), &data);
    DkimKey made{std::string(data, size_t(length)), {}};
    HABERDASH_TRY_ASSIGN(record, recordOf(key.get()));
    made.record = std::move(record);
    return made;
}

Result<std::string> dkimRecord(std::string_view secretPem)
{
    HABERDASH_TRY_ASSIGN(key, readKey(secretPem));
    return recordOf(key.get());
}

Result<QString> dkimRecordName(const QString &domain, const QString &selector)
{
    HABERDASH_TRY_ASSIGN(ascii, domainToAscii(domain));
    if (!isSelector(selector))
        return failure(
            Error::Code::Invalid, u"“%1” cannot be a selector: letters, digits and hyphens."_s.arg(selector));
    return QString(selector + u"._domainkey." + QString::fromStdString(ascii));
}

QString dkimRecordText(std::string_view record)
{
    constexpr size_t longest = 255;
    QStringList pieces;
    for (; !record.empty(); record.remove_prefix(std::min(longest, record.size()))) {
        const auto piece = record.substr(0, longest);
        pieces.append(u'"' + QString::fromLatin1(piece.data(), qsizetype(piece.size())) + u'"');
    }
    return pieces.join(u' ');
}

} // namespace haberdash::compose
