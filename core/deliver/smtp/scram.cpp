// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deliver/smtp/scram.h"

#include <QCryptographicHash>
#include <QList>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

#include <unicode/usprep.h>

namespace haberdash::deliver {

using namespace Qt::Literals::StringLiterals;

namespace {

/// RFC 7677 asks for 4096 at least; a server that asks for less wants a password that can be guessed.
constexpr int fewestRounds = 4096;
constexpr int mostRounds = 1'000'000; // about a second
const QByteArray header = "n,,"; // no channel binding, nobody else's name

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

QByteArray exclusiveOr(QByteArray left, const QByteArray &right)
{
    for (qsizetype i = 0; i < left.size(); ++i)
        left[i] = char(left[i] ^ right[i]);
    return left;
}

/// PBKDF2 with one block, which is all that SHA-256 needs here.
QByteArray salted(const QByteArray &password, const QByteArray &salt, int rounds)
{
    QByteArray round = hmac(password, salt + QByteArray("\0\0\0\1", 4));
    QByteArray sum = round;
    for (int i = 1; i < rounds; ++i) {
        round = hmac(password, round);
        sum = exclusiveOr(std::move(sum), round);
    }
    return sum;
}

/// SASLprep: the same text however it was typed.
Result<QByteArray> prepared(const QString &text)
{
    UErrorCode status = U_ZERO_ERROR;
    UStringPrepProfile *profile = usprep_openByType(USPREP_RFC4013_SASLPREP, &status);
    std::array<char16_t, 1024> out{};
    const int32_t length
        = usprep_prepare(profile, reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()),
            reinterpret_cast<UChar *>(out.data()), int32_t(out.size()), USPREP_DEFAULT, nullptr, &status);
    usprep_close(profile);
    if (U_FAILURE(status) || text.isEmpty())
        return failure(Error::Code::Invalid,
            u"The user name or the password is empty, or holds characters that cannot be typed."_s);
    return QString::fromUtf16(out.data(), length).toUtf8();
}

/// The value of "x=..." in a list with commas; empty where it is not there.
QByteArray attribute(const QByteArray &text, char name)
{
    for (const QByteArray &part : text.split(',')) {
        if (part.size() >= 2 && part[0] == name && part[1] == '=')
            return part.mid(2);
    }
    return {};
}

} // namespace

Result<ScramClient> ScramClient::create(
    const QString &user, const std::string &password, const QByteArray &nonce)
{
    ScramClient client;
    HABERDASH_TRY_ASSIGN(name, prepared(user));
    HABERDASH_TRY_ASSIGN(secret, prepared(QString::fromStdString(password)));
    client.m_user = name.replace('=', "=3D").replace(',', "=2C");
    client.m_password = secret;
    client.m_nonce = nonce;
    return client;
}

ScramClient::~ScramClient()
{
    m_password.fill('\0');
}

QByteArray ScramClient::first() const
{
    return header + "n=" + m_user + ",r=" + m_nonce;
}

Result<QByteArray> ScramClient::proof(const QByteArray &serverFirst)
{
    const auto refuse = [](const QString &why) {
        return failure(
            Error::Code::Invalid, u"The mail server cannot be trusted with a password: %1"_s.arg(why));
    };
    const QByteArray nonce = attribute(serverFirst, 'r');
    const QByteArray salt = QByteArray::fromBase64(attribute(serverFirst, 's'));
    bool isNumber = false;
    const int rounds = attribute(serverFirst, 'i').toInt(&isNumber);
    if (!nonce.startsWith(m_nonce) || nonce.size() <= m_nonce.size())
        return refuse(u"its answer belongs to another conversation."_s);
    if (salt.isEmpty() || !isNumber || serverFirst.startsWith("m="))
        return refuse(u"its answer is not SCRAM."_s);
    if (rounds < fewestRounds || rounds > mostRounds)
        return refuse(u"it asks for %1 rounds, and between %2 and %3 are safe."_s.arg(rounds)
                          .arg(fewestRounds)
                          .arg(mostRounds));
    const QByteArray key = salted(m_password, salt, rounds);
    const QByteArray clientKey = hmac(key, "Client Key");
    const QByteArray stored = QCryptographicHash::hash(clientKey, QCryptographicHash::Sha256);
    const QByteArray bare = QByteArray("c=" + header.toBase64() + ",r=" + nonce);
    const QByteArray all = QByteArray(first().mid(header.size()) + ',' + serverFirst + ',' + bare);
    m_serverSignature = hmac(hmac(key, "Server Key"), all);
    return QByteArray(bare + ",p=" + exclusiveOr(clientKey, hmac(stored, all)).toBase64());
}

bool ScramClient::isServers(const QByteArray &serverFinal) const
{
    return !m_serverSignature.isEmpty()
        && QByteArray::fromBase64(attribute(serverFinal, 'v')) == m_serverSignature;
}

QByteArray scramNonce()
{
    std::array<quint32, 6> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toBase64();
}

} // namespace haberdash::deliver
