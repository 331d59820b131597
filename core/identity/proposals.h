// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/identity/duplicate_finder.h"

namespace haberdash::identity {

/// Keeps what was found for the user to decide, in place of what was proposed before. Pairs that the user
/// said are different people are not proposed again.
/// @return how many wait for a decision now
[[nodiscard]] Result<qint64> saveProposals(
    store::Connection &connection, const DuplicateReport &report, Timestamp now);

/// Pairs that wait for a decision, best first.
[[nodiscard]] Result<QList<DuplicatePair>> proposals(store::Connection &connection, qint64 offset, int limit);
[[nodiscard]] Result<qint64> proposalCount(store::Connection &connection);
/// How many of them are certain.
[[nodiscard]] Result<qint64> certainCount(store::Connection &connection);

/// The user says that these are two people: they are not proposed again, by any later search.
[[nodiscard]] Result<> keepApart(
    store::Connection &connection, CustomerId one, CustomerId other, Timestamp now);

} // namespace haberdash::identity
