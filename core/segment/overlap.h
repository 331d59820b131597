// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/row_set.h"
#include "core/segment/rule.h"

#include <vector>

namespace haberdash::segment {

/// Who is in some sets and in no other of them.
struct Intersection
{
    quint32 mask = 0; ///< bit i: in set i
    qint64 count = 0; ///< above zero
    friend bool operator==(const Intersection &, const Intersection &) = default;
};

/// How many sets can be laid over each other.
constexpr size_t mostOverlapping = 16;

/// Splits the union of sets by the sets that each row is in, so that the counts add up to the union. The
/// largest first; of equal ones that of fewer sets, then that of earlier sets.
/// @param sets at most `mostOverlapping`, all over the same rows
[[nodiscard]] std::vector<Intersection> intersections(const std::vector<facts::RowSet> &sets);

/// The rule of an intersection: in the segments of the mask and in none of the others.
/// @param names of the segments, in the order of the sets
[[nodiscard]] Rule ruleOf(quint32 mask, const QStringList &names);

} // namespace haberdash::segment
