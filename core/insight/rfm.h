// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>
#include <vector>

namespace haberdash::insight {

/// Which end of a value is good: many orders are, many days since the last one are not.
enum class Better { High, Low };

/// Scores 1 to `bins` in the order of `values`, the highest score best; METHODS, section 1, mode 1: a
/// customer with w others strictly worse gets min(bins, 1 + floor(bins w / N)). Equal values share a score,
/// and the order of rows does not matter. `bins` is 3 or 5; values are finite. Takes time in proportion to
/// their number.
[[nodiscard]] std::vector<quint8> minRankScores(std::span<const double> values, int bins, Better better);

/// The `bins` - 1 quantiles of type 7 between equal shares of `values`, ascending; none for no values.
[[nodiscard]] std::vector<double> quantileCuts(std::span<const double> values, int bins);

/// Scores by cuts that ascend, METHODS, section 1, mode 2: 1 + the number of cuts below the value; where low
/// is better the same from the other end. Cuts that are kept make scores of different days comparable; the
/// cuts 1, 2, 3, 5 mean "1, 2, 3, 4 to 5, 6 or more".
[[nodiscard]] std::vector<quint8> scoresByCuts(
    std::span<const double> values, std::span<const double> cuts, Better better);

/// How many have each score, 1 first. Where most buy once, one of them is large and another empty.
[[nodiscard]] std::vector<qint64> countsByScore(std::span<const quint8> scores, int bins);

} // namespace haberdash::insight
