// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segment/overlap.h"

#include <algorithm>
#include <bit>

namespace haberdash::segment {

namespace {

/// Splits the rows of one word by one set after the other; ends where nobody is left.
void split(const std::vector<facts::RowSet> &sets, size_t word, size_t next, quint64 rows, quint32 mask,
    std::vector<qint64> &counts)
{
    if (rows == 0)
        return;
    if (next == sets.size()) {
        counts[mask] += std::popcount(rows);
        return;
    }
    const quint64 in = sets[next].words()[word];
    split(sets, word, next + 1, rows & in, mask | quint32(1) << next, counts);
    split(sets, word, next + 1, rows & ~in, mask, counts);
}

} // namespace

std::vector<Intersection> intersections(const std::vector<facts::RowSet> &sets)
{
    Q_ASSERT(sets.size() <= mostOverlapping);
    if (sets.empty())
        return {};
    std::vector<qint64> counts(size_t(1) << sets.size());
    const size_t words = (sets.front().rows() + 63) / 64;
    for (size_t word = 0; word < words; ++word) {
        quint64 any = 0;
        for (const facts::RowSet &set : sets)
            any |= set.words()[word];
        split(sets, word, 0, any, 0, counts);
    }
    std::vector<Intersection> result;
    for (quint32 mask = 1; mask < counts.size(); ++mask) {
        if (counts[mask] > 0)
            result.push_back({mask, counts[mask]});
    }
    std::stable_sort(result.begin(), result.end(), [](const Intersection &one, const Intersection &other) {
        if (one.count != other.count)
            return one.count > other.count;
        return std::popcount(one.mask) < std::popcount(other.mask);
    });
    return result;
}

Rule ruleOf(quint32 mask, const QStringList &names)
{
    Rule rule;
    Group others{Group::Match::None, {}};
    for (qsizetype i = 0; i < names.size(); ++i) {
        Group &place = mask >> i & 1 ? rule.root : others;
        place.children.push_back(Node{SegmentCondition{names[i], {}}});
    }
    if (!others.children.empty())
        rule.root.children.push_back(Node{std::move(others)});
    return rule;
}

} // namespace haberdash::segment
