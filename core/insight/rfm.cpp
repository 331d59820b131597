// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/rfm.h"

#include "core/experiment/means.h"

#include <algorithm>

namespace haberdash::insight {

std::vector<quint8> minRankScores(std::span<const double> values, int bins, Better better)
{
    Q_ASSERT(bins == 3 || bins == 5);
    // A score of at least s needs w >= (s - 1) N / bins, and that many are strictly worse exactly when the
    // one in that place of the order is: so a few places of the order are enough, and nothing is sorted.
    const auto size = qint64(values.size());
    const double sign = better == Better::High ? 1 : -1;
    std::vector<double> ordered;
    ordered.reserve(values.size());
    for (const double value : values)
        ordered.push_back(sign * value);
    std::vector<double> bounds;
    auto from = ordered.begin();
    for (int score = 2; score <= bins && size > 0; ++score) {
        const qint64 worse = (qint64(score - 1) * size + bins - 1) / bins;
        const auto place = ordered.begin() + (worse - 1);
        std::nth_element(from, place, ordered.end());
        bounds.push_back(*place);
        from = place;
    }
    std::vector<quint8> scores;
    scores.reserve(values.size());
    for (const double value : values) {
        int score = 1;
        for (const double bound : bounds)
            score += bound < sign * value ? 1 : 0;
        scores.push_back(quint8(score));
    }
    return scores;
}

std::vector<double> quantileCuts(std::span<const double> values, int bins)
{
    Q_ASSERT(bins >= 2);
    std::vector<double> cuts;
    if (values.empty())
        return cuts;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    for (int i = 1; i < bins; ++i)
        cuts.push_back(experiment::quantileOfSorted(sorted, double(i) / bins));
    return cuts;
}

std::vector<quint8> scoresByCuts(std::span<const double> values, std::span<const double> cuts, Better better)
{
    Q_ASSERT(cuts.size() < 250 && std::is_sorted(cuts.begin(), cuts.end()));
    const auto best = int(cuts.size()) + 1;
    std::vector<quint8> scores;
    scores.reserve(values.size());
    for (const double value : values) {
        int below = 0;
        for (const double cut : cuts)
            below += cut < value ? 1 : 0;
        scores.push_back(quint8(better == Better::High ? 1 + below : best - below));
    }
    return scores;
}

std::vector<qint64> countsByScore(std::span<const quint8> scores, int bins)
{
    std::vector<qint64> counts(size_t(bins), 0);
    for (const quint8 score : scores) {
        Q_ASSERT(score >= 1 && score <= bins);
        ++counts[size_t(score - 1)];
    }
    return counts;
}

} // namespace haberdash::insight
