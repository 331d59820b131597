// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/duplicate_finder.h"
#include "core/store/change_batch.h"

namespace haberdash::identity {

/// Joins `merged` into `kept`: orders, events, messages, addresses, ids, tags and consent move over; fields
/// that `kept` does not fill are filled; of what both agreed to, the stricter holds. The record of `merged`
/// goes. One batch: `store::undoBatch` takes it apart again.
/// @return the batch. Invalid where one of the two is not there, or both are the same.
[[nodiscard]] Result<BatchId> mergeCustomers(
    store::Connection &connection, CustomerId kept, CustomerId merged, Timestamp now);

struct BulkMerge
{
    qint64 merged = 0; ///< records that went into another
    qint64 people = 0; ///< who they went to
    qint64 leftOut = 0; ///< certain pairs that were not merged, since a third record fits only one of the two
    BatchId first; ///< each merge has a batch of its own, from here ...
    BatchId last; ///< ... to here
};

/// Merges all certain pairs. Where several records hang together, only those that each fit each other: the
/// lowest number keeps its record. All or nothing.
[[nodiscard]] Result<BulkMerge> mergeCertain(
    store::Connection &connection, const QList<DuplicatePair> &pairs, Timestamp now, Progress &progress);

} // namespace haberdash::identity
