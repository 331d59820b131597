// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/facts.h"
#include "core/segment/condition_source.h"

#include <functional>
#include <memory>

namespace haberdash::segment {

/// Answers conditions from the columns in memory, one pass over what a condition reads.
class ColumnConditions final : public ConditionSource
{
public:
    /// @param threads how many work at one condition; the answers are the same
    ColumnConditions(std::shared_ptr<const facts::Facts> facts, int threads);
    /// Asked between parts of the customers, from any of the threads; may be empty.
    void setStopped(std::function<bool()> stopped) { m_stopped = std::move(stopped); }

    [[nodiscard]] size_t rows() const override { return m_facts->size(); }
    [[nodiscard]] CustomerId idAt(size_t row) const override { return m_facts->idAt(row); }
    [[nodiscard]] Result<facts::RowSet> everyone(const Context &context) override;
    [[nodiscard]] Result<facts::RowSet> condition(const Node &condition, const Context &context) override;

private:
    /// Puts together a set from those of the parts; `part` fills the rows of one shard.
    [[nodiscard]] Result<facts::RowSet> gather(
        const std::function<void(const facts::FactShard &, facts::RowSet &)> &part) const;
    /// Runs work for the numbers 0 to count - 1 on the threads.
    [[nodiscard]] Result<> spread(size_t count, const std::function<void(size_t)> &work) const;
    [[nodiscard]] Result<facts::RowSet> rank(const RankCondition &condition, const Context &context) const;

    std::shared_ptr<const facts::Facts> m_facts;
    int m_threads;
    std::function<bool()> m_stopped;
};

} // namespace haberdash::segment
