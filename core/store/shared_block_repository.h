// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QList>

namespace haberdash::store {

/// Blocks that many emails share, under a name.
struct SharedBlockText
{
    QString name;
    QString blocks; ///< text form, see compose/blocks/document.h
    friend bool operator==(const SharedBlockText &, const SharedBlockText &) = default;
};

/// All, by name.
[[nodiscard]] Result<QList<SharedBlockText>> sharedBlockTexts(Connection &connection);
/// Makes one, or replaces what the name stood for. Invalid without a name.
[[nodiscard]] Result<> saveSharedBlock(Connection &connection, const SharedBlockText &block, Timestamp now);
/// NotFound where there is none.
[[nodiscard]] Result<> deleteSharedBlock(Connection &connection, const QString &name);

} // namespace haberdash::store
