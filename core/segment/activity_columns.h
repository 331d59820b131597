// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/facts/facts.h"
#include "core/segment/rule_sql.h"

#include <limits>

namespace haberdash::segment {

/// An activity in the columns of one shard: a log, and which of its entries count.
struct ActivityColumns
{
    const facts::FactShard *shard = nullptr;
    const facts::Log *log = nullptr; ///< nothing where it never happened
    Activity::Source source = Activity::Source::Orders;
    int eventKind = -1;
    std::vector<quint8> mask; ///< one an entry; empty where all count

    [[nodiscard]] bool isEmpty() const { return !log || log->isEmpty(); }
    [[nodiscard]] bool counts(size_t entry) const { return mask.empty() || mask[entry] != 0; }
};

/// @param window entries outside of it do not count where it is one that comes round every year; other
/// windows are for the caller
/// @param withReturns credit notes count too
[[nodiscard]] ActivityColumns columnsOf(const Activity &activity, const Window &window, bool withReturns,
    const facts::Facts &facts, const facts::FactShard &shard, const Context &context);

/// Instants as a log keeps them.
struct LogWindow
{
    qint64 begin = std::numeric_limits<qint64>::min(); ///< milliseconds
    qint64 end = std::numeric_limits<qint64>::max(); ///< not included
};
[[nodiscard]] LogWindow logWindow(const Window &window, const Context &context);

/// The first whole second that is not before an instant: an entry lies at or after the instant just where its
/// second does.
[[nodiscard]] inline quint32 secondOf(qint64 milliseconds)
{
    const qint64 up = milliseconds <= 0 ? 0 : (milliseconds - 1) / 1000 + 1;
    return quint32(std::min<qint64>(up, std::numeric_limits<quint32>::max()));
}

/// Calls visit(row, first, end) for each row of the shard, with its entries that lie within the window.
template<typename T, typename Visit>
void visitRows(const facts::Log &log, const T *time, T begin, T end, bool fromStart, bool toEnd, size_t rows,
    Visit visit)
{
    const quint32 *offsets = log.offsets.data();
    for (size_t row = 0; row < rows; ++row) {
        quint32 first = offsets[row];
        quint32 last = offsets[row + 1];
        if (!toEnd) {
            while (last > first && time[last - 1] >= end)
                --last;
        }
        if (!fromStart) {
            quint32 entry = last;
            while (entry > first && time[entry - 1] >= begin)
                --entry;
            first = entry;
        }
        visit(row, first, last);
    }
}

template<typename Visit>
void visitRows(const ActivityColumns &activity, const LogWindow &window, size_t rows, Visit visit)
{
    if (activity.isEmpty()) {
        for (size_t row = 0; row < rows; ++row)
            visit(row, 0u, 0u);
        return;
    }
    const facts::Log &log = *activity.log;
    const bool fromStart = window.begin <= log.earliest;
    const bool toEnd = window.end > log.latest;
    if (log.time.isWide()) {
        visitRows(log, log.time.milliseconds(), window.begin, window.end, fromStart, toEnd, rows, visit);
        return;
    }
    visitRows(
        log, log.time.seconds(), secondOf(window.begin), secondOf(window.end), fromStart, toEnd, rows, visit);
}

} // namespace haberdash::segment
