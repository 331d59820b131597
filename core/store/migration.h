// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>

namespace haberdash::store {

class Connection;

/// One numbered step of the schema. Its statements run in one transaction that also writes the number to
/// user_version.
struct Migration
{
    int number = 0;
    QString name;
    QString sql;
};

/// The steps that this program knows, from 1, without gaps: the files of resources/schema.
[[nodiscard]] QList<Migration> knownMigrations();

/// Brings the file to the newest version, one step at a time. A step that fails changes nothing and ends the
/// walk.
[[nodiscard]] Result<> migrate(Connection &connection, const QList<Migration> &migrations);

} // namespace haberdash::store
