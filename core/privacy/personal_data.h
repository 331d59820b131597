// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/store/connection.h"

#include <QJsonObject>
#include <QStringList>

namespace haberdash::privacy {

/// Everything that the workspace holds about one person, by table, each row with its columns as they are:
/// what somebody may ask for under the GDPR's article 15 and take elsewhere under article 20.
[[nodiscard]] Result<QJsonObject> exportPerson(store::Connection &connection, CustomerId customer);

/// Writes the same as JSON to a file that only the user can read.
[[nodiscard]] Result<> writePerson(store::Connection &connection, CustomerId customer, const QString &path);

/// What erasing somebody did.
struct Erasure
{
    qint64 rows = 0; ///< rows that are gone
    qint64 orders = 0; ///< orders that stay in the shop's sums, with nobody behind them
    /// Files on this machine that the workspace knows of and that may still name the person: what was
    /// imported from, and rows that were rejected. They belong to the user, and stay.
    QStringList filesThatMayNameThem;
    /// The person is gone from every table, but pages of the file or of its log could not be overwritten:
    /// another program is reading, or the disk is full. `clearTraces` tries again.
    bool tracesAreLeft = false;
};

/// Erases one person: profile, addresses, consent, events, messages, what the log of imports keeps of them,
/// and the pages of the file where any of it once stood. Orders stay as amounts without a person, since the
/// shop's sums and the tax office need them. A salted hash of each address, phone and id stays, so that no
/// later import brings the person back. Cannot be undone.
[[nodiscard]] Result<Erasure> erasePerson(
    store::Connection &connection, CustomerId customer, Timestamp now, Progress &progress);

/// Overwrites what pages of the file and of its log still hold of rows that are gone.
/// @return false where another program is reading, or there is no room to write the file anew
[[nodiscard]] bool clearTraces(store::Connection &connection);

} // namespace haberdash::privacy
