// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/row_set.h"
#include "core/segment/activity_columns.h"

namespace haberdash::segment {

/// Sets the rows of a shard in which the sequence is found.
void findSequences(const SequenceCondition &condition, const facts::Facts &facts,
    const facts::FactShard &shard, const Context &context, facts::RowSet &set);

/// The instant at which the sequence of a customer begins, the first where it is there several times.
[[nodiscard]] std::optional<qint64> sequenceStart(const SequenceCondition &condition,
    const facts::Facts &facts, const facts::FactShard &shard, const Context &context, size_t row);

} // namespace haberdash::segment
