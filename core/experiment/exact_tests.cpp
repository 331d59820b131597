// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/exact_tests.h"

#include "core/experiment/distributions.h"

#include <boost/math/tools/minima.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace haberdash::experiment {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Tables that are as extreme as the one seen, for Barnard's test: for each count of the control arm, the
/// variant's counts below `lowEnd` and from `highBegin` on.
class ExtremeTables
{
public:
    ExtremeTables(const TwoRates &rates, double statistic)
        : m_n1(int(rates.control.size))
        , m_n2(int(rates.variant.size))
    {
        const double limit = std::abs(statistic) - 1e-9;
        for (int a = 0; a <= m_n1; ++a) {
            const auto z = [&](int b) {
                const auto test = pooledZ({{double(a), double(m_n1)}, {double(b), double(m_n2)}});
                return test ? test->z : 0.0; // 0/0 counts as no difference
            };
            int low = 0;
            while (low <= m_n2 && z(low) <= -limit)
                ++low;
            int high = m_n2 + 1;
            while (high > low && z(high - 1) >= limit)
                --high;
            m_lowEnd.push_back(low);
            m_highBegin.push_back(high);
        }
        for (int a = 0; a <= m_n1; ++a)
            m_logChoose1.push_back(logBinomial(m_n1, a));
        for (int b = 0; b <= m_n2; ++b)
            m_logChoose2.push_back(logBinomial(m_n2, b));
    }

    /// Their probability when both arms have the rate `share`.
    [[nodiscard]] double probability(double share) const
    {
        if (share <= 0 || share >= 1) // one table only, without any difference
            return m_lowEnd.front() > 0 || m_highBegin.front() == 0 ? 1 : 0;
        const double yes = std::log(share);
        const double no = std::log1p(-share);
        std::vector<double> below(size_t(m_n2) + 2, 0);
        for (int b = 0; b <= m_n2; ++b)
            below[size_t(b) + 1]
                = below[size_t(b)] + std::exp(m_logChoose2[size_t(b)] + b * yes + (m_n2 - b) * no);
        double sum = 0;
        for (int a = 0; a <= m_n1; ++a) {
            const double tails
                = below[size_t(m_lowEnd[size_t(a)])] + below.back() - below[size_t(m_highBegin[size_t(a)])];
            if (tails > 0)
                sum += tails * std::exp(m_logChoose1[size_t(a)] + a * yes + (m_n1 - a) * no);
        }
        return std::min(1.0, sum);
    }

private:
    int m_n1;
    int m_n2;
    std::vector<int> m_lowEnd;
    std::vector<int> m_highBegin;
    std::vector<double> m_logChoose1;
    std::vector<double> m_logChoose2;
};

} // namespace

Outcome<FisherResult> fisherExact(const TwoRates &rates)
{
    if (!rates.control.isValid() || !rates.variant.isValid())
        return noResult(u"An arm has nobody in it."_s);
    const double n1 = rates.control.size;
    const double n2 = rates.variant.size;
    const double yes = rates.control.count + rates.variant.count;
    const double least = std::max(0.0, yes - n1);
    const double most = std::min(n2, yes);
    const double all = logBinomial(n1 + n2, yes);
    const auto probability
        = [&](double x2) { return std::exp(logBinomial(n2, x2) + logBinomial(n1, yes - x2) - all); };
    const double seen = probability(rates.variant.count) * (1 + 1e-7);
    FisherResult result{0, 0, 0};
    const auto tables = qint64(most - least) + 1;
    for (qint64 i = 0; i < tables; ++i) {
        const double x2 = least + double(i);
        const double p = probability(x2);
        if (p <= seen)
            result.p += p;
        if (x2 >= rates.variant.count)
            result.pGreater += p;
        if (x2 <= rates.variant.count)
            result.pLess += p;
    }
    result.p = std::min(1.0, result.p);
    result.pGreater = std::min(1.0, result.pGreater);
    result.pLess = std::min(1.0, result.pLess);
    return result;
}

Outcome<BarnardResult> barnard(const TwoRates &rates)
{
    const auto test = pooledZ(rates);
    if (!test)
        return tl::unexpected(test.error());
    if (rates.control.size + rates.variant.size > barnardLimit)
        return noResult(u"Barnard's test is for at most 500 recipients in both arms together."_s);
    if (std::abs(test->z) < 1e-9)
        return BarnardResult{test->z, 1};
    const ExtremeTables tables(rates, test->z);
    // The probability has several humps over the unknown common rate: look everywhere, then refine the best.
    constexpr int cells = 3000;
    std::vector<std::pair<double, int>> grid;
    for (int i = 0; i <= cells; ++i)
        grid.emplace_back(tables.probability(double(i) / cells), i);
    std::partial_sort(grid.begin(), grid.begin() + 8, grid.end(), std::greater());
    double p = grid.front().first;
    for (int best = 0; best < 8; ++best) {
        const double middle = double(grid[size_t(best)].second) / cells;
        const auto peak
            = boost::math::tools::brent_find_minima([&](double share) { return -tables.probability(share); },
                std::max(0.0, middle - 1.0 / cells), std::min(1.0, middle + 1.0 / cells), 40);
        p = std::max(p, -peak.second);
    }
    return BarnardResult{test->z, p};
}

} // namespace haberdash::experiment
