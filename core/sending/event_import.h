// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/sending/service_event_books.h"

namespace haberdash::sending {

/// A row of a file that was not booked.
struct BadEventRow
{
    qint64 line = 0;
    QString reason;
    friend bool operator==(const BadEventRow &, const BadEventRow &) = default;
};

/// What came of a file of events.
struct EventImportReport
{
    QString path;
    QString service; ///< whose file it is, as a word; empty: nobody's
    EventCounts counts; ///< of the rows that could be read
    qint64 bad = 0; ///< rows that could not
    QList<BadEventRow> badRows; ///< the first of them
};

/// Books the events of a file (see `EventFile`) for an account. Rows that can be read are kept, whatever the
/// others are; the same file again changes nothing. One transaction: an error of the disk or a wish to stop
/// leaves nothing of the file behind.
/// @param told whose file it is, where somebody says so
[[nodiscard]] Result<EventImportReport> importEvents(store::Connection &connection,
    const store::Account &account, const QString &path, std::optional<deliver::Service> told, Timestamp now,
    Progress &progress);

} // namespace haberdash::sending
