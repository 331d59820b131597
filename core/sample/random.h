// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <iterator>

namespace haberdash::sample {

/// splitmix64 with a few distributions: the same numbers on every machine, unlike those of the standard
/// library.
class Random
{
public:
    explicit Random(quint64 seed)
        : m_state(seed)
    { }
    quint64 next()
    {
        quint64 z = m_state += 0x9E3779B97F4A7C15ull;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    /// In [0, 1).
    double unit() { return double(next() >> 11) * 0x1p-53; }
    /// From 0 to `count` - 1.
    int below(int count) { return int((next() >> 32) * quint64(count) >> 32); }
    bool chance(double probability) { return unit() < probability; }
    template<typename Container>
    const auto &pick(const Container &container)
    {
        return *(std::begin(container) + below(int(std::size(container))));
    }

private:
    quint64 m_state;
};

} // namespace haberdash::sample
