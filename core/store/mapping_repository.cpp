// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapping_repository.h"

#include "core/store/transaction.h"

#include <QCryptographicHash>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

namespace {

QString digestOf(QStringList headerKeys)
{
    headerKeys.sort();
    const QByteArray bytes = headerKeys.join(u'\x1f').toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex());
}

} // namespace

Result<> saveMapping(
    Connection &connection, const SavedMapping &mapping, const QStringList &headerKeys, Timestamp now)
{
    HABERDASH_TRY_ASSIGN(transaction, Transaction::begin(connection));
    HABERDASH_TRY_ASSIGN(
        clear, connection.prepare(u"DELETE FROM mapping WHERE name = ?1 OR header_digest = ?2"_s));
    HABERDASH_TRY(clear.bind(1, mapping.name).bind(2, digestOf(headerKeys)).run());
    HABERDASH_TRY_ASSIGN(insert,
        connection.prepare(
            u"INSERT INTO mapping (name, header_digest, definition, saved_at) VALUES (?1, ?2, ?3, ?4)"_s));
    HABERDASH_TRY(insert.bind(1, mapping.name)
                      .bind(2, digestOf(headerKeys))
                      .bind(3, QString::fromUtf8(mapping.definition))
                      .bind(4, now)
                      .run());
    return transaction.commit();
}

Result<std::optional<SavedMapping>> mappingFor(Connection &connection, const QStringList &headerKeys)
{
    HABERDASH_TRY_ASSIGN(
        row, connection.prepare(u"SELECT name, definition FROM mapping WHERE header_digest = ?1"_s));
    HABERDASH_TRY_ASSIGN(found, row.bind(1, digestOf(headerKeys)).step());
    if (!found)
        return std::optional<SavedMapping>();
    return SavedMapping{row.text(0), row.text(1).toUtf8()};
}

} // namespace haberdash::store
