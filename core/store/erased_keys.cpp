// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/erased_keys.h"

#include "core/store/workspace.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

ErasedKeys::ErasedKeys(QByteArray salt)
    : m_salt(std::move(salt))
{ }

Result<ErasedKeys> ErasedKeys::load(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(salt, readSetting(connection, u"erasure_salt"_s));
    ErasedKeys keys(QByteArray::fromHex(salt.toLatin1()));
    HABERDASH_TRY_ASSIGN(rows, connection.prepare(u"SELECT hash FROM erased_key"_s));
    for (;;) {
        HABERDASH_TRY_ASSIGN(more, rows.step());
        if (!more)
            return keys;
        keys.m_hashes.insert(rows.text(0).toLatin1());
    }
}

QByteArray ErasedKeys::hashOf(std::string_view kind, std::string_view key) const
{
    QByteArray text(kind.data(), qsizetype(kind.size()));
    text += ':';
    text.append(key.data(), qsizetype(key.size()));
    return QMessageAuthenticationCode::hash(text, m_salt, QCryptographicHash::Sha256).toHex();
}

bool ErasedKeys::contains(std::string_view kind, std::string_view key) const
{
    return !m_hashes.isEmpty() && !key.empty() && m_hashes.contains(hashOf(kind, key));
}

Result<> ErasedKeys::add(Connection &connection, std::string_view kind, std::string_view key, Timestamp now)
{
    if (m_salt.isEmpty()) {
        m_salt.resize(32);
        QRandomGenerator::system()->fillRange(
            reinterpret_cast<quint32 *>(m_salt.data()), m_salt.size() / qsizetype(sizeof(quint32)));
        HABERDASH_TRY(writeSetting(connection, u"erasure_salt"_s, QString::fromLatin1(m_salt.toHex())));
    }
    const QByteArray hash = hashOf(kind, key);
    m_hashes.insert(hash);
    HABERDASH_TRY_ASSIGN(
        insert, connection.prepare(u"INSERT OR IGNORE INTO erased_key (hash, erased_at) VALUES (?1, ?2)"_s));
    return insert.bind(1, QString::fromLatin1(hash)).bind(2, now).run();
}

} // namespace haberdash::store
