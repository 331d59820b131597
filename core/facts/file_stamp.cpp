// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/facts/file_stamp.h"

#include "core/store/connection.h"

#include <QDateTime>
#include <QFileInfo>

namespace haberdash::facts {

QByteArray fileStamp(const store::Connection &connection)
{
    QByteArray stamp;
    for (const QString &end : {QString(), QStringLiteral("-wal")}) {
        const QFileInfo file(connection.path() + end);
        stamp += QByteArray::number(file.size()) + '/'
            + QByteArray::number(file.exists() ? file.lastModified().toMSecsSinceEpoch() : 0) + ' ';
    }
    return stamp;
}

} // namespace haberdash::facts
