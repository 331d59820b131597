// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/condition_source.h"

namespace haberdash::segment {

/// Asks the store, one query a condition: for single questions, where reading all facts first would take
/// longer.
class SqlConditions final : public ConditionSource
{
public:
    explicit SqlConditions(store::Connection &connection)
        : m_connection(connection)
    { }
    /// Reads who there is, anew when the store has changed since.
    /// @return whether it has
    [[nodiscard]] Result<bool> refresh();
    [[nodiscard]] size_t rows() const override { return m_ids.size(); }
    [[nodiscard]] CustomerId idAt(size_t row) const override { return CustomerId(m_ids[row]); }
    [[nodiscard]] Result<facts::RowSet> everyone(const Context &context) override;
    [[nodiscard]] Result<facts::RowSet> condition(const Node &condition, const Context &context) override;

private:
    [[nodiscard]] Result<facts::RowSet> run(const Query &query);

    store::Connection &m_connection;
    std::vector<qint64> m_ids; ///< ascending
    qint64 m_dataVersion = -1;
    qint64 m_ownChanges = -1;
};

} // namespace haberdash::segment
