// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace haberdash::experiment {

/// Why a method has no result for these numbers: a normal outcome, never NaN. One whole English sentence.
struct NoResult
{
    QString reason;
    friend bool operator==(const NoResult &, const NoResult &) = default;
};

/// A result, or why none is possible.
template<typename T>
using Outcome = tl::expected<T, NoResult>;

inline tl::unexpected<NoResult> noResult(QString reason)
{
    return tl::unexpected(NoResult{std::move(reason)});
}

/// From `low` to `high`.
struct Range
{
    double low = 0;
    double high = 0;
    friend bool operator==(const Range &, const Range &) = default;
};

/// Confidence level of intervals unless somebody says otherwise.
inline constexpr double usualConfidence = 0.95;

} // namespace haberdash::experiment
