// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/column_sequence.h"

namespace haberdash::segment {

using namespace facts;

namespace {

class Search
{
public:
    Search(const SequenceCondition &condition, const Facts &facts, const FactShard &shard,
        const Context &context)
        : m_condition(condition)
        , m_context(context)
        , m_asOf(toMilliseconds(context.asOf))
    {
        for (const SequenceCondition::Step &step : condition.steps)
            m_steps.push_back(columnsOf(step.activity, {}, false, facts, shard, context));
    }

    /// Whether the steps from `index` on are there, seen from the instant `from`.
    [[nodiscard]] bool follows(size_t index, size_t row, qint64 from) const
    {
        if (index == m_steps.size())
            return true;
        const SequenceCondition::Step &step = m_condition.steps[index];
        const qint64 deadline = step.within ? deadlineOf(*step.within, from) : m_asOf;
        if (step.happens)
            return happens(index, row, from, deadline);
        if (step.within && deadline >= m_asOf)
            return false; // there is still time
        return !happensAtAll(index, row, from, deadline) && follows(index + 1, row, from);
    }

private:
    [[nodiscard]] qint64 deadlineOf(Span span, qint64 from) const
    {
        return toMilliseconds(after(fromMilliseconds(from), span, m_context.timeZone));
    }

    /// Calls use(instant) for the entries in (from, deadline] before T until it says true.
    template<typename Use>
    [[nodiscard]] bool some(size_t index, size_t row, qint64 from, qint64 deadline, Use use) const
    {
        const ActivityColumns &activity = m_steps[index];
        if (activity.isEmpty())
            return false;
        const Log &log = *activity.log;
        for (quint32 i = log.offsets[row]; i < log.offsets[row + 1]; ++i) {
            const qint64 at = log.time[i];
            if (at > deadline || at >= m_asOf)
                return false;
            if (at > from && activity.counts(i) && use(at))
                return true;
        }
        return false;
    }

    [[nodiscard]] bool happens(size_t index, size_t row, qint64 from, qint64 deadline) const
    {
        return some(index, row, from, deadline, [&](qint64 at) { return follows(index + 1, row, at); });
    }

    [[nodiscard]] bool happensAtAll(size_t index, size_t row, qint64 from, qint64 deadline) const
    {
        return some(index, row, from, deadline, [](qint64) { return true; });
    }

    const SequenceCondition &m_condition;
    const Context &m_context;
    qint64 m_asOf;
    std::vector<ActivityColumns> m_steps;
};

/// Calls found(row, instant) for the rows in which the sequence is there; instant is where it begins first.
template<typename Found>
void search(const SequenceCondition &condition, const Facts &facts, const FactShard &shard,
    const Context &context, Found found)
{
    const ActivityColumns first = columnsOf(condition.first, condition.window, false, facts, shard, context);
    if (first.isEmpty())
        return;
    const Search search(condition, facts, shard, context);
    visitRows(
        first, logWindow(condition.window, context), shard.rows, [&](size_t row, quint32 begin, quint32 end) {
            for (quint32 i = begin; i < end; ++i) {
                const qint64 at = first.log->time[i];
                if (first.counts(i) && search.follows(0, row, at)) {
                    found(row, at);
                    return;
                }
            }
        });
}

} // namespace

void findSequences(const SequenceCondition &condition, const Facts &facts, const FactShard &shard,
    const Context &context, RowSet &set)
{
    search(condition, facts, shard, context, [&set](size_t row, qint64) { set.set(row); });
}

std::optional<qint64> sequenceStart(const SequenceCondition &condition, const Facts &facts,
    const FactShard &shard, const Context &context, size_t row)
{
    std::optional<qint64> start;
    search(condition, facts, shard, context, [&start, row](size_t at, qint64 instant) {
        if (at == row)
            start = instant;
    });
    return start;
}

} // namespace haberdash::segment
