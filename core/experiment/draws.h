// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cmath>
#include <random>

namespace haberdash::experiment {

/// Random numbers that are the same with every standard library: same seed, same numbers.
class Draws
{
public:
    explicit Draws(quint64 seed)
        : m_engine(seed)
    { }
    /// An independent row of numbers for each `part` of work under one seed.
    Draws(quint64 seed, quint64 part)
        : m_engine(mixed(seed + 0x9E3779B97F4A7C15ULL * (part + 1)))
    { }

    /// 0 <= unit < 1
    [[nodiscard]] double unit() { return double(m_engine() >> 11) * 0x1p-53; }
    /// 0 <= below < count; count is below 2^32.
    [[nodiscard]] quint32 below(quint32 count)
    {
        // Two numbers of 32 bits from one of 64.
        if (!m_hasHalf)
            m_word = m_engine();
        const quint64 half = m_hasHalf ? m_word >> 32 : m_word & 0xFFFFFFFFULL;
        m_hasHalf = !m_hasHalf;
        return quint32((half * count) >> 32);
    }
    /// How many of `size` do it when each does with chance `share`.
    [[nodiscard]] quint32 binomial(quint32 size, double share);
    [[nodiscard]] double normal();

private:
    [[nodiscard]] static quint64 mixed(quint64 word)
    {
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9ULL;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EBULL;
        return word ^ (word >> 31);
    }

    std::mt19937_64 m_engine;
    quint64 m_word = 0;
    bool m_hasHalf = false;
};

} // namespace haberdash::experiment
