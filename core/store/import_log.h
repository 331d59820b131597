// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/store/connection.h"

#include <QList>

namespace haberdash::store {

/// One file of an import, as it was written down then.
struct ImportedFile
{
    QString path;
    QString format;
    qint64 bytes = 0;
    qint64 read = 0; ///< accepted + rejected
    qint64 accepted = 0;
    qint64 rejected = 0;
    QString rejects; ///< file with the rejected rows; empty where there are none
    friend bool operator==(const ImportedFile &, const ImportedFile &) = default;
};

/// One import: files that went in together. Repairs are in the same log, without files.
struct ImportRecord
{
    BatchId id;
    QString kind; ///< "import" or "repair"
    QString note; ///< what a repair did, in words
    Timestamp startedAt;
    bool undone = false;
    qint64 customersNew = 0;
    qint64 customersChanged = 0;
    qint64 customersMerged = 0;
    QList<ImportedFile> files;
    friend bool operator==(const ImportRecord &, const ImportRecord &) = default;
};

/// The last imports and repairs, newest first.
[[nodiscard]] Result<QList<ImportRecord>> importLog(Connection &connection, int limit);

} // namespace haberdash::store
