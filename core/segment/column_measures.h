// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/row_set.h"
#include "core/segment/activity_columns.h"
#include "core/segment/number_range.h"

namespace haberdash::segment {

/// A measure of each customer of a shard, on the scale that tests are held against: thousandths, and minor
/// units of amounts. `unknown` for those who have none.
struct MeasureValues
{
    std::vector<qint64> values;
    [[nodiscard]] bool has(size_t row) const { return values[row] != facts::ValueColumn::unknown; }
};
[[nodiscard]] MeasureValues measureValues(
    const Measure &measure, const facts::Facts &facts, const facts::FactShard &shard, const Context &context);

/// Sets the rows for whom a condition holds.
void testMeasure(const MeasureCondition &condition, const facts::Facts &facts, const facts::FactShard &shard,
    const Context &context, facts::RowSet &set);

/// What a test of the measure compares with, on that scale.
[[nodiscard]] NumberTest scaledTest(const MeasureCondition &condition, const Context &context);

} // namespace haberdash::segment
