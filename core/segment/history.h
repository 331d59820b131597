// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segment/segment_evaluator.h"

namespace haberdash::segment {

struct HistoryPoint
{
    Timestamp at;
    Count count;
    friend bool operator==(const HistoryPoint &, const HistoryPoint &) = default;
};

/// The first instants of the last `months` months, and T at the end.
[[nodiscard]] std::vector<Timestamp> monthsUntil(Timestamp asOf, int months, const QTimeZone &zone);
/// How many members a segment had at each instant. The evaluator stands at its own instant again afterwards.
[[nodiscard]] Result<std::vector<HistoryPoint>> growth(
    SegmentEvaluator &evaluator, const Rule &rule, const std::vector<Timestamp> &instants);

/// Somebody who came or went between two instants.
struct Move
{
    CustomerId customer;
    bool joined = false;
    Timestamp at; ///< the first millisecond of how they are at the end
    QString because; ///< what they did then, or that time went by, and the condition that this decided
    QString changed = {}; ///< the second half of it alone: “bought at least 2 times” became true
    friend bool operator==(const Move &, const Move &) = default;
};

struct Moves
{
    qint64 joined = 0;
    qint64 left = 0;
    std::vector<Move> some; ///< those with the lowest numbers, as many as were asked for of each kind
};

/// Who is a member at `to` and was not at `from`, and the other way round, and why.
[[nodiscard]] Result<Moves> moves(store::Connection &connection, SegmentEvaluator &evaluator,
    const Rule &rule, Timestamp from, Timestamp to, size_t limit);

} // namespace haberdash::segment
