// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QStringList>

namespace haberdash::store {

/// A description of a file's columns that the person made; importing::parseMapping() reads it.
struct SavedMapping
{
    QString name;
    QByteArray definition; ///< JSON
    friend bool operator==(const SavedMapping &, const SavedMapping &) = default;
};

/// Keeps it for files with these headers. One of the same name is replaced, and so is one for the same headers.
[[nodiscard]] Result<> saveMapping(
    Connection &connection, const SavedMapping &mapping, const QStringList &headerKeys, Timestamp now);
/// The description for files with these headers, in any order; nothing where none was made.
[[nodiscard]] Result<std::optional<SavedMapping>> mappingFor(
    Connection &connection, const QStringList &headerKeys);

} // namespace haberdash::store
