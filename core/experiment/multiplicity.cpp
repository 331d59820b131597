// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/multiplicity.h"

#include <algorithm>
#include <numeric>

namespace haberdash::experiment {

namespace {

std::vector<size_t> ascendingOrder(std::span<const double> p)
{
    std::vector<size_t> order(p.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [p](size_t a, size_t b) { return p[a] < p[b]; });
    return order;
}

/// From the largest p down: each is the least of `factor(rank from 1)` times p so far.
template<typename Factor>
std::vector<double> stepUp(std::span<const double> p, Factor factor)
{
    const auto order = ascendingOrder(p);
    std::vector<double> adjusted(p.size());
    double least = 1;
    for (size_t rank = order.size(); rank > 0; --rank) {
        least = std::min(least, factor(double(rank)) * p[order[rank - 1]]);
        adjusted[order[rank - 1]] = least;
    }
    return adjusted;
}

} // namespace

std::vector<double> bonferroni(std::span<const double> p)
{
    std::vector<double> adjusted;
    for (const double one : p)
        adjusted.push_back(std::min(1.0, one * double(p.size())));
    return adjusted;
}

std::vector<double> holm(std::span<const double> p)
{
    const auto order = ascendingOrder(p);
    std::vector<double> adjusted(p.size());
    double most = 0;
    for (size_t rank = 0; rank < order.size(); ++rank) {
        most = std::max(most, std::min(1.0, double(p.size() - rank) * p[order[rank]]));
        adjusted[order[rank]] = most;
    }
    return adjusted;
}

std::vector<double> hochberg(std::span<const double> p)
{
    const double count = double(p.size());
    return stepUp(p, [count](double rank) { return count - rank + 1; });
}

std::vector<double> benjaminiHochberg(std::span<const double> p)
{
    const double count = double(p.size());
    return stepUp(p, [count](double rank) { return count / rank; });
}

std::vector<double> benjaminiYekutieli(std::span<const double> p)
{
    double harmonic = 0;
    for (size_t i = 1; i <= p.size(); ++i)
        harmonic += 1 / double(i);
    const double count = double(p.size()) * harmonic;
    return stepUp(p, [count](double rank) { return count / rank; });
}

} // namespace haberdash::experiment
