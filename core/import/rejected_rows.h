// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QStringList>

namespace haberdash::importing {

/// A row that an import refused, as the file of rejected rows holds it.
struct RejectedRow
{
    qint64 line = 0; ///< in the file that was imported
    QString reason;
    QStringList cells; ///< as many as the row had, which may not be as many as the header
    friend bool operator==(const RejectedRow &, const RejectedRow &) = default;
};

/// Refused rows for somebody to mend.
struct RejectedRows
{
    QStringList header; ///< of the file that was imported
    QList<RejectedRow> rows;
    bool hasMore = false; ///< the file has rows beyond the limit
};

/// Reads a file that `RejectFile` wrote.
/// @return Invalid where the file is no such file
[[nodiscard]] Result<RejectedRows> readRejectedRows(const QString &path, int limit);

/// Writes rows, mended, to a file that imports like the one they came from: missing cells are added empty,
/// cells beyond the header are kept. Lines stay, so that a row refused again is told by its first place.
[[nodiscard]] Result<> writeMendedRows(const QString &path, const RejectedRows &rows);

} // namespace haberdash::importing
