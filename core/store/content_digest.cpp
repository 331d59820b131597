// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/content_digest.h"

#include "core/store/table_shape.h"

#include <QCryptographicHash>

namespace haberdash::store {

using namespace Qt::Literals::StringLiterals;

Result<QString> contentDigest(Connection &connection)
{
    HABERDASH_TRY_ASSIGN(tables, contentTables(connection));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const TableShape &table : tables) {
        hash.addData(table.name.toUtf8());
        HABERDASH_TRY_ASSIGN(rows,
            connection.prepare(u"SELECT %1 FROM %2 ORDER BY %3"_s.arg(
                table.columns.join(u", "_s), table.name, table.key.join(u", "_s))));
        for (;;) {
            HABERDASH_TRY_ASSIGN(more, rows.step());
            if (!more)
                break;
            for (int i = 0; i < rows.columnCount(); ++i) {
                // Nothing, and text of no length, are two things; and cells do not run into each other.
                const std::string_view cell = rows.view(i);
                const QByteArray size = rows.isNull(i) ? "-"_ba : QByteArray::number(qsizetype(cell.size()));
                hash.addData(size);
                hash.addData(QByteArrayView(":"));
                hash.addData(QByteArrayView(cell.data(), qsizetype(cell.size())));
            }
        }
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace haberdash::store
