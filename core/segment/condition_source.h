// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/facts/row_set.h"
#include "core/segment/rule_sql.h"

namespace haberdash::segment {

/// Answers single conditions as sets of rows, one row a customer. The two that there are must agree on any
/// condition: the columns in memory, and the store.
class ConditionSource
{
public:
    virtual ~ConditionSource() = default;
    [[nodiscard]] virtual size_t rows() const = 0;
    [[nodiscard]] virtual CustomerId idAt(size_t row) const = 0;
    /// Of whom the shop knew at the instant: see `everyone` of rule_sql.h.
    [[nodiscard]] virtual Result<facts::RowSet> everyone(const Context &context) = 0;
    /// Those of everyone for whom a condition holds; not a group, and not a reference to a segment.
    [[nodiscard]] virtual Result<facts::RowSet> condition(const Node &condition, const Context &context) = 0;
};

} // namespace haberdash::segment
